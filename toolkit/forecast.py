"""A project in; what a build would write, as a digest for each artifact, out. Nothing is written, and no PDF is made.

It is the builder itself with its hand held: so a forecast cannot say other than what a build then does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.build import Builder, Planned, Request
from toolkit.manifest import JOBS, MANIFEST, read_digests
from toolkit.outline import Publication
from toolkit.pdf import PdfResult
from toolkit.project import Project
from toolkit.site.addresses import address
from toolkit.site.downloads import Download

Digests = Mapping[str, str]
"""By artifact: of a page the digest of its bytes, of a PDF the digest of the job that it is made by."""


@dataclass(slots=True)
class Forecast(Builder):
    """Goes the way of a build and notes what it would write."""

    digests: dict[str, str] = field(default_factory=dict)

    def _prepare(self) -> None:
        pass

    def _check_printed(self, request: Request) -> None:
        pass

    def _lay_out(self, planned: Sequence[Planned]) -> Iterator[tuple[Planned, PdfResult | None]]:
        for edition in planned:
            if edition.job is not None:
                self.digests[address(edition.edition, edition.publication, ".pdf")] = edition.digest
            yield edition, None

    def _write(self, path: str, data: bytes, artifacts: dict[str, str]) -> None:
        artifacts[path] = self.digests[path] = hashlib.sha256(data).hexdigest()

    def _download(self, path: str, request: Request) -> Download | None:
        """Describe a PDF that stays as it is; one that will be made anew has no size and no pages yet."""
        if self.digests.get(path) == read_digests(self.folder / JOBS).get(path, ""):
            return Builder._download(self, path, request)
        return Download(path) if path in self.digests else None

    def _exists(self, path: str) -> bool:
        return path in self.digests or Builder._exists(self, path)

    def _finish(self, request: Request, planned: Sequence[Planned], artifacts: dict[str, str]) -> None:
        pass


def forecast(project: Project, folder: Path, publications: Sequence[Publication] | None = None) -> Digests:
    """Return the digests of all that a build of some publications, or of all, would write into a folder."""
    if project.library is None:
        return {}
    builder = Forecast(project, project.library, folder, executor=_none)
    chosen = project.publications if publications is None else tuple(publications)
    builder.build(Request(chosen, project.library.editions, whole=publications is None))
    return dict(sorted(builder.digests.items()))


def _none() -> Executor:
    raise AssertionError("a forecast makes no PDF")


def built(folder: Path) -> Digests:
    """Return the digests of what the last build wrote into a folder; nothing when there is none."""
    pages, jobs = read_digests(folder / MANIFEST), read_digests(folder / JOBS)
    return {path: jobs.get(path, digest) for path, digest in pages.items() if (folder / path).is_file()}


def rewritten(before: Digests, after: Digests) -> tuple[str, ...]:
    """Return the artifacts that a build would write anew, in order."""
    return tuple(path for path, digest in after.items() if before.get(path) != digest)
