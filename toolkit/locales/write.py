"""Writes a PO file: what nobody touched keeps its lines, the rest is broken into lines as GNU gettext breaks them.

polib breaks long lines where a terminal would, gettext where Unicode's line breaking (UAX #14) allows, Weblate a little otherwise.
A file written by one and saved by another would differ in many paragraphs, so the lines that were read are kept.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

import polib
from unicode_segmentation_rs import line_break_units, text_width

from toolkit.language.po_file import Block, PoFile, escape, key_of, unescape

PAGE = 79
"""Width of a line with its quotation marks: `msgcat`'s own, and Weblate's “wrap at 77 characters”."""
_STOP = re.compile(r"(?<=[:.,;])(?=[^\W\d_])")
"""gettext also breaks after a stop before a letter: `{costs:` `gen}`, `clauses.` `subject`."""
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_REMARKS = ("tcomment", "comment", "occurrences", "flags")

Part = tuple[str, Any]
"""The name of a part of an entry, and its value."""


def po_bytes(file: polib.POFile) -> bytes:
    """Return a file's bytes: header, entries in their order, obsolete ones last."""
    read = file if isinstance(file, PoFile) else PoFile()
    entries = [*(entry for entry in file if not entry.obsolete), *(entry for entry in file if entry.obsolete)]
    parts = [_head(file, read.header_block), *(_entry(entry, read.blocks.get(key_of(entry))) for entry in entries)]
    words = "\n\n".join("\n".join(lines) for lines in parts) + "\n"
    return words.replace("\n", read.newline).encode()


def _head(file: polib.POFile, before: Block | None) -> list[str]:
    """Return the header: a field that has not changed keeps its lines."""
    before = before or Block()
    flags = ["fuzzy"] if file.metadata_is_fuzzy else []
    remarks = (
        ("tcomment", file.header or ""),
        ("comment", before.value("comment")),
        ("occurrences", before.value("occurrences")),
        ("flags", flags),
    )
    known = dict(_fields(before))
    fields = [f"{name}: {value}\n" for name, value in file.metadata.items()]
    lines = [line for field in fields for line in known.get(field) or [f'"{line}"' for line in _wrap(field, PAGE - 2)]]
    whole = ['msgstr ""', *lines] if known else list(_string("msgstr", "".join(fields)))
    return [*(line for name, value in remarks for line in _part(name, value, "", before)[0]), 'msgid ""', *whole]


def _fields(before: Block) -> Iterator[tuple[str, list[str]]]:
    """Yield the fields of a header with the lines in which they stand."""
    words, lines = "", list[str]()
    for line in before.parts["msgstr"].lines[1:] if "msgstr" in before.parts else ():
        words += unescape(line.strip()[1:-1])
        lines.append(line)
        if words.endswith("\n"):
            yield words, lines
            words, lines = "", []


def _entry(entry: polib.POEntry, before: Block | None) -> list[str]:
    """Return the lines of an entry: those that it had, wherever they still say what it says."""
    prefix = "#~ " if entry.obsolete else ""
    parts = list(_parts(entry))
    told = before or Block()
    written = [_part(name, value, prefix, told) for name, value in parts]
    if before and all(kept for _, kept in written) and before.parts.keys() <= {name for name, _ in parts}:
        return before.lines
    return [line for lines, _ in written for line in lines]


def _part(name: str, value: Any, prefix: str, before: Block) -> tuple[list[str], bool]:
    """Return the lines of one part, and whether they are those that were read."""
    found = before.parts.get(name)
    if found and _same(name, found.value, value):
        return found.lines, True
    return list(_written(name, value, prefix)), not value and not found


def _same(name: str, old: Any, new: Any) -> bool:
    """Return whether a part says the same: comments for translators are compared by their words, flags in any order."""
    if name == "comment":
        return bool((old or "").split() == (new or "").split())
    return bool(set(old) == set(new)) if name == "flags" else bool(old == (new or type(old)()))


def _parts(entry: polib.POEntry) -> Iterator[Part]:
    """Yield the parts of an entry in the order in which gettext writes them."""
    yield from ((name, getattr(entry, name)) for name in _REMARKS)
    for which in ("previous_", ""):
        for name in ("msgctxt", "msgid", "msgid_plural"):
            words = getattr(entry, which + name)
            if words is not None and (words or name != "msgid_plural"):
                yield which + name, words
    if entry.msgid_plural:
        yield from ((f"msgstr[{index}]", entry.msgstr_plural[index]) for index in sorted(entry.msgstr_plural))
    else:
        yield "msgstr", entry.msgstr


def _written(name: str, value: Any, prefix: str) -> Iterator[str]:
    """Yield the lines of a part as gettext breaks them."""
    if name == "tcomment" and value:
        yield from (f"# {line}" if line else "#" for line in value.split("\n"))
    elif name == "comment" and value:
        yield from (f"#. {line}" for part in value.split("\n") if part for line in wrap_comment(part))
    elif name == "occurrences":
        yield from (f"#: {path}:{line}" if line else f"#: {path}" for path, line in value or ())
    elif name == "flags" and value:
        yield "#, " + ", ".join(_ordered(value))
    elif name not in _REMARKS:
        old = name.startswith("previous_")
        mark = ("#~| " if prefix else "#| ") if old else prefix
        yield from _string(name.removeprefix("previous_"), value, mark)


def _ordered(flags: Iterable[str]) -> list[str]:
    return sorted(flags, key=lambda flag: (flag != "fuzzy", flag.startswith("max-length")))


def wrap_comment(words: str) -> list[str]:
    """Return a comment in lines; ids and paths are never broken."""
    return textwrap.wrap(words, PAGE - 3, break_long_words=False, break_on_hyphens=False) or [""]


def _string(name: str, words: str, prefix: str = "") -> Iterator[str]:
    """Yield a statement in lines: on one when it fits, else from an empty string on."""
    room = PAGE - len(prefix) - 2
    lines = [line for part in _LINES.findall(words) for line in _wrap(part, room)] or [""]
    alone = len(lines) == 1 and text_width(lines[0]) + len(name) + 1 <= room
    first, rest = (lines[0], []) if alone else ("", lines)
    yield f'{prefix}{name} "{first}"'
    yield from (f'{prefix}"{line}"' for line in rest)


def _wrap(words: str, room: int) -> list[str]:
    lines, used = [""], 0
    for unit in _units(words):
        width = text_width(unit)
        if used and used + width > room:
            lines.append("")
            used = 0
        lines[-1] += unit
        used += width
    return lines


def _units(words: str) -> list[str]:
    """Return the pieces of a line between which it may break; never inside an escape, nor before the one that ends it."""
    units, held = [""], ""
    for unit in line_break_units(escape(words.removesuffix("\n"))):
        held += unit
        if (len(held) - len(held.rstrip("\\"))) % 2 == 0:
            units += _STOP.split(held)
            held = ""
    units.append(held)
    whole = [unit for unit in units if unit] or [""]
    return [*whole[:-1], whole[-1] + "\\n"] if words.endswith("\n") else whole
