"""Shows a translator what changed in a source, and where in the old translation the change belongs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import Literal

Kind = Literal["same", "gone", "new"]
Span = tuple[int, int]

_PARTS = (re.compile(r"(?<=[.!?…])[»”\"')\]]*\s+|\n+"), re.compile(r"(?<=[,;:])\s+|\s+[—–]\s+"))
"""Between what texts are compared part by part: sentences first, then what stands between commas."""
_SIGNS = re.compile(r"\{[^{}]+\}|\[@[^\]]*\]|\d+(?:[.,\u00a0 ]\d+)*")
"""What stands in both languages alike: placeholders, citations, numbers."""


def changed_words(before: str, after: str) -> list[tuple[Kind, str]]:
    """Return the words of two texts in order, in runs: the same in both, gone from the first, new in the second."""
    old, new = before.split(), after.split()
    runs: list[tuple[Kind, str]] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(("same", " ".join(new[c:d])))
            continue
        runs += [("gone", " ".join(old[a:b]))] if b > a else []
        runs += [("new", " ".join(new[c:d]))] if d > c else []
    return runs


def word_diff(before: str, after: str) -> str:
    """Return the later text with what went as `[-…-]` and what came as `{+…+}`."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    out = ""
    last = "same"
    for kind, words in changed_words(before, after):
        glued = not out or (last == "gone" and kind == "new")
        out += ("" if glued else " ") + marks[kind].format(words)
        last = kind
    return out


def place_to_change(before: str, after: str, translation: str) -> Span | None:
    """Return where in the old translation the change belongs; nothing where that is the whole of it, or cannot be told.

    Sentences, then what stands between commas, are taken for each other's translation where both texts have as many. A number
    or a placeholder that went is found by itself.
    """
    span, source, now = (0, len(translation)), before, after
    for parts in _PARTS:
        if found := _narrowed(source, now, translation, span, parts):
            span, source, now = found
    gone = [sign for kind, words in changed_words(source, now) if kind == "gone" for sign in _SIGNS.findall(words)]
    signs = {_plain(sign) for sign in gone}
    for sign in _SIGNS.finditer(translation, *span):
        if _plain(sign.group()) in signs:
            return sign.span()
    return span if span != (0, len(translation)) else None


def _narrowed(before: str, after: str, translation: str, span: Span, parts: re.Pattern[str]) -> tuple[Span, str, str] | None:
    """Return the one part that changed: its place in the translation, and its words before and after."""
    old, new, its = (list(_spans(words, parts)) for words in (before, after, translation[slice(*span)]))
    if len(old) != len(its) or len(old) != len(new) or len(old) < 2:
        return None
    differing = [number for number, (one, other) in enumerate(zip(old, new, strict=True)) if before[slice(*one)] != after[slice(*other)]]
    if not differing:
        return None
    first, last = differing[0], differing[-1]
    place = span[0] + its[first][0], span[0] + its[last][1]
    return place, before[old[first][0] : old[last][1]], after[new[first][0] : new[last][1]]


def _spans(words: str, parts: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for gap in parts.finditer(words):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(words):
        yield start, len(words)


def _plain(sign: str) -> str:
    """Return a sign as both languages write it: `1,5` and `1.5` are one number, `{a:gen}` and `{a}` one placeholder."""
    return re.sub(r":(?:[a-z-]+|Words?)(?=\})", "", sign) if sign.startswith("{") else re.sub(r"[\s\u00a0]", "", sign).replace(",", ".")


def marked(words: str, span: Span | None, marks: Sequence[str] = ("[~", "~]")) -> str:
    """Return words with a place in them between marks."""
    return words if span is None else f"{words[: span[0]]}{marks[0]}{words[slice(*span)]}{marks[1]}{words[span[1] :]}"
