"""Defines the small typed values that records are made of, such as references and dates, and the base of every record."""

from __future__ import annotations

import calendar
import datetime as dt
import inspect
import re
from collections.abc import Callable
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, PrivateAttr, model_validator
from pydantic_core import CoreSchema, PydanticCustomError

from toolkit.content.field_words import fields_of
from toolkit.content.rules import Rule, refuse, repeated
from toolkit.content.scalars import LanguageTag, in_reach
from toolkit.content.text import Text
from toolkit.content.tree import Fields, Scalar
from toolkit.content.typed import Typed
from toolkit.core.diagnostics import Place

ID = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")


def name_of(id: str) -> str:
    """Return the name under which a record's id stands in a placeholder."""
    return id.replace("-", "_")


class Record(BaseModel):
    """Base of all typed content: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    rules: ClassVar[tuple[Rule, ...]] = ()
    """What must hold between the fields."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Say what each field means, and the rules, where an editor shows what the record is."""
        made = handler(schema)
        resolved = handler.resolve_ref_schema(made)
        shown = resolved.get("properties", {})
        for name, field in fields_of(cls).items():
            if field.description and (field.alias or name) in shown:
                shown[field.alias or name]["description"] = field.description
        if cls.rules:
            resolved["description"] = " ".join([inspect.cleandoc(cls.__doc__ or ""), *map(str, cls.rules)])
        return made

    @model_validator(mode="after")
    def _rules_hold(self) -> Self:
        """Refuse a record whose fields do not fit together, every breach at its own field."""
        found = [breach for rule in self.rules for breach in rule.breaches(self)]
        refuse(type(self), [*found, *repeated(self)], self)
        return self


class Item(Record):
    """A record with an id and a place: what other records may refer to."""

    language: LanguageTag | None = None
    """Language that the texts of this record are written in, when not the workspace's own."""

    _id: str = PrivateAttr("")
    _place: Place = PrivateAttr(Place(""))

    @property
    def id(self) -> str:
        """The record's id in its collection."""
        return self._id

    @property
    def place(self) -> Place:
        """Where the record begins."""
        return self._place

    @model_validator(mode="wrap")
    @classmethod
    def _placed(cls, value: Any, handler: Callable[[Any], Self]) -> Self:
        """Keep where the record stands, and its id: the tree knows the path of every mapping."""
        item = handler(value)
        if isinstance(value, Fields):
            item._id, item._place = cls.id_at(value.path), value.place
        return item

    @classmethod
    def id_at(cls, path: str) -> str:
        """Return the id of the record at a dotted path, `clusters.alpha`."""
        return path.partition(".")[2] or path


class Reference(Typed, str):
    """The id of a record in one of the `targets` collections, with the place where it stands."""

    __slots__ = ("place",)
    place: Place
    targets: ClassVar[tuple[str, ...]] = ()
    noun: ClassVar[str] = "record"
    code: ClassVar[str] = ""
    """The diagnostic of one that leads nowhere, when it is not made of the noun."""

    @classmethod
    def unknown(cls) -> str:
        """Return the diagnostic of a reference that leads nowhere: `unknown-cluster`."""
        return cls.code or f"unknown-{cls.noun.split(',')[0].replace(' ', '-')}"

    @property
    def record(self) -> str:
        """The id of the record, without the part of it that is meant."""
        return self.partition("#")[0]

    @property
    def part(self) -> str:
        """The id of the part of the record (a provision of an act), or nothing."""
        return self.partition("#")[2]

    @classmethod
    def read(cls, value: Any) -> Self:
        """Make a reference of a scalar."""
        if not isinstance(value, Scalar) or not value:
            raise PydanticCustomError("wrong-type", "expected the id of a {noun}", {"noun": cls.noun})
        reference = cls(value)
        reference.place = value.place
        return reference

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {"type": "string", "description": f"The id of a {cls.noun}."}


class ClusterRef(Reference):
    targets, noun = ("clusters",), "cluster"


class OrganisationRef(Reference):
    targets, noun = ("organisations",), "organisation"


class EntityRef(Reference):
    targets, noun = ("clusters", "organisations", "programmes"), "cluster, organisation or programme"


class ProgrammeRef(Reference):
    targets, noun = ("programmes",), "programme"


