"""Draws acts and events along time, a row for each, so that no label meets another.

A bar is the time in which something held; its look, the mark at its end and the words beside it say its state.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.blocks.drawing.scale import years
from toolkit.blocks.drawing.shapes import (
    Drawing,
    Frame,
    Key,
    Shape,
    Words,
    circle,
    halos,
    hatch,
    height_of,
    legend,
    line,
    polygon,
    rect,
    set_lines,
)
from toolkit.blocks.drawing.text_width import flat, lines, width

Look = Literal["held", "open", "over", "to-come"]
"""In force; of unknown state; run out or repealed; still to come."""
Mark = Literal["adopted", "in-force", "amended", "expired", "repealed", "term", "event"]
THICK, GAP = 11.0, 12.0


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, in years; without an end it goes on beyond the day."""

    begin: float
    end: float | None
    look: Look


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: what it is, its state in words, and what is drawn."""

    label: str
    sub: str = ""
    spans: tuple[Span, ...] = ()
    marks: tuple[tuple[float, Mark], ...] = ()
    words: str = ""
    """Stands in the field where nothing can be drawn: there is no date."""
    strong: bool = False
    """True for what holds on the day."""


@dataclass(frozen=True, slots=True)
class _Field:
    left: float
    right: float
    first: int
    last: int
    day: float

    def across(self, at: float) -> float:
        return self.left + (at - self.first) / (self.last - self.first) * (self.right - self.left)


def timeline(entries: Sequence[Entry], frame: Frame, day: float, day_words: str, keys: Sequence[Key] = ()) -> Drawing:
    """Lay entries out on a common axis of years, with a line on the day."""
    first, last = _extent(entries, day)
    column = _column(entries, frame)
    field = _Field(7.0 if frame.stacked else column + 20, frame.width - 12, first, last, day)
    heads, y = _head(field, frame, flat(day_words))
    top = y
    shapes: list[Shape] = []
    words: list[Words] = []
    lanes: list[tuple[float, float]] = []
    for entry in entries:
        label = lines(entry.label, column + 0.1, frame.size, bold=True)
        sub = lines(entry.sub, column + 0.1, frame.small)
        high = height_of(len(label), frame.size) + (height_of(len(sub), frame.small) + 1 if sub else 0)
        middle = y + high + 5 + THICK / 2 if frame.stacked else y + max(high, THICK) / 2
        text = y if frame.stacked else middle - high / 2
        words += set_lines(label, 0, text, frame.size, "label", bold=True)
        words += set_lines(sub, 0, text + height_of(len(label), frame.size) + 1, frame.small, "state-strong" if entry.strong else "sub")
        shapes += _drawn(entry, field, middle)
        if entry.words:
            words.append(Words(field.left, middle + frame.small * 0.33, flat(entry.words), frame.small, "sub"))
        lanes.append((middle - THICK / 2 - 4, middle + THICK / 2 + 4))
        y = (middle + THICK / 2 if frame.stacked else max(y + high, middle + THICK / 2)) + GAP
    bottom = y - GAP + 6
    grid = list(_grid(field, frame, lanes, top - 2, bottom))
    marked, named, end = legend(keys, frame, bottom + 8) if keys else ((), (), bottom)
    return Drawing(
        frame.width,
        round(end + 2, 1),
        (*grid, *halos(word for word in words if word.x == field.left and not frame.stacked), *shapes, *marked),
        (*heads, *words, *named),
    )


def _column(entries: Sequence[Entry], frame: Frame) -> float:
    if frame.stacked:
        return frame.width
    natural = max(max(width(entry.label, frame.size, bold=True), width(entry.sub, frame.small)) for entry in entries)
    return min(natural, frame.width * 0.38)


def _extent(entries: Sequence[Entry], day: float) -> tuple[int, int]:
    """Return the first and the last year of the axis."""
    times = [day] + [span.begin for entry in entries for span in entry.spans] + [at for entry in entries for at, _ in entry.marks]
    times += [span.end for entry in entries for span in entry.spans if span.end is not None]
    first, last = int(min(times)), max(times)
    return first, max(int(last) + (last > int(last)), first + 1)


def _head(field: _Field, frame: Frame, day_words: str) -> tuple[list[Words], float]:
    """Return the words above the field: the day on a line of its own, then the years that stand free of each other."""
    wide = width(day_words, frame.small)
    x = field.across(field.day)
    at = min(max(x - wide / 2, 0), frame.width - wide)
    base = frame.small * 0.8
    words = [Words(at, base, day_words, frame.small, "day")]
    base += frame.small * 1.35
    words += [Words(field.across(year), base, str(year), frame.small, "tick", "middle") for year in _years(field, frame)]
    kept = [word for word in words if word.box[0] >= 0 and word.box[2] <= frame.width]
    return kept, base + frame.small * 0.24 + 9


def _years(field: _Field, frame: Frame) -> tuple[int, ...]:
    return years(field.first, field.last, int((field.right - field.left) / (width("2026", frame.small) + 18)))


def _grid(field: _Field, frame: Frame, lanes: Sequence[tuple[float, float]], top: float, bottom: float) -> Iterator[Shape]:
    """Yield a line for each year that is named, and for the day; beside stacked labels they keep to the lanes."""
    spans = [(top - 3, top + 2), *lanes] if frame.stacked else [(top - 3, bottom)]
    for year in _years(field, frame):
        for begin, end in spans:
            yield Shape(line(field.across(year), begin, field.across(year), end), "grid")
    for begin, end in [(top - 3, top + 2), *lanes] if frame.stacked else [(top - 3, bottom)]:
        yield Shape(line(field.across(field.day), begin, field.across(field.day), end), "day")


def _drawn(entry: Entry, field: _Field, middle: float) -> Iterator[Shape]:
    for span in entry.spans:
        yield from _span(span, field, middle)
    for at, mark in entry.marks:
        yield from mark_shapes(mark, field.across(at), middle)


def _span(span: Span, field: _Field, middle: float) -> Iterator[Shape]:
    x = field.across(span.begin)
    right = field.across(span.end) if span.end is not None else max(field.across(field.day), x + 6)
    top, wide = middle - THICK / 2, max(right - x, 2.0)
    if span.look == "held":
        yield Shape(rect(x, top, wide, THICK), "solid")
    elif span.look == "over":
        yield Shape(hatch(x, top, wide, THICK, 4.5), "hatch-soft")
        yield Shape(rect(x, top, wide, THICK), "edge-soft")
    elif span.look == "open":
        yield Shape(rect(x, top, wide, THICK), "edge-dashed")
    else:
        yield Shape(rect(x, top, wide, THICK), "edge")
    if span.end is None and span.look == "held":
        yield Shape(polygon((right, top), (right + 7, middle), (right, top + THICK)), "solid")


def mark_shapes(mark: Mark, x: float, y: float) -> Iterator[Shape]:
    """Yield the shapes of a mark: no two differ in colour alone."""
    if mark == "adopted":
        yield Shape(circle(x, y, 4.6), "ring")
    elif mark == "in-force":
        yield Shape(circle(x, y, 4.6), "dot")
    elif mark == "amended":
        yield Shape(polygon((x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)), "ring")
    elif mark == "expired":
        yield Shape(line(x, y - 8, x, y + 8), "stop")
    elif mark == "repealed":
        yield Shape(f"M{x - 5:.1f} {y - 5:.1f}L{x + 5:.1f} {y + 5:.1f}M{x - 5:.1f} {y + 5:.1f}L{x + 5:.1f} {y - 5:.1f}", "stop")
    elif mark == "term":
        yield Shape(polygon((x - 5, y - 8.5), (x + 5, y - 8.5), (x, y - 1.5)), "flag")
    else:
        yield Shape(rect(x - 4.2, y - 4.2, 8.4, 8.4), "dot")


def mark_key(mark: Mark, words: str) -> Key:
    """Return the entry of a legend for a mark."""
    return Key(tuple(mark_shapes(mark, 13, 11 if mark == "term" else 6)), words)


def look_key(look: Look, words: str) -> Key:
    """Return the entry of a legend for the look of a bar."""
    field = _Field(1, 20, 0, 1, 1)
    return Key(tuple(_span(Span(0, 1, look), field, 6)), words)
