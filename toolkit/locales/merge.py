"""Brings a catalog into step with the messages that content now has; nothing is lost.

A translation stays with its msgctxt and msgid. Where the source changed inside one msgctxt, the old
translation becomes fuzzy and keeps the old source beside it. The items of one list are numbered in their
contexts; a translation follows its item to another number. Nothing is ever guessed across contexts otherwise.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polib

from toolkit.language.catalogs import Key, plural_forms
from toolkit.language.machine_drafts import FLAG, draft_of
from toolkit.language.po_file import PoFile
from toolkit.locales.comments import steady
from toolkit.locales.extract import BRACES, Message

SIMILAR = 0.4
"""How alike two sources must be to be taken for one text, where a context holds several."""
RESTORED = 0.6
"""How alike a new source and one that was removed must be: that one may have been another text of its context."""
FUZZY = "fuzzy"
LIMIT = "max-length:"
_NUMBER = re.compile(r"\.\d+(?=\.|$)")
_SECTION = re.compile(r"\.outline\.[^.]+(?=\.(?:title|blocks)(?:\.|$))")


def merge(old: polib.POFile, messages: Sequence[Message]) -> polib.POFile:
    """Return a new file: messages in their order, then what is obsolete; header and translators' comments are kept."""
    wanted = {message.key: message for message in messages}
    kept = {key_of(entry): entry for entry in old if not entry.obsolete}
    retired = _retired(old)
    twins = _twins(wanted, kept, retired)
    moved = frozenset(twins.values())
    gone = {key: entry for key, entry in kept.items() if key not in wanted and key not in moved and has_translation(entry)}
    new = [key for key in wanted if key not in kept and key not in retired and key not in twins]
    renewed = _pair(new, list(gone), _sole(wanted, kept), SIMILAR)
    waiting = [key for key in retired if key not in wanted and key not in moved and key not in _origins(kept.values())]
    renewed |= _pair([key for key in new if key not in renewed], waiting, frozenset(), RESTORED)
    forms = plural_forms(old)
    file = empty_like(old)
    known = retired | kept
    for key, message in wanted.items():
        twin = known[twins[key]] if key in twins else None
        before = _fuller(kept.get(key), retired.get(key) or twin)
        origin = renewed.get(key)
        file.append(_entry(message, before, (gone.get(origin) or retired[origin]) if origin else None, forms))
    left = {key: entry for key, entry in (retired | gone).items() if key not in moved}
    file.extend(_leftovers(left, wanted, frozenset(renewed.values())))
    return file


def empty_like(file: polib.POFile) -> polib.POFile:
    """Return a file without entries, with the header of another."""
    empty = PoFile(wrapwidth=0)
    if isinstance(file, PoFile):
        empty.blocks, empty.header_block, empty.newline = file.blocks, file.header_block, file.newline
    empty.header = file.header
    empty.metadata = dict(file.metadata)
    empty.metadata_is_fuzzy = file.metadata_is_fuzzy
    return empty


def _retired(old: polib.POFile) -> dict[Key, polib.POEntry]:
    """Return the obsolete entries; of several under one key the first that no reviewer doubts."""
    found: dict[Key, polib.POEntry] = {}
    for entry in old:
        if entry.obsolete and (key_of(entry) not in found or found[key_of(entry)].fuzzy):
            found[key_of(entry)] = entry
    return found


def _fuller(current: polib.POEntry | None, retired: polib.POEntry | None) -> polib.POEntry | None:
    """Return the entry whose translation a message keeps: its own, or the one that waits among the obsolete."""
    if current is not None and (has_translation(current) or retired is None):
        return current
    return retired or current


def _leftovers(olds: Mapping[Key, polib.POEntry], wanted: Mapping[Key, Message], used: frozenset[Key]) -> Iterator[polib.POEntry]:
    """Yield what no message asks for: also the last approved words of a changed source, for the day it comes back."""
    for key, entry in olds.items():
        if key not in wanted and not (entry.fuzzy and (key in used or _origin(entry) in wanted or _guessed(entry))):
            yield _retire(entry)


def _origin(entry: polib.POEntry) -> Key:
    """Return the key that a doubted translation was approved under."""
    return entry.previous_msgctxt or entry.msgctxt or "", entry.previous_msgid or ""


def _origins(entries: Iterable[polib.POEntry]) -> frozenset[Key]:
    """Return the keys whose translations doubted entries have taken over."""
    return frozenset(_origin(entry) for entry in entries if entry.fuzzy and entry.previous_msgid is not None)


def _guessed(entry: polib.POEntry) -> bool:
    """Return whether another tool (msgmerge) took a doubted translation from another context."""
    return entry.previous_msgctxt is not None and family(entry.previous_msgctxt) != family(entry.msgctxt or "")


def _entry(message: Message, before: polib.POEntry | None, changed: polib.POEntry | None, forms: int) -> polib.POEntry:
    comments = steady(message.comments, before.comment if before is not None else "", message.printed)
    entry = polib.POEntry(
        msgid=message.source, msgctxt=message.context, comment="\n".join(comments), occurrences=[(message.path, "")],
        flags=list(message.flags),
    )  # fmt: skip
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    if before is not None:
        _keep(before, entry)
    elif changed is not None:
        _renew(changed, entry)
    if entry.tcomment and has_translation(entry) and (draft := draft_of(entry.tcomment)) and not draft.approver:
        entry.flags = [*dict.fromkeys([*entry.flags, FLAG])]
    return entry


