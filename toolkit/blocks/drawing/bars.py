"""Draws bar, dot and share plots from rows of values.

Each row has its label on the left, or above where there is no room beside it, and its value in words at the end of
its mark, so that nothing has to be looked up. How exact a value is shows in the end of the mark and in the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.blocks.drawing.scale import ticks
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
from toolkit.blocks.drawing.text_width import lines, width

Kind = Literal["bar", "dot", "share"]
End = Literal["exact", "about", "more-than", "less-than", "range"]
Look = Literal["solid", "light", "whole", "rest"]
THICK = 18.0
GAP = 13.0
"""Between rows."""
RADIUS = 6.0
ARROW = 13.0
"""How far an open end points beyond its value."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its words, and where its mark begins and ends."""

    label: str
    value: str
    low: float
    high: float
    sub: str = ""
    end: End = "exact"
    start: float = 0.0
    """Where the mark begins: behind the parts before it, in a share."""
    look: Look = "solid"
    """Light: beside a highlighted row; whole and rest: what a share is a part of, and what is left of it."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with the lines of its words and its place."""

    row: Row
    label: tuple[str, ...]
    sub: tuple[str, ...]
    value: tuple[str, ...]
    left: float
    """Where zero stands, or the least value."""
    top: float = 0.0

    def high(self, frame: Frame) -> float:
        """Return how high the words of the label are."""
        return height_of(len(self.label), frame.size) + (height_of(len(self.sub), frame.small) + 1 if self.sub else 0)

    def reach(self, frame: Frame, kind: Kind) -> float:
        """Return how much room the row needs to the right of its value."""
        tail = ARROW if self.row.end == "more-than" else 3.0 if self.row.end == "about" else 0.0
        tail += RADIUS if kind == "dot" else 0
        return tail + 8 + max((width(text, frame.size) for text in self.value), default=0)


def rows(found: Sequence[Row], frame: Frame, kind: Kind, tick: Callable[[float], str], keys: Sequence[Key] = ()) -> Drawing:
    """Lay rows out one below the other; `tick` writes a value of the axis."""
    left = (1.0 if frame.stacked else _column(found, frame) + 14) + (ARROW if kind == "dot" else 0)
    room = frame.width - left
    limit = frame.width if frame.stacked else _column(found, frame)
    placed = [_lined(row, frame, limit, left, room) for row in found]
    low, high = min(0.0, *(row.low for row in found)), max(0.0, *(row.start + row.high for row in found))
    scale = _scale(placed, frame, kind, low, high)

    def across(value: float) -> float:
        return left + (value - low) * scale

    shapes: list[Shape] = []
    words: list[Words] = []
    lanes: list[tuple[float, float]] = []
    y = 0.0
    for one in placed:
        here = replace(one, top=y)
        marks, set_, lane, y = _row(here, frame, kind, across)
        shapes.extend(marks)
        words.extend(set_)
        lanes.append(lane)
        y += GAP
    whole = all(float(value).is_integer() for row in found for value in (row.low, row.high))
    grid, labels, y = _axis(_ticks(low, high, scale, frame, tick, whole=whole), across, lanes, frame, y - GAP)
    base = [Shape(line(across(0), top, across(0), bottom), "base") for top, bottom in _spans(lanes, frame)]
    marked, named, y = legend(keys, frame, y + 10) if keys else ((), (), y)
    return Drawing(
        frame.width,
        round(y + 2, 1),
        (*grid, *halos(word for word in words if word.role == "value"), *shapes, *base, *marked),
        (*words, *labels, *named),
    )


def _column(found: Sequence[Row], frame: Frame) -> float:
    natural = max(max(width(row.label, frame.size, bold=True), width(row.sub, frame.small)) for row in found)
    return min(natural, frame.width * 0.36)


def _lined(row: Row, frame: Frame, limit: float, left: float, room: float) -> _Placed:
    label = lines(row.label, limit + 0.1, frame.size, bold=True)
    return _Placed(row, label, lines(row.sub, limit + 0.1, frame.small), lines(row.value, room * 0.55, frame.size), left)


def _scale(placed: Sequence[_Placed], frame: Frame, kind: Kind, low: float, high: float) -> float:
    """Return how many units of the drawing a unit of the value takes: every row must have room for its words."""
    room = frame.width - placed[0].left
    best = (room - 12) / ((high - low) or 1)
    for one in placed:
        span = one.row.start + one.row.high - low
        if span > 0:
            best = min(best, (room - one.reach(frame, kind)) / span)
    return best


def _row(
    one: _Placed, frame: Frame, kind: Kind, across: Callable[[float], float]
) -> tuple[list[Shape], list[Words], tuple[float, float], float]:
    """Return shapes, words, the lane of the mark and the lower end of a row."""
    words: list[Words] = []
    value_high = height_of(len(one.value), frame.size)
    lane = max(THICK, value_high)
    if frame.stacked:
        top = one.top + one.high(frame) + (5 if one.label else 0)
        words.extend(_labelled(one, 0, one.top, frame))
    else:
        top = one.top + max((one.high(frame) - lane) / 2, 0)
        words.extend(_labelled(one, 0, one.top + max((lane - one.high(frame)) / 2, 0), frame))
    middle = top + lane / 2
    shapes = list(_bar(one.row, across, middle) if kind != "dot" else _dot(one.row, across, middle))
    at = across(one.row.start + one.row.high) + one.reach(frame, kind) - max((width(text, frame.size) for text in one.value), default=0)
    words.extend(set_lines(one.value, at, middle - value_high / 2 + 0.5, frame.size, "value"))
    bottom = max(top + lane, one.top + one.high(frame)) if not frame.stacked else top + lane
    return shapes, words, (top, top + lane), bottom


