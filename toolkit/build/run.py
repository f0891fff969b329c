"""Runs one build: renders editions, has their files made, writes them and the site around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from toolkit.build.around import Surroundings, files_around
from toolkit.build.artifacts import keeps_lists
from toolkit.build.cache import FOLDER, Cache
from toolkit.build.editions import Editions
from toolkit.build.formats import Made
from toolkit.build.judging import Judge
from toolkit.build.manifest import document_pages, remember
from toolkit.build.memory import EDITION, Memory, Remembered, Written
from toolkit.build.output import Output
from toolkit.build.pdf.findings import told
from toolkit.build.planned import Done, Planned, Work
from toolkit.build.pool import Making
from toolkit.build.request import NO_PAGES, OnDemand, Report, Request
from toolkit.build.search_index import INDEX, SearchIndex
from toolkit.build.staging import Staging, Whole
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, Diagnostic, errors, in_order
from toolkit.core.files import remove_empty
from toolkit.core.spill import Aside, Spill
from toolkit.evidence.completeness import Completeness
from toolkit.outline.addresses import SITE, register_page
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.render.reader import Reader
from toolkit.site.catalogue import Catalogue, all_there, catalogue, shown_in
from toolkit.site.cuts import Cuts
from toolkit.site.figure_pages import figure_addresses
from toolkit.site.report_page import NAME as REPORT
from toolkit.site.report_page import ReportPages
from toolkit.site.site_pages import Files, Maker, SitePages
from toolkit.site.web_edition import too_long

IMAGES = f"{SITE}/assets/images/"
STYLES = f"{SITE}/assets/site.css"


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
    memory: Memory
    making: Making
    cuts: Cuts
    between: Callable[[], None] = lambda: None
    """Called after each edition, and before each page around them."""

    @property
    def report(self) -> Report:
        """What the run has done and found so far."""
        return self.judge.report

    def build(self) -> tuple[Done, ...]:
        """Write every edition that can be made, as soon as it is whole, and the site; return what to remember of the editions."""
        done = []
        for whole in self._whole():
            done.append(Done.of(whole.edition))
            if whole.edition.held:
                self._hold(whole.edition.held)
            else:
                self._commit(whole.edition, whole.files)
        self._site()
        if self.request.around is None or not self.request.promised:  # what a preview was not asked for waits
            self.judge.printed()
        return tuple(done)

    def finish(self, done: Sequence[Done], cache: Cache) -> None:
        """Make the search index, remove what no document makes any more, and remember what was made from what."""
        self.judge.explain()
        complete = not self.request.formats or {one.name for one in self.output.formats} <= set(self.request.formats)
        stays = self.report.withheld or self.report.held or errors(self.report.diagnostics)
        sound = self._everything and self.request.around is None and not stays
        clean = self.request.whole and complete and sound
        if sound:  # before the index, which is of all pages that are there
            stay = self.output.digests.keys() | self.output.unasked(self.request.formats, self.project.publications, self.library)
            late = () if self._counts else tuple(f"{SITE}/{language}/{REPORT}." for language in self.library.languages)
            self.output.drop(path for path in self.output.folder.site() if path not in stay and not path.startswith((INDEX, *late)))
        searched = self._everything and not self.request.promised  # a site of web pages alone is searched too
        if self.request.whole or searched or OnDemand.SEARCH in self.request.demanded:
            SearchIndex(self.root, self.output, self.memory, self.report.diagnostics).update(self.library.languages)
        if clean:
            remove_empty(self.root / SITE)
            if self.output.written or self.output.removed:
                self.memory.forget_others((edition.name for edition in done), self.output.digests)
                cache.keep_only(self.memory.jobs() | {digest for edition in done for digest in edition.jobs})
        remember(self.root, self.output, self.project.workspace, self.library, self.request, anew=clean, everything=self._everything)
        self.report.written, self.report.removed = self.output.written, self.output.removed
        self.report.diagnostics[:] = in_order(self.report.diagnostics)

    @property
    def _everything(self) -> bool:
        """True when every document is made in every edition, in whichever formats."""
        asked = self.request
        return len(asked.publications) == len(self.project.publications) and set(asked.editions) >= set(self.library.editions)

    # ── editions ─────────────────────────────────────────────────────────────────────────────────

    def _planned(self) -> Iterator[Planned]:
        """Render the editions; documents that list what others print come last, so that nothing is rendered for them alone."""
        self.report.diagnostics.extend(self.editions.pages.shell.clashes)
        for publication in sorted(self.request.publications, key=lambda one: one.lists_others):
            yield from self.editions.planned(publication)
            if self.project.is_large and self.request.around is None:
                self.project.trace(publication)
                if self._counts:
                    Completeness(self.project).count(publication)

    def _whole(self) -> Iterator[Whole]:
        """Yield each edition with its files by path, as soon as all of them are made."""
        staging = Staging(self.making, Spill(self.root / FOLDER), self.output.formats, self.project.reader.answers)
        for whole in staging.whole(self._planned()):
            for work in whole.edition.works:
                made = whole.files.get(work.path)
                if made is not None and work.path not in whole.new:
                    self.report.cached[work.format.label] += 1
                elif made is not None and not made.problem:
                    self.report.made[work.format.label] += 1
            yield whole
            self.between()

    def _commit(self, edition: Planned, made: Mapping[str, Made | None]) -> None:
        """Write the files of an edition, all or none."""
        if self._failed(edition, made):
            return
        warnings = (*too_long_pages(edition), *_findings(edition, made.values()))
        images = {f"{IMAGES}{name}": data for name, data in edition.images.items()}
        for path, data in images.items():
            self.output.put(path, data)
        paths = list(images)
        for work in edition.works:
            if work.format.offered:
                paths += self._write_file(work, made[work.path] if work.format.kept else work.job.make())
            else:
                paths += self._write_pages(work, edition)
        pages = sum(one.pages for one in made.values() if one)
        self._count(edition.publication.id, pages, warnings)
        if all(made.values()):
            self.memory.keep(EDITION, edition.name, self._remembered(edition, paths, pages, warnings), edition.reads)

    def _failed(self, edition: Planned, made: Mapping[str, Made | None]) -> bool:
        """Say whether a file of an edition could not be made, and withhold the edition then."""
        problem = next((one.problem for one in made.values() if one and one.problem), "")
        if problem:
            found = Diagnostic("pdf-failed", problem, edition.publication.document.place, "correct the asset or the style")
            self.judge.withhold(edition.publication, ContentError(found))
        return bool(problem)

    def carry(self, put: Callable[[Planned], None]) -> None:
        """Render what is asked for and have its files made, and hand over each edition that is whole; nothing is written."""
        for whole in self._whole():
            if not self._failed(whole.edition, whole.files):
                put(whole.edition)
                self._count(whole.edition.publication.id, sum(one.pages for one in whole.files.values() if one), ())

    def _hold(self, found: Remembered) -> None:
        """Leave an edition as it is, and say again what was said of it."""
        for file in found.files:
            self.output.keep(file.path, file.digest, file.source, file.shows)
        self.output.editions[found.first] = found.document
        self.report.cached.update(found.works.values())
        self.judge.again(found)
        self._count(found.document, found.pages, found.warnings)

    def _count(self, document: str, pages: int, warnings: Iterable[Diagnostic]) -> None:
        self.report.documents.add(document)
        self.report.editions += 1
        self.report.pages += pages
        self.report.diagnostics.extend(warnings)

    def _remembered(self, edition: Planned, paths: Sequence[str], pages: int, warnings: tuple[Diagnostic, ...]) -> Remembered:
        output = self.output
        return Remembered(
            files=tuple(Written(path, output.digests[path], output.sources.get(path, ""), output.shows.get(path, ())) for path in paths),
            formats=edition.formats,
            works={work.digest: work.format.label for work in edition.works if work.format.kept},
            document=edition.publication.id,
            first=next(work.path for work in edition.works if not work.format.offered),
            pages=pages,
            blanks=edition.blanks,
            unfinished=tuple((one.into, one.context, one.source, one.state.value) for one in edition.unfinished),
            warnings=warnings,
            own=edition.own,
        )

    def _write_file(self, work: Work, made: Made | None) -> list[str]:
        """Write the file of a job, and what tells of it; a file that is there already is not read again."""
        beside, output = work.format.beside(work.path), self.output
        if beside:
            there = made is not None and output.exists(beside) and output.on_disk(work.path) == sha256(made.data).hexdigest()
            told = output.folder.read(beside) if there and output.folder.exists(beside) else work.format.telling(made.data) if made else b""
            output.file(beside, Made(told) if made else None, work.digest)
        output.file(work.path, made, work.digest)
        return [work.path, beside] if beside else [work.path]

    def _write_pages(self, work: Work, edition: Planned) -> tuple[str, ...]:
        """Write the pages of an edition, and remove the parts that it has no longer; return their paths."""
        pages = work.pages
        for path, data in pages.items():
            self.output.page(path, data)
        self.output.editions[work.path] = edition.publication.id
        self.output.drop(sorted(set(self.output.parts_of(work.path)) - pages.keys()))
        return tuple(pages)

    # ── the site around them ─────────────────────────────────────────────────────────────────────

    def _site(self) -> None:
        """Write the pages around the documents that exist."""
        if not self.project.publications or self.request.around == NO_PAGES:
            return
        self.between()
        listed = self.listed(self.project.reader)
        kept = keeps_lists(self._document_pages(), self.library, self.project.publications, self.report.withheld)
        own = {STYLES, *figure_addresses(self.site_pages(listed))}
        around = [page for page in self.around(listed) if (not kept or page[0] in own) and self.request.wants(page[0])]
        surroundings = Surroundings(self.project, self.output, self.judge, self.editions, self.memory)
        spill = Spill(self.root / FOLDER)
        try:
            files = self._rendered(surroundings, around, spill)
            for page in files:
                surroundings.write(spill.get(page))
        except ContentError as error:
            self.report.diagnostics.extend(error.diagnostics)
            return
        finally:
            spill.close()
        self.project.save()

    def _rendered(self, surroundings: Surroundings, around: Iterable[tuple[str, Maker]], spill: Spill) -> tuple[Aside, ...]:
        """Render the pages around documents and put them aside; return none where one of them holds a release back."""
        files, unfinished = [], {}
        for path, make in around:
            self.between()
            page = surroundings.page(path, make)
            if page:
                files.append(spill.put(page))
                unfinished.update(dict.fromkeys(page.unfinished))
        return tuple(files) if self.judge.site(unfinished) else ()

    def listed(self, reader: Reader, exists: Callable[[str], bool] | None = None) -> Catalogue:
        """Return the documents that lists show; from now on a reader answers what pages around the documents ask of them."""
        there = exists or (all_there if self.request.expected else self.output.exists)
        listed = catalogue(self.library, self.project.publications, there, self.editions.downloads, self._shown, reader.recorder)
        self.answering(reader, listed)
        return listed

    def _shown(self, publication: Publication) -> tuple[list[str], list[str]]:
        """Return what a document mentions, and its figures; no outline is made where it holds what it was."""
        reader = self.project.reader

        def make() -> tuple[list[str], list[str]]:
            reader.recorder.note(f"publication {publication.id}")
            return shown_in(reader.library, publication)

        named, drawn = self.project.recall.of("shown", f"{publication.id} {publication.asked or ''}", make)
        return named, drawn

    def answering(self, reader: Reader, listed: Catalogue) -> None:
        """Have a reader answer what pages around the documents ask of those that are listed."""
        latest = self.editions.pages.shell.latest
        reader.register("latest", lambda _: f"{latest.id} {latest.as_of}")
        reader.register("size", lambda path: str(self.output.measure(path)))
        for kind, answer in listed.answers(lambda one, what: reader.answer(f"{what}-of {one.id}")).items():
            reader.register(kind, answer)
        for kind, answer in self.cuts.answers(reader.answer).items():
            reader.register(kind, answer)

    def site_pages(self, listed: Catalogue) -> SitePages:
        """Return what makes the pages around documents."""
        return SitePages(self.project.reader.workspace, self.editions.pages.shell, listed, self.cuts)

    def _document_pages(self) -> set[str]:
        return {path for path in {*self.output.editions, *document_pages(self.root)} if self.output.exists(path)}

    def around(self, listed: Catalogue) -> Files:
        """Yield the pages around the documents; a preview counts what is unfinished when it is asked to, for it takes long."""
        pages = self.site_pages(listed)
        yield STYLES, lambda: self.editions.pages.web_stylesheet().encode()
        yield from files_around(pages)
        if not pages.library.site.public_report:
            return
        report = ReportPages(pages, Completeness(self.project))
        for kind, answer in report.answers().items():
            self.project.reader.register(kind, answer)
        there = all(self.output.exists(register_page(language, REPORT)) for language in pages.single)
        if self._counts or not there:
            yield from report.files()

    @property
    def _counts(self) -> bool:
        """True when the page that tells what is unfinished is made in any case."""
        asked = self.request
        return OnDemand.REPORT in asked.demanded or (asked.around is None and (asked.whole or not asked.promised))


def too_long_pages(edition: Planned) -> Iterator[Diagnostic]:
    """Yield a warning for each page of an edition that is too long."""
    for work in edition.works:
        if not work.format.offered:
            yield from too_long({path: data.decode() for path, data in work.pages.items()}, edition.publication.document)


def _findings(edition: Planned, made: Iterable[Made | None]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the pages of files."""
    for one in filter(None, made):
        yield from told(one.findings, edition.name, edition.publication.document.place)
