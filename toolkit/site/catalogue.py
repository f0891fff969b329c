"""Lists the documents that a build has on disk, with their downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, takewhile

from toolkit.blocks.reach import mentioned
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError
from toolkit.core.reads import Recorder, digest
from toolkit.outline.addresses import address, kinds, part
from toolkit.outline.numbering import Publication, outline
from toolkit.site.downloads import Download


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that exists in an edition."""

    publication: Publication
    path: str
    downloads: tuple[Download, ...]
    parts: tuple[str, ...] = ()
    """The further pages of an edition in parts."""


@dataclass(frozen=True)
class Catalogue:
    """The documents of every edition, the newest first, and where each record is mentioned."""

    entries: Mapping[str, tuple[Entry, ...]]
    mentions: Mapping[str, tuple[Publication, ...]]
    recorder: Recorder = field(default_factory=Recorder, compare=False)
    """Notes what lists ask for."""

    def listed(self, edition: str) -> tuple[Entry, ...]:
        """Return the documents of an edition."""
        self.recorder.note(f"listed {edition}")
        return self.entries.get(edition, ())

    def in_parts(self, edition: str) -> Mapping[str, tuple[str, ...]]:
        """Return the further pages of each document of an edition, by its first."""
        self.recorder.note(f"parts {edition}")
        return {entry.path: entry.parts for entry in self.entries.get(edition, ())}

    @cached_property
    def _by_publication(self) -> Mapping[str, Mapping[str, Entry]]:
        return {edition: {entry.publication.id: entry for entry in entries} for edition, entries in self.entries.items()}

    @cached_property
    def _by_subject(self) -> Mapping[str, Mapping[str, Entry]]:
        return {
            edition: {entry.publication.subject.id: entry for entry in reversed(entries) if entry.publication.subject}
            for edition, entries in self.entries.items()
        }

    def of_kind(self, edition: str, kind: str) -> tuple[Entry, ...]:
        """Return the documents of a kind."""
        self.recorder.note(f"listed {edition}/{kind}")
        return tuple(entry for entry in self.entries[edition] if entry.publication.document.kind == kind)

    def mentioning(self, edition: str, id: str) -> tuple[Entry, ...]:
        """Return the documents of an edition that mention a record."""
        self.recorder.note(f"mentioning {edition}/{id}")
        known = self._by_publication[edition]
        return tuple(known[one.id] for one in self.mentions.get(id, ()) if one.id in known)

    def about(self, edition: str, cluster: str) -> Entry | None:
        """Return the document of an edition about one cluster."""
        self.recorder.note(f"about {edition}/{cluster}")
        return self._by_subject[edition].get(cluster)

    def answers(self, of: Callable[[Publication], str]) -> Mapping[str, Callable[[str], str]]:
        """Return how each kind of question that lists ask is answered; `of` gives the digest of a publication."""
        silent = replace(self, recorder=Recorder())

        def told(entries: Iterable[Entry]) -> str:
            found = ((of(one.publication), one.path, *(it.path for it in one.downloads)) for one in entries)
            return digest(repr(tuple(found)).encode())

        def listed(asked: str) -> str:
            edition, _, kind = asked.partition("/")
            return told(silent.of_kind(edition, kind) if kind else silent.listed(edition))

        def about(asked: str) -> str:
            edition, _, cluster = asked.partition("/")
            return told(filter(None, [silent.about(edition, cluster)]))

        def mentioning(asked: str) -> str:
            return told(silent.mentioning(*asked.split("/", 1)))

        def in_parts(edition: str) -> str:
            return digest(repr(silent.in_parts(edition)).encode())

        return {"listed": listed, "about": about, "mentioning": mentioning, "parts": in_parts}


def catalogue(
    library: Library,
    publications: Sequence[Publication],
    exists: Callable[[str], bool],
    downloads: Callable[[str, Publication], tuple[Download, ...]],
    recorder: Recorder,
) -> Catalogue:
    """Put the documents that lists show that exist: `exists` answers for paths below `build/`, `downloads` for an edition of a document."""
    order = kinds(library, publications)
    known = [one for one in publications if one.document.kind in order]
    ordered = sorted(known, key=lambda one: (-one.document.date.toordinal(), order.index(one.document.kind), one.id))
    entries: dict[str, tuple[Entry, ...]] = {}
    for edition in library.editions:
        found = [(one, address(edition, one, ".html")) for one in ordered if edition in library.editions_of(one.document)]
        entries[edition] = tuple(
            Entry(one, path, downloads(edition, one), tuple(_parts(path, exists))) for one, path in found if exists(path)
        )
    return Catalogue(entries, _mentions(library, ordered), recorder)


def _parts(first: str, exists: Callable[[str], bool]) -> Iterator[str]:
    yield from takewhile(exists, (part(first, number) for number in count(2)))


def _mentions(library: Library, publications: Iterable[Publication]) -> dict[str, tuple[Publication, ...]]:
    found: dict[str, list[Publication]] = {}
    for publication in publications:
        try:
            ids = mentioned(library, outline(publication, library))
        except (ContentError, LookupError):  # a document that cannot be outlined is withheld, and mentions nothing
            continue
        for id in ids:
            found.setdefault(id, []).append(publication)
    return {id: tuple(naming) for id, naming in found.items()}