def _labelled(one: _Placed, x: float, top: float, frame: Frame) -> Iterator[Words]:
    yield from set_lines(one.label, x, top, frame.size, "label", bold=True)
    yield from set_lines(one.sub, x, top + height_of(len(one.label), frame.size) + 1, frame.small, "sub")


def _bar(row: Row, across: Callable[[float], float], middle: float) -> Iterator[Shape]:
    x, low, high = across(row.start), across(row.start + row.low), across(row.start + row.high)
    top, role = middle - THICK / 2, row.look
    if row.look == "rest":
        yield Shape(hatch(x, top, high - x, THICK), "hatch-soft")
        yield Shape(rect(x, top, high - x, THICK), "edge-soft")
    elif row.high == 0:
        yield Shape(line(x, top, x, top + THICK), "zero")
    elif row.end == "less-than":
        yield Shape(hatch(x, top, high - x, THICK), "hatch")
        yield Shape(rect(x, top, high - x, THICK), "edge-dashed")
    elif row.end == "range":
        yield Shape(rect(x, top, low - x, THICK), role)
        yield Shape(hatch(low, top, high - low, THICK), "hatch")
        yield Shape(rect(low, top, high - low, THICK), "edge")
    elif row.end == "about":
        yield Shape(torn(x, top, high - x), role)
    elif row.end == "more-than":
        yield Shape(rect(x, top, high - x, THICK), role)
        yield Shape(chevrons(high, top), "arrow")
    else:
        yield Shape(rect(x, top, high - x, THICK), role)


def torn(x: float, top: float, wide: float, high: float = THICK) -> str:
    """Return a bar whose end is torn about its value: nobody knows it exactly."""
    tooth, right = high / 6, x + wide
    edge = [(right + (3.0 if at % 2 else -3.0), top + tooth * at) for at in range(7)]
    return polygon((x, top), *((max(px, x + 0.5), py) for px, py in edge), (x, top + high))


def chevrons(x: float, top: float, high: float = THICK) -> str:
    """Return two open arrow heads that point beyond a value: it may be more."""
    middle = top + high / 2
    return "".join(f"M{x + at:.1f} {top + 3:.1f}L{x + at + 4.5:.1f} {middle:.1f}L{x + at:.1f} {top + high - 3:.1f}" for at in (2.0, 7.0))


def _dot(row: Row, across: Callable[[float], float], middle: float) -> Iterator[Shape]:
    low, high = across(row.low), across(row.high)
    yield Shape(line(across(0), middle, high, middle), "stem")
    if row.end == "range":
        yield Shape(line(low, middle, high, middle), "between")
        yield Shape(circle(low, middle, RADIUS), row.look)
    if row.end == "more-than":
        yield Shape(chevrons(high + 5, middle - THICK / 2), "arrow")
    if row.end == "less-than":
        yield Shape(f"M{high - 9:.1f} {middle - 6:.1f}L{high - 13.5:.1f} {middle:.1f}L{high - 9:.1f} {middle + 6:.1f}", "arrow")
    yield Shape(circle(high, middle, RADIUS), "ring" if row.end in ("about", "less-than") else row.look)


def _ticks(low: float, high: float, scale: float, frame: Frame, tick: Callable[[float], str], *, whole: bool) -> list[tuple[float, str]]:
    """Return the values of the axis with their words, as many as stand beside each other."""
    for most in (5, 4, 3, 2, 1):
        found = [(value, tick(value)) for value in ticks(low, high, most, whole=whole)]
        wides = [width(words, frame.small) for _, words in found]
        if all((b[0] - a[0]) * scale > (wa + wb) / 2 + 14 for a, b, wa, wb in zip(found, found[1:], wides, wides[1:], strict=False)):
            return found
    return [(0.0, tick(0.0))]


def _axis(
    found: Sequence[tuple[float, str]], across: Callable[[float], float], lanes: Sequence[tuple[float, float]], frame: Frame, y: float
) -> tuple[list[Shape], list[Words], float]:
    """Return grid lines, their words and where they end."""
    spans = _spans(lanes, frame)
    grid = [Shape(line(across(value), top, across(value), bottom), "grid") for value, _ in found if value for top, bottom in spans]
    base = max(y, lanes[-1][1]) + 5 + frame.small * 0.8
    words = [Words(*_inside(across(value), text, frame), base, text, frame.small, "tick", "start") for value, text in found]
    return grid, words, base + frame.small * 0.24


def _spans(lanes: Sequence[tuple[float, float]], frame: Frame) -> list[tuple[float, float]]:
    """Return where lines of the grid run: through all lanes, or within each where labels stand between them."""
    spans = [(top - 3, bottom + 3) for top, bottom in lanes] if frame.stacked else [(lanes[0][0] - 3, lanes[-1][1] + 3)]
    return [(max(top, 0), bottom) for top, bottom in spans]


def _inside(x: float, text: str, frame: Frame) -> tuple[float]:
    """Return where words centred on x begin, moved into the frame where they would pass its edge."""
    wide = width(text, frame.small)
    return (min(max(x - wide / 2, 0), frame.width - wide),)
