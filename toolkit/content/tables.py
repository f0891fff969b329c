"""Defines tables that authors write: the names of the columns and rows of words and figures, in YAML or in a CSV file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, Field, PlainValidator, WithJsonSchema

from toolkit.content.grids import Cell, Grid, figure
from toolkit.content.rules import Broken, Rule
from toolkit.content.text import Text
from toolkit.content.tree import Fields, Items, Passage, Scalar
from toolkit.content.values import Item, Record
from toolkit.core.characters import hidden, named
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.workspace import decoded

MOST_COLUMNS = 20
MOST_ROWS = 2_000
_SEPARATORS = (";", "\t", ",")
_COMMA = re.compile(r"-?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,\d+)?")


def _cell(value: Any) -> Cell:
    """Return the words or the figure of a cell; nothing where none are typed."""
    if value is None or (isinstance(value, Scalar) and not value.strip()):
        return None
    if isinstance(value, Scalar) and (found := figure(value.strip())) is not None:
        return found
    return Text.read(value)


CellValue = Annotated[
    Any,
    PlainValidator(_cell),
    WithJsonSchema({"description": "Words, a figure or nothing.", "type": ["string", "number", "object", "null"]}),
]


@dataclass(frozen=True, slots=True)
class EvenRows:
    """A row that is too short or too long would put values below the wrong name."""

    def __str__(self) -> str:
        return "Every row has a cell for each column; an empty one is `~`."

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield each row that has too few or too many cells."""
        columns: Sequence[object] = getattr(record, "columns")  # noqa: B009  # the model below
        for at, row in enumerate(getattr(record, "rows")):  # noqa: B009
            if len(row) != len(columns):
                yield Broken(("rows", at), "uneven-row", _uneven(f"row {at + 1}", len(row), len(columns)), _EVEN)


_EVEN = "give each row a cell for each column; an empty one is `~` in YAML"


def _uneven(row: str, cells: int, columns: int) -> str:
    return f"{row} has {cells} {'cell' if cells == 1 else 'cells'}, and there are {columns} columns"


class Rows(Record):
    """Names of columns, and rows of as many cells."""

    columns: tuple[CellValue, ...] = Field((), max_length=MOST_COLUMNS)
    """The names of the columns: `[Year, Jobs]`."""
    rows: tuple[tuple[CellValue, ...], ...] = Field((), max_length=MOST_ROWS)
    """The rows, a cell for each column; figures are digits with a point before decimals: `[[2024, 610.5], [2025, 640]]`."""

    rules: ClassVar[tuple[Rule, ...]] = (EvenRows(),)

    @property
    def grid(self) -> Grid:
        """The table, each column with its kind."""
        return Grid.of(self.columns, self.rows)


class Table(Item, Rows):
    """A table of its own: `content/tables/ID.csv`, its first line the names of the columns, or the same in YAML."""


def read_csv(data: bytes, path: str, prefix: str, language: str) -> tuple[Fields, tuple[Diagnostic, ...]]:
    """Return a file of CSV as the tree of a table, and its rows that are refused; raise what is wrong with the whole.

    Cells may be parted by commas, semicolons or tabs, whichever stands in the first line; where no comma parts them,
    one may stand before decimals, as spreadsheets in most of Europe write them.
    """
    words = decoded(data, path)
    if unseen := hidden(words):
        place = Place(path, words.count("\n", 0, unseen.start()) + 1)
        hint = "save the file again from the spreadsheet, as CSV in UTF-8"
        raise ContentError(Diagnostic("invisible-character", f"{named(unseen.group())} stands here, unseen", place, hint))
    lines = words.splitlines()
    if not lines:
        raise ContentError(Diagnostic("empty-file", "the file is empty", Place(path, 1), "fill it, or remove it"))
    sign = max(_SEPARATORS, key=lambda one: (lines[0].count(one), -_SEPARATORS.index(one)))
    reader = csv.reader(io.StringIO(words, newline=""), delimiter=sign, strict=True)
    table = Fields()
    table.place, table.path, table.passage = Place(path, 1, 1), prefix, Passage(Place(path, 1, 1), words)
    try:
        rows = [
            _row(cells, lines, reader.line_num, path, (prefix, language), commas=sign != ",")
            for cells in reader
            if any(map(str.strip, cells))
        ]
    except csv.Error as error:
        place = Place(path, reader.line_num)
        raise ContentError(Diagnostic("bad-csv", f"not valid CSV: {error}", place, "close the quotation mark")) from None
    table[Scalar.at("columns", table.place)] = rows[0] if rows else Items()
    if len(rows) == 1:
        raise ContentError(Diagnostic("empty-file", "the file has names of columns and no row", Place(path, 1), "fill it, or remove it"))
    body = Items(row for row in rows[1:] if len(row) == len(rows[0]))
    body.place = rows[1].place if rows else table.place
    table[Scalar.at("rows", table.place)] = body
    return table, tuple(_refused(row, len(rows[0])) for row in rows[1:] if len(row) != len(rows[0]))


def _refused(row: Items, columns: int) -> Diagnostic:
    hint = "give each line a cell for each column; an empty one is nothing between two separators"
    return Diagnostic("uneven-row", _uneven(f"line {row.place.line}", len(row), columns), row.place, hint)


def _row(cells: list[str], lines: list[str], line: int, path: str, context: tuple[str, str], *, commas: bool) -> Items:
    prefix, language = context
    made = Items(_scalars(cells, lines[line - 1], Place(path, line), prefix, language, commas=commas))
    made.place = Place(path, line, 1)
    return made


def _scalars(cells: list[str], words: str, place: Place, prefix: str, language: str, *, commas: bool) -> Iterator[Scalar]:
    at = 0
    for cell in cells:
        found = words.find(cell.strip(), at) if cell.strip() else at
        at = max(found, at)
        said = re.sub(r"[ \u00a0\u202f]", "", cell.strip()).replace(",", ".") if commas and _COMMA.fullmatch(cell.strip()) else cell.strip()
        yield Scalar.at(said, Place(place.path, place.line, at + 1), prefix, language, typed=cell.strip())
