"""Makes the body of an edition, for web and for print, from fragments in one language or two."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from html import unescape

from markupsafe import Markup

from toolkit.content.document import Placement
from toolkit.content.library import Library, edition_languages
from toolkit.content.records import Party, Source
from toolkit.content.values import ActRef
from toolkit.language.catalogs import Key
from toolkit.language.localizer import State, Unfinished
from toolkit.language.typography import typeset
from toolkit.outline.model import Block, Section
from toolkit.outline.numbering import FRONT, Outline
from toolkit.render.alignment import side_by_side
from toolkit.render.bibliography import reference
from toolkit.render.citations import Cited, blanks, collect, number
from toolkit.render.fragments import Fragment, Fragments
from toolkit.render.merging import Version, merged
from toolkit.render.open_points import OpenPoint, open_points

_TAG = re.compile(r"<[^>]*>")
_CLAUSE_NUMBER = re.compile(r'(<p class="clause[^"]*">)<span>([^<]*)</span>')
_ELSEWHERE = re.compile(r'<span data-href="([^"]*)">(.*?)</span>')


@dataclass(frozen=True, slots=True)
class Cell:
    """A fragment in its place."""

    language: str
    html: Markup
    heading: Markup | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A block in every language of the edition; one that takes the full width has one cell, with every language in it."""

    id: str
    name: str
    wide: bool
    cells: tuple[Cell, ...]
    alone: tuple[Cell, ...] = ()
    """What a block of the full width is in each language alone, for pages that face one another."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of an edition."""

    id: str
    kind: str
    number: str
    rows: tuple[Row, ...]
    headings: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note that cites an act, or a footnote of the author's, in every language of the edition."""

    number: int
    id: str
    cells: tuple[Cell, ...]
    own: bool = False
    """True for a footnote of the author's."""


@dataclass(frozen=True)
class Body:
    """A publication in one edition: front matter by block name, sections, notes, and what is not finished."""

    edition: str
    languages: tuple[str, ...]
    front: Mapping[str, Row]
    parts: tuple[Part, ...]
    notes: tuple[Note, ...]
    cited: Cited
    blanks: Mapping[str, str]
    unfinished: tuple[Unfinished, ...]
    asked: Mapping[Key, State]
    """Every message that a translator answers for, with its state."""

    @cached_property
    def on_the_web(self) -> Body:
        """The body as web pages have it, all of one edition: citations numbered, notes and numbers of clauses as links."""
        return _with_linked_clauses(web(self))

    @cached_property
    def words_digest(self) -> str:
        """The SHA-256 of its words, in 64 hexadecimal digits: whoever holds a printed copy finds the edition by it.

        They are those of headings, blocks and notes in their order, a line for each and for each language; how they are set plays no part.
        """
        lines = (" ".join(unescape(_TAG.sub("", cell.html)).split()) for cell in self._cells())
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def _cells(self) -> Iterator[Cell]:
        for row in self.front.values():
            yield from row.cells
        for part in self.parts:
            yield from part.headings
            for row in part.rows:
                yield from row.cells
        for note in self.notes:
            yield from note.cells


