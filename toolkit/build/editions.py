"""Renders the editions of publications, and says what each format makes its file from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from toolkit.build.carried import Carried, Elsewhere
from toolkit.build.formats import Format, Rendered
from toolkit.build.judging import Judge
from toolkit.build.memory import EDITION, Memory
from toolkit.build.output import Output
from toolkit.build.planned import Planned, Work
from toolkit.build.request import Request
from toolkit.content.library import Library, edition_languages
from toolkit.core.diagnostics import ContentError, errors
from toolkit.core.reads import Question, Reads, digest
from toolkit.outline.addresses import kinds
from toolkit.outline.numbering import Outline, Publication
from toolkit.project import Project
from toolkit.render.edition import Edition
from toolkit.render.fragments import Fragments
from toolkit.render.reader import Reader
from toolkit.site.document_pages import WEB_STYLES, Pages
from toolkit.site.downloads import Download, Measure
from toolkit.site.frame import Shell
from toolkit.site.logo import IMAGES, logo_of, picture
from toolkit.site.related import Related
from toolkit.site.web_edition import Cuts
from toolkit.site.web_fonts import QUESTION as FONTS
from toolkit.site.web_fonts import WebFonts


@dataclass(frozen=True, slots=True)
class Editions:
    """Renders the editions that a request asks for."""

    project: Project
    library: Library
    request: Request
    formats: tuple[Format, ...]
    """Every format there is."""
    output: Output
    judge: Judge
    memory: Memory
    pages: Pages
    elsewhere: Elsewhere
    cuts: Cuts = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, request: Request, output: Output, judge: Judge, memory: Memory, elsewhere: Elsewhere) -> Editions:
        """Return what renders for a site as it is asked for."""
        reader = project.reader
        templates = {tag: project.templates(tag) for tag in reader.known.languages}
        fonts = WebFonts(reader.source, WEB_STYLES, reader.known.languages, reader.recorder)
        shell = Shell(reader.library, project.publications, templates, request.base, fonts, request.earlier)
        pages = Pages(reader.workspace, shell, Related(reader.known, project.publications, reader.recorder))
        made = cls(project, reader.known, request, output.formats, output, judge, memory, pages, elsewhere)
        made.answering(reader)
        return made

    def answering(self, reader: Reader) -> None:
        """Have a reader answer what pages ask of the request, and of the files that are there."""
        request, shell = self.request, self.pages.shell
        frame = repr((request.base.url, request.promised, request.stamped, kinds(reader.known, shell.publications), shell.registers))
        reader.register("frame", lambda _: digest(frame.encode()))
        aliases = repr([(one.id, one.document.aliases) for one in shell.publications if one.document.aliases])
        reader.register("aliases", lambda _: digest(aliases.encode()))
        reader.register("variant", lambda _: str(request.variant))
        if self.pages.related:
            reader.register("related", self.pages.related.answers(lambda one: reader.answer(f"title-of {one.id}")))
        reader.register("earlier", lambda name: digest(repr(request.earlier.get(name, ())).encode()))
        reader.register("there", lambda path: str(self.output.exists(path)))
        fonts = shell.fonts
        reader.register(FONTS, lambda _: fonts.answer(reader.altered) if fonts else "")

    def planned(self, publication: Publication) -> Iterator[Planned]:
        """Yield the editions of one publication; what cannot be rendered, or shows a record with a mistake, is withheld."""
        for edition in (one for one in self.request.editions if one in self.library.editions_of(publication.document)):
            name = f"{edition}/{publication.id}"
            held, known = self.memory.recall(EDITION, name), self.known(EDITION, name)
            if held is None or not set(self._names(publication, edition)) <= set(held.formats):
                found = self.elsewhere(publication, edition)
                if found and self._holds(found, publication, edition):
                    yield from self._carried(found, publication, known)
                else:
                    yield from self._rendered(publication, edition, known)
            elif self.is_sound(known, known):
                yield Planned(publication, edition, {}, (), held=held)
            else:
                self.judge.withhold(publication, ContentError())

    def _rendered(self, publication: Publication, edition: str, known: Mapping[Question, str]) -> Iterator[Planned]:
        """Render an edition; `known` is what the last good version of it asked, with the answers that it had."""
        with self.project.reader.recorder.noting() as reads:
            try:
                numbered = self.project.outline(publication)
                fragments = {tag: self.project.fragments(publication, tag) for tag in edition_languages(edition)}
                planned = self._planned(numbered, edition, fragments)
            except (ContentError, LookupError) as error:  # what it says of a record with a mistake is told of already
                self._missing(publication, error if self.is_sound(reads, known) else ContentError())
                return
        planned = replace(planned, shared=reads)
        if self.is_sound(planned.reads, known):
            yield planned
        else:
            self.judge.withhold(publication, ContentError())

    def _holds(self, found: Carried, publication: Publication, edition: str) -> bool:
        """Say whether an edition that was rendered elsewhere is what would be rendered here."""
        answer = self.project.reader.answer
        alike = found.formats == self._names(publication, edition)
        return alike and all(answer(question) == said for question, said in found.answers.items())

    def _carried(self, found: Carried, publication: Publication, known: Mapping[Question, str]) -> Iterator[Planned]:
        try:
            self.judge.edition(publication, found.blanks, found.unfinished)
        except ContentError as error:
            self.judge.withhold(publication, error)
            return
        planned = found.planned(publication, self.formats)
        if self.is_sound(planned.reads, known):
            self.judge.report.carried += 1
            yield planned
        else:
            self.judge.withhold(publication, ContentError())

    def known(self, kind: str, name: str) -> Mapping[Question, str]:
        """Return what the last good version of an edition or page asked, where a mistake makes that a matter."""
        return self.memory.reads(kind, name) if self.project.faulty_records else {}

    def is_sound(self, reads: Iterable[Question], known: Mapping[Question, str]) -> bool:
        """Say whether no mistake stands in what an edition asked for."""
        return not self.project.faulty_records or self.project.reader.at_fault(reads, known) is None

    def downloads(self, edition: str, publication: Publication) -> tuple[Download, ...]:
        """Return the files of an edition that lists tell of: those that are there, and those that are promised."""
        return tuple(
            one.download(edition, publication)
            for one in self._offered(publication, edition)
            if one.listed and (self.request.promised or self.output.exists(one.path(edition, publication)))
        )

    def _offered(self, publication: Publication, edition: str) -> Iterator[Format]:
        editions = self.library.editions_of(publication.document)
        yield from (one for one in self.formats if one.offered and one.makes(publication, edition, editions))

    def _names(self, publication: Publication, edition: str) -> tuple[str, ...]:
        return tuple(one.name for one in self._wanted(publication, edition))

    def _wanted(self, publication: Publication, edition: str) -> Iterator[Format]:
        """Yield the formats of an edition that are asked for; pages are made in any case, and offer the other files."""
        offered = frozenset(one.name for one in self._offered(publication, edition))
        asked = frozenset(self.request.formats) or offered
        yield from (one for one in self.formats if not one.offered or one.name in offered & asked)

    def _missing(self, publication: Publication, error: ContentError | LookupError) -> None:
        """Withhold a document; what it looks for in vain must be told of already."""
        if isinstance(error, LookupError) and not errors(self.project.diagnostics):
            raise error
        self.judge.withhold(publication, error)

    def _planned(self, numbered: Outline, edition: str, fragments: Mapping[str, Fragments]) -> Planned:
        """Render an edition; what the frames around its body say is judged with it."""
        with ExitStack() as stack:
            around = [stack.enter_context(fragments[tag].context.localizer.noting()) for tag in edition_languages(edition)]
            recorder = self.project.reader.recorder
            with recorder.noting() as reads:
                recorder.replay(("frame", "variant", f"earlier {edition}/{numbered.publication.id}"))
                body = Edition(self.project.reader.library, numbered, edition, fragments).body()
            variant = self.request.variant or self.project.reader.library.site.variant
            # A draft bears no commit: else one edited word would remake every file that prints anything of its record.
            history = self.project.reader.commits if self.request.stamped else {}
            rendered = Rendered(
                numbered, body, fragments, self._images(numbered), self.pages, variant, history, self.project.fragments, self.cuts, reads
            )
            planned = Planned(
                numbered.publication,
                edition,
                rendered.images,
                self._works(rendered),
                body=body,
                blanks=len(body.blanks),
                formats=self._names(numbered.publication, edition),
            )
        unfinished = [*body.unfinished, *(item for spoken in around for item in spoken.unfinished.values())]
        self.judge.edition(numbered.publication, len(body.blanks), unfinished)
        return replace(planned, unfinished=tuple(unfinished))

    def _works(self, rendered: Rendered) -> tuple[Work, ...]:
        """Return the work of each format that is asked for; the pages come last, for they offer the other files."""
        edition, publication = rendered.body.edition, rendered.publication
        wanted = list(self._wanted(publication, edition))
        files = [self._work(one, rendered) for one in wanted if one.offered]
        made = {work.path for work in files}
        offered = tuple(
            one.download(edition, publication)
            for one in self._offered(publication, edition)
            if one.path(edition, publication) in made or (one not in wanted and self._is_there(one.path(edition, publication)))
        )
        if offered:
            self.output.say(rendered.body.languages[0], Measure(1_000, 1))  # what it asks for is noted, what is unfinished is judged
        whole = replace(rendered, downloads=offered)
        return (*files, *(self._work(one, whole) for one in wanted if not one.offered))

    def _is_there(self, path: str) -> bool:
        """Say whether a file that this build does not make may be offered."""
        self.project.reader.recorder.note(f"there {path}")
        return self.request.promised or self.output.exists(path)

    def _work(self, format: Format, rendered: Rendered) -> Work:
        reads: Reads = {}
        try:
            with self.project.reader.recorder.aside() as reads:
                job = format.job(rendered)
        except (ContentError, LookupError):
            self.project.reader.recorder.replay(reads)
            raise
        path = format.path(rendered.body.edition, rendered.publication)
        return Work(format, path, job, job.digest(), reads)

    def _images(self, numbered: Outline) -> dict[str, bytes]:
        files = [it.file for block in numbered.blocks() if (it := block.arguments) is not None and hasattr(it, "file")]
        workspace = self.project.reader.workspace
        logo = logo_of(self.project.reader.library, workspace)
        marks = {logo.name: picture(workspace, logo.path)} if logo and numbered.publication.document.kind != "agreement" else {}
        return {file: picture(workspace, f"{IMAGES}/{file}") for file in files} | marks
