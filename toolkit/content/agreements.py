"""Defines what agreements are made of: parties, the clause library, and the terms by which one agreement chooses from it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from toolkit.content.annexes import LOCAL_ID, Annex
from toolkit.content.choices import Country
from toolkit.content.playbook import Playbook
from toolkit.content.rules import Rule, UniqueIds
from toolkit.content.scalars import Email, Gender, Language, Whole, Word
from toolkit.content.text import Limit, Text, text_schema
from toolkit.content.tree import Fields, Scalar
from toolkit.content.values import ActRef, ClusterRef, Day, Item, Key, PartyRef, Record, TopicRef
from toolkit.content.wording import Wording

Case = Literal["nom", "gen", "dat", "acc", "ins", "prep"]
Form = Literal["agreement", "memorandum"]
Scope = Literal["national", "transboundary", "transnational"]
CaseForms = dict[Case, Word]
MOST_PARTIES = 6
"""Parties that an agreement may have; texts name them `{party_a}` to `{party_f}`, or all as `{parties}`."""


# ── Parties ──────────────────────────────────────────────────────────────────────────────────────


class SignatoryForms(Record):
    """Case forms of what the preamble says of a signatory, reviewed by a person."""

    name: CaseForms = Field(default_factory=dict)
    """The name, by case: `{gen: Ивановой Анны Петровны}`."""
    position: CaseForms = Field(default_factory=dict)
    """The position, by case: `{gen: директора}`."""
    basis: CaseForms = Field(default_factory=dict)
    """What the authority rests on, by case: `{gen: устава}`."""


class Signatory(Record):
    """Who signs, and on what basis; what is unknown is left out and becomes a blank."""

    name: Text | None = None
    """The full name, in the nominative: «Иванова Анна Петровна»."""
    position: Text | None = None
    """The position, in the nominative: «Директор»."""
    basis: Text | None = None
    """What the authority rests on: «Устав», «доверенность от 1 июня 2026 г. № 5»."""
    gender: Literal["masculine", "feminine"] | None = None
    """«действующего» or «действующей»; both stand in the preamble as long as nobody is named."""
    forms: dict[Language, SignatoryForms] = Field(default_factory=dict)
    """By language: the preamble of a Russian text needs the genitive («в лице …, на основании …»)."""


class Party(Item):
    """A body that can be party to an agreement: the management of a cluster, or any other organisation."""

    cluster: ClusterRef | None = None
    """The cluster that it manages, if it manages one."""
    country: Country
    """The country where it is registered."""
    name: Text | None = None
    """Full official name; left out as long as nobody has it, it is a blank."""
    short: Annotated[Text, Limit(40)]
    """The name by which the agreement calls it."""
    forms: dict[Language, CaseForms] = Field(default_factory=dict)
    """By language, as `{ru: {gen: Северного кластера}}`: case forms of the short name, reviewed by a person."""
    gender: Gender | None = None
    """Gender of the full name: «именуемая», «именуемый», «именуемое»; asked for with the name."""
    signatory: Signatory = Field(default_factory=Signatory)
    """Who signs for it."""
    address: Text | None = None
    """Its postal address, as its particulars print it: «ул. Новая, 1, 119000 Москва»."""
    registration: Text | None = None
    """The number under which it is registered: «ОГРН 1020000000001»."""
    tax_number: Word | None = None
    """Its number as a taxpayer: `7700000001`."""
    bank: Text | None = None
    """Its bank account, as its particulars print it: «р/с 40700000000000000001 в банке „Северный“»."""
    email: Email | None = None
    """Its address for notices by e-mail."""
    confirmed: Day | None = None
    """Day on which name, signatory and particulars were compared with the register; a copy for signature asks for it."""
    note: Text | None = None
    """A note for readers of the source files; it is never printed in an agreement."""


# ── The clause library ───────────────────────────────────────────────────────────────────────────


class Parameter(Record):
    """Something that an agreement must fill in for a clause."""

    label: Annotated[Text, Limit(70)]
    """What a blank in its place is called: «срок уведомления, дней»."""
    width: Whole = Field(20, ge=4, le=60)
    """Length of the blank, in characters."""
    case: Case | None = None
    """Case in which the clauses print it: `gen` after «в течение»; a value in another case is an error."""
    sheet: Text | None = None
    """How the term sheet says it: «не реже {council_meetings}»; the value alone, when left out."""


class Conditions(Record):
    """When a clause applies; every condition that is given must hold."""

    form: Form | None = None
    """The document is an agreement, or a memorandum."""
    parties: Whole | None = Field(None, ge=2, le=MOST_PARTIES)
    """Number of parties."""
    min_parties: Whole | None = Field(None, ge=2, le=MOST_PARTIES)
    """Least number of parties."""
    max_parties: Whole | None = Field(None, ge=2, le=MOST_PARTIES)
    """Greatest number of parties."""
    country: Country | None = None
    """A party comes from there."""
    scope: Scope | None = None
    """Worked out from the clusters: in adjoining border regions, or apart."""
    regime: str | None = Field(None, pattern=r"^(equal|prevailing-[a-z]{2,3})$")
    """The agreement's `language_regime`: `equal`, or `prevailing-ru` for `prevailing: ru`."""
    alternat: bool | None = None
    """Whether each party gets a copy in which it comes first."""


