"""Runs one build: renders editions, has their files made, writes them and the site around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.build.artifacts import keeps_lists
from toolkit.build.cache import Cache
from toolkit.build.editions import Editions, Planned
from toolkit.build.formats import Made
from toolkit.build.judging import Judge
from toolkit.build.manifest import document_pages, remember
from toolkit.build.output import Output
from toolkit.build.pdf.findings import told
from toolkit.build.pool import Asked
from toolkit.build.request import Report, Request
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, Diagnostic, errors, in_order
from toolkit.core.files import remove_empty
from toolkit.evidence.completeness import Completeness
from toolkit.outline.addresses import SITE, clashes, first_part, register_page
from toolkit.project import Project
from toolkit.render.stylesheets import check_stylesheets
from toolkit.render.template_faults import check_assets, check_templates
from toolkit.site import search
from toolkit.site.catalogue import catalogue
from toolkit.site.document_pages import WEB_STYLES
from toolkit.site.report_page import NAME as REPORT
from toolkit.site.report_page import report_pages
from toolkit.site.site_pages import SitePages
from toolkit.site.web_edition import too_long

SEARCH = f"{SITE}/pagefind/"
"""The search index: it is made of the finished pages."""
Making = Callable[[Mapping[str, Asked]], Iterator[tuple[str, Made | None, bool]]]
"""Makes the files of jobs, by their digest; yields each, or nothing where it is not made, and whether that was now."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a build: what it writes stands in `output`, what it finds in `report`."""

    project: Project
    library: Library
    root: Path
    request: Request
    output: Output
    judge: Judge
    editions: Editions
    making: Making

    @property
    def report(self) -> Report:
        """What the run has done and found so far."""
        return self.judge.report

    def build(self) -> tuple[Planned, ...]:
        """Write every edition that can be made, and the site; return the editions."""
        planned = self._planned()
        for edition, made in self._made(planned):
            self._commit(edition, made)
        self._site()
        self.judge.printed()
        return planned

    def check(self) -> None:
        """Render every page, and judge it."""
        for edition in self._planned():
            self._judge_length(edition)
        self._check_around()
        self.judge.printed()
        self.report.diagnostics[:] = in_order(self.report.diagnostics)

    def _check_around(self) -> None:
        """Judge what stands around the documents: every stylesheet and template, every page of the site as if all documents were there."""
        workspace = self.project.workspace
        self.report.diagnostics.extend((*check_stylesheets(workspace), *check_templates(workspace), *check_assets(workspace)))
        if not self.project.publications or errors(self.report.diagnostics):
            return
        listed = catalogue(self.library, self.project.publications, lambda path: first_part(path) == path, self.editions.downloads)
        pages = SitePages(workspace, self.editions.pages.shell, listed)
        for make in pages.makers():
            try:
                for _ in make():
                    pass
            except ContentError as error:
                self.report.diagnostics.extend(error.diagnostics)

    def finish(self, planned: Sequence[Planned], cache: Cache) -> None:
        """Make the search index, remove what no document makes any more, and remember what was made from what."""
        complete = not self.request.formats or {one.name for one in self.output.formats} <= set(self.request.formats)
        clean = self.request.whole and complete and not errors(self.report.diagnostics)
        if clean:
            left = (path for path in self.output.folder.site() if path not in self.output.digests and not path.startswith(SEARCH))
            self.output.drop(sorted(left))
            remove_empty(self.root / SITE)
            cache.keep_only(frozenset(work.digest for edition in planned for work in edition.works if work.format.kept))
        if self.request.whole:
            self._index()
        remember(self.root, self.output, self.project.workspace, self.library, self.request, anew=clean)
        self.report.written, self.report.removed = self.output.written, self.output.removed
        self.report.diagnostics[:] = in_order(self.report.diagnostics)

    # ── editions ─────────────────────────────────────────────────────────────────────────────────

    def _planned(self) -> tuple[Planned, ...]:
        self.report.diagnostics.extend(clashes(self.project.publications, self.editions.pages.shell.taken))
        return tuple(edition for publication in self.request.publications for edition in self.editions.planned(publication))

    def _made(self, planned: Sequence[Planned]) -> Iterator[tuple[Planned, Mapping[str, Made | None]]]:
        """Yield each edition with its files by path, as soon as all of them are made."""
        waiting = {number: {work.digest for work in edition.works if work.format.kept} for number, edition in enumerate(planned)}
        asked = {
            work.digest: Asked(work.job, work.digest, work.format.label, f"{edition.edition}/{edition.publication.id}")
            for edition in planned
            for work in edition.works
            if work.format.kept
        }
        yield from ((planned[number], {}) for number, digests in waiting.items() if not digests)
        made: dict[str, Made | None] = {}
        for digest, result, new in self.making(asked):
            made[digest] = result
            if new and result is not None and not result.problem:
                self.report.made[asked[digest].label] += 1
            for number in [number for number, digests in waiting.items() if digest in digests]:
                waiting[number].discard(digest)
                if result is not None and not new:
                    self.report.cached[asked[digest].label] += 1
                if not waiting[number]:
                    works = (work for work in planned[number].works if work.format.kept)
                    yield planned[number], {work.path: made[work.digest] for work in works}

    def _commit(self, edition: Planned, made: Mapping[str, Made | None]) -> None:
        """Write the files of an edition, all or none."""
        problem = next((one.problem for one in made.values() if one and one.problem), "")
        if problem:
            found = Diagnostic("pdf-failed", problem, edition.publication.document.place, "correct the asset or the style")
            self.judge.withhold(edition.publication, ContentError(found))
            return
        self._judge_length(edition)
        for work in edition.works:
            if work.format.kept:
                self.output.file(work.path, result := made[work.path], work.digest)
                self.report.pages += result.pages if result else 0
                self._tell(edition, result)
            else:
                self._write_pages(work.path, work.job.make())
                self.output.editions[work.path] = edition.publication.id
        for name, data in edition.images.items():
            self.output.put(f"{SITE}/assets/images/{name}", data)
        self.report.documents.add(edition.publication.id)
        self.report.editions += 1

    def _tell(self, edition: Planned, made: Made | None) -> None:
        """Tell what is wrong with the pages of a file."""
        name = f"{edition.edition}/{edition.publication.id}"
        self.report.diagnostics.extend(told(made.findings if made else (), name, edition.publication.document.place))

    def _write_pages(self, path: str, made: Made) -> None:
        for page, data in {path: made.data, **made.beside}.items():
            self.output.page(page, data)
        self.output.drop(sorted(set(self.output.parts_of(path)) - made.beside.keys()))

    def _judge_length(self, edition: Planned) -> None:
        for work in edition.works:
            if not work.format.kept:
                made = work.job.make()
                pages = {page: data.decode() for page, data in {work.path: made.data, **made.beside}.items()}
                self.report.diagnostics.extend(too_long(pages, edition.publication.document))

    # ── the site around them ─────────────────────────────────────────────────────────────────────

    def _site(self) -> None:
        """Write the pages around the documents that exist."""
        if not self.project.publications or not self.request.around:
            return
        listed = catalogue(self.library, self.project.publications, self.output.exists, self.editions.downloads)
        pages = self.editions.pages
        try:
            self.output.put(f"{SITE}/assets/site.css", pages.stylesheet(*WEB_STYLES).encode())
            if keeps_lists(self._document_pages(), self.library, self.project.publications, self.report.withheld):
                return
            files = list(self._around(SitePages(self.project.workspace, pages.shell, listed)))
        except ContentError as error:
            self.report.diagnostics.extend(error.diagnostics)
            return
        if self.judge.site():
            for path, data in files:
                self.output.page(path, data) if path.endswith((".html", ".xml")) else self.output.put(path, data)

    def _document_pages(self) -> set[str]:
        return {path for path in {*self.output.editions, *document_pages(self.root)} if self.output.exists(path)}

    def _around(self, pages: SitePages) -> Iterator[tuple[str, bytes]]:
        """Yield the pages around the documents; a preview counts what is unfinished when it is asked to, for it takes long."""
        yield from pages.files()
        there = all(self.output.exists(register_page(language, REPORT)) for language in pages.single)
        if self.request.whole or self.request.counted or not (self.request.promised and there):
            yield from report_pages(pages, Completeness(self.project))

    def _index(self) -> None:
        """Make the search index of the pages as they now are, in the place of the last one."""
        last = {name for name in self.output.folder.site() if name.startswith(SEARCH)}
        for name, data in search.index(self.root / SITE, self.report.diagnostics):
            self.output.put(f"{SITE}/{name}", data)
        self.output.drop(sorted(last - set(self.output.digests)), told=False)
