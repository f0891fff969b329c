"""Makes the page that tells what is unfinished, in each language: `toolkit report` for the web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.content.choices import DocumentKindRef
from toolkit.content.text import Text
from toolkit.evidence.completeness import MEASURES, Completeness, Row
from toolkit.outline.addresses import register_page
from toolkit.site.site_pages import SitePages

NAME = "report"
"""The page's address within a language, without suffix."""


@dataclass(frozen=True, slots=True)
class Line:
    """A document in one language; `path` is its page, or nothing where there is none."""

    row: Row
    title: Text
    kind: DocumentKindRef
    path: str


def report_pages(pages: SitePages, found: Completeness) -> Iterator[tuple[str, bytes]]:
    """Yield the page of each language by its path below `build/`."""
    thresholds = pages.library.site.thresholds
    for language in pages.single:
        lines = tuple(_lines(pages, found, language))
        values = {"lines": lines, "measures": MEASURES, "totals": found.totals, "thresholds": thresholds}
        yield register_page(language, NAME), pages.own_page(language, NAME, **values)


def _lines(pages: SitePages, found: Completeness, language: str) -> Iterator[Line]:
    """Yield documents in the order of the site, those in the page's own language first."""
    documents = {publication.id: publication for publication in pages.shell.publications}
    for row in sorted(found.rows, key=lambda row: row.language != language):
        publication = documents[row.document]
        title = publication.subject.name if publication.subject else publication.document.title
        entries = pages.catalogue.entries.get(row.language, ())
        path = next((entry.path for entry in entries if entry.publication.id == row.document), "")
        yield Line(row, title, publication.document.kind, path)
