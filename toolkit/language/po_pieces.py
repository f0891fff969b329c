"""Cuts a PO file where blank lines stand, so that of a file that was edited only the pieces that differ need be read."""

from __future__ import annotations

from collections.abc import Iterator

import polib

from toolkit.core.reads import digest
from toolkit.language import po_file, po_syntax


def cut(words: str) -> Iterator[tuple[int, str, str]]:
    """Yield each piece of a file: how many lines stand before it, the digest of its words, and its words."""
    line = 0
    for piece in words.split("\n\n"):
        yield line, digest(piece.encode()), piece
        line += piece.count("\n") + 2


def read_alone(piece: str) -> po_file.PoFile | None:
    """Return the entries of a piece, with their lines in it; nothing where it is no PO, or goes on in the next one."""
    last = piece.rstrip().rpartition("\n")[2].lstrip()
    is_open = last.startswith("#") and (not last.startswith("#~") or last.startswith("#~|"))
    return None if is_open or po_syntax.fault(f"{piece}\n") else po_file.read(piece)


def entries_of(file: polib.POFile) -> Iterator[tuple[tuple[str, str], polib.POEntry]]:
    """Yield the entries that are in use, each after its msgctxt and msgid."""
    yield from (((entry.msgctxt or "", entry.msgid), entry) for entry in file if not entry.obsolete)
