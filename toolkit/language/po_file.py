"""Reads a PO file into entries, and keeps the lines in which each of them stands, so that what nobody touched is written as it was.

polib's own reader passes over `#~|` and splits lines where Unicode has line ends of other kinds; its values are used all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import polib

from toolkit.language.po_encoding import UTF_8, is_utf_8

_MARKS = ("#~|", "#~", "#|", "#,", "#.", "#:", "#")
_REMARKS = {"#": "tcomment", "#.": "comment", "#:": "occurrences", "#,": "flags"}
_STATEMENT = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*(".*")')
_BEGINS = re.compile(r"msgctxt|msgid(?!_)")
_ESCAPE = re.compile(r'\\([abfnrtv"\\?])|((?:\\(?:[0-7]{1,3}|x[0-9a-fA-F]+))+)')
_BYTE = re.compile(r"\\(?:x([0-9a-fA-F]+)|([0-7]{1,3}))")
_CHARSET = re.compile(r"(?<=charset=)[\w.:+-]+")
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


@dataclass(slots=True)
class Written:
    """A part of an entry: its value, and the lines that say it."""

    value: Any
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """The lines of one entry, and its parts by the names that polib has for them, plural forms as `msgstr[0]`."""

    lines: list[str] = field(default_factory=list)
    parts: dict[str, Written] = field(default_factory=dict)
    first: int = 0
    """The line of the first statement."""
    obsolete: bool = False
    open: str = ""
    """The statement that a string on a line of its own goes on with."""

    @property
    def whole(self) -> bool:
        """True when a translation has been read."""
        return any(name.startswith("msgstr") for name in self.parts)

    def value(self, name: str) -> Any:
        """Return the value of a part; None when the entry has none of that name."""
        part = self.parts.get(name)
        return part.value if part else None

    def take(self, number: int, line: str, mark: str, rest: str) -> None:
        """Take one line in."""
        self.lines.append(line)
        if mark in _REMARKS:
            self._remark(_REMARKS[mark], line, rest)
            return
        self.obsolete = self.obsolete or mark == "#~"
        self.first = self.first or (number if mark in ("", "#~") else 0)
        found = _STATEMENT.match(rest)
        if found:
            self.open = ("previous_" if "|" in mark else "") + found.group(1)
            self.parts[self.open] = Written("")
        part = self.parts[self.open]
        part.value += unescape((found.group(2) if found else rest)[1:-1])
        part.lines.append(line)

    def _remark(self, name: str, line: str, rest: str) -> None:
        part = self.parts.setdefault(name, Written([] if name in ("occurrences", "flags") else None))
        part.lines.append(line)
        if name == "flags":
            part.value += [flag.strip() for flag in rest.split(",") if flag.strip()]
        elif name == "occurrences":
            part.value += [_occurrence(word) for word in rest.split()]
        else:
            words = rest.removeprefix(" ")
            part.value = words if part.value is None else f"{part.value}\n{words}"

    def entry(self) -> polib.POEntry:
        """Return the entry as a value."""
        plurals = {int(name[7:-1]): part.value for name, part in self.parts.items() if name.startswith("msgstr[")}
        return polib.POEntry(
            msgctxt=self.value("msgctxt"), msgid=self.value("msgid") or "", msgid_plural=self.value("msgid_plural") or "",
            msgstr=self.value("msgstr") or "", msgstr_plural=plurals, comment=self.value("comment") or "",
            tcomment=self.value("tcomment") or "", occurrences=list(self.value("occurrences") or ()), flags=list(self.value("flags") or ()),
            previous_msgctxt=self.value("previous_msgctxt"), previous_msgid=self.value("previous_msgid"),
            previous_msgid_plural=self.value("previous_msgid_plural"), obsolete=self.obsolete, linenum=self.first,
        )  # fmt: skip


Key = tuple[bool, str, str]
"""Whether an entry is obsolete, its msgctxt and its msgid."""


def key_of(entry: polib.POEntry) -> Key:
    """Return the key under which the lines of an entry are kept."""
    return bool(entry.obsolete), entry.msgctxt or "", entry.msgid


class PoFile(polib.POFile):
    """A PO file that knows the lines it was read from."""

    blocks: dict[Key, Block]
    header_block: Block | None
    newline: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks, self.header_block, self.newline = {}, None, "\n"


def read(words: str) -> PoFile:
    """Return a PO file of words that have no fault (`po_syntax`)."""
    file = PoFile(wrapwidth=0)
    if words.count("\r\n") == words.count("\n"):
        file.newline = "\r\n" if "\r\n" in words else "\n"
    for block in _blocks(words.split("\n")):
        if file.header_block is None and not block.obsolete and block.value("msgctxt") is None and block.value("msgid") == "":
            _head(file, block)
            continue
        entry = block.entry()
        file.append(entry)
        file.blocks.setdefault(key_of(entry), block)
    return file


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the entries of a file: a comment or a new `msgid` after a translation begins the next one."""
    block = Block()
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line:
            continue
        mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
        rest = line.removeprefix(mark)
        rest = rest if mark in ("#", "#.") else rest.strip()
        if block.whole and (mark not in ("", "#~") or _BEGINS.match(rest)):
            yield block
            block = Block()
        block.take(number, raw.rstrip("\r"), mark, rest)
    if block.whole:
        yield block


def _head(file: PoFile, block: Block) -> None:
    """Take the header: comments, and fields by name."""
    file.header_block = block
    file.header = block.value("tcomment") or ""
    file.metadata_is_fuzzy = "fuzzy" in (block.value("flags") or ())
    name = ""
    for line in (block.value("msgstr") or "").split("\n"):
        head, colon, value = line.partition(":")
        if colon:
            name = head
            file.metadata[name] = _CHARSET.sub(_as_written, value.strip()) if name == "Content-Type" else value.strip()
        elif line and name:
            file.metadata[name] += f"\n{line}"


def _as_written(charset: re.Match[str]) -> str:
    """Return the charset of the file when it is written again: UTF-8, whatever was read."""
    return charset.group() if is_utf_8(charset.group()) else UTF_8


def _occurrence(word: str) -> tuple[str, str]:
    path, _, line = word.rpartition(":")
    return (path, line) if path and line.isdigit() else (word, "")


def unescape(words: str) -> str:
    """Return what a string of a PO file says: its escapes are those of C, where several in a row may be the bytes of one letter."""
    return _ESCAPE.sub(lambda found: _letters(found.group(2)) if found.group(2) else _ESCAPES.get(found.group(1), found.group(1)), words)


def _letters(escapes: str) -> str:
    r"""Return the letters of bytes that are written as `\\320\\222`; bytes that are no UTF-8 are a letter each."""
    data = bytes((int(hexadecimal, 16) if hexadecimal else int(octal, 8)) & 0xFF for hexadecimal, octal in _BYTE.findall(escapes))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def escape(words: str) -> str:
    """Return words as they stand in a string of a PO file."""
    return str(polib.escape(words)).replace("\a", "\\a")