class ActRef(Reference):
    """An act, or with `act#provision` one provision of it."""

    targets, noun = ("legal_bases",), "legal basis"


class SourceRef(Reference):
    targets, noun = ("sources",), "source"


class UnitRef(Reference):
    targets, noun = ("units",), "unit"


class GroupRef(Reference):
    targets, noun = ("groups",), "group"


class TermRef(Reference):
    targets, noun = ("glossary",), "term"


class CorrectionRef(Reference):
    targets, noun = ("corrections",), "correction"


class RecommendationRef(Reference):
    targets, noun = ("recommendations",), "recommendation"


class DocumentRef(Reference):
    targets, noun = ("documents",), "document"


class AddresseeRef(Reference):
    targets, noun = ("addressees",), "addressee"


class FactorRef(Reference):
    targets, noun = ("success_factors",), "success factor"


class PartyRef(Reference):
    targets, noun = ("parties",), "party"


class TableRef(Reference):
    targets, noun = ("tables",), "table"


class PageRef(Reference):
    """The id of a page of the site's own."""

    targets, noun = ("pages",), "page"


class TopicRef(Reference):
    targets, noun = ("clauses",), "clause topic"


class FactRef(Reference):
    """A fact: `owner.fact`, or `fact` for one of `content/facts.yaml`; `fact#2016` is one year of its series."""

    targets, noun = ("facts",), "fact"


class AnyRef(Reference):
    targets: ClassVar[tuple[str, ...]] = (
        "clusters", "organisations", "programmes", "legal_bases", "sources", "glossary", "groups", "facts",
    )  # fmt: skip


class Day(Typed, dt.date):
    """A day as `2026-11-01`; nothing else is taken for one."""

    json_schema: ClassVar[dict[str, Any]] = {"type": "string", "format": "date"}

    @classmethod
    def read(cls, value: Any) -> Day:
        """Read an ISO date; an impossible one is an error that says so."""
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise PydanticCustomError("wrong-type", "expected a date as YYYY-MM-DD")
        in_reach(value)
        try:
            return cls.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("impossible-date", "`{value}` is not a day of the calendar", {"value": str(value)}) from None


class Moment(Typed, str):
    """A year, a month or a day: `2016`, `2016-05`, `2016-05-09`."""

    json_schema: ClassVar[dict[str, Any]] = {"type": ["string", "integer"], "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"}

    @classmethod
    def read(cls, value: Any) -> Moment:
        """Read a date of any of the three precisions."""
        parts = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", value) if isinstance(value, str) else None
        if not parts:
            raise PydanticCustomError("wrong-type", "expected a year, a month or a day, as 2016, 2016-05 or 2016-05-09")
        in_reach(value)
        try:
            dt.date(*(int(part or 1) for part in parts.groups()))
        except ValueError:
            raise PydanticCustomError("impossible-date", "`{value}` is not a date of the calendar", {"value": str(value)}) from None
        return cls(value)

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, or year and month, or year, month and day."""
        return tuple(int(part) for part in self.split("-"))

    @property
    def first(self) -> dt.date:
        """The first day that it speaks of."""
        year, month, day = (*self.parts, 1, 1)[:3]
        return dt.date(year, month, day)

    @property
    def last(self) -> dt.date:
        """The last day that it speaks of."""
        return last_day(self.parts)


def last_day(parts: tuple[int, ...]) -> dt.date:
    """Return the last day of a year, a month or a day."""
    if len(parts) > 2:
        return dt.date(parts[0], parts[1], parts[2])
    month = parts[1] if len(parts) > 1 else 12
    return dt.date(parts[0], month, calendar.monthrange(parts[0], month)[1])


class Key(Typed, str):
    """A plain word that a record holds, with the place where it stands."""

    __slots__ = ("place",)
    place: Place

    @classmethod
    def read(cls, value: Any) -> Self:
        """Make a key of a scalar."""
        if not isinstance(value, Scalar):
            raise PydanticCustomError("wrong-type", "expected a word")
        key = cls(value)
        key.place = value.place
        return key


class Evidence(Record):
    """Where a statement comes from."""

    source: SourceRef
    """The source that says it."""
    locator: Text | None = None
    """The place in the source: «с. 3»."""