def _keep(before: polib.POEntry, entry: polib.POEntry) -> None:
    """Carry over all that translators did; a plural source that changed makes the entry fuzzy."""
    _carry(before, entry)
    entry.flags = [*dict.fromkeys([*_own(before), *entry.flags])]
    entry.previous_msgctxt, entry.previous_msgid = before.previous_msgctxt, before.previous_msgid
    entry.previous_msgid_plural = before.previous_msgid_plural
    if (before.msgid_plural or "") != (entry.msgid_plural or "") and has_translation(before):
        _doubt(before, entry)


def _renew(changed: polib.POEntry, entry: polib.POEntry) -> None:
    """Take the translation of the source as it was, to be reviewed."""
    _carry(changed, entry)
    entry.flags = [*dict.fromkeys([*(flag for flag in _own(changed) if flag != FUZZY), *entry.flags])]
    _doubt(changed, entry)


def _own(entry: polib.POEntry) -> list[str]:
    """Return the flags of an entry that do not come from its message."""
    return [flag for flag in entry.flags if flag != BRACES and not flag.startswith(LIMIT)]


def _doubt(before: polib.POEntry, entry: polib.POEntry) -> None:
    """Mark an entry fuzzy, with the last source that its translation was approved for."""
    older = before.fuzzy and before.previous_msgid is not None
    entry.previous_msgctxt = before.previous_msgctxt if older else before.msgctxt
    entry.previous_msgid = before.previous_msgid if older else before.msgid
    entry.previous_msgid_plural = before.previous_msgid_plural if older else before.msgid_plural or None
    if FUZZY not in entry.flags:
        entry.flags.insert(0, FUZZY)


def _carry(source: polib.POEntry, entry: polib.POEntry) -> None:
    """Copy comment and translation; between a message with plural forms and one without, the first form."""
    entry.tcomment = source.tcomment
    if entry.msgid_plural:
        entry.msgstr_plural.update(source.msgstr_plural or {0: source.msgstr})
    else:
        entry.msgstr = source.msgstr or (source.msgstr_plural or {}).get(0, "")


def _retire(entry: polib.POEntry) -> polib.POEntry:
    """Make an entry obsolete; one that is so already stays as it is."""
    if entry.obsolete:
        return entry
    entry.obsolete = True
    entry.occurrences = []
    entry.comment = ""
    entry.flags = [flag for flag in entry.flags if not flag.startswith(LIMIT)]
    return entry


def _twins(wanted: Mapping[Key, Message], kept: Mapping[Key, polib.POEntry], retired: Mapping[Key, polib.POEntry]) -> dict[Key, Key]:
    """Return for messages without a translation the key of the same words at another number of the same list.

    What stands where it stood, and is doubted, is nobody's twin.
    """
    doubted = {key for some in (retired, kept) for key, entry in some.items() if entry.fuzzy and key in wanted}
    held = [key for some in (retired, kept) for key, entry in some.items() if has_translation(entry) and key not in doubted]
    places = {(family(context), source): (context, source) for context, source in held}
    idle = [key for key in wanted if not any(key in some and has_translation(some[key]) for some in (kept, retired))]
    found = {key: places.get((family(key[0]), key[1])) for key in idle}
    return {key: place for key, place in found.items() if place is not None}


def family(context: str) -> str:
    """Return a context without the numbers of items in lists and the sections of an outline: what items share that change places.

    Ids begin with a letter, so that digits alone are a number.
    """
    return _SECTION.sub(".outline", _NUMBER.sub("", context))


def _sole(wanted: Iterable[Key], kept: Iterable[Key]) -> frozenset[str]:
    """Return the contexts that hold one message only, in a list that has not grown or shrunk: a changed source there is the same text."""
    (new, old), (now, then) = (map(_by_context, (wanted, kept)), map(_by_family, (wanted, kept)))
    alone = {context for context, keys in new.items() if len(keys) == 1 and len(old.get(context, ())) == 1}
    return frozenset(context for context in alone if len(now[family(context)]) == len(then[family(context)]))


def _pair(new: Iterable[Key], gone: Sequence[Key], sole: frozenset[str], alike: float) -> dict[Key, Key]:
    """Return for new keys the gone key that each continues: the same context or list, the most alike first."""
    olds = _by_family(gone)
    candidates = []
    for name, keys in _by_family(new).items():
        same = olds.get(name, [])
        for key in keys:
            for old in same:
                ratio = difflib.SequenceMatcher(None, old[1], key[1], autojunk=False).ratio()
                if ratio >= alike or (key[0] in sole and key[0] == old[0]):
                    candidates.append((-ratio, key[0] != old[0], key, old))
    paired: dict[Key, Key] = {}
    taken: set[Key] = set()
    for _, _, key, old in sorted(candidates):
        if key not in paired and old not in taken:
            paired[key] = old
            taken.add(old)
    return paired


def _by_family(keys: Iterable[Key]) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(family(key[0]), []).append(key)
    return found


def _by_context(keys: Iterable[Key]) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for key in keys:
        found.setdefault(key[0], []).append(key)
    return found


def key_of(entry: polib.POEntry) -> Key:
    """Return msgctxt and msgid of an entry."""
    return entry.msgctxt or "", entry.msgid


def has_translation(entry: polib.POEntry) -> bool:
    """Return whether translators wrote anything for an entry."""
    return bool(entry.msgstr or any(entry.msgstr_plural.values()))
