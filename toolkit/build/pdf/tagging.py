"""Writes the structure tree of a PDF by the elements of its page, where WeasyPrint writes it by the boxes of its layout.

One element of the page is one element of the tree, however many pages it goes over: a table is one table with one head, a link is one
link, a list keeps its items whatever its marks look like, and each passage names its language. WeasyPrint 70 makes a
table or list of every page, loses the items of lists without marks, and knows one language for the whole file
(Kozea/WeasyPrint#1695). What repeats or frames the text (running heads, the head of a table on its next pages) is an artifact.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from toolkit.build.pdf.roles import GROUPING, INLINE, SVG, Element, Page, words
from toolkit.build.pdf.structure_tree import Content, Node, write_tree

LONGEST_DESCRIPTION = 120
"""Characters by which a link says where it leads: the author and title of a source fit."""
_CALL, _MARKER = "footnote-call", "footnote-marker"
HEAD, FOOT, LAYOUT = "Header", "Footer", "Layout"


@lru_cache(maxsize=1)
def use_our_tags() -> None:
    """Put this module in the place of WeasyPrint's tags, once in the life of a worker."""
    import weasyprint.pdf

    weasyprint.pdf.add_tags = add_tags


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Sequence[Any]) -> None:
    """Add the structure tree to a PDF; WeasyPrint calls this when every page is drawn."""
    pages = [page._page_box for page in document.pages]
    root = next(box.element for page in pages for box in _below(page) if box.element_tag == "html")
    tree = _Tree(Page(root))
    for number, (page, stream) in enumerate(zip(pages, page_streams, strict=True)):
        tree.read(page, number, stream)
    write_tree(pdf, tree.document, str(pdf_version) >= "2.0", len(pages))


def _below(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)
    yield box
    for child in getattr(box, "children", ()):
        yield from _below(child)


