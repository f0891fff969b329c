"""Tells what a sentence states in words that two languages share: amounts with units, currencies, places, permission, negation.

The words of each language stand in `statements.yaml`; a language that has none for a concept says nothing of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from babel import Locale

from toolkit.language.numbers import figures

_TOKEN = re.compile(r"\d+(?:[ \u00a0\u202f.,]\d+)*|[^\W\d_]+")
_RU_BETWEEN = r"(?:календарн|рабоч|полн|следующ|последующ|дальнейш)\w+\s+"
_EN_BETWEEN = r"(?:calendar|working|business|full|further|consecutive|more)\s+"
_BETWEEN = re.compile(rf"[\s\u00a0-]*(?:{_RU_BETWEEN}|{_EN_BETWEEN})*", re.IGNORECASE)
"""What may stand between a number and its unit."""
HUNDRED = 100
SHORTEST = 5
"""Letters that the name of a state has at least: «Того» and «Мали» are words too."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the unit that follows it, as `5 years`; no unit where none does."""

    value: int
    unit: str = ""


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Any]]:
    """Return the words of all languages."""
    found: dict[str, dict[str, Any]] = yaml.safe_load(files("toolkit.language").joinpath("statements.yaml").read_text(encoding="utf-8"))
    return found


@lru_cache(maxsize=2_000)
def _pattern(table: str, name: str, language: str) -> re.Pattern[str] | None:
    words = _table()[table].get(name, {}).get(language)
    return re.compile(words, 0 if table in ("places", "adjectives") else re.IGNORECASE) if words else None


def base(language: str) -> str:
    """Return the language of a tag without script and country."""
    return language.partition("-")[0].partition("_")[0]


def knows(language: str) -> bool:
    """Return whether a language has words here."""
    return base(language) in _table()["numbers"]


def says(table: str, name: str, words: str, language: str) -> bool:
    """Return whether a text has the words of a concept, as `permission` of the table `force`."""
    pattern = _pattern(table, name, base(language))
    return pattern is not None and pattern.search(words) is not None


def said(table: str, words: str, language: str) -> frozenset[str]:
    """Return which concepts of a table a text speaks of."""
    return frozenset(name for name in _table()[table] if says(table, name, words, language))


def repeated(table: str, words: str, language: str) -> frozenset[str]:
    """Return how often a text speaks of each concept of a table, as `in writing`, `in writing 2`."""
    found: set[str] = set()
    for name in _table()[table]:
        pattern = _pattern(table, name, base(language))
        times = sum(1 for _ in pattern.finditer(words)) if pattern else 0
        found.update(name if time == 1 else f"{name} {time}" for time in range(1, times + 1))
    return frozenset(found)


# ── amounts ──────────────────────────────────────────────────────────────────────────────────────


def amounts(words: str, language: str) -> frozenset[Amount]:
    """Return the amounts of a text, whether in digits or in words; one is left out, for “a” and «один» say too much else."""
    return frozenset(_amounts(words, base(language)))


def _amounts(words: str, language: str) -> Iterator[Amount]:
    tokens = list(_TOKEN.finditer(words))
    at = 0
    while at < len(tokens):
        value, used = _number([one.group().lower() for one in tokens[at : at + 8]], language)
        at += used or 1
        if used:
            yield Amount(value, _unit(words[tokens[at - 1].end() :], language))


def _unit(rest: str, language: str) -> str:
    between = _BETWEEN.match(rest)
    after = rest[between.end() if between else 0 :]
    return next((unit for unit in _table()["units"] if (found := _pattern("units", unit, language)) and found.match(after)), "")


def _number(tokens: list[str], language: str) -> tuple[int, int]:
    """Return the number that some words begin with, and how many of them say it."""
    if tokens[0][0].isdigit():  # a fraction, or a number with a comma, is for the judge of figures
        return (int(re.sub(r"\D", "", tokens[0])), 1) if re.fullmatch(r"\d+(?:[ \u00a0\u202f]\d{3})*", tokens[0]) else (0, 0)
    total, used, last = 0, 0, 10_000
    for position, word in enumerate(tokens):
        if word == "and" and last == HUNDRED and _cardinal(" ".join(tokens[position + 1 : position + 2]), language):
            used += 1
            continue
        value = _cardinal(word, language)
        if value == HUNDRED and 0 < total < 10:  # “two hundred”
            total, used, last = total * HUNDRED, used + 1, HUNDRED
            continue
        if value is None or value >= last or (value >= 10 and last < HUNDRED and used):
            break
        total, used, last = total + value, used + 1, value
    return total, used


@lru_cache(maxsize=20_000)
def _cardinal(word: str, language: str) -> int | None:
    return next((value for value, pattern in _cardinals(language) if pattern.fullmatch(word)), None)


