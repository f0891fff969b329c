"""Reads the paragraphs of a Word file that any program wrote: their bookmarks, words, changes, blanks and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.build.word.xml import W

_W = f"{{{W}}}"
REFERENCE = re.compile(r"⟦([^⟧]*)⟧")
"""A reference or a blank in the words of a paragraph: the bookmark that it leads to, or `blank:NAME`."""
_FIELD = re.compile(r"\b(?:REF|NOTEREF|PAGEREF)\s+(\S+)")
_GONE = (f"{_W}del", f"{_W}moveFrom")
_COME = (f"{_W}ins", f"{_W}moveTo")
_LEAVES = tuple(f"{_W}{one}" for one in ("t", "delText", "fldChar", "instrText", "delInstrText", "br", "tab", "cr", "fldSimple"))


@dataclass(frozen=True, slots=True)
class Received:
    """A paragraph: its bookmarks, its words with changes accepted and rejected, and what else stands in it."""

    names: tuple[str, ...]
    words: str
    before: str
    """The words as they were before the tracked changes."""
    author: str
    date: str
    blanks: Mapping[str, str]
    notes: tuple[str, ...]
    language: str
    contents: bool = False

    @property
    def shown(self) -> str:
        """The words as a reader sees them: what stands in blanks, too."""
        return REFERENCE.sub(lambda found: self.blanks.get(found.group(1), found.group()), self.words)


def received(parts: Mapping[str, Any]) -> Iterator[Received]:
    """Yield the paragraphs of a file in order."""
    styles = _styles(parts)
    for node in parts["word/document.xml"].iter(f"{_W}p"):
        style = node.find(f"{_W}pPr/{_W}pStyle")
        named = styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""
        names = tuple(one.get(f"{_W}name", "") for one in node.iter(f"{_W}bookmarkStart"))
        marks = [one for one in node.iter(*_GONE, *_COME) if one.get(f"{_W}author")]
        notes = tuple(one.get(f"{_W}id", "") for one in node.iter(f"{_W}commentReference"))
        yield Received(
            (*names, *_before(node)),
            _clean(_spoken(node, _GONE)),
            _clean(_spoken(node, _COME)),
            next((one.get(f"{_W}author") for one in marks), ""),
            next((one.get(f"{_W}date", "")[:10] for one in marks), ""),
            dict(_blanks(node)),
            notes,
            _language(node),
            named.startswith("toc") or _in_contents(node),
        )


def _before(node: Any) -> Iterator[str]:
    """Yield the bookmarks that begin between this paragraph and the one before it, where LibreOffice puts them."""
    previous = node.getprevious()
    while previous is not None and previous.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
        if previous.tag == f"{_W}bookmarkStart":
            yield previous.get(f"{_W}name", "")
        previous = previous.getprevious()


def _styles(parts: Mapping[str, Any]) -> dict[str, str]:
    styles = parts.get("word/styles.xml")
    found = ((one, one.find(f"{_W}name")) for one in (styles.findall(f"{_W}style") if styles is not None else ()))
    return {one.get(f"{_W}styleId", ""): str(name.get(f"{_W}val", "")).lower() for one, name in found if name is not None}


def _in_contents(node: Any) -> bool:
    return any(one.find(f"{_W}sdtPr/{_W}docPartObj") is not None for one in node.iterancestors(f"{_W}sdt"))


def _language(node: Any) -> str:
    counts: dict[str, int] = {}
    for run in node.iter(f"{_W}r"):
        tag = run.find(f"{_W}rPr/{_W}lang")
        if tag is not None:
            counts[tag.get(f"{_W}val", "")[:2]] = counts.get(tag.get(f"{_W}val", "")[:2], 0) + len("".join(run.itertext()))
    return max(counts, key=lambda one: counts[one]) if counts else ""


def _spoken(node: Any, gone: Sequence[str]) -> Iterator[str]:
    """Yield the words of a paragraph, fields and blanks as marks; `gone` are the changes that are left out."""
    depth, instruction, told = 0, "", False
    for one in _leaves(node, gone):
        if one.tag == f"{_W}fldChar":
            kind = one.get(f"{_W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if kind == "begin" and depth == 1:
                instruction, told = "", False
            if kind in ("separate", "end") and depth <= 1 and not told and (found := _FIELD.search(instruction)):
                yield f"⟦{found.group(1)}⟧"
                told = True
        elif one.tag in (f"{_W}instrText", f"{_W}delInstrText"):
            instruction += one.text or ""
        elif one.tag == f"{_W}fldSimple":
            if found := _FIELD.search(one.get(f"{_W}instr", "")):
                yield f"⟦{found.group(1)}⟧"
        elif one.tag == f"{_W}sdt":
            yield f"⟦{_tag(one)}⟧"
        elif depth == 0 or not told:
            yield " " if one.tag in (f"{_W}br", f"{_W}tab", f"{_W}cr") else one.text or ""


def _leaves(node: Any, gone: Sequence[str]) -> Iterator[Any]:
    for child in node:
        if child.tag in gone or child.tag in (f"{_W}pPr", f"{_W}rPr", f"{_W}sdtPr"):
            continue
        if child.tag in _LEAVES or (child.tag == f"{_W}sdt" and _tag(child)):
            yield child
        else:
            yield from _leaves(child, gone)


def _tag(sdt: Any) -> str:
    tag = sdt.find(f"{_W}sdtPr/{_W}tag")
    value = str(tag.get(f"{_W}val", "")) if tag is not None else ""
    return value if value.startswith("blank:") else ""


def _blanks(node: Any) -> Iterator[tuple[str, str]]:
    for sdt in node.iter(f"{_W}sdt"):
        if tag := _tag(sdt):
            yield tag, _clean(_spoken(sdt.find(f"{_W}sdtContent"), _GONE)) if sdt.find(f"{_W}sdtContent") is not None else ""


def _clean(words: Iterable[str]) -> str:
    return re.sub(r"\s+", " ", "".join(words)).strip()


def comments(parts: Mapping[str, Any]) -> dict[str, tuple[str, str, str]]:
    """Return the comments of a file by their ids: words, author, day."""
    part = parts.get("word/comments.xml")
    made: dict[str, tuple[str, str, str]] = {}
    for one in part.findall(f"{_W}comment") if part is not None else ():
        words = _clean(f"{text.text or ''}" for text in one.iter(f"{_W}t"))
        made[one.get(f"{_W}id", "")] = (words, one.get(f"{_W}author", ""), one.get(f"{_W}date", "")[:10])
    return made
