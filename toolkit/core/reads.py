"""Records every question that rendering asks of a workspace, so that a later build knows which files are still valid.

A question is a line of words: `record clusters.alpha`, `file templates/blocks/title.html`, `day`. What is made of answers
keeps the questions it asked; it holds while each of them, asked again, has the same answer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

from toolkit.core.diagnostics import ContentError
from toolkit.core.workspace import Workspace

Question: TypeAlias = str
Reads: TypeAlias = dict[Question, None]
"""The questions that something asked, each once, in the order of asking."""

NOTHING = ""
"""The answer to a question about what is not there."""


def digest(data: bytes) -> str:
    """Return the digest of some bytes, short enough to be kept by the hundred thousand."""
    return blake2b(data, digest_size=16).hexdigest()


@dataclass(slots=True)
class Recorder:
    """Hands each question to whoever is noting."""

    _open: list[Reads] = field(default_factory=list)
    _words: dict[Question, Question] = field(default_factory=dict)
    """Each question once: many things ask the same one."""

    def note(self, question: Question) -> None:
        """Note a question, for the innermost that listens; those around it get it when that one is done."""
        if self._open:
            self._open[-1][self._words.setdefault(question, question)] = None

    def replay(self, questions: Iterable[Question]) -> None:
        """Note the questions of a thing that was made before and is used again."""
        if self._open:
            self._open[-1].update(dict.fromkeys(questions))

    @contextmanager
    def noting(self) -> Iterator[Reads]:
        """Collect the questions asked meanwhile; they count for whoever listens around this too."""
        reads: Reads = {}
        self._open.append(reads)
        try:
            yield reads
        finally:
            self._open.pop()
            self.replay(reads)

    @contextmanager
    def aside(self) -> Iterator[Reads]:
        """Collect the questions asked meanwhile for nobody else: whoever works out an answer notes one question for all of them."""
        reads: Reads = {}
        around, self._open = self._open, [reads]
        try:
            yield reads
        finally:
            self._open = around


@dataclass(frozen=True, slots=True)
class ReadWorkspace:
    """A workspace whose every answer is noted."""

    workspace: Workspace
    recorder: Recorder

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        self.recorder.note(f"file {path}")
        return self.workspace.read(path)

    def list(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        self.recorder.note(f"files {folder} {suffix}")
        return self.workspace.list(folder, suffix)

    def shown(self, path: str) -> str:
        """Return the path by which people find a file."""
        return self.workspace.shown(path)

    def today(self) -> dt.date | None:
        """Return the day."""
        self.recorder.note("day")
        return self.workspace.today()

    def history(self) -> Mapping[str, str]:
        """Return the commits that last changed files; each is a question of its own."""
        return ReadHistory(self.workspace.history(), self.recorder)


@dataclass(frozen=True, slots=True, eq=False)
class ReadHistory(Mapping[str, str]):
    """The commits of files, each noted when it is looked up."""

    commits: Mapping[str, str]
    recorder: Recorder

    def __getitem__(self, path: str) -> str:
        self.recorder.note(f"commit {path}")
        return self.commits[path]

    def __iter__(self) -> Iterator[str]:
        self.recorder.note("commits")
        return iter(self.commits)

    def __len__(self) -> int:
        self.recorder.note("commits")
        return len(self.commits)


def answer_of_file(workspace: Workspace, path: str) -> str:
    """Return the digest of a file; nothing where it cannot be read."""
    try:
        return digest(workspace.read(path))
    except ContentError:
        return NOTHING


def answer_of_listing(workspace: Workspace, asked: str) -> str:
    """Return the digest of a listing, asked as `FOLDER SUFFIX`."""
    folder, _, suffix = asked.rpartition(" ")
    return digest("\n".join(workspace.list(folder, suffix)).encode())
