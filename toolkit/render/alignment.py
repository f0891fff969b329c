"""Aligns the texts of one block in two languages, a row for each pair of pieces.

A block of a parallel edition is a row; a long one would drift, its third paragraph beside the second. Where both texts
have the same pieces (paragraphs, entries, cards), each pair becomes a row of its own. What belongs together is one piece:
a heading and what follows it, a sentence and the list that it opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from toolkit.render.elements import Piece, outermost

_LISTS = frozenset({"ul", "ol"})
_SPLIT_LISTS = re.compile(r'<(ol|dl) class="(?:recommendations|entries)[^"]*">')
"""Lists whose items are long enough to be set side by side."""
_HEADINGS = re.compile("h[2-6]$")


def side_by_side(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the pieces of some texts, a tuple for each row; one row of whole texts where their pieces do not match."""
    cut = [tuple(_pieces(text)) for text in texts]
    shapes = {tuple(name for name, _ in pieces) for pieces in cut}
    if len(cut) < 2 or len(shapes) > 1 or len(cut[0]) < 2:
        return (tuple(texts),)
    return tuple(tuple(html for _, html in row) for row in zip(*cut, strict=True))


def _pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of a text; each list of cards or entries is cut into lists of one."""
    held = ""
    last: Piece | None = None
    for node in _cut(text):
        if last is not None and (node.name in _LISTS or node.name == "") and not _SPLIT_LISTS.match(node.html):
            last = Piece(last.name, last.html + node.html)
            continue
        if last is not None:
            yield last
        last = None
        if _HEADINGS.match(node.name) or not node.name:
            held += node.html
        else:
            last, held = Piece(node.name, held + node.html), ""
    if last is not None or held.strip():
        yield last or Piece("", held)


def _cut(text: str) -> Iterator[Piece]:
    for node in outermost(text):
        if (found := _SPLIT_LISTS.match(node.html)) is None:
            yield node
            continue
        inner = node.html[found.end() : node.html.rindex("</")]
        items = [child for child in outermost(inner) if child.name]
        starts = [at for at, child in enumerate(items) if child.name != "dd"]
        for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
            kept = "".join(child.html for child in items[start:end])
            yield Piece(found.group(1), f"{found.group(0)}{kept}</{found.group(1)}>")
