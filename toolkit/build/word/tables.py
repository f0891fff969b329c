"""Turns the tables of a page into tables of Word: rows of names repeated on each page, cells that span others, widths by content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from toolkit.build.word.anchors import words
from toolkit.build.word.writing import Place
from toolkit.build.word.xml import Element, w

NARROWEST = 0.04
"""The share of the width that a column has at least."""
LETTER, PADDING = 98, 180
"""The width of a letter of a table's text, and what stands beside the text of a cell; twentieths of a point."""
EVENNESS = 0.6
"""How far a column of long texts is wider: by 1 as the texts are long, by 0 as any other."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNBROKEN = re.compile(r"[^ -]+-?")
"""Letters that stand in one line: a line may break after a hyphen."""


class Writes(Protocol):
    """What writes the blocks that stand in cells."""

    def write(self, node: Any, place: Place) -> Iterator[Element]:
        """Yield what an element of the page becomes."""
        ...

    @property
    def width(self) -> int:
        """The width of the text, in twentieths of a point."""
        ...

    def caption(self, node: Any, place: Place) -> Iterator[Element]:
        """Yield the caption of a table, a paragraph for each language."""
        ...


def table(blocks: Writes, node: Any, place: Place) -> Iterator[Element]:
    """Yield a caption and the table below it."""
    caption = node.find("caption")
    if caption is not None:
        yield from blocks.caption(caption, place)
    rows = list(node.iter("tr"))
    if not rows:
        return
    width = blocks.width // place.columns - 200 if place.column else blocks.width
    widths = _widths(rows, width)
    made = _frame("HouseTable", widths, words(caption) if caption is not None else "")
    spans: dict[int, tuple[int, int]] = {}
    for row in rows:
        made.append(_row(blocks, row, widths, spans, place))
    yield made
    yield w("p", w("pPr", w("pStyle", val="AfterTable")))


def borderless(blocks: Writes, node: Any, place: Place) -> Iterator[Element]:
    """Yield the children of an element side by side, as the signatures of the parties stand."""
    width = blocks.width // len(node)
    made = _frame("SideBySide", [width] * len(node), "")
    made.append(w("tr", w("trPr", w("cantSplit")), *(cell(list(blocks.write(child, place)), width) for child in node)))
    yield made
    yield w("p", w("pPr", w("pStyle", val="AfterTable")))


def columns(rows: Sequence[Sequence[Sequence[Element]]], across: int) -> Element:
    """Return the table of a parallel edition, `across` wide: a column for each language, a row for each paragraph."""
    width = across // len(rows[0])
    made = _frame("Parallel", [width] * len(rows[0]), "")
    for row in rows:
        made.append(w("tr", w("trPr", w("cantSplit")), *(cell(list(content), width) for content in row)))
    return made


def cell(content: list[Element], width: int, *, span: int = 1, merged: str = "") -> Element:
    """Return a cell; it ends with a paragraph, as Word asks."""
    if not content or content[-1].tag.endswith("}tbl"):
        content = [*content, w("p", w("pPr", w("pStyle", val="AfterTable")))]
    return w(
        "tc",
        w(
            "tcPr",
            w("tcW", w=width, type="dxa"),
            w("gridSpan", val=span) if span > 1 else None,
            w("vMerge", **({"val": "restart"} if merged == "restart" else {})) if merged else None,
        ),
        *content,
    )


def _frame(style: str, widths: Sequence[int], caption: str) -> Element:
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(widths), type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
            w("tblCaption", val=caption) if caption else None,
        ),
        w("tblGrid", *(w("gridCol", w=one) for one in widths)),
    )


def _row(blocks: Writes, row: Any, widths: Sequence[int], spans: dict[int, tuple[int, int]], place: Place) -> Element:
    """Return a row; `spans` holds the cells of rows above that reach into it: their width in columns, and rows to come."""
    head = row.getparent().tag == "thead"
    made = w("tr", w("trPr", w("cantSplit"), w("tblHeader") if head else None))
    cells, column = list(row), 0
    while column < len(widths):
        if spans.get(column, (0, 0))[1]:
            wide, left = spans[column]
            spans[column] = (wide, left - 1)
            made.append(cell([], sum(widths[column : column + wide]), span=wide, merged="continue"))
            column += wide
            continue
        one = cells.pop(0) if cells else None
        wide = min(int(one.get("colspan") or 1), len(widths) - column) if one is not None else 1
        rows = int(one.get("rowspan") or 1) if one is not None else 1
        if rows > 1:
            spans[column] = (wide, rows - 1)
        style = "TableHead" if head or (one is not None and one.tag == "th") else "TableText"
        content = list(blocks.write(one, replace(place, style=style, indent=0))) if one is not None else []
        _justify(content, one)
        content = content or [w("p", w("pPr", w("pStyle", val="TableText")))]
        made.append(cell(content, sum(widths[column : column + wide]), span=wide, merged="restart" if rows > 1 else ""))
        column += wide
    return made


def _justify(content: list[Element], cell: Any) -> None:
    """Set the paragraphs of a cell of figures at its end, so that they stand below each other."""
    names = set((cell.get("class") or "").split()) if cell is not None else set()
    side = "center" if "align-center" in names else "end" if names & {"number", "align-end"} else ""
    for paragraph in content if side else ():
        if paragraph.tag.endswith("}p"):
            paragraph[0].append(w("jc", val=side))


def _widths(rows: Sequence[Any], width: int) -> list[int]:
    """Return widths by what the columns hold: the longest word must fit; what is left goes to those with the longest texts."""
    count = max(sum(int(one.get("colspan") or 1) for one in row) for row in rows)
    least, most = [float(width * NARROWEST)] * count, [0.0] * count
    for row in rows:
        column = 0
        for one in row:
            span = int(one.get("colspan") or 1)
            said = _SPACES.sub(" ", " ".join(one.itertext())).strip()
            if span == 1 and column < count and said:
                least[column] = max(least[column], max(map(len, _UNBROKEN.findall(said)), default=0) * LETTER + PADDING)
                most[column] = max(most[column], len(said) * LETTER + PADDING)
            column += span
    spare = width - sum(least)
    wanted = [max(1.0, much - little) ** EVENNESS for much, little in zip(most, least, strict=True)]
    shares = [little + max(0.0, spare) * want / sum(wanted) for little, want in zip(least, wanted, strict=True)]
    made = [round(width * share / sum(shares)) for share in shares]
    made[-1] += width - sum(made)
    return made


__all__ = ["borderless", "cell", "columns", "table"]
