"""Defines the blocks of an office's papers: letters, comparison tables of amendments, criteria that a cluster is to meet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from toolkit.content.document import Arguments, Placement
from toolkit.content.library import Library
from toolkit.content.prose import Prose
from toolkit.content.records import LegalBasis
from toolkit.content.scalars import LanguageTag, Number
from toolkit.content.text import Limit, Text
from toolkit.content.values import ActRef, Key, Record
from toolkit.outline.numbering import Outline

View = Mapping[str, Any]


class Amendment(Record):
    """One row of a table of amendments."""

    provision: Text | None = None
    """The provision as it is called: «пункт 2»; the label of the provision when left out."""
    act: ActRef
    """The act, or with `act#provision` the provision of it that is amended."""
    now: Prose | None = None
    """The text in force, word for word; left out where the provision is new."""
    proposed: Prose | None = None
    """The text proposed; left out where the provision is to be repealed."""
    reason: Prose
    """Why."""


class AmendmentsArguments(Arguments):
    """A comparison table of amendments: the act, the text now, the text proposed, the reason."""

    placement: ClassVar[Placement] = Placement.WIDE

    caption: Text
    """The words above the table."""
    rows: tuple[Amendment, ...] = Field(min_length=1)
    """The amendments, a row each."""


class Criterion(Record):
    """What a cluster is to meet: a figure of at least some size, so many kinds of members, or a website in a language."""

    label: Annotated[Text, Limit(160)]
    """What is asked for: «Не менее десяти участников»."""
    fact: Key | None = None
    """The name of a figure under `facts:` of the cluster, without the cluster: `participants`."""
    at_least: Number | None = None
    """The least value of the figure."""
    kinds_of_members: Annotated[int | None, Field(ge=1)] = None
    """How many kinds of organisations must be among the members that the sources name."""
    website_in: LanguageTag | None = None
    """The language that the website must have."""


class LetterHeadArguments(Arguments):
    """The head of a letter: who writes, to whom, on what."""

    sender: Text
    """The organisation that writes, and under it what identifies it."""
    address: Text | None = None
    """The postal address of whoever the letter goes to: «ул. Новая, 1, 119000 Москва»."""
    to: tuple[Text, ...] = Field(min_length=1)
    """The addressee, a line each: position, organisation, name."""
    on: Text
    """The heading to the text: «О направлении проекта соглашения»."""


class LetterEndArguments(Arguments):
    """The end of a letter: what is enclosed, who signs, who prepared it."""

    enclosures: tuple[Text, ...] = ()
    """What is sent along, each with its number of sheets and copies."""
    position: Text
    """The position of whoever signs."""
    name: Text | None = None
    """Who signs; left out, a line to be filled in."""
    prepared_by: Text | None = None
    """Who prepared the letter, with a telephone number or an address."""


OFFICE: Mapping[str, type[Arguments]] = {
    "amendments": AmendmentsArguments,
    "letter-head": LetterHeadArguments,
    "letter-end": LetterEndArguments,
}


def amendments(library: Library, outline: Outline, it: AmendmentsArguments) -> View:
    """The rows, each with its act."""
    return {"rows": tuple((row, library.get(LegalBasis, row.act.record)) for row in it.rows)}
