"""Draws places as points by their coordinates, each with its name at the nearest free spot."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.blocks.drawing.shapes import Drawing, Frame, Shape, Words, circle, halos, height_of, line, rect, set_lines
from toolkit.blocks.drawing.text_width import lines, width
from toolkit.blocks.drawing.tile_map import Spot, eastward

Box = tuple[float, float, float, float]
DOT, STEP = 4.5, 7.0
_DEGREES = (1, 2, 5, 10, 20, 30, 60)
_LEAST, _MOST = {False: 0.42, True: 1.0}, 1.2
"""The least and the greatest height of a map, in parts of its width: on a phone, names need the height."""


@dataclass(frozen=True, slots=True)
class _Field:
    """The map in its frame: degrees become points by one scale, narrowed as the parallels are at its middle."""

    left: float
    top: float
    right: float
    bottom: float
    west: float
    north: float
    scale: float
    squeeze: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        return self.left + (longitude - self.west) * self.squeeze * self.scale, self.top + (self.north - latitude) * self.scale


def point_map(spots: Sequence[Spot], frame: Frame) -> Drawing:
    """Lay places out as points over a net of degrees; a name that finds no room stands below the map, with a line to its point."""
    longitudes = eastward([spot.longitude for spot in spots])
    field = _field([spot.latitude for spot in spots], longitudes, frame)
    points = [field.at(spot.latitude, east) for spot, east in zip(spots, longitudes, strict=True)]
    net, ticks = _net(field, frame)
    taken: list[Box] = [(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in points]
    words: list[Words] = []
    leaders: list[Shape] = []
    for spot, point in zip(spots, points, strict=True):
        found, leader = _named(spot, point, field, frame, taken)
        words += found
        leaders += leader
    bottom = max([field.bottom, *(word.box[3] for word in words)])
    dots = [Shape(circle(x, y, DOT), "point-strong" if spot.strong else "point-weak") for spot, (x, y) in zip(spots, points, strict=True)]
    return Drawing(frame.width, round(bottom + 2, 1), (*net, *halos(words), *leaders, *dots), (*ticks, *words))


def _field(latitudes: Sequence[float], longitudes: Sequence[float], frame: Frame) -> _Field:
    left, top = width("−88°", frame.small) + 6, frame.small * 1.2 + 6
    right = frame.width - 2
    south, north, west, east = min(latitudes), max(latitudes), min(longitudes), max(longitudes)
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.05)
    tall, wide = max(north - south, 0.5) * 1.3, max((east - west) * squeeze, 0.5) * 1.16
    high = min(max((right - left) / wide * tall, (right - left) * _LEAST[frame.stacked]), (right - left) * _MOST)
    scale = min((right - left) / wide, high / tall)
    return _Field(
        left, top, right, top + high,
        (west + east) / 2 - (right - left) / scale / squeeze / 2, (south + north) / 2 + high / scale / 2, scale, squeeze,
    )  # fmt: skip


def _net(field: _Field, frame: Frame) -> tuple[list[Shape], list[Words]]:
    """Return the lines of whole degrees, and what they are called at the edge."""
    shapes = [Shape(rect(field.left, field.top, field.right - field.left, field.bottom - field.top), "grid")]
    words: list[Words] = []
    room = width("−180°", frame.small) + 12
    for degree in _degrees(
        field.west, field.west + (field.right - field.left) / field.scale / field.squeeze, room / field.scale / field.squeeze
    ):
        x, _ = field.at(0, degree)
        if field.left + room / 2 < x < field.right - room / 2:
            shapes.append(Shape(line(x, field.top, x, field.bottom), "grid"))
            words.append(Words(x, field.top - 6, _said((degree + 180) % 360 - 180), frame.small, "tick", "middle"))
    for degree in _degrees(field.north - (field.bottom - field.top) / field.scale, field.north, frame.small * 2 / field.scale):
        _, y = field.at(degree, 0)
        if abs(degree) <= 90 and field.top + frame.small < y < field.bottom - frame.small:
            shapes.append(Shape(line(field.left, y, field.right, y), "grid"))
            words.append(Words(field.left - 6, y + frame.small * 0.33, _said(degree), frame.small, "tick", "end"))
    return shapes, words


def _degrees(low: float, high: float, room: float) -> Iterator[int]:
    step = next((step for step in _DEGREES if step >= room and (high - low) / step <= 8), _DEGREES[-1])
    return iter(range(math.ceil(low / step) * step, math.floor(high) + 1, step))


def _said(degree: float) -> str:
    return f"{'−' if degree < 0 else ''}{abs(degree):g}°"


def _named(spot: Spot, point: tuple[float, float], field: _Field, frame: Frame, taken: list[Box]) -> tuple[list[Words], list[Shape]]:
    """Return the name of a place at the nearest free spot, and a line to it where it stands away; take the room."""
    name = lines(spot.label, min(150.0, field.right - field.left - 8), frame.small, bold=spot.strong)
    sub = lines(spot.sub, min(150.0, field.right - field.left - 8), frame.small)
    wide = max(width(row, frame.small, bold=spot.strong) for row in (*name, *sub))
    first = height_of(len(name), frame.small)
    high = first + (height_of(len(sub), frame.small) + 1 if sub else 0)
    left, top = next(
        (x, y)
        for x, y in _spots(point, wide, high, field)
        if not any(_meet((x - 3, y - 1, x + wide + 3, y + high + 1), other) for other in taken)
    )
    taken.append((left - 3, top - 1, left + wide + 3, top + high + 1))
    words = [
        *set_lines(name, left, top, frame.small, "label", bold=spot.strong),
        *set_lines(sub, left, top + first + 1, frame.small, "sub"),
    ]
    x, y = min(max(point[0], left), left + wide), min(max(point[1], top), top + high)
    leader = [Shape(line(*point, x, y), "edge-soft")] if math.dist(point, (x, y)) > DOT + 6 else []
    return words, leader


def _spots(point: tuple[float, float], wide: float, high: float, field: _Field) -> Iterator[tuple[float, float]]:
    """Yield places for a name: beside its point, above and below it, then all over the map by distance, then under the map."""
    x, y = point
    near = (
        (x + DOT + 4, y - high / 2),
        (x - DOT - 4 - wide, y - high / 2),
        (x - wide / 2, y - DOT - 2 - high),
        (x - wide / 2, y + DOT + 2),
    )
    last = field.right - 4 - wide
    inside = [spot for spot in near if field.left + 4 <= spot[0] <= last and field.top + 2 <= spot[1] <= field.bottom - 2 - high]
    yield from inside
    across = [field.left + 4 + STEP * at for at in range(max(int((last - field.left - 4) / STEP), 0) + 1)]
    down = [field.top + 2 + STEP * at for at in range(max(int((field.bottom - field.top - 4 - high) / STEP), 0) + 1)]
    free = [(at, top) for at in across for top in down if top + high <= field.bottom - 2]
    yield from sorted(free, key=lambda it: (math.dist((min(max(x, it[0]), it[0] + wide), min(max(y, it[1]), it[1] + high)), point), it))
    top = field.bottom + 6
    while True:
        yield from ((at, top) for at in across)
        top += STEP


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
