"""Makes files of jobs while others are still being rendered: from the cache where they are kept, by an executor where they are not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from heapq import heappop, heappush

from toolkit.build.cache import Cache
from toolkit.build.formats import Job, Made
from toolkit.core.faults import fault
from toolkit.core.spill import Aside, Spill

OnProgress = Callable[[int, int, str, str], None]
"""Called with files made, files in all (0 while nobody knows), and format and name of the last."""
_DIED = "the process that made it died, as it does when memory runs out: build with fewer `--jobs`"
_LATE = "was not laid out in the time that a document may take: shorten it, or give it more with `--timeout`"


@dataclass(frozen=True, slots=True)
class Asked:
    """A job, its digest, what readers call its format, and the name to be told of it."""

    job: Job
    digest: str
    label: str
    name: str


Result = tuple[str, Made | None, bool]
"""The digest of a job, its file, or nothing where it is not made, and whether that was now."""


class Making:
    """A way to have files made; this one makes none, and says nothing of them."""

    def begin(self, one: Asked) -> Iterator[Result]:
        """Ask for a file; yield what is done by now: this one, where nobody has to wait for it, and others."""
        yield from ()

    def rest(self) -> Iterator[Result]:
        """Yield all that is still to come, as it is made."""
        yield from ()

    def close(self) -> None:
        """End what is not done."""


class Promising(Making):
    """Says of each file that it is not made, and that it need not be waited for."""

    def begin(self, one: Asked) -> Iterator[Result]:
        """Yield the file as one that somebody else makes."""
        yield one.digest, None, False


@dataclass
class Keeping(Making):
    """Hands over the files that are kept, and makes no other."""

    cache: Cache

    def begin(self, one: Asked) -> Iterator[Result]:
        """Yield the file, where it is kept."""
        yield one.digest, self.cache.get(one.digest), False


@dataclass
class Pool(Making):
    """Makes the files of jobs, the longest first; what waits is put aside. The executor is only asked for when a file must be made."""

    cache: Cache
    executor: Callable[[], Executor]
    progress: OnProgress = lambda done, total, label, name: None
    spill: Spill | None = None
    """Where jobs wait; below the cache when left out."""
    _working: Executor | None = None
    _waiting: list[tuple[int, int, Aside]] = field(default_factory=list)
    _running: dict[Future[Made], tuple[str, str, str]] = field(default_factory=dict)
    _pending: set[str] = field(default_factory=set)
    _failed: dict[str, Made] = field(default_factory=dict)
    _done: int = 0

    def begin(self, one: Asked) -> Iterator[Result]:
        """Yield the file where it is kept; else have it made in its turn. Yield what has been made meanwhile."""
        if one.digest not in self._pending:
            known = self._failed.get(one.digest) or self.cache.get(one.digest)
            if known:
                yield one.digest, known, False
            else:
                self._pending.add(one.digest)
                self.spill = self.spill or Spill(self.cache.folder)
                heappush(self._waiting, (-one.job.size, self._done + len(self._pending), self.spill.put(one)))
        yield from self._finished(0)

    def rest(self) -> Iterator[Result]:
        """Yield the other files as they are made."""
        while self._waiting or self._running:
            yield from self._finished(None, self._done + len(self._pending))

    def close(self) -> None:
        """End the processes; what they had begun is lost."""
        if self._working is not None:
            self._working.shutdown(wait=True, cancel_futures=True)
            self._working = None
        if self.spill is not None:
            self.spill.close()

    def _finished(self, patience: float | None, total: int = 0) -> Iterator[Result]:
        self._fill()
        done, _ = wait(self._running, patience, FIRST_COMPLETED)
        found = [(future, *self._running.pop(future)) for future in done]
        self._fill()
        for future, digest, label, name in found:
            made = _result(future)
            self._pending.discard(digest)
            self._done += 1
            self.progress(self._done, total, label, name)
            if made.problem:
                self._failed[digest] = made
            else:
                self.cache.put(digest, made)
            yield digest, made, True

    def _fill(self) -> None:
        """Give the executor what it can do now, and one job more, so that no process waits for the next."""
        while self._waiting and self.spill is not None:
            self._working = self._working or self.executor()
            if len(self._running) > (getattr(self._working, "count", 0) or os.cpu_count() or 1):
                return
            one: Asked = self.spill.get(heappop(self._waiting)[2])
            self._running[self._working.submit(_make, one.job)] = (one.digest, one.label, one.name)


def _make(job: Job) -> Made:
    return job.make()


def _result(future: Future[Made]) -> Made:
    """Return what became of a job; a process that was ended, or died, has told nothing."""
    try:
        return future.result()
    except TimeoutError:
        return Made(problem=_LATE)
    except BrokenExecutor:
        return Made(problem=_DIED)
    except Exception as error:  # the program that makes it could not even be loaded
        return Made(problem=f"cannot be laid out: {fault(error).words}")
