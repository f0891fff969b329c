"""Renders the editions of publications, and says what each format makes its file from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from toolkit.blocks.reach import shown
from toolkit.build.formats import Format, Job, Rendered
from toolkit.build.judging import Judge
from toolkit.build.output import Output
from toolkit.build.request import Request
from toolkit.content.library import Library, edition_languages
from toolkit.core import svg
from toolkit.core.diagnostics import ContentError, errors
from toolkit.outline.numbering import Outline, Publication
from toolkit.project import Project
from toolkit.render.edition import Edition
from toolkit.render.fragments import Fragments
from toolkit.site.document_pages import Pages
from toolkit.site.downloads import Download
from toolkit.site.frame import Shell
from toolkit.site.web_edition import Cuts


@dataclass(frozen=True, slots=True)
class Work:
    """A file to be made: its format, its path below `build/`, and the job with its digest."""

    format: Format
    path: str
    job: Job
    digest: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One edition of a publication, rendered, with the work of each format; the pages come last."""

    publication: Publication
    edition: str
    images: Mapping[str, bytes]
    works: tuple[Work, ...]

    def work(self, format: str) -> Work | None:
        """Return the work of a format, by its name."""
        return next((one for one in self.works if one.format.name == format), None)


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
    pages: Pages
    cuts: Cuts = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project, library: Library, request: Request, output: Output, judge: Judge) -> Editions:
        """Return what renders for a site as it is asked for."""
        templates = {tag: project.templates(tag) for tag in library.languages}
        pages = Pages(project.workspace, Shell(library, project.publications, templates, request.base))
        return cls(project, library, request, output.formats, output, judge, pages)

    def planned(self, publication: Publication) -> Iterator[Planned]:
        """Yield the editions of one publication; what cannot be rendered is withheld."""
        try:
            numbered = self.project.outline(publication)
            self._refuse_faulty(numbered)
        except (ContentError, LookupError) as error:
            self._missing(publication, error)
            return
        fragments: dict[str, Fragments] = {}
        for edition in (one for one in self.request.editions if one in self.library.editions_of(publication.document)):
            try:
                for tag in edition_languages(edition):
                    fragments[tag] = self.project.fragments(publication, tag)
                yield self._planned(numbered, edition, fragments)
            except (ContentError, LookupError) as error:
                self._missing(publication, error)

    def downloads(self, edition: str, publication: Publication) -> tuple[Download, ...]:
        """Return the files of an edition that pages may offer: those that are there, and those that are promised."""
        return tuple(
            one.download(edition, publication)
            for one in self._offered(publication)
            if self.request.promised or self.output.exists(one.path(edition, publication))
        )

    def _offered(self, publication: Publication) -> Iterator[Format]:
        yield from (one for one in self.formats if one.offered and one.makes(publication))

    def _refuse_faulty(self, numbered: Outline) -> None:
        ids = shown(self.library, numbered) | {numbered.publication.document.id}
        if ids & self.project.faulty or not all(self.library.knows(id) for id in ids):
            raise ContentError()

    def _missing(self, publication: Publication, error: ContentError | LookupError) -> None:
        """Withhold a document; what it looks for in vain must be told of already."""
        if isinstance(error, LookupError) and not errors(self.project.diagnostics):
            raise error
        self.judge.withhold(publication, error)

    def _planned(self, numbered: Outline, edition: str, fragments: Mapping[str, Fragments]) -> Planned:
        """Render an edition; what the frames around its body say is judged with it."""
        with ExitStack() as stack:
            around = [stack.enter_context(fragments[tag].context.localizer.noting()) for tag in edition_languages(edition)]
            body = Edition(self.library, numbered, edition, fragments).body()
            variant = self.request.variant or self.library.site.variant(release=self.request.stamped)
            # A draft bears no commit: else one edited word would remake every file that prints anything of its record.
            history = self.project.history if self.request.stamped else {}
            rendered = Rendered(
                numbered, body, fragments, self._images(numbered), self.pages, variant, history, self.project.fragments, self.cuts
            )
            planned = Planned(numbered.publication, edition, rendered.images, self._works(rendered))
        unfinished = [*body.unfinished, *(item for spoken in around for item in spoken.unfinished.values())]
        self.judge.edition(numbered.publication, body, unfinished)
        return planned

    def _works(self, rendered: Rendered) -> tuple[Work, ...]:
        """Return the work of each format that is asked for; pages are made in any case, and offer the other files."""
        edition, publication = rendered.body.edition, rendered.publication
        wanted = [one for one in self._offered(publication) if not self.request.formats or one.name in self.request.formats]
        files = [work for one in wanted if (work := self._work(one, rendered))]
        made = {work.path for work in files}
        there = {it.path for it in self.downloads(edition, publication)}
        offered = tuple(
            one.download(edition, publication) for one in self._offered(publication) if one.path(edition, publication) in made | there
        )
        whole = replace(rendered, downloads=offered)
        return (*files, *(work for one in self.formats if not one.offered and (work := self._work(one, whole))))

    def _work(self, format: Format, rendered: Rendered) -> Work | None:
        job = format.job(rendered)
        return Work(format, format.path(rendered.body.edition, rendered.publication), job, job.digest()) if job else None

    def _images(self, numbered: Outline) -> dict[str, bytes]:
        files = [it.file for block in numbered.blocks() if (it := block.arguments) is not None and hasattr(it, "file")]
        logo = self.library.site.logo
        if logo and f"content/images/{logo}" not in self.project.workspace.list("content/images", ""):
            raise ContentError()
        files += [logo] if logo and numbered.publication.document.kind != "agreement" else []
        return {file: self._picture(file) for file in files}

    def _picture(self, file: str) -> bytes:
        """Return a picture as it is published: a drawing is written anew from what was checked of it."""
        data = self.project.workspace.read(f"content/images/{file}")
        if not file.lower().endswith(".svg"):
            return data
        drawing = svg.read(data)
        if isinstance(drawing, svg.Refused):
            raise ContentError()  # told of by the check of pictures
        return drawing.data
