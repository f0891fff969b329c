"""Knows a whole build by what it read and what it left: while neither differs, nothing need be asked of its parts.

A build is a thing with questions like any other, of the widest kind: all sources, the day, the fonts of this machine, the files
as they were left. Where one has another answer, each edition and page is asked by itself.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.build.manifest import BASE, EDITIONS, MANIFEST, SNAPSHOT, SOURCES
from toolkit.build.request import Report
from toolkit.core import fonts
from toolkit.core.diagnostics import errors
from toolkit.core.notes import Notes
from toolkit.core.pickles import pack, unpack
from toolkit.core.reads import Question, digest
from toolkit.language.localizer import State
from toolkit.outline.addresses import SITE
from toolkit.project import Project

_BESIDE = (MANIFEST, SOURCES, EDITIONS, SNAPSHOT, BASE)
"""What a build leaves beside the site, for the next one."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A build of a folder, by the words in which it was asked for."""

    project: Project
    folder: Path
    asked: str

    def report(self) -> Report | None:
        """Return what the last build said, when nothing that it read or left has changed since."""
        notes = self._notes
        kept, answers = (notes.kept(self._key), self._answers(notes)) if notes else (None, {})
        if kept is None or kept.reads.keys() != answers.keys():
            return None
        return _of_bytes(kept.value) if all(said and answers[question]() == said for question, said in kept.reads.items()) else None

    def keep(self, report: Report) -> None:
        """Keep what a build said that had no mistake in it; it is said again until something changes."""
        notes = self._notes
        if notes and not (report.withheld or report.carried or errors(report.diagnostics)):
            notes.keep(self._key, _to_bytes(report), {question: answer() for question, answer in self._answers(notes).items()})

    @property
    def _key(self) -> str:
        return f"{self.folder.name} settled {digest(self.asked.encode())}"

    @property
    def _notes(self) -> Notes | None:
        """What is remembered in the folder; a first build has made it meanwhile."""
        return self.project.kept if isinstance(self.project.kept, Notes) else Notes.of(self.folder)

    def _answers(self, notes: Notes) -> dict[Question, Callable[[], str]]:
        """Return the questions, those that are answered soonest first."""
        return {
            "day": lambda: f"day {self.project.workspace.today()}",
            "left": lambda: digest("\n".join(_left(self.folder)).encode()),
            "sources": replace(self.project, kept=notes).mark,
            "fonts": fonts.listed,
        }


def _left(folder: Path) -> Iterator[str]:
    """Yield the files that a build left, each with its size and the moment when it was written."""
    for path in (folder / name for name in _BESIDE):
        if path.is_file():
            yield _line(path.name, path.stat())
    yield from sorted(_below(str(folder / SITE)))


def _below(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _below(entry.path)
                else:
                    yield _line(entry.path, entry.stat(follow_symlinks=False))
    except FileNotFoundError:
        return


def _line(name: str, found: os.stat_result) -> str:
    return f"{name} {found.st_size} {found.st_mtime_ns}"


def _to_bytes(report: Report) -> bytes:
    unfinished = tuple((*key, state.value) for key, state in report.unfinished.items())
    cached = tuple((report.made + report.cached).items())
    counted = (report.editions, report.pages)
    return pack((tuple(report.documents), counted, cached, tuple(report.blanks.items()), unfinished, tuple(report.diagnostics)))


def _of_bytes(value: bytes) -> Report | None:
    found = unpack(value)
    if found is None:
        return None
    documents, (editions, pages), cached, blanks, unfinished, diagnostics = found
    return Report(
        diagnostics=list(diagnostics), documents=set(documents), editions=editions, pages=pages, cached=Counter(dict(cached)),
        unfinished={(into, context, source): State(state) for into, context, source, state in unfinished}, blanks=dict(blanks),
    )  # fmt: skip
