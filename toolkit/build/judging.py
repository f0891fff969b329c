"""Judges what a build has rendered: what is withheld, what is unfinished, what a release refuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.build.memory import Remembered
from toolkit.build.request import Report, Request, holding_back
from toolkit.checks.printed import check_printed
from toolkit.content.edition import edition_languages
from toolkit.core.diagnostics import ContentError, Diagnostic, errors
from toolkit.language.localizer import State, Unfinished
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.site.site_pages import WithheldError


@dataclass(frozen=True, slots=True)
class Judge:
    """Notes in a report what is wrong with what a request asked for."""

    project: Project
    request: Request
    report: Report

    def withhold(self, publication: Publication, error: Exception) -> None:
        """Leave a document as the last build made it, and tell why."""
        self.report.withheld.add(publication.id)
        if isinstance(error, ContentError):
            self.report.diagnostics.extend(error.diagnostics)

    def hold(self, path: str, error: WithheldError | None = None) -> None:
        """Leave a page around the documents as the last build made it, and tell why where that is not told of its document."""
        self.report.held.add(path)
        if error and error.document not in self.report.withheld:
            self.report.diagnostics.extend(error.diagnostics)

    def explain(self) -> None:
        """Say of each document that is withheld that it is, where nothing else that was found says so."""
        if not errors(self.report.diagnostics):
            withheld = [one for one in self.project.publications if one.id in self.report.withheld]
            self.report.diagnostics.extend(dict.fromkeys(map(_unexplained, withheld)))

    def edition(self, publication: Publication, blanks: int, unfinished: Sequence[Unfinished]) -> None:
        """Count what is not finished in an edition; a release refuses it."""
        if blanks:
            self.report.blanks[publication.id] = blanks
        self._count(unfinished)
        if self.request.release and unfinished:
            raise ContentError(*(holding_back(item) for item in dict.fromkeys(unfinished)))

    def again(self, found: Remembered) -> None:
        """Say again what was said of an edition or a page that holds."""
        if found.blanks:
            self.report.blanks[found.document] = found.blanks
        self.report.unfinished.update({(into, context, source): State(state) for into, context, source, state in found.unfinished})

    def site(self, unfinished: Iterable[Unfinished]) -> bool:
        """Count what is not finished in frames and lists, in the languages asked for; return False where a release refuses it."""
        asked = {tag for edition in self.request.editions for tag in edition_languages(edition)}
        found = [item for item in dict.fromkeys(unfinished) if item.into in asked]
        self._count(found)
        if self.request.release:
            self.report.diagnostics.extend(holding_back(item) for item in found)
        return not (self.request.release and found)

    def printed(self) -> None:
        """Judge law and figures by what the publications print on their day."""
        assert self.project.library
        ledger = self.project.ledger(self.request.publications)
        self.report.diagnostics.extend(check_printed(self.project.library, self.request.publications, ledger))

    def _count(self, unfinished: Iterable[Unfinished]) -> None:
        self.report.unfinished.update({(item.into, item.context, item.source): item.state for item in unfinished})


def _unexplained(publication: Publication) -> Diagnostic:
    words = f"`{publication.id}` is withheld: it shows a record that could not be read or worked out"
    return Diagnostic("withheld", words, publication.document.place, "its last good files stay; `toolkit check` names the record")
