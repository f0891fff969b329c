"""Remembers what each edition and page was made from, and tells which of them hold: those need not be rendered again.

A thing holds while every question that its rendering asked has the same answer, and its files are as they were written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from toolkit.build.output import Output
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.core.notes import Notes
from toolkit.core.reads import Question
from toolkit.language.localizer import State
from toolkit.outline.addresses import first_part
from toolkit.render.reader import Reader

EDITION, PAGE, SEARCH = "edition", "page", "search"
"""The kinds of things that are remembered: editions of documents, pages around them, the search index."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its path below `build/`, the digest of its bytes, what it was made from, and the files whose sizes it shows."""

    path: str
    digest: str
    source: str = ""
    shows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembered:
    """An edition, or a page, as the last build made it, and what was said of it."""

    files: tuple[Written, ...]
    formats: tuple[str, ...] = ()
    """The formats that were asked for."""
    works: Mapping[str, str] = field(default_factory=dict)
    """By the digest of each job that is kept, what readers call its format."""
    document: str = ""
    first: str = ""
    """The first page of an edition."""
    pages: int = 0
    blanks: int = 0
    unfinished: tuple[tuple[str, str, str, str], ...] = ()
    """Language, msgctxt, msgid and state of each message that is not finished."""
    warnings: tuple[Diagnostic, ...] = ()
    own: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Of each format's file, which of the questions were asked for it alone, by their places in the order of asking."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of its files."""
        return tuple(file.path for file in self.files)

    def shared(self, place: int) -> bool:
        """Say whether a question was asked for every file."""
        return not any(place in places for places in self.own.values())

    def concerns(self, path: str, places: Iterable[int]) -> bool:
        """Say whether a file hangs on one of some questions."""
        own = self.own.get(first_part(path), ())
        return any(place in own or self.shared(place) for place in places)

    def to_bytes(self) -> bytes:
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def of_bytes(cls, data: bytes) -> Remembered | None:
        """Read it back; nothing when it is none."""
        try:
            found = json.loads(data)
            files = tuple(Written(one["path"], one["digest"], one["source"], tuple(one["shows"])) for one in found.pop("files"))
            warnings = tuple(
                Diagnostic(it["code"], it["message"], Place(**it["place"]), it["hint"], Severity(it["severity"]))
                for it in found.pop("warnings")
            )
            unfinished = tuple((into, context, source, State(state).value) for into, context, source, state in found.pop("unfinished"))
            own = {path: tuple(places) for path, places in found.pop("own").items()}
            formats, works = tuple(found.pop("formats")), found.pop("works")
            return cls(files, formats, works, unfinished=unfinished, warnings=warnings, own=own, **found)
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


@dataclass
class Memory:
    """What is remembered of one folder, in one mode: drafts and releases are apart."""

    reader: Reader
    output: Output
    notes: Notes | None
    mode: str = ""
    forgetful: bool = False
    """True for a build that nobody makes: what it would write is not remembered."""
    of_few: bool = False
    """True where few things will be asked for, of all that is remembered: they are then judged alone, and not with all of their kind."""
    _holding: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def recall(self, kind: str, name: str) -> Remembered | None:
        """Return an edition or a page that holds, with its files as they were written.

        Kinds are judged one by one, when the first of each is asked for: lists hang on what becomes of the editions.
        """
        found = self.held(kind, name)
        return found if found and all(self.output.on_disk(one.path) == one.digest for one in found.files) else None

    def held(self, kind: str, name: str) -> Remembered | None:
        """Return an edition or a page that holds, whatever has become of its files."""
        value = self._holds(kind, name)
        return Remembered.of_bytes(value) if value is not None else None

    def judge(self, kind: str) -> None:
        """Judge all things of a kind as the reader answers now: what is recalled of them later is told by that."""
        self._holds(kind, "")

    def _holds(self, kind: str, name: str) -> bytes | None:
        """Return what is kept of a thing while each of its questions has the same answer."""
        if self.notes and self.of_few:
            kept = self.notes.kept(self._key(kind, name))
            same = kept is not None and all(self.reader.answer(question) == said for question, said in kept.reads.items())
            return kept.value if kept and same else None
        if kind not in self._holding:
            self._holding[kind] = self.notes.holding(f"{self.mode} {kind} ", self.reader.answer) if self.notes else {}
        return self._holding[kind].get(self._key(kind, name))

    def reads(self, kind: str, name: str) -> Mapping[Question, str]:
        """Return what the last good version of an edition or page asked, and the answers it had."""
        kept = self.notes.kept(self._key(kind, name)) if self.notes else None
        return kept.reads if kept else {}

    def keep(self, kind: str, name: str, made: Remembered, reads: Iterable[Question]) -> None:
        """Remember what was made of an edition or page."""
        if self.notes and not self.forgetful:
            self.notes.keep(self._key(kind, name), made.to_bytes(), self.reader.answers(reads))

    def jobs(self) -> frozenset[str]:
        """Return the digests of all jobs whose files are remembered, in any mode: none of them is to be made again."""
        kept = (self.notes.kept(key) for key in self._keys(EDITION)) if self.notes else ()
        found = (Remembered.of_bytes(one.value) for one in kept if one)
        return frozenset(digest for one in found if one for digest in one.works)

    def forget_others(self, editions: Iterable[str], pages: Iterable[str]) -> None:
        """Forget what no build of this mode makes any more."""
        if self.notes:
            known = {*(self._key(EDITION, name) for name in editions), *(self._key(PAGE, name) for name in pages)}
            own = (key for kind in (EDITION, PAGE) for key in self._keys(kind) if key.startswith(f"{self.mode} "))
            self.notes.drop([key for key in own if key not in known])
            self.notes.sweep()

    def _key(self, kind: str, name: str) -> str:
        return f"{self.mode} {kind} {name}"

    def _keys(self, kind: str) -> tuple[str, ...]:
        known = self.notes.keys() if self.notes else ()
        return tuple(key for key in known if f" {kind} " in key)
