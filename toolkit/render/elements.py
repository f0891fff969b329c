"""Cuts a fragment of HTML into its outermost elements, and an element into its tag and what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^>]*?(/?)>")
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


class Piece(NamedTuple):
    """An element that stands in no other; or, without a name, the words between two."""

    name: str
    html: str

    @property
    def opening(self) -> str:
        """The tag that opens the element."""
        return self.html[: self.html.index(">") + 1]

    @property
    def inner(self) -> str:
        """What the element holds."""
        return self.html[self.html.index(">") + 1 : self.html.rindex("</")]


def outermost(html: str) -> Iterator[Piece]:
    """Yield the outermost elements of a fragment, and the words between them."""
    depth, start, name, words = 0, 0, "", 0
    for tag in _TAG.finditer(html):
        if tag.group(2).lower() in _VOID or tag.group(3):
            continue
        if not tag.group(1):
            if depth == 0:
                if html[words : tag.start()].strip():
                    yield Piece("", html[words : tag.start()])
                start, name = tag.start(), tag.group(2).lower()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield Piece(name, html[start : tag.end()])
                words = tag.end()
    if html[words:].strip():
        yield Piece("", html[words:])
