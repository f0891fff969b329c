"""Tells which structure element of a PDF stands for an element of a page (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Element = Any
"""An element of `xml.etree.ElementTree`, as WeasyPrint keeps a page."""

_INLINE = """a abbr b bdi br cite code em i kbd mark q s small span strong sub sup time u wbr"""
_GROUPING = """Document Part Sect Art Div BlockQuote L LI TOC TOCI Table THead TBody TFoot TR"""
INLINE = frozenset(_INLINE.split())
GROUPING = frozenset(_GROUPING.split())
"""Elements that hold other elements, and no text of their own."""
LABEL = "label"
"""The value of `data-tag` by which a template says that an element is the number of its list item."""
SVG = "{http://www.w3.org/2000/svg}svg"
_PLAIN: Mapping[str, str] = {
    "main": "Part", "section": "Sect", "article": "Art", "blockquote": "BlockQuote", "p": "P", "figure": "Div", "figcaption": "Caption",
    "ul": "L", "ol": "L", "dl": "L", "li": "LBody", "dt": "Lbl", "dd": "LBody", **{f"h{level}": f"H{level}" for level in range(1, 7)},
}  # fmt: skip
_TABLE: Mapping[str, str] = {
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
}  # fmt: skip
_IN_CONTENTS: Mapping[str, str] = {"ul": "TOC", "ol": "TOC", "li": "Reference"}


@dataclass(frozen=True)
class Page:
    """The elements of a page: what holds what, and what each one is in the structure tree."""

    root: Element

    @cached_property
    def parents(self) -> Mapping[Element, Element]:
        """The element that holds each other one."""
        return {child: parent for parent in self.root.iter() for child in parent}

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """Each element that has an id."""
        return {id: element for element in self.root.iter() if (id := element.get("id"))}

    def shown(self, hidden: frozenset[Element]) -> Iterator[Element]:
        """Yield the elements of the body that are printed as text, in order; those within a hidden one are left out."""
        waiting = [self.root.find("body")]
        while waiting:
            element = waiting.pop()
            if element is None or element in hidden or element.tag == SVG:
                continue
            yield element
            waiting.extend(reversed(element))

    def around(self, element: Element) -> Iterator[Element]:
        """Yield an element and all that hold it, the nearest first."""
        while element is not None:
            yield element
            element = self.parents.get(element)

    def nearest(self, element: Element, *tags: str) -> Element | None:
        """Return the nearest of an element and all that hold it that is one of some kinds."""
        return next((one for one in self.around(element) if one.tag in tags), None)

    def link(self, element: Element) -> Element | None:
        """Return the link that an element is or stands in."""
        return next((one for one in self.around(element) if one.tag == "a" and one.get("href")), None)

    def role(self, element: Element) -> str:
        """Return the role of an element, or nothing where what it holds stands for it."""
        tag = element.tag
        if self._is_label(element):
            return "Lbl"
        if tag in _TABLE:
            return self._of_table(element)
        if tag in _IN_CONTENTS and self._in_contents(element):
            return _IN_CONTENTS[tag]
        if tag == "div" and self._in_pairs(element):
            return "LI"
        if tag == "a" and element.get("href"):
            return "Link"
        return _PLAIN.get(tag) or self._of_passage(element)

    def item(self, element: Element) -> tuple[Element, str] | None:
        """Return the element that opens the list item of a part of a list, with the item's role; nothing where none is needed.

        A pair of `dt` and `dd` is an item without an element of its own: the `dt` opens it.
        """
        if element.tag == "li":
            return element, "TOCI" if self._in_contents(element) else "LI"
        if element.tag not in ("dt", "dd") or not self._in_pairs(element):
            return None
        opened = element
        for child in self.parents[element]:
            opened = child if child.tag == "dt" else opened
            if child is element:
                break
        return opened, "LI"

    def _of_table(self, element: Element) -> str:
        table = self.nearest(element, "table")
        if table is not None and table.get("role") == "presentation":
            return "Div" if element.get("lang") else ""
        return _TABLE[element.tag]

    def _in_contents(self, element: Element) -> bool:
        return any(one.tag == "nav" for one in self.around(element))

    def _in_pairs(self, element: Element) -> bool:
        parent = self.parents.get(element)
        return parent is not None and parent.tag == "dl"

    def _is_label(self, element: Element) -> bool:
        return element.get("data-tag") == LABEL and self.nearest(element, "li") is not None

    @staticmethod
    def _of_passage(element: Element) -> str:
        """Return the role of an element that is there for its language, if for anything."""
        if not element.get("lang") or element.tag in ("html", "body"):
            return ""
        return "Span" if element.tag in INLINE else "Div"


def words(element: Element) -> str:
    """Return the words of an element, spaces as they are printed."""
    return " ".join("".join(element.itertext()).split())
