"""Writes the values of a figure or table as CSV: numbers and dates as programs read them, with units and sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from toolkit.blocks.views import VIEWS
from toolkit.content.records import LegalBasis, Source
from toolkit.content.text import Text
from toolkit.content.values import Evidence
from toolkit.core import csv_table
from toolkit.language.formulas import without_markup
from toolkit.render.citations import collect, teaser
from toolkit.render.context import Context
from toolkit.render.prose import cell_words
from toolkit.site.data_columns import columns
from toolkit.site.figure import Figure
from toolkit.site.open_data import reference_of, rows

Rows = Iterator[Sequence[object]]
"""The lines of a table, the names of its columns first."""
_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t[hd]\b([^>]*)>(.*?)</t[hd]>", re.DOTALL)
_SPAN = re.compile(r'colspan="(\d+)"')
_HIDDEN = re.compile(r'<(small|span) class="(?:footnote-here|visually-hidden)".*?</\1>', re.DOTALL)


def csv_file(figure: Figure) -> bytes:
    """Return the values (RFC 4180, with a byte order mark, so that spreadsheets read Cyrillic)."""
    make = _VALUES.get(figure.block.name, _cells)
    names, *found = make(figure)
    return ("\ufeff" + csv_table.as_csv([str(name) for name in names], found)).encode()


def _view(figure: Figure) -> Mapping[str, Any]:
    return VIEWS[figure.block.name](figure.context.library, figure.context.outline, figure.block.arguments)


def _facts(figure: Figure, ids: Iterable[str]) -> Rows:
    """Yield the facts by the columns of `facts.csv`, in the language of the figure; a series has a line for each of its times."""
    library, language, context = figure.context.library, figure.language, figure.context
    names = [column.name for column in columns((language,))]
    yield [name.removesuffix(f"_{language}") for name in names]
    for id in ids:
        (row,) = rows(library, {language: context}, (id,))
        series = sorted(library.facts[id].series.items())
        for time, value in series if len(series) > 1 else ():
            said = {"value": value, "as_of": time, f"printed_{language}": context.number(value)}
            yield [{**row, **said}[name] for name in names]
        if len(series) < 2:
            yield [row[name] for name in names]


def _chart(figure: Figure) -> Rows:
    yield from _facts(figure, [one.fact.id for one in _view(figure)["chart"].everything])


def _evidence(figure: Figure) -> Rows:
    yield from _facts(figure, [id.record for id in figure.block.arguments.facts])  # type: ignore[attr-defined]


def _timeline(figure: Figure) -> Rows:
    yield ("record", "name", "kind", "adopted", "in_force", "amended", "expires", "repealed", "from", "to", "values", "state", "reference")
    said, seen = figure.context, _view(figure)["timeline"]
    for row in seen.rows:
        it, dates, state, works, values = row.record, [""] * 5, "", "", ""
        begins, ends = (getattr(it, "start", None) or "", getattr(it, "end", None) or "") if row.kind == "programme" else ("", "")
        if isinstance(it, LegalBasis):
            amended = it.amended.date if it.amended else ""
            dates = [str(day or "") for day in (it.adopted, it.in_force, amended, it.expires, it.repealed)]
            state, works = said.standing(it).value, Markup(said.full_citation(it)).striptags()
        elif row.kind == "founded":
            begins, works = it.founded or "", _works(said, it.evidence)
        elif row.kind == "programme":
            works = _works(said, [it.evidence])
        else:
            begins = row.facts[0].as_of or ""
            values = "; ".join(f"{said.plain(one.label)}: {Markup(said.quantity(one)).striptags()}" for one in row.facts)
            works = _works(said, row.facts)
        name = it.short if isinstance(it, LegalBasis) else it.name
        yield (it.id, said.plain(name), row.kind, *dates, begins, ends, values, state, works)


def _map(figure: Figure) -> Rows:
    yield ("record", "name", "countries", "latitude", "longitude", "highlighted", "reference")
    said, seen = figure.context, _view(figure)["map"]
    for one in seen.clusters:
        countries, strong = "; ".join(map(said.country, one.countries)), "yes" if seen.strong(one) else "no"
        yield (one.id, said.plain(one.name), countries, one.location.latitude, one.location.longitude, strong, _works(said, [one.location]))


def _network(figure: Figure) -> Rows:
    yield ("cluster", "partner", "kind", "status", "description", "reference")
    said = figure.context
    for cluster, tie in ((cluster, tie) for cluster, ties in _view(figure)["rows"] for tie in ties):
        words = [said.plain(said.choice(word).label) for word in (tie.link.kind, tie.link.status)]
        works = _works(said, [tie.link.evidence])
        yield (said.plain(cluster.name), said.plain(tie.other.name), *words, said.plain(tie.link.description), works)


def _table(figure: Figure) -> Rows:
    """Yield the cells as their author wrote them; what they cite stands below the table, and here in each line."""
    grid, said = _view(figure)["grid"], figure.context
    works = _works(said, getattr(figure.block.arguments, "sources", ()))
    yield [*(_plain(said, cell) for cell in grid.head), *(["reference"] if works else [])]
    for row in grid.rows:
        yield [*(_plain(said, cell) for cell in row), *([works] if works else [])]


def _plain(context: Context, cell: object) -> object:
    return without_markup(cell_words(context, cell)) if isinstance(cell, Text) else "" if cell is None else cell


def _cells(figure: Figure) -> Rows:
    """Yield the words of the first table that is printed, and the works that each line cites."""
    names: list[str] = []
    for html in _ROW.findall(figure.tables[0]):
        cells = [_words(cell) for attributes, cell in _CELL.findall(html) for _ in range(_width(attributes))]
        cited = collect([html])
        works = "; ".join(_reference(figure.context, id) for id in cited.sources)
        yield [*cells, works if names else "reference"]
        names = names or cells


def _width(attributes: str) -> int:
    found = _SPAN.search(attributes)
    return int(found.group(1)) if found else 1


def _words(html: str) -> str:
    return " ".join(Markup(_HIDDEN.sub("", str(teaser(html)))).striptags().split())


def _works(context: Context, evidence: Iterable[Any]) -> str:
    """Return the works that statements rest on, each once, with the place in each."""
    found: dict[str, None] = {}
    for one in evidence:
        if one.source:
            place = context.plain(one.locator) if isinstance(one, Evidence) and one.locator else ""
            found[" ".join(filter(None, (_reference(context, one.source.record), place)))] = None
    return "; ".join(found)


def _reference(context: Context, id: str) -> str:
    return reference_of(context.library.get(Source, id), context.library, context.localizer.language)


_VALUES: Mapping[str, Callable[[Figure], Rows]] = {
    "chart": _chart,
    "evidence-table": _evidence,
    "map": _map,
    "network": _network,
    "table": _table,
    "timeline": _timeline,
}
"""The blocks whose values are records; of others, the table that they print is read."""
