"""A catalog and the messages that content now has in; the catalog brought into step, nothing lost, out.

A translation stays with its msgctxt and msgid. Where the source changed inside one msgctxt, the old
translation becomes fuzzy and keeps the old source beside it. Nothing is ever guessed across contexts.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

import polib

from toolkit.language.catalogs import WIDTH
from toolkit.locales.extract import Message

Key = tuple[str, str]
SIMILAR = 0.4
"""How alike two sources must be to be taken for one text, where a context holds several."""


def merge(old: polib.POFile, messages: Sequence[Message]) -> polib.POFile:
    """Return a new file: messages in their order, then what is obsolete; header and translators' comments are kept."""
    wanted = {message.key: message for message in messages}
    kept = {_key(entry): entry for entry in old if not entry.obsolete}
    retired = {_key(entry): entry for entry in old if entry.obsolete}
    gone = {key: entry for key, entry in kept.items() if key not in wanted and _translated(entry)}
    renewed = _pair([key for key in wanted if key not in kept and key not in retired], list(gone))
    forms = plural_forms(old)
    file = polib.POFile(wrapwidth=WIDTH)
    file.header = old.header
    file.metadata = dict(old.metadata)
    file.metadata_is_fuzzy = old.metadata_is_fuzzy
    for key, message in wanted.items():
        before = kept.get(key) or retired.get(key)
        changed = kept[renewed[key]] if key in renewed else None
        file.append(_entry(message, before, changed, forms))
    used = set(renewed.values())
    for key, entry in (retired | gone).items():
        if key not in wanted and key not in used:
            file.append(_retire(entry))
    return file


def _entry(message: Message, before: polib.POEntry | None, changed: polib.POEntry | None, forms: int) -> polib.POEntry:
    entry = polib.POEntry(
        msgid=message.source, msgctxt=message.context, comment="\n".join(message.comments), occurrences=[(message.path, "")],
        flags=list(message.flags),
    )  # fmt: skip
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    source = before or changed
    if source is not None:
        entry.tcomment = source.tcomment
        entry.flags += [flag for flag in source.flags if flag not in entry.flags and (before is not None or flag != "fuzzy")]
        _carry(source, entry)
    if before is not None:
        entry.previous_msgctxt, entry.previous_msgid = before.previous_msgctxt, before.previous_msgid
        entry.previous_msgid_plural = before.previous_msgid_plural
    elif changed is not None:
        entry.previous_msgid = changed.previous_msgid or changed.msgid
        entry.previous_msgctxt = changed.msgctxt
        entry.flags.insert(0, "fuzzy")
    return entry


def _carry(source: polib.POEntry, entry: polib.POEntry) -> None:
    """Copy a translation; between a message with plural forms and one without, its first form."""
    if entry.msgid_plural:
        entry.msgstr_plural.update(source.msgstr_plural or {0: source.msgstr})
    else:
        entry.msgstr = source.msgstr or (source.msgstr_plural or {}).get(0, "")


def _retire(entry: polib.POEntry) -> polib.POEntry:
    entry.obsolete = True
    entry.occurrences = []
    # polib writes `#~|` and does not read it: what it would lose at the next update is let go here.
    entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
    entry.comment = ""
    return entry


def plural_forms(file: polib.POFile) -> int:
    """Return how many plural forms the header of a file asks for; two when it says nothing."""
    found = re.search(r"nplurals\s*=\s*(\d+)", file.metadata.get("Plural-Forms", ""))
    return int(found.group(1)) if found else 2


def _pair(new: Iterable[Key], gone: Sequence[Key]) -> dict[Key, Key]:
    """Return for new keys the gone key that each continues: same context, the most alike first."""
    candidates = []
    by_context: dict[str, list[Key]] = {}
    for key in gone:
        by_context.setdefault(key[0], []).append(key)
    news: dict[str, list[Key]] = {}
    for key in new:
        news.setdefault(key[0], []).append(key)
    for context, keys in news.items():
        olds = by_context.get(context, [])
        alone = len(keys) == 1 and len(olds) == 1
        for key in keys:
            for old in olds:
                ratio = difflib.SequenceMatcher(None, old[1], key[1], autojunk=False).ratio()
                if alone or ratio >= SIMILAR:
                    candidates.append((-ratio, key, old))
    paired: dict[Key, Key] = {}
    taken: set[Key] = set()
    for _, key, old in sorted(candidates):
        if key not in paired and old not in taken:
            paired[key] = old
            taken.add(old)
    return paired


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _translated(entry: polib.POEntry) -> bool:
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))
