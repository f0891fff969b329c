"""Makes the printed page of an edition, which becomes a PDF, and a Word file that says the same."""

from __future__ import annotations

from toolkit.build.formats import Rendered
from toolkit.evidence.provenance import bears_sheet, provenance, put, sheet
from toolkit.site.document_pages import print_styles


def printed(edition: Rendered) -> tuple[str, tuple[str, ...]]:
    """Return the page, with the sheet that says what it was made from, unless it is made to be signed, and its stylesheets.

    The sheet bears the digest alone: a draft and its release are one file, and a commit that changes no word lays nothing out again.
    The page of the same edition on the web names the commit.
    """
    pages, outline, body = edition.pages, edition.outline, edition.body
    styles = tuple(pages.stylesheet(name) for name in print_styles(outline.publication.document.page or edition.library.site.page))
    page = pages.print_page(outline, body, edition.context)
    if outline.publication.purpose != "draft" or not bears_sheet(outline.publication.document):
        return page, styles
    made = provenance(edition.fragments, body, {})
    return put(page, sheet(made, body, edition.fragments, pages.shell.templates)), styles
