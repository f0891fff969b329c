"""Takes paragraphs of Word apart into the smallest pieces that can change, and puts words of the same look together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass

from toolkit.build.word.reading import said
from toolkit.build.word.xml import Element, W, text, w

_W = f"{{{W}}}"
WORD = re.compile(r"\s+|[^\s\w]|\w+")
"""A word, a sign, or a run of space."""
_NOTE = re.compile(r"note_\d+")


@dataclass(frozen=True, slots=True)
class Atom:
    """The smallest that changes: a word with its look, a field, a note, a blank, a bookmark."""

    key: str
    content: tuple[Element, ...]


def atoms(paragraph: Element, notes: dict[str, str]) -> Iterator[Atom]:
    """Yield the content of a paragraph; a field, with all its runs, is one, and a bookmark belongs to what follows it."""
    held: list[Element] = []
    for atom in _plain_atoms(paragraph, notes):
        if not atom.key:
            held += atom.content
            continue
        yield Atom(atom.key, (*held, *atom.content))
        held = []
    if held:
        yield Atom("end", tuple(held))


def _plain_atoms(paragraph: Element, notes: dict[str, str]) -> Iterator[Atom]:
    inside: list[Element] = []
    for one in paragraph:
        if one.tag == f"{_W}pPr":
            continue
        mark = one.find(f"{_W}fldChar") if one.tag == f"{_W}r" else None
        if inside or mark is not None:
            inside.append(one)
            if mark is not None and mark.get(f"{_W}fldCharType") == "end":
                instruction = "".join(part.findtext(f"{_W}instrText") or "" for part in inside)
                yield Atom(f"field {_NOTE.sub('note', instruction)}", tuple(inside))
                inside = []
        elif one.tag == f"{_W}r" and one.find(f"{_W}t") is not None:
            yield from _words(one)
        elif one.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
            yield Atom("", (one,))
        elif one.tag == f"{_W}sdt":
            tag = one.find(f"{_W}sdtPr/{_W}tag")
            yield Atom(f"blank {tag.get(f'{_W}val') if tag is not None else ''} {said(one)}", (one,))
        else:
            called = [notes.get(note.get(f"{_W}id", ""), "") for note in one.iter(f"{_W}footnoteReference")]
            yield Atom(f"{one.tag} {said(one)} {called}", (one,))
    if inside:
        yield Atom("field", tuple(inside))


def _words(run: Element) -> Iterator[Atom]:
    properties = run.find(f"{_W}rPr")
    look = "".join(f"{one.tag}{one.get(f'{_W}val')}" for one in properties) if properties is not None else ""
    for found in WORD.findall(run.findtext(f"{_W}t") or ""):
        yield Atom(f"{found} {look}", (w("r", deepcopy(properties) if properties is not None else None, text(found)),))


def joined(runs: Iterable[Element]) -> Iterator[Element]:
    """Yield runs, words of the same look in one."""
    last: Element | None = None
    for run in runs:
        if last is not None and _plain(last) and _plain(run) and _look(last) == _look(run):
            last.find(f"{_W}t").text += run.findtext(f"{_W}t")
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _plain(run: Element) -> bool:
    return run.tag == f"{_W}r" and [one.tag for one in run if one.tag != f"{_W}rPr"] == [f"{_W}t"]


def _look(run: Element) -> list[tuple[str, str | None]]:
    properties = run.find(f"{_W}rPr")
    return [(one.tag, one.get(f"{_W}val")) for one in properties] if properties is not None else []
