"""Tells in words what readers will see change: which documents are new, changed or gone, and what was corrected in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.build.publishing.archive import Archive
from toolkit.build.publishing.changes import Changes, Site
from toolkit.build.publishing.record import Entry
from toolkit.outline.addresses import SITE, address
from toolkit.outline.numbering import Publication
from toolkit.render.context import Context
from toolkit.site.document_data import stated


@dataclass(frozen=True)
class Readers:
    """Compares the pages of a site with those that are published, document by document."""

    archive: Archive
    site: Site
    changes: Changes

    def lines(self) -> Iterator[str]:
        """Yield a line for each document that is new, has other words or goes; then how many only look different."""
        redrawn = 0
        for publication in self.archive.project.publications:
            entry = self._entry(publication)
            if entry is None:
                yield f"new      {self._title(publication)}: {', '.join(self._editions(publication))}"
                continue
            editions = self._editions(publication)
            changed = [edition for edition in editions if self._words_differ(publication, edition)]
            if changed:
                yield f"changed  {self._title(publication)}, {_versions(publication, entry)}: {', '.join(changed)}"
                yield from (f"         {said}" for said in self._said(publication, entry))
            redrawn += not changed and any(self._page(publication, edition) in self.changes.changed for edition in editions)
        for id, entry in self.archive.record.documents.items():
            if not entry.withdrawn and id not in self.archive.successors:
                yield f"gone     {id}: {', '.join(entry.editions)}"
        if redrawn:
            yield f"{redrawn} more with the same words on pages that look or lead elsewhere"

    def _entry(self, publication: Publication) -> Entry | None:
        """Return what is published of a document, under the id that it had."""
        known = ((id, entry) for id, entry in self.archive.record.documents.items() if not entry.withdrawn)
        return next((entry for id, entry in known if self.archive.successors.get(id) is publication), None)

    def _editions(self, publication: Publication) -> tuple[str, ...]:
        library = self.archive.project.library
        assert library
        return tuple(library.editions_of(publication.document))

    def _page(self, publication: Publication, edition: str) -> str:
        return address(edition, publication, ".html").removeprefix(f"{SITE}/")

    def _words_differ(self, publication: Publication, edition: str) -> bool:
        """Say whether an edition has other words than its published page; what cannot be told counts as changed."""
        name = self._page(publication, edition)
        if name not in self.changes.changed and name not in self.changes.added:
            return False
        before = stated(self.archive.before.read(name), "sha256") if name in self.archive.before.names else ""
        return not before or before != stated(self.site[name].read_bytes(), "sha256")

    def _said(self, publication: Publication, entry: Entry) -> Iterator[str]:
        """Yield what a document says of the changes since it was published, in the language that it was written in."""
        words = self._context(publication)
        for change in publication.document.changes:
            if change.date.isoformat() > entry.updated:
                yield f"{words.localizer.day(change.date)}: {words.plain(change.what)}"

    def _title(self, publication: Publication) -> str:
        return f"“{self._context(publication).plain(publication.document.title)}” ({publication.id})"

    def _context(self, publication: Publication) -> Context:
        library = self.archive.project.library
        assert library
        return self.archive.project.context(publication, library.site.source_language)


def _versions(publication: Publication, entry: Entry) -> str:
    """Return how the version changes; one that stays the same is named as such, for readers cannot tell the two apart."""
    now = publication.document.stated_version
    if now != entry.version:
        return f"version {entry.version or 'none'} → {now or 'none'}"
    return f"still version {now}" if now else "no version stated"
