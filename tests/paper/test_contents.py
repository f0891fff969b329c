"""A document of more than five pages has a contents list on paper, with the pages on which its sections begin."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.conftest import Folder
from tests.paper.conftest import OVERVIEW, PAPERS, SECTIONS, paper
from tests.paper.structure import read
from toolkit.pdf import SHORT, PdfJob, make_pdf


def pages(folder: Folder, edition: str) -> list[str]:
    """Return the text of each page of the overview."""
    path = folder.artifact(edition, OVERVIEW, ".pdf")
    said = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    return said.split("\f")


def test_contents_name_the_page_of_each_section(papers: Folder) -> None:
    """The number beside a title is that of the page on which the section of that title stands."""
    found = read(paper(papers, "overview"))
    listed = re.findall(r"\d\. Раздел обзора (\d) Razdel obzora \d (\d+)", found.text())
    shown = pages(papers, "ru-en")

    assert [int(section) for section, _ in listed] == list(range(SECTIONS))
    assert len({page for _, page in listed}) > 1
    for section, page in listed:
        assert re.search(rf"^\s*{int(section) + 1} +Раздел обзора {section}", shown[int(page) - 1], re.MULTILINE), (section, page)


@pytest.mark.parametrize("kind", ["brief", "profile"])
def test_short_document_has_no_contents(papers: Folder, kind: str) -> None:
    """Who holds a few pages finds a section by leafing."""
    words = read(paper(papers, kind)).text()

    assert ("Содержание" if PAPERS[kind][0] == "ru" else "Contents") not in words


@pytest.mark.parametrize(("sheets", "wanted"), [(SHORT - 1, SHORT - 1), (SHORT, SHORT), (SHORT + 1, SHORT + 2), (SHORT + 2, SHORT + 3)])
def test_contents_follow_the_pages_of_the_text(sheets: int, wanted: int) -> None:
    """The text decides, not the list: contents that would themselves make a document long stay out of it."""
    sheet = '<div style="break-before: page">Текст</div>'
    contents = '<div class="when-long" style="break-before: page">Содержание</div>'
    html = f'<html lang="ru"><title>Т</title><body><div>Начало</div>{contents}{sheet * (sheets - 1)}'

    assert make_pdf(PdfJob(html, ())).pages == wanted
