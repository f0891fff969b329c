"""The structure tree of a PDF in; an outline of it that people can read out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toolkit.build.pdf import reading
from toolkit.build.pdf.reading import Element

LONGEST = 64
"""Characters of a text that an outline shows."""
WRAPPERS = {"NonStruct", "Div", "Span"}
"""Roles that say nothing of their own: an outline shows them only where they change the language."""
_DIGEST = re.compile(r"\b[0-9a-f]{8,}\b")


def read(path: Path) -> Element:
    """Return the tree of a PDF on disk."""
    return reading.read(path.read_bytes())


def outline(element: Element, depth: int = 0) -> Iterator[str]:
    """Yield a line for each element: role, language where it changes, the text that is its own."""
    said = _DIGEST.sub("#", " ".join("".join(_own_words(element)).split()))
    shown = said if len(said) <= LONGEST else f"{said[:LONGEST].rstrip()}…"
    facts = [element.role, f"[{element.own}]" if element.own else "", f"alt “{element.alt}”" if element.alt else "", shown]
    yield "  " * depth + " ".join(filter(None, facts))
    for kid in _shown(element):
        yield from outline(kid, depth + 1)


def _hollow(kid: Element | str) -> bool:
    return isinstance(kid, Element) and kid.role in WRAPPERS and not kid.own


def _shown(element: Element) -> Iterator[Element]:
    """Yield the elements below that an outline shows, looking through wrappers."""
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _shown(kid) if _hollow(kid) else iter((kid,))


def _own_words(element: Element) -> Iterator[str]:
    """Yield the texts that stand in an element itself or in its wrappers."""
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        elif _hollow(kid):
            yield from _own_words(kid)