class Clause(Record):
    """A numbered clause: one paragraph, and lettered points or numbered paragraphs below it."""

    heading: Text
    """Name of the clause in the library; printed only where a template asks for it."""
    text: Text
    """The words of the clause: «Любая Сторона вправе выйти из Соглашения»."""
    memorandum: Text | None = None
    """The text in a non-binding memorandum, when its verbs differ."""
    points: tuple[Text, ...] = ()
    """Lettered points below the text."""
    closing: Text | None = None
    """Words after the points."""
    paragraphs: tuple[Text, ...] = ()
    """Numbered paragraphs below the text, each with its own number."""
    status: Literal["standard", "alternative", "optional"] = "standard"
    """Standard clauses stand in every agreement, an alternative in place of another, optional ones by choice."""
    alternative_to: str | None = None
    """The clause of the same topic in whose place this one may stand: `by-notice`."""
    applies: Conditions = Field(default_factory=Conditions)
    """When the clause may stand in an agreement; always, when left out."""
    requires: tuple[str, ...] = ()
    """Clauses, articles and annexes without which this one may not stand in an agreement: `[council, annex-plan]`."""
    excludes: tuple[str, ...] = ()
    """Clauses and articles that may not stand in an agreement with this one: `[by-notice]`."""
    rests_on: tuple[ActRef, ...] = ()
    """The acts that the clause rests on; readers of the library see them."""
    lasts: bool = False
    """True when it goes on after the end of the agreement: `{lasting_provisions}` names it in the agreements that have it."""
    binds: bool = False
    """True when it binds in a memorandum too: `{binding_provisions}` names it in the memoranda that have it."""
    note: Text | None = None
    """Drafting note for readers of the library; never printed in an agreement."""
    playbook: Playbook | None = None
    """How the office negotiates the clause; for `toolkit issues --internal` alone."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers by which addresses name its points or numbered paragraphs: `definitions.3`."""
        return tuple(range(1, max(len(self.points), len(self.paragraphs)) + 1))


class Topic(Item):
    """An article's worth of clauses: `content/clauses/TOPIC.yaml`."""

    heading: Annotated[Text, Limit(80)]
    """The heading of the article: «Выход из Соглашения»."""
    order: Whole = 50
    """Place of the article among others in a new agreement, and in the library's table."""
    usual: bool = False
    """True when a new agreement has it without being asked."""
    lasts: bool = False
    """True when all its clauses go on after the end of the agreement."""
    binds: bool = False
    """True when all its clauses bind in a memorandum too."""
    sets_up: Text | None = None
    """The body that the article sets up, as other clauses name it: an agreement that names it needs the article."""
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    """What an agreement must fill in for these clauses, each under its name."""
    clauses: dict[Annotated[str, Field(pattern=LOCAL_ID)], Clause]
    """The clauses of the topic, each under its id."""


