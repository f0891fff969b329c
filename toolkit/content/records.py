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
from toolkit.content.scalars import Address, Language, LanguageTag, Number, Word
from toolkit.content.text import Limit, Text
from toolkit.content.units import Unit
from toolkit.content.values import ID, ActRef, AnyRef, ClusterRef, Day, EntityRef, Evidence, Item, Moment, ProgrammeRef, Record, SourceRef
from toolkit.content.works import Source

# ── Law ──────────────────────────────────────────────────────────────────────────────────────────


class Provision(Record):
    """A part of an act that documents rest on."""

    label: Text
    """How it is cited: «статья 92» / “Article 92”."""
    says: Prose
    """What it says, in our own words."""
    cited: bool = True
    """Whether a note names it after its act: false for what the act itself does not number, as «порядок помощи»."""


class Amendment(Record):
    """The edition of an act that is used."""

    date: Day
    """The day of the amending act."""
    in_force: Day | None = None
    """The day from which the amended text holds."""
    act: ActRef | None = None
    """The amending act, where it is among the acts itself."""

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("date", "in_force"),)


class LegalBasis(Item):
    """An act: who adopted it, when it holds, and the provisions used."""

    jurisdiction: Country
    """The country, or the union of states, whose law it is."""
    type: ActTypeRef
    """What sort of act it is."""
    designation: Text
    """Type and issuer as they open the citation: «Указ Президента»."""
    title: Text | None = None
    """Official title, without quotation marks."""
    short: Annotated[Text, Limit(60)]
    """Name used in prose and tables."""
    number: Word | None = None
    """The official number: `488-ФЗ`."""
    number_latin: Word | None = None
    """The number in Latin letters, for languages that write with them: `488-FZ`."""
    place_signed: Text | None = None
    """Where a treaty was signed, ready for print: «г. Астана»."""
    adopted: Day | None = None
    """The day on which it was adopted or signed."""
    in_force: Day | None = None
    """The day from which it holds."""
    amended: Amendment | None = None
    """The latest amendment that the texts here take into account."""
    expires: Day | None = None
    """The last day on which it holds, where it is for a term."""
    repealed: Day | None = None
    """The day from which it no longer holds."""
    replaced_by: ActRef | None = None
    """The act that took its place."""
    lapsed: Literal["note"] | None = None
    """Note: the act is cited as history after it has run out; every citation says so, and no warning is given."""
    checked_on: Day | None = None
    """The day on which somebody last saw that it is in force."""
    url: Address | None = None
    """Where its official text stands."""
    eli: Address | None = None
    """Its European Legislation Identifier: `http://data.europa.eu/eli/reg/2014/651/oj`; without one the record makes an identifier."""
    summary: Prose | None = None
    """What it is about, in our own words."""
    provisions: dict[str, Provision] = Field(default_factory=dict)
    """The parts of it that documents rest on, each under its id."""
    evidence: Evidence
    """Where the particulars of the act come from."""
    note: Text | None = None
    """An editorial note, printed where acts are listed in full."""

    rules: ClassVar[tuple[Rule, ...]] = (
        InOrder.of("adopted", "in_force", "expires"),
        InOrder.of("adopted", "in_force", "repealed"),
        InOrder.of("adopted", "amended.date"),
        InOrder.of("adopted", "checked_on"),
    )


class Programme(Item):
    """A state programme, project or list."""

    name: Text
    """The name: «Развитие кластеров»."""
    country: Country | None = None
    """The country whose programme it is."""
    start: Moment | None = None
    """When it begins."""
    end: Moment | None = None
    """When it ends."""
    act: ActRef | None = None
    """The act that set it up."""
    summary: Prose
    """What it provides for."""
    evidence: Evidence
    """Where the record comes from."""
    note: Text | None = None
    """A note printed with it."""

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("start", "end"),)


# ── Clusters, organisations and what binds them ──────────────────────────────────────────────────


class Location(Record):
    """Where a cluster lies: a point for maps, in decimal degrees."""

    latitude: Number = Field(ge=-90, le=90)
    """North of the equator; south is below zero."""
    longitude: Number = Field(ge=-180, le=180)
    """East of Greenwich; west is below zero."""
    source: SourceRef | None = None
    """Where the coordinates are from; left out where any atlas has them."""
    locator: Text | None = None
    """Where in the source they stand: «с. 3»."""