@dataclass
class _Tree:
    """The tree as it grows, page by page."""

    page: Page
    document: Node = field(default_factory=lambda: Node("Document"))
    _nodes: dict[tuple[Element, str], Node] = field(default_factory=dict)
    _heads: dict[Element, int] = field(default_factory=dict)
    """The page on which the head of each table was first seen."""

    def read(self, page_box: Any, number: int, stream: Any) -> None:
        """Add what stands on a page; what is not in the tree becomes an artifact."""
        marks: dict[int, str] = {}
        self._read(page_box, number, stream._tags, marks, "")
        _unmark(stream, marks)

    def _read(self, box: Any, number: int, tags: dict[Any, Any], marks: dict[int, str], artifact: str) -> None:
        from weasyprint.formatting_structure import boxes

        box = getattr(box, "_box", box)
        if isinstance(box, boxes.MarginBox):
            artifact = HEAD if box.at_keyword.startswith("@top") else FOOT
        elif isinstance(box, boxes.TableRowGroupBox) and box.is_header and self._heads.setdefault(box.element, number) != number:
            artifact = LAYOUT
        if getattr(box, "link_annotation", None):
            self._link(box, number, artifact)
        if isinstance(box, boxes.TableCellBox) and not artifact:
            self._node(box.element)
        if box in tags:
            mark = tags.pop(box)["mcid"]
            owner = None if artifact else self._owner(box, number)
            if owner is None:
                marks[mark] = artifact or LAYOUT
            else:
                owner.add(Content(number, mark))
        for child in getattr(box, "children", ()):
            self._read(child, number, tags, marks, artifact)

    def _owner(self, box: Any, number: int) -> Node | None:
        """Return the node that a piece of content belongs to; nothing where it belongs to none."""
        element, pseudo = box.element, box.element_tag.partition("::")[2]
        if element.tag in ("img", SVG):
            return self._figure(box, number)
        if pseudo == _CALL:
            note = self._note(element)
            return self._named(element, _CALL, "Reference", before=note)
        if pseudo == _MARKER:
            return self._named(element, _MARKER, "Lbl", self._note(element), first=True)
        if pseudo == "marker":
            return self._named(element, pseudo, "Lbl", self._item(element), first=True)
        node = self._node(element)
        if node.role in GROUPING and (pseudo or not box.text.strip()):
            return None  # a dot or a space between items
        return self._holder(element, node)

    def _holder(self, element: Element, node: Node) -> Node:
        """Return the node for a text of an element: a paragraph of its own where its node holds none."""
        if node.role not in GROUPING:
            return node
        block = next(one for one in self.page.around(element) if one.tag not in INLINE)
        last = self._nodes.get((block, "p"))
        if last is None or node.kids[-1] is not last:
            last = self._nodes[block, "p"] = node.add(Node("P"))
        return last

    def _named(
        self, element: Element, name: str, role: str, parent: Node | None = None, *, first: bool = False, before: Node | None = None
    ) -> Node:
        """Return the node of a part of an element that the page has no element for; made where it is not there yet."""
        found = self._nodes.get((element, name))
        if found is None:
            found = self._nodes[element, name] = Node(role)
            holder = before.parent if before else parent
            assert holder is not None
            holder.add(found, at=0 if first else holder.kids.index(before) if before else None)
        return found

    def _note(self, element: Element) -> Node:
        """Return the node of a note: it stands after its call, wherever on the page it is printed."""
        found = self._nodes.get((element, ""))
        if found is None:
            outer = self.page.parents[element]
            found = self._nodes[element, ""] = self._holder(outer, self._node(outer)).add(Node("Note"))
            found.id = f"note-{len(self._nodes)}"
        return found

    def _item(self, element: Element) -> Node:
        self._node(element)
        found = self.page.item(element)
        assert found is not None
        return self._nodes[found[0], "item"]

    def _node(self, element: Element) -> Node:
        """Return the node of an element, or of what holds it where it has none of its own."""
        if (found := self._nodes.get((element, ""))) is not None:
            return found
        role, parent = self.page.role(element), self.page.parents.get(element)
        above = self.document if parent is None else self._node(parent)
        if not role:
            self._nodes[element, ""] = above
            return above
        if role == "Lbl" and element.tag not in ("dt", "li"):
            listed = self.page.nearest(element, "li")
            made = self._item(listed).add(Node(role), at=0)
        else:
            if opened := self.page.item(element):
                if (above_item := self._nodes.get((opened[0], "item"))) is None:
                    above_item = self._nodes[opened[0], "item"] = above.add(Node(opened[1]))
                above = above_item
            if role in ("Span", "Link") and above.role in GROUPING:
                above = self._holder(parent, above)
            made = above.add(Node(role))
        made.element, made.lang = element, element.get("lang", "")
        self._nodes[element, ""] = made
        return made

    def _figure(self, box: Any, number: int) -> Node | None:
        """Return the node of a picture; nothing for one that only adorns."""
        element = box.element
        if element.get("aria-hidden") == "true" or (element.tag == "img" and element.get("alt") == ""):
            return None
        parent = self.page.parents[element]
        role = "Formula" if element.get("class") == "formula-drawn" else "Figure"
        node = self._named(element, "", role, self._node(parent))
        title = element.find(f"{SVG[:-3]}title")
        node.alt = element.get("alt", "") if title is None else words(title)
        node.lang = element.get("lang", "")
        node.box = (number, box.content_box_x(), box.content_box_y(), box.width, box.height)
        return node

    def _link(self, box: Any, number: int, artifact: str) -> None:
        """Give a link its place on the page; the parts of a link lie in places of their own only where they stand outside of it."""
        element = self.page.link(box.element)
        annotation = box.link_annotation
        if element is None or artifact:
            annotation["Drop"] = True
            return
        node = self._node(element)
        rect = annotation["Rect"]
        if any(page == number and _inside(rect, other["Rect"]) for page, other in node.annotations):
            annotation["Drop"] = True
            return
        annotation["Description"] = self._description(element)
        node.annotations.append((number, annotation))

    def _description(self, link: Element) -> str:
        """Return where a link leads in words: its own, or those of its target where they are but a number."""
        said = words(link)
        if not any(map(str.isalpha, said)):
            target = self.page.by_id.get(link.get("href", "").removeprefix("#"))
            heading = None if target is None else target.find(".//h2")
            said = said if target is None else words(target if heading is None else heading)
        return textwrap.shorten(said, LONGEST_DESCRIPTION, placeholder="…")


def _inside(inner: Sequence[float], outer: Sequence[float], slack: float = 1.5) -> bool:
    (left, top, right, bottom), (x1, y1, x2, y2) = inner, outer
    return (
        min(x1, x2) - slack <= min(left, right) and max(left, right) <= max(x1, x2) + slack
        and min(y1, y2) - slack <= min(top, bottom) and max(top, bottom) <= max(y1, y2) + slack
    )  # fmt: skip


def _unmark(stream: Any, marks: Mapping[int, str]) -> None:
    """Make artifacts of marked pieces of a page's content."""
    import pydyf

    for at, item in enumerate(stream.stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in marks:
            kind = marks[item["MCID"]]
            stream.stream[at - 1] = "/Artifact"
            said = {"Type": "/Layout"} if kind == LAYOUT else {"Type": "/Pagination", "Subtype": f"/{kind}"}
            stream.stream[at] = pydyf.Dictionary(said)
