"""Numbers paragraphs by real lists of Word, which give the labels that the page prints: 1., 1.1., а), (a)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.build.word.xml import Element, root, w

LETTERS = {"russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя", "lowerLetter": "abcdefghijklmnopqrstuvwxyz"}
"""Alphabets by which Word letters points: the Russian one leaves out ё, й, ъ and ь, and so do the interface catalogs."""
LEGAL = "legal"
TOP, CLAUSE, POINT, PARAGRAPH = range(4)
STEP = 567
"""A centimetre, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: how it counts, how a label is written, and where its text stands, in twentieths of a point."""

    format: str
    pattern: str
    indent: int
    hanging: int


@dataclass(slots=True)
class Numbered:
    """A list as it is counted now: the levels that it has used, the last number of each, and where it began anew."""

    levels: dict[int, Level] = field(default_factory=dict)
    counts: list[int] = field(default_factory=lambda: [0] * 9)
    start: tuple[int, int] | None = None

    def next(self, level: int) -> None:
        """Count one paragraph of a level; the levels below begin again."""
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (8 - level)

    def label(self, level: int) -> str:
        """Return what Word prints before the paragraph that was counted last."""
        return re.sub(r"%(\d)", lambda found: self._number(int(found.group(1)) - 1), self.levels[level].pattern)

    def _number(self, level: int) -> str:
        count = self.counts[level] or 1
        letters = LETTERS.get(self.levels[level].format) if level in self.levels else None
        return letters[(count - 1) % len(letters)] if letters else str(count)


@dataclass(slots=True)
class Lists:
    """All lists of a document."""

    _lists: list[Numbered] = field(default_factory=list)
    _open: dict[str, int] = field(default_factory=dict)

    def number(self, name: str, level: int, printed: str, *, column: bool = False) -> Element | None:
        """Return the properties that give a paragraph the label that the page prints; nothing where no list gives it.

        `name` tells lists apart: the clauses in Russian, those in English. A list whose next label is another one begins anew.
        """
        wanted = _level(level, printed, column)
        if wanted is None:
            return None
        index = self._open.get(name)
        if index is not None and self._fits(self._lists[index], level, wanted, printed):
            return properties(index + 1, level)
        start = _start(printed)
        fresh = Numbered({level: wanted})
        fresh.counts[level] = start - 1
        fresh.start = (level, start)
        if not self._fits(fresh, level, wanted, printed):
            return None
        self._lists.append(fresh)
        self._open[name] = len(self._lists) - 1
        return properties(len(self._lists), level)

    def _fits(self, numbered: Numbered, level: int, wanted: Level, printed: str) -> bool:
        """Count a paragraph where the list then prints its label; leave the list as it was where it would not."""
        if numbered.levels.setdefault(level, wanted).pattern != wanted.pattern:
            return False
        before = list(numbered.counts)
        numbered.next(level)
        if numbered.label(level) == printed:
            return True
        numbered.counts = before
        return False

    def bullet(self) -> Element:
        """Return the properties of an item of a list without numbers."""
        if "bullet" not in self._open:
            self._lists.append(Numbered({0: Level("bullet", "•", STEP // 2, STEP // 2)}))
            self._open["bullet"] = len(self._lists) - 1
        return properties(self._open["bullet"] + 1, 0)

    def part(self) -> Element:
        """Return `numbering.xml`: an abstract list and its one instance for each list."""
        made = root("numbering")
        for number, numbered in enumerate(self._lists, 1):
            made.append(w("abstractNum", w("multiLevelType", val="multilevel"), *_levels(numbered), abstractNumId=number))
        for number, _ in enumerate(self._lists, 1):
            made.append(w("num", w("abstractNumId", val=number), numId=number))
        return made


def properties(number: int, level: int) -> Element:
    """Return `w:numPr`."""
    return w("numPr", w("ilvl", val=level), w("numId", val=number))


def _level(level: int, printed: str, column: bool) -> Level | None:
    """Return the level that prints labels like this one; nothing for a label that no list of Word makes."""
    depth = len(re.findall(r"\d+", printed))
    hanging = STEP if column else round(STEP * 1.3)
    if depth == 1:
        return Level("decimal", re.sub(r"\d+", f"%{level + 1}", printed), hanging, hanging)
    if depth == 2 and level == CLAUSE:
        return Level("decimal", _numbers(printed, (0, 1)), hanging, hanging)
    if depth == 3 and level == PARAGRAPH:
        return Level("decimal", _numbers(printed, (0, 1, 3)), 2 * hanging, hanging)
    letter = re.fullmatch(r"(\W*)([^\W\d_])(\W*)", printed)
    format = next((name for name, letters in LETTERS.items() if letter and letter.group(2) in letters), None)
    if letter and format:
        return Level(format, f"{letter.group(1)}%{level + 1}{letter.group(3)}", hanging + round(hanging * 0.6), round(hanging * 0.6))
    return None


def _numbers(printed: str, levels: tuple[int, ...]) -> str:
    names = iter(levels)
    return re.sub(r"\d+", lambda _: f"%{next(names) + 1}", printed)


def _start(printed: str) -> int:
    """Return the number at the end of a label; a letter begins at the head of its alphabet."""
    numbers = re.findall(r"\d+", printed)
    return int(numbers[-1]) if numbers else 1


def _levels(numbered: Numbered) -> Iterator[Element]:
    for level, one in sorted(numbered.levels.items()):
        first = numbered.start[1] if numbered.start and numbered.start[0] == level else 1
        yield w(
            "lvl",
            w("start", val=first),
            w("numFmt", val=one.format),
            w("suff", val="tab"),
            w("lvlText", val=one.pattern),
            w("lvlJc", val="left"),
            w("pPr", w("ind", left=one.indent, hanging=one.hanging)),
            ilvl=level,
        )
