"""Draws places as tiles on a coarse grid: who is north of whom and east of whom is kept, distances are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.blocks.drawing.shapes import Drawing, Frame, Shape, Words, height_of, rect, set_lines
from toolkit.blocks.drawing.text_width import NEXT_LINE, lines, width

GAP, PAD = 6.0, 4.0
WIDEST, LOWEST, MOST = 150.0, 46.0, 6
_PIECES = re.compile(rf"[ \t\n{NEXT_LINE}]|(?<=-)")
"""Where the name on a tile may break."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: what it is called, and where it is in decimal degrees."""

    label: str
    latitude: float
    longitude: float
    sub: str = ""
    strong: bool = False


def eastward(longitudes: Sequence[float]) -> tuple[float, ...]:
    """Return longitudes counted from west to east; the widest empty stretch of the globe lies outside of the map."""
    around = sorted(longitudes)
    gaps = [(after - before, after) for before, after in pairwise(around)]
    gaps.append((around[0] + 360 - around[-1], around[0]))
    start = max(gaps, key=lambda gap: (gap[0], -gap[1]))[1]
    return tuple(longitude if longitude >= start else longitude + 360 for longitude in longitudes)


def cells(spots: Sequence[Spot], columns: int) -> tuple[tuple[int, int], ...]:
    """Return the column and the row of each place; no two share a cell.

    What lies further west is never in a column further east, and what lies further north is never in a lower row.
    """
    across = _along(eastward([spot.longitude for spot in spots]))
    down = _along([-spot.latitude for spot in spots])
    wanted = -(-len(spots) // columns) + 1
    found: dict[int, tuple[int, int]] = {}
    row, taken = -1, set[int]()
    level = -1
    for at in sorted(range(len(spots)), key=lambda at: (down[at], across[at])):
        column = min(int(across[at] * columns), columns - 1)
        if column in taken or int(down[at] * wanted) > level or row < 0:
            row, taken = row + 1, set()
            level = max(level, int(down[at] * wanted))
        taken.add(column)
        found[at] = (column, row)
    return tuple(found[at] for at in range(len(spots)))


def _along(values: Sequence[float]) -> tuple[float, ...]:
    """Return where values lie between the least and the greatest, 0 to 1: half by distance, half by rank: none is crowded."""
    low, span = min(values), max(values) - min(values)
    order = sorted(set(values))
    rank = {value: at / max(len(order) - 1, 1) for at, value in enumerate(order)}
    return tuple(((value - low) / span + rank[value]) / 2 if span else 0.0 for value in values)


def tile_map(spots: Sequence[Spot], frame: Frame) -> Drawing:
    """Lay places out as tiles, as many columns as leave every name its room."""
    columns = _columns(spots, frame)
    wide = min((frame.width - GAP * (columns - 1)) / columns, WIDEST)
    named = [lines(spot.label, wide - 2 * PAD, frame.small, bold=True) for spot in spots]
    below = [lines(spot.sub, wide - 2 * PAD, frame.small) for spot in spots]
    heights = [
        height_of(len(name), frame.small) + (height_of(len(sub), frame.small) + 2 if sub else 0)
        for name, sub in zip(named, below, strict=True)
    ]
    high = max(max(heights) + 2 * PAD, LOWEST)
    shapes: list[Shape] = []
    words: list[Words] = []
    places = cells(spots, columns)
    for spot, (column, row), name, sub, needed in zip(spots, places, named, below, heights, strict=True):
        left, top = column * (wide + GAP) + 1, row * (high + GAP) + 1
        shapes.append(Shape(rect(left, top, wide - 2, high), "solid" if spot.strong else "light"))
        middle, y = left + wide / 2 - 1, top + (high - needed) / 2
        role = "on-solid" if spot.strong else "label"
        words += set_lines(name, middle, y, frame.small, role, anchor="middle", bold=True)
        below_name = y + height_of(len(name), frame.small) + 2
        words += set_lines(sub, middle, below_name, frame.small, role if spot.strong else "sub", anchor="middle")
    return Drawing(frame.width, round((max(row for _, row in places) + 1) * (high + GAP) - GAP + 2, 1), tuple(shapes), tuple(words))


def _columns(spots: Sequence[Spot], frame: Frame) -> int:
    """Return how many columns the longest word allows: two to six, and no more than there are places."""
    longest = max(width(piece, frame.small, bold=True) for spot in spots for piece in _PIECES.split(spot.label))
    return max(2, min(int((frame.width + GAP) / (longest + 2 * PAD + 1 + GAP)), len(spots), MOST))
