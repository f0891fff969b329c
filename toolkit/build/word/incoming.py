"""Reads the other side's changes from a Word file that the toolkit made: tracked and untracked edits, comments, filled blanks.

Paragraphs are known by the bookmarks that our files bear, and where a program has lost them by their words. What a field prints,
and the label of a list, are no edit: Word counts them itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from toolkit.build.word.atoms import WORD
from toolkit.build.word.reading import opened
from toolkit.build.word.received import Received, comments, received

_TOKEN = re.compile(r"⟦[^⟧]*⟧|\s+|[^\s\w]|\w+")
ALIKE = 0.5
"""From which likeness of words a paragraph without a bookmark is taken for one of ours."""

Key = tuple[str, str]
"""A paragraph: the id of a clause or point, and the language."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A paragraph that says something else: what we sent, what came back; nothing came back of one that was struck out."""

    paragraph: str
    language: str
    ours: str
    theirs: str
    author: str = ""
    date: str = ""
    after: str = ""
    """The paragraph of ours that a new one follows."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin of a paragraph."""

    paragraph: str
    language: str
    words: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A blank that was filled in: the name of the blank, and what stands there now."""

    blank: str
    language: str
    words: str
    paragraph: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came back."""

    edits: tuple[Edit, ...]
    remarks: tuple[Remark, ...]
    filled: tuple[Filled, ...]
    unplaced: tuple[str, ...]
    """Words that were put in or changed where our file has no paragraph of a name."""


@dataclass(slots=True)
class _Matched:
    found: dict[Key, Received] = field(default_factory=dict)
    added: list[tuple[Key | None, Received]] = field(default_factory=list)


def incoming(ours: bytes, theirs: bytes, named: Mapping[str, Key]) -> Incoming:
    """Return what was done to a file of ours; `named` says which paragraph each bookmark is. ValueError says why it cannot be read."""
    before, after = opened(ours), opened(theirs)
    mine, its = list(received(before)), list(received(after))
    sent = {keys[-1]: one for one in mine if (keys := [named[name] for name in one.names if name in named])}
    if not any(name in named for one in its for name in one.names):
        known = {one.words for one in mine if len(one.words) > 20}
        if sum(one.words in known for one in its) < len(known) / 4:
            raise ValueError("bears no paragraph of this agreement: it is another document, or another version")
    matched = _match(sent, its, named)
    changed = list(_reworded(sent, matched))
    strange = set(_unplaced(mine, its, matched, sent.values()))
    edits = (*(one for one in changed if isinstance(one, Edit)), *_struck(sent, matched), *_added(matched, mine, strange))
    margin = comments(after)
    where = [*matched.found.items(), *((key or ("", ""), one) for key, one in matched.added)]
    remarks = tuple(Remark(*key, *margin[note]) for key, one in where for note in one.notes if note in margin)
    filled = tuple(dict.fromkeys([*_filled(sent, matched), *(one for one in changed if isinstance(one, Filled))]))
    return Incoming(edits, remarks, filled, tuple(one.shown for one in its if id(one) in strange))


# ── which paragraph is which ─────────────────────────────────────────────────────────────────────


def _match(sent: Mapping[Key, Received], its: Sequence[Received], named: Mapping[str, Key]) -> _Matched:
    matched = _Matched()
    places = dict(_by_bookmark(sent, its, named))
    for alike in (False, True):
        free = {key: one for key, one in sent.items() if key not in places.values()}
        for number, one in enumerate(its):
            if number not in places and one.words and not one.contents and (key := _by_words(free, one, alike=alike)):
                places[number] = key
                del free[key]
    last: dict[str, Key] = {}
    for number, one in enumerate(its):
        if number in places:
            matched.found[places[number]] = one
            last[places[number][1]] = places[number]
        elif one.words and not one.contents:
            matched.added.append((last.get(one.language), one))
    return matched


