"""Defines documents: a kind, its front matter, an outline of sections and blocks; one publication, or a series."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from toolkit.content.agreements import Agreement
from toolkit.content.annexes import LOCAL_ID
from toolkit.content.choices import DocumentKindRef
from toolkit.content.edition import Edition
from toolkit.content.paper import PageStyle
from toolkit.content.prose import Prose
from toolkit.content.scalars import Word
from toolkit.content.text import Limit, Text
from toolkit.content.tree import Fields, Node, Scalar
from toolkit.content.values import ClusterRef, Day, DocumentRef, Item, Key, Record
from toolkit.core.diagnostics import Place, did_you_mean

BLOCK_SCHEMA = "Block"
"""Title of the place in a schema where the blocks go; `toolkit.content.json_schema` knows them."""

_ADDRESS = r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*"
BlockModels = Mapping[str, type["Arguments"]]


class Placement(StrEnum):
    """How a parallel edition places a block."""

    COLUMN = "column"
    """A column for each language, side by side."""
    WIDE = "wide"
    """The full width: one table, figure or list that says each thing in every language."""
    ONCE = "once"
    """The full width, in the leading language alone."""


class Arguments(Record):
    """Base of the typed arguments of a block; a block says here how it is placed and when it is made."""

    placement: ClassVar[Placement] = Placement.COLUMN
    late: ClassVar[bool] = False
    """True when the block needs all others of its edition first, as the list of what they cite."""
    drawn: ClassVar[bool] = False
    """True when the block draws, and its template says the words of the drawing through `both`."""
    reusable: ClassVar[bool] = False
    """True for a table of values that readers take away: like a drawing, it has a page and files of its own."""
    lists_others: ClassVar[bool] = False
    """True when the block says what other publications print: that is no use of what it names."""
    view: ClassVar[Callable[[Any, Any, Any], Mapping[str, Any]] | None] = None
    """What a block of a package gives to its template: a static method of library, outline and arguments."""


@dataclass(frozen=True, slots=True)
class BlockItem:
    """One entry of an outline: `- name: arguments`."""

    name: str
    arguments: Arguments
    place: Place

    @classmethod
    def read(cls, value: Any, info: ValidationInfo) -> BlockItem:
        """Read a mapping with one key, the block's name; the models are in the validation context."""
        if not isinstance(value, Fields) or len(value) != 1:
            raise PydanticCustomError("wrong-type", "expected one block, as `- name: arguments`")
        ((name, raw),) = value.items()
        place = value.key_place(name)
        models: BlockModels = (info.context or {})["blocks"]
        if name not in models:
            hint = did_you_mean(name, models, "known: " + ", ".join(sorted(models)))
            raise PydanticCustomError("unknown-block", "`{name}` is not a block", {"name": str(name), "hint": hint, "key": True})
        return cls(str(name), _arguments(models[name], raw, value, info), place)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {"title": BLOCK_SCHEMA}


def _arguments(model: type[Arguments], raw: Node, block: Fields, info: ValidationInfo) -> Arguments:
    """Validate the arguments; a block whose arguments are one value may be written `- name: value`."""
    fields = list(model.model_fields)
    if raw is None:
        raw = Fields()
        raw.place, raw.path, raw.passage = block.place, block.path, block.passage
    elif len(fields) == 1 and not (isinstance(raw, Fields) and (not raw or fields[0] in raw)):
        place = block.key_place(next(iter(block)))
        wrapped = Fields({Scalar.at(fields[0], place): raw})
        wrapped.place, wrapped.path, wrapped.passage = place, block.path, block.passage
        raw = wrapped
    return model.model_validate(raw, context=info.context)


