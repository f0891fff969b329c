"""Reads the cells of a sheet of Excel, OpenDocument or CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean
from toolkit.core.workspace import decoded

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, row by row; the name is empty where a file has but one table."""

    name: str
    rows: tuple[tuple[Any, ...], ...]

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows)

    def row(self, number: int) -> tuple[Any, ...]:
        """Return a row, counted from 0; an empty one where there is none."""
        return self.rows[number] if 0 <= number < len(self.rows) else ()

    def at(self, row: int, column: int) -> Any:
        """Return a cell: a number as Decimal, anything else as words; nothing is the empty word."""
        cells = self.row(row)
        value = cells[column] if column < len(cells) else ""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "" if value is None else str(value)
        return Decimal(str(value)).normalize() if value != int(value) else Decimal(int(value))


def sheet_of(data: bytes, path: str, name: str) -> Sheet:
    """Return a sheet of a file by its name, the first where none is given; raise what is wrong with it."""
    if path.lower().endswith((".csv", ".tsv", ".txt")):
        return Sheet("", tuple(map(tuple, _csv(decoded(data, path)))))
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, ValueError, OSError) as error:
        message = f"is no spreadsheet that the toolkit reads: {' '.join(str(error).split())}"
        raise ContentError(Diagnostic("bad-import", message, Place(path), "name a file of Excel, OpenDocument or CSV")) from None
    if name and name not in book.sheet_names:
        hint = did_you_mean(name, book.sheet_names, "sheets: " + ", ".join(book.sheet_names))
        raise ContentError(Diagnostic("bad-import", f"there is no sheet `{name}`", Place(path), hint))
    chosen = name or book.sheet_names[0]
    return Sheet(chosen, tuple(map(tuple, book.get_sheet_by_name(chosen).to_python(skip_empty_area=False))))


def _csv(words: str) -> list[list[str]]:
    first = words.partition("\n")[0]
    return list(csv.reader(io.StringIO(words, newline=""), delimiter=max(";\t,", key=first.count)))


def place_of(cell: str) -> tuple[int, int]:
    """Return row and column of a cell, counted from 0: `C7` is (6, 2); a negative row where it is no cell."""
    found = _CELL.fullmatch(cell.strip())
    if not found:
        return -1, -1
    column = 0
    for letter in found.group(1).upper():
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)) - 1, column - 1


def address(row: int, column: int) -> str:
    """Return the name of a cell: (6, 2) is `C7`."""
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
