"""Defines the vocabularies: the words by which content is sorted, each with its labels, shipped ones and a workspace's own.

A word of `content/vocabulary.yaml` stands beside those of the toolkit's own `vocabulary.yaml`, or in place of one with
its name; the own ones come first, in the order of their file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field

from toolkit.content.choices import Country
from toolkit.content.scalars import Address
from toolkit.content.text import Limit, Text
from toolkit.content.values import ID, Day, Item, Record

OWN = "content/vocabulary.yaml"
SHIPPED = "toolkit/content/vocabulary.yaml"
SHIPPED_LANGUAGE = "en"


class Choice(Item):
    """A word of a vocabulary."""

    label: Annotated[Text, Limit(60)]
    """What pages print for it."""
    spelling: ClassVar[re.Pattern[str]] = ID
    spelt: ClassVar[str] = "lower-case Latin letters, digits, `-` and `_`; a letter first"

    @classmethod
    def id_at(cls, path: str) -> str:
        """Return the word at `vocabulary.levels.national`."""
        return path.rpartition(".")[2]


class DocumentKind(Choice):
    """A kind of document: `templates/documents/KIND.html` lays it out, or `document.html` where there is none."""

    label: Annotated[Text, Limit(30)]
    """Stands above the title: «Аналитическая записка»."""
    plural: Annotated[Text, Limit(60)]
    """Names a list of them."""
    navigation: Annotated[Text | None, Limit(30)] = None
    """Names them in menus; the plural, when left out."""
    description: Text | None = None
    """What such documents are, below the title of their list."""
    messages_first: bool = False
    """The key messages stand above the summary."""
    logo: bool = True
    """The publisher's mark heads the first page."""

    @property
    def in_menus(self) -> Text:
        """What menus call documents of the kind."""
        return self.navigation or self.plural


class RegisterName(Choice):
    """The page of a collection, as `clusters`: how menus and titles call it."""

    label: Annotated[Text, Limit(60)]
    """The title of the page."""
    navigation: Annotated[Text, Limit(30)]
    """Names it in the menu."""
    counted: Annotated[Text | None, Limit(30)] = None
    """Names the records that it counts; the name in the menu, when left out."""
    description: Text
    """What it lists, below its title."""

    @property
    def in_menus(self) -> Text:
        """What menus call the page."""
        return self.navigation

    @property
    def records(self) -> Text:
        """What the records that it counts are called."""
        return self.counted or self.navigation


class Jurisdiction(Choice):
    """A union of states that makes law, or a country whose name is not that of CLDR."""

    members: tuple[Country, ...] = ()
    """The states of a union."""
    spelling: ClassVar[re.Pattern[str]] = re.compile(r"[A-Z]{2,8}")
    spelt: ClassVar[str] = "a code in two to eight capitals, as ASEAN"


class LinkKind(Choice):
    """What binds two records: membership, cooperation, funding, location."""

    role: Literal["member", "core", "partner", "entrant", "place", "other"] = "partner"
    """What it makes of the organisation: a member (core: one that is told of among the links too), a partner, one that may join."""
    drawn: Literal["always", "full", "never"] = "always"
    """Whether figures of cooperation draw it: `full` in the full figure alone."""


class OrganisationKind(Choice):
    """What an organisation is."""

    named: bool = True
    """False where sources speak of it without a name: no register lists it."""
    partner: bool = True
    """False where it can be no member or partner of a cluster, as a union of states."""


class Standard(Choice):
    """A standard that what is made here follows, and when somebody has to see whether it still is in force as it was."""

    follows: Text
    """What follows it, and how far."""
    checked_on: Day
    """When it was last compared with what its publisher has."""
    review_by: Day
    """When that is due again: from then on `toolkit check` tells."""
    source: Address | None = None
    """Where its publisher has it."""
    replaces: str | None = None
    """The edition that it has replaced: `GOST R 7.0.97-2016`."""


class Vocabulary(Record):
    """`content/vocabulary.yaml`: own words, by vocabulary; those that the toolkit ships stand in its own file of that name."""

    language: str | None = None
    """Language of the labels that are plain strings, when not the workspace's own."""

    document_kinds: dict[str, DocumentKind] = Field(default_factory=dict)
    """Kinds of documents: `{letter: {label: Письмо, plural: Письма}}`."""
    registers: dict[str, RegisterName] = Field(default_factory=dict)
    """Pages of the site that list a collection: `{clusters: {label: Кластеры, navigation: Кластеры, description: Все кластеры.}}`."""
    jurisdictions: dict[str, Jurisdiction] = Field(default_factory=dict)
    """Unions of states that make law, and countries under names of one's own: `{EU: {label: Европейский союз, members: [AT, CZ]}}`."""
    act_types: dict[str, Choice] = Field(default_factory=dict)
    """Types of acts, as laws and decrees: `{decree: {label: Указ}}`."""
    cluster_statuses: dict[str, Choice] = Field(default_factory=dict)
    """How far a cluster has come: `{planned: {label: создаётся}}`."""
    group_kinds: dict[str, Choice] = Field(default_factory=dict)
    """What groupings of clusters go by: `{region: {label: по местности}}`."""
    organisation_kinds: dict[str, OrganisationKind] = Field(default_factory=dict)
    """Kinds of organisations: `{agency: {label: агентство}}`."""
    link_kinds: dict[str, LinkKind] = Field(default_factory=dict)
    """Kinds of links between records: `{supplier: {label: поставщик, role: partner}}`."""
    link_statuses: dict[str, Choice] = Field(default_factory=dict)
    """How far a link has come: `{ended: {label: завершена}}`."""
    levels: dict[str, Choice] = Field(default_factory=dict)
    """Levels at which somebody has to act on a recommendation: `{district: {label: районный}}`."""
    origins: dict[str, Choice] = Field(default_factory=dict)
    """Where a statement comes from, a source or the authors: `{survey: {label: опрос}}`."""
    settings: dict[str, Choice] = Field(default_factory=dict)
    """Settings in which a success factor holds: `{rural: {label: сельская местность}}`."""
    standards: dict[str, Standard] = Field(default_factory=dict)
    """Standards that what is made here follows: `{iso-1: {label: ISO 1, follows: PDF, checked_on: 2026-11-16, review_by: 2027-11-16}}`."""


VOCABULARIES: Mapping[str, type[Choice]] = MappingProxyType(
    {name: get_args(field.annotation)[1] for name, field in Vocabulary.model_fields.items() if name != "language"}
)
"""Every vocabulary, and what its words are."""


def shipped() -> bytes:
    """Return the words that the toolkit ships, as YAML."""
    return (files("toolkit.content") / "vocabulary.yaml").read_bytes()
