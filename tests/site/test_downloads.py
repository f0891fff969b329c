"""What a page says of a PDF."""

from __future__ import annotations

import pytest

from toolkit.build.formats.pdf import Pdf
from toolkit.build.pdf.layout import PdfJob, make_pdf
from toolkit.site.downloads import Download, Measure, fill, marked

PARAGRAPH = "<h1>Head</h1><p>Words.</p>"


@pytest.mark.parametrize("pages", [1, 3])
def test_pages_are_counted_from_the_bytes(pages: int) -> None:
    """The count of pages is what WeasyPrint laid out, whatever bookmarks the PDF has."""
    html = f"<html lang=en><head><title>T</title></head><body>{PARAGRAPH * 2}" + f'<div style="break-before:page">{PARAGRAPH}</div>' * (
        pages - 1
    )
    result = make_pdf(PdfJob(html, ()))

    assert Pdf().pages(result.data) == result.pages == pages


def test_what_is_no_pdf_has_no_pages() -> None:
    """Bytes without a page tree are a file of unknown length."""
    assert Pdf().pages(b"%PDF-1.7") == 0


def test_sizes_stand_in_the_place_of_their_marks() -> None:
    """A page and what machines read of it tell a size once it is known; before that they say nothing of it."""
    it = Download("site/en/a.pdf", "PDF", "application/pdf")
    page = f'<a href="a.pdf">PDF</a>{it.size("en", brackets=True)} {it.size("ru")}{{"url":"a","contentSize":"{it.bytes_mark}"}}'
    feed = f'<link href="a.pdf" length="{it.bytes_mark}" />'

    known = fill(page + feed, lambda path: Measure(1_500, 2), lambda language, size: f"{size.kilobytes} {language}")
    unknown = fill(page + feed, lambda path: None, lambda language, size: pytest.fail("nothing is known"))

    assert tuple(marked(page)) == tuple(marked(feed)) == ("site/en/a.pdf",)
    assert known == (
        '<a href="a.pdf">PDF</a> <span class="size">(2 en)</span>  <span class="size">2 ru</span>'
        '{"url":"a","contentSize":"1500"}<link href="a.pdf" length="1500" />'
    )
    assert unknown == '<a href="a.pdf">PDF</a> {"url":"a"}<link href="a.pdf" />'
