"""Defines the parts of a drawing: shapes and words in their places, each with the role by which a template colours it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from toolkit.blocks.drawing.text_width import NEXT_LINE, lines, width
from toolkit.language.draft_marks import flagged

Anchor = Literal["start", "middle", "end"]
ASCENT, DESCENT = 0.8, 0.24
"""Parts of the size that letters take above and below their base line."""
SYMBOL = 32.0
"""Room for the shape of an entry of a legend."""
LEADING = 1.22
"""From one base line to the next, in parts of the size."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a drawing: its width, the sizes of its words, and whether labels stand above what they name."""

    width: float
    size: float
    small: float
    stacked: bool


WIDE = Frame(700, 13, 11.8, stacked=False)
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
    def unfinished(self) -> bool:
        """Whether the words are not translated, or not reviewed: a draft marks them."""
        return bool(flagged(self.text))

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


def halos(words: Iterable[Words]) -> tuple[Shape, ...]:
    """Return what keeps lines of the grid away from words: a piece of paper under each."""
    return tuple(
        Shape(rect(left - 2, top, right - left + 4, bottom - top), "halo") for left, top, right, bottom in (it.box for it in words)
    )


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
    """Return lines set below each other from `top`; those of a second language step back."""
    return tuple(_line(text, x, top + size * (ASCENT + LEADING * at), size, role, anchor, bold) for at, text in enumerate(found))


def _line(text: str, x: float, y: float, size: float, role: str, anchor: Anchor, bold: bool) -> Words:
    if text.startswith(NEXT_LINE):
        return Words(x, y, text.removeprefix(NEXT_LINE), size, role if role in ("hub", "on-solid") else "sub", anchor)
    return Words(x, y, text, size, role, anchor, bold)


def height_of(count: int, size: float) -> float:
    """Return how high some lines are."""
    return size * (LEADING * (count - 1) + ASCENT + DESCENT) if count else 0


def legend(keys: Sequence[Key], frame: Frame, top: float) -> tuple[tuple[Shape, ...], tuple[Words, ...], float]:
    """Return the shapes and words of a legend from `top`, in columns of one width, and where it ends."""
    shapes: list[Shape] = []
    words: list[Words] = []
    natural = max(width(key.words, frame.small) for key in keys) + SYMBOL + 16
    columns = max(int((frame.width + 16) / natural), 1)
    column = frame.width if columns == 1 else natural
    y = top
    for row in (keys[at : at + columns] for at in range(0, len(keys), columns)):
        high = 0.0
        for at, key in enumerate(row):
            found = lines(key.words, column - SYMBOL, frame.small)
            shapes.extend(_moved(key.shapes, at * column + 1, y + frame.small * ASCENT - 10))
            words.extend(set_lines(found, at * column + SYMBOL, y, frame.small, "sub"))
            high = max(high, height_of(len(found), frame.small))
        y += high + 5
    return tuple(shapes), tuple(words), y - 5


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