class Cluster(Item):
    """A cluster: what it is, where it is, its figures."""

    name: Text
    """The full name: «Северный промышленный кластер»."""
    short: Annotated[Text, Limit(30)]
    """Name in tables and figures: «Северный»."""
    countries: tuple[Country, ...] = Field(min_length=1)
    """The countries where it is."""
    region: Text | None = None
    """The region or city where it is: «Северный край»."""
    location: Location | None = None
    """The place that stands for it on a map: of its city, or of the centre of its region."""
    founded: Moment | None = None
    """When it was founded."""
    status: ClusterStatusRef = ClusterStatusRef("unknown")
    """How far it has come, from planned to closed."""
    scope: Literal["national", "transboundary", "transnational"] = "national"
    """Whether it works in one country, across a common border, or in countries apart."""
    borders: tuple[Country, ...] = ()
    """Countries that its region borders on: they tell transboundary from transnational cooperation."""
    specialisation: Text | None = None
    """What its members make or do: «приборостроение»."""
    website: Address | None = None
    """The address of its website."""
    website_languages: tuple[LanguageTag, ...] = ()
    """The languages of the website, where somebody has looked: `[ru, en]`."""
    profile: Literal["full", "overview"] = "overview"
    """Full: a profile of its own; overview: a row of the overview document."""
    summary: Prose
    """What a reader must know of it, in a paragraph or two."""
    links_show: Text | None = None
    """What the figure of its links shows, as the title of that figure: «Партнёры кластера — вузы двух стран»."""
    strengths: tuple[Text, ...] = ()
    """What it does well, a phrase each."""
    gaps: tuple[Text, ...] = ()
    """What the sources leave open, or what is missing."""
    facts: dict[Annotated[str, Field(pattern=f"^{ID.pattern}$")], Fact] = Field(default_factory=dict)
    """Its figures, each under its name: `{participants: {label: Участники, value: 40, source: porter-1998}}`."""
    legal_bases: tuple[ActRef, ...] = ()
    """The acts that it rests on."""
    programmes: tuple[ProgrammeRef, ...] = ()
    """The programmes that support it."""
    evidence: tuple[Evidence, ...]
    """Where the record comes from, a place each."""


class Group(Item):
    """A grouping of clusters, as data: a typology and what falls under it."""

    name: Text
    """The name: «Приграничные кластеры»."""
    kind: GroupKindRef
    """What the grouping goes by."""
    description: Prose | None = None
    """What its clusters have in common, where the name alone does not say it."""
    clusters: tuple[ClusterRef, ...] = ()
    """The clusters that fall under it."""
    evidence: Evidence
    """Where the grouping comes from."""
    note: Text | None = None
    """A note printed with it."""


class Organisation(Item):
    """A company, university, institute, government body or international organisation."""

    name: Text
    """The full name: «Северный технический университет»."""
    short: Annotated[Text | None, Limit(50)] = None
    """The name in tables and figures: «СТУ»."""
    kind: OrganisationKindRef
    """What sort of organisation it is."""
    countries: tuple[Country, ...] = ()
    """The countries where it is."""
    country_basis: Literal["stated", "general-knowledge", "unknown"] = "stated"
    """How the country is known: a source says it, everybody knows it, or nobody does."""
    city: Text | None = None
    """The city where it is: «Вена»."""
    role: Text | None = None
    """What it does in its cluster: «готовит инженеров»."""
    evidence: Evidence
    """Where the record comes from."""
    note: Text | None = None
    """A note printed with it."""


class Link(Item):
    """A relation between two records: kind, direction, status and source."""

    source: EntityRef = Field(alias="from")
    """The record that the link leads from."""
    target: EntityRef = Field(alias="to")
    """The record that the link leads to: `beta`."""
    kind: LinkKindRef
    """What binds the two: membership, cooperation, funding, location."""
    status: LinkStatusRef
    """How far it has come, from planned to ended."""
    description: Text
    """One sentence for tables and text alternatives."""
    evidence: Evidence
    """Where the link comes from."""
    note: Text | None = None
    """A note printed with it."""

    rules: ClassVar[tuple[Rule, ...]] = (Different("from", "to"),)


class Term(Item):
    """A defined term of the glossary."""

    term: Text
    """The term: «кластер»."""
    definition: Prose
    """What it means."""
    evidence: Evidence
    """Where the definition comes from."""
    note: Text | None = None
    """A note printed below the definition."""


class SuccessFactor(Item):
    """What made international clusters work elsewhere."""

    title: Text
    """The factor, as a heading: «Сильный координатор»."""
    text: Prose
    """What it is and why it works."""
    setting: SettingRef = SettingRef("general")
    """Where it holds: everywhere, or in one setting alone."""
    origin: OriginRef = OriginRef("source")
    """Whether a source says so, or the authors conclude it."""
    made_by: Text | None = None
    """Who brings it about: «государство»; where one factor says it, the table has a column for it."""
    evidence: Evidence
    """Where it comes from."""


class Correction(Item):
    """An error of a source, and what is printed in its place: openly, with the reason."""

    concerns: tuple[AnyRef, ...]
    """The records that the error touches."""
    printed: Word
    """The reading of the source, letter for letter: `2061`."""
    printed_means: dict[Language, Word] = Field(default_factory=dict)
    """By language: what that reading says, for those who do not read the language of the source: `{en: seventeen companies}`."""
    corrected: Text
    """What is printed instead: «2016 год»."""
    reason: Text
    """How we know: «год назван в самом акте»."""
    confidence: Literal["certain", "likely", "possible"]
    """How sure we are that it is an error."""
    common_knowledge: bool = False
    """Whether the reason rests on common knowledge that nobody compared with a document; a star below the table says so once."""
    scope: Literal["documents", "site"] = "documents"
    """Where it is printed: in the documents that it touches, or on the site alone, where it changes no word of a document."""
    kept: bool = False
    """Whether the words are kept: nothing is corrected, and `corrected` says how they are used. Such notes have a table of their own."""
    evidence: Evidence
    """Where the error stands."""


__all__ = [
    "Cluster", "Correction", "Group", "LegalBasis", "Link", "Organisation", "Parameter", "Party", "Programme",
    "Source", "SuccessFactor", "Term", "Topic", "Unit",
]  # fmt: skip
