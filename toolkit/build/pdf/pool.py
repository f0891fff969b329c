"""Gives each rendered edition its PDF, from the cache or from worker processes, as they are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from dataclasses import dataclass

from toolkit.build.pdf.cache import Cache
from toolkit.build.pdf.layout import PdfJob, PdfResult, make_pdf
from toolkit.core.faults import fault
from toolkit.outline.numbering import Publication
from toolkit.site.downloads import Download

OnProgress = Callable[[int, int, str], None]
"""Called with PDFs done, PDFs in all, and the name of the last."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One edition of a publication, rendered and ready to be laid out."""

    publication: Publication
    edition: str
    web: Callable[[Download | None], Mapping[str, str]]
    """Gives the web page by its path, or those of all parts, when it is known what the PDF has become."""
    job: PdfJob | None
    digest: str
    images: Mapping[str, bytes]


def lay_out(
    planned: Sequence[Planned], cache: Cache, executor: Callable[[], Executor], progress: OnProgress
) -> Iterator[tuple[Planned, PdfResult | None, bool]]:
    """Yield each edition with its PDF, and whether that was made now; the executor is asked for only when one must be.

    Editions with the same pages share one job.
    """
    waiting: dict[str, list[Planned]] = {}
    for edition in planned:
        kept = cache.get(edition.digest) if edition.job else None
        if edition.job is None or kept:
            yield edition, kept, False
        else:
            waiting.setdefault(edition.digest, []).append(edition)
    if waiting:
        yield from _made(waiting, cache, executor(), progress)


def _made(
    waiting: Mapping[str, list[Planned]], cache: Cache, executor: Executor, progress: OnProgress
) -> Iterator[tuple[Planned, PdfResult, bool]]:
    jobs: dict[Future[PdfResult], str] = {}
    try:
        first = {digest: job for digest, editions in waiting.items() if (job := editions[0].job)}
        for digest, job in sorted(first.items(), key=lambda item: -len(item[1].html)):  # the longest first: none is left for the end
            jobs[executor.submit(make_pdf, job)] = digest
        for done, future in enumerate(as_completed(jobs), 1):
            result, editions = _result(future), waiting[jobs[future]]
            progress(done, len(jobs), f"{editions[0].edition}/{editions[0].publication.id}")
            if not result.problem:
                cache.put(jobs[future], result)
            for number, edition in enumerate(editions):
                yield edition, result, number == 0 and not result.problem
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _result(future: Future[PdfResult]) -> PdfResult:
    """Return what became of a job; a process that was ended, or died, has told nothing."""
    try:
        return future.result()
    except TimeoutError:
        return PdfResult(problem="was not laid out in the time that a document may take: shorten it, or give it more with `--timeout`")
    except BrokenExecutor:
        return PdfResult(problem="the process that laid it out died, as it does when memory runs out: build with fewer `--jobs`")
    except Exception as error:  # WeasyPrint could not even be loaded
        return PdfResult(problem=f"cannot be laid out: {fault(error).words}")
