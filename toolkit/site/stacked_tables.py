"""Names in every cell of a page's tables the column that it stands in: on a phone the rows are stacked, and no column is hidden.

Templates may name columns themselves, with `data-label`; a table of which they do not is named here by its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_TABLE = re.compile(r'<table class="(grid\b[^"]*)"([^>]*)>((?:(?!<table\b|</table>).)*)</table>', re.DOTALL)
_HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
_ROW = re.compile(r"(<tr\b[^>]*>)(.*?)(</tr>)", re.DOTALL)
_CELL = re.compile(r"<(t[dh])\b([^>]*)>(.*?)</\1>", re.DOTALL)
_SPAN = re.compile(r'\bcolspan="(\d+)"')
_DOWN = re.compile(r'\browspan="(\d+)"')
_NEXT = re.compile(r"</(?:div|span)><(?:div|span) class=\"in-[23]\"")
BY_ROW = "by-row"


def stacked(html: str) -> str:
    """Return a page whose tables can be read row by row."""
    return _TABLE.sub(_table, html)


def _table(table: re.Match[str]) -> str:
    classes, attributes, inside = table.groups()
    head = _HEAD.search(inside)
    if head is None:
        return table.group()
    if BY_ROW not in classes.split():
        classes = f"{classes} {BY_ROW}"
    names = _names(head.group(1))
    return f'<table class="{classes}"{attributes}>{inside[: head.end()]}{_rows(inside[head.end() :], names)}</table>'


def _names(head: str) -> list[str]:
    """Return the name of each column; a cell over several columns stands before the names below it."""
    grid: list[list[str]] = []
    for number, row in enumerate(_ROW.finditer(head)):
        column = 0
        for cell in _CELL.finditer(row.group(2)):
            while number < len(grid) and column < len(grid[number]) and grid[number][column]:
                column += 1
            for down in range(_number(_DOWN, cell.group(2))):
                for across in range(_number(_SPAN, cell.group(2))):
                    _put(grid, number + down, column + across, _words(cell.group(3)) if not down else "\0")
            column += _number(_SPAN, cell.group(2))
    width = max(map(len, grid), default=0)
    return [", ".join(dict.fromkeys(row[at] for row in grid if at < len(row) and row[at].strip("\0"))) for at in range(width)]


def _put(grid: list[list[str]], row: int, column: int, words: str) -> None:
    while len(grid) <= row:
        grid.append([])
    grid[row].extend([""] * (column + 1 - len(grid[row])))
    grid[row][column] = words


def _rows(body: str, names: list[str]) -> str:
    """Return the rows below the head, each cell with the name of its column; cells that reach down into later rows count there."""
    reaching: dict[int, int] = {}

    def row(found: re.Match[str]) -> str:
        taken = {column for column, rows in reaching.items() if rows}
        reaching.update({column: rows - 1 for column, rows in reaching.items() if rows})
        return f"{found.group(1)}{''.join(_cells(found.group(2), names, taken, reaching))}{found.group(3)}"

    return _ROW.sub(row, body)


def _cells(row: str, names: list[str], taken: set[int], reaching: dict[int, int]) -> Iterator[str]:
    column, end = 0, 0
    for cell in _CELL.finditer(row):
        while column in taken:
            column += 1
        name, attributes, words = cell.groups()
        span = _number(_SPAN, attributes)
        yield row[end : cell.start()]
        yield f"<{name}{attributes}{_label(name, attributes, names[column : column + span])}>{words}</{name}>"
        reaching.update(dict.fromkeys(range(column, column + span), _number(_DOWN, attributes) - 1))
        column, end = column + span, cell.end()
    yield row[end:]


def _label(name: str, attributes: str, names: list[str]) -> str:
    """Return the attribute that names the column of a cell; a heading of a row and a cell over several columns need none."""
    if name == "th" or "data-label=" in attributes or len(names) != 1 or not names[0]:
        return ""
    return f' data-label="{escape(names[0])}"'


def _words(cell: str) -> str:
    """Return the words of a cell of the head; those of several languages are parted by a stroke."""
    return Markup(_NEXT.sub(lambda found: f" / {found.group()}", cell)).striptags()


def _number(pattern: re.Pattern[str], attributes: str) -> int:
    found = pattern.search(attributes)
    return int(found.group(1)) if found else 1
