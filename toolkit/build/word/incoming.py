"""Reads the other side's changes from a Word file that the toolkit made: tracked and untracked edits, comments, filled blanks.

Both files are read whole, paragraph by paragraph and row by row. Whatever differs is told: as an edit of a paragraph that has a
name, as a blank that was filled in, or as a passage that has no name, with its words and its place. What a field prints, and the
label of a list, are no edit: Word counts them itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.build.word.blanks import BLANK, bare, changed_blanks, with_blanks, without_words
from toolkit.build.word.matching import Matched, match
from toolkit.build.word.passages import Passage, around
from toolkit.build.word.reading import opened
from toolkit.build.word.received import Received, comments, received, rows

_RECITAL = re.compile(r"recital-\d+")
ARTICLE, CLAUSE, POINT = range(3)
"""The levels of the list of an agreement."""

Key = tuple[str, str]
"""A paragraph: the id of a clause or point, and the language."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A paragraph that says something else: what we sent, what came back, with what stands for references and blanks."""

    kind: str
    """`reword`, `strike`, `move` or `add`."""
    paragraph: str
    language: str
    ours: Received | None = None
    theirs: Received | None = None
    after: str = ""
    """The paragraph that a new or a moved one follows: a clause a clause or the heading, a point a point or its clause."""
    point: bool = False
    """True where a new paragraph is a point."""

    @property
    def author(self) -> str:
        """Who made the change, where the file says so."""
        return self.theirs.author if self.theirs else ""

    @property
    def date(self) -> str:
        """The day of the change, where the file says so."""
        return self.theirs.date if self.theirs else ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment in the margin of a paragraph."""

    paragraph: str
    words: str
    author: str
    date: str
    about: str = ""
    """What the paragraph says that it is about."""
    language: str = ""


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
    unplaced: tuple[Passage, ...]
    """What differs where our file has no paragraph of a name, or what no proposal can say."""


def incoming(ours: bytes, theirs: bytes, named: Mapping[str, Key]) -> Incoming:
    """Return what was done to a file of ours; `named` says which paragraph each bookmark is. ValueError says why it cannot be read."""
    before, after = opened(ours), opened(theirs)
    mine = _whole(received(before), named, ())
    its = _whole(received(after), named, mine)
    if not any(name in named for one in its for name in one.names):
        known = {one.words for one in mine if len(one.words) > 20}
        if sum(one.words in known for one in its) < len(known) / 4:
            raise ValueError("bears no paragraph of this agreement: it is another document, or another version")
    files = _Files(mine, its, match(mine, its), [_key(one, named) for one in mine], tuple(dict.fromkeys(tag for _, tag in named.values())))
    found = [*files.changes(), *files.struck(), *files.added(), *around(before, after)]
    edits, alone = _of_all_languages([one for one in found if isinstance(one, Edit)], files)
    filled = tuple(dict.fromkeys(one for one in found if isinstance(one, Filled)))
    return Incoming(edits, tuple(files.remarks(comments(after))), filled, (*(one for one in found if isinstance(one, Passage)), *alone))


def _whole(found: Iterable[Received], named: Mapping[str, Key], sent: Sequence[Received]) -> list[Received]:
    """Return the paragraphs that count, rows of tables that hold no clauses as one; `sent` are those by whose words a table is known."""
    every = [one for one in found if not one.contents]
    known = {one.shown for one in sent if _key(one, named)}
    clauses = {one.cell[0] for one in every if one.cell and (_key(one, named) or (one.words and one.shown in known))}
    tables = {one.cell[0] for one in every if one.cell} - clauses
    return [one for one in rows(every, tables) if one.words or _key(one, named)]


def _key(one: Received, named: Mapping[str, Key]) -> Key | None:
    return next((named[name] for name in reversed(one.names) if name in named), None)


@dataclass(frozen=True, slots=True)
class _Files:
    """The file that was sent and the one that came back, paragraph by paragraph, and which is which."""

    mine: Sequence[Received]
    its: Sequence[Received]
    matched: Matched
    keys: Sequence[Key | None]
    """The name of each paragraph of ours."""
    languages: tuple[str, ...]

    def changes(self) -> Iterator[Edit | Filled | Passage]:
        """Yield what the paragraphs that came back say otherwise, where they stand elsewhere, and the blanks that were filled in."""
        for number, place in self.matched.ours.items():
            ours, theirs, key = self.mine[place], self.its[number], self.keys[place]
            if not theirs.words:
                continue
            said, filled = without_words(ours.words, with_blanks(theirs.words, ours.marks))
            yield from (Filled(blank, ours.language, words, key[0] if key else "") for blank, words in filled)
            for mark, words, label, language in changed_blanks(ours, theirs):
                if not bare(words):
                    yield Passage("emptied", self.near(number), label)
                elif bare(words) != bare(label):
                    yield Filled(mark.removeprefix(BLANK), language, bare(words), key[0] if key else "")
            if said != ours.words:
                now = replace(theirs, words=said)
                yield Edit("reword", *key, ours, now) if key else Passage("changed", self.near(number), ours.shown, now.shown)
            if number in self.matched.moved:
                after = self.before(number, key[1] if key else "")
                yield Edit("move", *key, ours, theirs, after) if key else Passage("moved", self.near(number), ours.shown, theirs.shown)

    def struck(self) -> Iterator[Edit | Passage]:
        """Yield the paragraphs of ours that did not come back."""
        there = {ours: number for number, ours in self.matched.ours.items()}
        for place, one in enumerate(self.mine):
            found = self.its[there[place]] if place in there else None
            if one.words and (found is None or not found.words):
                key = self.keys[place]
                yield Edit("strike", *key, one, found) if key else Passage("struck", self._known(reversed(range(place))), one.shown)

    def added(self) -> Iterator[Edit | Passage]:
        """Yield the paragraphs that are not ours; one that no clause can be is told with its place."""
        strange = False
        for number, one in enumerate(self.its):
            if number in self.matched.ours:
                strange = False
            elif one.words:
                language = self.language(number)
                made = None if strange or not language else self._addition(number, language)
                strange = strange or (made is None and one.level == ARTICLE)
                yield made or Passage("added", self.near(number), "", one.shown)

    def _addition(self, number: int, language: str) -> Edit | None:
        """Return a new paragraph as a clause or a point, by the level of its list, or else by what it follows."""
        one = self.its[number]
        last = self._place(number, language)
        key = self.keys[last] if last is not None else None
        if last is None or key is None:
            return None
        closing = key[0].endswith(".closing")
        above = POINT if closing else self.mine[last].level
        level = one.level if one.level is not None else above and max(above, CLAUSE)
        following = next((self.keys[place] for place in self._following(number, language)), None)
        clause = key[0].partition(".")[0]
        if one.level is None and _RECITAL.fullmatch(key[0]):
            return Edit("add", "", language, None, one, key[0])
        if level == POINT and above in (CLAUSE, POINT) and not closing:
            return Edit("add", "", language, None, one, key[0], point=True)
        if level == CLAUSE and above is not None and not (following and following[0].startswith(f"{clause}.")):
            return Edit("add", "", language, None, one, clause)
        return None

    def remarks(self, margin: Mapping[str, tuple[str, str, str]]) -> Iterator[Remark]:
        """Yield every comment of the file, with the paragraph that it is about."""
        told: set[str] = set()
        for number, one in enumerate(self.its):
            for note in one.notes:
                if note in margin and note not in told:
                    told.add(note)
                    place = self.matched.ours.get(number)
                    key = self.keys[place] if place is not None else None
                    language = self.language(number)
                    paragraph = key[0] if key else self.before(number, language) if place is None else ""
                    yield Remark(paragraph, *margin[note], one.shown, language)
        yield from (Remark("", *words) for note, words in margin.items() if note not in told)

    # ── where something stands ───────────────────────────────────────────────────────────────────

    def language(self, number: int) -> str:
        """Return the language of a paragraph that came back: of the edition, of its column, its own, or of what stands before it."""
        one = self.its[number]
        if number in self.matched.ours and (own := self.mine[self.matched.ours[number]].language):
            return own
        if len(self.languages) == 1:
            return self.languages[0]
        if one.cell is not None:
            columns: dict[int, str] = {}
            for other, place in self.matched.ours.items():
                key, cell = self.keys[place], self.its[other].cell
                if key and cell and cell[0] == one.cell[0]:
                    columns.setdefault(cell[2], key[1])
            if one.cell[2] in columns:
                return columns[one.cell[2]]
        if one.language in self.languages:
            return one.language
        return next((self.mine[self.matched.ours[at]].language for at in reversed(range(number)) if at in self.matched.ours), "")

    def near(self, number: int) -> str:
        """Return the name of what stands before a paragraph that came back, or of the paragraph itself."""
        return self._known(self.matched.ours[at] for at in reversed(range(number + 1)) if at in self.matched.ours)

    def before(self, number: int, language: str) -> str:
        """Return the name of the paragraph of a language that stands before one that came back."""
        place = self._place(number, language)
        key = self.keys[place] if place is not None else None
        return key[0] if key else ""

    def _known(self, places: Iterable[int]) -> str:
        return next((key[0] for place in places if (key := self.keys[place])), "")

    def _place(self, number: int, language: str) -> int | None:
        """Return which of ours stands before a paragraph in its language."""
        for at in reversed(range(number)):
            place = self.matched.ours.get(at)
            if place is not None and self.its[at].words and language in ("", self.mine[place].language):
                return place
        return None

    def _following(self, number: int, language: str) -> Iterator[int]:
        for at in range(number + 1, len(self.its)):
            place = self.matched.ours.get(at)
            if place is not None and self.mine[place].language == language:
                yield place


def _of_all_languages(edits: Sequence[Edit], files: _Files) -> tuple[tuple[Edit, ...], list[Passage]]:
    """Return edits that can be answered, and what was struck out or moved in some languages of a paragraph and left in others."""
    sent: dict[str, set[str]] = {}
    for key in files.keys:
        if key:
            sent.setdefault(key[0], set()).add(key[1])
    done: dict[tuple[str, str], set[str]] = {}
    for edit in edits:
        done.setdefault((edit.kind, edit.paragraph), set()).add(edit.language)
    kept: list[Edit] = []
    alone: list[Passage] = []
    for edit in edits:
        if edit.kind not in ("strike", "move") or done[edit.kind, edit.paragraph] == sent[edit.paragraph]:
            kept.append(edit)
        else:
            what, shown = ("struck", "") if edit.kind == "strike" else ("moved", edit.theirs.shown if edit.theirs else "")
            alone.append(Passage(what, edit.paragraph, edit.ours.shown if edit.ours else "", shown, edit.language))
    return tuple(kept), alone
