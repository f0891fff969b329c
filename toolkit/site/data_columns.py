"""Says what each column of the open data holds: its name, its type and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, get_args

from toolkit.content.facts import Derivation, Flag, Qualifier


@dataclass(frozen=True)
class Column:
    """A column of `facts.csv`, and the key of the same name in `facts.json`."""

    name: str
    title: str
    description: str
    type: Literal["string", "number", "boolean"] = "string"
    required: bool = False
    words: tuple[str, ...] = ()
    """The only words that may stand in it, where they are few."""
    several: bool = False
    """True when it holds several values, parted by spaces."""
    said: bool = False
    """True when there is one such column for each language: `label_ru`, `label_en`."""
    language: str = ""


_WAYS = get_args(Derivation.model_fields["how"].annotation)
_COLUMNS = (
    Column("id", "Id", "Id of the fact, by which texts and other facts name it.", required=True),
    Column("subject", "Subject", "Id of the cluster that the figure is about; empty when it is about none."),
    Column("label", "Label", "What is counted.", said=True),
    Column("value", "Value", "The value; the lower end of a range.", "number", required=True),
    Column("to", "Upper end", "The upper end, when the value is a range.", "number"),
    Column("qualifier", "Qualifier", "How exact the value is.", required=True, words=tuple(it.value for it in Qualifier)),
    Column("unit", "Unit", "Id of the unit that the value is counted in; empty for a bare number."),
    Column("printed", "As printed", "The value with its qualifier and unit, as documents print it.", said=True),
    Column("as_of", "As of", "Time that the value holds for: a year, a month, a day, a quarter, a half-year or a span of years."),
    Column("published", "Published", "When the source printed the value: a year, a month or a day."),
    Column("flags", "Flags", f"What the source says of how good the value is: {', '.join(it.value for it in Flag)}.", several=True),
    Column("period", "Period", "The period in words, where no date says it.", said=True),
    Column("derived", "Computed as", "How the value is computed from other facts; empty when it is given.", words=_WAYS),
    Column(
        "derived_from", "Computed from", "Ids of the facts that the value is computed from; `#2016` names a year of a series.", several=True
    ),
    Column("source", "Source", "Ids of the works that the value rests on.", several=True),
    Column("reference", "Reference", "Bibliographic references of these works, parted by semicolons."),
    Column("source_url", "Address of the source", "Web addresses of these works.", several=True),
    Column("locator", "Place in the source", "Page, table or cell of the source.", said=True),
    Column("counted", "Counted", "Whether the figure was counted from a list in the source.", "boolean", required=True),
    Column("note", "Note", "What a reader of the figure must know.", said=True),
)


def columns(languages: Iterable[str]) -> Iterator[Column]:
    """Yield the columns in their order; one that holds words stands once for each language."""
    tags = tuple(languages)
    for column in _COLUMNS:
        if column.said:
            yield from (
                replace(column, name=f"{column.name}_{tag}", title=f"{column.title} ({tag})", said=False, language=tag) for tag in tags
            )
        else:
            yield column
