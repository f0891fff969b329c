"""Writes a PO file as GNU gettext itself would write it.

polib breaks long lines where a terminal would, gettext where Unicode's line breaking (UAX #14) allows.
A file written by the one and saved by the other, or by Weblate, would differ in every paragraph.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import polib
from unicode_segmentation_rs import line_break_units, text_width

PAGE = 79
"""Width of a line with its quotation marks: `msgcat`'s own, and Weblate's “wrap at 77 characters”."""
_STOP = re.compile(r"(?<=[:.,;])(?=[^\W\d_])")
"""gettext also breaks after a stop before a letter: `{costs:` `gen}`, `clauses.` `subject`."""


def po_bytes(file: polib.POFile) -> bytes:
    """Return a file's bytes: header, entries in their order, obsolete ones last."""
    entries = [*(entry for entry in file if not entry.obsolete), *(entry for entry in file if entry.obsolete)]
    parts = ["\n".join(_head(file)), *("\n".join(_entry(entry)) for entry in entries)]
    return ("\n\n".join(parts) + "\n").encode()


def _head(file: polib.POFile) -> Iterator[str]:
    if file.header:
        yield from _comment("#", file.header)
    if file.metadata_is_fuzzy:
        yield "#, fuzzy"
    yield 'msgid ""'
    yield from _string("msgstr", "".join(f"{name}: {value}\n" for name, value in file.metadata.items()))


def _entry(entry: polib.POEntry) -> Iterator[str]:
    if entry.tcomment:
        yield from _comment("#", entry.tcomment)
    if not entry.obsolete:
        yield from (f"#. {line}" for part in entry.comment.split("\n") if part for line in wrap_comment(part))
        yield from (f"#: {path}:{line}" if line else f"#: {path}" for path, line in entry.occurrences)
    if entry.flags:
        yield "#, " + ", ".join(sorted(entry.flags, key=lambda flag: (flag != "fuzzy", flag.startswith("max-length"))))
    if not entry.obsolete:  # polib reads no `#~|`: writing one would not survive the next reading
        yield from _strings(entry, "previous_", "#| ")
    prefix = "#~ " if entry.obsolete else ""
    yield from _strings(entry, "", prefix)
    if not entry.msgid_plural:
        yield from _string("msgstr", entry.msgstr, prefix)
    for index in sorted(entry.msgstr_plural) if entry.msgid_plural else ():
        yield from _string(f"msgstr[{index}]", entry.msgstr_plural[index], prefix)


def _strings(entry: polib.POEntry, which: str, prefix: str) -> Iterator[str]:
    """Yield context and source of an entry, now or (`previous_`) as they were."""
    for name in ("msgctxt", "msgid", "msgid_plural"):
        words = getattr(entry, which + name)
        if words is not None and (words or name != "msgid_plural"):
            yield from _string(name, words, prefix)


def _comment(mark: str, words: str) -> Iterator[str]:
    yield from (f"{mark} {line}" if line else mark for line in words.split("\n"))


def wrap_comment(words: str) -> list[str]:
    """Return a comment in lines; ids and paths are never broken."""
    return textwrap.wrap(words, PAGE - 3, break_long_words=False, break_on_hyphens=False) or [""]


def _string(name: str, words: str, prefix: str = "") -> Iterator[str]:
    """Yield a statement in lines: on one when it fits, else from an empty string on."""
    room = PAGE - len(prefix) - 2
    lines = [line for part in words.splitlines(keepends=True) for line in _wrap(part, room)] or [""]
    alone = len(lines) == 1 and text_width(lines[0]) + len(name) + 1 <= room
    first, rest = (lines[0], []) if alone else ("", lines)
    yield f'{prefix}{name} "{first}"'
    yield from (f'{prefix}"{line}"' for line in rest)


def _wrap(words: str, room: int) -> list[str]:
    lines, used = [""], 0
    for unit in _units(polib.escape(words)):
        width = text_width(unit)
        if used and used + width > room:
            lines.append("")
            used = 0
        lines[-1] += unit
        used += width
    return lines


def _units(words: str) -> Iterator[str]:
    """Yield the pieces between which a line may break; never inside an escape."""
    held = ""
    for unit in line_break_units(words):
        held += unit
        if (len(held) - len(held.rstrip("\\"))) % 2 == 0:
            yield from _STOP.split(held)
            held = ""
    if held:
        yield held
