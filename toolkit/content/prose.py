"""Defines prose: paragraphs, lists, quotes, tables and footnotes of Markdown, each with the texts that a translator gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from toolkit.content.grids import Align, Cell, Grid, figure
from toolkit.content.text import Text, bounded, full, official_forms, one_line, parent_path, text_schema
from toolkit.content.tree import Passage, Scalar

PieceKind = Literal["paragraph", "quote", "table", "note"]
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_LIST_ITEM = re.compile(r"^(?:[-*] |\d+\. )", re.MULTILINE)
_MARKED_LINE = re.compile(
    r"\A(?:\+ |\d+\) )"
    r"|^[ \t]*(?:#{1,6}[ \t]|>|```|~~~|:[ \t]|[•●▪‣◦][ \t]|\*?\[[^\]\n]+\]:|(?:=+|-{2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})[ \t]*$)",
    re.MULTILINE,
)
"""The beginning of a line that is a mark of Markdown, here or elsewhere: its lines stay, for the list or the refusal that they are."""
_NOTE = re.compile(r"^[ \t]*\[\^([^\]\s]+)\]:[ \t]*", re.MULTILINE)
_QUOTED = re.compile(r"^[ \t]*>[ \t]?")
_BAR = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r":?-+:?")
_DISPLAY = re.compile(r"\$\$[^$]+\$\$")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of prose: a paragraph or list, a quote of some paragraphs, a table, or a footnote with its label."""

    kind: PieceKind
    texts: tuple[Text, ...] = ()
    label: str = ""
    grid: Grid | None = None

    @property
    def all_texts(self) -> tuple[Text, ...]:
        """The texts, those of the cells of a table too."""
        return self.texts if self.grid is None else tuple(cell for cell in self.grid.cells if isinstance(cell, Text))

    def mapped(self, change: Callable[[Text], Text]) -> Piece:
        """Return the piece with its texts changed."""
        return replace(self, texts=tuple(map(change, self.texts)), grid=self.grid.mapped(change) if self.grid else None)


@dataclass(frozen=True, slots=True)
class Prose:
    """Pieces of Markdown, a text each; a list is one text, a table has one for each cell, a quote for each paragraph."""

    pieces: tuple[Piece, ...]

    @property
    def paragraphs(self) -> tuple[Text, ...]:
        """Every text, in the order in which it stands."""
        return tuple(text for piece in self.pieces for text in piece.all_texts)

    @property
    def notes(self) -> Mapping[str, Text]:
        """The footnotes by label."""
        return {piece.label: piece.texts[0] for piece in self.pieces if piece.kind == "note"}

    def mapped(self, change: Callable[[Text], Text]) -> Prose:
        """Return the prose with its texts changed."""
        return _with_notes(tuple(piece.mapped(change) for piece in self.pieces))

    @classmethod
    def read(cls, value: Any) -> Prose:
        """Split a scalar, or the forms of a mapping, at blank lines."""
        if isinstance(value, Scalar):
            full(value)
            return _with_notes(tuple(_Reader(value, value.language, value.path).pieces()))
        forms = official_forms(value)
        shapes = {tag: tuple(_shape(form)) for tag, form in forms.items()}
        if len(set(shapes.values())) > 1:
            counts = ", ".join(f"{tag}: {len(shape)}" for tag, shape in shapes.items())
            raise PydanticCustomError("unpaired-paragraphs", "the languages differ in paragraphs ({counts})", {"counts": counts})
        first = next(iter(forms.values()))
        source = first.language if first.language in forms else next(iter(forms))
        return _with_notes(tuple(_Reader(forms[source], source, parent_path(first.path), forms, value.passage).pieces()))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return text_schema("Markdown paragraphs, parted by blank lines.")


def _with_notes(pieces: tuple[Piece, ...]) -> Prose:
    """Return prose whose texts know the footnotes that they may call; a footnote calls none."""
    notes = tuple((piece.label, piece.texts[0]) for piece in pieces if piece.kind == "note")
    if not notes:
        return Prose(pieces)
    return Prose(tuple(piece if piece.kind == "note" else piece.mapped(lambda text: replace(text, notes=notes)) for piece in pieces))


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Raw:
    """A piece as it stands: where each of its texts begins and ends, row by row, and how its columns are aligned."""

    kind: PieceKind
    rows: tuple[tuple[Span, ...], ...]
    label: str = ""
    aligns: tuple[Align, ...] = ()


class _Reader:
    """Makes pieces of a scalar; `forms` are the same words in other languages, when the author owns them."""

    def __init__(self, value: Scalar, language: str, path: str, forms: Mapping[str, Scalar] | None = None, around: Passage | None = None):
        self.value, self.language, self.path = value, language, path
        self.forms, self.around = forms or {}, around
        self.words = str(value)
        self.others = {tag: [*_cells(str(form))] for tag, form in self.forms.items()}
        typed = value.passage.words
        begins = typed.find("\n") + 1 if value.block_style else 0
        same = [*_shape(value)] == [*_shape(typed[begins:])]
        self.typed = [(begins + start, begins + end) for start, end in _spans(typed[begins:])] if same else []
        self.at = 0

    def pieces(self) -> Iterator[Piece]:
        for raw in _pieces(self.words):
            rows = [[self.cell(span, raw.kind) for span in row] for row in raw.rows]
            if raw.kind == "table":
                yield Piece("table", grid=Grid.of(rows[0], rows[1:], raw.aligns))
            else:
                yield Piece(raw.kind, tuple(cell for row in rows for cell in row if isinstance(cell, Text)), raw.label)

    def cell(self, span: Span, kind: PieceKind) -> Cell:
        """Return the words of a span as a text, with its forms in other languages; in a table a figure, or nothing."""
        words = _worded(self.words[slice(*span)], kind)
        number, self.at = self.at, self.at + 1
        if kind == "table" and (not words or figure(words) is not None):
            return figure(words) if words else None
        passage = self.value.passage.part(*self.typed[number]) if self.typed else self.value.passage
        official = tuple((tag, said[number]) for tag, said in self.others.items())
        return Text(words, self.language, self.path, passage.place, official, self.around or passage)


