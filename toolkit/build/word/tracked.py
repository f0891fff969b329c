"""Compares two Word files that the toolkit made, and returns the newer one with every difference as a tracked change.

Accepting all changes gives the newer file, rejecting all the older one. What Word counts by itself is no change: the labels of
lists and the numbers that fields print. What has moved is struck out in one place and put in at the other, as two changes; what stands
in a row that is struck out has no number, so that those after it have theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from toolkit.build.pairing import paired
from toolkit.build.word.atoms import WORD, atoms, joined
from toolkit.build.word.package import repacked
from toolkit.build.word.reading import opened, said
from toolkit.build.word.xml import Element, W, as_bytes, w

_W = f"{{{W}}}"
_POINT = re.compile(r"_\d+$")


@dataclass(slots=True)
class _Marks:
    """What the changes of one file share: author, moment, running numbers, and the parts that struck out content needs."""

    author: str
    moment: str
    old: dict[str, Any]
    new: dict[str, Any]
    names: frozenset[str]
    lists: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    given: int = 900_000

    def said(self, parts: dict[str, Any]) -> dict[str, str]:
        """Return the words of the notes of a file by their ids."""
        return {one.get(f"{_W}id", ""): " ".join(said(p) for p in one.iter(f"{_W}p")) for one in parts["word/footnotes.xml"]}

    def change(self, kind: str, *content: Element) -> Element:
        self.given += 1
        return w(kind, *content, id=self.given, author=self.author, date=self.moment)


def tracked(old: bytes, new: bytes, author: str, moment: str) -> bytes:
    """Return the newer of two Word files with what has changed marked; the same files give the same bytes."""
    before, after = opened(old), opened(new)
    document = after["word/document.xml"]
    names = frozenset(one.get(f"{_W}name", "") for one in document.iter(f"{_W}bookmarkStart"))
    marks = _Marks(author, moment, before, after, names)
    first, second = before["word/document.xml"].find(f"{_W}body"), document.find(f"{_W}body")
    marks.lists.update(_paired_lists(list(first), list(second)))
    made = list(_blocks(list(first)[:-1], list(second)[:-1], marks))
    ending = second[-1]
    for child in list(second):
        second.remove(child)
    second.extend([*made, ending])
    changed = ("word/document.xml", "word/numbering.xml", "word/footnotes.xml")
    return repacked(new, {name: as_bytes(after[name]) for name in changed})


# ── which belongs to which ───────────────────────────────────────────────────────────────────────


def _key(node: Element) -> str:
    """Return by what an element is known in both files: the bookmark of a clause or heading, else its words."""
    if node.tag == f"{_W}tbl":
        return "table"
    name = next((one.get(f"{_W}name", "") for one in node.iter(f"{_W}bookmarkStart")), "")
    if name and not _POINT.search(name) and not name.startswith("note_"):
        return f"id {name}"
    return f"words {' | '.join(said(one) for one in node.iter(f'{_W}p'))}"


def _pairs(old: Sequence[Element], new: Sequence[Element]) -> Iterator[tuple[Element | None, Element | None]]:
    """Yield what became of each element, in order: both where it stayed, one alone where it went or came."""
    yield from paired(old, new, _key, _likeness)


def _likeness(old: Element, new: Element) -> float:
    if old.tag != new.tag or _key(old).startswith("id ") or _key(new).startswith("id "):
        return 0.0
    if old.tag == f"{_W}tbl":
        return 1.0
    first, second = WORD.findall(_key(old)), WORD.findall(_key(new))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _paired_lists(old: Iterable[Element], new: Iterable[Element]) -> Iterator[tuple[str, str]]:
    """Yield the number of each list of the old file with that of the same list in the new one."""
    known = {name: number for one in new for name, number in _listed(one)}
    for one in old:
        for name, number in _listed(one):
            if name in known:
                yield number, known[name]


def _listed(node: Element) -> Iterator[tuple[str, str]]:
    for paragraph in node.iter(f"{_W}p"):
        number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if number is not None:
            for mark in paragraph.iter(f"{_W}bookmarkStart"):
                yield mark.get(f"{_W}name", ""), number.get(f"{_W}val", "")


# ── blocks, tables, rows ─────────────────────────────────────────────────────────────────────────


def _blocks(old: Sequence[Element], new: Sequence[Element], marks: _Marks) -> Iterator[Element]:
    for before, after in _pairs(old, new):
        if before is None:
            yield _whole(after, "ins", marks)
        elif after is None:
            yield _whole(_portable(before, marks), "del", marks)
        elif after.tag == f"{_W}p":
            yield _paragraph(before, after, marks)
        elif after.tag == f"{_W}tbl":
            yield _table(before, after, marks)
        else:
            yield after  # the table of contents: Word makes it anew


def _table(old: Element, new: Element, marks: _Marks) -> Element:
    made = deepcopy(new)
    for row in made.findall(f"{_W}tr"):
        made.remove(row)
    for before, after in _pairs(old.findall(f"{_W}tr"), new.findall(f"{_W}tr")):
        if before is not None and after is not None and len(before.findall(f"{_W}tc")) == len(after.findall(f"{_W}tc")):
            made.append(_cells(before, after, marks))
            continue
        if before is not None:
            made.append(_row(_portable(before, marks), "del", marks))
        if after is not None:
            made.append(_row(deepcopy(after), "ins", marks))
    return made


def _cells(old: Element, new: Element, marks: _Marks) -> Element:
    made = deepcopy(new)
    for before, after in zip(old.findall(f"{_W}tc"), made.findall(f"{_W}tc"), strict=True):
        head = [one for one in after if one.tag == f"{_W}tcPr"]
        content = list(_blocks([one for one in before if one.tag != f"{_W}tcPr"], [one for one in after if one.tag != f"{_W}tcPr"], marks))
        for child in list(after):
            after.remove(child)
        after.extend([*head, *content])
    return made


def _whole(node: Element, kind: str, marks: _Marks) -> Element:
    """Return a block as put in or struck out whole."""
    node = deepcopy(node)
    if node.tag == f"{_W}tbl":
        for row in node.findall(f"{_W}tr"):
            _row(row, kind, marks)
        return node
    for paragraph in [node] if node.tag == f"{_W}p" else list(node.iter(f"{_W}p")):
        _marked(paragraph, kind, marks)
    return node


def _row(row: Element, kind: str, marks: _Marks) -> Element:
    properties = row.find(f"{_W}trPr")
    if properties is None:
        properties = w("trPr")
        row.insert(0, properties)
    properties.append(marks.change(kind))
    for paragraph in list(row.iter(f"{_W}p")):
        _marked(paragraph, kind, marks)
        if kind == "del":
            _uncounted(paragraph, marks)
    return row


def _uncounted(paragraph: Element, marks: _Marks) -> None:
    """Take a struck out paragraph of a row out of its list, and leave its end: the row goes with all that it holds.

    Programs count what is struck out, and LibreOffice joins a cell whose end is struck out with the row below, which loses its number.
    """
    properties = paragraph.find(f"{_W}pPr")
    properties.remove(properties.find(f"{_W}rPr"))
    number = properties.find(f"{_W}numPr")
    if number is not None:
        before = deepcopy(properties)
        properties.remove(number)
        properties.append(marks.change("pPrChange", before))


def _marked(paragraph: Element, kind: str, marks: _Marks) -> None:
    """Mark a paragraph, and its end, as put in or struck out."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    properties.append(w("rPr", marks.change(kind)))
    content = [one for one in paragraph if one is not properties]
    for one in content:
        paragraph.remove(one)
    paragraph.extend(_changed(content, kind, marks))


