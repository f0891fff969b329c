"""Writes a tree of nodes into a PDF as its structure tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

PIXEL = 0.75
"""Points a pixel of CSS has."""
_KEPT_EMPTY = frozenset({"TD", "TH", "TR"})
"""Elements that stay though they hold nothing: without them the columns of a table would not meet."""
_NUMBERING = {"ol": "Decimal", "ul": "Disc", "dl": "UpperAlpha"}


class Content(NamedTuple):
    """A marked piece of a page's content."""

    page: int
    mark: int


K = TypeVar("K", "Node", Content)


@dataclass(eq=False)
class Node:
    """An element of the tree; `element` is that of the page, where it has one."""

    role: str
    element: Any = None
    lang: str = ""
    alt: str = ""
    id: str = ""
    box: tuple[int, float, float, float, float] | None = None
    """Of a figure: its page, left, top, width and height in pixels."""
    parent: Node | None = None
    kids: list[Node | Content] = field(default_factory=list)
    annotations: list[tuple[int, Any]] = field(default_factory=list)
    """Of a link: where it lies, with the number of the page."""
    headers: list[str] = field(default_factory=list)
    """Of a cell: the ids of its header cells."""

    @property
    def of_row(self) -> bool:
        """Say whether this is the header of a row."""
        return self.role == "TH" and self.element.get("scope", "").startswith("row")

    def span(self, name: str) -> int:
        """Return how many columns or rows a cell takes."""
        return int(self.element.get(name, 1))

    def add(self, kid: K, at: int | None = None) -> K:
        """Add a kid, the last one where no place is named; return it."""
        if isinstance(kid, Node):
            kid.parent = self
        self.kids.insert(len(self.kids) if at is None else at, kid)
        return kid

    def below(self, *roles: str) -> Iterator[Node]:
        """Yield the nodes of some roles below this one, in reading order; not those within a table of its own."""
        for kid in self.kids:
            if isinstance(kid, Node):
                if kid.role in roles:
                    yield kid
                elif kid.role != "Table":
                    yield from kid.below(*roles)

    def empty(self) -> bool:
        """Say whether nothing would be lost with this node."""
        return self.role not in _KEPT_EMPTY and not self.annotations and all(isinstance(kid, Node) and kid.empty() for kid in self.kids)

    def first_page(self) -> int | None:
        """Return the page on which it begins; nothing where it holds nothing."""
        for kid in self.kids:
            found = kid.page if isinstance(kid, Content) else kid.first_page()
            if found is not None:
                return found
        return self.annotations[0][0] if self.annotations else None


def write_tree(pdf: Any, document: Node, namespaced: bool, pages: int) -> None:
    """Write the tree; `namespaced` is for PDF 2.0, which names the standard of its roles."""
    import pydyf

    by_mark = pydyf.Dictionary({"Nums": pydyf.Array()})
    pdf.add_object(by_mark)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": by_mark.reference})
    pdf.add_object(root)
    writer = _Writer(pdf)
    top = writer.write(document, root, 0)
    root["K"] = pydyf.Array([top.reference])
    if namespaced:
        space = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String("http://iso.org/pdf2/ssn")})
        pdf.add_object(space)
        root["Namespaces"] = pydyf.Array([space.reference])
        top["NS"] = space.reference
    for number in range(pages):
        marks = writer.marks[number]
        by_mark["Nums"] += [number, pydyf.Array(marks.get(mark, "null") for mark in range(max(marks, default=-1) + 1))]
    for number, (reference, annotation) in enumerate(writer.annotations, pages):
        by_mark["Nums"] += [number, reference]
        annotation["StructParent"] = number
    root["ParentTreeNextKey"] = pages + len(writer.annotations)
    if writer.ids:
        names = sorted(writer.ids)
        root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(part for name in names for part in (pydyf.String(name), writer.ids[name]))})
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    _finish_annotations(pdf)


