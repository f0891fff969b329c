"""Orders and groups what the page of a collection shows; layout is in `templates/site/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from toolkit.blocks.briefs import owners
from toolkit.blocks.views import MEMBER_KINDS, PARTNER_KINDS, Tie, drawn, entity, tied, ties
from toolkit.content.library import Library
from toolkit.content.recommendations import Recommendation
from toolkit.content.records import Cluster, Group, LegalBasis, Link, Organisation, Source, Term
from toolkit.content.text import Text
from toolkit.outline.addresses import Base
from toolkit.outline.numbering import Outline
from toolkit.render.bibliography import reference
from toolkit.render.context import Context
from toolkit.site import linked_data
from toolkit.site.catalogue import Catalogue, Entry

ORDER_OF_LEVELS = ("eaeu", "national", "cluster")
MAIN = ("EAEU", "RU", "KZ", "BY")
"""Jurisdictions in the order of the site; others follow by code."""


@dataclass(frozen=True, slots=True)
class Register:
    """What a page about a collection needs: the values of its template, and its data for search engines."""

    values: Mapping[str, Any]
    data: tuple[linked_data.Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What every register is made of: the library, one language, the documents that lists show, the page's address."""

    library: Library
    context: Context
    catalogue: Catalogue
    edition: str
    base: Base
    url: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class ClusterRow:
    """A cluster with its own context, since its texts may name its own figures."""

    cluster: Cluster
    context: Context
    profile: Entry | None
    partners: int
    groups: tuple[Group, ...]


def context_about(context: Context, cluster: Cluster) -> Context:
    """Return a context in which placeholders may name a cluster's own figures."""
    return Context(context.library, Outline(replace(context.outline.publication, subject=cluster), (), {}), context.localizer)


def alphabetical(found: Iterable[Any], words: Callable[[Any], str]) -> list[Any]:
    """Sort as a dictionary does: capitals and quotation marks do not count, ё stands with е."""
    return sorted(found, key=lambda it: words(it).casefold().strip("«»„“”\"'").replace("ё", "е"))


def clusters(asked: Asked) -> Register:
    """Every cluster, those with a profile first."""
    library, context = asked.library, asked.context
    rows = [_cluster(asked, cluster) for cluster in library.all(Cluster)]
    ordered = sorted(alphabetical(rows, lambda row: context.plain(row.cluster.name)), key=lambda row: row.profile is None)
    countries = sorted({code for row in rows for code in row.cluster.countries}, key=_place_of)
    site = library.site
    data = linked_data.dataset(
        library.facts, context, asked.title, asked.description, asked.base, context.plain(site.publisher), site.data_licence
    )
    return Register({"rows": ordered, "countries": countries, "licence": site.data_licence}, (data,))


def _cluster(asked: Asked, cluster: Cluster) -> ClusterRow:
    found = [tie for tie in ties(asked.library, cluster) if tie.link.kind in MEMBER_KINDS + PARTNER_KINDS]
    partners = {tie.other.id for tie in found if isinstance(tie.other, Organisation) and _is_partner(tie.other)}
    groups = asked.library.groups_of(cluster.id)
    return ClusterRow(
        cluster, context_about(asked.context, cluster), asked.catalogue.about(asked.edition, cluster.id), len(partners), groups
    )


def _is_partner(body: Organisation) -> bool:
    """Return whether a body can be named as a partner: it has a name, and is not the Union that the clusters lie in."""
    return body.kind != "unnamed" and not (body.kind == "international" and "EAEU" in body.countries)


def bodies(library: Library) -> tuple[Organisation, ...]:
    """Return the organisations that the register lists: those that a source names."""
    return tuple(it for it in library.all(Organisation) if it.kind != "unnamed")


def _place_of(code: str) -> tuple[int, str]:
    return (MAIN.index(code) if code in MAIN else len(MAIN), code)


def legal_bases(asked: Asked) -> Register:
    """Acts by jurisdiction, each with its state and the documents that rest on it."""
    groups: dict[str, list[tuple[LegalBasis, tuple[Entry, ...]]]] = {}
    for act in asked.library.all(LegalBasis):
        groups.setdefault(act.jurisdiction, []).append((act, asked.catalogue.mentioning(asked.edition, act.id)))
    data = tuple(linked_data.act(act, asked.context, asked.url) for act in asked.library.all(LegalBasis))
    ordered = sorted(groups.items(), key=lambda item: _place_of(item[0]))
    return Register({"groups": ordered, "as_of": asked.context.day}, data)


def recommendations(asked: Asked) -> Register:
    """Recommendations by level, and in each by addressee, in the order of the content."""
    levels: dict[str, dict[str, tuple[tuple[Text, ...], list[Recommendation]]]] = {level: {} for level in ORDER_OF_LEVELS}
    for item in asked.library.all(Recommendation):
        named = owners(asked.library, item)
        levels[item.level].setdefault(" ".join(map(asked.context.plain, named)), (named, []))[1].append(item)
    shown = [(level, list(addressees.values())) for level, addressees in levels.items() if addressees]
    used = {item.id: asked.catalogue.mentioning(asked.edition, item.id) for item in asked.library.all(Recommendation)}
    return Register({"levels": shown, "used": used})


def organisations(asked: Asked) -> Register:
    """Bodies by name, every cooperation link with its two ends, and the figure of all clusters that have any."""
    library, context = asked.library, asked.context
    listed = alphabetical(bodies(library), lambda it: context.plain(it.short or it.name))
    links = [(entity(library, link.source), Tie(entity(library, link.target), link)) for link in library.all(Link)]
    counts = {it.id: len(library.links_of(it.id)) for it in listed}
    countries = sorted({code for it in listed for code in it.countries}, key=_place_of)
    data = tuple(linked_data.organisation(it, context) for it in listed)
    figure = drawn(library, tied(library), "full")
    return Register({**figure, "bodies": listed, "links": links, "counts": counts, "countries": countries}, data)


def glossary(asked: Asked) -> Register:
    """Terms by the alphabet of the language."""
    terms = alphabetical(asked.library.all(Term), lambda it: asked.context.plain(it.term))
    others = [tag for tag in asked.library.languages if tag != asked.context.localizer.language]
    forms = {it.id: [(tag, words) for tag in others if (words := dict(it.term.official).get(tag))] for it in terms}
    return Register({"terms": terms, "forms": forms}, (linked_data.terms(terms, asked.context, asked.title, asked.url),))


def sources(asked: Asked) -> Register:
    """Works cited, with the numbers by which the pages of the site cite them."""
    language, styles = asked.context.localizer.language, asked.library.site.citation_styles
    listed = [
        (position, it, reference(it, language, styles), asked.catalogue.mentioning(asked.edition, it.id))
        for position, it in enumerate(asked.library.all(Source), 1)
    ]
    return Register({"references": listed})


VIEWS: Mapping[str, Callable[[Asked], Register]] = MappingProxyType(
    {
        "clusters": clusters,
        "legal-bases": legal_bases,
        "recommendations": recommendations,
        "organisations": organisations,
        "glossary": glossary,
        "sources": sources,
    }
)
