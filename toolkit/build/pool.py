"""Makes files of jobs: from the cache where they are kept, by an executor where they are not, each job once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from dataclasses import dataclass

from toolkit.build.cache import Cache
from toolkit.build.formats import Job, Made
from toolkit.core.faults import fault

OnProgress = Callable[[int, int, str, str], None]
"""Called with files made, files in all, and format and name of the last."""
_DIED = "the process that made it died, as it does when memory runs out: build with fewer `--jobs`"
_LATE = "was not laid out in the time that a document may take: shorten it, or give it more with `--timeout`"


@dataclass(frozen=True, slots=True)
class Asked:
    """A job, its digest, what readers call its format, and the name to be told of it."""

    job: Job
    digest: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Pool:
    """Makes the files of jobs; the executor is only asked for when a file must be made."""

    cache: Cache
    executor: Callable[[], Executor]
    progress: OnProgress = lambda done, total, label, name: None

    def make(self, asked: Mapping[str, Asked]) -> Iterator[tuple[str, Made, bool]]:
        """Yield each digest with its file, and whether that was made now; the kept ones first."""
        waiting = {}
        for digest, one in asked.items():
            kept = self.cache.get(digest)
            if kept:
                yield digest, kept, False
            else:
                waiting[digest] = one
        if waiting:
            yield from self._made(waiting)

    def _made(self, waiting: Mapping[str, Asked]) -> Iterator[tuple[str, Made, bool]]:
        executor = self.executor()
        try:
            jobs: dict[Future[Made], Asked] = {}
            for one in sorted(waiting.values(), key=lambda it: -it.job.size):  # the longest first: none is left for the end
                jobs[executor.submit(_make, one.job)] = one
            for done, future in enumerate(as_completed(jobs), 1):
                made, one = _result(future), jobs[future]
                self.progress(done, len(jobs), one.label, one.name)
                if not made.problem:
                    self.cache.put(one.digest, made)
                yield one.digest, made, True
        finally:
            executor.shutdown(wait=True, cancel_futures=True)


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
