"""Converts printed words that somebody edited back into source text; parts that were not edited keep their placeholders."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\{[^{}]*\}|\[[^\]]*\]\([^)]*\)|\[@[^\]]*\]|⟦[^⟧]*⟧|\s+|[^\s\w]|\w+")
_MARK = re.compile(r"⟦([^⟧]*)⟧")


def lift(source: str, printed: str, edited: str, content: Callable[[str], str] = str) -> str:
    """Return the text whose print is `edited`, where `source` is the text that was `printed`.

    Placeholders, references and citations stay where their print was left alone; where it was edited, the new words stand as they are.
    `content` returns new words with what stands in them for references and blanks as content writes it; what is left of it is dropped.
    """
    written, ours, theirs = _tokens(source), _tokens(printed), _tokens(edited)
    segments = _segments(written, ours)
    edits = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    made: list[str] = []
    at = 0
    while at < len(segments):
        words, start, end = segments[at]
        until = at + 1
        if _clean(start, end, edits):
            made.append(_before(start, edits, theirs) + words)
        else:
            while until < len(segments) and _cuts(end, edits):
                end = segments[until][2]
                until += 1
            made.append("".join(theirs[_place(start, edits, first=True) : _place(end, edits, first=False)]))
        at = until
    made.append(_before(len(ours), edits, theirs) if not segments or _clean(segments[-1][1], segments[-1][2], edits) else "")
    return _MARK.sub("", content("".join(made))).strip()


def _tokens(words: str) -> list[str]:
    return [" " if one.isspace() else one for one in _TOKEN.findall(words)]


def _segments(written: Sequence[str], ours: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return pieces of the written text, each with the print that it gave."""
    made: list[tuple[str, int, int]] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, written, ours, autojunk=False).get_opcodes():
        if kind == "equal":
            made += [(written[start + step], begin + step, begin + step + 1) for step in range(end - start)]
        else:
            made.append(("".join(written[start:end]), begin, stop))
    return made


def _clean(start: int, end: int, edits: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """Say whether nothing was edited within a stretch of print; what was put in at its edges is beside it."""
    for kind, begin, stop, _, _ in edits:
        within = start < begin < end if begin == stop else begin < end and stop > start
        if kind != "equal" and within:
            return False
    return True


def _cuts(end: int, edits: Sequence[tuple[str, int, int, int, int]]) -> bool:
    """Say whether an edit goes on over the end of a stretch."""
    return any(kind != "equal" and begin < end < stop for kind, begin, stop, _, _ in edits)


def _before(start: int, edits: Sequence[tuple[str, int, int, int, int]], theirs: Sequence[str]) -> str:
    """Return what was put in just before a place, and replaced nothing."""
    return "".join("".join(theirs[first:last]) for kind, begin, stop, first, last in edits if kind == "insert" and begin == stop == start)


def _place(at: int, edits: Sequence[tuple[str, int, int, int, int]], *, first: bool) -> int:
    """Return the place in the edited words of a place in the printed ones."""
    for kind, begin, stop, start, end in edits:
        if kind == "equal" and begin <= at <= stop:
            return start + at - begin
        if begin == at and first:
            return start
        if stop == at and not first:
            return end
    return edits[-1][4] if edits else 0
