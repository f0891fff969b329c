"""Holds back each edition until all of its files are made: on disk meanwhile, not in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from toolkit.build.carried import Carried
from toolkit.build.formats import Format, Made
from toolkit.build.planned import Planned
from toolkit.build.pool import Asked, Making, Result
from toolkit.core.reads import Question
from toolkit.core.spill import Aside, Spill
from toolkit.outline.numbering import Publication


@dataclass(frozen=True, slots=True)
class Whole:
    """An edition whose files are made, by path; nothing stands for one that is not made by this run."""

    edition: Planned
    files: Mapping[str, Made | None]
    new: frozenset[str] = frozenset()
    """The paths of the files that were made now."""


@dataclass(slots=True)
class _Waiting:
    """An edition that waits for files: put aside, with those that have come."""

    publication: Publication
    edition: Aside
    paths: Mapping[str, str]
    """By the digest of each job, the path of its file."""
    come: dict[str, tuple[Aside, bool]] = field(default_factory=dict)


@dataclass(slots=True)
class Staging:
    """The editions of one run on their way to disk."""

    making: Making
    spill: Spill
    formats: tuple[Format, ...]
    answers: Callable[[Iterable[Question]], Mapping[Question, str]]
    _waiting: list[_Waiting] = field(default_factory=list)

    def whole(self, planned: Iterable[Planned]) -> Iterator[Whole]:
        """Yield each edition with its files, as soon as all of them are made; others are rendered meanwhile."""
        try:
            for edition in planned:
                yield from self._begun(edition)
            for result in self.making.rest():
                yield from self._come(result)
        finally:
            self.making.close()
            self.spill.close()

    def _begun(self, edition: Planned) -> Iterator[Whole]:
        works = [work for work in edition.works if work.format.kept]
        now: dict[str, tuple[Made | None, bool]] = {}
        for work in works:
            for result in self.making.begin(Asked(work.job, work.digest, work.format.label, edition.name)):
                yield from self._come(result)
                now[result[0]] = result[1:]
        mine = {work.digest: now[work.digest] for work in works if work.digest in now}
        if len(mine) == len({work.digest for work in works}):
            new = frozenset(work.path for work in works if mine[work.digest][1])
            yield Whole(edition, {work.path: mine[work.digest][0] for work in works}, new)
            return
        aside = self.spill.put(Carried.of(edition, self.answers, with_jobs=False))
        come = {digest: (self.spill.put(made), new) for digest, (made, new) in mine.items()}
        self._waiting.append(_Waiting(edition.publication, aside, {work.digest: work.path for work in works}, come))

    def _come(self, result: Result) -> Iterator[Whole]:
        """Hand a file to the editions that wait for it, and yield those that are whole by it."""
        digest, made, new = result
        for one in [one for one in self._waiting if digest in one.paths]:
            one.come[digest] = (self.spill.put(made), new)
            if len(one.come) == len(one.paths):
                self._waiting.remove(one)
                carried: Carried = self.spill.get(one.edition)
                files = {one.paths[known]: self.spill.get(aside) for known, (aside, _) in one.come.items()}
                fresh = frozenset(one.paths[known] for known, (_, new) in one.come.items() if new)
                yield Whole(carried.planned(one.publication, self.formats), files, fresh)
