"""Defines a fact: a figure with value, unit, time and source, given or derived from other facts."""

from __future__ import annotations

import calendar
import datetime as dt
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.content.periods import Period
from toolkit.content.rules import Broken, InOrder, Rule, refuse
from toolkit.content.scalars import Number, Whole, Word
from toolkit.content.text import Limit, Text
from toolkit.content.values import Day, FactRef, Item, Moment, Record, SourceRef, UnitRef


class Qualifier(StrEnum):
    """How exact the value of a fact is."""

    EXACT = "exact"
    ABOUT = "about"
    ALMOST = "almost"
    MORE_THAN = "more-than"
    LESS_THAN = "less-than"


class Difference(Record):
    """Why two facts on one matter may both stand."""

    fact: FactRef
    """The other fact."""
    reason: Text
    """Why the two differ: «источники считают разные годы»."""


class Flag(StrEnum):
    """What a source says of how good a value is."""

    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    BREAK = "break"


class Origin(Record):
    """The cell of a file that a figure was imported from."""

    file: Word
    """The name of the file: `registry.xlsx`."""
    cell: Word
    """The cell, as spreadsheets name it, or the key of a series: `Sheet1!C7`."""
    sha256: Word
    """The digest of the file, by which anybody can tell that it is the same: `9f86d081884c7d65`."""


class Derivation(Record):
    """How a fact is computed from others: the toolkit does the sum, and the evidence table shows the inputs."""

    how: Literal["sum", "share", "ratio", "difference"]
    """`share` is the first as per cent of the second, in the unit `percent`; `difference` the first less the second."""
    of: tuple[FactRef, ...] = Field(min_length=2)
    """The inputs, as `[alpha.jobs, beta.jobs]`; `alpha.jobs#2016` is one year of a series."""
    digits: Whole = Field(1, ge=0, le=6)
    """Digits after the point of a share or a ratio."""

    @model_validator(mode="after")
    def _of_two(self) -> Self:
        if self.how in ("share", "ratio") and len(self.of) > 2:
            hint = {"hint": "name two facts in `of:`; a sum of several can be a derived fact of its own"}
            raise PydanticCustomError("too-many", "a share or a ratio has two inputs", hint)
        return self


