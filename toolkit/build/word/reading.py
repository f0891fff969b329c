"""Reads a Word file back: its paragraphs in order, each with its bookmarks, the number that its list gives it, and its words."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from toolkit.build.word.lists import LETTERS
from toolkit.build.word.xml import M, W

_W = f"{{{W}}}"
_DELETED = (f"{_W}del", f"{_W}moveFrom")
_BREAKS = {f"{_W}br": " ", f"{_W}tab": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "\u2011"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as a reader sees it, changes accepted."""

    bookmarks: tuple[str, ...]
    label: str
    words: str
    element: Any = field(compare=False, repr=False)
    """The element of lxml, for whoever asks for more."""


def opened(data: bytes) -> dict[str, Any]:
    """Return the parts of a Word file that are XML; ValueError says what is wrong with it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            parts = {name: etree.fromstring(archive.read(name), parser) for name in names}
    except (zipfile.BadZipFile, etree.XMLSyntaxError, RuntimeError):
        raise ValueError("is no Word file") from None
    if "word/document.xml" not in parts:
        raise ValueError("is no Word file: it has no word/document.xml")
    return parts


def paragraphs(parts: dict[str, Any]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the text in order, those of tables row by row."""
    counter = _Counter(parts)
    for node in parts["word/document.xml"].iter(f"{_W}p"):
        names = tuple(one.get(f"{_W}name", "") for one in node.iter(f"{_W}bookmarkStart"))
        yield Paragraph(names, counter.label(node), said(node), node)


def said(node: Any) -> str:
    """Return the words of a paragraph, every run of space as one, what is struck out left out."""
    return re.sub(r"[ \t\n]+", " ", "".join(_said(node))).strip(" ")


def _said(node: Any) -> Iterator[str]:
    for child in node:
        if child.tag in _DELETED or child.tag == f"{_W}pPr":
            continue
        if child.tag in (f"{_W}t", f"{{{M}}}t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag != f"{_W}instrText":
            yield from _said(child)


class _Counter:
    """Counts the paragraphs of lists as Word does."""

    def __init__(self, parts: dict[str, Any]) -> None:
        numbering = parts.get("word/numbering.xml")
        abstract = {} if numbering is None else {one.get(f"{_W}abstractNumId"): one for one in numbering.findall(f"{_W}abstractNum")}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._shared: dict[str, str] = {}
        for one in () if numbering is None else numbering.findall(f"{_W}num"):
            of = one.find(f"{_W}abstractNumId").get(f"{_W}val")
            self._shared[one.get(f"{_W}numId")] = of
            if of in abstract:
                self._levels[of] = {int(level.get(f"{_W}ilvl")): _level(level) for level in abstract[of].findall(f"{_W}lvl")}
        self._counts: dict[str, dict[int, int]] = {}

    def label(self, node: Any) -> str:
        found = node.find(f"{_W}pPr/{_W}numPr")
        number = found.find(f"{_W}numId") if found is not None else None
        of = self._shared.get(number.get(f"{_W}val")) if number is not None else None
        levels = self._levels.get(of or "", {})
        depth = found.find(f"{_W}ilvl") if found is not None else None
        level = int(depth.get(f"{_W}val")) if depth is not None else 0
        if of is None or level not in levels:
            return ""
        counts = self._counts.setdefault(of, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level][0] == "bullet":
            return ""
        return re.sub(r"%(\d)", lambda sign: _written(levels, counts, int(sign.group(1)) - 1), levels[level][1])


def _level(level: Any) -> tuple[str, str, int]:
    def value(name: str, default: str) -> str:
        found = level.find(f"{_W}{name}")
        return str(found.get(f"{_W}val", default)) if found is not None else default

    return value("numFmt", "decimal"), value("lvlText", ""), int(value("start", "1"))


def _written(levels: dict[int, tuple[str, str, int]], counts: dict[int, int], level: int) -> str:
    format, _, start = levels.get(level, ("decimal", "", 1))
    count = counts.get(level, start)
    letters = LETTERS.get(format)
    return letters[(count - 1) % len(letters)] if letters else str(count)
