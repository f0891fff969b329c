"""What could mean two things, or leads nowhere, is told at its place: ids that two records have, circles, claims, values in values."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.small import CONTENT
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project

ALPHA, BOOK, SECOND, SITE = "clusters/alpha.yaml", "sources.yaml", "documents/briefs/second.yaml", "site.yaml"
TABLE = "      - evidence-table: {caption: Числа, facts: [alpha.members]}\n"
CASES = {
    "two works read through each other": (
        {BOOK: ("    issued: 2018\n", "    issued: 2018\n    custom: {cited_in: report}\n"),
         "sources.yaml ": ("    issued: 2016\n", "    issued: 2016\n    custom: {cited_in: book}\n")},
        ["sources.yaml:14:24 refers-to-itself"],
    ),
    "a source and an act of one id": ({BOOK: ("id: report", "id: old-act"), ALPHA: ("source: report", "source: book")}, [
        "clusters/alpha.yaml:4:32 unknown-source", "documents/briefs/second.yaml:8:57 unknown-source",
        "legal_bases/old-act.yaml:1:1 duplicate-id",
    ]),
    "a claim with a figure that is not there": (
        {SITE: ("publisher:", "lead: {claim: {ru: Так, en: So}, document: second, figure: figures.chart}\npublisher:")},
        ["site.yaml:3:60 unknown-reference"],
    ),
    "a part that is more than its whole": (
        {ALPHA: ("legal_bases:", "  firms: {label: Фирмы, value: 15, unit: member, as_of: 2016, source: report}\nlegal_bases:"),
         SECOND: (TABLE, TABLE + "      - pull-fact: {fact: alpha.members, of: alpha.firms}\n")},
        ["documents/briefs/second.yaml:10:46 parts-exceed-whole"],
    ),
    "a year beside its quarter": ({ALPHA: ("value: 63", "series: {2016: 63, 2016-Q1: 60}")}, ["clusters/alpha.yaml:6:39 series-time"]),
    "two rows of a file that are too short and too long": (
        {SECOND: (TABLE, TABLE + "      - table: {caption: {ru: А, en: A}, of: jobs}\n"),
         "tables/jobs.csv": ("", "а,б\n1,2\n1\n3,4\n1,2,3\n")},
        ["tables/jobs.csv:3:1 uneven-row", "tables/jobs.csv:5:1 uneven-row"],
    ),
    "a file with a head alone": ({"tables/jobs.csv": ("", "а,б\n")}, ["tables/jobs.csv:1:0 empty-file"]),
    "a sign that nobody sees in a file": ({"tables/jobs.csv": ("", "а,б\n1,2\0\n")}, ["tables/jobs.csv:2:0 invisible-character"]),
    "a style that is none": ({SITE: ("publisher:", "citation_styles:\n  en: nope\npublisher:")}, ["site.yaml:4:7 unknown-citation-style"]),
    "keys of works that are not cited": (
        {SECOND: ("Участников в кластере", "По @book и [report, с. 3], [см. @book], `@book`, a@book.org, участников в кластере")},
        [f"documents/briefs/second.yaml:8:{at} broken-mark" for at in (19, 27, 43)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_where_it_stands(small: Callable[..., MemoryWorkspace], name: str) -> None:
    """One error for each mistake, at its line and column."""
    edits, expected = CASES[name]
    changed: dict[str, str] = {}
    for path, (old, new) in edits.items():
        before = changed.get(path.strip(), CONTENT.get(path.strip(), ""))
        assert old in before
        changed[path.strip()] = before.replace(old, new, 1)

    found = Project(small(changed)).diagnostics

    errors = [one for one in found if one.severity.value == "error"]
    assert (
        sorted(f"{one.place.path.removeprefix('content/')}:{one.place.line}:{one.place.column or 0} {one.code}" for one in errors)
        == expected
    )
    assert all(one.hint for one in errors)


def test_a_figure_worked_out_of_figures_of_one_time_is_of_that_time(small: Callable[..., MemoryWorkspace]) -> None:
    """A sum, a difference or a ratio of values of 2016 is of 2016; one of several times is of none."""
    more = (
        "  firms: {label: Фирмы, series: {2014: 10, 2016: 15}, unit: member, source: report}\n"
        "  others: {label: Прочие, unit: member, derived: {how: difference, of: [alpha.members, alpha.firms]}}\n"
        "  growth: {label: Рост, unit: member, derived: {how: difference, of: [alpha.firms, 'alpha.firms#2014']}}\n"
    )
    project = Project(small({ALPHA: CONTENT[ALPHA].replace("legal_bases:", more + "legal_bases:")}))

    assert project.library is not None
    assert project.library.facts["alpha.others"].as_of == "2016"
    assert project.library.facts["alpha.growth"].as_of is None