class Fact(Item):
    """A figure: value, unit, time, source and locator. The only way a figure enters a document."""

    label: Annotated[Text, Limit(80)]
    """What is counted, as a row heading: «Участники»."""
    value: Number = Decimal(0)
    """The value; the last of the series, or what is computed, when left out."""
    to: Number | None = None
    """Upper end, when the value is a range: `63`."""
    series: dict[Period, Number] = Field(default_factory=dict, max_length=300)
    """Values over time: `{2014: 40, 2016: 63}`, or by quarters `{2016-Q1: 40, 2016-Q2: 41}`."""
    derived: Derivation | None = None
    """How it is computed from other facts; it then has no value of its own."""
    unit: UnitRef | None = None
    """The unit of the value; a bare number, when left out."""
    qualifier: Qualifier = Qualifier.EXACT
    """How exact the value is."""
    as_of: Period | None = None
    """The time that the value holds for: `2016`, `2016-05`, `2016-05-09`, `2016-Q1`, `2016-H1`, `2014/2016`."""
    published: Moment | None = None
    """When the source printed the value: `2017-03`."""
    flags: tuple[Flag, ...] = ()
    """What the source says of how good the value is: `[provisional]`, `[estimated]`, `[break]` for a break in the series."""
    series_flags: dict[Period, tuple[Flag, ...]] = Field(default_factory=dict)
    """The same for single values of the series: `{2020: [break]}`."""
    origin: Origin | None = None
    """Where it was imported from; `toolkit import facts` writes it."""
    period: Text | None = None
    """The time that the value covers, in words: «за первые пять лет»."""
    source: SourceRef | None = None
    """Where it stands; only a derived fact has none of its own."""
    locator: Text | None = None
    """Place in the source: «с. 3»."""
    counted: bool = False
    """True when the figure was counted from a list in the source."""
    note: Text | None = None
    """A note printed with the figure in tables of evidence."""
    checked_on: Day | None = None
    """The day on which somebody last compared it with the source."""
    review_by: Day | None = None
    """Day after which the figure is stale."""
    review_every: Whole | None = Field(None, ge=1, le=600)
    """Months between reviews, as `12`, counted from `checked_on`."""
    parts: tuple[FactRef, ...] = ()
    """Facts that add up to this one: the companies, universities and public bodies of a cluster."""
    differs_from: Difference | None = None
    """The fact that says something else on the same matter, and why both stand."""
    supersedes: Difference | None = None
    """The older fact that this one replaces, and why."""

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("checked_on", "review_by"),)

    @property
    def owner(self) -> str:
        """The id of the cluster that the fact belongs to, or nothing: `alpha` of `alpha.participants`."""
        return self.id.rpartition(".")[0]

    @property
    def review_due(self) -> dt.date | None:
        """The day after which the figure is stale, or nothing."""
        if self.review_by or not (self.review_every and self.checked_on):
            return self.review_by
        year, month = divmod(self.checked_on.month - 1 + self.review_every, 12)
        year, month = self.checked_on.year + year, month + 1
        return dt.date(year, month, min(self.checked_on.day, calendar.monthrange(year, month)[1]))

    @classmethod
    def id_at(cls, path: str) -> str:
        """Return the id of the fact at `facts.rnd_share` or `clusters.alpha.facts.participants`."""
        collection, id, *own = path.split(".")
        return f"{id}.{own[-1]}" if collection == "clusters" and own else id

    @model_validator(mode="after")
    def _range_rises(self) -> Self:
        if "value" in self.model_fields_set and self.to is not None and self.to <= self.value:
            raise PydanticCustomError("falling-range", "the range must rise: `to` is not above `value`")
        return self

    @model_validator(mode="after")
    def _whole(self) -> Self:
        """A figure is given or computed, and one that is given says where it stands."""
        given = "value" in self.model_fields_set or bool(self.series)
        if given == (self.derived is not None):
            hint = {"hint": "write `value: …` or `series: …` with a `source:`, or `derived: {how: sum, of: […]}`"}
            raise PydanticCustomError("missing-value", "a fact has either a value or a derivation", hint)
        if given and self.source is None:
            hint = {"hint": "add `source: …`, the id of a source in content/sources.yaml"}
            raise PydanticCustomError("missing-key", "key `source` is missing: no figure without a source", hint)
        return self

    @model_validator(mode="after")
    def _series_agrees(self) -> Self:
        """The value is that of its year, where the series has it."""
        if "value" in self.model_fields_set and self.as_of in self.series and self.series[Period(self.as_of)] != self.value:
            message = f"the value is {self.value}, and the series has {self.series[Period(self.as_of)]} for {self.as_of}"
            refuse(type(self), [Broken(("value",), "contradicting-facts", message, "correct one of them, or leave `value:` out")], self)
        return self

    @model_validator(mode="after")
    def _series_goes_in_steps(self) -> Self:
        """No time of a series lies within another: a year beside its first quarter would be counted twice."""
        times = sorted(self.series, key=lambda time: (time.first, time.last))
        for one, other in pairwise(times):
            if other.first <= one.last:
                message = f"{one} and {other} are not one after the other"
                hint = "give the values of one kind of time, all years or all quarters, and the others as a fact of their own"
                refuse(type(self), [Broken(("series",), "series-time", message, hint)], self)
        return self

    def at(self, year: str) -> Decimal | None:
        """Return the value, or that of one year of the series; nothing when the series has no such year."""
        return self.value if not year else self.series.get(Period(year))

    def in_year(self, year: str) -> Self:
        """Return the fact as it was in one year of its series; the fact itself when no year is named."""
        value = self.at(year)
        return (
            self
            if not year or value is None
            else self.settled(value=value, to=None, as_of=Period(year), series={}, flags=self.series_flags.get(Period(year), ()))
        )

    def settled(self, **changes: Any) -> Self:
        """Return the fact with what was worked out put in."""
        return self.model_copy(update=changes)

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        """The lowest and the highest value that the words allow; «about» and “almost” allow a tenth."""
        low, high = self.value, self.value if self.to is None else self.to
        tenth = abs(self.value) / 10
        return {
            Qualifier.EXACT: (low, high),
            Qualifier.ABOUT: (low - tenth, high + tenth),
            Qualifier.ALMOST: (low - tenth, high),
            Qualifier.MORE_THAN: (low, Decimal("Infinity")),
            Qualifier.LESS_THAN: (Decimal("-Infinity"), high),
        }[self.qualifier]


def cell_of(evidence: object) -> str:
    """Return the cell that an imported figure comes from, which is its place in the source; nothing for any other."""
    return evidence.origin.cell if isinstance(evidence, Fact) and evidence.origin else ""
