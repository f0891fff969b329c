"""Holds what the parts of one Word document share while it is written: lists, bookmarks, notes, pictures and running numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from toolkit.build.word.anchors import Anchors
from toolkit.build.word.lists import Lists
from toolkit.build.word.xml import Element, w


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is laid into the document: its bytes, and its size in points."""

    data: bytes
    suffix: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: its language, and whether in a column beside another language, the first or a further one."""

    language: str
    style: str = "BodyText"
    column: int = 0
    columns: int = 1
    """How many stand side by side."""
    indent: int = 0

    @property
    def leading(self) -> bool:
        """Whether headings here are those of the document, which contents and navigation list."""
        return self.column < 2


@dataclass(slots=True)
class Writing:
    """One document while it is written; every number given out is the next one, so that the same page gives the same bytes."""

    anchors: Anchors
    picture: Callable[[str], Picture | None]
    """Gives a picture by the name that the page calls it."""
    lists: Lists = field(default_factory=Lists)
    notes: list[Element] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    """Web addresses, with the id of the relationship of each."""
    pictures: dict[str, tuple[str, Picture]] = field(default_factory=dict)
    """Pictures by name, with the id of the relationship of each."""
    widest: float = 470.0
    """Points that a picture may be wide where it is laid now."""
    width: int = 9360
    """The width of the text, in twentieths of a point."""
    called: dict[str, str] = field(default_factory=dict)
    """Notes by printed number, with the bookmark of the call."""
    _given: int = 0

    def next(self) -> int:
        """Return a number that nothing else in the document has."""
        self._given += 1
        return self._given

    def bookmarked(self, name: str, *content: Element) -> list[Element]:
        """Return content within a bookmark."""
        number = self.next()
        return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]

    def link(self, url: str) -> str:
        """Return the id of the relationship to a web address."""
        return self.links.setdefault(url, f"rIdLink{len(self.links) + 1}")

    def drawn(self, name: str) -> tuple[str, Picture] | None:
        """Return a picture and the id of its relationship; nothing where there is none."""
        if name not in self.pictures:
            found = self.picture(name)
            if found is None:
                return None
            self.pictures[name] = (f"rIdPicture{len(self.pictures) + 1}", found)
        return self.pictures[name]


LANGUAGES: Mapping[str, str] = {"en": "en-GB"}
"""Languages of which the house writes another variety than the likeliest."""
