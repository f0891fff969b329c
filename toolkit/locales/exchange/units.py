"""Lists the messages of a language as units that other tools can carry, and takes what they bring back into its catalogs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polib

from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.machine_drafts import FLAG, approved, draft_of
from toolkit.language.placeholders import placeholders
from toolkit.locales.accept import NOBODY, Approver, is_doubted
from toolkit.locales.changes import place_to_change, word_diff
from toolkit.locales.comments import previews
from toolkit.locales.extract import Message
from toolkit.locales.merge import FUZZY, key_of
from toolkit.locales.positions import Positions


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
    previews: Mapping[str, str] = field(default_factory=dict)
    """What placeholders will print, by name."""
    terms: tuple[tuple[str, str], ...] = ()
    """Terms of the glossary that the source uses, each with its agreed translation."""
    machine: bool = False
    """True for a machine's draft that nobody answers for."""


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
    touched: set[str] = field(default_factory=set)
    """The paths of the catalogs in which something changed."""
    unknown: int = 0
    """Strings whose source is not, or no longer, in a catalog."""
    found: list[Diagnostic] = field(default_factory=list)

    def note(self, path: str, changed: bool) -> None:
        """Count a change of a catalog."""
        self.changed += changed
        self.touched |= {path} if changed else set()


def unit_id(entry: polib.POEntry, form: int | None) -> str:
    """Return a name for a string that holds as long as context and source do, and is a name in XML."""
    mark = hashlib.sha256(f"{entry.msgctxt or ''}\x04{entry.msgid}".encode()).hexdigest()[:20]
    return f"u{mark}" if form is None else f"u{mark}.{form}"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of messages besides their entries: what content asks, the terms of a text, which item of a list it is."""

    messages: Mapping[tuple[str, str], Message]
    positions: Positions
    terms: Callable[[str, str], tuple[tuple[str, str], ...]] = lambda words, language: ()


def units(file: polib.POFile, known: Known) -> Iterator[Unit]:
    """Yield the strings of a catalog that content asks for, in its order."""
    for entry in file:
        message = known.messages.get(key_of(entry))
        if entry.obsolete or message is None:
            continue
        notes = tuple(_notes(entry, known.positions))
        draft = draft_of(entry.tcomment)
        terms = known.terms(entry.msgid, message.language)
        forms: Sequence[int | None] = sorted(entry.msgstr_plural) if entry.msgid_plural else (None,)
        for form in forms:
            source = entry.msgid_plural if form else entry.msgid
            target = entry.msgstr if form is None else entry.msgstr_plural[form]
            yield Unit(
                unit_id(entry, form), entry.msgctxt or "", source, message.language, target, is_doubted(entry), form, notes, message.limit,
                previews(message.notes), terms, draft is not None and not draft.approver,
            )  # fmt: skip


def _notes(entry: polib.POEntry, positions: Positions) -> Iterator[tuple[str, str]]:
    if entry.comment:
        yield "description", " ".join(entry.comment.split())
    if entry.tcomment:
        yield "comment", entry.tcomment
    if place := positions.at(entry.msgctxt or ""):
        yield "position", "item {} of {}".format(*place)
    yield from (("location", path) for path, _ in entry.occurrences)
    if entry.previous_msgid is not None:
        yield "previous-source", entry.previous_msgid
        yield "change", word_diff(entry.previous_msgid, entry.msgid)
        if span := place_to_change(entry.previous_msgid, entry.msgid, entry.msgstr):
            yield "place-to-change", entry.msgstr[slice(*span)]


def take(files: Mapping[str, polib.POFile], returned: Iterable[Returned], by: Approver = NOBODY) -> Taken:
    """Put what came back into its entries, in place; an entry that says the same already is not touched.

    Words without the placeholders of their source stay fuzzy, whatever the tool said of them, and are told; so does a machine's
    draft that comes back as finished, and nobody answers for it.
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
            taken.note(path, _put(entry, form, one.target))
            doubts.setdefault(id(entry), []).append(doubtful)
    for path, entry, form in places.values():
        if id(entry) in doubts and not form:
            taken.note(path, _settle(entry, path, any(doubts[id(entry)]), by, taken.found))
    return taken


def _settle(entry: polib.POEntry, path: str, doubtful: bool, by: Approver, found: list[Diagnostic]) -> bool:
    """Mark an entry as doubted or finished; a machine's draft is finished when somebody answers for it. Return whether that is new."""
    draft = draft_of(entry.tcomment)
    if draft and not draft.approver and not doubtful:
        if not by.name:
            hint = "say who approves it: `toolkit locales import FILE --by NAME`"
            message = f"`{entry.msgctxt}` stays a draft: {draft.label} made it, and nobody answers for it"
            found.append(Diagnostic("machine-draft", message, Place(path, entry.linenum or 0), hint, Severity.WARNING))
            return False
        entry.tcomment = approved(entry.tcomment, by.name, by.date)
        entry.flags = [flag for flag in entry.flags if flag != FLAG]
        _doubt(entry, doubtful=False)
        return True
    return is_doubted(entry) != doubtful and _doubt(entry, doubtful)


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
