"""Draws values over years as lines.

Every line carries its name at its end, and is told from the others by dashes and the form of its points too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.blocks.drawing.scale import ticks, years
from toolkit.blocks.drawing.shapes import (
    LEADING,
    Anchor,
    Drawing,
    Frame,
    Key,
    Shape,
    Words,
    circle,
    halos,
    height_of,
    legend,
    line,
    polygon,
    rect,
    set_lines,
)
from toolkit.blocks.drawing.text_width import flat, lines, width

MOST = 4
"""Lines that can be told apart without colour."""
HEIGHT = 230.0
ASIDE = 19.0
"""From the end of a line to its name: half a year of the axis stands there too."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Point:
    """One value at a time, in years."""

    at: float
    value: float
    words: str
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of a series."""

    label: str
    points: tuple[Point, ...]
    strong: bool = True


@dataclass(frozen=True, slots=True)
class _Field:
    """The field within the axes: its edges, and the values at them."""

    left: float
    right: float
    top: float
    bottom: float
    first: float
    last: float
    low: float
    high: float

    def place(self, at: float, value: float) -> tuple[float, float]:
        x = self.left + (at - self.first) / ((self.last - self.first) or 1) * (self.right - self.left)
        return x, self.bottom - (value - self.low) / ((self.high - self.low) or 1) * (self.bottom - self.top)


def series(curves: Sequence[Curve], frame: Frame, tick: Callable[[float], str], keys: Sequence[Key] = ()) -> Drawing:
    """Lay lines out over a common axis of years; the axis of values begins at zero."""
    points = [point for curve in curves for point in curve.points]
    low, high = min(0.0, *(point.value for point in points)), max(0.0, *(point.value for point in points))
    whole = all(point.value.is_integer() for point in points)
    marks = ticks(low, high, 4, whole=whole)
    if len(marks) > 1 and marks[-1] < high:
        marks = (*marks, round(marks[-1] + marks[1] - marks[0], 9))
    names = _names(curves, frame)
    left = max(width(tick(value), frame.small) for value in marks) + 9
    right = frame.width - (
        max(width(text, frame.size, bold=True) for pair in names for part in pair for text in part) + ASIDE if names else 22
    )
    first, last = min(point.at for point in points), max(point.at for point in points)
    field = _Field(left + 6, right, frame.size + 10, HEIGHT, first, last, marks[0], max(marks[-1], high))
    grid = [Shape(line(left, field.place(first, value)[1], right + 8, field.place(first, value)[1]), _rule(value)) for value in marks]
    words = [Words(left - 5, field.place(first, v)[1] + frame.small * 0.35, tick(v), frame.small, "tick", "end") for v in marks]
    words += _years(field, frame)
    shapes = [shape for at, curve in enumerate(curves) for shape in _curve(curve, at, field)]
    words += _ends(names, curves, field, frame)
    values = list(_values(curves, field, frame, [word.box for word in words]))
    base = HEIGHT + frame.small * 1.6 + 4
    marked, named, end = legend(keys, frame, base + 8) if keys else ((), (), base)
    bottom = max(end, *(word.box[3] for word in words))
    return Drawing(frame.width, round(bottom + 2, 1), (*grid, *halos(values), *shapes, *marked), (*words, *values, *named))


def _rule(value: float) -> str:
    return "base" if value == 0 else "grid"


def _names(curves: Sequence[Curve], frame: Frame) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return name and last value for the end of each line; a single line is named by the caption."""
    longest = max(width(word, frame.size, bold=True) for curve in curves for word in (curve.label or "x").split())
    limit = max(frame.width * 0.26, min(longest + 1, frame.width * 0.42))
    return [
        (lines(curve.label, limit, frame.size, bold=True), lines(curve.points[-1].words, limit, frame.size))
        for curve in curves
        if len(curves) > 1
    ]


def _years(field: _Field, frame: Frame) -> Iterator[Words]:
    room = int((field.right - field.left) / (width("2026", frame.small) + 16))
    first, last = int(field.first), int(field.last)
    for year in (first,) if first == last else years(first, last, room):
        x, _ = field.place(max(year, field.first), 0)
        half = width(str(year), frame.small) / 2
        x = min(max(x, half), frame.width - half)
        yield Words(x, HEIGHT + frame.small * 1.3 + 3, str(year), frame.small, "tick", "middle")


