"""Moves the translations of a record to its new name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polib

from toolkit.language.catalogs import Key
from toolkit.locales.merge import FUZZY, has_translation, key_of

PATH = re.compile(r"[a-z_]+(?:\.[A-Za-z0-9_-]+)+")
"""A msgctxt, or the beginning of one, that ends at a dot: `clusters.alpha`."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A catalog after a renaming, and how many messages went along."""

    file: polib.POFile
    messages: int


def rename(file: polib.POFile, old: str, new: str) -> Renamed:
    """Give every message under `old` the context under `new`; what calls the record by its id is corrected too.

    Where content was renamed first, and an update has put empty messages under the new name, these take the
    translations over. A message that has a translation already keeps it.
    """
    respell = _respelling(old, new)
    moved: dict[Key, polib.POEntry] = {}
    count = 0
    for entry in sorted(file, key=lambda entry: entry.obsolete):
        before = key_of(entry)
        _respell(entry, old, new, respell)
        count += key_of(entry) != before
        held = moved.get(key_of(entry))
        moved[key_of(entry)] = entry if held is None else _fuller(held, entry)
    file[:] = list(moved.values())
    return Renamed(file, count)


def under(context: str, path: str) -> bool:
    """Return whether a context is a path or lies below it."""
    return context == path or context.startswith(f"{path}.")


def _respell(entry: polib.POEntry, old: str, new: str, respell: Callable[[str], str]) -> None:
    for name in ("msgctxt", "previous_msgctxt"):
        context = getattr(entry, name)
        if context is not None and under(context, old):
            setattr(entry, name, new + context[len(old) :])
    for name in ("msgid", "msgid_plural", "msgstr", "previous_msgid", "previous_msgid_plural"):
        if words := getattr(entry, name):
            setattr(entry, name, respell(words))
    entry.msgstr_plural = {index: respell(words) for index, words in entry.msgstr_plural.items()}


def _respelling(old: str, new: str) -> Callable[[str], str]:
    """Return a function that corrects placeholders, citations and cross-references to the record in a text."""
    mine, its = old.rsplit(".", maxsplit=1)[-1], new.rsplit(".", maxsplit=1)[-1]
    facts, now = mine.replace("-", "_"), its.replace("-", "_")
    rules: Mapping[re.Pattern[str], str] = {
        re.compile(rf"\{{{re.escape(facts)}(?=[.:}}])"): f"{{{now}",
        re.compile(rf"(?<=[\[; ])@{re.escape(mine)}(?=[\],;#])"): f"@{its}",
        re.compile(rf"\]\(#{re.escape(mine)}(?=[):.])"): f"](#{its}",
    }
    if old.count(".") != 1:  # a field of a record: nothing calls it by name
        return lambda words: words

    def respell(words: str) -> str:
        for pattern, put in rules.items():
            words = pattern.sub(put.replace("\\", "\\\\"), words)
        return words

    return respell


def _fuller(held: polib.POEntry, other: polib.POEntry) -> polib.POEntry:
    """Return the current of two entries under one key, with the better of their translations: an approved one first."""
    current, waiting = (other, held) if held.obsolete and not other.obsolete else (held, other)
    if _worth(waiting) > _worth(current):
        current.msgstr, current.msgstr_plural = waiting.msgstr, waiting.msgstr_plural
        current.tcomment = current.tcomment or waiting.tcomment
        current.flags = [flag for flag in current.flags if flag != FUZZY]
        if waiting.fuzzy:
            current.flags.insert(0, FUZZY)
        current.previous_msgctxt, current.previous_msgid = waiting.previous_msgctxt, waiting.previous_msgid
        current.previous_msgid_plural = waiting.previous_msgid_plural
    return current


def _worth(entry: polib.POEntry) -> int:
    return 0 if not has_translation(entry) else 1 if entry.fuzzy else 2


def contexts(files: Mapping[str, polib.POFile]) -> Iterator[str]:
    """Yield the records that catalogs know, as `clusters.alpha`, for a hint to a mistyped name."""
    found = {".".join((entry.msgctxt or "").split(".")[:2]) for file in files.values() for entry in file}
    yield from sorted(name for name in found if "." in name)
