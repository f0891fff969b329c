"""Decodes a PO file by the charset that its header names, as GNU gettext does.

Tools write PO files in many ways: Poedit in the charset of the header, editors on Windows with a byte-order mark. What is
written again is UTF-8 without a mark, whatever it was.
"""

from __future__ import annotations

import codecs
import re

from toolkit.core.diagnostics import ContentError, Diagnostic, Place

UTF_8 = "UTF-8"
_UNSAID = ("", "CHARSET")
"""What the header of a template says, before anybody chose."""
_SAID = re.compile(rb'^"Content-Type:[^\n]*charset=([\w.:+-]+)', re.MULTILINE)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
HINT = "save it as UTF-8, and let its header say `charset=UTF-8`"


def decoded(data: bytes, path: str) -> str:
    """Return the words of a file; ContentError names the line that is not in the charset of the header, or a charset unknown."""
    if data.startswith(_WIDE):
        raise _refused("the file is UTF-16, which no PO tool reads", path, 1)
    data = data.removeprefix(codecs.BOM_UTF8)
    charset, line = charset_of(data)
    if is_utf_8(charset):
        return _utf_8(data, path)
    if not data.isascii() and _is_utf_8(data):
        raise _refused(f"the header says `charset={charset}`, and the file is UTF-8", path, line)
    try:
        return data.decode(charset)
    except LookupError:  # also where it names a codec of bytes, as base64
        raise _refused(f"the header says `charset={charset}`, which is no charset", path, line) from None
    except UnicodeDecodeError as error:
        raise _refused(f"this line is not in {charset}, which the header names", path, _line(data, error.start)) from None


def charset_of(data: bytes) -> tuple[str, int]:
    """Return the charset that the header of a file names, UTF-8 where it names none, and the line that does."""
    found = _SAID.search(data)
    said = found.group(1).decode("ascii", "replace") if found else ""
    return (said if said not in _UNSAID else UTF_8), _line(data, found.start() if found else 0)


def is_utf_8(charset: str) -> bool:
    """Return whether a charset is UTF-8, or a part of it, under any of its names."""
    try:
        return codecs.lookup(charset).name in ("utf-8", "ascii")
    except LookupError:
        return False


def has_mark(data: bytes) -> bool:
    """Return whether a file begins with a byte-order mark, which GNU gettext refuses."""
    return data.startswith(codecs.BOM_UTF8)


def _utf_8(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        if error.reason == "unexpected end of data":
            message, hint = "not valid PO: the file breaks off inside a letter", "restore the line from the last good version"
            raise ContentError(Diagnostic("po-syntax", message, Place(path, line), hint)) from None
        raise _refused("the file is not UTF-8, and its header names no other charset", path, line) from None


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refused(message: str, path: str, line: int) -> ContentError:
    return ContentError(Diagnostic("po-encoding", message, Place(path, line), HINT))


def _line(data: bytes, start: int) -> int:
    return data.count(b"\n", 0, start) + 1
