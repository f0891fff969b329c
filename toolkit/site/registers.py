"""Orders and groups what the page of a collection shows; layout is in `templates/site/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from toolkit.blocks.briefs import owners
from toolkit.blocks.views import MEMBERS, PARTNERS, Tie, drawn, entity, tied, ties
from toolkit.content.choices import ClusterStatusRef, Country, LevelRef, LinkStatusRef
from toolkit.content.library import Library
from toolkit.content.recommendations import Recommendation
from toolkit.content.records import Cluster, Group, LegalBasis, Link, Organisation, Source, Term
from toolkit.content.text import Text
from toolkit.content.vocabulary import OrganisationKind
from toolkit.outline.addresses import Base
from toolkit.outline.numbering import Outline
from toolkit.render.bibliography import reference
from toolkit.render.context import Context
from toolkit.site import linked_data
from toolkit.site.catalogue import Catalogue, Entry


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
    countries = by_name(context, (code for row in rows for code in row.cluster.countries))
    site = library.site
    data = linked_data.dataset(
        library.facts, context, asked.title, asked.description, asked.base, context.plain(site.publisher), site.data_licence
    )
    statuses = [ClusterStatusRef(word) for word in library.items["cluster_statuses"] if any(row.cluster.status == word for row in rows)]
    return Register({"rows": ordered, "countries": countries, "statuses": statuses, "licence": site.data_licence}, (data,))


def _cluster(asked: Asked, cluster: Cluster) -> ClusterRow:
    found = [tie for tie in ties(asked.library, cluster) if tie.kind.role in MEMBERS | PARTNERS]
    partners = {tie.other.id for tie in found if isinstance(tie.other, Organisation) and tie.of_body and tie.of_body.partner}
    groups = asked.library.groups_of(cluster.id)
    return ClusterRow(
        cluster, context_about(asked.context, cluster), asked.catalogue.about(asked.edition, cluster.id), len(partners), groups
    )


def bodies(library: Library) -> tuple[Organisation, ...]:
    """Return the organisations that the register lists: those that a source names."""
    return tuple(it for it in library.all(Organisation) if library.get(OrganisationKind, it.kind).named)


def by_name(context: Context, codes: Iterable[Country]) -> list[Country]:
    """Return jurisdictions each once, unions first, then countries by their names in the language."""
    return sorted(set(codes), key=lambda code: (len(code) == 2, context.country(code).casefold()))


def legal_bases(asked: Asked) -> Register:
    """Acts by jurisdiction, each with its state and the documents that rest on it."""
    groups: dict[Country, list[tuple[LegalBasis, tuple[Entry, ...]]]] = {}
    for act in asked.library.all(LegalBasis):
        groups.setdefault(act.jurisdiction, []).append((act, asked.catalogue.mentioning(asked.edition, act.id)))
    data = tuple(linked_data.act(act, asked.context, asked.url) for act in asked.library.all(LegalBasis))
    ordered = [(code, groups[code]) for code in by_name(asked.context, groups)]
    return Register({"groups": ordered, "as_of": asked.context.day}, data)


def recommendations(asked: Asked) -> Register:
    """Recommendations by level, and in each by addressee, in the order of the content."""
    levels: dict[str, dict[str, tuple[tuple[Text, ...], list[Recommendation]]]] = {level: {} for level in asked.library.items["levels"]}
    for item in asked.library.all(Recommendation):
        named = owners(asked.library, item)
        levels[item.level].setdefault(" ".join(map(asked.context.plain, named)), (named, []))[1].append(item)
    shown = [(LevelRef(level), list(addressees.values())) for level, addressees in levels.items() if addressees]
    used = {item.id: asked.catalogue.mentioning(asked.edition, item.id) for item in asked.library.all(Recommendation)}
    return Register({"levels": shown, "used": used})


def organisations(asked: Asked) -> Register:
    """Bodies by name, every cooperation link with its two ends, and the figure of all clusters that have any."""
    library, context = asked.library, asked.context
    listed = alphabetical(bodies(library), lambda it: context.plain(it.short or it.name))
    links = [(entity(library, link.source), Tie.of(library, link, link.target)) for link in library.all(Link)]
    counts = {it.id: len(library.links_of(it.id)) for it in listed}
    countries = by_name(context, (code for it in listed for code in it.countries))
    data = tuple(linked_data.organisation(it, context) for it in listed)
    figure = drawn(library, tied(library), "full")
    statuses = [LinkStatusRef(word) for word in library.items["link_statuses"] if any(tie.link.status == word for _, tie in links)]
    return Register({**figure, "bodies": listed, "links": links, "statuses": statuses, "counts": counts, "countries": countries}, data)


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


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The page of a whole collection: the records that it shows, and what it shows of them."""

    model: type[Any]
    view: Callable[[Asked], Register]


REGISTERS: Mapping[str, RegisterPage] = MappingProxyType(
    {
        "clusters": RegisterPage(Cluster, clusters),
        "legal-bases": RegisterPage(LegalBasis, legal_bases),
        "recommendations": RegisterPage(Recommendation, recommendations),
        "organisations": RegisterPage(Organisation, organisations),
        "glossary": RegisterPage(Term, glossary),
        "sources": RegisterPage(Source, sources),
    }
)
"""Every register, in the order of the navigation; `registers` of the vocabulary names each, `templates/site/NAME.html` lays it out."""
