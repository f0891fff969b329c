"""Finds the labels of a drawing that are cut: those that reach over its edge, and those that end in an ellipsis."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.blocks.drawing.text_width import RESERVE, width
from toolkit.build.pdf.roles import SVG, Element, words

_GROUP, _TEXT = f"{SVG[:-3]}g", f"{SVG[:-3]}text"
_MOVED = re.compile(r"translate\(\s*([-\d.]+)[\s,]+([-\d.]+)\s*\)")
SLACK = 2.0
"""Units by which letters may lean over the edge of a drawing."""


def clipped(figure: Element) -> Iterator[str]:
    """Yield the labels of a drawing that a reader does not see whole."""
    box = [float(part) for part in figure.get("viewBox", "").replace(",", " ").split()]
    for text, moved in _texts(figure, 0.0):
        said = words(text)
        if said.endswith("…") or (len(box) == 4 and _leaves(text, said, moved, (box[0], box[0] + box[2]))):
            yield said


def _texts(element: Element, moved: float) -> Iterator[tuple[Element, float]]:
    """Yield the labels within an element, each with how far to the right its groups are moved."""
    for child in element:
        if child.tag == _TEXT:
            yield child, moved
        elif child.tag == _GROUP:
            found = _MOVED.search(child.get("transform", ""))
            yield from _texts(child, moved + (float(found.group(1)) if found else 0.0))


def _leaves(text: Element, said: str, moved: float, edges: tuple[float, float]) -> bool:
    """Say whether a label reaches over the left or the right edge."""
    try:
        at, size = float(text.get("x", "0")) + moved, float(text.get("font-size", "16"))
    except ValueError:  # a list of places, or a size in a unit: not of our drawing
        return False
    wide = width(said, size, bold=text.get("font-weight") == "bold") / RESERVE
    left = at - {"middle": wide / 2, "end": wide}.get(text.get("text-anchor", ""), 0.0)
    return left < edges[0] - SLACK or left + wide > edges[1] + SLACK