def _by_bookmark(sent: Mapping[Key, Received], its: Sequence[Received], named: Mapping[str, Key]) -> Iterator[tuple[int, Key]]:
    taken: set[Key] = set()
    for number, one in enumerate(its):
        keys = [key for name in one.names if (key := named.get(name, ("", ""))) in sent and key not in taken]
        if keys:
            best = max(keys, key=lambda key: _likeness(sent[key].words, one.words)) if len(keys) > 1 else keys[0]
            taken.add(best)
            yield number, best


def _by_words(free: Mapping[Key, Received], one: Received, *, alike: bool) -> Key | None:
    """Return the paragraph of ours that says the same, or with `alike` nearly the same."""
    if alike:
        return next((key for key, known in free.items() if _likeness(known.shown, one.shown) >= ALIKE), None)
    return next((key for key, known in free.items() if known.shown == one.shown), None)


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, WORD.findall(first), WORD.findall(second), autojunk=False).ratio()


def _reworded(sent: Mapping[Key, Received], matched: _Matched) -> Iterator[Edit | Filled]:
    """Yield what a paragraph says now, and the blanks in it that were filled in and lost their control."""
    for key, one in matched.found.items():
        ours, theirs = sent[key].words, _unfilled(one.words, sent[key].blanks)
        theirs, filled = _emptied(ours, theirs)
        yield from (Filled(blank, key[1], words, key[0]) for blank, words in filled)
        if theirs and theirs != ours:
            yield Edit(*key, ours, theirs, one.author, one.date)


def _emptied(ours: str, theirs: str) -> tuple[str, list[tuple[str, str]]]:
    """Return words with a blank where plain words stand in the place of one, and those words by the name of the blank."""
    first, second = _TOKEN.findall(ours), _TOKEN.findall(theirs)
    made: list[str] = []
    filled: list[tuple[str, str]] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        marks = [one for one in first[start:end] if one.startswith("⟦blank:")] if kind == "replace" else []
        if len(marks) == 1 and end - start == 1:
            filled.append((marks[0][7:-1], "".join(second[begin:stop]).strip("() ")))
            made.append(marks[0])
        else:
            made += second[begin:stop]
    return "".join(made), filled


def _struck(sent: Mapping[Key, Received], matched: _Matched) -> Iterator[Edit]:
    for key, one in sent.items():
        found = matched.found.get(key)
        if one.words and (found is None or not found.words):
            yield Edit(*key, one.words, "", found.author if found else "", found.date if found else "")


def _added(matched: _Matched, mine: Sequence[Received], strange: set[int]) -> Iterator[Edit]:
    known = {one.shown for one in mine}
    for key, one in matched.added:
        if key is not None and one.shown not in known and id(one) not in strange:
            yield Edit("", key[1], "", one.shown, one.author, one.date, key[0])


def _unfilled(words: str, labels: Mapping[str, str]) -> str:
    """Return words with blanks that have lost their control, and still show their label, as blanks."""
    for blank, label in labels.items():
        if f"⟦{blank}⟧" not in words:
            words = words.replace(label, f"⟦{blank}⟧", 1)
    return words


def _filled(sent: Mapping[Key, Received], matched: _Matched) -> Iterator[Filled]:
    for key, one in matched.found.items():
        for blank, words in one.blanks.items():
            label = sent[key].blanks.get(blank)
            if label and words and words.strip("()") != label.strip("()"):
                yield Filled(blank.removeprefix("blank:"), key[1], words.strip("()"), key[0])


def _unplaced(mine: Sequence[Received], its: Sequence[Received], matched: _Matched, named: Iterable[Received]) -> Iterator[int]:
    """Yield the paragraphs that follow no paragraph of ours, and those that were changed and have no name: titles, signatures, tables."""
    known, said = {one.shown for one in mine}, {one.shown for one in its}
    bearing = {id(one) for one in named}
    lost = [one for one in mine if id(one) not in bearing and one.words and one.shown not in said and not one.contents]
    for key, one in matched.added:
        if one.shown not in known and (key is None or any(_likeness(other.shown, one.shown) >= ALIKE for other in lost)):
            yield id(one)
