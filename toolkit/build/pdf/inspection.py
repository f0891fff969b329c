"""Looks at pages that are laid out for what a typesetter would reject: lost words, torn pairs, lone or early lines, notes elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.build.pdf.clipping import clipped
from toolkit.build.pdf.findings import CLIPPED, EARLY, EMPTY, LOST, OVERFULL, PARTED, SHORT, TORN, UNEVEN, WIDOW, Finding
from toolkit.build.pdf.line_ends import early
from toolkit.build.pdf.roles import SVG, Element, Page, words

QUARTER = 0.25
"""A last page with less than this part of it used is nearly empty."""
SLACK = 3.0
"""Pixels by which things may differ that are meant to be the same."""
HANGING = 6.0
"""Pixels by which a line may reach over its column: a comma after a blank hangs, and nobody sees it."""
MARGIN, SHEET_LINE = 30.0, 13.0
"""Pixels above the sheet on the edition, and those that a line of it takes at most."""
EXCERPT = 60
"""Characters that a finding quotes."""
FEW = 2
"""Letters that are too few for the last line of a paragraph."""
SMALL = 0.4
"""A table, a row of one, or a pair of texts that is no higher than this part of a page is not divided."""
_CALL, _MARKER = "::footnote-call", "::footnote-marker"
_ENDS = re.compile(r"[.!?…](?=[\s»”\"')\]\d]*(?:\s|$))")
"""Where sentences end, notes and quotation marks behind them."""


@dataclass(frozen=True)
class Inspection:
    """Pages as they are laid out, and what stands where on them."""

    pages: Sequence[Any]
    page: Page
    said: dict[Element, str] = field(default_factory=lambda: defaultdict(str))
    """The words that are set of each element itself."""
    starts: dict[Element, tuple[int, float]] = field(default_factory=dict)
    """Where the first line of each cell stands: its page, and how far down."""
    lines: dict[Element, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    """The lines of each block, with their pages."""
    ends: list[Finding] = field(default_factory=list)
    """The lines that reach over their column, and those that end too early."""
    bottoms: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    """How far down the text of each page goes."""
    figures: dict[Element, int] = field(default_factory=dict)
    """The page of each drawing."""
    heights: dict[Element, tuple[int, float]] = field(default_factory=dict)
    """The page of each figure with its caption, and how high it is."""
    notes: dict[int, float] = field(default_factory=dict)
    """Where the notes of each page begin."""
    calls: dict[Element, int] = field(default_factory=dict)
    """The page that calls each note."""
    noted: dict[Element, int] = field(default_factory=dict)
    """The page at whose foot each note begins."""
    divided: dict[Element, tuple[set[int], float]] = field(default_factory=lambda: defaultdict(_nowhere))
    """The pages of each table and of each row of one, and how high it is in all."""
    columns: dict[Element, dict[int, str]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(str)))
    """What stands in each cell, page by page."""

    @classmethod
    def of(cls, pages: Sequence[Any], page: Page) -> Inspection:
        """Look at pages."""
        made = cls(pages, page)
        for number, box in enumerate(pages, 1):
            made._look(box, number, None, box.content_box_x() + box.width, noted=True)
        return made

    def findings(self, hidden: frozenset[Element]) -> tuple[Finding, ...]:
        """Return what is wrong, page by page; `hidden` are the elements that the styles do not show."""
        torn = (Finding(TORN, self.starts[row[0]][0], _shortened(words(row))) for row in self.torn())
        uneven = (Finding(UNEVEN, min(self.columns[row[0]]), _shortened(words(row))) for row in self.uneven())
        short = (Finding(SHORT, self.lines[block][-1][0], self.lines[block][-1][1]) for block in self.short())
        found = (*self._lost(hidden), *torn, *uneven, *self._widows(), *short, *self._parted(), *self.ends, *self._clipped())
        return (*sorted(found, key=lambda one: (one.page, one.code)), *self._nearly_empty())

    def page_of(self, letters: str) -> int:
        """Return the first page that has one of some letters; the first of all where only drawings have them."""
        wanted = set(letters)
        return min((number for lines in self.lines.values() for number, said in lines if wanted & set(said)), default=1)

    @property
    def fill(self) -> float:
        """Return the part of the last page that is used, to the hundredth, as it is told."""
        last = self.pages[-1]
        return round(float(max(0.0, self.bottoms[len(self.pages)] - last.content_box_y()) / last.height), 2)

    def torn(self) -> tuple[Element, ...]:
        """Return the rows of two languages whose texts do not begin on one page at one height."""
        rows = dict.fromkeys(self.page.parents[cell] for cell in self.starts)
        return tuple(row for row in rows if self._parallel(row) and not self._level(row))

    def _parallel(self, row: Element) -> bool:
        cells = [cell for cell in row if cell in self.starts]
        return len(cells) > 1 and len({cell.get("lang") for cell in cells}) > 1

    def _level(self, row: Element) -> bool:
        (page, top), *others = (self.starts[cell] for cell in row if cell in self.starts)
        return all(page == other and abs(top - height) <= SLACK for other, height in others)

    def uneven(self) -> tuple[Element, ...]:
        """Return the rows of two languages that go on over a page, and leave it in the middle of different sentences."""
        rows = dict.fromkeys(self.page.parents[cell] for cell in self.columns)
        return tuple(row for row in rows if self._parallel(row) and self._leaves_apart(row))

    def _leaves_apart(self, row: Element) -> bool:
        said = [self.columns[cell] for cell in row if cell in self.columns]
        last = min(max(pages) for pages in said)
        return any(len({_sentences(one, page) for one in said}) > 1 for page in range(min(map(min, said)), last))

    def short(self) -> tuple[Element, ...]:
        """Return the paragraphs whose last line holds a letter or two."""
        return tuple(block for block, lines in self.lines.items() if len(lines) > 1 and 0 < sum(map(str.isalpha, lines[-1][1])) <= FEW)

    def small(self) -> tuple[Element, ...]:
        """Return the tables, the rows of tables and the pairs of texts that are divided over pages and need not be."""
        most = SMALL * min(page.height for page in self.pages)
        uneven = {row for row in self.uneven() if not self._is_grid(row)}
        found = ((element, self._is_grid(element), pages, height) for element, (pages, height) in self.divided.items())
        return tuple(one for one, grid, pages, height in found if len(pages) > 1 and height <= most and (grid or one in uneven))

    def beheaded(self) -> tuple[Element, ...]:
        """Return the rows of data whose name goes on over the page; of the first row of a table the table."""
        parted = (cell for cell, pages in self.columns.items() if cell.tag == "th" and len(pages) > 1 and self._is_grid(cell))
        rows = (self.page.parents[cell] for cell in parted)
        return tuple(self.page.nearest(row, "table") if row is self.page.parents[row][0] else row for row in rows)

    def robbed(self) -> tuple[Element, ...]:
        """Return the notes that no page bears.

        WeasyPrint 70 drops a note when the page has no room for it and what calls it goes on to the next page.
        """
        notes = (one for one in self.page.root.iter() if "note" in one.get("class", "").split())
        return tuple(note for note in notes if any(map(self._is_lost, note.iter())))

    def parted(self) -> tuple[Element, ...]:
        """Return the notes that stand on another page than what calls them."""
        return tuple(filter(self._is_parted, self.calls))

    def _is_parted(self, note: Element) -> bool:
        return note in self.calls and self.noted.get(note, self.calls[note]) != self.calls[note]

    def calling(self, notes: Iterable[Element]) -> tuple[Element, ...]:
        """Return the rows, and outside of tables the paragraphs, that call some notes."""
        return tuple(dict.fromkeys(one for one in map(self._undivided, notes) if one is not None))

    def _undivided(self, note: Element) -> Element | None:
        row = self.page.nearest(note, "tr")
        return self.page.nearest(note, "p", "li", "dd") if row is None else row

    def pushed(self, least: float) -> tuple[Element, ...]:
        """Return the figures that left a gap on the page before theirs, and would fit into it at a smaller size: at `least` that part.

        A network keeps the full measure: its labels are many.
        """
        heights = ((one, page, height) for one, (page, height) in self.heights.items() if "network" not in one.get("class", ""))
        return tuple(one for one, page, height in heights if page > 1 and least * height < self._gap(page - 1) < height)

    def corner(self) -> Element | None:
        """Return the part of the document below which the sheet on the edition has room, where it has a page for itself alone."""
        last = len(self.pages)
        on_last = [block for block, lines in self.lines.items() if lines[-1][0] == last]
        if not on_last or any(self._sheet(block) is None for block in on_last):
            return None
        sheets = Counter(sheet for block, lines in self.lines.items() if (sheet := self._sheet(block)) is not None for _ in lines)
        needed = max(sheets.values()) * SHEET_LINE + MARGIN
        for page in range(last - 1, 0, -1):
            ending = [block for block, lines in self.lines.items() if lines[-1][0] == page and self._sheet(block) is None]
            if ending and self._gap(page) > needed:
                return next((one for one in self.page.around(ending[-1]) if one.tag == "section"), None)
        return None

    def _sheet(self, block: Element) -> Element | None:
        """Return the sheet on the edition that a block stands in."""
        return next((one for one in self.page.around(block) if "provenance" in one.get("class", "").split()), None)

    def _gap(self, page: int) -> float:
        box = self.pages[page - 1]
        return float(self.notes.get(page, box.content_box_y() + box.height) - self.bottoms[page])

    # ── looking ──────────────────────────────────────────────────────────────────────────────────

    def _look(self, box: Any, number: int, cell: Element | None, edge: float, *, noted: bool) -> None:
        from weasyprint.formatting_structure import boxes

        box = getattr(box, "_box", box)
        if isinstance(box, boxes.MarginBox):
            return
        if noted and isinstance(box, (boxes.TableBox, boxes.TableRowBox)):
            self._part(box, number)
        if isinstance(box, boxes.TableCellBox):
            cell, edge = box.element, box.position_x + box.border_width()
        elif isinstance(box, boxes.FootnoteAreaBox) or (isinstance(box, boxes.TableRowGroupBox) and box.is_header):
            noted = False
            self._foot(box, number)
        if noted and box.element is not None and box.element.tag == "figure" and box.element not in self.heights:
            self.heights[box.element] = (number, box.margin_height() if self._first(box, number) else 0.0)
        if isinstance(box, boxes.LineBox):
            self._line(box, number, cell, edge, noted=noted)
        elif isinstance(box, boxes.BlockContainerBox):
            self.ends.extend(Finding(EARLY, number, _shortened(_said(line))) for line in early(box))
        elif box.element is not None and box.element.tag == SVG:
            self._drawing(box, number, cell)
        for child in getattr(box, "children", ()):
            self._look(child, number, cell, edge, noted=noted)

    def _part(self, box: Any, number: int) -> None:
        if box.element is not None:
            pages, height = self.divided[box.element]
            self.divided[box.element] = (pages | {number}, height + box.margin_height())

    def _foot(self, box: Any, number: int) -> None:
        if type(box).__name__ == "FootnoteAreaBox" and box.height:
            self.notes[number] = box.position_y

    def _drawing(self, box: Any, number: int, cell: Element | None) -> None:
        self.figures.setdefault(box.element, number)
        if cell is not None:
            self.starts.setdefault(cell, (number, box.position_y))
        self._down(number, box.position_y + box.margin_height())

    def _line(self, line: Any, number: int, cell: Element | None, edge: float, *, noted: bool) -> None:
        texts = [box for box in line.descendants() if hasattr(box, "text")]
        for box in texts:
            if "::" not in box.element_tag:
                self.said[box.element] += box.text
            elif box.element_tag.endswith(_CALL):
                self.calls[box.element] = number
            elif box.element_tag.endswith(_MARKER):
                self.noted[box.element] = number
        said = "".join(box.text for box in texts).strip()
        if not said:
            return
        if cell is not None:
            self.starts.setdefault(cell, (number, line.position_y))
            self.columns[cell][number] += f"{said} "
        if noted:
            self.lines[line.element].append((number, said))
            self._down(number, line.position_y + line.height)
        right = max(box.position_x + box.width for box in texts if box.text.strip())
        if right > edge + HANGING:
            self.ends.append(Finding(OVERFULL, number, _shortened(said)))

    def _is_grid(self, element: Element) -> bool:
        """Say whether an element is a table of data, or a row in the body of one: the columns of two languages are neither."""
        table = self.page.nearest(element, "table")
        return table is not None and table.get("role") != "presentation" and self.page.nearest(element, "thead") is None

    def _first(self, box: Any, number: int) -> bool:
        """Say whether a box stands at the top of its page."""
        return bool(self.bottoms[number] <= self.pages[number - 1].content_box_y())

    def _down(self, number: int, bottom: float) -> None:
        self.bottoms[number] = max(self.bottoms[number], bottom)

    # ── judging ──────────────────────────────────────────────────────────────────────────────────

    def _lost(self, hidden: frozenset[Element]) -> Iterator[Finding]:
        """Yield the words of elements that no page bears; an element within a hidden one is hidden."""
        near = 1
        for element in self.page.shown(hidden):
            near = next((number for number, _ in self.lines.get(element, ())), near)
            if self._is_lost(element):
                yield Finding(LOST, near, _shortened(_own_words(element)))

    def _parted(self) -> Iterator[Finding]:
        return (Finding(PARTED, self.calls[note], _shortened(words(note))) for note in self.parted())

    def _is_lost(self, element: Element) -> bool:
        return _letters(_own_words(element)) not in _letters(self.said[element])

    def _widows(self) -> Iterator[Finding]:
        for lines in self.lines.values():
            (first, opening), (last, closing) = lines[0], lines[-1]
            counts = [sum(page == number for page, _ in lines) for number in (first, last)]
            if first != last and 1 in counts:
                yield Finding(WIDOW, *((last, _shortened(closing)) if counts[1] == 1 else (first, _shortened(opening))))

    def _clipped(self) -> Iterator[Finding]:
        for figure, number in self.figures.items():
            yield from (Finding(CLIPPED, number, said) for said in clipped(figure))

    def _nearly_empty(self) -> Iterator[Finding]:
        if len(self.pages) > 1 and self.fill < QUARTER:
            yield Finding(EMPTY, len(self.pages), f"{self.fill:.0%}")


def _nowhere() -> tuple[set[int], float]:
    return set(), 0.0


def _said(line: Any) -> str:
    """Return the words of a line."""
    return "".join(box.text for box in line.descendants() if hasattr(box, "text")).strip()


def _own_words(element: Element) -> str:
    """Return the words of an element without those of the elements in it."""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


def _sentences(said: Mapping[int, str], page: int) -> int:
    """Return how many sentences of a cell have ended by the end of a page."""
    return len(_ENDS.findall("".join(words for number, words in said.items() if number <= page)))


def _letters(said: str) -> str:
    """Return the letters and digits of words: hyphens, quotation marks and spaces may change at the end of a line."""
    return "".join(filter(str.isalnum, said)).casefold()


def _shortened(said: str) -> str:
    said = " ".join(said.split())
    return said if len(said) <= EXCERPT else said[: EXCERPT - 1].rstrip() + "…"
