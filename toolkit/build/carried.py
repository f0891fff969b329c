"""Carries rendered editions from one process or machine to another, as plain values with the questions that they hang on."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field

from toolkit.build.formats import Format, Job, Made
from toolkit.build.planned import Planned, Work
from toolkit.build.request import Request
from toolkit.core.diagnostics import Place
from toolkit.core.notes import program_digest
from toolkit.core.reads import Question, digest
from toolkit.language.localizer import State, Unfinished
from toolkit.outline.numbering import Publication

Elsewhere = Callable[[Publication, str], "Carried | None"]
"""Gives an edition that was rendered elsewhere; nothing where none was."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The job of pages that were rendered elsewhere: there is nothing left to make."""

    made: Made
    known: str

    @property
    def size(self) -> int:
        """The bytes of the pages."""
        return len(self.made.data)

    def digest(self) -> str:
        """Return the digest that the pages had where they were rendered."""
        return self.known

    def make(self) -> Made:
        """Return the pages."""
        return self.made


@dataclass(frozen=True, slots=True)
class Kept:
    """The job of a file that is kept: what it was made from stayed where it was rendered."""

    known: str
    size: int = 0

    def digest(self) -> str:
        """Return the digest of the job, by which its file is kept."""
        return self.known

    def make(self) -> Made:
        """Say that the file is there no longer."""
        return Made(problem="its file is in the cache no longer: build again")


@dataclass(frozen=True, slots=True)
class Carried:
    """An edition as it was rendered: its pages, its pictures, what its files are made from, what was asked, what is unfinished."""

    name: str
    formats: tuple[str, ...]
    pages: Mapping[str, Mapping[str, str]]
    """The pages of each format that makes pages, by path, the first part first."""
    works: tuple[tuple[str, str, str, tuple[Question, ...]], ...]
    """Format, path and digest of each job, and what was asked for it alone."""
    images: Mapping[str, bytes]
    shared: tuple[Question, ...]
    answers: Mapping[Question, str]
    blanks: int
    unfinished: tuple[Unfinished, ...]
    jobs: Mapping[str, Job] = field(default_factory=dict, compare=False)
    """The jobs themselves, where they came along: a file that is kept needs none."""

    @classmethod
    def of(cls, one: Planned, answers: Callable[[Iterable[Question]], Mapping[Question, str]], *, with_jobs: bool) -> Carried:
        """Return a rendered edition as values."""
        pages = {work.format.name: {path: data.decode() for path, data in work.pages.items()} for work in one.works if not work.format.kept}
        works = tuple((work.format.name, work.path, work.digest, tuple(work.reads)) for work in one.works)
        jobs = {work.digest: work.job for work in one.works if work.format.kept} if with_jobs else {}
        asked = answers(one.reads)
        return cls(one.name, one.formats, pages, works, one.images, tuple(one.shared), asked, one.blanks, one.unfinished, jobs)

    def planned(self, publication: Publication, formats: Iterable[Format]) -> Planned:
        """Return it as if it had been rendered here."""
        by_name = {one.name: one for one in formats}
        works = tuple(
            Work(by_name[name], path, self._job(name, known), known, dict.fromkeys(reads)) for name, path, known, reads in self.works
        )
        return Planned(
            publication, self.name.partition("/")[0], self.images, works, dict.fromkeys(self.shared), self.formats,
            blanks=self.blanks, unfinished=self.unfinished,
        )  # fmt: skip

    def _job(self, format: str, known: str) -> Job:
        if format in self.pages:
            (first, *rest) = self.pages[format].items()
            return Pages(Made(first[1].encode(), beside={path: html.encode() for path, html in rest}), known)
        return self.jobs.get(known) or Kept(known)

    @property
    def kept(self) -> tuple[str, ...]:
        """The digests of the jobs whose files must be kept, where the jobs did not come along."""
        return tuple(known for name, _, known, _ in self.works if name not in self.pages and known not in self.jobs)

    def to_bytes(self) -> bytes:
        """Return it as bytes that can be told to be whole; the jobs stay behind."""
        said = {**asdict(self), "images": {name: base64.b64encode(data).decode() for name, data in self.images.items()}, "jobs": {}}
        body = zlib.compress(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode(), 1)
        return hashlib.sha256(body).digest() + body

    @classmethod
    def of_bytes(cls, data: bytes) -> Carried | None:
        """Read it back; nothing when it is damaged."""
        if hashlib.sha256(data[32:]).digest() != data[:32]:
            return None
        found = json.loads(zlib.decompress(data[32:]))
        unfinished = tuple(
            Unfinished(**{**one, "state": State(one["state"]), "place": Place(**one["place"])}) for one in found.pop("unfinished")
        )
        images = {name: base64.b64decode(words) for name, words in found.pop("images").items()}
        works = tuple((name, path, known, tuple(reads)) for name, path, known, reads in found.pop("works"))
        shared, formats = tuple(found.pop("shared")), tuple(found.pop("formats"))
        return cls(**found, formats=formats, works=works, images=images, shared=shared, unfinished=unfinished)


def key(state: str, request: Request, mode: str, name: str) -> str:
    """Return the name under which an edition is kept: of this program, this state of the workspace, and these wishes."""
    wishes = repr((request.base.url, request.stamped, request.variant, request.formats))
    return f"edition-{digest(' '.join((program_digest(), state, wishes, mode, name)).encode())}"
