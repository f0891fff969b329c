"""Recalls what was worked out of documents in an earlier run, where every question that it asked has the same answer."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from toolkit.content.library import Library
from toolkit.core.diagnostics import Place
from toolkit.core.kept_files import KeptFiles
from toolkit.core.reads import Question
from toolkit.render.reader import Reader
from toolkit.render.reads import Kind, Printed, Use

MANY = 200
"""Things that are worked out before they are written, together."""
Traces = tuple[tuple[Printed, tuple[Use, ...]], ...]
"""What each heading and block of a publication prints."""


@dataclass
class Recall:
    """Works things out, or recalls them: whatever JSON can say, under a name."""

    reader: Reader
    kept: KeptFiles
    _held: dict[str, dict[str, bytes]] = field(default_factory=dict)
    _unsaved: dict[str, tuple[bytes, dict[Question, str]]] = field(default_factory=dict)

    def of(self, kind: str, name: str, make: Callable[[], Any]) -> Any:
        """Return what was made under a name while it holds, or make it; what it asks counts for nobody else.

        Kinds are judged one by one, when the first of each is asked for: one may hang on answers that another gives.
        """
        if kind not in self._held:
            self._held[kind] = self.kept.holding(f"recall {kind} ", self.reader.answer)
        held, key = self._held[kind], f"recall {kind} {name}"
        if key in held:
            return json.loads(held[key])
        with self.reader.recorder.aside() as reads:
            made = make()
        value = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
        held[key] = value
        self._unsaved[key] = (value, self.reader.answers(reads))
        if len(self._unsaved) >= MANY:
            self.save()
        return json.loads(value)

    def save(self) -> None:
        """Keep what was worked out, for the next run."""
        self.kept.keep_all(self._unsaved)
        self._unsaved.clear()


@dataclass(frozen=True)
class Places:
    """Says of places in which record they are, so that they are found again when lines were put in above."""

    library: Library

    @cached_property
    def _records(self) -> dict[str, tuple[list[int], list[str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for collection, item in self.library.records():
            found.setdefault(item.place.path, []).append((item.place.line, f"{collection}.{item.id}"))
        return {path: ([line for line, _ in sorted(some)], [name for _, name in sorted(some)]) for path, some in found.items()}

    def relative(self, place: Place) -> list[Any]:
        """Return a place as the record that it is in, its line counted from there, and its column."""
        lines, names = self._records.get(place.path, ([], []))
        position = bisect_right(lines, place.line)
        if not position:
            return ["", place.line, place.column, place.path]
        return [names[position - 1], place.line - lines[position - 1], place.column, place.path]

    def absolute(self, found: list[Any]) -> Place:
        """Return the place as it is now."""
        name, line, column, path = found
        collection, _, id = name.partition(".")
        item = self.library.items[collection].get(id) if name else None
        return Place(path, line + item.place.line if item else line, column)


def as_json(traces: Traces, places: Places) -> list[Any]:
    """Return traces as JSON can say them."""
    return [
        [where.publication, where.block, where.section, [[use.kind, use.id, *places.relative(use.place)] for use in uses]]
        for where, uses in traces
    ]


def of_json(found: list[Any], places: Places) -> Traces:
    """Return the traces that JSON says."""
    return tuple(
        (Printed(publication, block, section), tuple(Use(kind, id, places.absolute(place)) for kind, id, *place in uses))
        for publication, block, section, uses in found
    )


def printed_of(kind: Kind, found: list[Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what JSON says is printed of a kind: publication, section and id, without the places that ask for it."""
    for publication, _, section, uses in found:
        yield from ((publication, section, id) for known, id, *_ in uses if known == kind)
