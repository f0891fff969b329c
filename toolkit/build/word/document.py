"""Makes a Word document of the page that becomes a PDF, so that both say the same, clause by clause."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.metadata import version
from typing import Any

from lxml import html as lxml_html

from toolkit.build.word.anchors import Anchors, has_class
from toolkit.build.word.blocks import Blocks
from toolkit.build.word.frame import ACROSS, contents, core_properties, footer, header, section
from toolkit.build.word.package import Reference, pack
from toolkit.build.word.pictures import GUTTER, WIDEST, pictures, without_drawings
from toolkit.build.word.tables import columns
from toolkit.build.word.writing import Place, Writing
from toolkit.build.word.xml import Element, W, as_bytes, root, w

POINT = 20
LANDSCAPE = ("in-three", "across")
"""Classes of a page whose sheets lie across: three languages side by side, or a table of many columns."""
FORMAT = 5
"""Raised when the way a page becomes a Word file changes."""
Cells = list[list[Element]]
"""What stands in one row of a parallel edition, a list for each language."""


@dataclass(frozen=True, slots=True)
class WordJob:
    """All that a Word file depends on: the printed page, the reference file that gives its styles, and pictures by name."""

    html: str
    reference: bytes
    assets: Mapping[str, bytes] = field(default_factory=dict)
    size: tuple[int, int] | None = None
    """Width and height of the paper, in twentieths of a point; those of the reference when left out."""

    def digest(self, fonts: str) -> str:
        """Return the address of the job's result; `fonts` names the fonts of this machine, in which drawings are set."""
        programs = [version(name) for name in ("weasyprint", "pypdfium2", "pillow")]  # they draw
        parts = [FORMAT, *programs, fonts, self.html, self.size, hashlib.sha256(self.reference).hexdigest()]
        parts += [f"{name}:{hashlib.sha256(data).hexdigest()}" for name, data in sorted(self.assets.items())]
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def make_word(job: WordJob) -> bytes:
    """Return the bytes of a Word file; ValueError says what is wrong with its reference."""
    reference = Reference.of(job.reference)
    words, drawings = without_drawings(job.html)
    page = lxml_html.document_fromstring(words)
    language = str(page.get("lang"))
    writing = Writing(Anchors.of(page), partial(pictures, drawings, job.assets))
    across = any(has_class(page.find("body"), name) for name in LANDSCAPE)
    if has_class(page.find("body"), "is-terms"):
        reference = reference.compact()
    if across:
        writing.width = ACROSS
    body = list(_body(page, writing, language))
    used = {style.get(style.keys()[0]) for element in body for style in element.iter("{*}pStyle", "{*}rStyle", "{*}tblStyle")}
    if missing := sorted(used - reference.styles):
        raise ValueError(f"has no style {', '.join(f'`{name}`' for name in missing)}")
    document = root("document")
    document.append(w("body", *body, section(reference.page, job.size, across=across)))
    parts = {"word/document.xml": document, "word/numbering.xml": writing.lists.part(), "word/footnotes.xml": _footnotes(writing)}
    parts |= {"word/header.xml": header(page, language, across=across), "word/footer.xml": footer(page, language, across=across)}
    made = {name: as_bytes(part) for name, part in parts.items()} | {"docProps/core.xml": core_properties(page, language)}
    return pack(reference, made, writing)


def _footnotes(writing: Writing) -> Element:
    made = root("footnotes")
    for number, kind in enumerate(("separator", "continuationSeparator"), -1):
        made.append(w("footnote", w("p", w("r", w(kind))), type=kind, id=number))
    made.extend(writing.notes)
    return made


def _body(page: Any, writing: Writing, language: str) -> Iterator[Element]:
    """Yield what stands in the document; rows of two languages that follow each other are one table."""
    rows: list[Cells] = []
    blocks = Blocks(writing)
    for piece in _pieces(page, blocks, language):
        if isinstance(piece, list):
            if rows and _breaks(piece):
                yield from _table(rows, blocks.width)
                rows = []
            rows.append(piece)
            continue
        if rows:
            yield from _table(rows, blocks.width)
            rows = []
        yield piece
    if rows:
        yield from _table(rows, blocks.width)


def _breaks(row: Cells) -> bool:
    """Say whether a row begins a page: programs break no page within a table, so it begins another."""
    return any(one.find(f".//{{{W}}}pageBreakBefore") is not None for one in row[0])


def _table(rows: list[Cells], width: int) -> Iterator[Element]:
    yield columns(rows, width)
    yield w("p", w("pPr", w("pStyle", val="AfterTable")))


def _pieces(page: Any, blocks: Blocks, language: str) -> Iterator[Element | Cells]:
    """Yield blocks, and for what stands side by side its cells."""
    main = next(page.iter("main"))
    for node in main:
        if has_class(node, "part-parallel"):
            yield from _rows(node, blocks, language)
        elif cells := [one for one in node.iter("div") if has_class(one, "front-cell")]:
            yield from _front(cells, blocks, language)
        elif node.tag == "nav":
            yield from contents(page, blocks.writing.anchors, language)
        else:
            yield from _broken(node, blocks.write(node, Place(language)))


def _front(cells: list[Any], blocks: Blocks, language: str) -> Iterator[Element | Cells]:
    if len(cells) == 1:
        yield from blocks.write(cells[0], Place(language))
    else:
        yield [_cell(one, blocks, number, len(cells)) for number, one in enumerate(cells, 1)]


def _rows(node: Any, blocks: Blocks, language: str) -> Iterator[Element | Cells]:
    """Yield the rows of a part; one that is wide stands in no column."""
    id: str | None = node.get("id")
    for row in node.find("table").iter("tr"):
        if row.getparent().getparent().get("class") != "parallel":
            continue
        cells = list(row)
        own = row.get("id")
        if len(cells) == 1:
            place = Place(cells[0].get("lang") or language, column=0)
            blocks.await_bookmark(own, place.language)
            wide = list(blocks.write(cells[0], replace(place)))
            yield from _broken(node, iter(wide)) if id else wide
            id = None
            continue
        made = [_with_bookmarks(one, blocks, (number, len(cells)), (id, own)) for number, one in enumerate(cells, 1)]
        yield [list(_broken(node, iter(one))) for one in made] if id else made
        id = None


def _with_bookmarks(cell: Any, blocks: Blocks, place: tuple[int, int], ids: tuple[str | None, str | None]) -> list[Element]:
    section, own = ids
    blocks.await_bookmark(section, cell.get("lang", ""))
    blocks.await_bookmark(own, cell.get("lang", ""), below_heading=True)
    return _cell(cell, blocks, *place)


def _cell(cell: Any, blocks: Blocks, number: int, count: int) -> list[Element]:
    """Return what stands in one of several columns."""
    blocks.writing.widest = blocks.width / POINT / count - GUTTER
    made = list(blocks.write(cell, Place(cell.get("lang", ""), column=number, columns=count)))
    blocks.writing.widest = WIDEST
    return made


def _broken(node: Any, made: Iterator[Element]) -> Iterator[Element]:
    """Begin a page where an annex, or the sheet of open points, begins."""
    breaks = has_class(node, "part-annex") or has_class(node, "part-sheet")
    for element in made:
        first = next(element.iter(f"{{{W}}}p"), None) if breaks else None
        if first is not None:
            first[0].insert(1, w("pageBreakBefore"))
            breaks = False
        yield element


__all__ = ["WordJob", "make_word"]
