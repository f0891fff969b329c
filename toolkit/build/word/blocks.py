"""Turns what stands on a page, block by block, into paragraphs, lists and tables of Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from toolkit.build.word.anchors import has_class, words
from toolkit.build.word.fields import complex_field
from toolkit.build.word.inline import Line, Look, spell
from toolkit.build.word.lists import CLAUSE, LEGAL, PARAGRAPH, POINT, TOP
from toolkit.build.word.tables import borderless, table
from toolkit.build.word.writing import Place, Writing
from toolkit.build.word.xml import Element, w

STYLES: Mapping[str, str] = {
    "clause": "Clause", "closing": "ClauseClosing", "recital": "Recital", "agreed": "Agreed", "kind": "DocumentKind",
    "draft-mark": "DraftMark", "copy-mark": "DraftMark", "subtitle": "Subtitle", "remark": "Remark", "seal": "Remark",
    "signature-title": "BlockTitle", "open-points-title": "BlockTitle", "box-title": "BlockTitle", "jurisdiction": "BlockTitle",
    "signature-party": "SignatureParty", "signature-line": "SignatureLine", "recommendation-title": "BlockTitle",
    "figure-value": "FigureValue", "figure-label": "Remark", "source-line": "Remark",
}  # fmt: skip
"""Styles of paragraphs by the class that the page gives them."""
HEADINGS = {"h1": "Title", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3", "h5": "Heading3", "h6": "Heading3"}
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "ul"}
)
HIDDEN = ("figure-table", "print-contents")
"""Classes of what paper does not show, or what has a field of its own."""


class Blocks:
    """Writes the blocks of one document."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self._waiting: list[tuple[str, str, bool]] = []
        self._special: tuple[tuple[Callable[[Any], bool], Callable[[Any, Place], Iterator[Element]]], ...] = (
            (lambda node: any(has_class(node, name) for name in HIDDEN), lambda node, place: iter(())),
            (lambda node: node.tag in HEADINGS, self._heading),
            (lambda node: has_class(node, "clause"), self._clause),
            (lambda node: node.tag in ("ul", "ol"), self._list),
            (lambda node: node.tag == "dl", self._terms),
            (lambda node: node.tag == "table", lambda node, place: table(self, node, place)),
            (lambda node: node.tag == "figure", self._figure),
            (lambda node: has_class(node, "signatures") and place_of(node) == 0, lambda node, place: borderless(self, node, place)),
            (lambda node: has_class(node, "place-date"), self._place_and_date),
            (lambda node: has_class(node, "box"), lambda node, place: self.inside(node, replace(place, style="Box"))),
            (lambda node: node.tag == "blockquote", lambda node, place: self.inside(node, replace(place, style="Quote"))),
        )

    @property
    def width(self) -> int:
        """The width of the text, in twentieths of a point."""
        return self.writing.width

    def write(self, node: Any, place: Place) -> Iterator[Element]:
        """Yield what an element of the page becomes."""
        place = replace(place, language=node.get("lang") or place.language)
        self.await_bookmark(node.get("id"), place.language)
        for matches, make in self._special:
            if matches(node):
                yield from make(node, place)
                return
        if any(child.tag in BLOCKS for child in node):
            yield from self.inside(node, place)
        else:
            line = self.line(node, place)
            if not line.empty:
                yield self.paragraph(line, style_of(node, place), place)

    def inside(self, node: Any, place: Place) -> Iterator[Element]:
        """Yield what an element holds: its blocks, and the words between them as paragraphs."""
        line, look = Line(), Look(place.language)
        line.say(node.text or "", look)
        for child in node:
            if isinstance(child.tag, str) and child.tag in BLOCKS:
                if not line.empty:
                    yield self.paragraph(line, style_of(node, place), place)
                line = Line()
                yield from self.write(child, place)
            elif isinstance(child.tag, str):
                spell(child, look, line, self.writing)
            line.say(child.tail or "", look)
        if not line.empty:
            yield self.paragraph(line, style_of(node, place), place)

    def await_bookmark(self, id: str | None, language: str, *, below_heading: bool = False) -> None:
        """Give the next paragraph the bookmark of an element that begins with it; `below_heading` the next that is no heading."""
        if id:
            self._waiting.append((id, language, below_heading))

    def _bookmarks(self, style: str) -> list[str]:
        """Return the names of the bookmarks that wait for a paragraph of a style; they wait no longer."""
        heading = style.startswith("Heading")
        taken = [one for one in self._waiting if not (heading and one[2])]
        self._waiting = [one for one in self._waiting if heading and one[2]]
        return [self.writing.anchors.name(id, language) for id, language, _ in taken]

    def line(self, node: Any, place: Place) -> Line:
        """Return the words of an element."""
        line = Line()
        spell(node, Look(place.language), line, self.writing, inside=True)
        return line

    def paragraph(self, line: Line, style: str, place: Place, *properties: Element | None) -> Element:
        """Return a paragraph, within the bookmarks that wait for it."""
        content = line.runs()
        for name in reversed(self._bookmarks(style)):
            content = self.writing.bookmarked(name, *content)
        indent = (
            w("ind", left=place.indent)
            if place.indent and not any(one is not None and one.tag.endswith("numPr") for one in properties)
            else None
        )
        return w("p", w("pPr", w("pStyle", val=style), *properties, indent), *content)

    def numbered(self, node: Any, number: Any, name: str, level: int, style: str, place: Place) -> Element:
        """Return a paragraph whose number is given by a list; where none gives it, it stands in the text."""
        printed = words(number)
        listed, lists = f"{name}-{place.language}", self.writing.lists
        properties = lists.number(listed, level, printed, column=bool(place.column))
        line, tail = Line(), number.tail or ""
        if properties is None:
            line.say(printed, Look(place.language))
            line.put(w("r", w("tab")), spaced=True)
        node.remove(number)
        node.text = (node.text or "") + tail
        spell(node, Look(place.language), line, self.writing, inside=True)
        return self.paragraph(line, style, place, properties)

    # ── headings, clauses ────────────────────────────────────────────────────────────────────────

    def _heading(self, node: Any, place: Place) -> Iterator[Element]:
        style = HEADINGS[node.tag]
        if not place.leading and style in ("Title", "Heading1"):
            style = f"{style}Beside"
        if has_class(node, "provenance-title"):
            style = "BlockTitle"
        number = next((one for one in node if one.get("class") in ("number", "annex-number")), None)
        if number is not None and number.get("class") == "number":
            name = LEGAL if words(number).endswith(".") else "sections"
            yield self.numbered(node, number, name, TOP, style, place)
        elif number is not None:
            yield self._sequence(node, number, "Annex", style, place)
        else:
            yield self.paragraph(self.line(node, place), style, place)

    def _sequence(self, node: Any, number: Any, counted: str, style: str, place: Place) -> Element:
        """Return a heading or caption whose number Word counts: “Annex 1. …”, «Таблица 2. …»."""
        line, look = Line(), Look(place.language)
        said = words(number)
        digits = "".join(sign for sign in said if sign.isdigit())
        before, _, after = said.partition(digits)
        line.say(before, look)
        field = complex_field(f"SEQ {counted}_{place.language.replace('-', '_')} \\* ARABIC", digits, look.properties)
        for name in self._bookmarks(style):
            field = self.writing.bookmarked(name, *field)
        line.put(*field)
        line.say(after + (number.tail or ""), look)
        node.remove(number)
        spell(node, look, line, self.writing, inside=True)
        return self.paragraph(line, style, place)

    def _clause(self, node: Any, place: Place) -> Iterator[Element]:
        number = node[0]
        printed = words(number)
        level = (CLAUSE if printed.rstrip(".").count(".") < 2 else PARAGRAPH) if printed[:1].isdigit() else POINT
        yield self.numbered(node, number, LEGAL, level, {CLAUSE: "Clause", POINT: "Point", PARAGRAPH: "SubClause"}[level], place)

    def _place_and_date(self, node: Any, place: Place) -> Iterator[Element]:
        line, look = Line(), Look(place.language)
        for position, one in enumerate(node):
            if position and place.column:
                yield self.paragraph(line, "PlaceAndDate", place)
                line = Line()
            elif position:
                line.put(w("r", w("tab")), spaced=True)
            spell(one, look, line, self.writing)
        yield self.paragraph(line, "PlaceAndDate", place)

    # ── lists, terms, figures ────────────────────────────────────────────────────────────────────

    def _list(self, node: Any, place: Place) -> Iterator[Element]:
        name = node.get("class") or f"list {self.writing.next()}"
        for position, item in enumerate(node.findall("li"), int(node.get("start") or 1)):
            here = replace(place, language=item.get("lang") or place.language)
            self.await_bookmark(item.get("id"), here.language)
            if has_class(item, "recommendation"):
                yield from self._recommendation(item, here)
                continue
            plain = node.tag == "ul" and has_class(node, "plain")
            label = f"{position}." if node.tag == "ol" else ""
            properties = self.writing.lists.number(f"{name}-{here.language}", TOP, label) if label else self.writing.lists.bullet()
            style = "List" if plain else "ListNumber" if label else "ListBullet"
            first = True
            for made in self.inside(item, replace(here, style=style)):
                if first and not plain and properties is not None and made.tag.endswith("}p"):
                    made[0].insert(1, properties)
                first = False
                yield made

    def _recommendation(self, node: Any, place: Place) -> Iterator[Element]:
        title = next((one for one in node if has_class(one, "recommendation-title")), None)
        number = next((one for one in title if has_class(one, "recommendation-number")), None) if title is not None else None
        for child in node:
            if child is title and number is not None:
                yield self.numbered(child, number, "recommendations", TOP, "BlockTitle", place)
            else:
                yield from self.write(child, replace(place, indent=567))

    def _terms(self, node: Any, place: Place) -> Iterator[Element]:
        """Write a list of terms: short ones in a line with what they say, entries of a glossary above it."""
        if has_class(node, "entries"):
            for child in node.iter("dt", "dd"):
                yield from self.write(child, replace(place, style="Term" if child.tag == "dt" else "Definition"))
            return
        for pair in node.iter("dt"):
            line, look = Line(), Look(place.language)
            self._said(pair, replace(look, style="Soft"), line)
            said = pair.getnext()
            filled = said is not None and (len(said) > 0 or words(said) != "")
            line.say((": " if not words(pair).endswith((":", ".", "?")) else " ") if filled else "", look)
            while said is not None and said.tag == "dd":
                if any(child.tag in BLOCKS for child in said) and not versions(said):
                    yield self.paragraph(line, "Terms", place)
                    line = Line()
                    yield from self.inside(said, replace(place, indent=place.indent + 284))
                else:
                    self._said(said, look, line)
                    line.say(" ", look)
                said = said.getnext()
            if not line.empty:
                yield self.paragraph(line, "Terms", place)

    def _said(self, node: Any, look: Look, line: Line) -> None:
        """Spell a term or what is said of it; in several languages one after the other, with a stroke."""
        for number, version in enumerate(versions(node) or [node]):
            if number:
                line.say(" / ", look)
            spell(version, replace(look, language=version.get("lang") or look.language), line, self.writing)

    def _figure(self, node: Any, place: Place) -> Iterator[Element]:
        caption = next(node.iter("figcaption"), None)
        for child in node:
            if child is not caption:
                held, self._waiting = (self._waiting, []) if caption is not None else ([], self._waiting)
                yield from self.write(child, replace(place, style="Figure"))
                self._waiting = held + self._waiting
        if caption is not None:
            yield from self.caption(caption, place)

    def caption(self, node: Any, place: Place) -> Iterator[Element]:
        """Yield the caption of a table or figure, its number counted by Word; in several languages, a paragraph for each."""
        versions = [one for one in node if one.tag == "div"] or [node]
        name = "Figure" if node.tag == "figcaption" else "Table"
        for position, one in enumerate(versions):
            here = replace(place, language=one.get("lang") or place.language)
            yield self.paragraph(self.line(one, here), "Caption", here) if position else self._numbered_caption(one, name, here)

    def _numbered_caption(self, node: Any, name: str, place: Place) -> Element:
        number = next((one for one in node if has_class(one, "caption-number")), None)
        if number is None:
            return self.paragraph(self.line(node, place), "Caption", place)
        return self._sequence(node, number, name, "Caption", place)


def style_of(node: Any, place: Place) -> str:
    """Return the style of a paragraph by its class; that of its place where the class says nothing."""
    return next((style for name, style in STYLES.items() if has_class(node, name)), place.style)


def place_of(node: Any) -> int:
    """Return how deep in tables an element stands."""
    return sum(1 for one in node.iterancestors("table"))


def versions(node: Any) -> list[Any]:
    """Return what an element says in each language, where it holds nothing else and each is a line of words."""
    plain = all(child.tag == "div" and not any(inner.tag in BLOCKS for inner in child) for child in node)
    return list(node) if len(node) > 1 and plain and not (node.text or "").strip() else []
