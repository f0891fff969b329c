"""Finds which paragraph of a Word file that came back is which of the file that was sent, and which of them stand elsewhere now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from toolkit.build.word.atoms import WORD
from toolkit.build.word.received import Received

ALIKE = 0.5
"""From which likeness of words a paragraph is taken for one of ours."""


@dataclass(slots=True)
class Matched:
    """The paragraphs that came back, by their numbers: which of ours each is, and those of them that were moved."""

    ours: dict[int, int] = field(default_factory=dict)
    moved: frozenset[int] = frozenset()


def match(mine: Sequence[Received], its: Sequence[Received]) -> Matched:
    """Return which of ours each paragraph is: by its bookmark where its words are like ours, else by its words, else by its bookmark."""
    matched = Matched()
    for find in (_marked, _same, _elsewhere, _alike, _bookmarked, _emptied):
        for theirs, ours in find(mine, its, matched):
            matched.ours[theirs] = ours
    spoken = [number for number in sorted(matched.ours) if its[number].words]
    kept = set(_in_order([matched.ours[number] for number in spoken]))
    matched.moved = frozenset(number for number in spoken if matched.ours[number] not in kept)
    return matched


def likeness(first: str, second: str) -> float:
    """Return how like two texts are, from 0 to 1."""
    return SequenceMatcher(None, WORD.findall(first), WORD.findall(second), autojunk=False).ratio()


Pairs = Iterator[tuple[int, int]]


def _named(mine: Sequence[Received], its: Sequence[Received], matched: Matched, *, least: float, spoken: bool) -> Pairs:
    """Yield paragraphs that bear a bookmark of ours, the likest where one bears several."""
    taken = set(matched.ours.values())
    places = {name: number for number, one in enumerate(mine) for name in one.names}
    for number, one in enumerate(its):
        if number in matched.ours or bool(one.words) != spoken:
            continue
        found = dict.fromkeys(places[name] for name in one.names if name in places and places[name] not in taken)
        best = max(found, key=lambda ours: likeness(mine[ours].words, one.words), default=None)
        if best is not None and (not least or likeness(mine[best].words, one.words) >= least):
            taken.add(best)
            yield number, best


def _marked(mine: Sequence[Received], its: Sequence[Received], matched: Matched) -> Pairs:
    yield from _named(mine, its, matched, least=ALIKE, spoken=True)


def _bookmarked(mine: Sequence[Received], its: Sequence[Received], matched: Matched) -> Pairs:
    yield from _named(mine, its, matched, least=0.0, spoken=True)


def _emptied(mine: Sequence[Received], its: Sequence[Received], matched: Matched) -> Pairs:
    yield from _named(mine, its, matched, least=0.0, spoken=False)


def _same(mine: Sequence[Received], its: Sequence[Received], matched: Matched) -> Pairs:
    """Yield paragraphs without a match that say the same and stand in the same order."""
    known = {ours: theirs for theirs, ours in matched.ours.items()}
    first = [f"={known[number]}" if number in known else f" {one.shown}" for number, one in enumerate(mine)]
    second = [f"={number}" if number in matched.ours else f" {one.shown}" for number, one in enumerate(its)]
    for ours, theirs, length in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
        for step in range(length):
            if theirs + step not in matched.ours and its[theirs + step].words:
                yield theirs + step, ours + step


def _elsewhere(mine: Sequence[Received], its: Sequence[Received], matched: Matched) -> Pairs:
    """Yield paragraphs without a match that say the same as one of ours that has none."""
    free = _free(mine, matched)
    for number in _left(its, matched):
        found = next((ours for ours in free if mine[ours].shown == its[number].shown), None)
        if found is not None:
            free.remove(found)
            yield number, found


def _alike(mine: Sequence[Received], its: Sequence[Received], matched: Matched) -> Pairs:
    """Yield paragraphs without a match that nearly say what one of ours says that has none: the likest first."""
    found = sorted(_likenesses(mine, its, matched))
    done: set[int] = set()
    taken: set[int] = set()
    for _, _, number, ours in found:
        if number not in done and ours not in taken:
            done.add(number)
            taken.add(ours)
            yield number, ours


def _likenesses(mine: Sequence[Received], its: Sequence[Received], matched: Matched) -> Iterator[tuple[float, int, int, int]]:
    """Yield how unlike each two are that are like enough, how far apart they stand, and their numbers."""
    free = [(ours, WORD.findall(mine[ours].shown)) for ours in _free(mine, matched)]
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    for number in _left(its, matched):
        matcher.set_seq2(WORD.findall(its[number].shown))
        for ours, words in free:
            matcher.set_seq1(words)
            quick = min(matcher.real_quick_ratio(), matcher.quick_ratio())
            if quick >= ALIKE and (mine[ours].cell is None) == (its[number].cell is None) and (how := matcher.ratio()) >= ALIKE:
                yield -how, abs(number - ours), number, ours


def _free(mine: Sequence[Received], matched: Matched) -> list[int]:
    taken = set(matched.ours.values())
    return [number for number, one in enumerate(mine) if number not in taken and one.words]


def _left(its: Sequence[Received], matched: Matched) -> list[int]:
    return [number for number, one in enumerate(its) if number not in matched.ours and one.words]


def _in_order(numbers: Iterable[int]) -> list[int]:
    """Return the longest run of numbers that rise, as they stand."""
    heads: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        at = bisect_left(heads, number)
        chain = [*(chains[at - 1] if at else ()), number]
        heads[at : at + 1] = [number]
        chains[at : at + 1] = [chain]
    return chains[-1] if chains else []
