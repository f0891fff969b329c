"""Judges and saves one translation while a translator works in the preview: an entry of a PO file, and no other line of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polib

from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic, Severity
from toolkit.core.files import write
from toolkit.language.catalogs import DOMAINS, path_of, read_whole
from toolkit.language.machine_drafts import FLAG, approved, draft_of, is_name
from toolkit.locales.check import judge_entry
from toolkit.locales.drafts import strings_of
from toolkit.locales.extract import Message, extract
from toolkit.locales.merge import FUZZY, key_of
from toolkit.locales.write import po_bytes
from toolkit.project import Project


class RefusedError(Exception):
    """Why something cannot be saved, in words for the one who writes."""


@dataclass(frozen=True, slots=True)
class Writing:
    """What a translator wrote for one message, and what stood there before."""

    context: str
    source: str
    strings: tuple[str, ...]
    before: tuple[str, ...]
    fuzzy: bool = False
    """True for words that somebody shall look at again."""
    name: str = ""
    """Who answers for a machine's draft."""

    @classmethod
    def of(cls, data: Any) -> Writing:
        """Take what a page sent; raise RefusedError for what no page of ours sends."""
        try:
            texts = (data["context"], data["source"], data.get("name", ""), *data["strings"], *data["before"])
            if not all(isinstance(one, str) for one in texts) or not data["strings"]:
                raise RefusedError("the page sent what is no translation")
            strings, before = tuple(data["strings"]), tuple(data["before"])
            return cls(data["context"], data["source"], strings, before, bool(data.get("fuzzy")), data.get("name", ""))
        except (KeyError, TypeError, AttributeError):
            raise RefusedError("the page sent what is no translation") from None


@dataclass
class Desk:
    """The catalogs of one language, to be worked in."""

    root: Path
    project: Project
    library: Library
    language: str
    today: str
    """The day under which a draft of a machine is approved."""

    @cached_property
    def messages(self) -> Sequence[Message]:
        """What content asks to be translated."""
        return extract(self.project.workspace, self.library)

    def judge(self, writing: Writing) -> dict[str, Any]:
        """Return what is wrong with words that are being written."""
        path, file, entry = self._entry(writing)
        _put(entry, writing.strings)
        return {"faults": self._faults(path, file, entry)}

    def save(self, writing: Writing) -> dict[str, Any]:
        """Write words into their entry; with an error in them they stay fuzzy. Refused when the entry is another by now."""
        path, file, entry = self._entry(writing)
        if strings_of(entry) != writing.before:
            raise RefusedError("somebody else has changed this translation meanwhile: load the page anew")
        _put(entry, writing.strings)
        faults = self._faults(path, file, entry) if any(writing.strings) else []
        wrong = any(fault["severity"] == Severity.ERROR.value for fault in faults)
        whole = all(writing.strings)
        _settle(entry, doubtful=(writing.fuzzy or wrong) and whole, empty=not any(writing.strings))
        draft = draft_of(entry.tcomment)
        if draft and not draft.approver and whole and not (writing.fuzzy or wrong):
            if not is_name(writing.name):
                raise RefusedError(f"{draft.label} drafted this: say who you are, and the draft is approved in your name")
            entry.tcomment = approved(entry.tcomment, writing.name.strip(), self.today)
            entry.flags = [flag for flag in entry.flags if flag != FLAG]
        write(self.root / path, po_bytes(file))
        return {"faults": faults, "state": "missing" if not whole else "fuzzy" if entry.fuzzy else "done"}

    def _entry(self, writing: Writing) -> tuple[str, polib.POFile, polib.POEntry]:
        present = self.project.workspace.list("locales", ".po")
        for path in (path_of(self.language, domain) for domain in DOMAINS):
            if path not in present:
                continue
            file = read_whole(self.project.workspace, path)
            for entry in file:
                if not entry.obsolete and key_of(entry) == (writing.context, writing.source):
                    if len(strings_of(entry)) != len(writing.strings):
                        forms = len(strings_of(entry))
                        raise RefusedError(
                            f"the language has {forms} {'form' if forms == 1 else 'forms'} of this, and {len(writing.strings)} were sent"
                        )
                    return path, file, entry
        raise RefusedError("no catalog has this message yet: run `toolkit locales update`, and load the page anew")

    def _faults(self, path: str, file: polib.POFile, entry: polib.POEntry) -> list[dict[str, str]]:
        catalog = self.project.catalogs[self.language]
        found = judge_entry(self.project.workspace, self.library, path, self.messages, file, entry, catalog)
        return [_told(one, entry) for one in found]


def _told(fault: Diagnostic, entry: polib.POEntry) -> dict[str, str]:
    words = fault.message.removeprefix(f"translation of `{entry.msgctxt or ''}`: ")
    return {"code": fault.code, "severity": fault.severity.value, "message": words, "hint": fault.hint}


def _put(entry: polib.POEntry, strings: Sequence[str]) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(strings))
    else:
        entry.msgstr = strings[0]


def _settle(entry: polib.POEntry, *, doubtful: bool, empty: bool) -> None:
    """Mark an entry as finished or doubted; one that is emptied is neither."""
    entry.flags = [flag for flag in entry.flags if flag != FUZZY]
    if doubtful:
        entry.flags.insert(0, FUZZY)
    elif not empty:
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
