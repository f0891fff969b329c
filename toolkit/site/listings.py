"""Says how lists have the records of each kind: by what name, in what order, and how much room each takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.blocks.briefs import owners
from toolkit.blocks.views import entity
from toolkit.content.choices import Country
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.recommendations import Recommendation
from toolkit.content.records import Cluster, LegalBasis, Link, Organisation, Source, Term
from toolkit.content.vocabulary import OrganisationKind
from toolkit.content.walk import texts
from toolkit.render.context import Context


@dataclass(frozen=True, slots=True)
class Listing:
    """The records of a collection as a register lists them: by what name, in what order, and how much room each takes."""

    model: type[Any]
    name: Callable[[Any, Context], str]
    order: Callable[[Library, Context], Iterable[Any]]
    weight: Callable[[Any], int]
    anchor: str = ""
    """What stands before the id of a record in its anchor."""
    each_link: int = 0
    """Bytes that a record takes more for each of its links, from the sixth on: what its weight counts are a few."""

    def room(self, it: Any, library: Library) -> int:
        """Return about how many bytes a record takes on a page."""
        return self.weight(it) + (self.each_link * max(0, len(library.links_of(it.id)) - 5) if self.each_link else 0)


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


def alphabetical(found: Iterable[Any], words: Callable[[Any], str]) -> list[Any]:
    """Sort as a dictionary does: capitals and quotation marks do not count, ё stands with е."""
    return sorted(found, key=lambda it: words(it).casefold().strip("«»„“”\"'").replace("ё", "е"))


def bodies(library: Library) -> tuple[Organisation, ...]:
    """Return the organisations that the register lists: those that a source names."""
    return tuple(it for it in library.all(Organisation) if library.get(OrganisationKind, it.kind).named)


def by_name(context: Context, codes: Iterable[Country]) -> list[Country]:
    """Return jurisdictions each once, unions first, then countries by their names in the language."""
    return sorted(set(codes), key=lambda code: (len(code) == 2, context.country(code).casefold()))


def _by_jurisdiction(library: Library, context: Context) -> Iterable[LegalBasis]:
    acts = library.all(LegalBasis)
    order = {code: place for place, code in enumerate(by_name(context, (act.jurisdiction for act in acts)))}
    return sorted(acts, key=lambda act: order[act.jurisdiction])


def _by_level(library: Library, context: Context) -> Iterable[Recommendation]:
    """Return recommendations by level, then by the first place of their addressee in the content."""
    levels = {level: place for place, level in enumerate(library.items["levels"])}
    first: dict[tuple[str, str], int] = {}
    placed = []
    for place, item in enumerate(library.all(Recommendation)):
        addressee = (item.level, " ".join(map(context.plain, owners(library, item))))
        placed.append((levels[item.level], first.setdefault(addressee, place), place, item))
    return (item for *_, item in sorted(placed, key=lambda it: it[:3]))


def _fact_name(fact: Fact, context: Context) -> str:
    """Return what a figure is called in lists: «Кластер: участники»."""
    label = context.plain(fact.label)
    return f"{context.plain(context.library.get(Cluster, fact.owner).name)}: {label}" if fact.owner else label


def _by_owner(library: Library, context: Context) -> Iterable[Fact]:
    """Return the figures that belong to no cluster first, then those of each cluster, in the order of the content."""
    found = library.all(Fact)
    general = alphabetical((fact for fact in found if not fact.owner), lambda fact: _fact_name(fact, context))
    own = (fact for fact in found if fact.owner)
    return (*general, *alphabetical(own, lambda fact: context.plain(library.get(Cluster, fact.owner).name)))


def _by_ends(library: Library, context: Context) -> Iterable[Link]:
    """Return links by the names of their ends."""
    return alphabetical(library.all(Link), lambda link: _ends(link, context))


def _ends(link: Link, context: Context) -> str:
    return " → ".join(_called(entity(context.library, end), context) for end in (link.source, link.target))


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
    each_link=90,
)
LINKS = Listing(Link, _ends, _by_ends, lambda it: weighed(520, it))
TERMS = Listing(Term, _term, _by_name(Term, _term), lambda it: weighed(600, it))
FACTS = Listing(Fact, _fact_name, _by_owner, lambda it: weighed(1_000 + 60 * len(it.series), it))
SOURCES = Listing(Source, lambda it, context: it.title or it.id, lambda library, context: library.all(Source), _weight_of_source, "source-")
