"""Accepts the translations of fuzzy messages as they stand."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polib

from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.language.placeholders import placeholders
from toolkit.locales.merge import FUZZY
from toolkit.locales.rename import under


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fuzzy entry: where it is, and how its source changed."""

    context: str
    place: Place
    before: str
    source: str
    translation: str

    @property
    def change(self) -> str:
        """The source with the change in it: “the [-conpany-]{+company+} grows”."""
        return word_diff(self.before, self.source) if self.before else self.source


def doubts(file: polib.POFile, path: str, chosen: Sequence[str]) -> Iterator[Doubt]:
    """Yield the fuzzy entries among the chosen contexts; all of them when none is named."""
    for entry in file:
        if entry.fuzzy and not entry.obsolete and _chosen(entry, chosen):
            yield Doubt(entry.msgctxt or "", _place(entry, path), entry.previous_msgid or "", entry.msgid, _words(entry))


def accept(file: polib.POFile, path: str, chosen: Sequence[str]) -> tuple[int, tuple[Diagnostic, ...]]:
    """Mark the chosen fuzzy entries as valid, in place; return how many, and those that cannot be accepted."""
    count = 0
    refused = []
    for entry in file:
        if entry.obsolete or not entry.fuzzy or not _chosen(entry, chosen):
            continue
        if _broken(entry):
            hint = "translate the changed source: the placeholders must be those of it"
            message = f"`{entry.msgctxt}` cannot be accepted: its placeholders are not those of the source"
            refused.append(Diagnostic("placeholder-mismatch", message, _place(entry, path), hint))
            continue
        entry.flags = [flag for flag in entry.flags if flag != FUZZY]
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


def word_diff(before: str, after: str) -> str:
    """Return the later text with what went as `[-…-]` and what came as `{+…+}`."""
    old, new = before.split(), after.split()
    out = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = " ".join(old[a:b]), " ".join(new[c:d])
        out.append(came if kind == "equal" else (f"[-{gone}-]" if gone else "") + (f"{{+{came}+}}" if came else ""))
    return " ".join(out)
