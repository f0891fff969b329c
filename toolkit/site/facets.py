"""Tells by what the search may narrow documents down: their kind, the clusters and the countries that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.blocks.reach import mentioned
from toolkit.content.agreements import Party
from toolkit.content.choices import Country
from toolkit.content.library import Library
from toolkit.content.records import Cluster, LegalBasis, Organisation
from toolkit.content.vocabulary import DocumentKind
from toolkit.outline.numbering import Outline
from toolkit.render.context import Context


@dataclass(frozen=True, slots=True)
class Facets:
    """What a document is found by, in the language of its page."""

    kind: str
    clusters: tuple[str, ...]
    countries: tuple[str, ...]


def facets(outline: Outline, context: Context) -> Facets:
    """Return the facets of a document: clusters that it names, their countries; where it names none, the countries of its acts."""
    library, document = context.library, outline.publication.document
    named = {id.partition(".")[0] for id in (*mentioned(library, outline), *_parties(outline, library))}
    clusters = [library.get(Cluster, id) for id in sorted(named) if id in library.items["clusters"]]
    acts = [library.get(LegalBasis, id) for id in sorted(named) if id in library.items["legal_bases"]]
    countries = [code for one in clusters for code in one.countries] or [one.jurisdiction for one in acts]
    kind = library.get(DocumentKind, document.kind)
    return Facets(context.plain(kind.label), tuple(context.plain(one.name) for one in clusters), _named(countries, context))


def clusters_of(body: Organisation, library: Library) -> tuple[Cluster, ...]:
    """Return each cluster that a link binds an organisation to, once."""
    ends = dict.fromkeys(end for link in library.links_of(body.id) for end in (link.source, link.target))
    return tuple(library.get(Cluster, id) for id in ends if id in library.items["clusters"])


def _parties(outline: Outline, library: Library) -> Iterator[str]:
    """Yield the clusters whose organisations are to sign."""
    agreement = outline.publication.document.agreement
    for id in agreement.parties if agreement else ():
        cluster = library.get(Party, id).cluster
        if cluster:
            yield cluster.record


def _named(codes: Iterable[Country], context: Context) -> tuple[str, ...]:
    return tuple(dict.fromkeys(context.country(code) for code in codes))
