"""Judges every document and page by rendering it, for its mistakes alone; what asked nothing that differs is not judged again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from toolkit.build.judging import Judge
from toolkit.build.memory import EDITION, PAGE
from toolkit.build.request import Report
from toolkit.build.run import Run, too_long_pages
from toolkit.content.library import edition_languages
from toolkit.core.diagnostics import ContentError, Diagnostic, Severity, errors
from toolkit.language.localizer import State
from toolkit.outline.numbering import Publication
from toolkit.render.stylesheets import check_stylesheets
from toolkit.render.template_faults import check_assets, check_templates
from toolkit.site.catalogue import all_there
from toolkit.site.site_files import site_files
from toolkit.site.site_pages import Maker
from toolkit.site.web_edition import TOO_LONG, too_long_around


class _UnfitError(Exception):
    """Something has a mistake: what was found is told, and judged anew by the next check."""


@dataclass(frozen=True, slots=True)
class Checking:
    """One check of a workspace; what it finds stands in the report of its run."""

    run: Run
    """A run that writes nothing, of web pages."""
    printing: Run
    """The same of printed pages."""
    built: Run
    """What remembers the last build: what holds of that is known without rendering it."""

    @property
    def report(self) -> Report:
        """What has been found so far."""
        return self.run.report

    def check(self) -> None:
        """Judge every edition, every page around them, and what documents print on their day."""
        project, request = self.run.project, self.run.request
        self.report.diagnostics.extend(self.run.editions.pages.shell.clashes)
        self._recalled()
        self.run.editions.answering(project.reader)
        made = [
            self._edition("web", self.run, publication, edition) for publication in request.publications for edition in request.editions
        ]
        self._around(as_built=all(made))
        self.run.judge.printed()
        self.printing.editions.answering(project.reader)
        for publication, edition in one_of_each_kind(request.publications, request.editions):
            self._edition("paper", self.printing, publication, edition)
        self.run.judge.explain()
        project.save()

    def _recalled(self) -> None:
        """Judge what holds of the last build, as that would be asked."""
        reader, built = self.run.project.reader, self.built
        built.editions.answering(reader)
        built.memory.judge(EDITION)
        if self.run.project.publications:
            built.listed(reader)
            built.memory.judge(PAGE)

    def _as_built(self, kind: str, name: str, formats: Collection[str] = ()) -> bool:
        """Say again what the last build said of a page, or of an edition with these formats, where it holds and has no mistake."""
        found, known = self.built.memory.held(kind, name), self.built.editions.known(kind, name)
        if found is None or not set(formats).issubset(found.formats) or not self.built.editions.is_sound(known, known):
            return False
        self.report.diagnostics.extend(one for one in found.warnings if one.code == TOO_LONG)  # those of pages of PDFs are told apart
        if kind == EDITION:
            self.run.judge.again(found)
        return True

    def _edition(self, medium: str, run: Run, publication: Publication, edition: str) -> bool:
        """Judge an edition of a publication on the web or on paper, where it has such an edition.

        Returns whether it was known: the last build made it with all its files, whose words and sizes the page tells.
        """
        editions = run.library.editions_of(publication.document)
        if edition not in editions:
            return True
        names = [one.name for one in self.built.editions.formats if not one.offered or one.makes(publication, edition, editions)]
        if self._as_built(EDITION, f"{edition}/{publication.id}", names):
            return True
        found = Report()
        formats = tuple(one for one in run.editions.formats if one.offered or medium == "web")
        asked = replace(run.request, editions=(edition,))
        apart = replace(run.editions, judge=Judge(run.project, asked, found), request=asked, formats=formats)

        def judge() -> list[Any]:
            for planned in apart.planned(publication):
                found.diagnostics.extend(too_long_pages(planned))
            if medium == "paper":  # what is unfinished in the words is told of the web pages already
                found.unfinished.clear()
            return self._kept(found)

        self._judged(medium, f"{edition}/{publication.id} {run.project.asked or ''}", found, judge)
        return False

    def _around(self, *, as_built: bool) -> None:
        """Judge what stands around the documents: every stylesheet and template, every page of the site as if all documents were there."""
        project = self.run.project
        workspace = project.reader.workspace
        for kind, check in (("styles", check_stylesheets), ("templates", check_templates), ("assets", check_assets)):
            self._page("file", kind, lambda check=check: list(check(workspace)))  # type: ignore[misc]
        if not project.publications or errors(self.report.diagnostics):
            return
        listed = self.run.listed(project.reader, all_there)
        for path, make in site_files(replace(self.run.site_pages(listed), pixels=False)):
            if not (as_built and self._as_built(PAGE, path)):
                self._page("page", path, partial(self._too_long, path, make))

    def _too_long(self, path: str, make: Maker) -> Iterator[Diagnostic]:
        made = make()
        return too_long_around({path: made} if isinstance(made, bytes) else made.files, self.run.library)

    def _page(self, kind: str, name: str, make: Callable[[], Iterable[Diagnostic]]) -> None:
        found = Report()

        def judge() -> list[Any]:
            try:
                found.diagnostics.extend(make())
            except ContentError as error:
                found.diagnostics.extend(error.diagnostics)
            return self._kept(found)

        self._judged(kind, name, found, judge)

    # ── what is kept of a judgement ──────────────────────────────────────────────────────────────

    def _judged(self, kind: str, name: str, found: Report, judge: Callable[[], list[Any]]) -> None:
        """Add a judgement to the report: as it was kept, or made now."""
        try:
            warnings, unfinished = self.run.project.recall.of(f"judged {kind}", name, judge)
        except _UnfitError:
            self.report.diagnostics.extend(found.diagnostics)
            self.report.withheld.update(found.withheld)
            self.report.unfinished.update(found.unfinished)
            return
        places = self.run.project.places
        self.report.diagnostics.extend(
            Diagnostic(code, words, places.absolute(at), hint, Severity.WARNING) for code, words, at, hint in warnings
        )
        self.report.unfinished.update({(into, context, source): State(state) for into, context, source, state in unfinished})

    def _kept(self, found: Report) -> list[Any]:
        """Return a judgement as JSON can say it; a mistake is not kept, for the place of its cause may be anywhere."""
        if found.withheld or any(one.severity is not Severity.WARNING or one.related for one in found.diagnostics):
            raise _UnfitError
        places = self.run.project.places
        warnings = [[one.code, one.message, places.relative(one.place), one.hint] for one in found.diagnostics]
        return [warnings, [[*key, state.value] for key, state in found.unfinished.items()]]


def one_of_each_kind(publications: Sequence[Publication], editions: Sequence[str]) -> Iterator[tuple[Publication, str]]:
    """Yield one document of each kind in one language and side by side: they show what the frames of printed pages are like."""
    widths = tuple({len(edition_languages(edition)): edition for edition in reversed(editions)}.values())
    for publication in {one.document.kind: one for one in reversed(publications)}.values():
        yield from ((publication, edition) for edition in widths)
