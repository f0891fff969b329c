"""Writes a draft agreement in one language as a document of Akoma Ntoso 3.0."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element as Element
from markupsafe import Markup

from toolkit.exchange.akoma_ntoso.flow import Flow, parsed
from toolkit.exchange.akoma_ntoso.metadata import Identity, meta
from toolkit.exchange.akoma_ntoso.places import CLAUSE, CLOSING, Places, Position
from toolkit.exchange.akoma_ntoso.xml import append_text, element, written
from toolkit.render.edition import Body, Part, Row

_STATED = {"kind": "docType", "draft-mark": "docStatus"}


@dataclass(frozen=True, slots=True)
class AgreementText:
    """A draft agreement as it is printed in one language."""

    identity: Identity
    body: Body
    """Its words, with citations numbered as paper has them."""
    places: Places
    flow: Flow

    def write(self) -> str:
        """Return the file. Its text is a `doc`: standards of legislation have no type for contracts, and name them so."""
        root = element(None, "akomaNtoso")
        doc = element(root, "doc", name=self.identity.form)
        place = doc  # the metadata name the terms that the text defines: it is made after the text, and stands before it
        self._preface(doc)
        by_kind = {kind: [part for part in self.body.parts if part.kind == kind] for kind in ("preamble", "article", "closing", "annex")}
        self._preamble(doc, by_kind["preamble"])
        main = element(doc, "mainBody")
        for part in by_kind["article"]:
            self._article(main, part)
        self._conclusions(doc, by_kind["closing"])
        if by_kind["annex"]:
            attachments = element(doc, "attachments")
            for part in by_kind["annex"]:
                self._annex(attachments, part)
        doc.insert(0, meta(place, self.identity, terms=self.flow.terms))
        return written(root)

    def _preface(self, doc: Element) -> None:
        preface = element(doc, "preface")
        title = self.body.front.get("title")
        for line in parsed(str(title.cells[0].html)) if title else ():
            if line.tag == "h1":
                self.flow.inline(element(element(element(preface, "longTitle", eId="longTitle"), "p"), "docTitle"), line)
            else:
                paragraph = element(preface, "p")
                said = _STATED.get((line.get("class") or "").split(" ")[0])
                self.flow.inline(element(paragraph, said) if said else paragraph, line)

    def _preamble(self, doc: Element, parts: list[Part]) -> None:
        rows = [row for part in parts for row in part.rows]
        if not rows:
            return
        preamble = element(doc, "preamble")
        recitals: Element | None = None
        for row in rows:
            source = parsed(_html(row))
            if row.name == "recital":
                recitals = element(preamble, "recitals", eId="recs") if recitals is None else recitals
                recital = element(recitals, "recital", eId=f"recs__rec_{len(recitals) + 1}", wId=row.id)
                self.flow.blocks(recital, source, "")
            elif row.name == "agreed":
                self.flow.blocks(element(preamble, "formula", eId="formula_1", name="agreed"), source, "")
            else:
                self.flow.blocks(element(preamble, "container", eId=row.id, wId=row.id, name=row.name), source, "")

    def _article(self, into: Element, part: Part) -> None:
        article = element(into, "article", eId=self.places.sections[part.id], wId=part.id)
        element(article, "num", f"{part.number}.")
        self._heading(article, part)
        self._paragraphs(article, part.rows)

    def _heading(self, into: Element, part: Part) -> None:
        if part.headings:
            self.flow.inline(element(into, "heading"), parsed(str(part.headings[0].html)))

    def _paragraphs(self, into: Element, rows: tuple[Row, ...]) -> None:
        """Append clauses with what stands below them: a clause with points has its own words as their introduction."""
        for clause, below in _clauses(rows, self.places):
            place = self.places.paragraphs[clause.id]
            made, words = self._numbered(into, clause, place)
            self.flow.inline(element(element(made, "intro" if below else "content"), "p"), words)
            for position, row in enumerate(below):
                self._below(made, row, position == len(below) - 1)
            self._define(made, clause.id, place)

    def _below(self, clause: Element, row: Row, last: bool) -> None:
        place = self.places.paragraphs[row.id]
        if place.element == CLOSING and last:
            self.flow.inline(element(element(clause, "wrapUp", eId=place.eid, wId=row.id), "p"), parsed(_html(row))[0])
            return
        if place.element == CLOSING:
            made = element(clause, "hcontainer", eId=place.eid, wId=row.id, name="closing")
            words = parsed(_html(row))[0]
        else:
            made, words = self._numbered(clause, row, place)
        self.flow.inline(element(element(made, "content"), "p"), words)
        self._define(made, row.id, place)

    def _numbered(self, into: Element, row: Row, place: Position) -> tuple[Element, Element]:
        """Append a paragraph with its number; return it, and the words that follow the number."""
        made = element(into, place.element, eId=place.eid, wId=row.id)
        words = parsed(_html(row))[0]
        if len(words) and words[0].tag == "span" and not (words.text or "").strip():
            element(made, "num", "".join(words[0].itertext()))
            rest = words[0].tail or ""
            words.remove(words[0])
            words.text = rest.lstrip(" ")
        return made, words

    def _define(self, made: Element, wid: str, place: Position) -> None:
        for paragraph in made.findall("{*}content/{*}p") + made.findall("{*}intro/{*}p"):
            self.flow.define(paragraph, place.eid, wid)

    def _conclusions(self, doc: Element, parts: list[Part]) -> None:
        if parts:
            conclusions = element(doc, "conclusions")
            for row in (row for part in parts for row in part.rows):
                self.flow.blocks(element(conclusions, "container", eId=row.id, wId=row.id, name=row.name), parsed(_html(row)), row.id)

    def _annex(self, into: Element, part: Part) -> None:
        eid = self.places.sections[part.id]
        attachment = element(into, "attachment", eId=eid, wId=part.id)
        self._heading(attachment, part)
        doc = element(attachment, "doc", name="annex")
        meta(doc, self.identity, f"annex_{eid.rpartition('_')[2]}")
        main = element(doc, "mainBody")
        run: list[Row] = []
        for row in part.rows:
            if row.id in self.places.paragraphs:
                run.append(row)
                continue
            self._paragraphs(main, tuple(run))
            run = []
            self.flow.blocks(main, parsed(_html(row)), eid)
        self._paragraphs(main, tuple(run))
        if not len(main):
            append_text(element(main, "p"), "")


def _html(row: Row) -> str:
    return str(row.cells[0].html).strip() or str(Markup("<p></p>"))


def _clauses(rows: tuple[Row, ...], places: Places) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each clause with the points and paragraphs below it."""
    clause: Row | None = None
    below: list[Row] = []
    for row in rows:
        if places.paragraphs[row.id].element == CLAUSE:
            if clause:
                yield clause, below
            clause, below = row, []
        else:
            below.append(row)
    if clause:
        yield clause, below
