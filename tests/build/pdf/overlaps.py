"""A PDF in; the words that stand on other words out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby
from pathlib import Path

from tests.build.pdf.lines import Word, words

SHARE = 0.3
"""The part of the smaller word that may be covered: boxes of words have the height of their line, and lines are set close."""


def covered(pdf: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the page and both words wherever one stands on another."""
    for number, page in groupby(sorted(words(pdf)), key=lambda word: word.page):
        yield from ((number, one.words, other.words) for one, other in combinations(page, 2) if _meet(one, other))


def _meet(one: Word, other: Word) -> bool:
    if other.top >= one.bottom:
        return False
    wide, high = min(one.right, other.right) - max(one.left, other.left), min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min((word.right - word.left) * (word.bottom - word.top) for word in (one, other))
    return wide > 0 and high > 0 and smaller > 0 and wide * high > SHARE * smaller
