"""Orders and groups what the page of a collection shows; layout is in `templates/site/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from toolkit.blocks.briefs import owners
from toolkit.blocks.views import MEMBERS, PARTNERS, Tie, drawn, entity, tied, ties
from toolkit.content.choices import ClusterStatusRef, Country, LevelRef, LinkStatusRef
from toolkit.content.library import Library, collection_of
from toolkit.content.recommendations import Recommendation
from toolkit.content.records import Cluster, Group, LegalBasis, Link, Organisation, Source, Term
from toolkit.content.text import Text
from toolkit.content.values import Item
from toolkit.content.vocabulary import OrganisationKind
from toolkit.content.walk import texts
from toolkit.core.extensions import REGISTERS as PAGES
from toolkit.core.extensions import brought
from toolkit.outline.addresses import Base
from toolkit.outline.numbering import Outline
from toolkit.render.bibliography import reference
from toolkit.render.context import Context
from toolkit.site import linked_data
from toolkit.site.catalogue import Catalogue, Entry, Mentioned
from toolkit.site.facets import clusters_of

DRAWN = 80
"""Links that one figure can show: more of them nobody can read."""
ItemType = TypeVar("ItemType", bound=Item)


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
    shown: Mapping[str, tuple[str, ...]] | None = None
    """By collection, the ids of the records that this page of the register shows; all when left out."""

    number: Callable[[str], int] | None = None
    """Gives the number by which the site cites a source."""

    def records(self, model: type[ItemType]) -> tuple[ItemType, ...]:
        """Return the records of a kind that the page shows, in their order."""
        if self.shown is None:
            return self.library.all(model)
        return tuple(self.library.get(model, id) for id in self.shown.get(collection_of(model), ()))


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
    """Clusters by name, those with a profile first."""
    library, context = asked.library, asked.context
    rows = [_cluster(asked, cluster) for cluster in asked.records(Cluster)]
    ordered = sorted(rows, key=lambda row: row.profile is None)
    countries = by_name(context, (code for row in rows for code in row.cluster.countries))
    statuses = [ClusterStatusRef(word) for word in library.items["cluster_statuses"] if any(row.cluster.status == word for row in rows)]
    return Register({"rows": ordered, "countries": countries, "statuses": statuses})


def open_data(asked: Asked) -> Register:
    """The open data: every figure of the site, described by those of the clusters that are shown."""
    site, facts = asked.library.site, [fact for it in asked.records(Cluster) for fact in it.facts.values()]
    words = (asked.title, asked.description, asked.base, asked.context.plain(site.publisher), site.data_licence)
    return Register({"licence": site.data_licence}, (linked_data.dataset(facts, asked.context, *words),))


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
    acts = asked.records(LegalBasis)
    groups: dict[Country, list[tuple[LegalBasis, Mentioned]]] = {}
    for act in acts:
        groups.setdefault(act.jurisdiction, []).append((act, asked.catalogue.mentioning(asked.edition, act.id)))
    data = tuple(thing for act in acts for thing in linked_data.act(act, asked.context, asked.url, asked.base))
    return Register({"groups": list(groups.items()), "as_of": asked.context.day}, data)


def _by_jurisdiction(library: Library, context: Context) -> Iterable[LegalBasis]:
    acts = library.all(LegalBasis)
    order = {code: place for place, code in enumerate(by_name(context, (act.jurisdiction for act in acts)))}
    return sorted(acts, key=lambda act: order[act.jurisdiction])


def recommendations(asked: Asked) -> Register:
    """Recommendations by level, and in each by addressee, in the order of the content."""
    levels: dict[LevelRef, dict[str, tuple[tuple[Text, ...], list[Recommendation]]]] = {}
    for item in asked.records(Recommendation):
        named = owners(asked.library, item)
        levels.setdefault(item.level, {}).setdefault(" ".join(map(asked.context.plain, named)), (named, []))[1].append(item)
    shown = [(level, list(addressees.values())) for level, addressees in levels.items()]
    used = {item.id: asked.catalogue.mentioning(asked.edition, item.id) for item in asked.records(Recommendation)}
    return Register({"levels": shown, "used": used})


def _by_level(library: Library, context: Context) -> Iterable[Recommendation]:
    """Return recommendations by level, then by the first place of their addressee in the content."""
    levels = {level: place for place, level in enumerate(library.items["levels"])}
    first: dict[tuple[str, str], int] = {}
    placed = []
    for place, item in enumerate(library.all(Recommendation)):
        addressee = (item.level, " ".join(map(context.plain, owners(library, item))))
        placed.append((levels[item.level], first.setdefault(addressee, place), place, item))
    return (item for *_, item in sorted(placed, key=lambda it: it[:3]))


def organisations(asked: Asked) -> Register:
    """Bodies by name, and cooperation links by the names of their ends."""
    library, context = asked.library, asked.context
    listed, shown = asked.records(Organisation), asked.records(Link)
    links = [(entity(library, link.source), Tie.of(library, link, link.target)) for link in shown]
    counts = {it.id: len(library.links_of(it.id)) for it in listed}
    countries = by_name(context, (code for it in listed for code in it.countries))
    bound = {it.id: [context.plain(one.name) for one in clusters_of(it, library)] for it in listed}
    data = tuple(linked_data.organisation(it, context) for it in listed)
    statuses = [LinkStatusRef(word) for word in library.items["link_statuses"] if any(tie.link.status == word for _, tie in links)]
    return Register(
        {"bodies": listed, "links": links, "statuses": statuses, "counts": counts, "countries": countries, "bound": bound}, data
    )


def cooperation(asked: Asked) -> Register:
    """The figure of all clusters that have a link, as long as one figure can show them."""
    many = len(asked.library.items["links"]) > DRAWN
    return Register(drawn(asked.library, () if many else tied(asked.library), "full"))


def _by_ends(library: Library, context: Context) -> Iterable[Link]:
    """Return links by the names of their ends."""
    return alphabetical(library.all(Link), lambda link: _ends(link, context))


def _ends(link: Link, context: Context) -> str:
    return " → ".join(_called(entity(context.library, end), context) for end in (link.source, link.target))


def glossary(asked: Asked) -> Register:
    """Terms by the alphabet of the language."""
    terms = asked.records(Term)
    others = [tag for tag in asked.library.languages if tag != asked.context.localizer.language]
    forms = {it.id: [(tag, words) for tag in others if (words := dict(it.term.official).get(tag))] for it in terms}
    return Register({"terms": terms, "forms": forms}, (linked_data.terms(terms, asked.context, asked.title, asked.url),))


def sources(asked: Asked) -> Register:
    """Works cited, with the numbers by which the pages of the site cite them."""
    language, styles = asked.context.localizer.language, asked.library.site.citation_styles
    listed = [(it, reference(it, language, styles), asked.catalogue.mentioning(asked.edition, it.id)) for it in asked.records(Source)]
    start = asked.number(listed[0][0].id) if asked.number and listed else 1
    return Register({"references": listed, "start": start})


# ── what is listed ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of a collection as a register lists them: by what name, in what order, and how much room each takes."""

    model: type[Any]
    name: Callable[[Any, Context], str]
    order: Callable[[Library, Context], Iterable[Any]]
    weight: Callable[[Any], int]
    anchor: str = ""
    """What stands before the id of a record in its anchor."""


