"""What a typesetter would reject, looked for in the words and boxes of real PDFs, a small document of each kind."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.build.pdf.conftest import PAPERS, SECTIONS, TIMES, paper
from tests.build.pdf.lines import lines
from tests.build.pdf.overlaps import covered
from tests.conftest import Folder

SLACK = 1
"""Points by which a line may leave the text's right edge: hanging marks, rounding."""


@pytest.mark.parametrize("kind", PAPERS)
def test_marks_are_set_as_a_typesetter_sets_them(papers: Folder, kind: str) -> None:
    """No straight quotation mark or apostrophe, no hyphen in place of a dash, no three full stops for an ellipsis."""
    for line in lines(paper(papers, kind)):
        assert not re.search(r"[\"']", line.words), line.words
        assert not re.search(r"(?:^|\s)--?(?:\s|$)", line.words), line.words
        assert "..." not in line.words


@pytest.mark.parametrize("kind", PAPERS)
def test_what_belongs_together_stays_on_a_line(papers: Folder, kind: str) -> None:
    """No line ends within a number and its sign, or within initials and the surname; none begins with a dash."""
    for line in lines(paper(papers, kind)):
        assert not re.search(r"\s(?:№|No\.|§|(?<!\d )[сp]\.)$", line.words), line.words
        assert not re.search(r"(?:№|No\.)\s\d+-$", line.words), line.words
        assert not re.search(r"\b[а-яёa-z]+[,;]?\s(?:[А-ЯЁA-Z]\.\s?)+$", line.words), line.words
        assert not re.match(r"(?:Иванов|Ivanov)\b", line.words), line.words
        assert not re.match(r"—\s", line.words), line.words


def test_the_words_that_could_part_are_there(papers: Folder) -> None:
    """The overview says them often enough, in columns narrow enough, for a break to fall between them if it could."""
    words = " ".join(line.words for line in lines(paper(papers, "overview")))

    assert len(re.findall(r"№ 5", words)) >= TIMES * SECTIONS
    assert len(re.findall(r"И\. И\. Ива", words)) == TIMES * SECTIONS
    assert len(re.findall(r"№ 15-ФЗ", words)) == TIMES * SECTIONS


@pytest.mark.parametrize("kind", PAPERS)
def test_no_word_stands_on_another(papers: Folder, kind: str) -> None:
    """Whatever breaks over pages, floats or stands in columns leaves every word to be read."""
    assert list(covered(paper(papers, kind))) == []


@pytest.mark.parametrize("kind", PAPERS)
def test_text_stays_in_the_page(papers: Folder, kind: str) -> None:
    """Every line lies within the page and its outer margins of a centimetre."""
    margin = 28
    for line in lines(paper(papers, kind)):
        assert margin - SLACK <= line.left <= line.right <= line.width - margin + SLACK, line
        assert 0 <= line.top <= line.bottom <= line.height, line


@pytest.mark.parametrize("kind", PAPERS)
def test_only_our_fonts(papers: Folder, kind: str) -> None:
    """Every font is PT, embedded, and maps its glyphs to Unicode: none stands in for a glyph that PT has not."""
    said = subprocess.run(["pdffonts", paper(papers, kind)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]

    assert said
    assert all("PT-S" in line and line.split()[-5] == "yes" and line.split()[-3] == "yes" for line in said), said