def _changed(content: Iterable[Element], kind: str, marks: _Marks) -> Iterator[Element]:
    """Yield content within changes; bookmarks stay outside, content controls and links give up their runs where they are struck out."""
    waiting: list[Element] = []
    for one in content:
        if one.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
            if waiting:
                yield marks.change(kind, *_struck(waiting, kind))
            waiting = []
            yield one
        elif one.tag in (f"{_W}ins", f"{_W}del"):
            waiting += list(one)
        elif one.tag == f"{_W}hyperlink" or (one.tag == f"{_W}sdt" and kind == "del"):
            waiting += list(one.iter(f"{_W}r"))
        else:
            waiting.append(one)
    if waiting:
        yield marks.change(kind, *_struck(waiting, kind))


def _struck(runs: Iterable[Element], kind: str) -> Iterator[Element]:
    """Yield runs, their words those of a deletion where they are struck out: Word shows no other words there as deleted."""
    for run in runs:
        for old, new in (("t", "delText"), ("instrText", "delInstrText")) if kind == "del" else ():
            for node in list(run.iter(f"{_W}{old}")):
                node.tag = f"{_W}{new}"
        yield run


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _paragraph(old: Element, new: Element, marks: _Marks) -> Element:
    first = list(atoms(_portable(old, marks, marked=False), marks.said(marks.old)))
    second = list(atoms(deepcopy(new), marks.said(marks.new)))
    if [one.key for one in first] == [one.key for one in second]:
        return new
    made = w("p")
    properties = new.find(f"{_W}pPr")
    if properties is not None:
        made.append(deepcopy(properties))
    matcher = SequenceMatcher(None, [one.key for one in first], [one.key for one in second], autojunk=False)
    for kind, start, end, begin, stop in matcher.get_opcodes():
        if kind == "equal":
            made.extend(joined(part for one in second[begin:stop] for part in one.content))
            continue
        made.extend(_changed(joined(part for one in first[start:end] for part in one.content), "del", marks))
        made.extend(_changed(joined(part for one in second[begin:stop] for part in one.content), "ins", marks))
    return made


