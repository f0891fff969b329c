"""Tells which files a build makes now, beside those that it made last: what comes, what goes, what mistakes hold back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Expected:
    """The editions and pages of a project, by kind and name, beside those of the last build."""

    project: Project
    library: Library
    known: Mapping[str, Remembered]

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
        paths = ((one, one.path(edition, publication)) for publication, edition in new for one in formats if one.makes(publication))
        return frozenset(path for one, own in paths for path in (own, one.beside(own)) if path)

    def pages(self, run: Run) -> frozenset[str]:
        """Return every page around the documents."""
        if not self.project.publications:
            return frozenset()
        return frozenset(f"{PAGE} {path}" for path, _ in run.around(run.listed(self.project.reader)))

    def altered(self, run: Run) -> frozenset[str]:
        """Return the files that are not as they were written."""
        files = (file for made in self.known.values() for file in made.files)
        return frozenset(file.path for file in files if run.output.on_disk(file.path) != file.digest)

    def gone(self, run: Run) -> frozenset[str]:
        """Return the files that no document makes any more; while anything is wrong none is removed."""
        if errors(self.project.diagnostics):
            return frozenset()
        stays = self.editions.keys() | self.pages(run)
        left = {file.path for key, made in self.known.items() if key not in stays for file in made.files}
        return frozenset(left - {file.path for key, made in self.known.items() if key in stays for file in made.files})

    def withheld(self, run: Run, asked: Mapping[str, Mapping[Question, str]]) -> frozenset[str]:
        """Return the editions and pages that a mistake holds back, by what each asked; lists stay as well where they would lose one."""
        if not self.project.faulty_records:
            return frozenset()
        unsound = {key for key, reads in asked.items() if not run.editions.is_sound(reads, reads)}
        documents = {self.editions[key][0].id for key in unsound if key in self.editions}
        if keeps_lists(document_pages(run.root), self.library, self.project.publications, documents):
            unsound |= {key for key in self.known if key.startswith(PAGE) and key != f"{PAGE} {STYLES}"}
        return frozenset(unsound)
