"""Defines the records of the library, a class for each kind of content; the JSON Schemas are made from these."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from toolkit.content.agreements import Parameter, Party, Topic
from toolkit.content.choices import (
    ActTypeRef,
    ClusterStatusRef,
    Country,
    GroupKindRef,
    LinkKindRef,
    LinkStatusRef,
    OrganisationKindRef,
    OriginRef,
    SettingRef,
)
from toolkit.content.facts import Fact
from toolkit.content.prose import Prose
from toolkit.content.rules import Different, InOrder, Rule
from toolkit.content.scalars import Address, LanguageTag, Word
from toolkit.content.text import Limit, Text
from toolkit.content.units import Unit
from toolkit.content.values import ID, ActRef, AnyRef, ClusterRef, Day, EntityRef, Evidence, Item, Moment, ProgrammeRef, Record
from toolkit.content.works import Source

# ── Law ──────────────────────────────────────────────────────────────────────────────────────────


class Provision(Record):
    """A part of an act that documents rest on."""

    label: Text
    """How it is cited: «статья 92» / “Article 92”."""
    says: Prose
    """What it says, in our own words."""


class Amendment(Record):
    """The edition of an act that is used."""

    date: Day
    in_force: Day | None = None

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("date", "in_force"),)


class LegalBasis(Item):
    """An act: who adopted it, when it holds, and the provisions used."""

    jurisdiction: Country
    type: ActTypeRef
    designation: Text
    """Type and issuer as they open the citation: «Указ Президента»."""
    title: Text | None = None
    """Official title, without quotation marks."""
    short: Annotated[Text, Limit(60)]
    """Name used in prose and tables."""
    number: Word | None = None
    number_latin: Word | None = None
    """The number in Latin letters, for languages that write with them."""
    place_signed: Text | None = None
    """Where a treaty was signed, ready for print: «г. Астана»."""
    adopted: Day | None = None
    in_force: Day | None = None
    amended: Amendment | None = None
    expires: Day | None = None
    repealed: Day | None = None
    replaced_by: ActRef | None = None
    lapsed: Literal["note"] | None = None
    """Note: the act is cited as history after it has run out; every citation says so, and no warning is given."""
    checked_on: Day | None = None
    url: Address | None = None
    summary: Prose | None = None
    provisions: dict[str, Provision] = Field(default_factory=dict)
    evidence: Evidence
    note: Text | None = None

    rules: ClassVar[tuple[Rule, ...]] = (
        InOrder.of("adopted", "in_force", "expires"),
        InOrder.of("adopted", "in_force", "repealed"),
        InOrder.of("adopted", "amended.date"),
        InOrder.of("adopted", "checked_on"),
    )


class Programme(Item):
    """A state programme, project or list."""

    name: Text
    country: Country | None = None
    start: Moment | None = None
    end: Moment | None = None
    act: ActRef | None = None
    summary: Prose
    evidence: Evidence
    note: Text | None = None

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("start", "end"),)


# ── Clusters, organisations and what binds them ──────────────────────────────────────────────────


class Cluster(Item):
    """A cluster: what it is, where it is, its figures."""

    name: Text
    short: Annotated[Text, Limit(30)]
    """Name in tables and figures: «Северный»."""
    countries: tuple[Country, ...] = Field(min_length=1)
    region: Text | None = None
    founded: Moment | None = None
    status: ClusterStatusRef = ClusterStatusRef("unknown")
    scope: Literal["national", "transboundary", "transnational"] = "national"
    borders: tuple[Country, ...] = ()
    """Countries that its region borders on: they tell transboundary from transnational cooperation."""
    specialisation: Text | None = None
    website: Address | None = None
    website_languages: tuple[LanguageTag, ...] = ()
    """The languages of the website, where somebody has looked: `[ru, en]`."""
    profile: Literal["full", "overview"] = "overview"
    """Full: a profile of its own; overview: a row of the overview document."""
    summary: Prose
    strengths: tuple[Text, ...] = ()
    gaps: tuple[Text, ...] = ()
    """What the sources leave open, or what is missing."""
    facts: dict[Annotated[str, Field(pattern=f"^{ID.pattern}$")], Fact] = Field(default_factory=dict)
    legal_bases: tuple[ActRef, ...] = ()
    programmes: tuple[ProgrammeRef, ...] = ()
    evidence: tuple[Evidence, ...]


class Group(Item):
    """A grouping of clusters, as data: a typology and what falls under it."""

    name: Text
    kind: GroupKindRef
    description: Prose
    clusters: tuple[ClusterRef, ...] = ()
    evidence: Evidence
    note: Text | None = None


class Organisation(Item):
    """A company, university, institute, government body or international organisation."""

    name: Text
    short: Annotated[Text | None, Limit(50)] = None
    kind: OrganisationKindRef
    countries: tuple[Country, ...] = ()
    country_basis: Literal["stated", "general-knowledge", "unknown"] = "stated"
    city: Text | None = None
    role: Text | None = None
    evidence: Evidence
    note: Text | None = None


class Link(Item):
    """A relation between two records: kind, direction, status and source."""

    source: EntityRef = Field(alias="from")
    target: EntityRef = Field(alias="to")
    kind: LinkKindRef
    status: LinkStatusRef
    description: Text
    """One sentence for tables and text alternatives."""
    evidence: Evidence
    note: Text | None = None

    rules: ClassVar[tuple[Rule, ...]] = (Different("from", "to"),)


class Term(Item):
    """A defined term of the glossary."""

    term: Text
    definition: Prose
    evidence: Evidence
    note: Text | None = None


class SuccessFactor(Item):
    """What made international clusters work elsewhere."""

    title: Text
    text: Prose
    setting: SettingRef = SettingRef("general")
    origin: OriginRef = OriginRef("source")
    evidence: Evidence


class Correction(Item):
    """An error of a source, and what is printed in its place: openly, with the reason."""

    concerns: tuple[AnyRef, ...]
    printed: Word
    """The reading of the source, letter for letter."""
    corrected: Text
    reason: Text
    confidence: Literal["certain", "likely", "possible"]
    scope: Literal["documents", "site"] = "documents"
    """Where it is printed: in the documents that it touches, or on the site alone, where it changes no word of a document."""
    evidence: Evidence


__all__ = [
    "Cluster", "Correction", "Group", "LegalBasis", "Link", "Organisation", "Parameter", "Party", "Programme",
    "Source", "SuccessFactor", "Term", "Topic", "Unit",
]  # fmt: skip
