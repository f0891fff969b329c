"""A PDF in; its lines of text and its words with their boxes, page by page, out."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_LINE = re.compile(r'<line xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</line>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Line:
    """A line of a page, with its box and the size of the page, in points."""

    left: float
    top: float
    right: float
    bottom: float
    words: str
    width: float
    height: float
    page: int


def lines(pdf: Path) -> Iterator[Line]:
    """Yield the lines of a PDF."""
    for number, page in _pages(pdf, "-bbox-layout"):
        size = _SIZE.search(page)
        assert size
        for *box, inner in _LINE.findall(page):
            words = " ".join(unescape(word) for word in re.findall(r">([^<>]+)</word>", inner))
            yield Line(*map(float, box), words, *map(float, size.groups()), number)


@dataclass(frozen=True, order=True)
class Word:
    """A word of a page with its box, in points; words are in order from the top of the first page."""

    page: int
    top: float
    left: float
    bottom: float
    right: float
    words: str


def words(pdf: Path) -> Iterator[Word]:
    """Yield the words of a PDF, as they follow each other in it."""
    for number, page in _pages(pdf, "-bbox"):
        for left, top, right, bottom, word in _WORD.findall(page):
            yield Word(number, float(top), float(left), float(bottom), float(right), unescape(word))


def _pages(pdf: Path, boxes: str) -> Iterator[tuple[int, str]]:
    """Yield what pdftotext says of each page, with its number; `boxes` is the option that tells of what it gives boxes."""
    said = subprocess.run(["pdftotext", boxes, pdf, "-"], capture_output=True, text=True, check=True).stdout
    yield from enumerate(said.split("<page ")[1:], 1)