def _curve(curve: Curve, at: int, field: _Field) -> Iterator[Shape]:
    places = [field.place(point.at, point.value) for point in curve.points]
    strong = "strong" if curve.strong else "weak"
    yield Shape("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places), f"curve-{strong}-{at % MOST}")
    for point, (x, y) in zip(curve.points, places, strict=True):
        yield Shape(_marker(at % MOST, x, y), "ring" if not point.exact else f"point-{strong}")


def _marker(form: int, x: float, y: float) -> str:
    return (
        circle(x, y, 4.2),
        rect(x - 3.8, y - 3.8, 7.6, 7.6),
        polygon((x, y - 5), (x + 5, y + 3.8), (x - 5, y + 3.8)),
        polygon((x, y - 5.4), (x + 5.4, y), (x, y + 5.4), (x - 5.4, y)),
    )[form]


def _ends(
    names: Sequence[tuple[tuple[str, ...], tuple[str, ...]]], curves: Sequence[Curve], field: _Field, frame: Frame
) -> Iterator[Words]:
    """Yield the names of lines with their last values at their right ends, pushed apart."""
    heights = [height_of(len(name) + len(value), frame.size) for name, value in names]
    wanted = [field.place(curve.points[-1].at, curve.points[-1].value)[1] for curve in curves][: len(names)]
    for (name, value), high, y in zip(names, heights, spread(wanted, heights, 0, field.bottom + frame.size), strict=True):
        yield from set_lines(name, field.right + ASIDE, y - high / 2, frame.size, "label", bold=True)
        yield from set_lines(value, field.right + ASIDE, y - high / 2 + frame.size * LEADING * len(name), frame.size, "value")


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float, gap: float = 4) -> list[float]:
    """Return middles as near to the wanted ones as can be, no two overlapping, none above `top`.

    What is pushed goes down; where that passes `bottom`, the whole column is pulled up as far as it can.
    """
    order = sorted(range(len(wanted)), key=lambda it: (wanted[it], it))
    out = [0.0] * len(wanted)
    free = top
    for at in order:
        out[at] = max(wanted[at], free + heights[at] / 2)
        free = out[at] + heights[at] / 2 + gap
    limit = max(bottom, top + sum(heights) + gap * (len(heights) - 1))
    for at in reversed(order):
        out[at] = min(out[at], limit - heights[at] / 2)
        limit = out[at] - heights[at] / 2 - gap
    return out


def _values(curves: Sequence[Curve], field: _Field, frame: Frame, taken: list[Box]) -> Iterator[Words]:
    """Yield the values at points where there is room: first and last, then the others; the table has all."""
    held = [*taken]
    places = [[field.place(point.at, point.value) for point in curve.points] for curve in curves]
    drawn = [pair for found in places for pair in pairwise(found)]
    dots = [(x - 6, y - 6, x + 6, y + 6) for found in places for x, y in found]
    ends = [
        (curve.points[at], found[at]) for curve, found in zip(curves, places, strict=True) for at in ((0,) if len(curves) > 1 else (-1, 0))
    ]
    between = [
        (point, place)
        for curve, found in zip(curves, places, strict=True)
        for point, place in list(zip(curve.points, found, strict=True))[1:-1]
    ]
    for point, (x, y) in (*ends, *between):
        for word in _beside(point.words, x, y, frame):
            free = word.box[0] >= 0 and word.box[2] <= frame.width and word.box[1] >= 0 and word.box[3] <= field.bottom - 1
            if free and not any(overlaps(word.box, box) for box in (*held, *dots)) and not any(crosses(word.box, *pair) for pair in drawn):
                held.append(word.box)
                yield word
                break


def _beside(text: str, x: float, y: float, frame: Frame) -> Iterator[Words]:
    """Yield the places for the value of a point, the best first."""
    above, below = y - 10, y + frame.size + 6
    tried: tuple[tuple[float, float, Anchor], ...] = (
        (above, 0, "middle"), (above, -5, "end"), (below, 0, "middle"), (above, 5, "start"), (below, 5, "start"), (below, -5, "end"),
    )  # fmt: skip
    for base, shift, anchor in tried:
        yield Words(x + shift, base, flat(text), frame.size, "value", anchor)


def crosses(box: Box, one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Tell whether a straight line passes through a box (Liang and Barsky)."""
    begin, end = 0.0, 1.0
    for side in (0, 1):
        step, low, high = other[side] - one[side], box[side] - one[side], box[side + 2] - one[side]
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        near, far = sorted((low / step, high / step))
        begin, end = max(begin, near), min(end, far)
    return begin <= end


def overlaps(one: Box, other: Box) -> bool:
    """Tell whether two boxes have a part in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
