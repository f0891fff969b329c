"""Every PDF that is shipped: the standards that it claims, judged by two validators."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import outloud
import page
import pytest

from tests.build.pdf.conftest import Paper, each

RULES = {"ua1": 104, "3a": 156}
"""How many rules the validator judges, by standard: PDF/UA-1 and PDF/A-3a."""


@pytest.mark.parametrize("standard", RULES)
def test_every_edition_keeps_the_standard_that_it_claims(shipped: Mapping[str, Paper], standard: str) -> None:
    """Each edition keeps every rule of PDF/UA-1 and of PDF/A-3a that the validator knows, both in one file."""

    def broken(paper: Paper) -> list[str]:
        report = page.validate_pdf_bytes(paper.data, profile=standard)
        assert report.rules.total == RULES[standard]
        return [failure.message for failure in report.failures]

    assert len(shipped) > 50
    assert each(shipped, broken) == {}


def test_a_screen_reader_meets_no_error(shipped: Mapping[str, Paper], tmp_path: Path) -> None:
    """The second checker finds no error against PDF/UA in the Russian and the parallel editions.

    Its guesses about meaning are left out: it takes running heads, which are artifacts, for prose, and tables of acts with a
    header in each row for shredded ones.
    """
    file = tmp_path / "paper.pdf"

    def errors(paper: Paper) -> list[str]:
        file.write_bytes(paper.data)
        return [
            f"{one.rule}: {one.message}" for one in outloud.check(str(file), layers=["conformance"]).findings if one.severity == "error"
        ]

    assert each({name: one for name, one in shipped.items() if not name.startswith("en/")}, errors) == {}
