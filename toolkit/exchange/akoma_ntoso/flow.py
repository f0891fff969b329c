"""Turns the words of a page into paragraphs, tables and inline elements of Akoma Ntoso."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import html as lxml_html
from lxml.etree import _Element as Element

from toolkit.exchange.akoma_ntoso.places import Places
from toolkit.exchange.akoma_ntoso.xml import XML_LANG, append_text, element
from toolkit.outline.defined_terms import defined

_INLINE = {"strong": "b", "b": "b", "em": "i", "i": "i", "sub": "sub", "sup": "sup", "u": "u"}
_BLOCKS = frozenset({"p", "div", "table", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "section", "figure", "blockquote"})
_SPANS = ("colspan", "rowspan")
LINE = "________"
"""Stands where a page has a line to write on."""


@dataclass(slots=True)
class Flow:
    """Turns HTML into Akoma Ntoso, for one agreement in one language."""

    places: Places
    language: str
    law: Callable[[str], str]
    """Gives the identifier of an act by the reference of a citation, as `water-code#art_3`."""
    notes: Mapping[int, str] = field(default_factory=dict)
    """The act that each numbered note cites, by its reference."""
    terms: dict[str, str] = field(default_factory=dict)
    """The terms that are defined, by the id that they have in every language."""
    _counts: Counter[str] = field(default_factory=Counter)

    def inline(self, into: Element, source: Element) -> None:
        """Append the words of an element of a page to an element that takes inline ones."""
        append_text(into, source.text)
        for child in source:
            if isinstance(child.tag, str):
                self._put(into, child)
            append_text(into, child.tail)

    def blocks(self, into: Element, source: Element, within: str) -> None:
        """Append the paragraphs, lists and tables of an element of a page; `within` is the eId of the place that they stand in."""
        if not any(child.tag in _BLOCKS for child in source):
            if "".join(source.itertext()).strip() or len(source):
                self.inline(element(into, "p"), source)
            return
        for child in source:
            if child.tag == "table":
                self._table(into, child, within)
            elif child.tag in ("ul", "ol"):
                self._list(into, child)
            elif child.tag == "div" and [one.tag for one in child] == ["dt", "dd"]:
                self._pair(into, child)
            elif child.tag in _BLOCKS:
                self.blocks(into, child, within)

    def define(self, paragraph: Element, eid: str, wid: str) -> None:
        """Mark the terms that a paragraph defines."""
        for position, term in enumerate(defined(_spaced("".join(paragraph.itertext()))), 1):
            id = f"term-{wid}-{position}"
            if _mark(paragraph, term, {"eId": f"{eid}__def_{position}", "refersTo": f"#{id}"}):
                self.terms[id] = term

    def _put(self, into: Element, child: Element) -> None:
        classes = (child.get("class") or "").split()
        if "note" in classes:
            self._note(into, child)
        elif "note-again" in classes:
            number = "".join(child.itertext())
            element(into, "noteRef", href=f"#note_{number}", marker=number)
        elif child.get("data-law"):
            self.inline(element(into, "ref", href=self.law(child.get("data-law", ""))), child)
        elif child.get("data-blank"):
            self._blank(into, child)
        elif "signing-line" in classes:
            append_text(into, LINE)
        elif child.tag == "a":
            self._link(into, child)
        elif child.tag == "br":
            element(into, "br")
        elif child.tag in _INLINE and "note-comma" not in classes:
            self.inline(element(into, _INLINE[child.tag]), child)
        elif (spoken := child.get("lang") or self.language) != self.language:
            self.inline(element(into, "span", **{XML_LANG: spoken}), child)
        else:
            self.inline(into, child)

    def _link(self, into: Element, child: Element) -> None:
        href = child.get("href") or ""
        if not href.startswith("#"):
            self.inline(element(into, "a", href=href) if href else into, child)
        elif target := self.places.of_anchor(href[1:]):
            self.inline(element(into, "ref", href=f"#{target}"), child)
        else:
            self.inline(into, child)

    def _blank(self, into: Element, child: Element) -> None:
        id = child.get("data-blank", "")
        self._counts[id] += 1
        label = "".join(child.itertext()).strip().strip("()")
        made = element(into, "placeholder", eId=f"placeholder_{id}_{self._counts[id]}", wId=id, originalText=label)
        made.text = LINE

    def _note(self, into: Element, child: Element) -> None:
        number = child.get("data-number") or ""
        note = element(into, "authorialNote", eId=f"note_{number}", marker=number, placement="bottom")
        act = self.notes.get(int(number), "")
        for words in child:
            if words.tag == "span":
                paragraph = element(note, "p")
                self.inline(element(paragraph, "ref", href=self.law(act)) if act else paragraph, words)

    def _pair(self, into: Element, pair: Element) -> None:
        term, value = pair
        paragraph = element(into, "p")
        self.inline(paragraph, term)
        append_text(paragraph, ": ")
        self.inline(paragraph, value)

    def _list(self, into: Element, source: Element) -> None:
        made = element(into, source.tag)
        for item in source:
            if item.tag == "li":
                self.inline(element(made, "li"), item)

    def _table(self, into: Element, source: Element, within: str) -> None:
        self._counts[within] += 1
        table = element(into, "table", eId=f"{within}__table_{self._counts[within]}" if within else f"table_{self._counts[within]}")
        for caption in source.iter("caption"):
            self.inline(element(table, "caption"), caption)
        for row in source.iter("tr"):
            made = element(table, "tr")
            for cell in _cells(row):
                spans = {name: cell.get(name, "1") for name in _SPANS if cell.get(name)}
                self.blocks(element(made, cell.tag, **spans), cell, within)


def _cells(row: Element) -> Iterator[Element]:
    yield from (cell for cell in row if cell.tag in ("th", "td"))


def parsed(html: str) -> Element:
    """Return a fragment of a page as a tree, within one element."""
    return lxml_html.fragment_fromstring(html, create_parent="div")


def _spaced(words: str) -> str:
    """Return words with a plain space for each that holds its neighbours together: the same length, so that places stay."""
    return words.replace("\u00a0", " ")


def _mark(paragraph: Element, term: str, attributes: Mapping[str, str]) -> bool:
    """Put an element around the first words of a paragraph that are a term; say whether they stand in one piece."""
    for one in paragraph.iter():
        for where in ("text", "tail"):
            words = getattr(one, where) or ""
            at = _spaced(words).find(term)
            if at < 0 or (where == "tail" and one is paragraph):
                continue
            before, said, after = words[:at], words[at : at + len(term)], words[at + len(term) :]
            made = element(None, "def", **attributes)
            made.text, made.tail = said, after
            setattr(one, where, before)
            if where == "text":
                one.insert(0, made)
            else:
                parent = one.getparent()
                assert parent is not None
                parent.insert(parent.index(one) + 1, made)
                made.tail = after
            return True
    return False
