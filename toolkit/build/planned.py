"""Defines an edition that is rendered, with the work that each of its files is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.build.formats import Format, Job
from toolkit.build.memory import Remembered
from toolkit.core.reads import Reads
from toolkit.language.localizer import Unfinished
from toolkit.outline.numbering import Publication
from toolkit.render.edition import Body


@dataclass(frozen=True, slots=True)
class Work:
    """A file to be made: its format, its path below `build/`, and the job with its digest."""

    format: Format
    path: str
    job: Job
    digest: str
    reads: Reads = field(default_factory=dict)
    """What was asked for this file, and not for the edition as a whole."""

    @property
    def pages(self) -> dict[str, bytes]:
        """The pages of a format that makes pages, by path, the first part first."""
        made = self.job.make()
        return {self.path: made.data, **made.beside}


@dataclass(frozen=True, slots=True)
class Planned:
    """One edition of a publication, rendered, with the work of each format; the pages come last."""

    publication: Publication
    edition: str
    images: Mapping[str, bytes]
    works: tuple[Work, ...]
    shared: Reads = field(default_factory=dict)
    """What was asked for all of its files."""
    formats: tuple[str, ...] = ()
    """The formats that were asked for."""
    body: Body | None = None
    """Its words, where it was rendered here."""
    blanks: int = 0
    """How many places the parties are to fill in."""
    unfinished: tuple[Unfinished, ...] = ()
    held: Remembered | None = None
    """The edition as the last build made it, where that holds: it is not rendered then, and has no work."""

    @property
    def name(self) -> str:
        """Its own name: `ru/briefs/first`."""
        return f"{self.edition}/{self.publication.id}"

    @property
    def reads(self) -> Reads:
        """What was asked while it was rendered."""
        return self.shared | {question: None for work in self.works for question in work.reads}

    @property
    def own(self) -> dict[str, tuple[int, ...]]:
        """Which questions were asked for each of its files and for nothing else of it, by their places."""
        places = {question: place for place, question in enumerate(self.reads)}
        asked = (
            (work, tuple(places[question] for question in work.reads if question in places and question not in self.shared))
            for work in self.works
        )
        return {path: own for work, own in asked for path in (work.path, work.format.beside(work.path)) if path}

    @property
    def jobs(self) -> frozenset[str]:
        """The digests of the jobs whose files are kept."""
        return frozenset(self.held.works if self.held else (work.digest for work in self.works if work.format.kept))

    def work(self, format: str) -> Work | None:
        """Return the work of a format, by its name."""
        return next((one for one in self.works if one.format.name == format), None)


@dataclass(frozen=True, slots=True)
class Done:
    """What a build remembers of an edition to its end."""

    name: str
    jobs: frozenset[str]
    """The digests of the jobs whose files are kept."""

    @classmethod
    def of(cls, edition: Planned) -> Done:
        """Return what is to be remembered of an edition."""
        return cls(edition.name, edition.jobs)
