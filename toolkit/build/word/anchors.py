"""Knows the bookmarks of a document: which place of the page each stands for, and the number that references to it print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import html as lxml_html

NAME_LENGTH = 40
"""Characters that Word allows in the name of a bookmark."""
_PARAGRAPH = re.compile(r"[a-z][a-z0-9-]*(?:\.(?:\d+|closing))?")
_NUMBER = re.compile(r"\d+")
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a place: as its paragraph prints it, and whether a list gives it or a sequence field."""

    printed: str
    listed: bool

    @property
    def short(self) -> str:
        """The number without its full stop, as references print it and as a field gives it."""
        return self.printed.rstrip(".")


@dataclass(slots=True)
class Anchors:
    """The places of a page by id and language."""

    labels: dict[tuple[str, str], Label]
    _names: dict[tuple[str, str], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, page: Any) -> Anchors:
        """Collect the numbers that a page prints beside its headings, clauses, captions and sources."""
        return cls(dict(_labels(page)))

    def name(self, id: str, language: str) -> str:
        """Return the name of the bookmark of a place in a language: `ru_subject_purposes`."""
        key = (id, language)
        if key not in self._names:
            self._names[key] = self._free(bookmark(id, language))
        return self._names[key]

    def _free(self, name: str) -> str:
        number, free = 1, name
        while free.casefold() in self._taken:
            number += 1
            free = f"{name[: NAME_LENGTH - len(str(number)) - 1]}_{number}"
        self._taken.add(free.casefold())
        return free

    def find(self, id: str, language: str) -> tuple[str, Label] | None:
        """Return the bookmark and the number of a place, in the language where it has one there, else in any."""
        tags = [language, *(tag for other, tag in self.labels if other == id)]
        found = next((tag for tag in tags if (id, tag) in self.labels), None)
        return (self.name(id, found), self.labels[id, found]) if found is not None else None


def bookmark(id: str, language: str) -> str:
    """Return the bookmark that a place has when no other has taken the name: letters, digits and underscores, 40 at most."""
    return re.sub(r"\W", "_", f"{language}_{id}")[:NAME_LENGTH]


def bookmarks_of(html: str) -> dict[str, tuple[str, str]]:
    """Return what each bookmark of a page's Word file stands for: the id of a clause, point or heading, and the language."""
    page = lxml_html.document_fromstring(html)
    languages = dict.fromkeys(one.get("lang") for one in page.iter() if isinstance(one.tag, str) and one.get("lang"))
    ids = dict.fromkeys(str(one.get("id")) for one in page.iter("section", "div", "tr") if _PARAGRAPH.fullmatch(one.get("id") or ""))
    return {bookmark(id, language): (id, language) for id in ids for language in languages}


def parent(id: str) -> str:
    """Return the clause that a point belongs to by the point's id: `definitions.3` is a point of `definitions`."""
    head, _, tail = id.rpartition(".")
    return head if tail.isdigit() else ""


def _labels(page: Any) -> Iterator[tuple[tuple[str, str], Label]]:
    last = ""
    for node in page.iter("section", "div", "tr", "li"):
        id = node.get("id") or (last if node.tag == "tr" and "wide" in node.get("class", "") else "")
        last = id or last
        for language, printed, listed in _numbers(node) if id else ():
            yield (id, language), Label(printed, listed)


def _numbers(node: Any) -> Iterator[tuple[str, str, bool]]:
    """Yield language and number of what an element with an id numbers: a section by its heading, a block by what opens it."""
    if node.tag == "section":
        for heading in node.iter("h2"):
            yield from _heading(heading)
        return
    if node.tag == "li" and node.get("id", "").startswith("source-"):
        yield lang(node), f"{node.getparent().index(node) + 1}.", True
        return
    for number in node.iter("span"):
        if number.get("class") in ("caption-number", "recommendation-number"):
            found = _NUMBER.search(words(number))
            if found:
                yield lang(number), found.group(), number.get("class") == "recommendation-number"
    for clause in node.iter("p"):
        if has_class(clause, "clause") and len(clause):
            yield lang(clause), words(clause[0]), True


def _heading(heading: Any) -> Iterator[tuple[str, str, bool]]:
    for number in heading.iter("span"):
        if number.get("class") == "number":
            yield lang(heading), words(number), True
        if number.get("class") == "annex-number" and (found := _NUMBER.search(words(number))):
            yield lang(heading), found.group(), False


def lang(node: Any) -> str:
    """Return the language of an element: its own, or that of what holds it."""
    while node is not None:
        if found := node.get("lang"):
            return str(found)
        node = node.getparent()
    return ""


def words(node: Any) -> str:
    """Return the words of an element, every run of space as one; a space that may not break stays."""
    return _SPACE.sub(" ", "".join(node.itertext())).strip(" ")


def has_class(node: Any, name: str) -> bool:
    """Say whether an element is of a class."""
    return name in (node.get("class") or "").split()
