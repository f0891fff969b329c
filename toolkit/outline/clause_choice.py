"""Chooses the clauses that apply to an agreement, and those of each article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from toolkit.content.agreements import Agreement, Article, Conditions, Form, Party, Scope, Topic
from toolkit.content.library import Library
from toolkit.content.records import Cluster
from toolkit.outline.wording import with_own


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What conditions are judged by."""

    form: Form
    parties: int
    countries: frozenset[str]
    scope: Scope
    regime: str
    alternat: bool


def circumstances(library: Library, terms: Agreement) -> Circumstances:
    """Return the circumstances of an agreement; parties that the library does not have are passed over."""
    parties = [party for reference in terms.parties if isinstance(party := library.items["parties"].get(reference), Party)]
    clusters = [cluster for party in parties if isinstance(cluster := library.items["clusters"].get(party.cluster or ""), Cluster)]
    countries = frozenset(str(party.country) for party in parties)
    return Circumstances(terms.form, len(terms.parties), countries, scope(clusters), terms.regime, terms.alternat)


def scope(clusters: list[Cluster]) -> Scope:
    """Return national, transboundary (every pair in border regions of each other's country) or transnational.

    The distinction is the article's: participants in adjoining border regions, or in regions without a common border.
    """
    if len({country for cluster in clusters for country in cluster.countries}) < 2:
        return "national"
    pairs = [(a, b) for a, b in permutations(clusters, 2) if len({*a.countries, *b.countries}) > 1]
    adjoining = bool(pairs) and all(set(a.borders) & set(b.countries) for a, b in pairs)
    return "transboundary" if adjoining else "transnational"


def unmet(conditions: Conditions, here: Circumstances) -> str:
    """Return the first condition that does not hold, as `country: KZ`; nothing when all hold."""
    holds = {
        "form": conditions.form in (None, here.form),
        "parties": conditions.parties in (None, here.parties),
        "min_parties": conditions.min_parties is None or here.parties >= conditions.min_parties,
        "max_parties": conditions.max_parties is None or here.parties <= conditions.max_parties,
        "country": conditions.country is None or conditions.country in here.countries,
        "scope": conditions.scope in (None, here.scope),
        "regime": conditions.regime in (None, here.regime),
        "alternat": conditions.alternat in (None, here.alternat),
    }
    failed = next((name for name, met in holds.items() if not met), None)
    return f"{failed}: {str(getattr(conditions, failed)).replace('True', 'true').replace('False', 'false')}" if failed else ""


def chosen(article: Article, topic: Topic, here: Circumstances) -> tuple[str, ...]:
    """Return the ids of an article's clauses: those listed, or the standard ones that apply, with what the article changes."""
    if article.clauses is not None:
        return with_own(topic, tuple(id for id in article.clauses if id in topic.clauses))
    replaced = {base for id in article.also if id in topic.clauses and (base := topic.clauses[id].alternative_to)}
    wanted = ({*_standard(topic, here)} - replaced - {*article.without}) | {*article.also}
    return tuple(id for id in topic.clauses if id in wanted)


def _standard(topic: Topic, here: Circumstances) -> Iterator[str]:
    """Yield the standard clauses that apply; where one does not, the first alternative to it that does."""
    filled: set[str] = set()
    for id, clause in topic.clauses.items():
        if unmet(clause.applies, here):
            continue
        if clause.status == "standard":
            yield id
        elif clause.status == "alternative" and clause.alternative_to in topic.clauses and clause.alternative_to not in filled:
            base = topic.clauses[clause.alternative_to]
            if base.status == "standard" and unmet(base.applies, here):
                filled.add(clause.alternative_to)
                yield id


def replacements(topic: Topic, ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each clause that an alternative stands in for, with that alternative: references to the one lead to the other."""
    for id in ids:
        base = topic.clauses[id].alternative_to
        if base and base not in ids:
            yield base, id


def rivals(topic: Topic, ids: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield pairs of clauses, of those given, that are alternatives to each other."""
    taken: dict[str, str] = {}
    for id in ids:
        group = topic.clauses[id].alternative_to or id
        if group in taken:
            yield taken[group], id
        else:
            taken[group] = id
