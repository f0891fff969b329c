"""A PDF in; the words that stand on other words out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from html import unescape
from itertools import combinations
from pathlib import Path

_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)</word>')
SHARE = 0.3
"""The part of the smaller word that may be covered: boxes of words have the height of their line, and lines are set close."""


def covered(pdf: Path) -> Iterator[tuple[int, str, str]]:
    """Yield the page and both words wherever one stands on another."""
    said = subprocess.run(["pdftotext", "-bbox", pdf, "-"], capture_output=True, text=True, check=True).stdout
    for number, page in enumerate(said.split("<page ")[1:], 1):
        words = sorted(
            (
                (float(top), float(left), float(bottom), float(right), unescape(word))
                for left, top, right, bottom, word in _WORD.findall(page)
            )
        )
        for (top, left, bottom, right, word), (top2, left2, bottom2, right2, word2) in combinations(words, 2):
            if top2 >= bottom:
                continue
            wide, high = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
            smaller = min((right - left) * (bottom - top), (right2 - left2) * (bottom2 - top2))
            if wide > 0 and high > 0 and smaller > 0 and wide * high > SHARE * smaller:
                yield number, word, word2
