"""Marks what has changed on the printed page of an edition since another one, clause by clause: words added, words removed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lxml import html as lxml_html

from toolkit.build.word.anchors import has_class, lang, words

INSERTED, DELETED = "inserted", "deleted"
_TOKEN = re.compile(r"<(a|span|sup|sub|small|b|strong|em|i)\b[^>]*>.*?</\1>(?!</small>|</span>)|<[^>]+>|[^\s<]+|\s+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that differs: its id, its language, and how: added, removed, reworded."""

    id: str
    language: str
    kind: str


def redlined(old: str, new: str) -> tuple[str, tuple[Change, ...]]:
    """Return the new page with what differs from the old one marked in it, and the clauses that differ.

    Clauses are matched by id, so that another number alone is no change.
    """
    before, after = (lxml_html.document_fromstring(page) for page in (old, new))
    mine, its = _units(before), _units(after)
    changes: list[Change] = []
    for key, unit in its.items():
        if key not in mine:
            changes += [Change(key, tag, "added") for tag in _mark(unit, INSERTED)]
            continue
        for first, second in zip(_paragraphs(mine[key]), _paragraphs(unit), strict=False):
            if _said(first) != _said(second):
                _reword(first, second)
                changes.append(Change(key, lang(second), "reworded"))
    last = None
    for key, unit in mine.items():
        if key in its:
            last = its[key]
        elif last is not None:
            gone = deepcopy(unit)
            changes += [Change(key, tag, "removed") for tag in _mark(gone, DELETED)]
            gone.attrib.pop("id", None)
            last.addnext(gone)
            last = gone
    page: str = lxml_html.tostring(after, encoding="unicode", doctype="<!doctype html>")
    return page, tuple(dict.fromkeys(changes))


def _units(page: Any) -> dict[str, Any]:
    """Return the blocks of clauses and recitals by their ids, in order."""
    kinds = ("block-clause", "block-recital", "block-parties", "block-agreed", "block-annex-note")
    return {str(node.get("id")): node for node in page.iter("div", "tr") if node.get("id") and any(has_class(node, kind) for kind in kinds)}


def _paragraphs(unit: Any) -> list[Any]:
    return list(unit.iter("p"))


def _mark(unit: Any, kind: str) -> Iterator[str]:
    """Mark every paragraph and heading of a block, and yield the languages of its paragraphs."""
    for node in unit.iter("p", "h2"):
        node.set("class", f"{node.get('class', '')} {kind}".strip())
        if node.tag == "p":
            yield lang(node)


def _said(paragraph: Any) -> str:
    """Return the words of a paragraph without its number, and without the numbers of clauses that it refers to."""
    copy = deepcopy(paragraph)
    if has_class(copy, "clause") and len(copy):
        number = copy[0]
        copy.text = number.tail
        copy.remove(number)
    for reference in copy.iter("a"):
        reference.text = reference.get("href")
    return words(copy)


def _reword(old: Any, new: Any) -> None:
    """Put into a paragraph what the old one said else, struck out."""
    numbered = has_class(new, "clause") and len(new)
    first, second = _inner(old, skip=bool(numbered)), _inner(new, skip=bool(numbered))
    merged = "".join(_merged(_tokens(first), _tokens(second)))
    number = deepcopy(new[0]) if numbered else None
    filled = lxml_html.fragment_fromstring(f"<p>{merged}</p>")
    for child in list(new):
        new.remove(child)
    new.text = ""
    if number is not None:
        number.tail = filled.text
        new.append(number)
    else:
        new.text = filled.text
    new.extend(list(filled))


def _inner(node: Any, *, skip: bool) -> str:
    inside = lxml_html.tostring(node, encoding="unicode", with_tail=False)
    inside = inside[inside.index(">") + 1 : inside.rindex("</")]
    return re.sub(r"^\s*<span>.*?</span>", "", inside, count=1, flags=re.DOTALL) if skip else inside


def _tokens(words_: str) -> list[str]:
    return [found.group() for found in _TOKEN.finditer(words_)]


def _merged(old: list[str], new: list[str]) -> Iterator[str]:
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "".join(new[begin:stop])
            continue
        if end > start:
            yield f"<del>{''.join(old[start:end])}</del>"
        if stop > begin:
            yield f"<ins>{''.join(new[begin:stop])}</ins>"
