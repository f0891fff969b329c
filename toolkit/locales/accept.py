"""Accepts the translations of fuzzy messages as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polib

from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.language.machine_drafts import FLAG, approved, draft_of
from toolkit.language.placeholders import placeholders
from toolkit.locales.changes import marked, place_to_change, word_diff
from toolkit.locales.merge import FUZZY, has_translation
from toolkit.locales.rename import under


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fuzzy entry: where it is, and how its source changed."""

    context: str
    place: Place
    before: str
    source: str
    translation: str
    machine: str = ""
    """The engine that drafted it, where nobody has approved the draft."""

    def data(self) -> dict[str, str | int]:
        """Return everything for JSON."""
        return {
            "message": self.context, "file": self.place.path, "line": self.place.line, "machine": self.machine,
            "before": self.before, "source": self.source, "translation": self.translation,
        }  # fmt: skip

    @property
    def change(self) -> str:
        """The source with the change in it: “the [-conpany-]{+company+} grows”."""
        return word_diff(self.before, self.source) if self.before else self.source

    @property
    def marked(self) -> str:
        """The translation with the place to change in it, where that can be told: “[~two members~]”."""
        return marked(self.translation, place_to_change(self.before, self.source, self.translation) if self.before else None)


@dataclass(frozen=True, slots=True)
class Approver:
    """Who answers for what a machine drafted, and since when."""

    name: str = ""
    date: str = ""


NOBODY = Approver()


def doubts(file: polib.POFile, path: str, chosen: Sequence[str]) -> Iterator[Doubt]:
    """Yield the fuzzy entries among the chosen contexts; all of them when none is named."""
    for entry in file:
        if is_doubted(entry) and not entry.obsolete and _chosen(entry, chosen):
            draft = draft_of(entry.tcomment)
            made_by = draft.label if draft and not draft.approver else ""
            yield Doubt(entry.msgctxt or "", _place(entry, path), entry.previous_msgid or "", entry.msgid, _words(entry), made_by)


def is_doubted(entry: polib.POEntry) -> bool:
    """Return whether an entry waits for review: fuzzy, or a machine's draft without a name under it."""
    draft = draft_of(entry.tcomment)
    return bool(entry.fuzzy) or (draft is not None and not draft.approver and has_translation(entry))


def accept(file: polib.POFile, path: str, chosen: Sequence[str], by: Approver = NOBODY) -> tuple[int, tuple[Diagnostic, ...]]:
    """Mark the chosen fuzzy entries as valid, in place; return how many, and those that cannot be accepted.

    A machine's draft is accepted by name only.
    """
    count = 0
    refused = []
    for entry in file:
        draft = draft_of(entry.tcomment)
        if entry.obsolete or not is_doubted(entry) or not _chosen(entry, chosen):
            continue
        if _broken(entry):
            hint = "translate the changed source: the placeholders must be those of it"
            message = f"`{entry.msgctxt}` cannot be accepted: its placeholders are not those of the source"
            refused.append(Diagnostic("placeholder-mismatch", message, _place(entry, path), hint))
            continue
        if draft and not (by.name or draft.approver):
            message = f"`{entry.msgctxt}` cannot be accepted: {draft.label} drafted it, and nobody answers for it"
            refused.append(Diagnostic("machine-draft", message, _place(entry, path), "say who approves it: --by NAME"))
            continue
        if draft and by.name:
            entry.tcomment = approved(entry.tcomment, by.name, by.date)
        entry.flags = [flag for flag in entry.flags if flag not in (FUZZY, FLAG)]
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
        count += 1
    return count, tuple(refused)


def _chosen(entry: polib.POEntry, chosen: Sequence[str]) -> bool:
    return not chosen or any(under(entry.msgctxt or "", path) for path in chosen)


def _place(entry: polib.POEntry, path: str) -> Place:
    return Place(path, entry.linenum or 0)


def _strings(entry: polib.POEntry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural[index] for index in sorted(entry.msgstr_plural)) if entry.msgid_plural else (entry.msgstr,)


def _words(entry: polib.POEntry) -> str:
    return " | ".join(_strings(entry))


def _broken(entry: polib.POEntry) -> bool:
    expected = placeholders(entry.msgid + (entry.msgid_plural or ""))
    strings = _strings(entry)
    return not all(strings) or any(placeholders(words) != expected for words in strings)
