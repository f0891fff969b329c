"""The parts of a drawing: shapes and words in their places, each with the role by which a template colours it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.plots.letters import lines, width

Anchor = Literal["start", "middle", "end"]
ASCENT, DESCENT = 0.8, 0.24
"""Parts of the size that letters take above and below their base line."""
LEADING = 1.22
"""From one base line to the next, in parts of the size."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a drawing: its width, the sizes of its words, and whether labels stand above what they name."""

    width: float
    size: float
    small: float
    stacked: bool


WIDE = Frame(700, 13.5, 12, stacked=False)
"""For paper and screens: 17 cm and a column of text."""
NARROW = Frame(340, 14, 12.5, stacked=True)
"""For a phone, and for a column of a parallel edition."""
FRAMES = {"wide": WIDE, "narrow": NARROW}


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words; `y` is its base line."""

    x: float
    y: float
    text: str
    size: float
    role: str = "label"
    anchor: Anchor = "start"
    bold: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        wide = width(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]
        return left, self.y - self.size * ASCENT, left + wide, self.y + self.size * DESCENT


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, and what it is."""

    path: str
    role: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing; shapes lie under words, in order."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend: the shape that it explains, drawn in a box of 26 by 12, and what it says."""

    shapes: tuple[Shape, ...]
    words: str


def n(value: float) -> str:
    """Return a number as paths write it."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(x: float, y: float, wide: float, high: float) -> str:
    """Return the path of a rectangle."""
    return f"M{n(x)} {n(y)}h{n(wide)}v{n(high)}h{n(-wide)}z"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the path of a straight line."""
    return f"M{n(x1)} {n(y1)}L{n(x2)} {n(y2)}"


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle."""
    r = n(radius)
    return f"M{n(x - radius)} {n(y)}a{r} {r} 0 1 0 {n(2 * radius)} 0a{r} {r} 0 1 0 {n(-2 * radius)} 0z"


def polygon(*points: tuple[float, float]) -> str:
    """Return the path through points, closed."""
    return "M" + "L".join(f"{n(x)} {n(y)}" for x, y in points) + "z"


def hatch(x: float, y: float, wide: float, high: float, step: float = 5) -> str:
    """Return slanting lines that fill a rectangle: a pattern that every printer and every grey shows."""
    out = []
    start = step / 2
    while start < wide + high:
        x1, y1 = (x + start, y) if start <= wide else (x + wide, y + start - wide)
        x2, y2 = (x, y + start) if start <= high else (x + start - high, y + high)
        out.append(line(x1, y1, x2, y2))
        start += step
    return "".join(out)


def set_lines(
    found: Sequence[str], x: float, top: float, size: float, role: str, *, anchor: Anchor = "start", bold: bool = False
) -> tuple[Words, ...]:
    """Return lines set below each other from `top`."""
    return tuple(Words(x, top + size * (ASCENT + LEADING * at), text, size, role, anchor, bold) for at, text in enumerate(found))


def height_of(count: int, size: float) -> float:
    """Return how high some lines are."""
    return size * (LEADING * (count - 1) + ASCENT + DESCENT) if count else 0


def legend(keys: Iterable[Key], frame: Frame, top: float) -> tuple[tuple[Shape, ...], tuple[Words, ...], float]:
    """Return the shapes and words of a legend from `top`, and where it ends; an entry that does not fit begins a line."""
    shapes: list[Shape] = []
    words: list[Words] = []
    x, y, row = 0.0, top, frame.small * LEADING + 4
    for key in keys:
        found = lines(key.words, frame.width - 34, frame.small)
        wide = 34 + max(width(text, frame.small) for text in found)
        if x and x + wide > frame.width:
            x, y = 0.0, y + row
        shapes.extend(_moved(key.shapes, x + 1, y + frame.small * ASCENT - 10))
        words.extend(set_lines(found, x + 34, y, frame.small, "sub"))
        x += wide + 18
        if len(found) > 1:
            x, y = 0.0, y + row * len(found)
    return tuple(shapes), tuple(words), (y + row - 4 if x else y) if words else top


def _moved(shapes: Iterable[Shape], x: float, y: float) -> Iterator[Shape]:
    """Yield shapes drawn from the origin, in their place: every subpath of a path begins with a capital M."""
    for shape in shapes:
        yield Shape(translated(shape.path, x, y), shape.role)


def translated(path: str, x: float, y: float) -> str:
    """Return a path of absolute M and L, and relative letters, moved."""
    out = []
    for part in path.replace("M", "\nM").replace("L", "\nL").splitlines():
        if part[:1] in ("M", "L"):
            head, tail = _head(part[1:])
            px, py = head.split()
            out.append(f"{part[0]}{n(float(px) + x)} {n(float(py) + y)}{tail}")
        else:
            out.append(part)
    return "".join(out)


def _head(words: str) -> tuple[str, str]:
    """Return the point that opens a command, and what follows it."""
    end = next((at for at, sign in enumerate(words) if sign.isalpha()), len(words))
    return words[:end], words[end:]
