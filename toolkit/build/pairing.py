"""Pairs what stands in two versions of a text: what stayed, what was reworded, what went and what came, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Part = TypeVar("Part")
ALIKE = 0.45
"""From which likeness two parts are one that was reworded, and not one that went and one that came."""


def paired(
    old: Sequence[Part], new: Sequence[Part], key: Callable[[Part], object], likeness: Callable[[Part, Part], float]
) -> Iterator[tuple[Part | None, Part | None]]:
    """Yield what became of each part: both where it stayed or was reworded, one alone where it went or came.

    Parts of the same `key` stayed; of the others, those pair whose `likeness`, from 0 to 1, is high enough.
    """
    matcher = SequenceMatcher(None, [key(one) for one in old], [key(one) for one in new], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            yield from zip(old[start:end], new[begin:stop], strict=True)
        else:
            yield from _reworded(old[start:end], new[begin:stop], likeness)


def _reworded(
    old: Sequence[Part], new: Sequence[Part], likeness: Callable[[Part, Part], float]
) -> Iterator[tuple[Part | None, Part | None]]:
    """Yield pairs of parts that are alike, in order, and what is left alone between them."""
    at = 0
    for one in old:
        found = next((number for number in range(at, len(new)) if likeness(one, new[number]) >= ALIKE), None)
        if found is None:
            yield one, None
            continue
        yield from ((None, other) for other in new[at:found])
        yield one, new[found]
        at = found + 1
    yield from ((None, other) for other in new[at:])
