"""Every PDF that is shipped: the standards that it claims, judged by two validators."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import outloud
import page
import pytest
from weasyprint import HTML

from tests.build.pdf.conftest import Paper, each
from toolkit.build.pdf.findings import EMPTY
from toolkit.build.pdf.hidden import hidden
from toolkit.build.pdf.reading import Element, read

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


def test_nothing_is_lost_on_the_way_to_paper(shipped: Mapping[str, Paper]) -> None:
    """Every word of a print page is in the text of its PDF, in the same order, in every edition, with contents or without."""

    def lost(paper: Paper) -> list[str]:
        short = (*paper.job.stylesheets, ".when-long { display: none }")
        return min((missing(paper, styles) for styles in (paper.job.stylesheets, short)), key=len)

    def missing(paper: Paper, styles: tuple[str, ...]) -> list[str]:
        said, at, missing = letters("".join(spoken(read(paper.data)))), 0, []
        for words in printed(paper.job.html, styles):
            found = said.find(letters(words), at, at + len(words) + WINDOW)
            if found < 0:
                missing.append(words)
            else:
                at = found + len(letters(words))
        return missing

    assert each(shipped, lost) == {}


def test_no_page_has_what_a_typesetter_rejects(shipped: Mapping[str, Paper]) -> None:
    """No pair is torn, no word lost, no label cut, no line too long or alone, no font stands in for another.

    A last page that stays nearly empty, however tight the document is set, is told to who builds it, in no more than two editions.
    """
    nearly_empty = each(shipped, lambda paper: [one for one in paper.findings if one.code == EMPTY])

    assert each(shipped, lambda paper: [one for one in paper.findings if one.code != EMPTY]) == {}
    assert len(nearly_empty) <= 2, nearly_empty


WINDOW = 300
"""Letters that layout may put between two words of a page: marks of lists, numbers of notes and pages."""


def letters(words: str) -> str:
    """Return the letters and digits of words, which hyphenation and capitals leave as they are."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words))).casefold()


def spoken(element: Element) -> Iterator[str]:
    """Yield the texts of a PDF, in order, without those of drawings."""
    for kid in element.kids:
        if isinstance(kid, str):
            yield kid
        elif kid.role != "Figure":
            yield from spoken(kid)


def printed(html: str, stylesheets: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of a page that its styles print, in order; those of drawings are not text of the page."""
    root = HTML(string=html).etree_element
    unseen = hidden(root, stylesheets)
    yield from _texts(root.find("body"), unseen)


def _texts(element: Any, unseen: frozenset[Any]) -> Iterator[str]:
    if element in unseen or element.tag.startswith("{"):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child, unseen)
        yield child.tail or ""