def _shape(words: str) -> Iterator[tuple[str, tuple[int, ...], str]]:
    """Yield the kind of each piece, how many texts it has in each row, and its label."""
    yield from ((raw.kind, tuple(map(len, raw.rows)), raw.label) for raw in _pieces(words))


def _cells(words: str) -> Iterator[str]:
    yield from (_worded(words[slice(*span)], raw.kind) for raw in _pieces(words) for row in raw.rows for span in row)


def _spans(words: str) -> Iterator[Span]:
    yield from (span for raw in _pieces(words) for row in raw.rows for span in row)


def _worded(words: str, kind: PieceKind) -> str:
    """Return the words of a text: a list keeps its lines, a quote loses its marks, a cell its backslashes before bars."""
    if kind == "table":
        return bounded(one_line(words).replace("\\|", "|"))
    first, *rest = words.strip().splitlines() or [""]
    lines = [first, *(_QUOTED.sub("", line) if kind == "quote" else line for line in rest)]
    whole = "\n".join(line.rstrip() for line in lines)
    keeps = (
        _LIST_ITEM.search(whole)
        or _MARKED_LINE.search(whole)
        or (kind == "paragraph" and any(_BAR.search(line) for line in lines) and len(lines) > 1)
    )
    return bounded(whole if keeps else one_line(whole))


def _pieces(words: str) -> Iterator[_Raw]:
    """Yield the pieces of some words; what only looks like a table stays a paragraph, for its check to refuse."""
    for start, end in _parts(words):
        part = words[start:end]
        if _NOTE.match(part):
            yield from _notes(part, start)
        elif all(_QUOTED.match(line) for line in part.splitlines()):
            yield _quote(part, start)
        elif (table := _table(part, start)) is not None:
            yield table
        else:
            yield _Raw("paragraph", (((start, end),),))


def _notes(part: str, start: int) -> Iterator[_Raw]:
    found = [*_NOTE.finditer(part)]
    for note, after in zip(found, [*found[1:], None], strict=True):
        end = after.start() if after else len(part)
        yield _Raw("note", (((start + note.end(), start + note.end() + len(part[note.end() : end].rstrip())),),), note.group(1))


def _quote(part: str, start: int) -> _Raw:
    """Return a quote: its paragraphs are parted by lines with nothing but the mark."""
    rows: list[tuple[Span, ...]] = []
    begins: int | None = None
    at = ends = start
    for line in part.splitlines(keepends=True):
        if words := _QUOTED.sub("", line).strip():
            begins = at + line.index(words) if begins is None else begins
            ends = at + len(line.rstrip("\n"))
        elif begins is not None:
            rows.append(((begins, ends),))
            begins = None
        at += len(line)
    return _Raw("quote", (*rows, ((begins, ends),)) if begins is not None else tuple(rows) or (((start, start),),))


def _table(part: str, start: int) -> _Raw | None:
    """Return a table; nothing where its rows differ in cells, or no row of dashes stands below its head."""
    rows: list[tuple[Span, ...]] = []
    at = start
    for line in part.splitlines(keepends=True):
        rows.append(tuple((at + one, at + other) for one, other in cells_of(line.rstrip("\n"))))
        at += len(line)
    if table_fault(part):
        return None
    dashes = [part[one - start : other - start] for one, other in rows[1]]
    return _Raw("table", (rows[0], *rows[2:]), aligns=tuple(_align(one) for one in dashes))


def table_fault(part: str) -> str:
    """Return why some lines are no table; nothing when they are one."""
    lines = part.splitlines()
    counts = [len(cells_of(line)) for line in lines]
    if len(lines) < 2 or not all(_BAR.search(line) for line in lines):
        return "a table has a head, a row of dashes and rows, with `|` between the cells of each, and blank lines around it"
    if not all(_DASHES.fullmatch(lines[1][slice(*span)]) for span in cells_of(lines[1])):
        return "no row of dashes stands below the head"
    differs = next((at for at, count in enumerate(counts) if count != counts[0]), 0)
    return f"row {differs} has {counts[differs]} cells, and the head has {counts[0]}" if differs else ""


def cells_of(line: str) -> list[Span]:
    """Return where each cell of a row begins and ends, without the space around it."""
    bars = [found.start() for found in _BAR.finditer(line)]
    edges = [-1, *bars, len(line)]
    spans = [(one + 1, other) for one, other in pairwise(edges)]
    if len(spans) > 1 and not line[slice(*spans[0])].strip():
        spans = spans[1:]
    if len(spans) > 1 and not line[slice(*spans[-1])].strip():
        spans = spans[:-1]
    return [_trimmed(line, *span) for span in spans]


def _trimmed(line: str, start: int, end: int) -> Span:
    words = line[start:end]
    if not words.strip():
        return start, start
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _align(dashes: str) -> Align:
    left, right = dashes.startswith(":"), dashes.endswith(":")
    return "center" if left and right else "end" if right else "start" if left else ""


def _parts(value: str) -> Iterator[Span]:
    """Yield where paragraphs begin and end; their first and last characters are no space."""
    start = 0
    for end, after in (*((gap.start(), gap.end()) for gap in _PARAGRAPHS.finditer(value)), (len(value), len(value))):
        words = value[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = after
