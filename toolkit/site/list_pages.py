"""Makes the pages that list the documents of a kind, the newest first: one, or as many as there are documents for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from toolkit.content.choices import DocumentKindRef
from toolkit.content.library import edition_languages
from toolkit.content.vocabulary import DocumentKind
from toolkit.outline.addresses import kind_page, kinds, list_index, list_page
from toolkit.render.context import Context
from toolkit.site.catalogue import Entry
from toolkit.site.frame import Page
from toolkit.site.ranges import Range, below, shortened, tops
from toolkit.site.site_pages import Files, SitePages

Runs = Sequence[tuple[Entry, ...]]


def list_files(pages: SitePages) -> Files:
    """Yield every list of documents by its path below `build/`, with what makes it."""
    for edition in pages.library.site.editions:
        for kind in kinds(pages.library, pages.shell.publications):
            yield from DocumentList(pages, edition, kind).files()


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The list of an edition's documents of a kind, cut into pages."""

    pages: SitePages
    edition: str
    kind: DocumentKindRef

    def files(self) -> Files:
        """Yield its pages, the newest documents first, and the indexes below that of its first page."""
        runs = self.pages.catalogue.runs(self.edition, self.kind)
        for number in range(max(len(runs), 1)):
            yield self._path(runs, number), partial(self._page, number)
        for one in below(self._tops(runs)):
            yield one.path, partial(self._index, one.path)

    def records(self) -> tuple[str, ...]:
        """Return the paths of the pages that list documents, the first before the others."""
        runs = self.pages.catalogue.runs(self.edition, self.kind)
        self.pages.catalogue.note_runs(self.edition, self.kind)
        return tuple(self._path(runs, number) for number in range(max(len(runs), 1)))

    def _path(self, runs: Runs, number: int) -> str:
        return list_page(self.edition, self.kind, runs[number][0].publication.id) if number else kind_page(self.edition, self.kind)

    def _page(self, number: int) -> bytes:
        runs, catalogue = self.pages.catalogue.runs(self.edition, self.kind), self.pages.catalogue
        path = self._path(runs, number)
        page, context = self._around(path)
        entries = [self.pages.card(one, page) for one in catalogue.on_page(self.edition, self.kind, number)]
        newer = page.to(self._path(runs, number - 1)) if number else ""
        older = page.to(self._path(runs, number + 1)) if number + 1 < len(runs) else ""
        ranges: Sequence[Range] = ()
        if not number and len(runs) > 1:
            catalogue.note_runs(self.edition, self.kind)
            ranges = self._tops(runs)
        return self._written(
            page, context, entries, ranges, newer=newer, older=older, newest=page.to(self._path(runs, 0)) if number else ""
        )

    def _index(self, path: str) -> bytes:
        runs = self.pages.catalogue.runs(self.edition, self.kind)
        self.pages.catalogue.note_runs(self.edition, self.kind)
        page, context = self._around(path)
        within = next(one.within for one in below(self._tops(runs)) if one.path == path)
        return self._written(page, context, (), within, newer="", older="", newest=page.to(self._path(runs, 0)))

    def _tops(self, runs: Runs) -> tuple[Range, ...]:
        if len(runs) < 2:
            return ()
        found = [
            Range(self._path(runs, number), self._title(run[0]), self._title(run[-1]), len(run), run[0].publication.id)
            for number, run in enumerate(runs)
        ]
        return tops(found, partial(list_index, self.edition, self.kind))

    def _title(self, entry: Entry) -> str:
        context = self.pages.own(entry.publication, edition_languages(self.edition)[0])
        return shortened(context.plain(entry.publication.document.title))

    def _around(self, path: str) -> tuple[Page, Context]:
        pages, context = self.pages, self.pages.context(edition_languages(self.edition)[0])
        named = pages.library.get(DocumentKind, self.kind)
        title, description = pages.set(context, named.plural), pages.set(context, named.description) if named.description else ""
        page = pages.shell.page(
            path,
            self.edition,
            "list",
            self.kind,
            title,
            description,
            self._versions(path),
            is_same=path == kind_page(self.edition, self.kind),
        )
        return replace(page, heading=named.plural, lead=named.description), context

    def _versions(self, path: str) -> Callable[[str], str]:
        return lambda edition: path if edition == self.edition else kind_page(edition, self.kind)

    def _written(self, page: Page, context: Context, entries: Sequence[Mapping[str, Any]], ranges: Sequence[Range], **ways: str) -> bytes:
        return self.pages.rendered("site/documents.html", page, context, kind=self.kind, entries=entries, ranges=ranges, **ways)
