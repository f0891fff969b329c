"""Defines the annexes of an agreement: tables that the toolkit lays out, and text, numbered clauses, tables and forms of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.content.prose import Prose
from toolkit.content.rules import InOrder, KeysAmong, Rule, UniqueIds
from toolkit.content.scalars import Whole, Word
from toolkit.content.text import Limit, Text
from toolkit.content.values import Moment, OrganisationRef, PartyRef, Record

LOCAL_ID = r"^[a-z][a-z0-9-]*$"


class Activity(Record):
    """A row of a work plan; what is left out is a blank."""

    id: str = Field(pattern=LOCAL_ID)
    """Its id within the plan: `joint-fair`."""
    what: Text
    """What is done: «провести совместную выставку»."""
    outcome: Text | None = None
    """What is there when it is done: «отчёт о выставке»."""
    who: tuple[PartyRef, ...] = ()
    """The parties responsible; all of them, when left out."""
    begins: Moment | None = None
    """When it begins."""
    ends: Moment | None = None
    """When it ends."""
    funding: Text | None = None
    """Who pays for it: «собственные средства Сторон»."""

    rules: ClassVar[tuple[Rule, ...]] = (InOrder.of("begins", "ends"),)


class Indicator(Record):
    """A row of an indicator table: a value for each year; what is left out is a blank."""

    id: str = Field(pattern=LOCAL_ID)
    """Its id within the table: `joint-projects`."""
    name: Text
    """What is counted: «Совместные проекты»."""
    baseline: Word | None = None
    """The value at the start: `40`."""
    values: dict[str, Word | None] = Field(default_factory=dict)
    """The values by year: `{2027: 45}`."""
    source: Text | None = None
    """Where the value is taken from."""


class IndicatorTable(Record):
    """Target indicators by year."""

    years: tuple[Word, ...] = Field(min_length=1)
    """The years, a column each: `[2027, 2028]`."""
    rows: tuple[Indicator, ...] = Field(min_length=1)
    """The indicators, a row each."""

    rules: ClassVar[tuple[Rule, ...]] = (UniqueIds("rows"), KeysAmong("rows", "values", "years"))


class MemberList(Record):
    """The members of the cluster of one party."""

    party: PartyRef
    """The party whose cluster it is."""
    organisations: tuple[OrganisationRef, ...] = ()
    """The members; those that the library's links give, when left out."""


class AnnexClause(Record):
    """A numbered clause of an annex, with lettered points below it."""

    id: str = Field(pattern=LOCAL_ID)
    """Its anchor within the annex, as `council`: texts refer to it as `[](#annex-ANNEX.ID)`."""
    text: Text
    """The words of the clause: «Совет собирается раз в год»."""
    points: tuple[Text, ...] = ()
    """Lettered points below the text."""
    closing: Text | None = None
    """Words after the points."""


class AnnexTable(Record):
    """A table of an annex."""

    columns: tuple[Annotated[Text, Limit(60)], ...] = Field(min_length=2, max_length=8)
    """The names of the columns: `[Срок, Действие]`."""
    rows: tuple[tuple[Text | None, ...], ...] = Field(min_length=1)
    """Rows of cells, as `[[2027, Первое заседание]]`; an empty cell, which is `~`, prints a dash."""

    @model_validator(mode="after")
    def _has_full_rows(self) -> Self:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                values = {"row": number, "cells": len(row), "columns": len(self.columns)}
                raise PydanticCustomError("annex-content", "row {row} has {cells} cells for {columns} columns", values)
        return self


class FormField(Record):
    """A line of a form, to be filled in by whoever uses the form."""

    label: Annotated[Text, Limit(120)]
    """What is to be filled in: «Наименование организации»."""
    lines: Whole = Field(1, ge=1, le=12)
    """Lines left for writing."""


class AnnexForm(Record):
    """A form that is agreed as it stands, and filled in later: its lines are no blanks of the agreement."""

    title: Text | None = None
    """The title of the form: «Заявка на участие»."""
    fields: tuple[FormField, ...] = Field(min_length=1)
    """The lines to be filled in, in order."""
    signed: bool = True
    """True when whoever fills it in signs and dates it."""


class AnnexPart(Record):
    """A piece of an annex: a paragraph of text, a numbered clause, a table or a form."""

    text: Prose | None = None
    """Paragraphs without a number."""
    clause: AnnexClause | None = None
    """A numbered clause."""
    table: AnnexTable | None = None
    """A table."""
    form: AnnexForm | None = None
    """A form to be filled in later."""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(one is not None for one in (self.text, self.clause, self.table, self.form)) != 1:
            raise PydanticCustomError("annex-content", "a part of an annex is one of `text`, `clause`, `table` and `form`")
        return self


class Annex(Record):
    """An annex, on a sheet of its own: a work plan, an indicator table or a list of members; or parts written out."""

    id: str = Field(pattern=LOCAL_ID)
    """Its anchor, as `work-plan`: texts refer to it as `[](#annex-ID)`."""
    title: Text
    """The title of the annex: «План работы»."""
    opening: Prose | None = None
    """Paragraphs before all else."""
    parts: tuple[AnnexPart, ...] = ()
    """Text, numbered clauses, tables and forms, in order."""
    work_plan: tuple[Activity, ...] = ()
    """The activities, where the annex is a work plan."""
    indicators: IndicatorTable | None = None
    """The indicators, where the annex is a table of them."""
    members: tuple[MemberList, ...] = ()
    """The members of each party's cluster, where the annex lists them."""
    note: Text | None = None
    """Words below all else."""

    rules: ClassVar[tuple[Rule, ...]] = (UniqueIds("work_plan"),)

    @model_validator(mode="after")
    def _holds_one_thing(self) -> Self:
        if sum(map(bool, (self.work_plan, self.indicators, self.members, self.parts))) != 1:
            raise PydanticCustomError("annex-content", "an annex holds one of `work_plan`, `indicators`, `members` and `parts`")
        ids = [one.id for one in self.clauses()]
        if len(set(ids)) != len(ids):
            twice = next(id for id in ids if ids.count(id) > 1)
            raise PydanticCustomError("annex-content", "clause `{id}` stands twice in the annex", {"id": twice})
        return self

    def clauses(self) -> Iterator[AnnexClause]:
        """Yield the numbered clauses, in order."""
        yield from (one.clause for one in self.parts if one.clause is not None)
