"""The records of the library, one class for each kind of content; the JSON Schemas are made from these."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.content.edition import Edition
from toolkit.content.text import Limit, Prose, Text
from toolkit.content.values import (
    ActRef,
    AnyRef,
    ClusterRef,
    Country,
    Day,
    EntityRef,
    Evidence,
    Fact,
    FactRef,
    GroupRef,
    Item,
    Moment,
    Origin,
    PageStyle,
    ProgrammeRef,
    Record,
    SourceRef,
)


class Site(Item):
    """`content/site.yaml`: what is true of the whole publication."""

    title: Text
    description: Text
    publisher: Text
    source_language: str = "ru"
    """Language that content is written in, unless a file says `language:`."""
    editions: tuple[Edition, ...] = (Edition("ru"), Edition("en"), Edition("ru-en"))
    """Editions of every document: a language, or two joined by a hyphen, the leading one first."""
    base_url: str | None = None
    page: PageStyle = PageStyle()
    """Pages of every document that does not say otherwise."""


# ── Sources ──────────────────────────────────────────────────────────────────────────────────────


class Name(Record):
    """A name as CSL has it."""

    family: str | None = None
    given: str | None = None
    non_dropping_particle: str | None = Field(None, alias="non-dropping-particle")
    literal: str | None = None


class SourceForm(Record):
    """The form of a source in another language: translated title, transliterated names."""

    title: str | None = None
    author: tuple[Name, ...] = ()
    container_title: str | None = Field(None, alias="container-title")
    publisher: str | None = None


class SourceNotes(Record):
    """What CSL has no field for."""

    forms: dict[str, SourceForm] = Field(default_factory=dict)
    """By language: how an edition in that language explains the work."""
    note: Text | None = None
    """Editorial note printed after the reference."""


class Source(Item):
    """A cited work, with the keys of CSL-YAML."""

    type: Literal[
        "article-journal", "book", "chapter", "report", "webpage", "paper-conference", "thesis", "article-newspaper", "document",
    ]  # fmt: skip
    title: str
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    issued: Moment | None = None
    accessed: Day | None = None
    container_title: str | None = Field(None, alias="container-title")
    collection_title: str | None = Field(None, alias="collection-title")
    event_title: str | None = Field(None, alias="event-title")
    event_place: str | None = Field(None, alias="event-place")
    publisher: str | None = None
    publisher_place: str | None = Field(None, alias="publisher-place")
    volume: str | None = None
    issue: str | None = None
    number: str | None = None
    page: str | None = None
    number_of_pages: str | None = Field(None, alias="number-of-pages")
    chapter_number: str | None = Field(None, alias="chapter-number")
    DOI: str | None = None
    URL: str | None = None
    custom: SourceNotes = Field(default_factory=SourceNotes)


# ── Law ──────────────────────────────────────────────────────────────────────────────────────────

ActType = Literal["treaty", "law", "decree", "resolution", "order", "instruction", "guidelines"]


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


class LegalBasis(Item):
    """An act: who adopted it, when it holds, and the provisions used."""

    jurisdiction: Country
    type: ActType
    designation: Text
    """Type and issuer as they open the citation: «Указ Президента Республики Казахстан»."""
    title: Text | None = None
    """Official title, without quotation marks."""
    short: Annotated[Text, Limit(60)]
    """Name used in prose and tables."""
    number: str | None = None
    number_latin: str | None = None
    """The number in Latin letters, for languages that write with them."""
    place_signed: Text | None = None
    """Where a treaty was signed, ready for print: «г. Астана»."""
    adopted: Day | None = None
    in_force: Day | None = None
    amended: Amendment | None = None
    expires: Day | None = None
    repealed: Day | None = None
    replaced_by: ActRef | None = None
    checked_on: Day | None = None
    url: str | None = None
    summary: Prose | None = None
    provisions: dict[str, Provision] = Field(default_factory=dict)
    evidence: Evidence
    note: Text | None = None


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


# ── Clusters, organisations and what binds them ──────────────────────────────────────────────────


class Cluster(Item):
    """A cluster: what it is, where it is, its figures."""

    name: Text
    short: Annotated[Text, Limit(30)]
    """Name in tables and figures: «Калужский»."""
    countries: tuple[Country, ...]
    region: Text | None = None
    founded: Moment | None = None
    status: Literal["operating", "proposed", "unknown"] = "unknown"
    scope: Literal["national", "transboundary", "transnational"] = "national"
    specialisation: Text | None = None
    website: str | None = None
    profile: Literal["full", "overview"] = "overview"
    """Full: a profile of its own; overview: a row of the overview document."""
    summary: Prose
    strengths: tuple[Text, ...] = ()
    gaps: tuple[Text, ...] = ()
    """What the sources leave open, or what is missing."""
    facts: dict[str, Fact] = Field(default_factory=dict)
    legal_bases: tuple[ActRef, ...] = ()
    programmes: tuple[ProgrammeRef, ...] = ()
    evidence: tuple[Evidence, ...]


class Group(Item):
    """A grouping of clusters, as data: a typology and what falls under it."""

    name: Text
    kind: Literal["zone", "outlook", "specialisation", "concept-kind", "programme-line", "international", "maturity", "list"]
    description: Prose
    clusters: tuple[ClusterRef, ...] = ()
    evidence: Evidence
    note: Text | None = None


class Organisation(Item):
    """A company, university, institute, government body or international organisation."""

    name: Text
    short: Annotated[Text | None, Limit(50)] = None
    kind: Literal["company", "university", "institute", "government", "international", "unnamed"]
    countries: tuple[Country, ...] = ()
    country_basis: Literal["stated", "general-knowledge", "unknown"] = "stated"
    city: Text | None = None
    role: Text | None = None
    evidence: Evidence
    note: Text | None = None


LinkKind = Literal[
    "member", "planned-member", "intends-to-join", "cooperates", "strategic-agreement", "education-project", "supplies",
    "buys-with-discount", "participates", "research-core", "hosted-by", "included-in", "anchor", "funds", "governs",
    "plans", "no-members", "may-enter", "shares-company", "possible-integration", "approves", "part-of",
]  # fmt: skip


class Link(Item):
    """A relation between two records: kind, direction, status and source."""

    source: EntityRef = Field(alias="from")
    target: EntityRef = Field(alias="to")
    kind: LinkKind
    status: Literal["in-force", "planned", "considered", "absent", "proposed", "derived"]
    description: Text
    """One sentence for tables and text alternatives."""
    evidence: Evidence
    note: Text | None = None


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
    setting: Literal["scandinavia", "medicon-valley", "formative", "general"]
    origin: Origin = "article"
    evidence: Evidence


class Recommendation(Item):
    """A recommendation: what, to whom, on which basis and why."""

    title: Text
    text: Prose
    rationale: Prose
    addressee: Text
    by_when: Text | None = None
    level: Literal["national", "eaeu", "cluster"]
    legal_basis: tuple[ActRef, ...] = ()
    facts: tuple[FactRef, ...] = ()
    origin: Origin
    evidence: Evidence


class Correction(Item):
    """An error of a source, and what is printed in its place: openly, with the reason."""

    concerns: tuple[AnyRef, ...]
    printed: str
    """The reading of the source, letter for letter."""
    corrected: Text
    reason: Text
    confidence: Literal["certain", "likely", "possible"]
    evidence: Evidence


class Unit(Item):
    """A unit of measure: whole phrases by use, each with its plural forms in the file's language.

    Uses are `exact`, the qualifiers of facts (`about`, `more-than`, …) and Russian cases (`gen`).
    """

    forms: dict[str, dict[str, str]]
    grouped: bool = True
    """False for years: 2015, not 2 015."""


# ── Agreements ───────────────────────────────────────────────────────────────────────────────────

Case = Literal["nom", "gen", "dat", "acc", "ins", "prep"]


class Signatory(Record):
    """Who signs, and on what basis; what is unknown is left out and becomes a blank."""

    name: Text | None = None
    position: Text | None = None
    acting: Text | None = None
    """«в лице …, действующего на основании …», ready for the preamble."""


class Party(Item):
    """A body that can be party to an agreement: the management of a cluster."""

    cluster: ClusterRef
    country: Country
    name: Text
    """Full official name."""
    short: Annotated[Text, Limit(40)]
    """The name by which the agreement calls it."""
    forms: dict[str, dict[Case, str]] = Field(default_factory=dict)
    """By language: case forms of the short name, reviewed by a person."""
    gender: Literal["masculine", "feminine", "neuter"] = "feminine"
    signatory: Signatory = Field(default_factory=Signatory)
    address: Text | None = None
    registration: Text | None = None
    tax_number: str | None = None
    bank: Text | None = None
    note: Text | None = None


class Parameter(Record):
    """Something that an agreement must fill in for a clause."""

    label: Annotated[Text, Limit(70)]
    """What a blank in its place is called: «срок уведомления, дней»."""
    width: int = Field(20, ge=4, le=60)
    """Length of the blank, in characters."""


class Point(Record):
    """A lettered point of a clause."""

    id: str | None = None
    text: Text


class Clause(Record):
    """A numbered clause: one paragraph, and lettered points or numbered paragraphs below it."""

    heading: Text
    """Name of the clause in the library; printed only where a template asks for it."""
    text: Text
    memorandum: Text | None = None
    """The text in a non-binding memorandum, when its verbs differ."""
    points: tuple[Text, ...] = ()
    closing: Text | None = None
    """Words after the points."""
    paragraphs: tuple[Text, ...] = ()
    status: Literal["standard", "alternative", "optional"] = "standard"
    alternative_to: str | None = None
    applies: dict[str, str] = Field(default_factory=dict)
    """Conditions: `form: agreement`, `country: BY`, `parties: 3`, `scope: transnational`."""
    rests_on: tuple[ActRef, ...] = ()
    note: Text | None = None
    """Drafting note for readers of the library; never printed in an agreement."""


class Topic(Item):
    """An article's worth of clauses: `content/clauses/TOPIC.yaml`."""

    heading: Annotated[Text, Limit(80)]
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    clauses: dict[str, Clause]


class SourceLocator(Record):
    """A source and a place in it."""

    source: SourceRef
    locator: Text | None = None


__all__ = [
    "Cluster", "Correction", "Group", "GroupRef", "LegalBasis", "Link", "Organisation", "Party", "Programme",
    "Recommendation", "Site", "Source", "SuccessFactor", "Term", "Topic", "Unit",
]  # fmt: skip
