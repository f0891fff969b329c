"""Defines what the other side proposed in its copy of an agreement, and how each proposal was answered."""

from __future__ import annotations

from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.content.rules import Rule, UniqueIds
from toolkit.content.scalars import Language, Word
from toolkit.content.values import Day, Item, Key, Record
from toolkit.content.wording import ParagraphId


class Proposal(Record):
    """One thing that the other side wants: a paragraph reworded, added, moved or struck out, a blank filled in, or a comment."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    """Its id within the file: `p3`."""
    kind: Literal["reword", "add", "move", "strike", "fill", "comment"]
    """What is wanted: other words, a new paragraph, one elsewhere, one struck out, a blank filled in, or a comment alone."""
    paragraph: ParagraphId | None = None
    """The paragraph that it is about; for one that is added, the id that it gets."""
    after: ParagraphId | None = None
    """The paragraph that an added or a moved one follows."""
    blank: Word | None = None
    """The blank that was filled in, as `beta-office.address`: a parameter, or `party.field`."""
    number: Word | None = None
    """The number of the clause in the draft that was sent: `4.2`."""
    ours: dict[Language, Word] = Field(default_factory=dict)
    """What we sent, with placeholders, as content writes it: `{en: Either Party may withdraw.}`."""
    theirs: dict[Language, Word] = Field(default_factory=dict)
    """What came back, as `{en: A Party may withdraw.}`; nothing in a language that was left alone."""
    comment: Word | None = None
    """What stands in the margin: “Please explain”."""
    author: Word | None = None
    """Who made the change, where the file says so: “A. Smith”."""
    date: Day | None = None
    """The day of the change, where the file says so."""
    answer: Literal["accept", "reject", "counter"] | None = None
    """Our answer; left out while it is open."""
    counter: dict[Language, Word] = Field(default_factory=dict)
    """What we answer with, in every language: `{en: Either Party may withdraw by letter.}`."""
    settled: bool = False
    """True once what was accepted or countered stands in the agreement; what is done by hand is marked by hand."""
    position: Word | None = None
    """Our position and why, as “Six months at least”; for the office, never in a file for the other side."""
    owner: Word | None = None
    """Who answers for it in the office, as “A. Ivanova”; never in a file for the other side."""
    deadline: Day | None = None
    """The day by which the office has to answer."""

    @property
    def state(self) -> str:
        """How far it has come: open, accepted, rejected, countered."""
        return {None: "open", "accept": "accepted", "reject": "rejected", "counter": "countered"}[self.answer]

    @model_validator(mode="after")
    def _answers_with_words(self) -> Self:
        if (self.answer == "counter") != bool(self.counter):
            raise PydanticCustomError("proposal-answer", "`answer: counter` and the words of `counter` go together")
        return self


class Proposals(Item):
    """What came back in one file: `content/proposals/ID.yaml`, written by `toolkit import agreement`, answered by us."""

    agreement: Key
    """The agreement, by its id: `alpha-beta`."""
    version: Word
    """The draft that was sent, as `0.2`: a frozen version, or `now`."""
    sender: Word | None = None
    """Who sent the file: “Beta Office”."""
    received: Day | None = None
    """The day on which the file came."""
    file: Word
    """The name of the file: `agreement.docx`."""
    digest: Word
    """The SHA-256 of the file: `9f86d081884c7d65`."""
    items: tuple[Proposal, ...] = ()
    """The proposals, in the order of the file."""
    unplaced: tuple[Word, ...] = ()
    """What differs where no proposal can say it, each with its place, as `['signing: “A. Smith” became “B. Brown”']`: for a person."""

    rules: ClassVar[tuple[Rule, ...]] = (UniqueIds("items"),)
