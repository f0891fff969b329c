"""Tells words that only keep a place from words that say something: «…», `[ ]`, `___`, TODO."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[\s.,:;!…_?*<>\[\](){}«»“”„‘’\"'–—-]*")
_KEEPS_A_PLACE = re.compile(r"…|\.\.|_|\?|\*|[\[(<{]\s*[\])>}]")
"""Signs of which one at least keeps a place; a dash alone, in a cell of a table, says that there is nothing."""
_TO_DO = re.compile(
    r"[\W_]*(?:todo|tbd|tbc|tba|tbs|fixme|xxx+|lorem ipsum.*|уточнить|дописать|вписать|вставить|заполнить)[\W_]*", re.IGNORECASE
)
_TO_DO_AND_WHAT = re.compile(r"[\W_]*(?:TODO|FIXME|TBD)\b[\W_]*:")
_GAP = re.compile(r"_{2,}|\[\s*(?:…|\.{2,}|_+)?\s*\](?!\()|\b(?:TODO|FIXME|TBD|TBC)\b")


def is_stand_in(words: str) -> bool:
    """Say whether words are nothing but a mark that others are to come."""
    if _SIGNS.fullmatch(words):
        return _KEEPS_A_PLACE.search(words) is not None
    return bool(_TO_DO.fullmatch(words) or _TO_DO_AND_WHAT.match(words))


def is_sign(words: str) -> bool:
    """Say whether there is no letter and no digit in words: in a table of figures that says something, as that a number is not known."""
    return _SIGNS.fullmatch(words) is not None


def stand_in(words: str) -> str:
    """Return the mark that keeps a place: the words, where they are nothing else, or a gap among them; empty where there is none."""
    found = _GAP.search(words)
    return words if is_stand_in(words) else found.group() if found else ""
