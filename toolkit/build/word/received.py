"""Reads the paragraphs of a Word file that any program wrote: their bookmarks, words, changes, blanks and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from toolkit.build.word.xml import M, W

_W = f"{{{W}}}"
CELL = " | "
"""What stands between the cells of a row."""
REFERENCE = re.compile(r"⟦([^⟧]*)⟧")
"""A reference, a blank or a number that Word counts, in the words of a paragraph: where it leads to, or `blank:NAME`, or `=PAGE`."""
_FIELD = re.compile(r"\b(?:REF|NOTEREF|PAGEREF)\s+(\S+)")
_COUNTED = re.compile(r"\b(PAGE|NUMPAGES|SECTIONPAGES|SEQ)\b")
_GONE = (f"{_W}del", f"{_W}moveFrom")
_COME = (f"{_W}ins", f"{_W}moveTo")
_SPACES = tuple(f"{_W}{one}" for one in ("br", "tab", "cr", "ptab"))
_SIGNS = {f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""} | dict.fromkeys(_SPACES, " ")
_LEAVES = (*(f"{_W}{one}" for one in ("t", "delText", "fldChar", "instrText", "delInstrText", "fldSimple", "sym")), *_SIGNS, f"{{{M}}}t")
_SKIPPED = (
    *(f"{_W}{one}" for one in ("pPr", "rPr", "sdtPr", "p")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_SIGN_FORMS = str.maketrans({"\u2011": "-", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Received:
    """A paragraph, or a row of a table: its bookmarks, its words with changes accepted, and what else stands in it."""

    names: tuple[str, ...]
    words: str
    author: str
    date: str
    marks: tuple[tuple[str, str, str], ...]
    """The references and blanks in order: what stands for it in the words, what it prints, in which language."""
    notes: tuple[str, ...]
    language: str
    contents: bool = False
    level: int | None = None
    """The level of its list: 0 an article, 1 a clause, 2 a point; nothing where it has no number."""
    cell: tuple[int, int, int] | None = None
    """Table, row and column; nothing outside of tables."""
    joined: bool = False
    """True where the mark at its end was struck out: what follows goes on in it."""

    @property
    def shown(self) -> str:
        """The words as a reader sees them: what stands in blanks, too."""
        left = list(self.marks)

        def printed(found: re.Match[str]) -> str:
            mine = next((one for one in left if one[0] == found.group(1)), None)
            if mine is None:
                return found.group()
            left.remove(mine)
            return mine[1]

        return REFERENCE.sub(printed, self.words)


def received(parts: Mapping[str, Any], part: str = "word/document.xml") -> Iterator[Received]:
    """Yield the paragraphs of a part of a file in order; those that a struck out mark joins are one."""
    styles = _styles(parts)
    tables = {table: number for number, table in enumerate(parts[part].iter(f"{_W}tbl"))}
    held: Received | None = None
    for node in parts[part].iter(f"{_W}p"):
        if any(True for _ in node.iterancestors(_SKIPPED[-1])):
            continue
        one = _paragraph(node, styles, tables)
        if held is not None and held.cell == one.cell:
            one = _together(held, one)
        elif held is not None:
            yield held
        held = one if one.joined and one.words else None
        if held is None:
            yield one
    if held is not None:
        yield held


def _paragraph(node: Any, styles: Mapping[str, tuple[str, int | None]], tables: Mapping[Any, int]) -> Received:
    style = node.find(f"{_W}pPr/{_W}pStyle")
    named, level = styles.get(style.get(f"{_W}val", ""), ("", None)) if style is not None else ("", None)
    own, language = _level(node.find(f"{_W}pPr")), _language(node)
    row = next(node.iterancestors(f"{_W}tr"), None)
    gone = row.find(f"{_W}trPr/{_W}del") if row is not None else None
    changed = [one for one in (*node.iter(*_GONE, *_COME), *([gone] if gone is not None else ())) if one.get(f"{_W}author")]
    return Received(
        (*(one.get(f"{_W}name", "") for one in node.iter(f"{_W}bookmarkStart")), *_before(node)),
        "" if gone is not None else _clean(_spoken(node)),
        next((one.get(f"{_W}author") for one in changed), ""),
        next((one.get(f"{_W}date", "")[:10] for one in changed), ""),
        tuple(_marks(node, language)),
        tuple(one.get(f"{_W}id", "") for one in node.iter(f"{_W}commentReference")),
        language,
        named.startswith("toc") or _in_contents(node),
        level if own is None else own,
        _cell(node, row, tables),
        any(node.find(f"{_W}pPr/{_W}rPr/{one}") is not None for one in _GONE),
    )


def _together(first: Received, second: Received) -> Received:
    return replace(
        second,
        names=(*first.names, *second.names),
        words=f"{first.words}{'' if first.words.endswith(' ') else ' '}{second.words}".strip(),
        author=first.author or second.author,
        date=first.date or second.date,
        marks=(*first.marks, *second.marks),
        notes=(*first.notes, *second.notes),
        level=first.level,
    )


def rows(found: Sequence[Received], whole: Iterable[int]) -> Iterator[Received]:
    """Yield paragraphs, those of a row of the tables named in one, cells parted by a stroke."""
    tables = set(whole)
    at = 0
    while at < len(found):
        until = at + 1
        if (cell := found[at].cell) is not None and cell[0] in tables:
            while until < len(found) and (other := found[until].cell) is not None and other[:2] == cell[:2]:
                until += 1
            yield _row(found[at:until])
        else:
            yield found[at]
        at = until


def _row(found: Sequence[Received]) -> Received:
    cells: dict[int, list[str]] = {}
    for one in found:
        cells.setdefault(one.cell[2] if one.cell else 0, []).append(one.words)
    words = [" ".join(filter(None, one)) for one in cells.values()]
    return replace(
        found[0],
        names=tuple(name for one in found for name in one.names),
        words=CELL.join(words) if any(words) else "",
        author=next((one.author for one in found if one.author), ""),
        date=next((one.date for one in found if one.date), ""),
        marks=tuple(mark for one in found for mark in one.marks),
        notes=tuple(note for one in found for note in one.notes),
    )


def _cell(node: Any, row: Any, tables: Mapping[Any, int]) -> tuple[int, int, int] | None:
    if row is None:
        return None
    column = next(one for one in node.iterancestors() if one.getparent() is row)
    table = next(row.iterancestors(f"{_W}tbl"))
    return tables[table], table.index(row), row.index(column)


def _level(properties: Any) -> int | None:
    numbers = properties.find(f"{_W}numPr") if properties is not None else None
    level = numbers.find(f"{_W}ilvl") if numbers is not None else None
    return int(level.get(f"{_W}val", "0")) if level is not None else (0 if numbers is not None else None)


def _before(node: Any) -> Iterator[str]:
    """Yield the bookmarks that begin between this paragraph and the one before it, where LibreOffice puts them."""
    previous = node.getprevious()
    while previous is not None and previous.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        if previous.tag == f"{_W}bookmarkStart":
            yield previous.get(f"{_W}name", "")
        previous = previous.getprevious()


def _styles(parts: Mapping[str, Any]) -> dict[str, tuple[str, int | None]]:
    """Return the name of each style, and the level of the list that it sets."""
    styles = parts.get("word/styles.xml")
    found = ((one, one.find(f"{_W}name")) for one in (styles.findall(f"{_W}style") if styles is not None else ()))
    return {
        one.get(f"{_W}styleId", ""): (str(name.get(f"{_W}val", "")).lower(), _level(one.find(f"{_W}pPr")))
        for one, name in found
        if name is not None
    }


def _in_contents(node: Any) -> bool:
    return any(one.find(f"{_W}sdtPr/{_W}docPartObj") is not None for one in node.iterancestors(f"{_W}sdt"))


def _language(node: Any) -> str:
    counts: dict[str, int] = {}
    for run in node.iter(f"{_W}r"):
        tag = run.find(f"{_W}rPr/{_W}lang")
        if tag is not None and (spoken := tag.get(f"{_W}val", "")[:2]):
            counts[spoken] = counts.get(spoken, 0) + len("".join(run.itertext()))
    return max(counts, key=lambda one: counts[one]) if counts else ""


def _spoken(node: Any) -> Iterator[str]:
    """Yield the words of a paragraph, changes accepted, fields and blanks as marks."""
    yield from (f"⟦{mark}⟧" if mark else words for mark, words in _pieces(node))


def _marks(node: Any, language: str) -> Iterator[tuple[str, str, str]]:
    yield from ((mark, _clean([words]), language) for mark, words in _pieces(node) if mark)


def _pieces(node: Any) -> Iterator[tuple[str, str]]:
    """Yield pieces of a paragraph: what stands for a reference, a blank or a number that Word counts, if it is one, and what it prints."""
    depth, instruction, mark, printed = 0, "", "", ""
    for one in _leaves(node):
        if one.tag == f"{_W}fldChar":
            kind = one.get(f"{_W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if kind == "begin" and depth == 1:
                instruction, mark, printed = "", "", ""
            elif kind == "separate" and depth == 1:
                mark = _counted(instruction)
            elif kind == "end" and depth == 0:
                mark = mark or _counted(instruction)
                yield from [(mark, printed)] if mark else []
                mark = ""
        elif one.tag in (f"{_W}instrText", f"{_W}delInstrText"):
            instruction += one.text or ""
        elif one.tag in (f"{_W}fldSimple", f"{_W}sdt"):
            yield from _whole(one)
        elif depth and mark:
            printed += _text(one)
        else:
            yield "", _text(one)


def _whole(node: Any) -> Iterator[tuple[str, str]]:
    """Yield a field or a blank that is one element; nothing where all that stood in it was struck out."""
    mark = _tag(node) if node.tag == f"{_W}sdt" else _counted(node.get(f"{_W}instr", ""))
    words = "".join(said for _, said in _pieces(node))
    if words or next(node.iter(*_GONE), None) is None:
        yield mark, words


def _counted(instruction: str) -> str:
    """Return what stands for a field that refers to a place or counts; nothing for one whose words are the author's."""
    if found := _FIELD.search(instruction):
        return found.group(1)
    return f"={found.group(1)}" if (found := _COUNTED.search(instruction)) else ""


