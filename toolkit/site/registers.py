"""Orders and groups what the page of a collection shows; layout is in `templates/site/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from toolkit.blocks.briefs import owners
from toolkit.blocks.views import MEMBERS, PARTNERS, Tie, drawn, entity, tied, ties
from toolkit.content.choices import ClusterStatusRef, Country, LevelRef, LinkStatusRef
from toolkit.content.facts import Fact
from toolkit.content.library import Library, collection_of
from toolkit.content.recommendations import Recommendation
from toolkit.content.records import Cluster, Group, LegalBasis, Link, Organisation, Source, Term
from toolkit.content.text import Text
from toolkit.content.values import Item
from toolkit.core.extensions import REGISTERS as PAGES
from toolkit.core.extensions import brought
from toolkit.outline.addresses import Base
from toolkit.outline.numbering import Outline
from toolkit.render.bibliography import reference
from toolkit.render.context import Context
from toolkit.site import linked_data
from toolkit.site.catalogue import Catalogue, Entry, Mentioned
from toolkit.site.facets import clusters_of
from toolkit.site.listings import (
    CLUSTERS,
    FACTS,
    LEGAL_BASES,
    LINKS,
    ORGANISATIONS,
    RECOMMENDATIONS,
    SOURCES,
    TERMS,
    Listing,
    by_name,
)
from toolkit.site.open_data import as_csv, as_json

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

    contexts: Callable[[], Mapping[str, Context]] = dict
    """Gives the context of every language of the site, in which its open data are."""

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


def clusters(asked: Asked) -> Register:
    """Clusters by name, those with a profile first."""
    library, context = asked.library, asked.context
    rows = [_cluster(asked, cluster) for cluster in asked.records(Cluster)]
    ordered = sorted(rows, key=lambda row: row.profile is None)
    countries = by_name(context, (code for row in rows for code in row.cluster.countries))
    statuses = [ClusterStatusRef(word) for word in library.items["cluster_statuses"] if any(row.cluster.status == word for row in rows)]
    return Register({"rows": ordered, "countries": countries, "statuses": statuses})


def open_data(asked: Asked) -> Register:
    """The open data: every figure of the site, described by those of the clusters that are shown.

    Where one page shows all of them, it tells the sizes and digests of the files too; an index of many pages would follow every figure.
    """
    library, clusters = asked.library, asked.records(Cluster)
    contexts = asked.contexts() if clusters else {}
    whole = {
        "facts.csv": as_csv(library, contexts).encode(),
        "facts.json": as_json(library, contexts, asked.base.url).encode(),
    } if contexts else {}  # fmt: skip
    figures = library.facts.values() if whole else [fact for it in clusters for fact in it.facts.values()]
    countries = by_name(asked.context, (code for it in clusters for code in it.countries))
    about = linked_data.dataset(figures, countries, whole, asked.context, asked.title, asked.description, asked.base)
    return Register({"licence": library.site.data_licence}, (about,))


def facts(asked: Asked) -> Register:
    """Every figure, those of a cluster together: its value, times and source, and the documents that print it."""
    library, shown = asked.library, asked.records(Fact)
    owners = {owner: library.get(Cluster, owner) for fact in shown if (owner := fact.owner)}
    profiles = {owner: asked.catalogue.about(asked.edition, owner) for owner in owners}
    used = {fact.id: asked.catalogue.mentioning(asked.edition, fact.id) for fact in shown}
    years = {fact.id: _years(fact) for fact in shown}
    every = sorted({year for some in years.values() for year in some}, reverse=True)
    return Register({"facts": shown, "owners": owners, "profiles": profiles, "used": used, "years": years, "every_year": every})


def _years(fact: Fact) -> tuple[str, ...]:
    """Return the years that a figure holds for: those of its series, else that of its time, else that in which it was published."""
    times = fact.series or filter(None, [fact.as_of or fact.published])
    return tuple(sorted({str(time.last.year) for time in times}))


def data_files(asked: Asked) -> Register:
    """The files that hold the same figures."""
    return Register({"licence": asked.library.site.data_licence})


def _cluster(asked: Asked, cluster: Cluster) -> ClusterRow:
    found = [tie for tie in ties(asked.library, cluster) if tie.kind.role in MEMBERS | PARTNERS]
    partners = {tie.other.id for tie in found if isinstance(tie.other, Organisation) and tie.of_body and tie.of_body.partner}
    groups = asked.library.groups_of(cluster.id)
    return ClusterRow(
        cluster, context_about(asked.context, cluster), asked.catalogue.about(asked.edition, cluster.id), len(partners), groups
    )


def legal_bases(asked: Asked) -> Register:
    """Acts by jurisdiction, each with its state and the documents that rest on it."""
    acts = asked.records(LegalBasis)
    groups: dict[Country, list[tuple[LegalBasis, Mentioned]]] = {}
    for act in acts:
        groups.setdefault(act.jurisdiction, []).append((act, asked.catalogue.mentioning(asked.edition, act.id)))
    data = tuple(thing for act in acts for thing in linked_data.act(act, asked.context, asked.url, asked.base))
    return Register({"groups": list(groups.items()), "as_of": asked.context.day}, data)


def recommendations(asked: Asked) -> Register:
    """Recommendations by level, and in each by addressee, in the order of the content."""
    levels: dict[LevelRef, dict[str, tuple[tuple[Text, ...], list[Recommendation]]]] = {}
    for item in asked.records(Recommendation):
        named = owners(asked.library, item)
        levels.setdefault(item.level, {}).setdefault(" ".join(map(asked.context.plain, named)), (named, []))[1].append(item)
    shown = [(level, list(addressees.values())) for level, addressees in levels.items()]
    used = {item.id: asked.catalogue.mentioning(asked.edition, item.id) for item in asked.records(Recommendation)}
    return Register({"levels": shown, "used": used})


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
        "facts": RegisterPage(facts, (FACTS,), data_files),
        "legal-bases": RegisterPage(legal_bases, (LEGAL_BASES,)),
        "recommendations": RegisterPage(recommendations, (RECOMMENDATIONS,)),
        "organisations": RegisterPage(organisations, (ORGANISATIONS, LINKS), cooperation),
        "glossary": RegisterPage(glossary, (TERMS,)),
        "sources": RegisterPage(sources, (SOURCES,)),
        **brought(PAGES),
    }
)
"""Every register, in the order of the navigation; `registers` of the vocabulary names each, `templates/site/NAME.html` lays it out."""
