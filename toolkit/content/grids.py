"""Defines the cells of a table that authors write, words or figures, and tells of which kind each column is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from toolkit.content.text import Text

Cell: TypeAlias = Text | Decimal | None
"""Words to translate, a figure that each language writes its own way, or nothing."""
Kind = Literal["text", "number", "year"]
Align = Literal["", "start", "center", "end"]
_FIGURE = re.compile(r"[-−]?\d{1,15}(?:\.\d{1,6})?")
_UNSAID: Align = ""
_YEARS = (1000, 2199)


@dataclass(frozen=True, slots=True)
class Column:
    """What stands in a column: figures stand below each other, years are not grouped."""

    kind: Kind = "text"
    align: Align = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its columns, the words above them, and rows of as many cells."""

    columns: tuple[Column, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, head: Sequence[Cell], rows: Sequence[Sequence[Cell]], aligns: Sequence[Align] = ()) -> Grid:
        """Make a table; the kind of each column is worked out from its cells."""
        kinds: list[Kind] = [_kind([row[at] for row in rows]) for at in range(len(head))]
        columns = tuple(Column(kind, align) for kind, align in zip(kinds, aligns or [_UNSAID] * len(head), strict=True))
        return cls(columns, tuple(head), tuple(map(tuple, rows)))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell, the head first."""
        return (*self.head, *(cell for row in self.rows for cell in row))

    def mapped(self, change: Callable[[Text], Text]) -> Grid:
        """Return the table with its texts changed."""

        def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
            return tuple(change(cell) if isinstance(cell, Text) else cell for cell in cells)

        return replace(self, head=row(self.head), rows=tuple(map(row, self.rows)))


def figure(words: str) -> Decimal | None:
    """Return the figure that a cell holds and nothing else: digits alone, a point before decimals."""
    return Decimal(words.replace("−", "-")) + 0 if _FIGURE.fullmatch(words) else None


def _kind(cells: Sequence[Cell]) -> Kind:
    found = [cell for cell in cells if cell is not None]
    if not found or not all(isinstance(cell, Decimal) for cell in found):
        return "text"
    years = all(cell == int(cell) and _YEARS[0] <= cell <= _YEARS[1] for cell in found if isinstance(cell, Decimal))
    return "year" if years else "number"
