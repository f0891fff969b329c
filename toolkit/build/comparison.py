"""Tells what changed between two printed pages of an agreement, clause by clause and language by language, word by word.

Clauses are known by their ids, so another number alone is no change; points and rows of tables, which have no name of their own,
by their words. A reference that leads to the same clause says the same, whatever number it prints.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from lxml import html as lxml_html
from markupsafe import Markup, escape

from toolkit.build.pairing import paired
from toolkit.build.word.anchors import has_class, lang, words

_WORD = re.compile(r"\s+|[^\s\w]|\w+")
_NUMBERED = re.compile(r"\.\d+$")
_ASIDE = ("block-open-points", "block-place-and-date")
"""Blocks that say nothing of their own, or what every version says otherwise."""

Token = tuple[str, str]
"""What a word is compared by, and how it is printed: a reference is compared by where it leads."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, heading or row of a table: its label and its words in each language."""

    id: str
    label: str
    words: Mapping[str, tuple[Token, ...]]

    @property
    def group(self) -> str:
        """The clause or table that it is a numbered part of; nothing for what has an id of its own."""
        return self.id.rpartition(".")[0] if _NUMBERED.search(self.id) else ""

    def said(self, language: str = "") -> tuple[str, ...]:
        """Return what it is compared by, in a language or in all."""
        return tuple(key for tag, tokens in self.words.items() if language in ("", tag) for key, _ in tokens)


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that differs: how, where it stood and stands, the languages in which it differs, and its words with the changes marked."""

    id: str
    kinds: tuple[str, ...]
    before: str
    after: str
    languages: tuple[str, ...]
    marked: Mapping[str, Markup] = field(default_factory=dict)


def changes(old: str, new: str) -> tuple[Change, ...]:
    """Return what differs between two pages, in the order of the new one; what went stands where it stood."""
    before, after = (list(_units(lxml_html.document_fromstring(page))) for page in (old, new))
    pairs = list(_pairs(before, after))
    moved = _moved([(one, other) for one, other in pairs if one and other and not other.group], before)
    return tuple(change for one, other in pairs if (change := _change(one, other, moved)) is not None)


def _change(old: Unit | None, new: Unit | None, moved: frozenset[str]) -> Change | None:
    one = new or old
    assert one is not None
    languages = tuple(dict.fromkeys((*(old.words if old else ()), *(new.words if new else ()))))
    differing = tuple(tag for tag in languages if old is None or new is None or old.said(tag) != new.said(tag))
    kinds = ["added" if old is None else "removed" if new is None else "reworded"] if differing else []
    if new is not None and new.id in moved:
        kinds.insert(0, "moved")
    if not kinds:
        return None
    marked = {tag: _marked(old.words.get(tag, ()) if old else (), new.words.get(tag, ()) if new else ()) for tag in languages}
    return Change(one.id, tuple(kinds), old.label if old else "", new.label if new else "", differing, marked)


def beside(old: str, new: str) -> tuple[Markup, Markup]:
    """Return old words with what the new ones leave out struck, and new words with what they put in marked: each reads as it stands."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    keys = [[" " if one.isspace() else one for one in words] for words in (before, after)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    left, right = Markup(""), Markup("")
    for kind, start, end, begin, stop in matcher.get_opcodes():
        gone, come = "".join(before[start:end]), "".join(after[begin:stop])
        left += Markup("<del>{}</del>").format(gone) if kind != "equal" and gone else escape(gone)
        right += Markup("<ins>{}</ins>").format(come) if kind != "equal" and come else escape(come)
    return left, right


def _marked(old: Sequence[Token], new: Sequence[Token]) -> Markup:
    matcher = SequenceMatcher(None, [key for key, _ in old], [key for key, _ in new], autojunk=False)
    made = Markup("")
    for kind, start, end, begin, stop in matcher.get_opcodes():
        gone, come = ("".join(said for _, said in part) for part in (old[start:end], new[begin:stop]))
        if kind == "equal":
            made += escape(come)
            continue
        made += Markup("<del>{}</del>").format(gone) if gone else ""
        made += Markup("<ins>{}</ins>").format(come) if come else ""
    return made


# ── which belongs to which ───────────────────────────────────────────────────────────────────────


