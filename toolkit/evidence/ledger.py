"""Lists every figure with its value, time, source, review and where it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from toolkit.content.facts import Fact
from toolkit.content.records import Unit
from toolkit.core import csv_table
from toolkit.project import Project

HEADINGS = ("id", "label", "value", "as_of", "published", "source", "locator", "review_by", "stale", "computed_from", "printed_in", "place")
"""The columns, as they have always been; those of the values themselves stand behind them."""
VALUES = ("number", "to", "qualifier", "unit", "time", "period")


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of the ledger: in the words of the source language, and as values that programs can reckon with."""

    id: str
    label: str
    value: str
    """The phrase that is printed: «около 15 участников»."""
    number: int | float
    to: int | float | None
    """The upper end of a range."""
    qualifier: str
    unit: str | None
    as_of: str
    """The time that the value holds for, else the period in words."""
    time: str | None
    """The time as ISO 8601 writes it, a quarter as `2016-Q1`."""
    period: str | None
    series: dict[str, int | float]
    published: str
    source: str
    locator: str
    review_by: str
    stale: bool
    computed_from: tuple[str, ...]
    printed_in: tuple[str, ...]
    place: str

    def row(self) -> tuple[str, ...]:
        """Return the cells of a table, under HEADINGS and VALUES."""
        return tuple(_cell(getattr(self, name)) for name in (*HEADINGS, *VALUES))


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _number(value: Decimal) -> int | float:
    """Return a value as programs read numbers."""
    return int(value) if value == value.to_integral_value() else float(value)


def evidence(project: Project, cluster: str | None = None, *, stale: bool = False) -> Iterator[Entry]:
    """Yield every figure, or those of one cluster, or those past review on the day of a document that prints them."""
    library = project.library
    assert library
    days = {publication.id: publication.day for publication in project.publications}
    ledger = project.ledger(project.publications)
    localizer = project.localizer(library.site.source_language)
    for id, fact in library.facts.items():
        blocks = tuple(dict.fromkeys(printed for _, printed in ledger.of("fact", id)))
        old = any(fact.review_due and days[printed.publication] > fact.review_due for printed in blocks)
        if (cluster is None or id.startswith(f"{cluster}.")) and (old or not stale):
            yield _entry(project, id, fact, old, tuple(str(printed) for printed in blocks), localizer.text(fact.label).words)


def _entry(project: Project, id: str, fact: Fact, old: bool, printed: tuple[str, ...], label: str) -> Entry:
    library = project.library
    assert library
    localizer = project.localizer(library.site.source_language)
    period = localizer.text(fact.period).words if fact.period else None
    return Entry(
        id=id,
        label=label,
        value=localizer.quantity(fact, library.get(Unit, fact.unit) if fact.unit else None),
        number=_number(fact.value),
        to=None if fact.to is None else _number(fact.to),
        qualifier=fact.qualifier.value,
        unit=fact.unit,
        as_of=fact.as_of or period or "",
        time=fact.as_of,
        period=period,
        series={str(time): _number(value) for time, value in fact.series.items()},
        published=fact.published or "",
        source=fact.source or "",
        locator=localizer.text(fact.locator).words if fact.locator else "",
        review_by=fact.review_due.isoformat() if fact.review_due else "",
        stale=old,
        computed_from=tuple(fact.derived.of) if fact.derived else (),
        printed_in=printed,
        place=str(fact.place),
    )


def as_csv(entries: Iterable[Entry]) -> str:
    """Return the ledger as CSV with a heading."""
    return csv_table.as_csv((*HEADINGS, *VALUES), (entry.row() for entry in entries), line_end="\n")
