"""Lays a table out as lines that fit the width there is: in columns, with long cells below their row, or a cell a line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

GAP = 2
"""Columns of a terminal between two columns of a table."""
READABLE = 36
"""The least width at which prose is set beside other columns: below it, prose stands on lines of its own."""
INDENT = "  "


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be printed: its headings and rows, and how its columns may be treated."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    whole: frozenset[int]
    """Columns that are never broken, as names that people copy; all others hold prose."""
    numbers: frozenset[int]
    """Columns of numbers: they stand to the right, and are never broken."""

    @classmethod
    def of(
        cls, headings: Sequence[str], rows: Sequence[Sequence[str]], whole: Collection[str] = (), numbers: Collection[str] = ()
    ) -> Table:
        """Return a table; a column of numbers in which nothing stands is left out."""
        kept = [i for i, name in enumerate(headings) if name not in numbers or any(row[i] for row in rows)]
        names = tuple(headings[i] for i in kept)
        cells = tuple(tuple(row[i] for i in kept) for row in rows)
        unbroken = {*whole, *numbers}
        return cls(
            names,
            cells,
            frozenset(i for i, name in enumerate(names) if name in unbroken),
            frozenset(i for i, name in enumerate(names) if name in numbers),
        )

    def lines(self, width: int | None) -> Iterator[str]:
        """Yield the lines, the headings first; None is a width without end, as of a pipe."""
        widths = [max(map(cell_len, column)) for column in zip(self.headings, *self.rows, strict=True)]
        prose = [i for i in range(len(widths)) if i not in self.whole]
        kept = [i for i in range(len(widths)) if i in self.whole]
        room = (width or 0) - sum(widths[i] + GAP for i in kept)
        if width is None or sum(widths) + GAP * (len(widths) - 1) <= width:
            yield from (self._row(row, widths, range(len(widths))) for row in (self.headings, *self.rows))
        elif prose == [len(widths) - 1] and room >= READABLE:
            yield from self._beside(widths, kept, room)
        elif room + GAP >= 0 and prose:
            yield from self._below(widths, kept, prose, width)
        else:
            yield from self._stacked(prose, kept, width)

    def _row(self, row: Sequence[str], widths: Sequence[int], columns: Sequence[int]) -> str:
        cells = []
        for i in columns:
            space = " " * (widths[i] - cell_len(row[i]))
            cells.append(space + row[i] if i in self.numbers else row[i] + space)
        return (" " * GAP).join(cells).rstrip()

    def _beside(self, widths: Sequence[int], kept: Sequence[int], room: int) -> Iterator[str]:
        """Yield each row with its last cell broken within its own column."""
        for row in (self.headings, *self.rows):
            first, *others = wrapped(row[-1], room) or [""]
            head = self._row(row, widths, kept)
            left = sum(widths[i] + GAP for i in kept)
            yield f"{head}{' ' * (left - cell_len(head))}{first}".rstrip()
            yield from (" " * left + line for line in others)

    def _below(self, widths: Sequence[int], kept: Sequence[int], prose: Sequence[int], width: int) -> Iterator[str]:
        """Yield each row without its prose, and that below it."""
        yield self._row(self.headings, widths, kept)
        for row in self.rows:
            yield self._row(row, widths, kept)
            yield from self._prose(row, prose, width)

    def _stacked(self, prose: Sequence[int], kept: Sequence[int], width: int) -> Iterator[str]:
        """Yield each row as its first cell, and below it what else it says, each cell with its heading."""
        yield self.headings[0]
        for row in self.rows:
            yield row[0]
            said = [f"{self.headings[i]} {row[i]}".strip() for i in kept if i and row[i]]
            yield from (INDENT + line for line in _filled(said, " · ", width - len(INDENT)))
            yield from self._prose(row, [i for i in prose if i], width)

    def _prose(self, row: Sequence[str], prose: Sequence[int], width: int) -> Iterator[str]:
        for i in prose:
            words = row[i] if len(prose) == 1 or not row[i] else f"{self.headings[i]}: {row[i]}"
            yield from (INDENT + line for line in wrapped(words, width - len(INDENT)))


def wrapped(words: str, width: int) -> list[str]:
    """Return words as lines of a width; a word that is longer stands whole on a line of its own, and no-break spaces break no line."""
    return _filled([word for word in words.replace("\n", " ").split(" ") if word], " ", width)


def _filled(pieces: Sequence[str], between: str, width: int) -> list[str]:
    """Return pieces as lines of a width; none is broken."""
    lines: list[str] = []
    for piece in pieces:
        if lines and cell_len(lines[-1] + between + piece) <= width:
            lines[-1] += between + piece
        else:
            lines.append(piece)
    return lines
