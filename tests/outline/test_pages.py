"""Pages of agreements, laid out by the real WeasyPrint."""

from __future__ import annotations

import io
import re
import subprocess

import pikepdf
import pytest

from toolkit.build.pdf.layout import PdfJob, make_pdf
from toolkit.outline.addresses import NO_BASE
from toolkit.outline.numbering import outline
from toolkit.render.context import Context
from toolkit.render.edition import Edition
from toolkit.render.fragments import Fragments
from toolkit.site.document_pages import PRINT_STYLES, Pages
from toolkit.site.frame import Shell

PACT = "content/documents/agreements/pact.yaml"
TALKS = "content/clauses/talks.yaml"
ANNEX = """  annexes:
    - id: plan
      title: {ru: План, en: Plan}
      work_plan:
        - {id: start, what: {ru: Начало, en: Start}, begins: 2027-01}
  articles:"""


def pdf(project, edition):
    """Return the PDF of the pact."""
    publication = project.publications[0]
    numbered = outline(publication, project.library)
    templates = {tag: project.templates(tag) for tag in ("ru", "en")}
    fragments = {tag: Fragments(templates[tag], Context(project.library, numbered, project.localizer(tag))) for tag in edition.split("-")}
    body = Edition(project.library, numbered, edition, fragments).body()
    pages = Pages(project.workspace, Shell(project.library, project.publications, templates, NO_BASE))
    html = pages.print_page(numbered, body, fragments[body.languages[0]].context)
    result = make_pdf(PdfJob(html, tuple(pages.stylesheet(name) for name in PRINT_STYLES), {}))
    assert not result.problem, result.problem
    return result.data


def texts(data, tmp_path):
    """Return the plain text of each page, as pdftotext reads it."""
    path = tmp_path / "x.pdf"
    path.write_bytes(data)
    words = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return words.split("\f")[:-1]


@pytest.fixture
def long_pact(make):
    """Return a function: a project whose one article has so many clauses that signatures fall near a page's end."""

    def build(count):
        one = '  c{n}:\n    heading: {{ru: П, en: C}}\n    text: {{ru: "Пункт номер {n}.", en: "Clause number {n}."}}\n'
        clauses = "".join(one.format(n=n) for n in range(count))
        return make((TALKS, "  court:\n", clauses + "  court:\n"), (PACT, "  articles:", ANNEX))

    return build


@pytest.mark.parametrize("count", [30, 34, 38])
@pytest.mark.parametrize("edition", ["en", "ru-en"])
def test_signatures_are_never_alone_on_their_page(long_pact, tmp_path, edition, count):
    """Wherever the page ends, a clause stands with the signatures."""
    pages = texts(pdf(long_pact(count), edition), tmp_path)

    signed = next(page for page in pages if "Addresses and particulars" in page)
    assert re.search(r"\b2\.\d+\.", signed), signed
    assert "Signatures" in signed


def test_annexes_and_open_points_begin_pages(make, tmp_path):
    """Each annex and the sheet of open points has a page of its own."""
    project = make((PACT, "  articles:", ANNEX))

    pages = texts(pdf(project, "en"), tmp_path)

    assert ["Activity" in page for page in pages][-2:] == [True, False]
    assert "Open points" in pages[-1]
    assert "particulars" not in pages[-2]


def test_contents_give_page_numbers_and_every_page_says_draft(make, tmp_path):
    """The list on the first page points to the annex's page; running heads carry DRAFT, version and date."""
    project = make((PACT, "  articles:", ANNEX))

    data = pdf(project, "en")
    pages = texts(data, tmp_path)

    assert re.search(r"Annex 1\. Plan\s+2\b", pages[0])
    assert all("DRAFT" in page and "16" in page for page in pages)
    with pikepdf.open(io.BytesIO(data)) as file:
        assert len(file.pages) == len(pages)


def test_words_that_open_a_list_stay_with_it(make, tmp_path):
    """No page ends with a colon, wherever the list falls."""
    one = '  c{n}:\n    heading: {{ru: П, en: C}}\n    text: {{ru: "Пункт {n}.", en: "Clause {n}."}}\n'
    listed = """  l:
    heading: {ru: С, en: L}
    text: {ru: "Список:", en: "The list:"}
    points: [{ru: раз;, en: one;}, {ru: два., en: two.}]
"""
    stranded = []

    for count in range(24, 30):
        clauses = "".join(one.format(n=n) for n in range(count)) + listed
        pages = texts(pdf(make((TALKS, "  court:\n", clauses + "  court:\n")), "en"), tmp_path)
        stranded += [count for page in pages if re.search(r":\s*\n\s*\d+ ?/ ?\d+\s*$", page)]

    assert stranded == []