def weighed(marks: int, *values: object) -> int:
    """Return about how many bytes a record takes on a page: two for each letter of its words, and those of the marks around them."""
    return marks + round(2.2 * sum(len(text.source) for value in values for text in texts(value)))


def _weight_of_source(it: Source) -> int:
    said = (it.title, it.container_title, it.publisher, it.URL, it.URL)
    return weighed(900, it) + round(2.2 * sum(len(words) for words in said if words))


def _called(it: Any, context: Context) -> str:
    return context.plain(getattr(it, "short", None) or it.name)


def _by_name(model: type[Any], name: Callable[[Any, Context], str]) -> Callable[[Library, Context], Iterable[Any]]:
    return lambda library, context: alphabetical(library.all(model), lambda it: name(it, context))


def _cluster_name(it: Cluster, context: Context) -> str:
    return context.plain(it.name)


def _term(it: Term, context: Context) -> str:
    return context.plain(it.term)


CLUSTERS = Listing(
    Cluster,
    _cluster_name,
    _by_name(Cluster, _cluster_name),
    lambda it: weighed(800 + 300 * len(it.facts), it.name, it.region, *it.facts.values()),
)
LEGAL_BASES = Listing(LegalBasis, lambda it, context: context.plain(it.short), _by_jurisdiction, lambda it: weighed(2_700, it))
RECOMMENDATIONS = Listing(Recommendation, lambda it, context: context.plain(it.title), _by_level, lambda it: weighed(1_400, it))
ORGANISATIONS = Listing(
    Organisation,
    _called,
    lambda library, context: alphabetical(bodies(library), lambda it: _called(it, context)),
    lambda it: weighed(600, it),
)
LINKS = Listing(Link, _ends, _by_ends, lambda it: weighed(520, it))
TERMS = Listing(Term, _term, _by_name(Term, _term), lambda it: weighed(600, it))
SOURCES = Listing(Source, lambda it, context: it.title or it.id, lambda library, context: library.all(Source), _weight_of_source, "source-")


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The page of whole collections, or its pages where they are many: what they list, and what they show of it."""

    view: Callable[[Asked], Register]
    sequences: tuple[Listing, ...]
    """The first is what the register is of."""
    front: Callable[[Asked], Register] = lambda asked: Register({})
    """What stands around the records: on the index alone, where the register is cut."""

    @property
    def model(self) -> type[Any]:
        """The kind of record that the register is of."""
        return self.sequences[0].model


REGISTERS: Mapping[str, RegisterPage] = MappingProxyType(
    {
        "clusters": RegisterPage(clusters, (CLUSTERS,), open_data),
        "legal-bases": RegisterPage(legal_bases, (LEGAL_BASES,)),
        "recommendations": RegisterPage(recommendations, (RECOMMENDATIONS,)),
        "organisations": RegisterPage(organisations, (ORGANISATIONS, LINKS), cooperation),
        "glossary": RegisterPage(glossary, (TERMS,)),
        "sources": RegisterPage(sources, (SOURCES,)),
        **brought(PAGES),
    }
)
"""Every register, in the order of the navigation; `registers` of the vocabulary names each, `templates/site/NAME.html` lays it out."""
