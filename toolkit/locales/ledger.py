"""Notes which messages a page says, for a preview that ties each passage to its message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import polib
from markupsafe import Markup

from toolkit.content.text import Text
from toolkit.language.catalogs import Key
from toolkit.language.localizer import State
from toolkit.language.machine_drafts import draft_of
from toolkit.locales.drafts import strings_of
from toolkit.locales.merge import has_translation, key_of


@dataclass(frozen=True, slots=True)
class Entry:
    """What a catalog holds for one message, or for an earlier wording of it."""

    translation: str
    file: str
    line: int
    notes: str = ""
    before: str = ""
    """The source that the translation was made for, when that has changed."""
    fuzzy: bool = False
    machine: str = ""
    """The engine that drafted it, where nobody has approved the draft."""
    strings: tuple[str, ...] = ("",)
    """The translation form by form, as the file has it."""
    known: bool = False
    """True where the file has an entry for the message as content has it now."""
    shipped: bool = False
    """True for words of a layer below the workspace, which no file of its own has."""


@dataclass(frozen=True, slots=True)
class Catalogued:
    """The entries of one language: by msgctxt and msgid, and by msgctxt alone where content has moved on."""

    entries: Mapping[Key, Entry]
    earlier: Mapping[str, Entry]

    @classmethod
    def of(cls, files: Mapping[str, polib.POFile], wanted: frozenset[Key], shipped: Mapping[str, polib.POFile]) -> Catalogued:
        """Read catalogs; `wanted` are the messages that content asks for now, `shipped` the catalogs of layers below, the highest first."""
        entries: dict[Key, Entry] = {}
        earlier: dict[str, Entry] = {}
        for path, file in files.items():
            for entry in file:
                if not entry.obsolete:
                    entries[key_of(entry)] = replace(_entry(entry, path, entry.previous_msgid or ""), known=True)
                if key_of(entry) not in wanted and has_translation(entry):
                    earlier.setdefault(entry.msgctxt or "", _entry(entry, path, entry.msgid))
        for path, file in shipped.items():
            for entry in file:
                if not entry.obsolete:
                    entries.setdefault(key_of(entry), replace(_entry(entry, path, ""), shipped=True))
        return cls(entries, earlier)


def _beside(entry: Entry | None, earlier: Entry) -> Entry:
    """Return an earlier wording's entry; where the message has one of its own, that is what is written to."""
    return earlier if entry is None else replace(earlier, strings=entry.strings, known=True, file=entry.file, line=entry.line)


def _entry(entry: polib.POEntry, path: str, before: str) -> Entry:
    plurals = entry.msgstr_plural
    whole = all(plurals.values()) if entry.msgid_plural else True  # a message with a form left out counts as missing
    translation = " | ".join(plurals[index] for index in sorted(plurals) if whole) if entry.msgid_plural else entry.msgstr
    draft = draft_of(entry.tcomment) if entry.tcomment else None
    machine = draft.label if draft and not draft.approver else ""
    notes = "\n".join(filter(None, (entry.comment, entry.tcomment)))
    return Entry(translation, path, entry.linenum or 0, notes, before, entry.fuzzy, machine, strings_of(entry))


@dataclass(frozen=True, slots=True)
class Tied:
    """One message of a page, for its reader: state is done, fuzzy, machine, stale or missing."""

    number: int
    context: str
    source: str
    state: str
    entry: Entry


@dataclass(slots=True)
class Ledger:
    """Numbers the messages of a page in the order in which they are spoken."""

    catalogued: Catalogued
    found: dict[Key, Tied] = field(default_factory=dict)

    def tie(self, key: Key) -> Tied:
        """Return a message's own line in the ledger."""
        if key not in self.found:
            entry = self.catalogued.entries.get(key)
            if entry is None or not entry.translation:
                earlier = self.catalogued.earlier.get(key[0])
                entry, state = (_beside(entry, earlier), "stale") if earlier else (entry, State.MISSING.value)
            elif entry.machine:
                state = State.MACHINE.value
            elif entry.fuzzy:
                state = "stale" if entry.before else State.FUZZY.value
            else:
                state = State.DONE.value
            self.found[key] = Tied(len(self.found), *key, state, entry or Entry("", "", 0))
        return self.found[key]

    def tag(self, keys: Iterable[Key], lang: str = "", element: str = "span") -> Markup:
        """Return the tag that opens a tied passage; of several messages in it the first that is not done."""
        tied = [self.tie(key) for key in keys]
        worst = next((one for one in tied if one.state != "done"), tied[0])
        language = Markup(' lang="{}"').format(lang) if lang else Markup("")
        return Markup('<{}{} class="tied is-{}" data-tied="{}" tabindex="0">').format(element, language, worst.state, worst.number)

    def wrap(self, html: Markup, key: Key, lang: str, element: str) -> Markup:
        """Return a passage tied to its message."""
        return Markup("{}{}</{}>").format(self.tag([key], lang, element), html, element)

    def lines(self) -> Iterator[Tied]:
        """Yield the messages in order."""
        yield from self.found.values()


def to_translate(text: Text, language: str) -> bool:
    """Return whether a text is a translator's work in a language, and not the author's own words."""
    return text.language != language and language not in dict(text.official)
