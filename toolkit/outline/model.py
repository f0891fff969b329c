"""Defines the parts of an outline: sections, blocks and what a cross-reference may lead to."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.content.document import Placement
from toolkit.content.text import Text
from toolkit.core.diagnostics import Place

NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Target:
    """What a cross-reference leads to: its anchor, its noun and its number."""

    id: str
    kind: str
    number: str
    letter: int | None = None
    within: str = ""
    """The number of the annex that a clause stands in."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of an outline: the template `blocks/NAME.html` with its arguments, and what a reference to it prints."""

    id: str
    name: str
    arguments: object
    target: Target | None = None
    place: Place = NOWHERE
    placement: Placement = Placement.COLUMN
    late: bool = False
    lists_others: bool = False

    @property
    def drawn(self) -> bool:
        """Say whether the block draws: an edition in several languages has one drawing, with the words of each."""
        return bool(getattr(self.arguments, "drawn", False))

    @property
    def reusable(self) -> bool:
        """Say whether readers can take it away: a figure or a table of values that has a number."""
        return self.target is not None and (self.drawn or bool(getattr(self.arguments, "reusable", False)))


@dataclass(frozen=True, slots=True)
class Section:
    """A headed run of blocks."""

    id: str
    kind: str
    number: str
    title: Text | None
    blocks: tuple[Block, ...]
