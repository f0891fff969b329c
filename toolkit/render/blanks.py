"""Prints the labelled line of a blank, in one of a few widths."""

from __future__ import annotations

from markupsafe import Markup

BLANK_WIDTHS = (8, 16, 24, 40, 60)
USUAL_WIDTH = 24


def blank_html(id: str, words: str | Markup, width: int, owner: str = "") -> Markup:
    """Return a line to fill in, with its label; `owner` says what it belongs to."""
    size = next((step for step in BLANK_WIDTHS if step >= width), BLANK_WIDTHS[-1])
    of = Markup(' data-of="{}"').format(owner) if owner else ""
    width_class = f" blank-{size}" if size != USUAL_WIDTH else ""
    return Markup('<span class="blank{}"{} data-blank="{}"><small>({})</small></span>').format(width_class, of, id, words)
