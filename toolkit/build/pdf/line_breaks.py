"""Tells WeasyPrint where a line of text ends, in the cases in which it finds no place or a wrong one.

WeasyPrint 70 takes a text that ends in a space for one that is too long where the line has room for its words, though not for the
space as well. It then breaks the text behind its first word, or within that word. Such a text stands before most links, citations and
other elements in a line. Letters that are set wider apart have the same effect. (`split_first_line`, third step: what Pango sets in
one line is wider than the line, so it is taken for a word that no line can hold.) Now and then it does the opposite: it adds a word
for which a third of a pixel is wanting, and the line is broken at some earlier place, before the element that stands before the text.

Pango lets a line end between a comma and a digit, where the digit is no part of a number: it parts a note from the word that calls it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

BLANKS = " \u00a0"
GOES_ON, WIDTH = 2, 3
"""Where in what WeasyPrint returns of a text it says at which byte the next line goes on, and how wide this one is."""
NARROW = 0.15
"""The part of the size of a font that each letter takes at least, on the whole: a text that is longer even so does not fit."""
_INFIX = frozenset(",.:;")
"""The marks that Unicode calls infix numeric separators: no line ends between one of them and a digit (UAX 14, LB25)."""


@lru_cache(maxsize=1)
def use_our_line_breaks() -> None:
    """Put this module's functions in the place of WeasyPrint's, once in the life of a worker."""
    from weasyprint.layout import inline, preferred

    for module in (inline, preferred):
        module.split_first_line, module.can_break_text = split_first_line, can_break_text


def split_first_line(
    text: str, style: Any, context: Any, limit: float | None, spacing: float, is_line_start: bool = True, minimum: bool = False
) -> Any:
    """Return what of a text stands on a line, and where it goes on: all of it where its words fit, and never more than fits."""
    from weasyprint.text.line_break import create_layout, split_first_line

    def split(limit: float | None) -> Any:
        return split_first_line(text, style, context, limit, spacing, is_line_start, minimum)

    made = split(limit)
    if not limit or made[GOES_ON] is None:
        return made
    if made[WIDTH] > limit:
        shorter = split(limit - 1)
        return shorter if shorter[GOES_ON] is not None and shorter[WIDTH] <= limit else made
    letters, words = style["letter_spacing"], style["word_spacing"]
    apart = (0.0 if letters == "normal" else abs(letters)) + abs(words)
    blanks = text[len(text.rstrip(BLANKS)) :]
    if not (blanks or apart) or len(text) * style["font_size"] * NARROW > limit:
        return made
    if create_layout(text, style, context, limit, spacing).get_first_line()[1] is not None:
        return made
    whole = split(None)
    behind = split_first_line(blanks, style, context, None, spacing)[WIDTH] if blanks else 0.0
    return whole if whole[GOES_ON] is None and whole[WIDTH] - behind <= limit + apart else made


def can_break_text(text: str, language: str | None) -> Any:
    """Say whether a line may end within a text, which is two letters where two elements meet."""
    from weasyprint.text import line_break

    if len(text) == 2 and text[0] in _INFIX and text[1].isdigit():
        return False
    return line_break.can_break_text(text, language)
