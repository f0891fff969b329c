"""Builds the artifacts that were asked for and reports what it did; nothing else writes under `build/`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.blocks.reach import shown
from toolkit.build.artifacts import keeps_lists, parts_of, present, remove_empty
from toolkit.build.manifest import BASE, JOBS, MANIFEST, SNAPSHOT, as_json, read_digests
from toolkit.build.pdf.attachment import figures_attachment
from toolkit.build.pdf.cache import Cache
from toolkit.build.pdf.layout import PdfJob, PdfResult
from toolkit.build.pdf.pool import OnProgress, Planned, lay_out
from toolkit.build.request import Report, Request, holding_back
from toolkit.checks.printed import check_printed
from toolkit.content.library import Library, edition_languages
from toolkit.core import fonts
from toolkit.core.archive import pack, sources
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, errors, in_order
from toolkit.core.files import ready, write
from toolkit.evidence.completeness import Completeness
from toolkit.evidence.provenance import provenance, put, sheet
from toolkit.language.localizer import Unfinished
from toolkit.outline.addresses import SITE, address, base_of_site, clashes, register_page
from toolkit.outline.numbering import Outline, Publication
from toolkit.project import Project
from toolkit.render.edition import Body, Edition
from toolkit.render.fragments import Fragments
from toolkit.site import search
from toolkit.site.catalogue import catalogue
from toolkit.site.document_pages import WEB_STYLES, Pages, print_styles
from toolkit.site.downloads import Download
from toolkit.site.frame import Shell
from toolkit.site.report_page import NAME as REPORT
from toolkit.site.report_page import report_pages
from toolkit.site.site_pages import SitePages
from toolkit.site.web_edition import Cuts, WebEdition, too_long


@dataclass(slots=True)
class Builder:
    """Builds the artifacts of one project; `executor` makes the PDFs and is only asked for when there are any."""

    project: Project
    library: Library
    folder: Path
    executor: Callable[[], Executor]
    progress: OnProgress = lambda done, total, name: None
    report: Report = field(default_factory=Report)
    cache: Path | None = None
    """Where PDFs are kept; below `folder` when left out."""
    _cuts: Cuts = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)

    def build(self, request: Request) -> Report:
        """Build what is asked for; every edition that can be made is made, whatever befalls the others."""
        self.report.diagnostics.extend(self.project.diagnostics)
        self._prepare()
        pages = self.pages(request)
        self.report.diagnostics.extend(clashes(self.project.publications, pages.shell.taken))
        planned = [edition for publication in request.publications for edition in self.planned(publication, request, pages)]
        artifacts: dict[str, str] = {}
        for edition, result in self._lay_out(planned):
            self._commit(edition, result, request, artifacts)
        self._site(request, pages, artifacts)
        self._check_printed(request)
        self._finish(request, planned, artifacts)
        return self.report

    def check(self, publications: Sequence[Publication], editions: Sequence[str]) -> Report:
        """Render every page, for its mistakes alone; nothing is written."""
        self.report.diagnostics.extend(self.project.diagnostics)
        request = Request(tuple(publications), tuple(editions), ("html",))
        pages = self.pages(request)
        self.report.diagnostics.extend(clashes(self.project.publications, pages.shell.taken))
        for publication in publications:
            for planned in self.planned(publication, request, pages):
                try:
                    self.report.diagnostics.extend(too_long(planned.web(None), publication.document))
                except ContentError as error:
                    self._withhold(publication, error)
        self._check_printed(request)
        self.report.diagnostics[:] = in_order(self.report.diagnostics)
        return self.report

    def pages(self, request: Request) -> Pages:
        """Return what lays out the pages of documents in the site that is asked for."""
        templates = {tag: self.project.templates(tag) for tag in self.library.languages}
        return Pages(self.project.workspace, Shell(self.library, self.project.publications, templates, request.base))

    def _check_printed(self, request: Request) -> None:
        """Judge law and figures by what the publications print on their day."""
        ledger = self.project.ledger(request.publications)
        self.report.diagnostics.extend(check_printed(self.library, request.publications, ledger))

    def _prepare(self) -> None:
        try:
            ready(self.folder)
        except OSError as error:
            hint = "make the folder writable, or remove what stands in its place"
            problem = Diagnostic("unwritable", f"cannot be written: {error.strerror}", Place(str(self.folder.name)), hint)
            raise ContentError(problem) from None

    # ── rendering ────────────────────────────────────────────────────────────────────────────────

    def planned(self, publication: Publication, request: Request, pages: Pages) -> Iterator[Planned]:
        """Yield the editions of one publication, rendered and ready to be laid out."""
        try:
            numbered = self.project.outline(publication)
            self._refuse_faulty(numbered)
        except (ContentError, LookupError) as error:
            self._missing(publication, error)
            return
        fragments: dict[str, Fragments] = {}
        for edition in (one for one in request.editions if one in self.library.editions_of(publication.document)):
            try:
                for tag in edition_languages(edition):
                    fragments[tag] = self.project.fragments(publication, tag)
                yield self._render(numbered, edition, fragments, request, pages)
            except (ContentError, LookupError) as error:
                self._missing(publication, error)

    def _refuse_faulty(self, numbered: Outline) -> None:
        ids = shown(self.library, numbered) | {numbered.publication.document.id}
        if ids & self.project.faulty or not all(self.library.knows(id) for id in ids):
            raise ContentError()

    def _missing(self, publication: Publication, error: ContentError | LookupError) -> None:
        """Withhold a document; what it looks for in vain must be told of already."""
        if isinstance(error, LookupError) and not errors(self.project.diagnostics):
            raise error
        self._withhold(publication, error)

    def _withhold(self, publication: Publication, error: Exception) -> None:
        self.report.withheld.add(publication.id)
        if isinstance(error, ContentError):
            self.report.diagnostics.extend(error.diagnostics)

    def _render(self, numbered: Outline, edition: str, fragments: Mapping[str, Fragments], request: Request, pages: Pages) -> Planned:
        """Render an edition; what the frames around its body say is judged with it."""
        with ExitStack() as stack:
            around = [stack.enter_context(fragments[tag].context.localizer.noting()) for tag in edition_languages(edition)]
            body = Edition(self.library, numbered, edition, fragments).body()
            planned = self._plan(numbered, body, fragments, request, pages)
            if request.release:
                planned.web(None)
        self._judge(numbered, body, [*body.unfinished, *(item for spoken in around for item in spoken.unfinished.values())], request)
        return planned

    def _plan(self, numbered: Outline, body: Body, fragments: Mapping[str, Fragments], request: Request, pages: Pages) -> Planned:
        context, templates = fragments[body.languages[0]].context, pages.shell.templates
        images = self._assets(numbered)
        # A draft bears no commit: else one edited word would remake every PDF that prints anything of its file.
        history = self.project.history if request.stamped else {}
        job = None
        if "pdf" in request.formats:
            styles = tuple(pages.stylesheet(name) for name in print_styles(numbered.publication.document.page or self.library.site.page))
            page = pages.print_page(numbered, body, context)
            made = provenance(fragments, body, [page, *styles, *images.values()], history)
            variant = request.variant or self.library.site.pdf_variant
            attachment = figures_attachment(variant, fragments, body, request.base)
            job = PdfJob(put(page, sheet(made, body, fragments, templates)), styles, images, variant.value, attachment)

        web = WebEdition(pages, numbered, body, fragments, history, self.project.fragments, self._cuts).render
        return Planned(numbered.publication, body.edition, web, job, job.digest(fonts.digest()) if job else "", images)

    def _judge(self, numbered: Outline, body: Body, unfinished: Sequence[Unfinished], request: Request) -> None:
        """Count what is not finished; a release refuses it."""
        if body.blanks:
            self.report.blanks[numbered.publication.id] = len(body.blanks)
        self._count(unfinished)
        if request.release and unfinished:
            raise ContentError(*(holding_back(item) for item in dict.fromkeys(unfinished)))

    def _count(self, unfinished: Iterable[Unfinished]) -> None:
        self.report.unfinished.update({(item.into, item.context, item.source): item.state for item in unfinished})

    def _assets(self, numbered: Outline) -> dict[str, bytes]:
        files = [it.file for block in numbered.blocks() if (it := block.arguments) is not None and hasattr(it, "file")]
        logo = self.library.site.logo
        if logo and f"content/images/{logo}" not in self.project.workspace.list("content/images", ""):
            raise ContentError()
        files += [logo] if logo and numbered.publication.document.kind != "agreement" else []
        return {file: self.project.workspace.read(f"content/images/{file}") for file in files}

    def _exists(self, path: str) -> bool:
        return (self.folder / path).is_file()

    # ── writing ──────────────────────────────────────────────────────────────────────────────────

    def _cache(self) -> Cache:
        return Cache(self.cache or self.folder / ".cache" / "pdf")

    def _lay_out(self, planned: Sequence[Planned]) -> Iterator[tuple[Planned, PdfResult | None]]:
        for edition, result, new in lay_out(planned, self._cache(), self.executor, self.progress):
            self.report.made += new
            self.report.cached += result is not None and not result.problem and not new
            yield edition, result

    def _commit(self, edition: Planned, result: PdfResult | None, request: Request, artifacts: dict[str, str]) -> None:
        """Write page and PDF of an edition, both or neither."""
        if result is not None and result.problem:
            place = edition.publication.document.place
            problem = Diagnostic("pdf-failed", result.problem, place, "correct the asset or the style")
            self._withhold(edition.publication, ContentError(problem))
            return
        pdf = address(edition.edition, edition.publication, ".pdf")
        known = Download.of(pdf, result.data) if result else self._download(pdf, request)
        try:
            pages = edition.web(known)
        except ContentError as error:
            self._withhold(edition.publication, error)
            return
        self.report.diagnostics.extend(too_long(pages, edition.publication.document))
        for path, html in pages.items():
            self._write(path, html.encode(), artifacts)
        self._drop(set(parts_of(self.folder, next(iter(pages)))) - pages.keys())
        for name, data in edition.images.items():
            self._write(f"{SITE}/assets/images/{name}", data, artifacts)
        if result is not None:
            self._write(pdf, result.data, artifacts)
            self.report.pages += result.pages
        self.report.documents.add(edition.publication.id)
        self.report.editions += 1

    def _drop(self, paths: Iterable[str], *, told: bool = True) -> None:
        """Remove what nothing makes any more; `told` counts it among the leftovers."""
        for path in paths:
            (self.folder / path).unlink(missing_ok=True)
            self._gone.add(path)
            self.report.removed += told

    def _download(self, path: str, request: Request) -> Download | None:
        """Describe a PDF of an earlier build; nothing where there is none."""
        if request.promised:
            return Download(path)
        return Download.of(path, (self.folder / path).read_bytes()) if self._exists(path) else None

    def _write(self, path: str, data: bytes, artifacts: dict[str, str]) -> None:
        self.report.written += write(self.folder / path, data)
        artifacts[path] = hashlib.sha256(data).hexdigest()

    def _site(self, request: Request, pages: Pages, artifacts: dict[str, str]) -> None:
        """Write the pages around the documents that exist."""
        if not self.project.publications or not request.around:
            return
        listed = catalogue(self.library, self.project.publications, self._exists, lambda path: self._download(path, request))
        try:
            self._write(f"{SITE}/assets/site.css", pages.stylesheet(*WEB_STYLES).encode(), artifacts)
            if keeps_lists(self.folder, self.library, self.project.publications, self.report.withheld):
                return
            files = list(self._around(SitePages(self.project.workspace, pages.shell, listed), request))
        except ContentError as error:
            self.report.diagnostics.extend(error.diagnostics)
            return
        if self._judge_site(request):
            for path, data in files:
                self._write(path, data, artifacts)

    def _around(self, pages: SitePages, request: Request) -> Iterator[tuple[str, bytes]]:
        """Yield the pages around the documents; a preview counts what is unfinished when it is asked to, for it takes long."""
        yield from pages.files()
        there = all(self._exists(register_page(language, REPORT)) for language in pages.single)
        if request.whole or request.counted or not (request.promised and there):
            yield from report_pages(pages, Completeness(self.project))

    def _judge_site(self, request: Request) -> bool:
        """Count the messages of frames and lists that are not finished; return False where a release refuses them."""
        found = [item for tag in self.library.languages for item in self.project.localizer(tag).unfinished.values()]
        self._count(found)
        if request.release:
            self.report.diagnostics.extend(holding_back(item) for item in found)
        return not (request.release and found)

    def _finish(self, request: Request, planned: Sequence[Planned], artifacts: dict[str, str]) -> None:
        """Merge the manifest; after a whole build without a mistake, remove what no document makes any more."""
        clean = request.whole and not errors(self.report.diagnostics) and request.formats == ("html", "pdf")
        if clean:
            self._tidy(planned, artifacts)
        if request.whole:
            self._index(artifacts)
        self._remember(request, planned, artifacts, clean)
        merged = artifacts if clean else read_digests(self.folder / MANIFEST, self._gone) | artifacts
        write(self.folder / MANIFEST, as_json(merged))
        self.report.diagnostics[:] = in_order(self.report.diagnostics)

    def _tidy(self, planned: Sequence[Planned], artifacts: Mapping[str, str]) -> None:
        left = (name for name in present(self.folder) if name not in artifacts and not name.startswith(f"{SITE}/pagefind/"))
        self._drop(sorted(left))
        remove_empty(self.folder / SITE)
        self._cache().keep_only(frozenset(edition.digest for edition in planned))

    def _remember(self, request: Request, planned: Sequence[Planned], artifacts: Mapping[str, str], clean: bool) -> None:
        """Keep what PDFs were made by, and after a whole build what it was made from, for `toolkit impact` and `toolkit why`."""
        made = {address(edition.edition, edition.publication, ".pdf"): edition.digest for edition in planned if edition.job}
        jobs = {path: digest for path, digest in made.items() if path in artifacts}
        write(self.folder / JOBS, as_json(jobs if clean else read_digests(self.folder / JOBS) | jobs))
        if request.whole:
            write(self.folder / SNAPSHOT, pack(sources(self.project.workspace)))
            asked = "" if request.base == base_of_site(self.library) else request.base.url
            write(self.folder / BASE, asked.encode())

    def _index(self, artifacts: dict[str, str]) -> None:
        """Make the search index of the pages as they now are, in the place of the last one."""
        last = {name for name in present(self.folder) if name.startswith(f"{SITE}/pagefind/")}
        for name, data in search.index(self.folder / SITE, self.report.diagnostics):
            self._write(f"{SITE}/{name}", data, artifacts)
        self._drop(sorted(last - set(artifacts)), told=False)


__all__ = ["Builder", "OnProgress", "Planned", "Report", "Request"]
