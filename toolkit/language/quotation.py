"""Sets straight quotation marks and apostrophes as the language of a passage asks.

Only what an author typed straight is set: marks that are typographic already stay, and count for the depth of what stands in them.
"""

from __future__ import annotations

import re

_QUOTES = {
    "ru": ("«", "»", "„", "“"),
    "be": ("«", "»", "„", "“"),
    "kk": ("«", "»", "“", "”"),
    "ky": ("«", "»", "„", "“"),
    "hy": ("«", "»", "«", "»"),
    "uk": ("«", "»", "„", "“"),
    "az": ("«", "»", "“", "”"),
    "de": ("„", "“", "‚", "‘"),
    "cs": ("„", "“", "‚", "‘"),
    "sk": ("„", "“", "‚", "‘"),
    "sl": ("„", "“", "‚", "‘"),
    "bg": ("„", "“", "‚", "‘"),
    "lt": ("„", "“", "‚", "‘"),
    "et": ("„", "“", "«", "»"),
    "pl": ("„", "”", "«", "»"),
    "ro": ("„", "”", "«", "»"),
    "hu": ("„", "”", "»", "«"),
    "hr": ("„", "”", "‚", "’"),
    "sr": ("„", "”", "‚", "’"),
    "fr": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "pt": ("«", "»", "“", "”"),
    "pt-BR": ("“", "”", "‘", "’"),
    "el": ("«", "»", "“", "”"),
    "nb": ("«", "»", "‘", "’"),
    "fa": ("«", "»", "“", "”"),
    "ja": ("「", "」", "『", "』"),
}
"""The outer and the inner quotation marks of a language, after CLDR; those of English for the rest."""
_ENGLISH_QUOTES = ("“", "”", "‘", "’")
_ANY_QUOTE = re.compile("[\"'«»„“”]")
_SINGLES = re.compile(r"(?<![\w'’])'(?=[^\s'])([^'\"\n]*?[^\s'\"])'(?!\w)")
"""A word or phrase between two straight single strokes; an apostrophe has no partner."""
_STROKES = frozenset("‘’‚")

Marks = tuple[str, str, str, str]


def quote(text: str, language: str, depth: int, before: str) -> tuple[str, int]:
    """Return a text with its marks set, and how many quotations are open at its end; `before` is the character that it follows."""
    if not _ANY_QUOTE.search(text):
        return text, depth
    marks = _QUOTES.get(language) or _QUOTES.get(language.partition("-")[0], _ENGLISH_QUOTES)
    # Those of single stroke are left out: they may be apostrophes.
    opening, closing = frozenset(marks[::2]) - _STROKES, frozenset(marks[1::2]) - _STROKES
    out = []
    for sign in _singles(text, marks):
        opens = before.isspace() or before in "([{—–-/" or before in opening
        put = sign
        if sign == '"':
            depth += opens
            put = _mark(marks, depth, opens=opens)
            depth = depth if opens else max(0, depth - 1)
        elif sign == "'":
            put = "‘" if marks is _ENGLISH_QUOTES and (before.isspace() or before in "([") else "’"
        elif sign in opening:
            depth += 1
        elif sign in closing:
            depth = max(0, depth - 1)
        out.append(put)
        before = put
    return "".join(out), depth


def _singles(text: str, marks: Marks) -> str:
    """Return a text whose pairs of single strokes are the language's own; double ones where it has none."""
    put = rf"{marks[2]}\1{marks[3]}" if marks[2] in _STROKES else r'"\1"'
    return _SINGLES.sub(put, text)


def _mark(marks: Marks, depth: int, *, opens: bool) -> str:
    outer_open, outer_close, inner_open, inner_close = marks
    if opens:
        return outer_open if depth % 2 else inner_open
    return outer_close if depth % 2 else inner_close
