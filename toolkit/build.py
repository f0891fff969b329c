"""A workspace and what was asked for in; artifacts under `build/` and a report out. The only hand that writes there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit import fonts
from toolkit.blocks.reach import shown
from toolkit.cache import Cache, write
from toolkit.content.library import Library, edition_languages
from toolkit.diagnostics import ContentError, Diagnostic, Place, errors, in_order
from toolkit.editions import Body, Edition
from toolkit.fragments import Fragments, Templates
from toolkit.language.voice import State, Unfinished
from toolkit.outline import Outline, Publication, outline
from toolkit.pdf import PdfJob, PdfResult, make_pdf
from toolkit.project import Project
from toolkit.scene import Scene
from toolkit.site import KIND_ORDER, SITE, WEB_STYLES, Pages, address, home, print_styles, root_page

MANIFEST = "manifest.json"
EXCERPT = 60
"""Characters of a source that a diagnostic quotes."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build."""

    publications: tuple[Publication, ...]
    editions: tuple[str, ...]
    formats: tuple[str, ...] = ("html", "pdf")
    release: bool = False
    whole: bool = True
    """True when everything is asked for: only then do leftovers go."""


@dataclass(slots=True)
class Report:
    """What a build did."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    editions: int = 0
    pages: int = 0
    made: int = 0
    cached: int = 0
    written: int = 0
    removed: int = 0
    unfinished: dict[tuple[str, str, str], State] = field(default_factory=dict)
    """Messages that the pages show missing or fuzzy, by language, msgctxt and msgid."""
    blanks: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Planned:
    """One edition of a publication, rendered and ready to be laid out."""

    publication: Publication
    edition: str
    html: str
    job: PdfJob | None
    digest: str


OnProgress = Callable[[int, int, str], None]
"""Called with PDFs done, PDFs in all, and the name of the last."""


@dataclass(slots=True)
class Builder:
    """Builds the artifacts of one project; `executor` makes the PDFs and is only asked for when there are any."""

    project: Project
    library: Library
    folder: Path
    executor: Callable[[], Executor]
    progress: OnProgress = lambda done, total, name: None
    report: Report = field(default_factory=Report)

    def build(self, request: Request) -> Report:
        """Build what is asked for; every edition that can be made is made, whatever befalls the others."""
        self.report.diagnostics.extend(self.project.diagnostics)
        self._prepare()
        planned = [edition for publication in request.publications for edition in self._plan(publication, request)]
        artifacts: dict[str, str] = {}
        for edition, result in self._lay_out(planned):
            self._commit(edition, result, artifacts)
        self._frame_pages(request, artifacts)
        self._finish(request, planned, artifacts)
        return self.report

    def check(self, publications: Sequence[Publication], editions: Sequence[str]) -> Report:
        """Render every page, for its mistakes alone; nothing is written."""
        self.report.diagnostics.extend(self.project.diagnostics)
        request = Request(tuple(publications), tuple(editions), ("html",))
        for publication in publications:
            for _ in self._plan(publication, request):
                pass
        self.report.diagnostics[:] = in_order(self.report.diagnostics)
        return self.report

    def _prepare(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / f".probe.{os.getpid()}.tmp"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            hint = "make the folder writable, or remove what stands in its place"
            raise ContentError(
                Diagnostic("unwritable", f"cannot be written: {error.strerror}", Place(str(self.folder.name)), hint)
            ) from None

    # ── rendering ────────────────────────────────────────────────────────────────────────────────

    def _plan(self, publication: Publication, request: Request) -> Iterator[Planned]:
        try:
            numbered = outline(publication, self.library)
            self._refuse_faulty(numbered)
        except (ContentError, LookupError) as error:
            self._withhold(publication, error)
            return
        fragments: dict[str, Fragments] = {}
        for edition in request.editions:
            try:
                for tag in edition_languages(edition):
                    if tag not in fragments:
                        fragments[tag] = Fragments(
                            self.project.templates(tag), Scene(self.library, numbered, self.project.voice(tag), self.project.voice)
                        )
                yield self._render(numbered, edition, fragments, request)
            except ContentError as error:
                self._withhold(publication, error)

    def _refuse_faulty(self, numbered: Outline) -> None:
        faulty = shown(self.library, numbered) | {numbered.publication.document.id}
        if faulty & self.project.faulty:
            raise ContentError()

    def _withhold(self, publication: Publication, error: Exception) -> None:
        self.report.withheld.add(publication.id)
        if isinstance(error, ContentError):
            self.report.diagnostics.extend(error.diagnostics)

    def _render(self, numbered: Outline, edition: str, fragments: Mapping[str, Fragments], request: Request) -> Planned:
        with ExitStack() as stack:
            around = [stack.enter_context(fragments[tag].scene.voice.noting()) for tag in edition_languages(edition)]
            body, planned = self._pages(numbered, edition, fragments, request)
        self._judge(numbered, body, [*body.unfinished, *(item for found in around for item in found.values())], request)
        return planned

    def _pages(self, numbered: Outline, edition: str, fragments: Mapping[str, Fragments], request: Request) -> tuple[Body, Planned]:
        """Render the pages of an edition: what the frame around the body says is noted by whoever asked."""
        body = Edition(self.library, numbered, edition, fragments).body()
        scene = fragments[body.languages[0]].scene
        pages = Pages(self.library, self.project.workspace, {tag: self.project.templates(tag) for tag in self.library.languages})
        html = pages.web_page(
            numbered, body, scene, pdf="pdf" in request.formats or self._exists(address(edition, numbered.publication, ".pdf"))
        )
        job = None
        if "pdf" in request.formats:
            styles = tuple(pages.stylesheet([name]) for name in print_styles(numbered.publication.document.page or self.library.site.page))
            job = PdfJob(pages.print_page(numbered, body, scene), styles, self._assets(numbered))
        return body, Planned(numbered.publication, edition, html, job, job.digest(fonts.digest()) if job else "")

    def _judge(self, numbered: Outline, body: Body, unfinished: Sequence[Unfinished], request: Request) -> None:
        """Count what is not finished; a release refuses it."""
        if body.blanks:
            self.report.blanks[numbered.publication.id] = len(body.blanks)
        self._count(unfinished)
        if request.release and unfinished:
            raise ContentError(*(_unfinished(item) for item in dict.fromkeys(unfinished)))

    def _count(self, unfinished: Iterable[Unfinished]) -> None:
        self.report.unfinished.update({(item.into, item.context, item.source): item.state for item in unfinished})

    def _assets(self, numbered: Outline) -> dict[str, bytes]:
        files = [it.file for block in numbered.blocks() if (it := block.arguments) is not None and hasattr(it, "file")]
        return {file: self.project.workspace.read(f"content/images/{file}") for file in files}

    def _exists(self, path: str) -> bool:
        return (self.folder / path).is_file()

    # ── laying out ───────────────────────────────────────────────────────────────────────────────

    def _lay_out(self, planned: Sequence[Planned]) -> Iterator[tuple[Planned, PdfResult | None]]:
        cache = Cache(self.folder / ".cache" / "pdf")
        waiting: dict[str, list[Planned]] = {}
        for edition in planned:
            kept = cache.get(edition.digest) if edition.job else None
            if edition.job is None or kept:
                self.report.cached += kept is not None
                yield edition, kept
            else:
                waiting.setdefault(edition.digest, []).append(edition)
        if not waiting:
            return
        executor = self.executor()
        jobs: dict[Future[PdfResult], str] = {}
        try:
            for digest, editions in waiting.items():
                assert editions[0].job
                jobs[executor.submit(make_pdf, editions[0].job)] = digest
            for done, future in enumerate(as_completed(jobs), 1):
                result, editions = future.result(), waiting[jobs[future]]
                self.progress(done, len(jobs), f"{editions[0].edition}/{editions[0].publication.id}")
                if not result.problem:
                    cache.put(jobs[future], result)
                    self.report.made += 1
                for edition in editions:
                    yield edition, result
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    # ── writing ──────────────────────────────────────────────────────────────────────────────────

    def _commit(self, edition: Planned, result: PdfResult | None, artifacts: dict[str, str]) -> None:
        """Write page and PDF of an edition, both or neither."""
        if result is not None and result.problem:
            place = edition.publication.document.place
            self._withhold(
                edition.publication, ContentError(Diagnostic("pdf-failed", result.problem, place, "correct the asset or the style"))
            )
            return
        self._write(address(edition.edition, edition.publication, ".html"), edition.html.encode(), artifacts)
        if result is not None:
            self._write(address(edition.edition, edition.publication, ".pdf"), result.data, artifacts)
            self.report.pages += result.pages
        self.report.documents.add(edition.publication.id)
        self.report.editions += 1

    def _write(self, path: str, data: bytes, artifacts: dict[str, str]) -> None:
        self.report.written += write(self.folder / path, data)
        artifacts[path] = hashlib.sha256(data).hexdigest()

    def _frame_pages(self, request: Request, artifacts: dict[str, str]) -> None:
        templates = {tag: self.project.templates(tag) for tag in self.library.languages}
        pages = Pages(self.library, self.project.workspace, templates)
        try:
            self._write(f"{SITE}/assets/site.css", pages.stylesheet(WEB_STYLES).encode(), artifacts)
            self._write(f"{SITE}/index.html", root_page(self.library, templates).encode(), artifacts)
            for edition in self.library.site.editions:
                scene = self.project.site_scene(edition_languages(edition)[0])
                with scene.voice.noting() as unfinished:
                    html = pages.home_page(edition, self._listed(edition, scene), scene)
                self._count(unfinished.values())
                if request.release and unfinished:
                    self.report.diagnostics.extend(map(_unfinished, unfinished.values()))
                else:
                    self._write(home(edition), html.encode(), artifacts)
        except ContentError as error:
            self.report.diagnostics.extend(error.diagnostics)

    def _listed(self, edition: str, scene: Scene) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the documents that exist on disk in an edition, by kind."""
        by_kind: dict[str, list[dict[str, Any]]] = {}
        for publication in self.project.publications:
            path = address(edition, publication, ".html")
            if not self._exists(path) or any(
                publication.id == id and self._never_built(edition, publication) for id in self.report.withheld
            ):
                continue
            document = publication.document
            own = self.project.scene(publication, scene.voice.language)
            pdf = address(edition, publication, ".pdf")
            by_kind.setdefault(document.kind, []).append(
                {
                    "title": own.inline(document.title),
                    "summary": own.inline(document.summary.paragraphs[0]) if document.summary else "",
                    "date": document.date,
                    "href": path.removeprefix(f"{SITE}/{edition}/"),
                    "pdf": pdf.removeprefix(f"{SITE}/{edition}/") if self._exists(pdf) else "",
                }
            )
        order = {kind: position for position, kind in enumerate(KIND_ORDER)}
        yield from sorted(by_kind.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))

    def _never_built(self, edition: str, publication: Publication) -> bool:
        return not self._exists(address(edition, publication, ".html"))

    def _finish(self, request: Request, planned: Sequence[Planned], artifacts: dict[str, str]) -> None:
        """Merge the manifest; after a whole build without a mistake, remove what no document makes any more."""
        path = self.folder / MANIFEST
        before = _read_manifest(path)
        clean = request.whole and not errors(self.report.diagnostics) and request.formats == ("html", "pdf")
        if clean:
            for name in sorted(set(self._present()) - set(artifacts)):
                (self.folder / name).unlink(missing_ok=True)
                self.report.removed += 1
            _remove_empty(self.folder / SITE)
            Cache(self.folder / ".cache" / "pdf").keep_only(frozenset(edition.digest for edition in planned))
        merged = artifacts if clean else before | artifacts
        write(path, (json.dumps(dict(sorted(merged.items())), indent=1) + "\n").encode())
        self.report.diagnostics[:] = in_order(self.report.diagnostics)

    def _present(self) -> Iterator[str]:
        for path in sorted((self.folder / SITE).rglob("*")):
            if path.is_file():
                yield path.relative_to(self.folder).as_posix()


def _unfinished(item: Unfinished) -> Diagnostic:
    """Return what holds back the release of a document."""
    code = "untranslated" if item.state is State.MISSING else "fuzzy"
    words = "has no translation" if item.state is State.MISSING else "is fuzzy: its translation waits for review"
    source = item.source if len(item.source) <= EXCERPT else f"{item.source[: EXCERPT - 1].rstrip()}…"
    hint = "run `toolkit locales update`, then translate it" if item.state is State.MISSING else "review it, and remove its fuzzy mark"
    return Diagnostic(code, f"message `{item.context}` ({item.into}) {words}: “{source}”", item.place, hint)


def _read_manifest(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remove_empty(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


__all__ = ["Builder", "Report", "Request", "Templates"]
