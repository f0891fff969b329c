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
    """The family name: `Porter`."""
    given: Word | None = None
    """The given names, or their initials: `Michael E.`."""
    dropping_particle: Word | None = Field(None, alias="dropping-particle")
    """A particle that falls away where the family name stands alone: `von`."""
    non_dropping_particle: Word | None = Field(None, alias="non-dropping-particle")
    """A particle that stays with the family name: `van`."""
    suffix: Word | None = None
    """What follows the name: `Jr.`."""
    literal: Word | None = None
    """The whole name of a body, in place of family and given name: `World Bank`."""


class SourceForm(Record):
    """The form of a source in another language: translated title, transliterated names."""

    title: Word | None = None
    """The title in that language: `Clusters and Competition`."""
    author: tuple[Name, ...] = ()
    """The authors, as that language spells them."""
    container_title: Word | None = Field(None, alias="container-title")
    """What it stands in, in that language: `Regional Studies`."""
    publisher: Word | None = None
    """The publisher, as that language spells it: `Free Press`."""
    publisher_place: Word | None = Field(None, alias="publisher-place")
    """Where it was published, in that language: `Geneva`."""


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
    """What sort of work it is, in the words of CSL."""
    title: Word
    """The title in the language of the work: `Clusters and Competition`."""
    author: tuple[Name, ...] = ()
    """Who wrote it."""
    editor: tuple[Name, ...] = ()
    """Who edited the book that it stands in."""
    translator: tuple[Name, ...] = ()
    """Who translated it."""
    container_author: tuple[Name, ...] = Field((), alias="container-author")
    """Who wrote the book that the chapter stands in."""
    collection_editor: tuple[Name, ...] = Field((), alias="collection-editor")
    """Who edits the series."""
    original_author: tuple[Name, ...] = Field((), alias="original-author")
    """Who wrote the work that this one is made from."""
    illustrator: tuple[Name, ...] = ()
    """Who drew its pictures."""
    interviewer: tuple[Name, ...] = ()
    """Who asked the questions of an interview."""
    recipient: tuple[Name, ...] = ()
    """Whom a letter was written to."""
    composer: tuple[Name, ...] = ()
    """Who composed it."""
    editorial_director: tuple[Name, ...] = Field((), alias="editorial-director")
    """Who directs the editing."""
    issued: Issued | None = None
    """When it appeared."""
    original_date: Issued | None = Field(None, alias="original-date")
    """When the original appeared."""
    event_date: Issued | None = Field(None, alias="event-date")
    """When the conference or hearing was held."""
    submitted: Issued | None = None
    """When it was submitted or filed."""
    accessed: Day | None = None
    """The day on which somebody read it on the web."""
    container_title: Word | None = Field(None, alias="container-title")
    """The journal, book or website that it stands in: `Regional Studies`."""
    collection_title: Word | None = Field(None, alias="collection-title")
    """The title of the series: `Policy Papers`."""
    volume_title: Word | None = Field(None, alias="volume-title")
    """The title of the volume: `Volume of Cases`."""
    part_title: Word | None = Field(None, alias="part-title")
    """The title of the part: `Methods`."""
    event_title: Word | None = Field(None, alias="event-title")
    """The name of the conference or hearing: `Cluster Days`."""
    event_place: Word | None = Field(None, alias="event-place")
    """Where the conference or hearing was held: `Geneva`."""
    publisher: Word | None = None
    """Who published it: `Free Press`."""
    publisher_place: Word | None = Field(None, alias="publisher-place")
    """Where it was published: `New York`."""
    volume: Word | None = None
    """The volume: `50`."""
    issue: Word | None = None
    """The issue of the journal: `3`."""
    number: Word | None = None
    """The number of a report, an act or a patent: `14`."""
    page: Word | None = None
    """The pages that it stands on: `77-90`."""
    number_of_pages: Word | None = Field(None, alias="number-of-pages")
    """How many pages it has: `240`."""
    number_of_volumes: Word | None = Field(None, alias="number-of-volumes")
    """How many volumes it has: `2`."""
    chapter_number: Word | None = Field(None, alias="chapter-number")
    """The number of the chapter: `4`."""
    collection_number: Word | None = Field(None, alias="collection-number")
    """The number within the series: `12`."""
    part_number: Word | None = Field(None, alias="part-number")
    """The number of the part: `1`."""
    edition: Word | None = None
    """Which edition it is: `2`."""
    version: Word | None = None
    """The version of a program, a standard or a data set: `2.1`."""
    section: Word | None = None
    """The section of the newspaper, act or archive: `2`."""
    supplement_number: Word | None = Field(None, alias="supplement-number")
    """The number of the supplement: `1`."""
    genre: Word | None = None
    """What kind of report or thesis it is: “PhD thesis”."""
    medium: Word | None = None
    """What it is recorded on: `CD-ROM`."""
    authority: Word | None = None
    """The body that issued it, or the court that decided: `Ministry of Economy`."""
    archive: Word | None = None
    """The archive that keeps it: `State Archive`."""
    archive_location: Word | None = None
    """The place within the archive: `f. 12, d. 34`."""
    archive_place: Word | None = Field(None, alias="archive-place")
    """The city of the archive: `Geneva`."""
    call_number: Word | None = Field(None, alias="call-number")
    """The shelf mark in a library: `HD58.8`."""
    status: Word | None = None
    """How far it has come on its way to print: `forthcoming`."""
    dimensions: Word | None = None
    """Its size or length: `90 min`."""
    scale: Word | None = None
    """The scale of a map: `1:50000`."""
    original_title: Word | None = Field(None, alias="original-title")
    """The title of the original: `On Competition`."""
    original_publisher: Word | None = Field(None, alias="original-publisher")
    """Who published the original: `Free Press`."""
    original_publisher_place: Word | None = Field(None, alias="original-publisher-place")
    """Where the original was published: `New York`."""
    container_title_short: Word | None = Field(None, alias="container-title-short")
    """The short title of the journal: `Reg. Stud.`."""
    title_short: Word | None = Field(None, alias="title-short")
    """The short title: `Clusters`."""
    ISBN: Word | None = None
    """The number of a book: `978-5-00000-000-0`."""
    ISSN: Word | None = None
    """The number of a journal or a series: `0028-0836`."""
    PMID: Word | None = None
    """The number in PubMed: `12345678`."""
    PMCID: Word | None = None
    """The number in PubMed Central: `PMC1234567`."""
    DOI: Word | None = None
    """The DOI, without an address before it: `10.1000/182`."""
    URL: Address | None = None
    """Where it stands on the web."""
    custom: SourceNotes = Field(default_factory=SourceNotes)
    """What CSL has no field for."""

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("issued", "accessed"),)
