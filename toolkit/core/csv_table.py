"""Writes rows as CSV in which no spreadsheet finds a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]], *, line_end: str = "\r\n") -> str:
    """Return a table as CSV (RFC 4180); words that begin as a formula does are marked as words by an apostrophe, as OWASP advises."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    harmless = not isinstance(value, str) or not _FORMULA.match(value) or _NUMBER.fullmatch(value)
    return value if harmless else f"'{value}"
