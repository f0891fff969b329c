"""Reads figures from spreadsheets and SDMX files by a map, which says which cell or series is which fact."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import Field

from toolkit.content.facts import Flag
from toolkit.content.files import read_record, read_tree
from toolkit.content.periods import Period
from toolkit.content.scalars import Whole, Word
from toolkit.content.values import Key, Record
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean
from toolkit.exchange.sdmx import Observation, observations
from toolkit.exchange.sheets import Sheet, address, place_of, sheet_of

_FIGURE = re.compile(r"([-−]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?)\s*%?\s*([A-Za-z]{1,3})?")
STATUS: Mapping[str, Flag] = {"P": Flag.PROVISIONAL, "E": Flag.ESTIMATED, "B": Flag.BREAK}
"""Codes of SDMX (CL_OBS_STATUS), each with what it says of a value; most offices write them beside figures too."""


class Meaning(Record):
    """What a figure of the file is: its label and unit where it is new, and its time."""

    label: Word | None = None
    """What is counted, for a fact that is new."""
    unit: Word | None = None
    """The unit; it must be that of the fact where there is one."""
    as_of: Period | None = None
    """The time that the value holds for; that of the whole map, when left out."""
    series: Period | None = None
    """The time of the series that the value belongs to, where it is one of many."""


class Column(Meaning):
    """A column of a table: the fact that its figures are, of each row's owner."""

    fact: Word
    """The name of the fact: `participants` of each cluster."""


class At(Meaning):
    """A figure that stands in a cell of its own."""

    cell: Word
    """The cell: `C7`."""


class Of(Meaning):
    """A series of an SDMX file, by its dimensions."""

    where: dict[str, Word]
    """The values of dimensions: `{REF_AREA: LV, INDICATOR: EMP}`."""


class Rows(Record):
    """How rows are known."""

    column: Key
    """The column that names them."""
    are: dict[Key, Word]
    """Each name with the id of its cluster: `{Northern: northern}`."""


class FigureMap(Record):
    """Says which figures of a file are which facts."""

    source: Key
    """The id of the source that the file is."""
    sheet: Word | None = None
    """The sheet; the first, when left out."""
    header: Whole = Field(1, ge=1)
    """The row that names the columns."""
    as_of: Period | None = None
    """The time of every figure that names none."""
    rows: Rows | None = None
    columns: dict[Key, Column] = Field(default_factory=dict)
    """By the words above each column."""
    cells: dict[Key, At] = Field(default_factory=dict)
    """By fact: `{rnd_share: {cell: F12}}`."""
    series: dict[Key, Of] = Field(default_factory=dict)
    """By fact, for SDMX."""
    flags: dict[str, Flag] = Field(default_factory=dict)
    """What letters beside figures mean; `p`, `e` and `b` are known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the file has it: the fact that it is, its value and time, and its cell."""

    fact: str
    value: Decimal
    cell: str
    meaning: Meaning
    as_of: Period | None = None
    series: Period | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """The figures of a file, its digest, and what is wrong."""

    figures: tuple[Figure, ...]
    source: Key
    digest: str
    found: tuple[Diagnostic, ...]


def read_map(data: bytes, path: str) -> tuple[FigureMap | None, tuple[Diagnostic, ...]]:
    """Return a map, or what is wrong with it."""
    tree, found = read_tree(data, path, "", "")
    if tree is None:
        return None, found
    made, wrong = read_record(FigureMap, tree, "map", path, {})
    return made, (*found, *wrong)


def read_figures(data: bytes, path: str, mapped: FigureMap) -> Read:
    """Return the figures that a map finds in a file."""
    wrong: list[Diagnostic] = []
    try:
        made = [*(_of_series(data, path, mapped, wrong) if mapped.series else _of_sheet(data, path, mapped, wrong))]
    except ContentError as error:
        made, wrong = [], [*wrong, *error.diagnostics]
    return Read(tuple(made), mapped.source, hashlib.sha256(data).hexdigest(), tuple(wrong))


def _of_sheet(data: bytes, path: str, mapped: FigureMap, wrong: list[Diagnostic]) -> Iterator[Figure]:
    sheet = sheet_of(data, path, mapped.sheet or "")
    for fact, at in mapped.cells.items():
        row, column = place_of(at.cell)
        if row < 0:
            wrong.append(_bad(fact.place, f"`{at.cell}` is no cell", "name it as C7"))
        else:
            yield from _figure(sheet, row, column, fact, at, mapped, path, wrong)
    if mapped.rows and mapped.columns:
        yield from _of_table(sheet, mapped, mapped.rows, path, wrong)


