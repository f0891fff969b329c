"""Figures hold for quarters, half-years and ranges of years too; each is said in words, and none is added to one of another time."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from pydantic_core import PydanticCustomError

from tests.conftest import Inline
from tests.small import CONTENT
from toolkit.build.builder import Builder, Request
from toolkit.content.periods import Period
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import Localizer
from toolkit.project import Project


@pytest.mark.parametrize(
    ("typed", "first", "last", "said"),
    [
        ("2016", (2016, 1, 1), (2016, 12, 31), "2016"),
        ("2016-02", (2016, 2, 1), (2016, 2, 29), "February 2016"),
        ("2016-05-09", (2016, 5, 9), (2016, 5, 9), "9 May 2016"),
        ("2016-Q4", (2016, 10, 1), (2016, 12, 31), "4th quarter 2016"),
        ("2016-H1", (2016, 1, 1), (2016, 6, 30), "first half of 2016"),
        ("2014/2016", (2014, 1, 1), (2016, 12, 31), "2014–2016"),
    ],
)
def test_periods(typed: str, first: tuple[int, int, int], last: tuple[int, int, int], said: str) -> None:
    """A period has a first and a last day, and words."""
    period = Period.read(typed)

    assert (period.first, period.last) == (dt.date(*first), dt.date(*last))
    assert Localizer.of("en", Catalog({})).moment(period) == said


@pytest.mark.parametrize("typed", ["2016-Q5", "2016-H3", "2016/2014", "2016-Q", "Q1 2016", "0016-Q1"])
def test_what_is_no_period(typed: str) -> None:
    """Anything else is refused."""
    with pytest.raises(PydanticCustomError):
        Period.read(typed)


def warned(small, facts: str) -> list[str]:
    """Return the warnings of mixed times of a library with some facts."""
    project = Project(small({**CONTENT, "facts.yaml": facts}))
    return [one.message for one in project.diagnostics if one.code == "mixed-times"]


FACT = "{name}: {{label: {name}, value: 5, unit: member, as_of: {time}, source: book}}\n"


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [("2016", "2016-05", 0), ("2016-Q2", "2016-05", 0), ("2016-Q1", "2016-Q2", 1), ("2014/2016", "2015", 1), ("2016", "2017", 1)],
)
def test_sums_over_different_times_are_told(small, first: str, second: str, told: int) -> None:
    """Also where a sum is itself an input, and where parts are listed."""
    facts = FACT.format(name="a", time=first) + FACT.format(name="b", time=second) + FACT.format(name="c", time=first)
    through = "d: {label: D, derived: {how: sum, of: [a, c]}, unit: member}\ne: {label: E, derived: {how: sum, of: [d, b]}, unit: member}\n"
    parts = FACT.format(name="f", time=first).replace("5,", "10, parts: [a, b],")

    assert len(warned(small, facts + through)) == told
    assert len(warned(small, facts + parts)) == told


def test_flags_are_printed(small) -> None:
    """A provisional figure of a quarter says so, wherever its time stands; a break in a series is told beside its value."""
    alpha = CONTENT["clusters/alpha.yaml"].replace(
        "as_of: 2016,", "as_of: 2016-Q1, flags: [provisional], series: {2015-Q4: 60, 2016-Q1: 63}, series_flags: {2015-Q4: [break]},"
    )
    project = Project(small({"clusters/alpha.yaml": alpha}))
    assert project.library is not None
    publication = next(one for one in project.publications if one.id == "briefs/second")
    builder = Builder(project, project.library, Path("build"), Inline)
    (planned,) = builder.planned(publication, Request((publication,), ("ru",), ("html",)))
    work = planned.work("html")
    assert work is not None
    (page,) = work.job.html.values()

    words = " ".join(re.sub(r"<[^>]*>", " ", page).replace("\u00a0", " ").split())
    assert "1-й квартал 2016 г." in words
    assert "(предварительно)" in words
    assert "4-й квартал 2015 г.: разрыв ряда." in words
