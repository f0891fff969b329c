"""Defines a cited work: every variable of CSL 1.0.2 that a reference may print, by the names that CSL gives them."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from pydantic import Field
from pydantic_core import PydanticCustomError

from toolkit.content.rules import InOrder, Rule
from toolkit.content.scalars import Address, Language, Word
from toolkit.content.text import Text
from toolkit.content.typed import Typed
from toolkit.content.values import Day, Item, Moment, Record, SourceRef


class Issued(Typed, str):
    """When a work appeared: a year, a month or a day, or two of them as `2012/2014`."""

    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["string", "integer"],
        "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?$",
    }

    @classmethod
    def read(cls, value: Any) -> Issued:
        """Read a date of any of the three precisions, or the two ends of a range."""
        ends = [Moment.read(end) for end in value.split("/", 1)] if isinstance(value, str) else [Moment.read(value)]
        if len(ends) == 2 and ends[1] < ends[0][: len(ends[1])]:
            raise PydanticCustomError("impossible-date", "`{value}` ends before it begins", {"value": str(value)})
        return cls("/".join(ends))

    @property
    def date_parts(self) -> tuple[tuple[int, ...], ...]:
        """Year, month and day, as far as known, of the date or of both ends."""
        return tuple(Moment(end).parts for end in self.split("/"))


class Name(Record):
    """A name as CSL has it."""

    family: Word | None = None
    given: Word | None = None
    dropping_particle: Word | None = Field(None, alias="dropping-particle")
    non_dropping_particle: Word | None = Field(None, alias="non-dropping-particle")
    suffix: Word | None = None
    literal: Word | None = None


class SourceForm(Record):
    """The form of a source in another language: translated title, transliterated names."""

    title: Word | None = None
    author: tuple[Name, ...] = ()
    container_title: Word | None = Field(None, alias="container-title")
    publisher: Word | None = None


class SourceNotes(Record):
    """What CSL has no field for."""

    cited_in: SourceRef | None = None
    """The source through which the work was read: its reference says “cited in” that one."""
    forms: dict[Language, SourceForm] = Field(default_factory=dict)
    """By language: how an edition in that language explains the work."""
    note: Text | None = None
    """Editorial note printed after the reference."""


Type = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic", "collection",
    "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure", "graphic", "hearing", "interview",
    "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score", "pamphlet", "paper-conference", "patent",
    "performance", "periodical", "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book",
    "software", "song", "speech", "standard", "thesis", "treaty", "webpage",
]  # fmt: skip
"""The types of CSL 1.0.2."""


class Source(Item):
    """A cited work, with the keys of CSL-YAML."""

    type: Type
    title: Word
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    container_author: tuple[Name, ...] = Field((), alias="container-author")
    collection_editor: tuple[Name, ...] = Field((), alias="collection-editor")
    original_author: tuple[Name, ...] = Field((), alias="original-author")
    illustrator: tuple[Name, ...] = ()
    interviewer: tuple[Name, ...] = ()
    recipient: tuple[Name, ...] = ()
    composer: tuple[Name, ...] = ()
    editorial_director: tuple[Name, ...] = Field((), alias="editorial-director")
    issued: Issued | None = None
    original_date: Issued | None = Field(None, alias="original-date")
    event_date: Issued | None = Field(None, alias="event-date")
    submitted: Issued | None = None
    accessed: Day | None = None
    container_title: Word | None = Field(None, alias="container-title")
    collection_title: Word | None = Field(None, alias="collection-title")
    volume_title: Word | None = Field(None, alias="volume-title")
    part_title: Word | None = Field(None, alias="part-title")
    event_title: Word | None = Field(None, alias="event-title")
    event_place: Word | None = Field(None, alias="event-place")
    publisher: Word | None = None
    publisher_place: Word | None = Field(None, alias="publisher-place")
    volume: Word | None = None
    issue: Word | None = None
    number: Word | None = None
    page: Word | None = None
    number_of_pages: Word | None = Field(None, alias="number-of-pages")
    number_of_volumes: Word | None = Field(None, alias="number-of-volumes")
    chapter_number: Word | None = Field(None, alias="chapter-number")
    collection_number: Word | None = Field(None, alias="collection-number")
    part_number: Word | None = Field(None, alias="part-number")
    edition: Word | None = None
    version: Word | None = None
    section: Word | None = None
    supplement_number: Word | None = Field(None, alias="supplement-number")
    genre: Word | None = None
    """What kind of report or thesis it is: “PhD thesis”."""
    medium: Word | None = None
    authority: Word | None = None
    archive: Word | None = None
    archive_location: Word | None = None
    archive_place: Word | None = Field(None, alias="archive-place")
    call_number: Word | None = Field(None, alias="call-number")
    status: Word | None = None
    dimensions: Word | None = None
    scale: Word | None = None
    original_title: Word | None = Field(None, alias="original-title")
    original_publisher: Word | None = Field(None, alias="original-publisher")
    original_publisher_place: Word | None = Field(None, alias="original-publisher-place")
    container_title_short: Word | None = Field(None, alias="container-title-short")
    title_short: Word | None = Field(None, alias="title-short")
    ISBN: Word | None = None
    ISSN: Word | None = None
    PMID: Word | None = None
    PMCID: Word | None = None
    DOI: Word | None = None
    URL: Address | None = None
    custom: SourceNotes = Field(default_factory=SourceNotes)

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("issued", "accessed"),)
