"""Takes a figure or table out of its document: its page, its files and the page to embed are made of this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from markupsafe import Markup

from toolkit.content.library import edition_languages
from toolkit.content.records import LegalBasis, Source
from toolkit.content.text import Text
from toolkit.content.values import ActRef
from toolkit.core.reads import Recorder
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import Localizer
from toolkit.language.typography import typeset
from toolkit.outline.addresses import address, embedded, figure, relative
from toolkit.outline.model import Block, Section, Target
from toolkit.outline.numbering import Outline, Publication, outline
from toolkit.outline.phrases import reference_phrase
from toolkit.render.bibliography import reference
from toolkit.render.citations import plain_citations, teaser
from toolkit.render.context import Context
from toolkit.render.edition import Body, Edition, web
from toolkit.render.fragments import Fragments
from toolkit.site.frame import Shell

MEDIA = {".svg": "image/svg+xml", ".png": "image/png", ".csv": "text/csv"}
"""The files of a figure by suffix, with their media types."""
_DRAWING = re.compile(r'<svg\b[^>]*class="plot-wide".*?</svg>', re.DOTALL)
_CAPTION = re.compile(r"<figcaption>.*?</figcaption>", re.DOTALL)
_SOURCE_LINE = re.compile(r'<p class="plot-source">(.*?)</p>', re.DOTALL)
_PICTURE = re.compile(r'<img src="asset:([^"]+)" alt="([^"]*)"')
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_HERE = re.compile(r'href="#([^"]+)"')


@dataclass(frozen=True)
class Figure:
    """A figure or table of a publication in a language; `edition` is the one that shows it."""

    shell: Shell
    publication: Publication
    edition: str
    language: str
    block: Block
    fragments: Fragments
    body: Body

    @property
    def context(self) -> Context:
        """What prints the words of its document in its language."""
        return self.fragments.context

    @property
    def id(self) -> str:
        """Its own name: `ru/briefs/first.money.chart`."""
        return f"{self.language}/{self.publication.id}.{self.block.id}"

    @property
    def document_path(self) -> str:
        """The path of the document that it stands in."""
        return address(self.edition, self.publication, ".html")

    @property
    def embed_path(self) -> str:
        """The path of its page to embed."""
        return embedded(self.language, self.publication, self.block.id)

    def path(self, suffix: str = ".html") -> str:
        """Return its own path, or that of one of its files."""
        return figure(self.language, self.publication, self.block.id, suffix)

    @cached_property
    def caption(self) -> Text:
        """The words with it."""
        found = getattr(self.block.arguments, "caption", None)
        assert isinstance(found, Text)
        return found

    @cached_property
    def title(self) -> str:
        """Its caption in plain words."""
        return typeset(self.context.plain(self.caption), self.language)

    @cached_property
    def name(self) -> str:
        """What its document calls it: «Рисунок 2»."""
        assert self.block.target
        return named(self.block.target, self.context)

    @cached_property
    def marked(self) -> str:
        """What it prints in its document, with marks in the place of citations."""
        return str(self.body.parts[0].rows[0].cells[0].html)

    @cached_property
    def html(self) -> Markup:
        """The same with citations numbered, for a page of its own: what it says of other places leads to its document."""
        shown = str(web(self.body).parts[0].rows[0].cells[0].html)
        own = {f"source-{id}" for id in self.body.cited.sources} | {f"note-{note.number}" for note in self.body.notes}
        own |= set(_ID.findall(shown))
        there = relative(self.document_path, self.path())
        linked = _HERE.sub(lambda link: link.group() if link.group(1) in own else f'href="{there}"', shown)
        return Markup(_headed(_CAPTION.sub(_without_words, linked)))

    @cached_property
    def bare(self) -> Markup:
        """The same without citations, links, caption and the table beside a drawing, for pages of others."""
        shown = str(teaser(self.marked))
        return Markup(_headed(_CAPTION.sub("", shown.partition("<details")[0])))

    @property
    def drawing(self) -> str:
        """The drawing, as wide pages have it; nothing for a table."""
        found = _DRAWING.search(self.marked)
        return found.group() if found else ""

    @property
    def picture(self) -> tuple[str, str] | None:
        """The file of a picture and the words for who does not see it."""
        found = _PICTURE.search(self.marked)
        return (found.group(1), Markup(found.group(2)).unescape()) if found else None

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables in it, with marks in the place of citations."""
        return tuple(_TABLE.findall(self.marked))

    @property
    def files(self) -> tuple[str, ...]:
        """The suffixes of the files that it has."""
        return suffixes(self.marked)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Its files, as a page offers them."""
        return tuple(Offer(self.path(suffix), suffix[1:].upper(), MEDIA[suffix]) for suffix in self.files)

    @property
    def references(self) -> Iterator[tuple[int, Source, Markup]]:
        """The works that it cites, by number."""
        for position, id in enumerate(self.body.cited.sources, 1):
            source = self.context.library.get(Source, id)
            yield position, source, reference(source, self.language, self.context.library.site.citation_styles)

    @cached_property
    def note(self) -> str:
        """What stands below it, with works and acts named in full."""
        found = _SOURCE_LINE.search(self.marked)
        return typeset(self.worded(found.group(1)), self.language) if found else ""

    @property
    def sources(self) -> tuple[str, ...]:
        """The works and acts that it rests on and that its note does not name."""
        marks = _SOURCE_LINE.search(self.marked)
        if marks and plain_citations(marks.group(1), lambda kind, key, locator: "\x00").count("\x00"):
            return ()
        works = tuple(words.striptags() for _, _, words in self.references)
        return tuple(typeset(one, self.language) for one in (works or map(self._act, self.body.cited.notes)))

    def worded(self, html: str) -> str:
        """Return words with works and acts named in the place of their numbers."""
        said = plain_citations(html, lambda kind, key, locator: self._work(key, locator) if kind == "source" else f" ({self._act(key)})")
        return " ".join(Markup(said).striptags().split(" ")).strip()

    def _work(self, id: str, locator: str) -> str:
        source = self.context.library.get(Source, id)
        words = reference(source, self.language, self.context.library.site.citation_styles).striptags()
        return f"{words.removesuffix('.')}, {locator}." if locator else words

    def _act(self, id: str) -> str:
        known = ActRef(id)
        return Markup(self.context.full_citation(self.context.library.get(LegalBasis, known.record), known.part)).striptags()


@dataclass(frozen=True, slots=True)
class Offer:
    """A file of a figure that a page offers."""

    path: str
    label: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure that a document shows: its id there, its page, what the document calls it, and its files."""

    id: str
    path: str
    name: str
    files: tuple[Offer, ...]


