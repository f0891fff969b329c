"""Reads in the notes of the last build which files another answer touches; nothing is rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit.build.builder import Builder, Request
from toolkit.build.changes.expected import Expected
from toolkit.build.manifest import base_asked
from toolkit.build.memory import EDITION, PAGE, Remembered
from toolkit.build.output import DiskFolder, ImaginedFolder
from toolkit.build.pool import Making
from toolkit.build.run import IMAGES, Run
from toolkit.content.answers import Record
from toolkit.content.library import Library
from toolkit.core.notes import Notes
from toolkit.core.reads import Question
from toolkit.outline.addresses import first_part, part
from toolkit.project import Project
from toolkit.render.reader import Reader
from toolkit.site.pagination import LIMIT

WORKED_OUT = frozenset({"cited-in", "unfinished", "unfinished-in-all", "unfinished-ranges", "parts"})
"""Kinds of question whose answers are worked out of rendered documents: where one of those is made anew they may differ."""
OF_ONE = "several"
"""The kind of question that asks of one edition whether it stands on several pages."""
SIZE = "size"
"""The kind of question whose answer is known when the file is made."""
FULL = round(LIMIT * 0.8)
"""Bytes of a page that an edit may part in two."""
Wanted = Callable[[Question, str], bool]
"""Judges a question by its words and the answer that it had."""


@dataclass(frozen=True, slots=True)
class Touched:
    """The files that some answers touch."""

    artifacts: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    """Those that tell what is known only when others are made: the size of a file, its parts, where an act is cited."""
    removed: frozenset[str] = frozenset()
    questions: frozenset[Question] = frozenset()
    """The questions by which they are touched."""


@dataclass(frozen=True)
class Readings:
    """What the last build of a folder noted, beside a project as it is now."""

    project: Project
    library: Library
    notes: Notes
    folder: Path

    @classmethod
    def of(cls, project: Project, folder: Path) -> Readings | None:
        """Return the readings of a folder; nothing where no build of this version of the program has left notes."""
        notes = project.kept if isinstance(project.kept, Notes) else Notes.of(folder)
        if notes is None or project.library is None:
            return None
        found = cls(project, project.library, notes, folder)
        return found if found.known else None

    @property
    def _mode(self) -> str:
        return f"{self.folder.name} plain "

    @cached_property
    def known(self) -> Mapping[str, Remembered]:
        """Every edition and page that is remembered, by kind and name: `edition ru/briefs/first`."""
        found = {key.removeprefix(self._mode): Remembered.of_bytes(value) for key, value in self.notes.values(self._mode).items()}
        return {key: made for key, made in found.items() if made and key.partition(" ")[0] in (EDITION, PAGE)}

    @cached_property
    def expected(self) -> Expected:
        """What a build makes now."""
        return Expected(self.project, self.library, self.known)

    @cached_property
    def run(self) -> Run:
        """A build that nobody makes; it answers what pages ask of the request, and of the documents that there are."""
        request = Request(self.project.publications, self.library.editions, base=base_asked(self.folder, self.library))
        there = ImaginedFolder(DiskFolder(self.folder), written=dict.fromkeys(self.expected.coming, b""))
        run = Builder(self.project, self.library, self.folder, executor=_none).run(request, there, Making())
        self._answering(run, self.project.reader)
        return run

    def _answering(self, run: Run, reader: Reader) -> Reader:
        run.editions.answering(reader)
        if self.project.publications:
            run.listed(reader)
        return reader

    @cached_property
    def reader(self) -> Reader:
        """The reader that answers all that files asked."""
        return self.run.project.reader

    def asked(self, key: str) -> Mapping[Question, str]:
        """Return what an edition or page asked, with the answers that it had."""
        kept = self.notes.kept(self._mode + key)
        return kept.reads if kept else {}

    # ── what is touched ──────────────────────────────────────────────────────────────────────────

    def differs(self, question: Question, known: str) -> bool:
        """Say whether a question has another answer than it had; what is known only after a build does not count."""
        return not is_late(question) and self.reader.answer(question) != known

    def edited(self) -> Touched:
        """Return what the next build makes anew: what asked for something that differs, what is new, what is not as it was written."""
        found, gone = self._touched(self.differs), self.expected.gone(self.run)
        new, beside = self.expected.coming_around(self.run)
        artifacts = found.artifacts.union(self.expected.coming, self.expected.altered(self.run), new) - gone
        return Touched(artifacts, (found.perhaps | beside) - artifacts - gone, gone, found.questions)

    def since(self, before: Readings) -> Touched:
        """Return what asked a question that another state of the workspace answers otherwise."""
        return self._touched(lambda question, _: not is_late(question) and before.reader.answer(question) != self.reader.answer(question))

    def hanging_on(self, things: frozenset[Record], *, edited: bool) -> Touched:
        """Return what any edit of some records, facts and files touches; with `edited`, only what their edits of late do."""
        other = self._answering(self.run, self.reader.altering(things))
        hangs: dict[Question, bool] = {}

        def wanted(question: Question, known: str) -> bool:
            if question not in hangs:
                hangs[question] = not is_late(question) and other.answer(question) != self.reader.answer(question)
            return hangs[question] and (not edited or self.differs(question, known))

        return self._touched(wanted)

    def _touched(self, wanted: Wanted) -> Touched:
        concerned = self.notes.concerned(self._mode, lambda question, known: is_late(question) or wanted(question, known))
        found = {key.removeprefix(self._mode): asked for key, (_, asked) in concerned.items()}
        held = self.expected.withheld(self.run, {name: self.asked(name) for name in found} if self.project.faulty_records else {})
        artifacts: set[str] = set()
        questions: set[Question] = set()
        late: dict[str, tuple[Question, ...]] = {}
        for name, asked in ((name, asked) for name, asked in found.items() if name in self.known and name not in held):
            certain = {place: question for place, question in asked.items() if not is_late(question)}
            files = {path for path in self.known[name].paths if _concerns(self.known[name], path, certain)}
            artifacts |= files
            questions.update(certain.values() if files else ())
            late[name] = tuple(question for question in asked.values() if is_late(question))
        return Touched(frozenset(artifacts), self._perhaps(artifacts, late), questions=frozenset(questions))

    def _perhaps(self, artifacts: set[str], late: Mapping[str, tuple[Question, ...]]) -> frozenset[str]:
        """Return the files that tell of others which are made anew."""
        editions = {key: made for key, made in self.known.items() if key.startswith(EDITION)}
        others = bool(self.expected.coming) or not editions.keys() <= self.expected.editions.keys()
        touched = {key: made for key, made in editions.items() if not artifacts.isdisjoint(made.paths)}

        def may_differ(question: Question) -> bool:
            kind, _, asked = question.partition(" ")
            return f"{EDITION} {asked}" in touched if kind == OF_ONE else kind in WORKED_OUT and bool(others or touched)

        told = {name for name, asked in late.items() if any(map(may_differ, asked))}
        found = {path for name in told for path in self.known[name].paths}
        found |= {file.path for name in late for file in self.known[name].files if artifacts.intersection(file.shows)}
        found.update(filter(None, map(self._next_part, touched.values())))
        return frozenset(found - artifacts)

    def _next_part(self, made: Remembered) -> str:
        """Return the page that an edition gets when an edit makes it longer; nothing where its pages have room."""
        pages = [path for path in made.paths if first_part(path) == made.first]
        file = self.folder / made.first
        return part(made.first, len(pages) + 1) if len(pages) > 1 or (file.is_file() and file.stat().st_size > FULL) else ""


def is_late(question: Question) -> bool:
    """Say whether the answer is known only when documents and their files are made."""
    kind = question.partition(" ")[0]
    return kind in (SIZE, OF_ONE) or kind in WORKED_OUT


def _concerns(made: Remembered, path: str, asked: Mapping[int, Question]) -> bool:
    """Say whether a file hangs on one of some questions; a picture hangs on its own bytes alone."""
    if path.startswith(IMAGES):
        return f"file content/images/{path.removeprefix(IMAGES)}" in asked.values()
    return made.concerns(path, asked)


def _none() -> Executor:
    raise AssertionError("readings make no file")
