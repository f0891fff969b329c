"""Gives the digest of a record: of its words and values, and of where they stand in it.

Lines are counted from the record's own first one, so that a line put in above a record alters nothing of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from toolkit.content.facts import Fact
from toolkit.content.text import Text
from toolkit.content.values import Item
from toolkit.core.diagnostics import Place
from toolkit.core.reads import NOTHING, digest

_PLAIN = (str, int, float, bool, Decimal, dt.date, type(None))


def digest_of(value: object) -> str:
    """Return the digest of any value that content is made of; nothing for what is not there."""
    if value is None:
        return NOTHING
    base = value.place if isinstance(value, Item | Fact) else Place("")
    return digest("\n".join(_lines(value, base)).encode("utf-8", "surrogatepass"))


def _lines(value: object, base: Place) -> Iterator[str]:
    """Yield a value as lines of words, the same for equal values whichever way they were made."""
    if isinstance(value, Text):
        yield f"text {value.language} {value.context} {_at(value.place, base)} {value.source!r} {value.official!r}"
    elif isinstance(value, Place):
        yield _at(value, base)
    elif isinstance(value, Enum):
        yield f"{type(value).__name__}.{value.name}"
    elif isinstance(value, _PLAIN):
        place = getattr(value, "place", None)
        yield f"{value!r} {_at(place, base)}" if isinstance(place, Place) else repr(value)
    elif isinstance(value, BaseModel):
        yield from _model(value, base)
    else:
        yield from _collection(value, base)


def _model(value: BaseModel, base: Place) -> Iterator[str]:
    id = f" {value.id} {_at(value.place, base)}" if isinstance(value, Item | Fact) else ""
    yield f"{type(value).__name__}{id}"
    for name, part in value.__dict__.items():
        yield f"{name}:"
        yield from _lines(part, base)
    yield "."


def _collection(value: Any, base: Place) -> Iterator[str]:
    yield f"{type(value).__name__} {len(value)}" if isinstance(value, tuple | list | Mapping | Set) else type(value).__name__
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield repr(key)
            yield from _lines(part, base)
    elif isinstance(value, Set):
        yield from sorted(line for part in value for line in _lines(part, base))
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _lines(part, base)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _compared(type(value)):
            yield f"{name}:"
            yield from _lines(getattr(value, name), base)
    else:
        raise TypeError(f"{type(value).__name__} has no digest")


@lru_cache(maxsize=200)
def _compared(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.compare)


def _at(place: Place, base: Place) -> str:
    """Return a place as seen from the record that it is in; in another file it stands where it stands."""
    line = place.line - base.line if place.path == base.path else place.line
    return f"{place.path}:{line}:{place.column}"
