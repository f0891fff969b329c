"""Gives every part of an agreement its eId, which is the same in every language, by the anchor that it has on pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.outline.agreement import Piece
from toolkit.outline.model import Block, Section
from toolkit.outline.numbering import Outline

CLAUSE, POINT, SUBCLAUSE, CLOSING = "paragraph", "point", "subparagraph", "wrapUp"
_SHORT = {CLAUSE: "para", POINT: "point", SUBCLAUSE: "subpara", CLOSING: "wrapup"}


@dataclass(frozen=True, slots=True)
class Position:
    """Where a paragraph of an agreement stands: the element that it is, and its eId."""

    element: str
    eid: str


@dataclass(frozen=True, slots=True)
class Places:
    """The eIds of an agreement, by section and by block; they are made of positions alone, so that no language changes them.

    The anchors of pages, which stay when a draft is renumbered, are the wIds beside them.
    """

    sections: Mapping[str, str]
    paragraphs: Mapping[str, Position]

    @classmethod
    def of(cls, outline: Outline) -> Places:
        """Give the sections and paragraphs of an outline their places."""
        sections: dict[str, str] = {}
        paragraphs: dict[str, Position] = {}
        for section in outline.sections:
            if eid := section_eid(section):
                sections[section.id] = eid
                paragraphs |= _paragraphs(section, eid)
        return cls(sections, paragraphs)

    def of_anchor(self, anchor: str) -> str:
        """Return the eId that a link within the page leads to; nothing where it leads out of the agreement."""
        found = self.paragraphs.get(anchor)
        return found.eid if found else self.sections.get(anchor, "")


def section_eid(section: Section) -> str:
    """Return the eId of an article or annex; nothing for other sections, which stand once."""
    prefix = {"article": "art", "annex": "att"}.get(section.kind)
    return f"{prefix}_{section.number}" if prefix else ""


def _paragraphs(section: Section, within: str) -> dict[str, Position]:
    found: dict[str, Position] = {}
    counts: Counter[str] = Counter()
    clause = ""
    for block in section.blocks:
        if not isinstance(block.arguments, Piece):
            continue
        element = element_of(block)
        parent = within if element == CLAUSE else clause
        if element == CLAUSE:
            counts = Counter({CLAUSE: counts[CLAUSE]})
        counts[element] += 1
        eid = f"{parent}__{_SHORT[element]}_{counts[element]}"
        clause = eid if element == CLAUSE else clause
        found[block.id] = Position(element, eid)
    return found


def element_of(block: Block) -> str:
    """Return which element of Akoma Ntoso a paragraph of an agreement is."""
    it = block.arguments
    assert isinstance(it, Piece)
    if it.level == 1:
        return CLAUSE
    return POINT if it.letter is not None else SUBCLAUSE if it.number else CLOSING
