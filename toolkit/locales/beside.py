"""Puts the source of every block beside its translation, for a preview that shows both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from markupsafe import Markup

from toolkit.render.edition import Body, Cell, Part, Row

_ANCHOR = re.compile(r'\s(?:id|tabindex)="[^"]*"')


def beside(body: Body, source: Body, language: str) -> Body:
    """Return a body in which each cell holds the like cell of the source after it, without anchors: there is one of each on a page."""
    rows = {row.id: row for row in (*source.front.values(), *(row for part in source.parts for row in part.rows)) if row.id}
    headings = {part.id: part.headings for part in source.parts}
    front = {name: _row(row, rows, language) for name, row in body.front.items()}
    parts = tuple(replace(part, rows=tuple(_row(row, rows, language) for row in part.rows)) for part in body.parts)
    return replace(body, front=front, parts=tuple(_headed(part, headings, language) for part in parts))


def _row(row: Row, sources: Mapping[str, Row], language: str) -> Row:
    like = sources.get(row.id)
    if like is None or not row.cells or not like.cells:
        return row
    words = _bare(like.cells[0])
    first = row.cells[0]
    html = Markup('<div class="translated">{}</div><div class="beside" lang="{}">{}</div>').format(first.html, language, words)
    return replace(row, cells=(replace(first, html=html), *row.cells[1:]))


def _headed(part: Part, sources: Mapping[str, tuple[Cell, ...]], language: str) -> Part:
    like = sources.get(part.id, ())
    return replace(part, headings=tuple(_both(part.headings, like, language))) if like else part


def _both(headings: tuple[Cell, ...], sources: tuple[Cell, ...], language: str) -> Iterator[Cell]:
    for cell, like in zip(headings, sources, strict=False):
        yield replace(cell, html=Markup('{}<span class="beside" lang="{}">{}</span>').format(cell.html, language, _bare(like)))


def _bare(cell: Cell) -> Markup:
    return Markup(_ANCHOR.sub("", str(cell.html)))
