"""Lists the documents that a build has on disk, with their downloads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count, takewhile
from typing import Any, Literal, cast

from toolkit.blocks.reach import mentioned
from toolkit.blocks.timelines import timeline_view
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError
from toolkit.core.reads import NOTHING, Recorder, digest
from toolkit.outline.addresses import address, first_part, kinds, part
from toolkit.outline.numbering import Outline, Publication, outline
from toolkit.site.downloads import Download
from toolkit.site.ranges import split


@dataclass(frozen=True, slots=True)
class Entry:
    """A document that exists in an edition."""

    publication: Publication
    path: str
    downloads: tuple[Download, ...]
    parts: tuple[str, ...] = ()
    """The further pages of an edition in parts."""


What = Literal["title", "front"]
"""What a list shows of a document: its title with the days and addresses, or its summary too."""
NAMED = 15
"""Documents that a record names as those which mention it: of more it says how many there are."""


LISTED = 30
"""Documents on one page of a list, at most."""


@dataclass(frozen=True, slots=True)
class Mentioned:
    """The newest documents that mention a record, and how many there are in all."""

    entries: tuple[Entry, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Catalogue:
    """The documents of every edition, the newest first, and where each record is mentioned."""

    entries: Mapping[str, tuple[Entry, ...]]
    mentions: Mapping[str, tuple[Publication, ...]]
    recorder: Recorder = field(default_factory=Recorder, compare=False)
    """Notes what lists ask for."""
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By document, the ids of the figures and tables that readers can take away."""
    _runs: dict[tuple[str, str], tuple[tuple[Entry, ...], ...]] = field(default_factory=dict, compare=False)

    def taken(self) -> Mapping[str, tuple[str, ...]]:
        """Return the figures of each document."""
        self.recorder.note("figures all")
        return self.figures

    def listed(self, edition: str) -> tuple[Entry, ...]:
        """Return the documents of an edition."""
        self.recorder.note(f"listed {edition}")
        return self.entries.get(edition, ())

    def in_parts(self, edition: str) -> Mapping[str, tuple[str, ...]]:
        """Return the further pages of each document of an edition, by its first."""
        self.recorder.note(f"parts {edition}")
        return {entry.path: entry.parts for entry in self.entries.get(edition, ())}

    def is_in_parts(self, edition: str, publication: str) -> bool:
        """Say whether an edition of a document stands on several pages."""
        self.recorder.note(f"several {edition}/{publication}")
        found = self._by_publication.get(edition, {}).get(publication)
        return bool(found and found.parts)

    @cached_property
    def _by_publication(self) -> Mapping[str, Mapping[str, Entry]]:
        return {edition: {entry.publication.id: entry for entry in entries} for edition, entries in self.entries.items()}

    @cached_property
    def _by_subject(self) -> Mapping[str, Mapping[str, Entry]]:
        return {
            edition: {entry.publication.subject.id: entry for entry in reversed(entries) if entry.publication.subject}
            for edition, entries in self.entries.items()
        }

    def newest(self, edition: str, count: int, kind: str = "") -> tuple[Entry, ...]:
        """Return the newest documents of an edition, or those of a kind; whether there are older ones is not asked."""
        self.recorder.note(f"newest {edition}/{kind}/{count}")
        return self._of(edition, kind)[:count]

    def count(self, edition: str, kind: str) -> int:
        """Return how many documents of a kind there are."""
        self.recorder.note(f"documents {edition}/{kind}")
        return len(self._of(edition, kind))

    def mentioning(self, edition: str, id: str) -> Mentioned:
        """Return the documents of an edition that mention a record."""
        self.recorder.note(f"mentioning {edition}/{id}")
        known = self._by_publication.get(edition, {})
        found = tuple(known[one.id] for one in self.mentions.get(id, ()) if one.id in known)
        return Mentioned(found[:NAMED], len(found))

    def naming(self, id: str) -> tuple[Publication, ...]:
        """Return all documents that mention a record."""
        self.recorder.note(f"naming {id}")
        return self.mentions.get(id, ())

    def entry(self, edition: str, publication: str) -> Entry | None:
        """Return a document of an edition."""
        self.recorder.note(f"entry {edition}/{publication}")
        return self._by_publication.get(edition, {}).get(publication)

    def runs(self, edition: str, kind: str) -> tuple[tuple[Entry, ...], ...]:
        """Return the documents of a kind page by page; whoever shows one of them asks `on_page`, whoever lists them all `note_runs`."""
        key = (edition, kind)
        if key not in self._runs:
            found = self._of(edition, kind)
            runs = split([one.publication.id for one in found], [1] * len(found), LISTED)
            self._runs[key] = tuple(tuple(found[at] for at in run) for run in runs)
        return self._runs[key]

    def on_page(self, edition: str, kind: str, number: int) -> tuple[Entry, ...]:
        """Return the documents on one page of a list, from 0."""
        runs = self.runs(edition, kind)
        first = runs[number][0].publication.id if number else ""
        self.recorder.note(f"listed-on {edition}/{kind}/{first}")
        return runs[number] if runs else ()

    def note_runs(self, edition: str, kind: str) -> None:
        """Note that all pages of a list are named."""
        self.recorder.note(f"listed-ranges {edition}/{kind}")

    def _of(self, edition: str, kind: str) -> tuple[Entry, ...]:
        return self._by_kind.get(edition, {}).get(kind, ()) if kind else self.entries.get(edition, ())

    @cached_property
    def _by_kind(self) -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
        found: dict[str, dict[str, list[Entry]]] = {edition: {} for edition in self.entries}
        for edition, entries in self.entries.items():
            for entry in entries:
                found[edition].setdefault(entry.publication.document.kind, []).append(entry)
        return {edition: {kind: tuple(some) for kind, some in kinds.items()} for edition, kinds in found.items()}

    def about(self, edition: str, cluster: str) -> Entry | None:
        """Return the document of an edition about one cluster."""
        self.recorder.note(f"about {edition}/{cluster}")
        return self._by_subject.get(edition, {}).get(cluster)

    def answers(self, of: Callable[[Publication, What], str]) -> Mapping[str, Callable[[str], str]]:
        """Return how each kind of question that lists ask is answered; `of` gives the digest of what they show of a publication."""
        return _Answers(replace(self, recorder=Recorder()), of).kinds


