"""Cuts lists into pages, and makes the index that leads to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate

ENTRIES = 120
"""Ranges that one index lists; where there are more pages, it lists further indexes."""
LABEL = 48
"""Characters of a name at either end of a range."""


def split(names: Sequence[str], weights: Sequence[int], room: int) -> tuple[range, ...]:
    """Return runs of neighbours of which none weighs more than `room`; one that does alone has a run of its own.

    A run that is too heavy is parted somewhere in its middle half, before the name whose digest is least. So where a list is
    cut hangs on few of its names: an edit parts one page in two at most, and a new record leaves nearly all pages as they are.
    """
    sums = [0, *accumulate(weights)]
    marks = [blake2b(name.encode(), digest_size=8).digest() for name in names]

    def runs(start: int, stop: int) -> Iterator[range]:
        if stop - start < 2 or sums[stop] - sums[start] <= room:
            yield range(start, stop)
            return
        quarter = (stop - start) // 4
        middle = min(range(start + max(quarter, 1), stop - quarter), key=marks.__getitem__)
        yield from runs(start, middle)
        yield from runs(middle, stop)

    return tuple(runs(0, len(names))) if names else ()


def shortened(name: str) -> str:
    """Return a name that fits the end of a range."""
    if len(name) <= LABEL:
        return name
    return f"{name[:LABEL].rpartition(' ')[0] or name[:LABEL]}…"


@dataclass(frozen=True, slots=True)
class Range:
    """A line of an index: the page that it leads to, the names at its ends, and how many records are between."""

    path: str
    first: str
    last: str
    count: int
    id: str
    """That of the first record."""
    within: tuple[Range, ...] = ()
    """The ranges that an index below this one lists; none where it leads to records."""


def tops(ranges: Sequence[Range], over: Callable[[str, int], str]) -> tuple[Range, ...]:
    """Return ranges as few as one index lists; `over` gives the path of an index below it, by its first record and its level."""
    found, level = tuple(ranges), 0
    while len(found) > ENTRIES:
        level += 1
        runs = [tuple(found[at] for at in run) for run in split([one.id for one in found], [1] * len(found), ENTRIES)]
        found = tuple(
            Range(over(run[0].id, level), run[0].first, run[-1].last, sum(one.count for one in run), run[0].id, run) for run in runs
        )
    return found


def below(ranges: Iterable[Range]) -> Iterator[Range]:
    """Yield the ranges that have an index of their own, at any depth."""
    for one in ranges:
        if one.within:
            yield one
            yield from below(one.within)