class SectionId(Key):
    """The id of a section, with the place where it stands."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": LOCAL_ID}

    @classmethod
    def read(cls, value: Any) -> Self:
        """Make an id of a scalar; signs that an anchor may not hold are an error."""
        key = super().read(value)
        if not re.fullmatch(LOCAL_ID, key):
            raise PydanticKnownError("string_pattern_mismatch", {"pattern": LOCAL_ID})
        return key


class Section(Record):
    """A headed part of a document."""

    section: SectionId
    """Stable id of the section: its anchor."""
    title: Annotated[Text | None, Limit(90)] = None
    """The heading; without one the section begins without a heading: «Выводы»."""
    blocks: tuple[BlockItem, ...] = ()
    """What stands in the section, in order."""


class Series(Record):
    """A document for each cluster of a list."""

    clusters: tuple[ClusterRef, ...] | Literal["full"] = "full"
    """The clusters, or `full`: all whose `profile` is full."""


class Change(Record):
    """What was changed in a publication after its date, for those who read it before."""

    date: Day
    """The day on which it was changed."""
    what: Text
    """What is different now, in a sentence: it stands on the page, in the files and in the feed."""
    version: Word | None = None
    """The version that the change made: `1.1`."""


class OldAddress(Key):
    """An address that a publication had before, within an edition and without suffix: `briefs/old-name`."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "pattern": _ADDRESS}

    @classmethod
    def read(cls, value: Any) -> Self:
        """Make an address of a scalar; what no page could have had is an error."""
        key = super().read(value)
        if not re.fullmatch(_ADDRESS, key):
            raise PydanticKnownError("string_pattern_mismatch", {"pattern": _ADDRESS})
        return key


class Document(Item):
    """One publication, or with `series` one for each cluster."""

    kind: DocumentKindRef
    """The kind: a word of `document_kinds` in the vocabulary; `templates/documents/KIND.html` lays it out."""
    title: Annotated[Text, Limit(130)]
    """The title, on the page and in all lists."""
    subtitle: Annotated[Text | None, Limit(130)] = None
    """What stands below the title: «Обзор практики»."""
    date: Day
    """Date of the publication; the clock is never asked."""
    as_of: Day | None = None
    """Day on which law and figures are judged; the date, when left out."""
    version: Word | None = None
    """Version of the publication, as `1.1`; an agreement gives its own under `agreement:`."""
    changes: tuple[Change, ...] = ()
    """What was changed since the date, in any order: readers see it, and so do feeds and search engines."""
    aliases: tuple[OldAddress, ...] = ()
    """Addresses that the document had before, as `briefs/old-name`: each leads on to the new one."""
    supersedes: DocumentRef | None = None
    """The publication that this one replaces: it keeps its address, and says so at its head."""
    related: tuple[DocumentRef, ...] = ()
    """Documents that its readers may want next; each then names this one too. Those about the same clusters are named by themselves."""
    number: str | None = None
    """Number under which the publisher registers the document, as `12/2026`: it stands in the running foot."""
    publisher: Text | None = None
    """Who publishes it, where not the publisher of the site: «Институт кластеров»."""
    authors: Text | None = None
    """Who wrote it: «А. П. Иванова, Б. К. Смит»."""
    audience: Text | None = None
    """Whom the document is written for: «Министерства экономики»."""
    summary: Prose | None = None
    """What the document says, in a paragraph or two."""
    key_messages: tuple[Text, ...] = ()
    """What a reader must remember, a sentence each."""
    request: Text | None = None
    """What the document asks its readers to do; it closes the box of key messages."""
    page: PageStyle | None = None
    """How its pages are made up, where not as the site says."""
    editions: tuple[Edition, ...] = ()
    """Editions besides those of the site: `[en-ru]`."""
    series: Series | None = None
    """Makes a document for each cluster of a list."""
    agreement: Agreement | None = None
    """What makes the document an agreement; left out in all other kinds."""
    outline: tuple[Section, ...] = ()
    """The sections, in the order in which they are printed."""

    @property
    def updated(self) -> dt.date:
        """The day of the last change, or of the publication."""
        return max((self.date, *(change.date for change in self.changes)))

    @property
    def stated_version(self) -> str:
        """The version that the document states; nothing where it states none."""
        given = self.agreement.version if self.agreement else self.version
        return given or max(((one.date, one.version) for one in self.changes if one.version), default=(None, ""))[1]

    @property
    def newest_first(self) -> tuple[Change, ...]:
        """The changes, the newest first."""
        return tuple(sorted(self.changes, key=lambda one: one.date, reverse=True))


__all__ = ["Arguments", "BlockItem", "BlockModels", "Change", "Document", "OldAddress", "Section", "Series"]
