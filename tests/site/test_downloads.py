"""What a page says of a PDF."""

from __future__ import annotations

import pytest

from toolkit.build.pdf.layout import PdfJob, make_pdf
from toolkit.site.downloads import Download

PARAGRAPH = "<h1>Head</h1><p>Words.</p>"


@pytest.mark.parametrize("pages", [1, 3])
def test_pages_are_counted_from_the_bytes(pages: int) -> None:
    """The count of pages is what WeasyPrint laid out, whatever bookmarks the PDF has."""
    html = f"<html lang=en><head><title>T</title></head><body>{PARAGRAPH * 2}" + f'<div style="break-before:page">{PARAGRAPH}</div>' * (
        pages - 1
    )
    result = make_pdf(PdfJob(html, ()))
    found = Download.of("site/en/a.pdf", result.data)

    assert (found.pages, found.size) == (pages, len(result.data))
    assert found.pages == result.pages


def test_what_is_no_pdf_has_no_pages() -> None:
    """Bytes without a page tree are a download of unknown length."""
    assert Download.of("site/en/a.pdf", b"%PDF-1.7").pages == 0