def _text(leaf: Any) -> str:
    if leaf.tag == f"{_W}sym":
        return chr(int(leaf.get(f"{_W}char", "FFFD"), 16))
    return _SIGNS.get(leaf.tag, leaf.text or "")


def _leaves(node: Any) -> Iterator[Any]:
    for child in node:
        if child.tag in _GONE or child.tag in _SKIPPED:
            continue
        if child.tag in _LEAVES or (child.tag == f"{_W}sdt" and _tag(child)):
            yield child
        else:
            yield from _leaves(child)


def _tag(sdt: Any) -> str:
    tag = sdt.find(f"{_W}sdtPr/{_W}tag")
    value = str(tag.get(f"{_W}val", "")) if tag is not None else ""
    return value if value.startswith("blank:") else ""


def _clean(words: Iterable[str]) -> str:
    return re.sub(r"\s+", " ", "".join(words)).strip().translate(_SIGN_FORMS)


def comments(parts: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Return the comments of a file by their ids: words, author, day."""
    part = parts.get("word/comments.xml")
    made: dict[str, tuple[str, str, str]] = {}
    for one in part.findall(f"{_W}comment") if part is not None else ():
        words = _clean(" ".join("".join(text.text or "" for text in line.iter(f"{_W}t")) for line in one.iter(f"{_W}p")))
        made[one.get(f"{_W}id", "")] = (words, one.get(f"{_W}author", ""), one.get(f"{_W}date", "")[:10])
    return made