@lru_cache(maxsize=16)
def _cardinals(language: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((value, re.compile(words)) for value, words in _table()["numbers"].get(language, {}).items())


def may_say(value: int, words: str, language: str) -> bool:
    """Return whether a text may say a number in another way: «обе Стороны», “the third”, a figure with a fraction."""
    near = _table()["near_numbers"].get(base(language), {}).get(value, "")
    return bool(near and re.search(near, words, re.IGNORECASE)) or str(value) in figures(words, language)


# ── enumerations ─────────────────────────────────────────────────────────────────────────────────

_ITEM = r"[^\s,;:.()«»“”—]+(?:[ \u00a0][^\s,;:.()«»“”—]+){0,2}"


def enumeration(words: str, language: str) -> int:
    """Return how many members the longest series of a text has: “samples, substances and materials”; 0 where none has three."""
    table = _table()["series"].get(base(language))
    if table is None:
        return 0
    last = table["before the last"]
    opens, leads = (re.compile(table[name], re.IGNORECASE) for name in ("opens a clause", "leads a sentence"))
    counts = [_members(found, opens, leads) for found in re.finditer(rf"(?:{_ITEM}, )+(?:{_ITEM},?[ \u00a0])?(?:{last})(?= )", words)]
    return max((count for count in counts if count >= 3), default=0)


def _members(found: re.Match[str], opens: re.Pattern[str], leads: re.Pattern[str]) -> int:
    """Count the members of a series; what a comma parts from it as a clause of its own is none."""
    items = found.group().split(", ")
    before = re.split(r"[.;:,()]", found.string[: found.start()])[-1]
    opened = [position for position, item in enumerate(items) if position and opens.match(item)]
    skipped = opened[-1] if opened else int(bool(leads.match((before + items[0]).lstrip())))
    return len(items) - skipped + (1 if len(items[-1].split()) > 1 else 0)


def parts(words: str) -> tuple[int, int]:
    """Return into how many parts semicolons cut a text, and how many points it marks, as “(a)”; few are none."""
    cut, marked = words.count(";") + 1, len(re.findall(r"(?:^|\s)\(?[a-zа-я]\)\s", words))
    return cut if cut > 2 else 0, marked if marked > 1 else 0


# ── denial, places ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Denials:
    """How often a text denies something: at least, at most, and how many words more can be read so."""

    least: int
    most: int
    possible: int

    def exceed(self, other: Denials) -> bool:
        """Return whether more is denied than another text can be read to deny."""
        return self.least > other.most + max(0, other.possible - self.possible)


def denials(words: str, language: str) -> Denials:
    """Count what a text denies; “no later than” sets a bound, and denies nothing; “neither … nor” denies once."""
    tag = base(language)
    rest = _without_bounds(words, tag)
    found, joined, possible = (_count(name, rest, tag) for name in ("denies", "joined", "may deny"))
    return Denials(max(found - joined, min(found, 1)), found, possible)


def _count(name: str, words: str, language: str) -> int:
    pattern = _pattern("negation", name, language)
    return sum(1 for _ in pattern.finditer(words)) if pattern else 0


def _without_bounds(words: str, language: str) -> str:
    pattern = _pattern("negation", "bounds", base(language))
    return pattern.sub(" ", words) if pattern else words


def may_name(place: str, words: str, language: str) -> bool:
    """Return whether a text speaks of a place, by its name or by an adjective of it."""
    return says("places", place, words, language) or says("adjectives", place, words, language)


def states(words: str, language: str) -> frozenset[str]:
    """Return the states that a text names and the table does not, by their codes."""
    any_of_them = _any_state(base(language))
    if any_of_them is None or not any_of_them.search(words):
        return frozenset()
    return frozenset(code for code, pattern in _states(base(language)) if pattern.search(words))


@lru_cache(maxsize=16)
def _any_state(language: str) -> re.Pattern[str] | None:
    """Return the pattern of all states at once: most texts name none."""
    known = _states(language)
    return re.compile("|".join(pattern.pattern for _, pattern in known)) if known else None


@lru_cache(maxsize=16)
def _states(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the states that have a name of one word in every language that we know, with the forms of the name."""
    names = {tongue: {str(code): str(name) for code, name in Locale.parse(tongue).territories.items()} for tongue in _table()["numbers"]}
    if language not in names:
        return ()
    listed = {name for words in _table()["places"].values() for name in [words.get("en", "")]}
    codes = [code for code in names[language] if len(code) == 2]
    usable = [code for code in codes if all(len(one := held.get(code, "")) >= SHORTEST and one.isalpha() for held in names.values())]
    return tuple(
        (code, re.compile(rf"\b{_stem(names[language][code], language)}\w{{0,3}}\b"))
        for code in sorted(usable)
        if rf"\b{names['en'][code]}\b" not in listed and code != "KG"
    )


def _stem(name: str, language: str) -> str:
    return name.rstrip("аяйиьео") if language == "ru" else name
