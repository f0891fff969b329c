"""Tells which files a build makes now, beside those that it made last: what comes, what goes, what mistakes hold back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.build.artifacts import keeps_lists
from toolkit.build.formats.registry import registered
from toolkit.build.manifest import document_pages
from toolkit.build.memory import EDITION, PAGE, Remembered
from toolkit.build.run import STYLES, Run
from toolkit.content.library import Library
from toolkit.core.diagnostics import errors
from toolkit.core.reads import Question
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.site.figure_pages import figures_of_pages
from toolkit.site.register_pages import permanent_pages


@dataclass(frozen=True, slots=True)
class Around:
    """The pages around documents, by kind and name."""

    pages: frozenset[str] = frozenset()
    permanent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The small pages that lead to records, by the first of those that are made together."""
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the page of a figure, all that may be made beside it."""


@dataclass(frozen=True)
class Expected:
    """The editions and pages of a project, by kind and name, beside those of the last build."""

    project: Project
    library: Library
    known: Mapping[str, Remembered]
    _made: list[Around] = field(default_factory=list)

    @cached_property
    def editions(self) -> Mapping[str, tuple[Publication, str]]:
        """Every edition of every document."""
        return {
            f"{EDITION} {edition}/{one.id}": (one, edition)
            for one in self.project.publications
            for edition in self.library.editions_of(one.document)
        }

    @cached_property
    def coming(self) -> frozenset[str]:
        """The files of editions that no build has made, in the formats that others were made in."""
        made = {name for one in self.known.values() for name in one.formats}
        formats = [one for one in registered() if one.name in made]
        new = (found for key, found in self.editions.items() if key not in self.known)
        editions = self.library.editions_of
        return frozenset(
            path
            for publication, edition in new
            for one in formats
            if one.makes(publication, edition, editions(publication.document))
            for path in one.files(edition, publication)
        )

    def pages(self, run: Run) -> frozenset[str]:
        """Return every page around the documents."""
        return self._around(run).pages

    def coming_around(self, run: Run) -> tuple[frozenset[str], frozenset[str]]:
        """Return the pages around documents that no build has made, and files that may come with them."""
        known, around = frozenset(path for made in self.known.values() for path in made.paths), self._around(run)
        new = {key.removeprefix(f"{PAGE} ") for key in around.pages - self.known.keys()}
        certain = new | {path for some in around.permanent.values() for path in some}
        perhaps = {path for page in new & around.figures.keys() for path in around.figures[page]}
        return frozenset(certain - known), frozenset(perhaps - known)

    def _around(self, run: Run) -> Around:
        if not self.project.publications:
            return Around()
        if not self._made:
            listed = run.listed(self.project.reader)
            site, pages = run.site_pages(listed), frozenset(f"{PAGE} {path}" for path, _ in run.around(listed))
            self._made.append(Around(pages, permanent_pages(site), dict(figures_of_pages(site))))
        return self._made[0]

    def altered(self, run: Run) -> frozenset[str]:
        """Return the files that are not as they were written."""
        files = (file for made in self.known.values() for file in made.files)
        return frozenset(file.path for file in files if run.output.on_disk(file.path) != file.digest)

    def gone(self, run: Run) -> frozenset[str]:
        """Return the files that no document makes any more; while anything is wrong none is removed."""
        if errors(self.project.diagnostics):
            return frozenset()
        stays, permanent = self.editions.keys() | self.pages(run), self._around(run).permanent
        left: set[str] = set()
        stay: set[str] = set()
        for key, made in self.known.items():
            still = permanent.get(key.removeprefix(f"{PAGE} "), made.paths) if key in stays else ()
            left.update(path for path in made.paths if path not in still)
            stay.update(still)
        return frozenset(left - stay)

    def withheld(self, run: Run, asked: Mapping[str, Mapping[Question, str]]) -> frozenset[str]:
        """Return the editions and pages that a mistake holds back, by what each asked; lists stay as well where they would lose one."""
        if not self.project.faulty_records:
            return frozenset()
        unsound = {key for key, reads in asked.items() if not run.editions.is_sound(reads, reads)}
        documents = {self.editions[key][0].id for key in unsound if key in self.editions}
        if keeps_lists(document_pages(run.root), self.library, self.project.publications, documents):
            unsound |= {key for key in self.known if key.startswith(PAGE) and key != f"{PAGE} {STYLES}"}
        return frozenset(unsound)
