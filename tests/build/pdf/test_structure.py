"""What a screen reader gets of a PDF: the structure tree of a small document of each kind, read as an outline."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator

import pikepdf
import pytest
from pdfua.validator import validate

from tests.build.pdf.conftest import PAPERS, paper
from tests.build.pdf.structure import Element, outline, read
from tests.conftest import Folder

TITLES = {"brief": "Малая записка", "profile": "North Cluster", "agreement": "Соглашение", "overview": "Малый обзор"}
_LATIN_WORDS = re.compile(r"(?:\b[A-Za-z]{2,}\b[\s,]+){3}")


@pytest.mark.parametrize("kind", PAPERS)
def test_outline(papers: Folder, kind: str, golden: Callable[[str, str], None]) -> None:
    """Role, language and text of each element, in reading order, are those of the golden file; `--update` writes it."""
    found = read(paper(papers, kind))

    golden(f"{kind}.txt", "\n".join(outline(found)) + "\n")


@pytest.mark.parametrize("kind", PAPERS)
def test_passages_are_spoken_in_their_language(papers: Folder, kind: str) -> None:
    """Cyrillic words stand in elements whose language is Russian, and a run of Latin words in those whose language is not."""
    passages = list(read(paper(papers, kind)).passages())

    assert [(text, tag) for text, tag in passages if re.search("[а-яё]{3}", text) and tag == "en"] == []
    assert [(text, tag) for text, tag in passages if _LATIN_WORDS.search(text) and tag == "ru"] == []


@pytest.mark.parametrize("kind", PAPERS)
def test_cells_name_their_headers(papers: Folder, kind: str) -> None:
    """A table has header cells with names, and each data cell below or beside one says which are its own."""
    for table in tables(read(paper(papers, kind))):
        heads = {cell.raw["id"] for cell in table.everything() if cell.role == "TH"}
        cells = [cell for cell in table.everything() if cell.role == "TD" and cell.text()]

        assert heads, table.text()
        assert "" not in heads
        assert all(cell.raw["headers"] for cell in cells), table.text()
        assert {name for cell in cells for name in cell.raw["headers"]} <= heads


@pytest.mark.parametrize("kind", PAPERS)
def test_headers_say_their_scope(papers: Folder, kind: str) -> None:
    """A header cell says whether it heads a row or a column."""
    with pikepdf.open(paper(papers, kind)) as pdf:
        headers = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]

        assert {str(item.A.Scope) for item in headers} <= {"/Row", "/Column"}


@pytest.mark.parametrize("kind", PAPERS)
def test_rules_of_pdfua_find_nothing(papers: Folder, kind: str) -> None:
    """Every rule of PDF/UA that the checker can run is kept; the one that fails in itself (empty headings) is kept by the next test."""
    report = validate(str(paper(papers, kind)))

    assert [finding.to_dict() for finding in report.findings] == []
    assert {outcome.rule_id for outcome in report.skipped} <= {"UA-14-001"}
    assert len(report.outcomes) >= 12


@pytest.mark.parametrize("kind", PAPERS)
def test_links_are_described(papers: Folder, kind: str) -> None:
    """A link says in words where it leads: its own words, or those of its target where it is but a number; never an id."""
    with pikepdf.open(paper(papers, kind)) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", []) if link.get("/Subtype") == "/Link"]
        said = [(str(link.Contents), str(link.get("/Dest", ""))) for link in links]

        assert said
        assert all(re.search(r"[^\W\d_]{2}", words) and words != target for words, target in said)


def test_number_of_a_source_is_described_by_the_source(papers: Folder) -> None:
    """Who hears “1” also hears whose work that is."""
    with pikepdf.open(paper(papers, "brief")) as pdf:
        said = [
            str(link.Contents) for page in pdf.pages for link in page.get("/Annots", []) if str(link.get("/Dest", "")).startswith("source-")
        ]

        assert any(words.startswith("Петров П. П. Кластеры севера") for words in said), said


@pytest.mark.parametrize("kind", PAPERS)
def test_no_heading_is_empty(papers: Folder, kind: str) -> None:
    """A screen reader's list of headings has a name in every line."""
    headings = [element for element in read(paper(papers, kind)).everything() if re.fullmatch("H[1-6]", element.role)]

    assert headings
    assert all(heading.text().strip() for heading in headings)


FIGURES = {"brief": 1}
"""Figures of the small document of each kind; the others have none."""


def tables(document: Element) -> Iterator[Element]:
    """Yield the tables of a document."""
    return (element for element in document.everything() if element.role == "Table")


def test_there_are_tables_and_figures(papers: Folder) -> None:
    """The brief has both, so that the rules for them are not kept by there being none."""
    roles = [element.role for element in read(paper(papers, "brief")).everything()]

    assert roles.count("Table") >= 3
    assert roles.count("Figure") >= 1


@pytest.mark.parametrize("kind", PAPERS)
def test_figures_have_words(papers: Folder, kind: str) -> None:
    """A figure says in words what it shows, and where on the page it stands."""
    figures = [element for element in read(paper(papers, kind)).everything() if element.role == "Figure"]

    assert len(figures) == FIGURES.get(kind, 0)
    assert all(figure.alt and figure.raw["box"] for figure in figures)


def test_clause_follows_clause(papers: Folder) -> None:
    """In the parallel edition the Russian text of a clause is read first, then the English of the same clause."""
    found = read(paper(papers, "agreement"))
    clauses = [text for text, _ in found.passages() if re.fullmatch(r"\d+\.\d+\.?", text.strip())]
    cells = [element for element in found.everything() if element.own in ("ru", "en") and re.match(r"\d+\.\d+\.? ", element.text())]
    spoken = [(element.text().split()[0], element.own) for element in cells]

    assert len(clauses) >= 4 or len(spoken) >= 4
    assert [tag for _, tag in spoken] == ["ru", "en"] * (len(spoken) // 2)
    assert [number for number, tag in spoken if tag == "ru"] == [number for number, tag in spoken if tag == "en"]


@pytest.mark.parametrize("kind", PAPERS)
def test_catalog_says_what_the_file_is(papers: Folder, kind: str) -> None:
    """Language, title and marking stand in the catalog; `qpdf --check` finds nothing to complain of."""
    path = paper(papers, kind)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang) == PAPERS[kind][0].partition("-")[0]
        assert TITLES[kind] in str(pdf.docinfo["/Title"])
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
