"""Makes the page that tells what is unfinished, in each language: `toolkit report` for the web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from toolkit.content.choices import DocumentKindRef
from toolkit.content.text import Text
from toolkit.evidence.completeness import MEASURES, Completeness, Row
from toolkit.outline.addresses import register_page
from toolkit.site.site_pages import Files, SitePages

NAME = "report"
"""The page's address within a language, without suffix."""


@dataclass(frozen=True, slots=True)
class Line:
    """A document in one language; `path` is its page, or nothing where there is none."""

    row: Row
    title: Text
    kind: DocumentKindRef
    path: str


def report_pages(pages: SitePages, found: Completeness) -> Files:
    """Yield the page of each language by its path below `build/`, with what makes it."""
    yield from ((register_page(language, NAME), partial(_page, pages, found, language)) for language in pages.single)


def _page(pages: SitePages, found: Completeness, language: str) -> bytes:
    recorder = pages.catalogue.recorder
    recorder.note("unfinished")
    with recorder.aside():
        _ = found.rows
    lines, thresholds = tuple(_lines(pages, found, language)), pages.library.site.thresholds
    return pages.own_page(language, NAME, lines=lines, measures=MEASURES, totals=found.totals, thresholds=thresholds)


def _lines(pages: SitePages, found: Completeness, language: str) -> Iterator[Line]:
    """Yield documents in the order of the site, those in the page's own language first."""
    documents = {publication.id: publication for publication in pages.shell.publications}
    for row in sorted(found.rows, key=lambda row: row.language != language):
        publication = documents[row.document]
        title = publication.subject.name if publication.subject else publication.document.title
        entries = pages.catalogue.listed(row.language)
        path = next((entry.path for entry in entries if entry.publication.id == row.document), "")
        yield Line(row, title, publication.document.kind, path)