@dataclass(frozen=True, slots=True)
class _Answers:
    """Answers what lists ask of a catalogue, which notes nothing here."""

    known: Catalogue
    of: Callable[[Publication, What], str]

    @property
    def kinds(self) -> Mapping[str, Callable[[str], str]]:
        return {
            "listed": lambda edition: self._told(self.known.listed(edition)),
            "figures": lambda _: digest(repr(sorted(self.known.figures.items())).encode()),
            "about": lambda asked: self._told(filter(None, [self.known.about(*asked.split("/", 1))])),
            "entry": lambda asked: self._told(filter(None, [self.known.entry(*asked.split("/", 1))])),
            "mentioning": self._mentioning,
            "naming": lambda asked: digest(repr([self.of(one, "title") for one in self.known.naming(asked)]).encode()),
            "parts": lambda edition: digest(repr(self.known.in_parts(edition)).encode()),
            "several": lambda asked: str(self.known.is_in_parts(*asked.split("/", 1))),
            "newest": self._newest,
            "documents": lambda asked: str(self.known.count(*asked.split("/"))),
            "listed-on": self._listed_on,
            "listed-ranges": self._ranges,
        }

    def _told(self, entries: Iterable[Entry], what: What = "title") -> str:
        found = ((self.of(one.publication, what), one.path, *(it.path for it in one.downloads)) for one in entries)
        return digest(repr(tuple(found)).encode())

    def _mentioning(self, asked: str) -> str:
        found = self.known.mentioning(*asked.split("/", 1))
        return digest(f"{self._told(found.entries)} {found.total}".encode())

    def _newest(self, asked: str) -> str:
        edition, kind, count = asked.split("/")
        return self._told(self.known.newest(edition, int(count), kind), "front")

    def _listed_on(self, asked: str) -> str:
        edition, kind, first = asked.split("/", 2)
        runs = self.known.runs(edition, kind)
        number = next((n for n, run in enumerate(runs) if run[0].publication.id == first), None) if first else 0
        if number is None or not runs:
            return NOTHING
        beside = [run[0].publication.id for run in (*runs[max(number - 1, 0) : number], *runs[number + 1 : number + 2])]
        return digest(f"{self._told(runs[number], 'front')} {beside}".encode())

    def _ranges(self, asked: str) -> str:
        runs = self.known.runs(*asked.split("/"))
        return self._told(one for run in runs for one in (run[0], run[-1])) + "".join(f" {len(run)}" for run in runs)


def all_there(path: str) -> bool:
    """Say of every document that it is there, on one page."""
    return first_part(path) == path


def catalogue(
    library: Library,
    publications: Sequence[Publication],
    exists: Callable[[str], bool],
    downloads: Callable[[str, Publication], tuple[Download, ...]],
    shown: Shown,
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
    mentions, figures = _outlined(shown, ordered)
    return Catalogue(entries, mentions, recorder, figures)


def _parts(first: str, exists: Callable[[str], bool]) -> Iterator[str]:
    yield from takewhile(exists, (part(first, number) for number in count(2)))


Shown = Callable[[Publication], tuple[Iterable[str], Iterable[str]]]
"""Gives the ids of what a document mentions, and of the figures in it; ContentError or LookupError where it cannot be outlined."""


def shown_in(library: Library, publication: Publication) -> tuple[list[str], list[str]]:
    """Return the ids of what a document mentions, and of the figures in it."""
    numbered = outline(publication, library)
    return sorted(mentioned(library, numbered)), list(_figures(library, numbered))


def _outlined(shown: Shown, publications: Iterable[Publication]) -> tuple[dict[str, tuple[Publication, ...]], dict[str, tuple[str, ...]]]:
    """Return by record the documents that mention it, and by document the figures in it; no outline is held."""
    mentions: dict[str, list[Publication]] = {}
    figures: dict[str, tuple[str, ...]] = {}
    for publication in publications:
        with suppress(ContentError, LookupError):  # a document that cannot be outlined is withheld, and mentions nothing
            named, drawn = shown(publication)
            figures[publication.id] = tuple(drawn)
            for id in named:
                mentions.setdefault(id, []).append(publication)
    return {id: tuple(naming) for id, naming in mentions.items()}, figures


def _figures(library: Library, numbered: Outline) -> Iterator[str]:
    """Yield the ids of what readers can take away; a timeline of which the sources give too few dates is not drawn."""
    for block in numbered.blocks():
        with suppress(ContentError, LookupError):
            if block.reusable and (
                block.name != "timeline" or timeline_view(library, numbered, cast(Any, block.arguments))["timeline"].dated
            ):
                yield block.id
