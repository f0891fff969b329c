"""The page that tells what is unfinished: the counts of `toolkit report`, in each language of the site."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.core.workspace import DiskWorkspace
from toolkit.evidence.completeness import MEASURES, Completeness
from toolkit.project import Project

ROOT = Path(__file__).parents[2]


def test_the_page_bears_the_counts_of_the_report(built) -> None:
    """The page has a row for each document and language, with the counts of `toolkit report`, and a foot row with the totals.

    A column where no document has anything is left out.
    """
    found = Completeness(Project(DiskWorkspace(ROOT)))
    shown = [measure for measure in MEASURES if found.totals[measure] or any(row.counts[measure] for row in found.rows)]
    expected = sorted([row.counts[measure] for measure in shown] for row in found.rows)

    for language in ("ru", "en"):
        body, foot = built.text(f"{language}/report.html").split("<tfoot>")
        rows = [[int(count) for count in re.findall(r'class="num"[^>]* data-sort="(\d+)"', row)] for row in body.split("<tr>")[2:]]
        assert sorted(rows) == expected
        assert [int(count) for count in re.findall(r' data-sort="(\d+)"', foot)] == [found.totals[measure] for measure in shown]


def test_the_foot_of_a_page_leads_to_it(built) -> None:
    """Pages link to the report of their language; those in two languages to that of the first."""
    assert 'href="../report.html"' in built.text("en/profiles/kaluga.html")
    assert 'href="../ru/report.html"' in built.text("ru-en/index.html")
