"""Defines recommendations, those who are to act on them, and how anyone can see that they did."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from toolkit.content.choices import LevelRef, OriginRef
from toolkit.content.prose import Prose
from toolkit.content.text import Limit, Text
from toolkit.content.values import ActRef, AddresseeRef, Evidence, FactRef, Item, Record


class Addressee(Item):
    """A body, or several of one sort, that recommendations are addressed to: named once, and so everywhere alike."""

    name: Annotated[Text, Limit(120)]
    """The name in the nominative: «Министерство экономики»."""


class Indicator(Record):
    """How anyone can see whether a recommendation has been followed."""

    measure: Text
    """What is counted or observed."""
    baseline: Text | None = None
    """Where it stands today; figures are named as facts: `{alpha.members_abroad}`."""
    target: Text | None = None
    """What it should be, and by when."""


class Recommendation(Item):
    """A recommendation: what is to be done, by whom, by when, on which basis and why."""

    title: Text
    """What is to be done, as a heading: «Создать общий реестр»."""
    text: Prose
    """What is to be done, in full."""
    rationale: Prose
    """Why it should be done."""
    owner: tuple[AddresseeRef, ...] = ()
    """Who is to act: addressees of `content/addressees.yaml`."""
    addressee: Text | None = None
    """Who is to act, in free words, where no addressee is on record."""
    by_when: Text | None = None
    """The time, or the event, by which it is to be done."""
    cost: Literal["none", "low", "medium", "high"] | None = None
    """What it costs public budgets, by class: no money, staff time, a project, a programme."""
    indicator: Indicator | None = None
    """How anyone can see whether it has been followed."""
    level: LevelRef
    """The level at which somebody has to act."""
    legal_basis: tuple[ActRef, ...] = ()
    """The acts that it rests on, or that would have to be amended."""
    facts: tuple[FactRef, ...] = ()
    """The figures that support it."""
    origin: OriginRef
    """Whether a source says so, or the authors conclude it."""
    evidence: Evidence
    """Where it comes from, or what it was worked out from."""

    @model_validator(mode="after")
    def _somebody_acts(self) -> Self:
        if not self.owner and self.addressee is None:
            raise PydanticCustomError("missing-key", "key `{key}` is missing: a recommendation says who is to act", {
                "key": "owner", "hint": "add `owner: [id]` with an id of content/addressees.yaml, or `addressee: …` in words",
            })  # fmt: skip
        return self
