"""Prints prose: paragraphs and lists, quotes, tables with their figures below each other, and the calls of footnotes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from markupsafe import Markup

from toolkit.content.grids import Cell, Column, Grid
from toolkit.content.prose import Piece, Prose
from toolkit.content.text import Text
from toolkit.language.localizer import Localizer
from toolkit.language.stand_ins import is_sign
from toolkit.outline.numbering import Outline


class Prints(Protocol):
    """What prose asks of a context."""

    @property
    def outline(self) -> Outline:
        """The document that it is printed in."""
        ...

    @property
    def localizer(self) -> Localizer:
        """The language."""
        ...

    def inline(self, text: Text) -> Markup:
        """Return a text as one line of HTML."""
        ...

    def paragraph(self, text: Text) -> Markup:
        """Return a paragraph or a list."""
        ...


def prose_html(context: Prints, prose: Prose) -> Markup:
    """Return the pieces of prose; footnotes stand where they are called, and are printed as the edition does it."""
    return Markup("\n").join(_piece(context, piece) for piece in prose.pieces if piece.kind != "note")


def _piece(context: Prints, piece: Piece) -> Markup:
    if piece.grid is not None:
        return table_html(context, piece.grid)
    words = Markup("\n").join(map(context.paragraph, piece.texts))
    return Markup("<blockquote>\n{}\n</blockquote>").format(words) if piece.kind == "quote" else words


def table_html(context: Prints, grid: Grid, caption: Markup | str = "") -> Markup:
    """Return a table; its head is repeated on every page, and on a phone each value stands under the name of its column."""
    names = [_cell(context, cell, column, [cell]) for cell, column in zip(grid.head, grid.columns, strict=True)]
    heads = (
        Markup('<th scope="col"{}>{}</th>').format(_class(column), name) if name else Markup("<td></td>")
        for column, name in zip(grid.columns, names, strict=True)
    )
    head = Markup("<thead><tr>{}</tr></thead>").format(Markup("").join(heads))
    rows = Markup("\n").join(Markup("<tr>{}</tr>").format(Markup("").join(_row(context, grid, row, names))) for row in grid.rows)
    return Markup('<table class="grid authored by-row">\n{}{}\n<tbody>\n{}\n</tbody>\n</table>').format(caption, head, rows)


def _row(context: Prints, grid: Grid, row: tuple[Cell, ...], names: list[Markup]) -> Iterator[Markup]:
    named = grid.columns[0].kind != "number" and row[0] is not None
    for at, (cell, column) in enumerate(zip(row, grid.columns, strict=True)):
        words = _cell(context, cell, column, [other[at] for other in grid.rows]) or Markup("—")
        if named and at == 0:
            yield Markup('<th scope="row"{}>{}</th>').format(_class(column), words)
        else:
            label = Markup(' data-label="{}"').format(names[at].striptags()) if names[at] else Markup("")
            yield Markup("<td{}{}>{}</td>").format(_class(column), label, words)


def _cell(context: Prints, cell: Cell, column: Column, beside: list[Cell]) -> Markup:
    """Return the words of a cell; figures of a column have as many digits after the point as the longest of them."""
    if isinstance(cell, Text):
        return cell_words(context, cell)
    if cell is None:
        return Markup("")
    if column.kind == "year":
        return Markup(int(cell))
    digits = max((-int(one.as_tuple().exponent) for one in beside if isinstance(one, Decimal)), default=0)
    return Markup("{}").format(context.localizer.number(cell, digits=max(digits, 0)))


def cell_words(context: Prints, cell: Text) -> Markup:
    """Return the words of a cell; a table has signs of its own, as “…” where a number is not known, and in an agreement they are blanks."""
    bare = is_sign(cell.source) and not context.outline.publication.document.agreement
    return Markup("{}").format(cell.source) if bare else context.inline(cell)


def _class(column: Column) -> Markup:
    names = " ".join(filter(None, ("number" if column.kind == "number" else "", f"align-{column.align}" if column.align else "")))
    return Markup(' class="{}"').format(names) if names else Markup("")
