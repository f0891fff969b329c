"""Lists the messages of a language as units that other tools can carry, and takes what they bring back into its catalogs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polib

from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.placeholders import placeholders
from toolkit.locales.extract import Message
from toolkit.locales.merge import FUZZY, key_of


@dataclass(frozen=True, slots=True)
class Unit:
    """One string to translate: a message, or one plural form of it."""

    id: str
    context: str
    source: str
    language: str
    """Language of the source."""
    target: str = ""
    fuzzy: bool = False
    form: int | None = None
    """Which plural form it is; nothing for a message without."""
    notes: tuple[tuple[str, str], ...] = ()
    """What its translator must know, each with its kind: description, comment, location, previous-source."""
    limit: int = 0
    """Characters that there is room for; 0 where there is room enough."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What a tool brought back for one string: its words, and whether somebody still doubts them."""

    id: str
    target: str
    fuzzy: bool


@dataclass(slots=True)
class Taken:
    """What became of an import."""

    changed: int = 0
    unknown: int = 0
    """Strings whose source is not, or no longer, in a catalog."""
    found: list[Diagnostic] = field(default_factory=list)


def unit_id(entry: polib.POEntry, form: int | None) -> str:
    """Return a name for a string that holds as long as context and source do, and is a name in XML."""
    mark = hashlib.sha256(f"{entry.msgctxt or ''}\x04{entry.msgid}".encode()).hexdigest()[:20]
    return f"u{mark}" if form is None else f"u{mark}.{form}"


def units(file: polib.POFile, messages: Mapping[tuple[str, str], Message]) -> Iterator[Unit]:
    """Yield the strings of a catalog that content asks for, in its order."""
    for entry in file:
        message = messages.get(key_of(entry))
        if entry.obsolete or message is None:
            continue
        notes = tuple(_notes(entry))
        forms: Sequence[int | None] = sorted(entry.msgstr_plural) if entry.msgid_plural else (None,)
        for form in forms:
            source = entry.msgid_plural if form else entry.msgid
            target = entry.msgstr if form is None else entry.msgstr_plural[form]
            yield Unit(unit_id(entry, form), entry.msgctxt or "", source, message.language, target, entry.fuzzy, form, notes, message.limit)


def _notes(entry: polib.POEntry) -> Iterator[tuple[str, str]]:
    if entry.comment:
        yield "description", " ".join(entry.comment.split())
    if entry.tcomment:
        yield "comment", entry.tcomment
    yield from (("location", path) for path, _ in entry.occurrences)
    if entry.previous_msgid is not None:
        yield "previous-source", entry.previous_msgid


def take(files: Mapping[str, polib.POFile], returned: Iterable[Returned]) -> Taken:
    """Put what came back into its entries, in place; an entry that says the same already is not touched.

    Words without the placeholders of their source stay fuzzy, whatever the tool said of them, and are told.
    """
    taken = Taken()
    places = {
        unit_id(entry, form): (path, entry, form)
        for path, file in files.items()
        for entry in file
        if not entry.obsolete
        for form in (sorted(entry.msgstr_plural) if entry.msgid_plural else (None,))
    }
    doubts: dict[int, list[bool]] = {}
    for one in returned:
        if one.id not in places:
            taken.unknown += 1
        elif one.target:
            path, entry, form = places[one.id]
            doubtful = one.fuzzy
            if placeholders(one.target) != placeholders(entry.msgid_plural if form else entry.msgid):
                doubtful = True
                taken.found.append(_broken(entry, path))
            taken.changed += _put(entry, form, one.target)
            doubts.setdefault(id(entry), []).append(doubtful)
    for _, entry, form in places.values():
        if id(entry) in doubts and not form:
            taken.changed += _doubt(entry, any(doubts[id(entry)]))
    return taken


def _put(entry: polib.POEntry, form: int | None, words: str) -> bool:
    """Write the words of a string; return whether they were others."""
    before = entry.msgstr if form is None else entry.msgstr_plural[form]
    if form is None:
        entry.msgstr = words
    else:
        entry.msgstr_plural[form] = words
    return bool(before != words)


def _doubt(entry: polib.POEntry, doubtful: bool) -> bool:
    """Mark an entry as doubted or not; return whether it was the other."""
    if bool(entry.fuzzy) == doubtful:
        return False
    if doubtful:
        entry.flags.insert(0, FUZZY)
    else:
        entry.flags = [flag for flag in entry.flags if flag != FUZZY]
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    return True


def _broken(entry: polib.POEntry, path: str) -> Diagnostic:
    message = f"`{entry.msgctxt}` stays fuzzy: its placeholders are not those of the source"
    return Diagnostic(
        "placeholder-mismatch", message, Place(path, entry.linenum or 0), "keep every placeholder, letter for letter", Severity.WARNING
    )
