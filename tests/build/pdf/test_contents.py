"""A document of more than five pages has a contents list on paper, with the pages on which its sections begin."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.build.pdf.conftest import OVERVIEW, PAPERS, SECTIONS, overview, paper
from tests.build.pdf.overlaps import covered
from tests.build.pdf.structure import read
from tests.conftest import Folder
from toolkit.build.pdf.composition import SHORT
from toolkit.build.pdf.layout import PdfJob, make_pdf


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


FEW, MANY = "Текст", "слово " * 4000


@pytest.mark.parametrize(
    ("words", "sheets", "wanted"),
    [
        (FEW, SHORT - 1, SHORT - 1),
        (FEW, SHORT, SHORT),
        (FEW, SHORT + 1, SHORT + 2),
        (FEW, SHORT + 2, SHORT + 3),
        (MANY, SHORT - 1, SHORT - 1),
        (MANY, SHORT + 1, SHORT + 2),
    ],
)
def test_contents_follow_the_pages(words: str, sheets: int, wanted: int) -> None:
    """Pages decide, not the length of the text: a document that is laid out otherwise than guessed is laid out again."""
    sheet = '<div style="break-before: page">Текст</div>'
    contents = '<div class="when-long" style="break-before: page">Содержание</div>'
    html = f'<html lang="ru"><title>Т</title><body style="font-size: 3pt"><div>{words}</div>{contents}{sheet * (sheets - 1)}'

    assert make_pdf(PdfJob(html, ())).pages == wanted


def test_contents_that_do_not_fit_go_to_the_next_page_whole(workspace: Folder) -> None:
    """Wherever the first page ends, the list is on one page, and stands on nothing else."""
    found = []
    for sentences in (18, 22, 26, 30):
        workspace.write(
            f"content/documents/{OVERVIEW}.yaml",
            overview("Кластер растёт там, где предприятия знают друг друга давно и хорошо. " * sentences),
        )
        ran = workspace.run("build", OVERVIEW, "--lang", "ru-en", "--format", "pdf")
        assert ran.code == 0, ran.err
        found.append([number for number, page in enumerate(pages(workspace, "ru-en"), 1) if re.search(r"\d\. +Раздел обзора [05]", page)])

        assert list(covered(workspace.artifact("ru-en", OVERVIEW, ".pdf"))) == []

    assert {1, 2} == {number for numbers in found for number in numbers}
    assert all(len(numbers) == 1 for numbers in found)
