"""Aligns the texts of one block in two languages, a row for each pair of pieces.

A block of a parallel edition is a row; a long one would drift, its third paragraph beside the second. Where both texts
have the same pieces (paragraphs, entries, cards), each pair becomes a row of its own. What belongs together is one piece:
a heading and what follows it, a sentence and the list that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^>]*?(/?)>")
_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_LISTS = frozenset({"ul", "ol"})
_SPLIT_LISTS = re.compile(r'<(ol|dl) class="(?:recommendations|entries)[^"]*">')
"""Lists whose items are long enough to be set side by side."""
_HEADINGS = re.compile("h[2-6]$")


class _Node(NamedTuple):
    """An element that stands in no other, or the space between two."""

    name: str
    html: str


def side_by_side(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the pieces of some texts, a tuple for each row; one row of whole texts where their pieces do not match."""
    cut = [tuple(_pieces(text)) for text in texts]
    shapes = {tuple(name for name, _ in pieces) for pieces in cut}
    if len(cut) < 2 or len(shapes) > 1 or len(cut[0]) < 2:
        return (tuple(texts),)
    return tuple(tuple(html for _, html in row) for row in zip(*cut, strict=True))


def _pieces(text: str) -> Iterator[_Node]:
    """Yield the pieces of a text; each list of cards or entries is cut into lists of one."""
    held = ""
    last: _Node | None = None
    for node in _cut(text):
        if last is not None and (node.name in _LISTS or node.name == "") and not _SPLIT_LISTS.match(node.html):
            last = _Node(last.name, last.html + node.html)
            continue
        if last is not None:
            yield last
        last = None
        if _HEADINGS.match(node.name) or not node.name:
            held += node.html
        else:
            last, held = _Node(node.name, held + node.html), ""
    if last is not None or held.strip():
        yield last or _Node("", held)


def _cut(text: str) -> Iterator[_Node]:
    for node in _top(text):
        if (found := _SPLIT_LISTS.match(node.html)) is None:
            yield node
            continue
        inner = node.html[found.end() : node.html.rindex("</")]
        items = [child for child in _top(inner) if child.name]
        starts = [at for at, child in enumerate(items) if child.name != "dd"]
        for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
            kept = "".join(child.html for child in items[start:end])
            yield _Node(found.group(1), f"{found.group(0)}{kept}</{found.group(1)}>")


def _top(text: str) -> Iterator[_Node]:
    """Yield the outermost elements of a fragment, and the words between them as nodes without a name."""
    depth, start, name, words = 0, 0, "", 0
    for tag in _TAG.finditer(text):
        if tag.group(2).lower() in _VOID or tag.group(3):
            continue
        if not tag.group(1):
            if depth == 0:
                if text[words : tag.start()].strip():
                    yield _Node("", text[words : tag.start()])
                start, name = tag.start(), tag.group(2).lower()
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                yield _Node(name, text[start : tag.end()])
                words = tag.end()
    if text[words:].strip():
        yield _Node("", text[words:])
