"""Finds the blanks of a paragraph that somebody has filled in: in their controls, or in their place where a control was lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from toolkit.build.word.received import Received

BLANK = "blank:"
"""What the name of a blank begins with where it stands in the words of a paragraph."""
_TOKEN = re.compile(r"⟦[^⟧]*⟧|\s+|[^\s\w]|\w+")


def changed_blanks(ours: Received, theirs: Received) -> Iterator[tuple[str, str, str, str]]:
    """Yield the blanks of a paragraph that say something else now: name, what it says now, what it said, and its language."""
    left = [one for one in ours.marks if one[0].startswith(BLANK)]
    changed: list[tuple[str, str]] = []
    for mark, words, _ in theirs.marks:
        same = next((one for one in left if one[:2] == (mark, words)), None)
        left.remove(same) if same is not None else changed.append((mark, words))
    for mark, words in changed:
        known = next((one for one in left if one[0] == mark), None)
        if known is not None:
            left.remove(known)
            yield mark, words, known[1], known[2]


def bare(words: str) -> str:
    """Return words without the brackets around all of them, in which a blank shows its label."""
    inner = words[1:-1]
    return inner.strip() if words.startswith("(") and words.endswith(")") and not {"(", ")"} & set(inner) else words


def with_blanks(words: str, marks: Iterable[tuple[str, str, str]]) -> str:
    """Return words with blanks that have lost their control, and still show their label, as blanks."""
    blanks = [(mark, label) for mark, label, _ in marks if mark.startswith(BLANK) and label]
    count = Counter(mark for mark, _ in blanks)
    for mark, label in blanks:
        if words.count(f"⟦{mark}⟧") < count[mark]:
            words = words.replace(label, f"⟦{mark}⟧", 1)
    return words


def without_words(ours: str, theirs: str) -> tuple[str, list[tuple[str, str]]]:
    """Return words with a blank where plain words stand in the place of one, and those words by the name of the blank."""
    first, second = _TOKEN.findall(ours), _TOKEN.findall(theirs)
    made: list[str] = []
    filled: list[tuple[str, str]] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        marks = [one for one in first[start:end] if one.startswith(f"⟦{BLANK}")] if kind == "replace" else []
        if len(marks) == 1 and end - start == 1 and not any(one.startswith("⟦") for one in second[begin:stop]):
            filled.append((marks[0][len(BLANK) + 1 : -1], bare("".join(second[begin:stop]).strip())))
            made.append(marks[0])
        else:
            made += second[begin:stop]
    return "".join(made), filled
