"""Finds the first line of a PO file that is not PO, and says why.

polib reads past a good deal that GNU gettext refuses: an entry that breaks off, a stray escape, a
statement out of order. What is read past is lost at the next writing, so it is refused first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_STRING = r'"(?:[^"\\]|\\(?:[abfnrtv"\\?]|[0-7]{1,3}|x[0-9a-fA-F]+))*"'
_STATEMENT = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d+)\])?)\s*({_STRING})[ \t]*")
_CONTINUED = re.compile(rf"{_STRING}[ \t]*")
_FOLLOWS = {
    "": ("msgctxt", "msgid"),
    "msgctxt": ("msgid",),
    "msgid": ("msgid_plural", "msgstr"),
    "msgid_plural": ("msgstr[",),
    "msgstr": ("msgctxt", "msgid"),
    "msgstr[": ("msgctxt", "msgid", "msgstr["),
}
"""What may stand after each statement."""


@dataclass(slots=True)
class _Reader:
    """Knows the last statement and, among plural forms, the next one due."""

    last: str = ""
    due: int = 0
    remarked: bool = False
    """True after a comment, up to the next statement."""

    def statement(self, keyword: str, index: str | None) -> str:
        """Take a statement; return what is wrong with it."""
        name = "msgstr[" if index is not None else keyword
        if name not in _FOLLOWS[self.last]:
            return f"`{keyword}` cannot stand {_after(self.last)}"
        if index is not None and int(index) != self.due:
            return f"`{keyword}` stands where `msgstr[{self.due}]` is due"
        self.due = int(index) + 1 if index is not None else 0
        self.last, self.remarked = name, False
        return ""

    @property
    def whole(self) -> bool:
        """True between entries."""
        return self.last in ("", "msgstr", "msgstr[")


def fault(words: str) -> tuple[int, str] | None:
    """Return the line and the reason of the first fault; nothing for a file that is PO throughout."""
    reader = _Reader()
    lines = words.split("\n")
    comment = 0
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if line.startswith("#~") and not line.startswith("#~|"):
            line = line[2:].strip()
        elif line.startswith("#"):
            if not reader.whole:
                return number, f"the entry before this comment breaks off after {_name(reader.last)}"
            comment = number if line.startswith(("#.", "#:", "#,", "#|")) else comment
            reader.remarked = True
            continue
        if line and (why := _line(reader, line)):
            return number, why
        comment = 0 if line else comment
    return _end(reader, lines, comment)


def _end(reader: _Reader, lines: list[str], comment: int) -> tuple[int, str] | None:
    """Return what is missing at the end of a file: a file cut in the middle rarely ends where an entry does."""
    last = len(lines) - (not lines[-1])
    if not reader.whole:
        return last, f"the file breaks off after {_name(reader.last)}"
    if (comment or lines[-1].startswith("#")) and not _bare_flags(lines[:last]):
        return comment or last, "the file breaks off: no message follows this comment"
    return None


def _bare_flags(lines: Sequence[str]) -> bool:
    """Return whether a file ends with a line of flags and nothing else of an entry, as some tools leave one."""
    return lines[-1].startswith("#,") and (len(lines) < 2 or not lines[-2].strip())


def _line(reader: _Reader, line: str) -> str:
    found = _STATEMENT.fullmatch(line)
    if found:
        return reader.statement(found.group(1), found.group(2))
    if line.startswith('"'):
        if not reader.last:
            return "a string stands before any `msgid`"
        if reader.remarked:
            return "a string stands after a comment: it goes on with no statement"
        return "" if _CONTINUED.fullmatch(line) else _string_fault(line)
    keyword = re.match(r"msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?", line)
    return _string_fault(line[keyword.end() :].strip()) if keyword else "neither a comment, nor a `msgid`, nor a string in quotation marks"


def _string_fault(string: str) -> str:
    if len(string) < 2 or not string.startswith('"') or not re.search(r'(?<!\\)(?:\\\\)*"$', string[1:]):
        return "the string has no closing quotation mark"
    if re.search(r'(?<!\\)(?:\\\\)*"', string[1:-1]):
        return 'a quotation mark inside the string: write it as \\"'
    return "an unknown escape: after a backslash stands n, t, a quotation mark or a backslash"


def _name(keyword: str) -> str:
    return f"`{keyword.removesuffix('[')}`"


def _after(keyword: str) -> str:
    return f"after {_name(keyword)}" if keyword else "at the head of the file"