@dataclass(frozen=True, slots=True)
class Edition:
    """Puts a publication together for one edition."""

    library: Library
    outline: Outline
    edition: str
    fragments: Mapping[str, Fragments]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, the leading one first."""
        return edition_languages(self.edition)

    def body(self) -> Body:
        """Render every block in every language; number what the whole edition cites."""
        early = {(b.id, lang): self.fragments[lang].block(b) for b in self.outline.blocks() if not b.late for lang in self._printed(b)}
        headings = {(s.id, lang): self.fragments[lang].heading(s) for s in self.outline.sections if s.title for lang in self.languages}
        order = [early[(b.id, lang)].html for b in self.outline.blocks() if not b.late for lang in self._printed(b)]
        cited, left = collect(order), blanks(order)
        self._add_those_read_through(cited)
        late = {(b.id, lang): self._late(b, lang, cited) for b in self.outline.blocks() if b.late for lang in self._printed(b)}
        made: dict[tuple[str, str], Fragment] = {**early, **late}
        parts = tuple(self._part(section, made, headings) for section in self.outline.sections)
        front = {row.name: row for part in parts if part.kind == FRONT for row in part.rows}
        printed = (*made.values(), *headings.values())
        unfinished = {item: None for fragment in printed for item in fragment.unfinished}
        asked = {key: state for fragment in printed for key, state in fragment.asked.items()}
        return Body(
            self.edition, self.languages, front, tuple(part for part in parts if part.kind != FRONT), self._notes(cited), cited,
            left, tuple(unfinished), asked,
        )  # fmt: skip

    def _add_those_read_through(self, cited: Cited) -> None:
        """Add to what is cited the sources through which others were read: the list of sources calls them by number."""
        for id in cited.sources:
            through = self.library.get(Source, id).custom.cited_in
            if through and through.record not in cited.sources:
                cited.sources.append(through.record)

    def _part(self, section: Section, made: Mapping[tuple[str, str], Fragment], headings: Mapping[tuple[str, str], Fragment]) -> Part:
        titles = tuple(Cell(lang, headings[(section.id, lang)].html) for lang in self.languages) if section.title else ()
        rows = tuple(row for block in section.blocks for row in self._rows(section, block, self._cells(block, made)))
        return Part(section.id, section.kind, "" if section.kind == "annex" else section.number, rows, titles)

    def _rows(self, section: Section, block: Block, cells: tuple[Cell, ...]) -> Iterator[Row]:
        """Yield the rows of a block: one, or in a column beside another one for each pair of pieces, the first of which bears the id."""
        if block.placement is not Placement.COLUMN:
            yield Row(block.id, block.name, True, cells[:1] if len(cells) < 2 else (self._merged(block, cells),), cells)
            return
        if section.kind == FRONT:
            yield Row(block.id, block.name, False, cells)
            return
        for position, texts in enumerate(side_by_side([cell.html for cell in cells])):
            pieces = tuple(replace(cell, html=Markup(text)) for cell, text in zip(cells, texts, strict=True))
            yield Row("" if position else block.id, block.name, False, pieces)

    def _merged(self, block: Block, cells: tuple[Cell, ...]) -> Cell:
        """Return a block that takes the full width, in every language at once; what it draws, it draws once."""
        leading, *others = (self.fragments[cell.language] for cell in cells)
        first = leading.together(block, others).html if block.drawn else cells[0].html
        versions = [Version(cells[0].language, str(first)), *(Version(cell.language, str(cell.html)) for cell in cells[1:])]
        return Cell(cells[0].language, Markup(merged(versions)))

    def _cells(self, block: Block, made: Mapping[tuple[str, str], Fragment]) -> tuple[Cell, ...]:
        return tuple(Cell(lang, made[(block.id, lang)].html) for lang in self._printed(block))

    def _printed(self, block: Block) -> tuple[str, ...]:
        """Return the languages in which a block is printed: nothing else of it can be unfinished, or cite."""
        return self.languages[:1] if block.placement is Placement.ONCE else self.languages

    def _late(self, block: Block, language: str, cited: Cited) -> Fragment:
        sources = [(position, self.library.get(Source, id)) for position, id in enumerate(cited.sources, 1)]
        listed = [(position, source, reference(source, language, self.library.site.citation_styles)) for position, source in sources]
        points = self._points(language) if block.name == "open-points" else ()
        return self.fragments[language].block(block, {"references": listed, "points": points})

    def _points(self, language: str) -> tuple[OpenPoint, ...]:
        fragments = self.fragments[language]
        made = ((block, str(fragments.block(block).html)) for block in self.outline.blocks() if not block.late)
        return open_points(self.outline, made, self.library.all(Party), fragments.context.parameters, fragments.context.localizer)

    def _notes(self, cited: Cited) -> tuple[Note, ...]:
        own = {id for id, _ in cited.words}
        return tuple(Note(position, id, self._note_cells(id, cited), id in own) for position, id in enumerate(cited.notes, 1))

    def _note_cells(self, id: str, cited: Cited) -> tuple[Cell, ...]:
        """Return a note in each language: the words of a footnote, or the citation of an act."""
        if any(key == id for key, _ in cited.words):
            spoken = {lang: cited.words[id, lang] for key, lang in cited.words if key == id}
            return tuple(Cell(lang, number(words, cited, lambda one, position: Markup(""))) for lang, words in spoken.items())
        return tuple(Cell(lang, self._act(id, self.fragments[lang])) for lang in self.languages)

    def _act(self, id: str, fragments: Fragments) -> Markup:
        context = fragments.context
        words = context.full_citation(context.act(ActRef(id)), ActRef(id).part)
        return Markup(typeset(Markup("{}").format(words[:1].upper() + words[1:]), context.localizer.language))


def apart(body: Body) -> Body:
    """Return the body with every block in each language alone, as facing pages have it."""

    def row(it: Row) -> Row:
        return replace(it, cells=it.alone, wide=False) if it.alone else it

    return replace(body, parts=tuple(replace(part, rows=tuple(map(row, part.rows))) for part in body.parts))


def web(body: Body) -> Body:
    """Return the body with its citations numbered and its notes as links to a list at the end."""

    def call(id: str, position: int) -> Markup:
        return Markup('<sup class="note-call"><a href="#note-{0}" role="doc-noteref">{0}</a></sup>').format(position)

    return _linked(_numbered(body, call))


def _with_linked_clauses(body: Body) -> Body:
    """Make the number of each clause a link to it, for whoever wants to send the clause to another."""

    def row(it: Row) -> Row:
        link = rf'\1<a href="#{it.id}">\2</a>'
        return replace(it, cells=tuple(replace(cell, html=Markup(_CLAUSE_NUMBER.sub(link, str(cell.html)))) for cell in it.cells))

    parts = tuple(replace(part, rows=tuple(row(it) if it.name == "clause" else it for it in part.rows)) for part in body.parts)
    return replace(body, parts=parts)


def _linked(body: Body) -> Body:
    """Make the marks of other publications links; on paper, where there is nothing to follow, they stay words."""
    return _each(body, lambda html: Markup(_ELSEWHERE.sub(r'<a href="\1">\2</a>', str(html))))


def print_body(body: Body) -> Body:
    """Return the body with its citations numbered; the first call of each note carries it, to be set at the page's foot."""
    seen: set[int] = set()

    def call(id: str, position: int) -> Markup:
        if position in seen:
            return Markup('<span class="note-again">{}</span>').format(position)
        seen.add(position)
        words = Markup("<br>").join(
            Markup('<span lang="{}">{}</span>').format(cell.language, cell.html) for cell in body.notes[position - 1].cells
        )
        return Markup('<span class="note" data-number="{}">{}</span>').format(position, words)

    return _numbered(body, call)


def _numbered(body: Body, call: Callable[[str, int], Markup]) -> Body:
    return _each(body, partial(number, cited=body.cited, note=call))


def _each(body: Body, put: Callable[[str], Markup]) -> Body:
    front = {name: _row(row, put) for name, row in body.front.items()}
    parts = tuple(replace(part, rows=tuple(_row(row, put) for row in part.rows)) for part in body.parts)
    return replace(body, front=front, parts=parts)


def _row(row: Row, put: Callable[[str], Markup]) -> Row:
    return replace(row, cells=tuple(replace(cell, html=put(cell.html)) for cell in row.cells))
