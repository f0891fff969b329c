"""Loads a workspace once per run: library, catalogs, templates, mistakes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from toolkit.blocks.arguments import ARGUMENTS
from toolkit.checks import check_content, check_translations
from toolkit.content.library import Library
from toolkit.content.load import load
from toolkit.core.archive import sources
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, errors, in_order
from toolkit.core.kept_files import NOT_KEPT, KeptFiles
from toolkit.core.pickles import pack, unpack
from toolkit.core.reads import Reads, digest
from toolkit.core.workspace import Workspace
from toolkit.language.catalogs import Catalog, load_catalog
from toolkit.language.localizer import Localizer
from toolkit.outline.law import CitedIn
from toolkit.outline.numbering import Outline, Publication, outline, publications
from toolkit.render.context import Context
from toolkit.render.fragments import Fragments, Templates, traced
from toolkit.render.reader import Reader
from toolkit.render.reads import Ledger, gather
from toolkit.render.recall import Places, Recall, Traces, as_json, of_json, printed_of

DIAGNOSTICS = "diagnostics"
"""What is wrong with all of a workspace is kept as if it were a file."""
CONTENT = "diagnostics of content"
"""And, apart from it, what is wrong with content, whatever its translations say."""
DIGESTS = "digests of content"
"""And the digest of each record."""

AT_HAND = 96
"""Publications in a language whose fragments are kept in memory, the last that were asked for."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a project is told, in place of what its workspace says: a state that nobody has written, or may never write."""

    library: Library | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with that library and those catalogs."""
    catalogs: Mapping[str, Catalog] | None = None
    history: Mapping[str, str] | None = None


@dataclass
class Project:
    """A workspace, read once."""

    workspace: Workspace
    asked: dt.date | None = None
    """The day on which law and figures are judged, in place of each document's own."""
    known: Known = Known()
    kept: KeptFiles = NOT_KEPT
    """Where what was read of files is kept for the next run."""
    _localizers: dict[str, Localizer] = field(default_factory=dict)
    _templates: dict[str, Templates] = field(default_factory=dict)
    _fragments: dict[tuple[str, str], Fragments] = field(default_factory=dict)
    _ledgers: dict[tuple[str, ...], Ledger] = field(default_factory=dict)
    _outlines: dict[str, tuple[Outline, Reads]] = field(default_factory=dict)

    @cached_property
    def _loaded(self) -> tuple[Library | None, tuple[Diagnostic, ...]]:
        return (self.known.library, ()) if self.known.library else load(self.workspace, ARGUMENTS, self.kept)

    @property
    def library(self) -> Library | None:
        """The library; nothing when there is no usable `site.yaml`."""
        return self._loaded[0]

    @cached_property
    def catalogs(self) -> dict[str, Catalog]:
        """The catalogs of every language of the site."""
        if self.known.catalogs is not None:
            return dict(self.known.catalogs)
        return {tag: load_catalog(self.workspace, tag, self.kept) for tag in (self.library.languages if self.library else ())}

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All that is wrong with content and catalogs."""
        if self.known.library:
            return self.known.diagnostics
        everything, content = self._marks()
        return self._judged(DIAGNOSTICS, everything, lambda: self._wrong(content))

    def _wrong(self, mark: str) -> tuple[Diagnostic, ...]:
        library, found = self._loaded
        if library is None:
            return in_order(found)
        content = self._judged(CONTENT, mark, lambda: tuple(check_content(library, self.workspace)))
        return in_order((*found, *content, *check_translations(library, self.catalogs)))

    def _judged(self, name: str, mark: str, judge: Callable[[], tuple[Diagnostic, ...]]) -> tuple[Diagnostic, ...]:
        """Return what a judgement finds: as it was kept under the mark of the files that it judges, or by making it."""
        known = unpack(kept) if mark and (kept := self.kept.file(name, mark)) else None
        if isinstance(known, tuple):
            return known
        found = judge()
        if mark:
            self.kept.keep_file(name, mark, pack(found))
            self.kept.save()
        return found

    def mark(self) -> str:
        """Return the digest of all that can be wrong; nothing where nothing is kept."""
        return self._marks()[0]

    def _marks(self) -> tuple[str, str]:
        """Return the digest of all that can be wrong, and of all but translations; nothing where none is kept."""
        if self.kept is NOT_KEPT:
            return "", ""
        try:
            files = [f"{path} {digest(data)}" for path, data in sorted(sources(self.workspace).items())]
        except ContentError:
            return "", ""
        content = (file for file in files if not file.startswith("locales/"))
        everything, alone = (digest("\n".join([*some, str(self.asked)]).encode()) for some in (files, content))
        return everything, alone

    @cached_property
    def history(self) -> Mapping[str, str]:
        """The git commit that last changed each content file, the newest first."""
        return self.workspace.history() if self.known.history is None else self.known.history

    @cached_property
    def reader(self) -> Reader:
        """What rendering sees of all this; each question is noted."""
        assert self.library
        history, faulty = lambda: self.history, lambda: self.faulty_records
        made = Reader(self.workspace, self.library, self.catalogs, self.publications, history, faulty, digests=self._digests())
        made.register("cited-in", lambda act: digest(repr(self._acts.get(act)).encode()))
        return made

    def _digests(self) -> dict[str, str]:
        """Return the digests of records that an earlier run worked out of the same content."""
        mark = self.library.mark if self.library else ""
        kept = self.kept.file(DIGESTS, mark) if mark else None
        return dict(json.loads(kept)) if kept else {}

    def save(self) -> None:
        """Keep what was worked out, for the next run."""
        self.recall.save()
        mark = self.library.mark if self.library else ""
        value = json.dumps(self.reader.digests, separators=(",", ":")).encode()
        if mark and value != self.kept.file(DIGESTS, mark):
            self.kept.keep_file(DIGESTS, mark, value)
            self.kept.save()

    @cached_property
    def publications(self) -> tuple[Publication, ...]:
        """Every publication of the library."""
        return publications(self.library, self.asked) if self.library else ()

    @cached_property
    def faulty(self) -> frozenset[str]:
        """The ids of records that are broken, or that an error stands in: documents that show one are withheld."""
        return frozenset(id for _, id in self.faulty_records)

    @cached_property
    def faulty_records(self) -> frozenset[tuple[str, str]]:
        """The same by collection and id; a general fact stands in `facts`."""
        library = self.library
        return library.broken.union(_owners(library, errors(self.diagnostics))) if library else frozenset()

    def localizer(self, language: str) -> Localizer:
        """Return the localizer of a language."""
        if language not in self._localizers:
            chain = self.library.site.chain(language) if self.library else ()
            known = self.reader.catalogs
            self._localizers[language] = Localizer.of(language, known.get(language, Catalog(language)))
            self._localizers[language].stand_ins = tuple(Localizer.of(tag, known.get(tag, Catalog(tag))) for tag in chain)
        return self._localizers[language]

    def templates(self, language: str) -> Templates:
        """Return the templates that speak a language."""
        if language not in self._templates:
            self._templates[language] = Templates(self.reader.workspace, self.localizer(language), recorder=self.reader.recorder)
        return self._templates[language]

    def fragments(self, publication: Publication, language: str) -> Fragments:
        """Return what makes the fragments of a publication in a language; each fragment is made once in a run."""
        assert self.library
        key, numbered = (publication.id, language), self.outline(publication)
        if key not in self._fragments:
            cited_in = partial(self._cited_in, language)
            speaker = self.localizer(language)
            context = Context(
                self.reader.library, numbered, speaker, cited_in=cited_in, recorder=self.reader.recorder,
                localizers=self.localizer,
            )  # fmt: skip
            self._fragments[key] = Fragments(self.templates(language), context, tuple(self._outlines[publication.id][1]))
            while len(self._fragments) > AT_HAND:
                del self._fragments[next(iter(self._fragments))]
        return self._fragments[key]

    @property
    def is_large(self) -> bool:
        """True when there are more publications than are kept in memory."""
        return len(self.publications) * len(self.catalogs) > AT_HAND

    def is_at_hand(self, publication: Publication, language: str) -> bool:
        """Say whether the fragments of a publication are in memory."""
        return (publication.id, language) in self._fragments

    def trace(self, publication: Publication) -> None:
        """Note what a publication prints while its fragments are at hand: those of a large site are rendered anew later."""
        if any(id == publication.id for id, _ in self._fragments):
            self._traced(publication)

    def outline(self, publication: Publication) -> Outline:
        """Return the numbered outline of a publication."""
        assert self.library
        if publication.id not in self._outlines:
            with self.reader.recorder.noting() as reads:
                self.reader.recorder.note(f"publication {publication.id}")
                made = outline(publication, self.reader.library)
            self._outlines[publication.id] = (made, reads)
        made, reads = self._outlines[publication.id]
        self.reader.recorder.replay(reads)
        return made

    def ledger(self, chosen: Iterable[Publication]) -> Ledger:
        """Return what some publications print, and in which blocks; those that cannot be rendered are left out."""
        asked = tuple(chosen)
        names = tuple(one.id for one in asked)
        if names not in self._ledgers:
            self._ledgers[names] = gather(entry for publication in asked for entry in self._traced(publication))
            self.recall.save()
        return self._ledgers[names]

    @cached_property
    def recall(self) -> Recall:
        """What was worked out of documents in earlier runs, and still holds."""
        return Recall(self.reader, self.kept)

    @cached_property
    def places(self) -> Places:
        """Says of places in which record they are."""
        assert self.library
        return Places(self.library)

    def _traced(self, publication: Publication) -> Traces:
        return of_json(self._printed(publication), self.places)

    def _printed(self, publication: Publication) -> list[Any]:
        """Return what each heading and block of a publication prints, as JSON says it; nothing where it cannot be rendered."""
        assert self.library
        language = self.library.site.source_language

        def trace() -> list[Any]:
            return as_json(tuple(traced(self.fragments(publication, language))), self.places)

        try:
            return list(self.recall.of("printed", f"{publication.id} {self.asked or ''}", trace))
        except (ContentError, LookupError):
            return []

    @cached_property
    def _acts(self) -> dict[str, dict[str, dict[str, None]]]:
        """Where each act is printed: ids of publications with the ids of their sections, registers left out."""
        found: dict[str, dict[str, dict[str, None]]] = {}
        for publication, section, act in (one for some in map(self._printed, self.publications) for one in printed_of("act", some)):
            found.setdefault(act, {}).setdefault(publication, {})[section] = None
        self.recall.save()
        return {act: dict(sorted(cited.items())) for act, cited in found.items()}

    def _cited_in(self, language: str, here: Publication, act: str) -> tuple[CitedIn, ...]:
        """Return the publications that print an act, in a language, with links from another."""
        by_id = {publication.id: publication for publication in self.publications}
        found = []
        self.reader.recorder.note(f"cited-in {act}")
        with self.reader.recorder.aside():
            cited = self._acts.get(act, {})
        for id, sections in cited.items():
            title = self.context(by_id[id], language).plain(by_id[id].document.title)
            href = "../" * here.id.count("/") + f"{id}.html"
            numbered = (section for section in self.outline(by_id[id]).sections if section.id in sections and section.number)
            found.append(CitedIn(title, href, tuple(section.number for section in numbered), by_id[id].document.kind))
        return tuple(found)

    def context(self, publication: Publication, language: str) -> Context:
        """Return a context for a publication's front matter."""
        assert self.library
        reader = self.reader
        return Context(
            reader.library, Outline(publication, (), {}), self.localizer(language), recorder=reader.recorder, localizers=self.localizer
        )


def _owners(library: Library, found: Iterable[Diagnostic]) -> Iterable[tuple[str, str]]:
    """Yield the collections and ids of the records that diagnostics stand in: in their file, the last that begins at or before them."""
    places: dict[str, list[tuple[Place, tuple[str, str]]]] = {}
    for name, item in library.records():
        places.setdefault(item.place.path, []).append((item.place, (name, item.id)))
    for diagnostic in found:
        before = [(place, id) for place, id in places.get(diagnostic.place.path, ()) if place.line <= diagnostic.place.line]
        if before:
            yield max(before)[1]
