"""Finds lines that end though the word that begins the next line would have fitted behind them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from toolkit.build.pdf.line_breaks import NARROW, WIDTH

SLACK = 2.0
"""Pixels of free room that are left out of account, as lengths are rounded."""
_COLLAPSING = ("normal", "pre-line")
"""The values of `white-space` under which a line may break at a space."""


def early(block: Any) -> Iterator[Any]:
    """Yield the lines of a block that end too early; beside a float, and before a line break that was asked for, a line may be short."""
    from weasyprint.formatting_structure import boxes

    lines = [child for child in block.children if isinstance(child, boxes.LineBox)]
    for line, following in pairwise(lines):
        room = block.width - _length(line) - SLACK
        if room > _least(following) and not _is_asked_for(line) and room > _word(following)[0] + _space(line):
            yield line


def _length(line: Any) -> float:
    """Return how long a line is before the spaces between its words are widened."""
    widened = (box.justification_spacing * (box.text.count(" ") + box.text.count("\u00a0")) for box in _texts(line))
    return float(line.width - sum(widened))


def _least(line: Any) -> float:
    """Return a length that the first word of a line has at least."""
    letters = "".join(box.text for box in _texts(line)).partition(" ")[0]
    return float(len(letters) * line.style["font_size"] * NARROW)


def _word(box: Any) -> tuple[float, bool]:
    """Return the length of a box up to where a line may break in it first, and whether it may."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return _part(box)
    if not isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        return float(box.margin_width()), False
    before, behind = _edges(box) if isinstance(box, boxes.InlineBox) else (0.0, 0.0)
    length = before
    for child in box.children:
        part, ends = _word(child) if child.is_in_normal_flow() else (0.0, False)
        length += part
        if ends:
            return length, True
    return length + behind, False


def _edges(box: Any) -> tuple[float, float]:
    """Return how wide margin, border and padding of an element are before and behind its words."""
    left, right = ((f"margin_{side}", f"border_{side}_width", f"padding_{side}") for side in ("left", "right"))
    return sum(float(getattr(box, name)) for name in left), sum(float(getattr(box, name)) for name in right)


def _part(box: Any) -> tuple[float, bool]:
    end = _first_break(box.text, box.style["lang"]) if box.style["white_space"] in _COLLAPSING else None
    return _measured(box.text[:end].rstrip(" "), box.style), end is not None


def _first_break(text: str, language: str | None) -> int | None:
    """Return the place in a text where a line may end first, by the rules of Unicode."""
    from weasyprint.text.line_break import get_log_attrs

    may_break = get_log_attrs(text, language)
    return next((at for at in range(1, len(text)) if may_break[at].is_line_break), None)


def _space(line: Any) -> float:
    """Return how wide the space is that would stand behind a line; a line that ends in a hyphen or a stroke needs none."""
    last = next((box for box in reversed(list(_texts(line))) if box.text), None)
    return 0.0 if last is None or last.text[-1] in "-/–" else _measured(" ", last.style)


def _measured(text: str, style: Any) -> float:
    from weasyprint.text.line_break import split_first_line

    return float(split_first_line(text, style, None, None, 0)[WIDTH]) if text and style["font_size"] else 0.0


def _is_asked_for(line: Any) -> bool:
    """Say whether the author of a page broke a line where it ends."""
    return any(box.element_tag == "br" or box.style["white_space"].startswith("pre") for box in line.descendants())


def _texts(line: Any) -> Iterator[Any]:
    return (box for box in line.descendants() if hasattr(box, "text"))