def offered(numbered: Outline, body: Body, context: Context) -> Iterator[Offered]:
    """Yield the figures of a document that readers can take away, in the leading language of the edition."""
    language, publication = body.languages[0], numbered.publication
    shown = {row.id: str(row.cells[0].html) for part in body.parts for row in part.rows}
    for block in numbered.blocks():
        if block.reusable and block.target and shown.get(block.id):
            path = partial(figure, language, publication, block.id)
            files = tuple(Offer(path(suffix), suffix[1:].upper(), MEDIA[suffix]) for suffix in suffixes(shown[block.id]))
            if files:
                yield Offered(block.id, path(), named(block.target, context), files)


def suffixes(html: str) -> tuple[str, ...]:
    """Return the suffixes of the files that there are of what is printed: of a drawing pictures, of a table values."""
    drawn, told = bool(_DRAWING.search(html) or _PICTURE.search(html)), bool(_TABLE.search(html))
    return tuple(suffix for suffix in MEDIA if (told if suffix == ".csv" else drawn))


def _without_words(caption: re.Match[str]) -> str:
    """Return a caption with what stands below its words alone: the page has them as its heading."""
    found = _SOURCE_LINE.search(caption.group())
    return f"<figcaption>{found.group()}</figcaption>" if found else ""


def _headed(html: str) -> str:
    """Return a table whose caption is for screen readers alone: the page has it as its heading."""
    return html.replace("<caption>", '<caption class="visually-hidden">', 1)


def named(target: Target, context: Context) -> str:
    """Return what a document calls a figure, as the beginning of a line: «Рисунок 2»."""
    said = reference_phrase(context.localizer, target, "nom")
    return typeset(said[:1].upper() + said[1:], context.localizer.language)


def languages_of(editions: tuple[str, ...]) -> dict[str, str]:
    """Return the languages of a document, each with the edition that its figures belong to: its own, else the first that has it."""
    found: dict[str, str] = {}
    for edition in sorted(editions, key=lambda one: len(edition_languages(one))):
        for language in edition_languages(edition):
            found.setdefault(language, edition)
    return found


def taken(shell: Shell, recorder: Recorder, publication: Publication, block: str, language: str, edition: str) -> Figure:
    """Take a figure out of its document; LookupError when it has no such block."""
    library = shell.library
    recorder.note(f"publication {publication.id}")
    numbered = outline(publication, library)
    found = next((one for one in numbered.blocks() if one.id == block), None)
    if found is None:
        raise LookupError(block)
    templates = shell.templates[language]

    def localizer(tag: str) -> Localizer:
        return shell.templates[tag].localizer if tag in shell.templates else Localizer.of(tag, Catalog(tag))

    context = Context(library, numbered, templates.localizer, recorder=recorder, localizers=localizer)
    fragments = Fragments(templates, context)
    alone = replace(numbered, sections=(Section("figure", "section", "", None, (found,)),))
    return Figure(shell, publication, edition, language, found, fragments, Edition(library, alone, language, {language: fragments}).body())
