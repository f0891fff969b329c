"""Divides sheets that were laid out as two facing pages: the left page has one language, the right page the other.

The two texts stand in the columns of one table while they are laid out, so that each begins beside its translation. What stands in
the left half of a sheet becomes a page, and what stands in the right half the next one.
"""

from __future__ import annotations

import copy
from typing import Any

FACING = "is-facing"
"""The class of a body whose sheets are to be divided."""


def divided(document: Any) -> Any:
    """Return a document with two pages for each sheet."""
    page_of = type(document.pages[0])
    halves = (_half(page._page_box, side) for page in document.pages for side in (0, 1))
    return document.copy([page_of(half) for half in halves])


def _half(sheet: Any, side: int) -> Any:
    """Return the left or the right half of a sheet as a page."""
    middle = sheet.margin_width() / 2
    page = copy.copy(sheet)
    page.children = [kept for child in sheet.children if (kept := _kept(child, middle, side)) is not None]
    page.width = middle - page.margin_left - page.margin_right
    if side:
        for child in page.children:
            child.translate(-middle)
    return page


def _kept(box: Any, middle: float, side: int) -> Any:
    """Return a copy of a box with what stands on one side of the sheet; nothing where none of it does."""
    box = getattr(box, "_box", box)
    children = () if _is_line(box) else getattr(box, "children", ())
    held = [kept for child in children if (kept := _kept(child, middle, side)) is not None]
    if (children and not held) or (not children and not _stands(box, middle, side)):
        return None
    made = _copied(box) if _is_line(box) else copy.copy(box)
    if children:
        made.children = held
    return made


def _copied(box: Any) -> Any:
    """Return a copy of a line with all that is in it: what it is set in is shared, where it stands is not."""
    made = copy.copy(getattr(box, "_box", box))
    if getattr(made, "children", ()):
        made.children = [_copied(child) for child in made.children]
    return made


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _stands(box: Any, middle: float, side: int) -> bool:
    """Say whether a line, a picture or an empty box stands on a side: where its middle is."""
    at = box.position_x + (box.width if isinstance(box.width, (int, float)) else 0) / 2
    return bool((at >= middle) == bool(side))
