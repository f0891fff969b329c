"""Takes in translations that a machine drafted; each is marked with engine, model and date, and waits for a person.

A draft fills what nobody has translated, or an earlier draft that nobody has touched; what a person wrote stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polib

from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.catalogs import Key
from toolkit.language.machine_drafts import FLAG, draft_of, drafted
from toolkit.language.placeholders import placeholders
from toolkit.locales.exchange.units import unit_id
from toolkit.locales.merge import FUZZY, has_translation, key_of


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine says for one message, which is named by msgctxt and msgid, or by its id in an exchange file."""

    key: Key | None
    strings: tuple[str, ...]
    """One string, or one for each plural form."""
    engine: str
    model: str
    date: str
    place: Place
    id: str = ""


@dataclass(slots=True)
class Drafted:
    """What became of the drafts of a file."""

    taken: int = 0
    kept: int = 0
    """Messages that a person has translated: they stay as they are."""
    same: int = 0
    """Drafts that stand there already."""
    unknown: int = 0
    """Drafts of texts that no catalog asks for."""
    found: list[Diagnostic] = field(default_factory=list)


def take_drafts(files: Mapping[str, polib.POFile], drafts: Iterable[Draft]) -> Drafted:
    """Put drafts into their entries, in place; one that lost a placeholder or a plural form is passed over and told."""
    entries = [entry for file in files.values() for entry in file if not entry.obsolete]
    by_key = {key_of(entry): entry for entry in entries}
    by_id = {unit_id(entry, None): entry for entry in entries}
    done = Drafted()
    for draft in drafts:
        entry = by_key.get(draft.key) if draft.key else by_id.get(draft.id)
        if entry is None:
            done.unknown += 1
        elif fault := _fault(entry, draft):
            done.found.append(fault)
        else:
            _take(entry, draft, done)
    return done


def _take(entry: polib.POEntry, draft: Draft, done: Drafted) -> None:
    before = draft_of(entry.tcomment)
    held = strings_of(entry)
    if has_translation(entry) and (before is None or before.approver or not before.untouched(held)):
        done.kept += 1
        return
    if before and held == draft.strings and (before.engine, before.model, before.date) == (draft.engine, draft.model, draft.date):
        done.same += 1
        return
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(draft.strings))
    else:
        entry.msgstr = draft.strings[0]
    entry.tcomment = drafted(entry.tcomment, draft.engine, draft.model, draft.date, draft.strings)
    entry.flags = [*dict.fromkeys([FUZZY, FLAG, *entry.flags])]
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    done.taken += 1


def strings_of(entry: polib.POEntry) -> tuple[str, ...]:
    """Return the translation of an entry, form by form."""
    return tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)) if entry.msgid_plural else (entry.msgstr,)


def _fault(entry: polib.POEntry, draft: Draft) -> Diagnostic | None:
    forms = len(entry.msgstr_plural) if entry.msgid_plural else 1
    expected = placeholders(entry.msgid + (entry.msgid_plural or ""))
    if len(draft.strings) != forms or not all(draft.strings):
        why, hint = f"it has {len(draft.strings)} forms, and the language {forms}", "give a string for each plural form, in their order"
    elif any(placeholders(words) != expected for words in draft.strings):
        why, hint = "its placeholders are not those of the source", "let the engine keep what stands in braces"
    else:
        return None
    return Diagnostic("placeholder-mismatch", f"the draft of `{entry.msgctxt}` is passed over: {why}", draft.place, hint, Severity.WARNING)
