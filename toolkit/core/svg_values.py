"""Judges the values of SVG attributes that are numbers, lengths or paths: each program of drawing stops at another mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

NUMBER = r"[+-]?(?:\d{1,9}+(?!\d)\.?+\d*+|\.\d++)(?:[eE](?:\+?\d|-\d{1,3})(?!\d))?+"
"""A number that programs can reckon with: below 10 to the 18th."""
_UNIT = r"(?:em|ex|rem|ch|px|in|cm|mm|q|pt|pc|vw|vh|vmin|vmax|%)?"
_KEYWORD = r"(?!nan|inf)[A-Za-z][A-Za-z-]*"
_BETWEEN = r"[\s,]*+"
_FUNCTION = r"(?:calc|var|min|max|clamp)\([^()]*(?:\([^()]*\)[^()]*)*\)"
_LENGTHS = re.compile(rf"\s*(?:{_KEYWORD}|{_FUNCTION}|(?:{NUMBER}{_UNIT}{_BETWEEN})+)\s*", re.IGNORECASE)
_ABOVE = re.compile(rf"\s*(?:{_KEYWORD}|{_FUNCTION}|(?:\+?(?!-){NUMBER}{_UNIT}{_BETWEEN})+)\s*", re.IGNORECASE)
_SHARE = re.compile(rf"\s*(?:inherit|initial|unset|{_FUNCTION}|{NUMBER}%?)\s*", re.IGNORECASE)
_NUMBERS = re.compile(rf"\s*(?:{NUMBER}{_BETWEEN})+", re.IGNORECASE)
_PATH = re.compile(rf"\s*(?:none|[Mm]{_BETWEEN}(?:[MmZzLlHhVvCcSsQqTtAa]|{NUMBER}|[\s,])*)\s*")
_ANGLE = re.compile(rf"\s*(?:auto|auto-start-reverse|{NUMBER}(?:deg|grad|rad|turn)?)\s*", re.IGNORECASE)
_ANGLES = re.compile(rf"\s*(?:auto|(?:{NUMBER}(?:deg|grad|rad|turn)?{_BETWEEN})+)\s*", re.IGNORECASE)
_MOVES = re.compile(
    rf"\s*(?:none|(?:(?:matrix|translate|scale|rotate|skew)[xy]?\s*\({_BETWEEN}(?:{NUMBER}(?:px|deg|grad|rad|turn|%)?{_BETWEEN})+\){_BETWEEN})+)\s*",
    re.IGNORECASE,
)


def _each(names: str, words: str, shape: re.Pattern[str]) -> dict[str, tuple[str, re.Pattern[str]]]:
    return dict.fromkeys(names.split(), (words, shape))


SHAPES: Mapping[str, tuple[str, re.Pattern[str]]] = MappingProxyType(
    {
        **_each("x y x1 y1 x2 y2 cx cy fx fy dx dy refX refY startOffset letter-spacing word-spacing", "no length", _LENGTHS),
        **_each("stroke-dasharray stroke-dashoffset baseline-shift", "no length", _LENGTHS),
        **_each("width height r rx ry markerWidth markerHeight textLength", "no length from 0 up", _ABOVE),
        **_each("stroke-width font-size font-weight", "no number from 0 up", _ABOVE),
        **_each("opacity fill-opacity stroke-opacity stop-opacity offset stroke-miterlimit pathLength", "no number", _SHARE),
        **_each("points", "no list of numbers", _NUMBERS),
        **_each("d", "no path", _PATH),
        **_each("rotate", "no list of angles", _ANGLES),
        **_each("orient", "no angle", _ANGLE),
        **_each("transform gradientTransform patternTransform", "no transformation", _MOVES),
    }
)
"""By attribute, what a value is not that has another shape, and the shape."""
_BOX = re.compile(rf"\s*({NUMBER})\s*,?\s*({NUMBER})\s*,?\s*({NUMBER})\s*,?\s*({NUMBER})\s*")
_SIZE = re.compile(rf"\s*({NUMBER})\s*({_UNIT})\s*", re.IGNORECASE)
_IN_PIXELS = {"": 1.0, "px": 1.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "pt": 96 / 72, "pc": 16.0}
LARGEST, SMALLEST = 1e6, 1e-3
"""What a side of a drawing measures, at most and at least."""
LONGEST_SIDE = 100
"""How many times as long as the other a side of a picture may be: a longer one is drawn as a line, or not at all."""
WITHOUT = (300.0, 150.0)
"""The size of a drawing that says none."""


def wrong(name: str, value: str) -> str:
    """Say what is wrong with the value of an attribute or of a property; nothing where it has the shape that it must have."""
    if name == "viewBox" and box(value) is None:
        return "which is no box of four numbers, the last two above 0"
    words, shape = SHAPES.get(name, ("", None))
    return f"which is {words}" if shape and not shape.fullmatch(value) else ""


def declarations(css: str) -> Iterator[tuple[str, str]]:
    """Yield the properties of a `style` attribute with their values."""
    for one in css.split(";"):
        name, colon, value = one.partition(":")
        if colon:
            yield name.strip().lower(), re.sub(r"\s*!important\s*$", "", value)


def box(value: str) -> tuple[float, float, float, float] | None:
    """Read a `viewBox`; nothing where it is none."""
    found = _BOX.fullmatch(value)
    if found is None:
        return None
    left, top, wide, high = map(float, found.groups())
    fits = abs(left) <= LARGEST and abs(top) <= LARGEST and SMALLEST <= wide <= LARGEST and SMALLEST <= high <= LARGEST
    return (left, top, wide, high) if fits else None


def size(attributes: Mapping[str, str]) -> tuple[float, float] | str:
    """Return how wide and how high a drawing is, by the attributes of its root, or what is wrong with them."""
    sides: list[float] = []
    for name in ("width", "height"):
        said = _SIZE.fullmatch(attributes.get(name, ""))
        scale = _IN_PIXELS.get(said.group(2).lower()) if said else None
        if said and scale:
            sides.append(float(said.group(1)) * scale)
            if not SMALLEST <= sides[-1] <= LARGEST:
                return f'has {name}="{attributes[name][:30]}", which nothing can be drawn in'
    frame = box(attributes.get("viewBox", ""))
    wide, high = frame[2:] if frame else (sides[0], sides[1]) if len(sides) == 2 else WITHOUT
    if slender(wide, high):
        return f"is {slender(wide, high)}"
    return wide, high


def slender(wide: float, high: float) -> str:
    """Say how much longer one side of a picture is than the other, where it is too long."""
    if max(wide, high) <= LONGEST_SIDE * min(wide, high):
        return ""
    return f"more than {LONGEST_SIDE} times as {'wide as high' if wide > high else 'high as wide'}"
