"""Builds what a command asked for: the door by which commands reach everything in this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.build.cache import FOLDER, Cache
from toolkit.build.carried import Elsewhere
from toolkit.build.checking import Checking
from toolkit.build.editions import Editions
from toolkit.build.formats import Format
from toolkit.build.formats.registry import registered
from toolkit.build.judging import Judge
from toolkit.build.manifest import SOURCES, read_digests
from toolkit.build.memory import Memory
from toolkit.build.output import DiskFolder, Folder, Output
from toolkit.build.pdf.findings import told
from toolkit.build.planned import Planned
from toolkit.build.pool import Making, OnProgress, Pool
from toolkit.build.request import Report, Request
from toolkit.build.run import Run
from toolkit.build.shards import Shelf
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, in_order
from toolkit.core.files import ready
from toolkit.core.notes import Notes
from toolkit.language.typography import composed
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.site.catalogue import all_there
from toolkit.site.cuts import Cuts
from toolkit.site.downloads import Measure
from toolkit.site.site_pages import SitePages


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the files of one project; `executor` makes those that take long and is only asked for when there are any."""

    project: Project
    library: Library
    root: Path
    """The folder that is built into."""
    executor: Callable[[], Executor]
    progress: OnProgress = lambda done, total, label, name: None
    cache: Cache | None = None
    """Where files that take long are kept; below the folder that is built into when left out."""
    formats: tuple[Format, ...] = field(default_factory=registered)
    between: Callable[[], None] = lambda: None
    """Called between editions and between pages: what it raises ends the build there, with every edition that was written whole."""
    elsewhere: Elsewhere = lambda publication, edition: None
    """Gives the editions that were rendered in another process, or on another machine."""

    @property
    def kept(self) -> Cache:
        """Where files that take long are kept."""
        return self.cache or Cache(self.root / FOLDER)

    def build(self, request: Request) -> Report:
        """Build what is asked for; every edition that can be made is made, whatever befalls the others."""
        self._prepare()
        run = self.run(request, DiskFolder(self.root), Pool(self.kept, self.executor, self.progress), remembering=True)
        run.finish(run.build(), self.kept)
        return run.report

    def shard(self, request: Request) -> Report:
        """Render a part of a site and have its files made; nothing is written but into the cache, where `merge` finds it."""
        self._prepare()
        run = self.run(request, DiskFolder(self.root), Pool(self.kept, self.executor, self.progress))
        run.carry(self._shelf(request).put)
        run.report.diagnostics[:] = in_order(run.report.diagnostics)
        return run.report

    def merge(self, request: Request) -> Report:
        """Build what is asked for of what shards have rendered; what none has, or was lost, is rendered here."""
        return replace(self, elsewhere=self._shelf(request).get).build(request)

    def _shelf(self, request: Request) -> Shelf:
        return Shelf.of(self.project, request, self.kept, self._mode(request))

    def _mode(self, request: Request) -> str:
        return f"{self.root.name} {'stamped' if request.stamped else 'plain'}"

    def check(self, publications: Sequence[Publication], editions: Sequence[str]) -> Report:
        """Render every page, for its mistakes alone; nothing is written."""
        request = Request(tuple(publications), tuple(editions), ("html",), promised=True)
        run, folder = self.run(request, DiskFolder(self.root), Making()), DiskFolder(self.root)
        printing = self.run(replace(request, formats=("pdf",), promised=False), folder, Making())
        built = self.run(replace(request, formats=(), promised=False), folder, Making(), remembering=True)
        Checking(run, printing, built).check()
        run.report.diagnostics[:] = in_order([*run.report.diagnostics, *self._as_last_built(publications)])
        return run.report

    def _as_last_built(self, publications: Sequence[Publication]) -> Iterator[Diagnostic]:
        """Yield what the last build found wrong with pages: to look at pages anew, they must be laid out."""
        made_from = read_digests(self.root / SOURCES)
        for publication in publications:
            for edition in self.library.editions_of(publication.document):
                for path in (one.path(edition, publication) for one in self.formats if one.kept):
                    made = self.kept.get(made_from.get(path, "")) if path in made_from else None
                    name = f"{edition}/{publication.id}, as last built"
                    yield from told(made.findings if made else (), name, publication.document.place)

    def planned(self, publication: Publication, request: Request) -> Iterator[Planned]:
        """Yield the editions of one publication, rendered and ready to be made."""
        yield from self.run(request, DiskFolder(self.root), Making()).editions.planned(publication)

    def site_pages(self, request: Request) -> SitePages:
        """Return what makes the pages around documents, as if every document were there."""
        run = self.run(request, DiskFolder(self.root), Making())
        return run.site_pages(run.listed(self.project.reader, all_there))

    def run(self, request: Request, folder: Folder, making: Making, *, remembering: bool = False) -> Run:
        """Return one run of a request, into a folder, with a way to make files."""
        output = Output(folder, self.formats, self._in_words, request.promised)
        judge = Judge(self.project, request, Report(list(self.project.diagnostics)))
        mode = self._mode(request)
        forgetful, of_few = not isinstance(folder, DiskFolder), request.around is not None
        memory = Memory(self.project.reader, output, self._notes() if remembering else None, mode, forgetful, of_few)
        editions = Editions.of(self.project, request, output, judge, memory, self.elsewhere)
        cuts = Cuts(editions.pages.shell, self.project.reader.recorder, self.project.recall)
        return Run(self.project, self.library, self.root, request, output, judge, editions, memory, making, cuts, self.between)

    def _notes(self) -> Notes | None:
        """Return what is remembered of earlier builds; nothing where there is no folder yet, or none to write in."""
        return self.project.kept if isinstance(self.project.kept, Notes) else Notes.of(self.root)

    def _prepare(self) -> None:
        try:
            ready(self.root)
        except OSError as error:
            hint = "make the folder writable, or remove what stands in its place"
            problem = Diagnostic("unwritable", f"cannot be written: {error.strerror}", Place(str(self.root.name)), hint)
            raise ContentError(problem) from None

    def _in_words(self, language: str, measure: Measure) -> str:
        html = self.project.templates(language).render("components/size.html", self.library.site.place, it=measure)
        return composed(html.strip(), language)


__all__ = ["Builder", "OnProgress", "Planned", "Report", "Request"]