def _finish_annotations(pdf: Any) -> None:
    """Say of each link where it leads, and that it is printed; take out the places that a link has twice."""
    import pydyf

    dropped = {one.reference for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Drop")}
    for item in pdf.objects:
        if not isinstance(item, pydyf.Dictionary):
            continue
        if "Annots" in item:
            item["Annots"] = pydyf.Array(one for one in item["Annots"] if one not in dropped)
        if item.get("Type") == "/Annot":
            item["F"] = 4
        if said := item.pop("Description", ""):
            item["Contents"] = pydyf.String(said)
        if item.pop("Drop", False):
            item.clear()


@dataclass
class _Writer:
    """Writes nodes; keeps which element each mark and each annotation belongs to."""

    pdf: Any
    marks: dict[int, dict[int, bytes]] = field(default_factory=lambda: defaultdict(dict))
    annotations: list[tuple[bytes, Any]] = field(default_factory=list)
    ids: dict[str, bytes] = field(default_factory=dict)

    def write(self, node: Node, parent: Any, page: int) -> Any:
        """Write a node and all below it; `page` is that of what holds it."""
        import pydyf

        here = node.first_page()
        here = page if here is None else here
        made = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference, "Pg": self.pdf.page_references[here], "K": pydyf.Array()}
        )
        self.pdf.add_object(made)
        self._describe(node, made)
        for number, annotation in node.annotations:
            place = pydyf.Dictionary({"Type": "/OBJR", "Obj": annotation.reference, "Pg": self.pdf.page_references[number]})
            made["K"].append(place)
            self.annotations.append((made.reference, annotation))
        for kid in node.kids:
            if isinstance(kid, Content):
                made["K"].append(self._content(kid, here))
                self.marks[kid.page][kid.mark] = made.reference
            elif not kid.empty():
                made["K"].append(self.write(kid, made, here).reference)
        return made

    def _content(self, content: Content, here: int) -> Any:
        """Return a piece of content as a kid: its mark alone where it stands on the page on which its element begins."""
        import pydyf

        if content.page == here:
            return content.mark
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pdf.page_references[content.page], "MCID": content.mark})

    def _describe(self, node: Node, made: Any) -> None:
        """Say what else is to be known of a node."""
        import pydyf

        if node.role == "Table":
            name_headers(node, f"table-{len(self.ids)}")
        if node.lang:
            made["Lang"] = pydyf.String(node.lang)
        if node.alt:
            made["Alt"] = pydyf.String(node.alt)
        if node.id:
            made["ID"] = pydyf.String(node.id)
            self.ids[node.id] = made.reference
        if attributes := self._attributes(node):
            made["A"] = pydyf.Dictionary(attributes)

    def _attributes(self, node: Node) -> dict[str, Any]:
        import pydyf

        if node.role == "L":
            return {"O": "/List", "ListNumbering": f"/{_NUMBERING.get(node.element.tag, 'None')}"}
        if node.role == "Figure" and node.box:
            page, left, top, width, height = node.box
            paper = self.pdf.objects[int(self.pdf.page_references[page].split()[0])]["MediaBox"][3]
            box = (left * PIXEL, paper - (top + height) * PIXEL, (left + width) * PIXEL, paper - top * PIXEL)
            return {"O": "/Layout", "BBox": pydyf.Array(round(side, 2) for side in box)}
        if node.role not in ("TH", "TD"):
            return {}
        said: dict[str, Any] = {"O": "/Table"}
        if node.role == "TH":
            said["Scope"] = "/Row" if node.of_row else "/Column"
        elif node.headers:
            said["Headers"] = pydyf.Array(pydyf.String(name) for name in node.headers)
        return said | {name: count for name, count in (("ColSpan", node.span("colspan")), ("RowSpan", node.span("rowspan"))) if count > 1}


def name_headers(table: Node, name: str) -> None:
    """Name the header cells of a table, and say of each other cell which are its own: those of its row, and those above it."""
    heads: dict[int, list[str]] = defaultdict(list)
    groups: dict[int, str] = {}
    """The header within the body of the table that holds for the rows below it, by column."""
    held: dict[int, int] = {}
    for number, row in enumerate(table.below("TR")):
        cells = list(_placed(row, held))
        for column, cell in cells:
            cell.id = f"{name}-{number}-{column}" if cell.role == "TH" else ""
        beside = [cell.id for _, cell in cells if cell.id and cell.of_row]
        for column, cell in cells:
            columns = range(column, column + cell.span("colspan"))
            if not cell.id:
                over = (id for one in columns for id in (*heads[one], groups.get(one, "")) if id)
                cell.headers = [*beside, *dict.fromkeys(over)]
            elif not cell.of_row and row.parent is not None and row.parent.role == "THead":
                for one in columns:
                    heads[one].append(cell.id)
            elif not cell.of_row:
                groups |= dict.fromkeys(columns, cell.id)


def _placed(row: Node, held: dict[int, int]) -> Iterator[tuple[int, Node]]:
    """Yield the cells of a row with their columns; `held` tells for how many rows a cell from above still takes a column."""
    column = 0
    for cell in row.below("TH", "TD"):
        while held.get(column):
            held[column] -= 1
            column += 1
        yield column, cell
        for _ in range(cell.span("colspan")):
            held[column] = cell.span("rowspan") - 1
            column += 1
