"""Foretells what a build would write, as a digest for each artifact; it writes nothing and makes no PDF.

It is the builder itself with its hand held: so a forecast cannot say other than what a build then does. Two things
it cannot say: the search index, which is made of the finished pages and left out here, and the size and pages of a PDF
that is yet to be laid out. Pages that show them are told apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.build.builder import Builder, Planned, Request
from toolkit.build.manifest import BASE, JOBS, MANIFEST, read_digests
from toolkit.build.pdf.layout import PdfResult
from toolkit.outline.addresses import SITE, Base, address, base_of_site
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.site.document_pages import Pages
from toolkit.site.downloads import Download

Digests = Mapping[str, str]
"""By artifact: of a page the digest of its bytes, of a PDF the digest of the job that it is made by."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a build would write."""

    digests: Digests
    showing: frozenset[str] = frozenset()
    """Artifacts that show the size or pages of a PDF made anew; their digests are those they have if both stay as they are."""


@dataclass(slots=True)
class Forecast(Builder):
    """Goes the way of a build and notes what it would write."""

    known: Digests = field(default_factory=dict)
    """What there is already; a PDF of another digest is made anew."""
    digests: dict[str, str] = field(default_factory=dict)
    showing: set[str] = field(default_factory=set)
    _jobs: Digests = field(default_factory=dict)
    _unlaid: set[str] = field(default_factory=set)
    """PDFs whose size and pages nobody knows yet."""
    _blind: bool = False
    """True while pages are made without those sizes, to see which of them differ."""

    def _prepare(self) -> None:
        self._jobs = read_digests(self.folder / JOBS)

    def _check_printed(self, request: Request) -> None:
        pass

    def _lay_out(self, planned: Sequence[Planned]) -> Iterator[tuple[Planned, PdfResult | None]]:
        for edition in planned:
            if edition.job is not None:
                path = address(edition.edition, edition.publication, ".pdf")
                self.digests[path] = edition.digest
                if edition.digest != self.known.get(path) and not self._laid(path):
                    self._unlaid.add(path)
            yield edition, None

    def _laid(self, path: str) -> bool:
        """Return whether the size of a PDF is known, both as it was and as it will be."""
        was, will = self.known.get(path), self.digests[path]
        return was == self._jobs.get(path) and self._cache().get(will) is not None

    def _commit(self, edition: Planned, result: PdfResult | None, request: Request, artifacts: dict[str, str]) -> None:
        Builder._commit(self, edition, result, request, artifacts)
        page, pdf = (address(edition.edition, edition.publication, suffix) for suffix in (".html", ".pdf"))
        if pdf in self._unlaid and page in self.digests:
            blind = edition.web(Download(pdf))
            self.showing |= {path for path, html in blind.items() if _digest(html.encode()) != self.digests[path]}

    def _site(self, request: Request, pages: Pages, artifacts: dict[str, str]) -> None:
        Builder._site(self, request, pages, artifacts)
        if self._unlaid:
            found, self.digests, self._blind = self.digests, dict(self.digests), True
            Builder._site(self, request, pages, {})
            self.showing |= {path for path, digest in found.items() if self.digests[path] != digest}
            self.digests, self._blind = found, False

    def _write(self, path: str, data: bytes, artifacts: dict[str, str]) -> None:
        artifacts[path] = self.digests[path] = _digest(data)

    def _download(self, path: str, request: Request) -> Download | None:
        """Describe a PDF as it will be; one that is not laid out yet as it was, or without size and pages."""
        will = self.digests.get(path)
        if path in self._unlaid and self._blind:
            return Download(path)
        if will is not None and will != self._jobs.get(path) and (kept := self._cache().get(will)):
            return Download.of(path, kept.data)
        there = self.folder / path
        return Download.of(path, there.read_bytes()) if there.is_file() else Download(path) if will else None

    def _exists(self, path: str) -> bool:
        return path in self.digests or (path not in self._gone and Builder._exists(self, path))

    def _drop(self, paths: Iterable[str], *, told: bool = True) -> None:
        self._gone |= set(paths)

    def _finish(self, request: Request, planned: Sequence[Planned], artifacts: dict[str, str]) -> None:
        pass


def forecast(project: Project, folder: Path, publications: Sequence[Publication] | None = None, known: Digests | None = None) -> Foreseen:
    """Return what a build of some publications, or of all, would write into a folder in place of what is known to be there.

    Of some publications alone, the lists and registers around them are left out.
    """
    if project.library is None:
        return Foreseen({})
    builder = Forecast(project, project.library, folder, executor=_none, known=known or {})
    chosen, whole = project.publications if publications is None else tuple(publications), publications is None
    builder.build(Request(chosen, project.library.editions, whole=whole, around=whole, base=_base(project, folder)))
    return Foreseen(dict(sorted(builder.digests.items())), frozenset(builder.showing))


def _base(project: Project, folder: Path) -> Base:
    """Return where the site will stand, when the next build is asked for it as the last one was."""
    assert project.library
    asked = (folder / BASE).read_text("utf-8") if (folder / BASE).is_file() else ""
    return Base(asked) if asked else base_of_site(project.library)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _none() -> Executor:
    raise AssertionError("a forecast makes no PDF")


def built(folder: Path) -> Digests:
    """Return the digests of what the last build wrote into a folder, but for the search index; nothing when there is none."""
    pages, jobs = read_digests(folder / MANIFEST), read_digests(folder / JOBS)
    own = {path: digest for path, digest in pages.items() if not path.startswith(f"{SITE}/pagefind/")}
    return {path: jobs.get(path, digest) for path, digest in own.items() if (folder / path).is_file()}


def rewritten(before: Digests, after: Foreseen) -> tuple[str, ...]:
    """Return the artifacts that a build would write anew, in order."""
    return tuple(path for path, digest in after.digests.items() if before.get(path) != digest)


def perhaps_rewritten(before: Digests, after: Foreseen) -> tuple[str, ...]:
    """Return the artifacts that a build writes anew only if the size or pages of a PDF that they show become others, in order."""
    return tuple(path for path, digest in after.digests.items() if before.get(path) == digest and path in after.showing)
