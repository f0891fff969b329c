"""Tells what differs in a Word file where no paragraph has a name: titles, tables, signatures, running heads, feet and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from toolkit.build.word.atoms import WORD
from toolkit.build.word.matching import likeness
from toolkit.build.word.received import CELL, REFERENCE, received

_PARTS = {"header": "running head", "footer": "foot of the page", "footnotes": "footnote", "endnotes": "endnote"}
CONTEXT = 8
"""Words and spaces that are shown on either side of what changed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that differ and belong to no paragraph of a name: what became of them, where they stand, what we sent, what came back."""

    what: str
    """`added`, `struck`, `changed`, `moved`, or `emptied`, a blank whose words were taken out."""
    near: str
    """The paragraph of a name in which they stand, or which stands before them; nothing at the beginning."""
    ours: str
    theirs: str = ""
    language: str = ""
    """The language, where it is the only one in which that happened."""

    def told(self, place: str) -> str:
        """Return it in one line, after the name of its place."""
        alone = f", in {self.language} alone" if self.language else ""
        said = {
            "added": f"added: “{self.theirs}”",
            "struck": f"struck out: “{self.ours}”",
            "changed": "; ".join(_changes(self.ours, self.theirs)),
            "moved": f"stands elsewhere now: “{self.theirs}”",
            "emptied": f"nothing stands in the blank “{self.ours}”",
        }
        return f"{place or 'at the beginning'}{alone}: {said[self.what]}"


def around(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Passage]:
    """Yield what differs in running heads, feet and notes: programs write them once or several times, so each text counts once."""
    for part, place in _PARTS.items():
        ours, theirs = (_texts(parts, part) for parts in (before, after))
        added = [one for one in theirs if one not in ours]
        for text in (one for one in ours if one not in theirs):
            other = max(added, key=partial(likeness, text), default="")
            if other:
                added.remove(other)
            yield Passage("changed" if other else "struck", place, text, other)
        yield from (Passage("added", place, "", one) for one in added)


def _texts(parts: Mapping[str, Any], part: str) -> list[str]:
    names = [name for name in parts if name.startswith(f"word/{part}") and name.endswith(".xml")]
    found = (REFERENCE.sub("#", one.words) for name in sorted(names) for one in received(parts, name))
    return list(dict.fromkeys(filter(None, found)))


def _changes(ours: str, theirs: str) -> Iterator[str]:
    """Yield what changed in a paragraph, or in the cells of a row after what it begins with."""
    first, second = ours.split(CELL), theirs.split(CELL)
    if len(first) != len(second):
        first, second = [ours], [theirs]
    head = [one for one, other in zip(first[:2], second[:2], strict=True) if one == other] if len(first) > 2 else []
    yield from [f"“{CELL.join(head)}”"] if head else []
    yield from ("“{}” became “{}”".format(*_changed(one, other)) for one, other in zip(first, second, strict=True) if one != other)


def _changed(ours: str, theirs: str) -> tuple[str, str]:
    """Return two texts from a little before the first change to a little after the last."""
    first, second = WORD.findall(ours), WORD.findall(theirs)
    blocks = [one for one in SequenceMatcher(None, first, second, autojunk=False).get_opcodes() if one[0] != "equal"]
    return _cut(first, blocks[0][1], blocks[-1][2]), _cut(second, blocks[0][3], blocks[-1][4])


def _cut(words: list[str], start: int, end: int) -> str:
    begin, stop = max(0, start - CONTEXT), min(len(words), end + CONTEXT)
    return f"{'…' if begin else ''}{''.join(words[begin:stop]).strip()}{'…' if stop < len(words) else ''}"
