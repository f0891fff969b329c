"""Makes the pages around documents, those that hold no longer, and writes them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field

from toolkit.build.editions import Editions
from toolkit.build.judging import Judge
from toolkit.build.memory import PAGE, Memory, Remembered, Written
from toolkit.build.output import Output
from toolkit.build.public_drafts import draft_files
from toolkit.core.reads import Reads
from toolkit.language.localizer import Unfinished
from toolkit.project import Project
from toolkit.site.downloads import Measure, sizes
from toolkit.site.site_files import site_files
from toolkit.site.site_pages import Files, Maker, Several, SitePages, WithheldError
from toolkit.site.web_edition import too_long_around

PAGES = (".html", ".xml")
"""What may tell sizes of files."""


def files_around(pages: SitePages) -> Files:
    """Yield every page and file around documents but the report, with what makes it."""
    yield from site_files(pages)
    yield from draft_files(pages)


@dataclass(frozen=True, slots=True)
class Around:
    """A page around the documents: its files, what it asked for, and what is not finished in it; or that it holds."""

    path: str
    made: Several = field(default_factory=lambda: Several({}))
    """Its file, and those that belong to it."""
    reads: Reads = field(default_factory=dict)
    unfinished: tuple[Unfinished, ...] = ()
    held: Remembered | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Makes the pages of one run."""

    project: Project
    output: Output
    judge: Judge
    editions: Editions
    memory: Memory

    def page(self, path: str, make: Maker) -> Around | None:
        """Return a page around the documents, rendered where it holds no longer; nothing when a mistake stands in what it shows."""
        reader, known = self.project.reader, self.editions.known(PAGE, path)
        held = self.memory.recall(PAGE, path)
        if held:
            if self.editions.is_sound(known, known):
                return Around(path, held=held)
            self.judge.hold(path)
            return None
        with ExitStack() as stack:
            reads = stack.enter_context(reader.recorder.noting())
            spoken = [stack.enter_context(self.project.localizer(tag).noting()) for tag in self.project.reader.known.languages]
            reader.recorder.note("frame")
            try:
                made = make()
            except WithheldError as error:
                self.judge.hold(path, error)
                return None
            several = Several({path: made}) if isinstance(made, bytes) else made
            for name, some in several.files.items():
                self._ask_sizes(name, some)
        if self.output.exists(path) and not self.editions.is_sound(reads, known):
            self.judge.hold(path)
            return None
        return Around(path, several, reads, tuple(item for one in spoken for item in one.unfinished.values()))

    def _ask_sizes(self, path: str, data: bytes) -> None:
        """Note what the words in the place of marks will ask for, and speak them, so that they are judged."""
        for file, language in sizes(data.decode()) if path.endswith(PAGES) else ():
            self.project.reader.recorder.note(f"size {file}")
            if language:
                self.output.say(language, Measure(1_000, 1))

    def write(self, page: Around) -> None:
        """Write a page with the sizes of the files that it offers, and remember it; one that holds is left as it is."""
        if page.held:
            for file in page.held.files:
                self.output.keep(file.path, file.digest, file.source, file.shows)
            self.judge.again(page.held)
            self.judge.report.diagnostics.extend(page.held.warnings)
            return
        output = self.output
        for path, data in page.made.files.items():
            write = output.page if path.endswith(PAGES) else output.put
            write(path, data)
        files = tuple(
            Written(path, output.digests[path], output.sources.get(path, ""), output.shows.get(path, ())) for path in page.made.files
        )
        unfinished = tuple((one.into, one.context, one.source, one.state.value) for one in page.unfinished)
        places = {question: place for place, question in enumerate(page.reads)} if page.made.own else {}
        own = {path: (places[question],) for path, question in page.made.own.items()}
        warnings = tuple(too_long_around(page.made.files, self.project.reader.known))
        self.judge.report.diagnostics.extend(warnings)
        self.memory.keep(PAGE, page.path, Remembered(files, unfinished=unfinished, own=own, warnings=warnings), page.reads)
