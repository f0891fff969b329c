"""Walks over the values of a record: its texts, its references, and its content without line numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from toolkit.content.document import BlockItem
from toolkit.content.grids import Grid
from toolkit.content.prose import Prose
from toolkit.content.text import Limit, Text
from toolkit.content.values import Reference

Leaf = Text | Prose | Grid | Reference
_BARE = frozenset({str, int, bool, float, Decimal, dt.date})
"""Types of values that hold no other: most of a record is of these."""


def walk(value: object) -> Iterator[Leaf]:
    """Yield every text, prose and reference of a record and of the blocks of its outline, in the order of its model."""
    yield from (leaf for leaf, _ in _leaves(value, 0))


def texts(value: object) -> Iterator[Text]:
    """Yield every text of a record; prose by its paragraphs."""
    for leaf in walk(value):
        yield from texts_of(leaf)


def limited(value: object) -> Iterator[tuple[Text, int]]:
    """Yield the texts of a record whose field says how many characters it has room for."""
    for leaf, limit in _leaves(value, 0):
        yield from ((text, limit) for text in texts_of(leaf) if limit)


def texts_of(leaf: Leaf) -> tuple[Text, ...]:
    """Return the texts of one leaf; a reference has none."""
    if isinstance(leaf, Grid):
        return tuple(cell for cell in leaf.cells if isinstance(cell, Text))
    return leaf.paragraphs if isinstance(leaf, Prose) else (leaf,) if isinstance(leaf, Text) else ()


def _leaves(value: object, limit: int) -> Iterator[tuple[Leaf, int]]:
    if value is None or type(value) in _BARE:
        return
    if isinstance(value, Leaf):
        yield value, limit
    elif isinstance(value, BaseModel):
        for name, own in _fields(type(value)):
            yield from _leaves(getattr(value, name), limit if own is None else own)
    else:
        for part in _parts(value):
            yield from _leaves(part, limit)


@cache
def _fields(model: type[BaseModel]) -> tuple[tuple[str, int | None], ...]:
    """Return the fields of a model, each with the characters that it has room for, where it says so."""
    return tuple(
        (name, next((mark.characters for mark in field.metadata if isinstance(mark, Limit)), None))
        for name, field in model.model_fields.items()
    )


def _parts(value: object) -> tuple[object, ...]:
    if isinstance(value, BlockItem):
        return (value.arguments,)
    return tuple(value.values()) if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()


def without_places(value: Any) -> Any:
    """Return a value as plain data without the places where it stands, so that moved lines are no change."""
    match value:
        case Text():
            found: Any = (value.context, value.source, value.language, value.official)
        case Prose():
            found = tuple((piece.kind, piece.label, without_places(piece.texts), without_places(piece.grid)) for piece in value.pieces)
        case Grid():
            found = (tuple(map(str, value.columns)), without_places(value.head), without_places(value.rows))
        case BlockItem():
            found = (value.name, without_places(value.arguments))
        case BaseModel():
            found = {name: without_places(getattr(value, name)) for name in type(value).model_fields}
        case Mapping():
            found = {str(key): without_places(part) for key, part in value.items()}
        case tuple():
            found = tuple(without_places(part) for part in value)
        case _:
            found = str(value) if isinstance(value, Decimal) else value
    return found