# ── what is struck out, in the new file ──────────────────────────────────────────────────────────


def _portable(node: Element, marks: _Marks, *, marked: bool = True) -> Element:
    """Return content of the old file as the new file can hold it: its lists, notes and bookmarks are those of the new one."""
    made = deepcopy(node)
    for number in made.iter(f"{_W}numId"):
        number.set(f"{_W}val", _list(number.get(f"{_W}val", ""), marks))
    for note in made.iter(f"{_W}footnoteReference"):
        note.set(f"{_W}id", _note(note.get(f"{_W}id", ""), marks))
    for drawing in list(made.iter(f"{_W}drawing")):
        drawing.getparent().remove(drawing)
    taken = {one.get(f"{_W}id") for one in made.iter(f"{_W}bookmarkStart") if not marked or one.get(f"{_W}name") in marks.names}
    for one in list(made.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
        if one.get(f"{_W}id") in taken:
            one.getparent().remove(one)
        else:
            one.set(f"{_W}id", str(500_000 + int(one.get(f"{_W}id", "0"))))
    return made


def _list(number: str, marks: _Marks) -> str:
    """Return the list of the new file that goes on where the one of the old file did; a list that is gone is taken along."""
    if number not in marks.lists:
        old, new = marks.old["word/numbering.xml"], marks.new["word/numbering.xml"]
        abstract = next(one for one in old.findall(f"{_W}abstractNum") if one.get(f"{_W}abstractNumId") == number)
        fresh = str(500 + len(marks.lists))
        copy = deepcopy(abstract)
        copy.set(f"{_W}abstractNumId", fresh)
        new.insert(len(new.findall(f"{_W}abstractNum")), copy)
        new.append(w("num", w("abstractNumId", val=fresh), numId=fresh))
        marks.lists[number] = fresh
    return marks.lists[number]


def _note(number: str, marks: _Marks) -> str:
    """Return the number that a note of the old file has in the new one, where it is put beside the others."""
    if number not in marks.notes:
        old, new = marks.old["word/footnotes.xml"], marks.new["word/footnotes.xml"]
        note = deepcopy(next(one for one in old.findall(f"{_W}footnote") if one.get(f"{_W}id") == number))
        for link in list(note.iter(f"{_W}hyperlink")):
            for run in list(link):
                link.addprevious(run)
            link.getparent().remove(link)
        marks.notes[number] = str(50_000 + int(number))
        note.set(f"{_W}id", marks.notes[number])
        new.append(note)
    return marks.notes[number]