def _of_table(sheet: Sheet, mapped: FigureMap, rows: Rows, path: str, wrong: list[Diagnostic]) -> Iterator[Figure]:
    names = [str(name).strip() for name in sheet.row(mapped.header - 1)]
    missing = [name for name in (rows.column, *mapped.columns) if name not in names]
    for name in missing:
        hint = did_you_mean(name, filter(None, names), f"row {mapped.header} names the columns; correct `header:` or the name")
        wrong.append(_bad(name.place, f"no column `{name}` stands in row {mapped.header} of {_named(sheet, path)}", hint))
    if missing:
        return
    by = names.index(rows.column)
    seen = set()
    for number in range(mapped.header, sheet.height):
        known = str(sheet.at(number, by)).strip()
        if cluster := next((id for row, id in rows.are.items() if row == known), ""):
            seen.add(known)
            for name, column in mapped.columns.items():
                yield from _figure(sheet, number, names.index(name), f"{cluster}.{column.fact}", column, mapped, path, wrong)
    missed = (known for known in rows.are if known not in seen)
    wrong.extend(_bad(known.place, f"no row `{known}` stands in column `{rows.column}`", "correct the name in `are:`") for known in missed)


def _figure(
    sheet: Sheet, row: int, column: int, fact: str, meaning: Meaning, mapped: FigureMap, path: str, wrong: list[Diagnostic]
) -> Iterator[Figure]:
    """Yield the figure of a cell; an empty one is none."""
    value, cell = sheet.at(row, column), f"{sheet.name}!{address(row, column)}" if sheet.name else address(row, column)
    if value in ("", None, "-", "–", "—", "…", ":"):
        return
    found = None if isinstance(value, Decimal) else _FIGURE.fullmatch(str(value).strip())
    if found:
        number = Decimal(re.sub(r"[ \u00a0\u202f]", "", found.group(1)).replace("−", "-").replace(",", "."))
    elif isinstance(value, Decimal):
        number = value
    else:
        wrong.append(_bad(Place(path), f"`{str(value)[:40]}` in {cell} is no figure", "correct the map, or leave the cell out"))
        return
    letter = (found.group(2) or "") if found else ""
    flag = mapped.flags.get(letter) or STATUS.get(letter.upper())
    if letter and flag is None:
        hint = f"say what it means: `flags: {{{letter}: estimated}}`"
        wrong.append(_bad(Place(path), f"the letter `{letter}` in {cell} is not explained", hint))
        return
    yield Figure(str(fact), number + 0, cell, meaning, meaning.as_of or mapped.as_of, meaning.series, (flag,) if flag else ())


def _of_series(data: bytes, path: str, mapped: FigureMap, wrong: list[Diagnostic]) -> Iterator[Figure]:
    everything = list(observations(data, path))
    for fact, of in mapped.series.items():
        matching = [one for one in everything if all(one.key.get(name) == value for name, value in of.where.items())]
        keys = {tuple(sorted((name, value) for name, value in one.key.items())) for one in matching}
        if not matching:
            wrong.append(_bad(fact.place, f"no series has {_where(of.where)}", "correct `where:` in the map"))
        elif len(keys) > 1:
            more = sorted({name for one in matching for name in one.key if len({other.key.get(name) for other in matching}) > 1})
            wrong.append(_bad(fact.place, f"{len(keys)} series have {_where(of.where)}", f"say more in `where:`, as {', '.join(more)}"))
        else:
            yield from (_observed(fact, of, one) for one in sorted(matching, key=lambda one: one.period.first))


def _observed(fact: str, of: Of, one: Observation) -> Figure:
    flag = STATUS.get(one.status)
    cell = ".".join(one.key.values())
    return Figure(str(fact), one.value, cell, of, None, one.period, (flag,) if flag else ())


def _where(where: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in where.items())


def _named(sheet: Sheet, path: str) -> str:
    """Return what people call a sheet: a file of CSV has one without a name."""
    return f"`{sheet.name}`" if sheet.name else path


def _bad(place: Place, message: str, hint: str) -> Diagnostic:
    return Diagnostic("bad-import", message, place, hint)