# ── The terms of one agreement ───────────────────────────────────────────────────────────────────

Regime = Literal["equal"] | dict[Literal["prevailing"], Language]


class Article(Record):
    """An article of an agreement: a topic of the clause library and the clauses taken from it."""

    topic: TopicRef
    """The topic of the clause library that the article is made of."""
    clauses: tuple[str, ...] | None = None
    """Ids of the clauses, in order, as `[by-notice]`; when left out, the standard ones that apply, in the library's order."""
    also: tuple[str, ...] = ()
    """Optional clauses besides the standard ones, as `[by-notice]`; an alternative takes the place of the clause it replaces."""
    without: tuple[str, ...] = ()
    """Standard clauses to leave out: `[by-notice]`."""

    @model_validator(mode="after")
    def _chooses_one_way(self) -> Self:
        if self.clauses is not None and (self.also or self.without):
            raise PydanticCustomError("clause-choice", "`clauses` lists all of them; `also` and `without` change the standard choice")
        return self


class Recital(Record):
    """A recital of the preamble: words alone, or with `lapsed`, which decides on acts that have run out."""

    text: Text
    """The words of the recital: «стремясь развивать сотрудничество»."""
    lapsed: Literal["omit", "note"] | None = None
    """When an act that it cites is not in force on the draft's day: leave the recital out, or print it with a note."""

    @model_validator(mode="before")
    @classmethod
    def _words_alone(cls, value: Any) -> Any:
        """Take plain words, or a mapping of language to words, for the text."""
        if isinstance(value, Scalar) or (isinstance(value, Fields) and "text" not in value):
            return {"text": value}
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        plain = text_schema("Words of the recital.")
        return {**plain, "anyOf": [*plain["anyOf"], handler.resolve_ref_schema(super().__get_pydantic_json_schema__(schema, handler))]}


class Agreement(Record):
    """What makes a document an agreement."""

    form: Form = "agreement"
    """An agreement binds its parties; a memorandum says what they intend."""
    version: Word
    """The version of the draft: `0.2`."""
    parties: tuple[PartyRef, ...] = Field(min_length=2, max_length=MOST_PARTIES)
    """The parties, in the order in which the preamble names them: `[alpha-office, beta-office]`."""
    place: Text | None = None
    """Where it is signed: «г. Вена»."""
    language_regime: Regime
    """Whether all language versions are equal, or one prevails: `{prevailing: en}`."""
    alternat: bool = False
    """True when each party gets a copy in which it is named, and signs, first."""
    alternat_title: Text | None = None
    """Title of the further copy, when the title names the parties in order."""
    recitals: tuple[Recital, ...] = Field(min_length=1)
    """What the preamble says before the articles, a paragraph each."""
    parameters: dict[Annotated[str, Key], Text | None] = Field(default_factory=dict)
    """Values of the clauses' parameters; what is left out or empty prints as a blank."""
    articles: tuple[Article, ...] = Field(min_length=1)
    """The articles, in the order of their numbers."""
    annexes: tuple[Annex, ...] = ()
    """The annexes, in the order of their numbers: `[{id: plan, title: План работы, work_plan: [{id: fair, what: Выставка}]}]`."""

    wording: tuple[Wording, ...] = ()
    """Paragraphs that it words otherwise than the library, adds or strikes out:
    `[{id: fair, text: Стороны проводят выставку., after: withdrawal, reason: Asked for by letter, author: Beta Office}]`."""

    rules: ClassVar[tuple[Rule, ...]] = (UniqueIds("wording"),)

    @property
    def regime(self) -> str:
        """The language regime as conditions name it: `equal`, `prevailing-ru`."""
        return self.language_regime if isinstance(self.language_regime, str) else f"prevailing-{self.language_regime.get('prevailing', '')}"