def _pairs(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """Yield every unit with what it was, in the order of the new page; one that went follows what it stood after."""
    before, after = _grouped(old), _grouped(new)
    gone = iter([key for key in before if key not in after])
    waiting = next(gone, None)
    order = list(before)
    for key, units in after.items():
        while waiting is not None and key in before and order.index(waiting) < order.index(key):
            yield from ((one, None) for one in before[waiting])
            waiting = next(gone, None)
        if key not in before:
            yield from ((None, one) for one in units)
        else:
            yield from _within(before[key], units)
    while waiting is not None:
        yield from ((one, None) for one in before[waiting])
        waiting = next(gone, None)


def _grouped(units: Iterable[Unit]) -> dict[str, list[Unit]]:
    """Return units by the clause that they belong to: its own words first, then its points."""
    return {key: list(some) for key, some in groupby(units, lambda one: one.group or one.id)}


def _within(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """Yield the paragraphs of one clause with what they were: those of the same words first, then those most alike, in order."""
    if old and new and not old[0].group and not new[0].group:
        yield old[0], new[0]
        old, new = old[1:], new[1:]
    yield from paired(old, new, Unit.said, _likeness)


def _likeness(old: Unit, new: Unit) -> float:
    return SequenceMatcher(None, old.said(), new.said(), autojunk=False).ratio()


def _moved(pairs: Sequence[tuple[Unit, Unit]], before: Sequence[Unit]) -> frozenset[str]:
    """Return the ids of the fewest units that must be taken elsewhere to turn the old order into the new."""
    places = {id(one): number for number, one in enumerate(before)}
    sequence = [places[id(old)] for old, _ in pairs]
    tails: list[int] = []
    ends: list[int] = []
    earlier: list[int | None] = []
    for index, place in enumerate(sequence):
        at = bisect_left(tails, place)
        earlier.append(ends[at - 1] if at else None)
        tails[at : at + 1], ends[at : at + 1] = [place], [index]
    kept: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = earlier[step]
    return frozenset(new.id for index, (_, new) in enumerate(pairs) if index not in kept)


# ── what a page says ─────────────────────────────────────────────────────────────────────────────


def units(html: str) -> Iterator[tuple[Unit, str]]:
    """Yield what a page says, unit by unit, each with the HTML that it stands in."""
    page = lxml_html.document_fromstring(html)
    blocks = {str(one.get("id")): one for one in page.iter("div", "tr") if has_class(one, "block") and one.get("id")}
    for unit in _units(page):
        node = blocks.get(unit.id)
        yield unit, lxml_html.tostring(node, encoding="unicode") if node is not None else ""


def _units(page: Any) -> Iterator[Unit]:
    """Yield the title, then headings and blocks in order, each once; parts of a table row by row."""
    fronts = [one for one in page.iter("div") if has_class(one, "front-cell")]
    titles = [one for front in fronts for one in front.iter("h1")] or list(page.iter("h1"))[:1]
    yield Unit("title", "", {lang(one): _tokens(one) for one in titles})
    clause = ""
    for node in page.iter("section", "div", "tr"):
        if node.tag == "section":
            found = [one for one in node.iter("h2") if next(one.iterancestors("section")) is node]
            if node.get("id") and found:
                yield Unit(f"heading {node.get('id')}", _label(found[0]), {lang(one): _tokens(one) for one in found})
        elif has_class(node, "block") and node.get("id") and not any(has_class(node, name) for name in _ASIDE):
            made = _unit(node, clause)
            clause = made.label if made.label[:1].isdigit() and not made.group else clause
            yield from _rows(node, made) if any(True for _ in node.iter("table")) else [made]


def _unit(node: Any, clause: str) -> Unit:
    own = [one for one in node.iter("p") if has_class(one, "clause") and len(one)]
    label = words(own[0][0]).rstrip(".") if own else ""
    label = label if not label or label[0].isdigit() else f"{clause} {label}"
    return Unit(str(node.get("id")), label or _section(node), _by_language(node))


def _rows(node: Any, whole: Unit) -> Iterator[Unit]:
    """Yield the rows of a table as units of their own: they have no names, and are told apart by their words."""
    rows = [row for table in node.iter("table") for row in table.iter("tr") if row.getparent().tag == "tbody"]
    for number, row in enumerate(rows, 1):
        yield Unit(f"{whole.id}.{number}", whole.label, _by_language(row))


def _section(node: Any) -> str:
    section = next((one for one in node.iterancestors("section") if one.get("id")), None)
    heading = next(section.iter("h2"), None) if section is not None else None
    return _label(heading) if heading is not None else ""


def _label(heading: Any) -> str:
    number = next((one for one in heading if one.get("class") in ("number", "annex-number")), None)
    return words(number).rstrip(".") if number is not None else ""


def _by_language(node: Any) -> dict[str, tuple[Token, ...]]:
    found: dict[str, list[Token]] = {}
    for language, token in _spoken(node, lang(node)):
        found.setdefault(language, []).append(token)
    return {tag: _trimmed(tokens) for tag, tokens in found.items() if any(key.strip() for key, _ in tokens)}


def _tokens(node: Any) -> tuple[Token, ...]:
    return _trimmed([token for _, token in _spoken(node, lang(node))])


def _trimmed(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return words with every run of space as one, none at either end."""
    spaced = [(" ", " ") if not key.strip(" \n\t") else (key, said) for key, said in tokens]
    made = [one for number, one in enumerate(spaced) if one[0] != " " or (number and spaced[number - 1][0] != " ")]
    while made and made[-1][0] == " ":
        made.pop()
    return tuple(made)


def _spoken(node: Any, language: str) -> Iterator[tuple[str, Token]]:
    """Yield the words of an element with their languages; numbers of paragraphs, notes and headings are left out."""
    yield from ((language, (one, one)) for one in _WORD.findall(node.text or ""))
    for number, child in enumerate(node):
        if not isinstance(child.tag, str) or child.tag == "h2":
            continue
        spoken = child.get("lang") or language
        numbers = number == 0 and child.tag == "span" and (has_class(node, "clause") or node.tag == "h2")
        if child.tag == "a" and child.get("href", "").startswith("#"):
            yield spoken, (child.get("href"), words(child))
        elif child.tag == "br":
            yield spoken, (" ", " ")
        elif not numbers and not has_class(child, "note") and not has_class(child, "note-again"):
            yield from _spoken(child, spoken)
            if child.tag in ("p", "div", "td", "li"):
                yield spoken, (" ", " ")
        yield from ((language, (one, one)) for one in _WORD.findall(child.tail or ""))
