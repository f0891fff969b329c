"""States what must hold between the fields of a record; the models, their schemas, `toolkit check` and the docs share it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError


@dataclass(frozen=True, slots=True)
class Broken:
    """One breach of a rule: the steps to the value at fault, the code, what is wrong, what to do."""

    steps: tuple[str | int, ...]
    code: str
    message: str
    hint: str


class Rule(Protocol):
    """Something that must hold between the fields of one record."""

    def __str__(self) -> str:
        """Return the rule as a sentence of the docs."""
        ...

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield what breaks it in a record."""
        ...


@dataclass(frozen=True, slots=True)
class InOrder:
    """Dates that follow one another; those left out are passed over, and the less exact of two counts for its whole span."""

    fields: tuple[str, ...]

    @classmethod
    def of(cls, *fields: str) -> InOrder:
        """Make the rule of the names of fields; `amended.date` is a date in a part of the record."""
        return cls(fields)

    def __str__(self) -> str:
        return " is not after ".join(f"`{name}`" for name in self.fields) + "."

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield each date that stands before one that it must follow."""
        given = [(name, value) for name in self.fields if (value := _at(record, name)) is not None]
        for (first, before), (then, after) in combinations(given, 2):
            length = min(len(before), len(after))
            if after[:length] < before[:length]:
                message = f"{after} is before `{first}`, {before}"
                yield Broken(tuple(then.split(".")), "dates-out-of-order", message, "correct one of the two dates")


@dataclass(frozen=True, slots=True)
class Different:
    """Two fields that may not say the same."""

    first: str
    second: str

    def __str__(self) -> str:
        return f"`{self.first}` and `{self.second}` differ."

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield the second field where it says what the first says."""
        values = {field.alias or name: getattr(record, name) for name, field in type(record).model_fields.items()}
        if values[self.first] == values[self.second]:
            yield Broken((self.second,), "refers-to-itself", f"`{values[self.second]}` is `{self.first}` too", "name another record")


@dataclass(frozen=True, slots=True)
class UniqueIds:
    """A list whose entries have ids of their own."""

    field: str

    def __str__(self) -> str:
        return f"Each entry of `{self.field}` has an `id` of its own."

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield each entry whose id an earlier one has."""
        seen: set[str] = set()
        for index, entry in enumerate(getattr(record, self.field)):
            if entry.id in seen:
                yield Broken((self.field, index, "id"), "stands-twice", f"`{entry.id}` is the id of an entry above", "give it another id")
            seen.add(entry.id)


@dataclass(frozen=True, slots=True)
class KeysAmong:
    """Entries of a list whose mapping has no key beside those that the record lists: what no column shows would be dropped in silence."""

    entries: str
    mapping: str
    allowed: str

    def __str__(self) -> str:
        return f"The keys of `{self.mapping}` in `{self.entries}` are among `{self.allowed}`."

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield each key that is not among those listed."""
        known = getattr(record, self.allowed)
        for index, entry in enumerate(getattr(record, self.entries)):
            for key in getattr(entry, self.mapping):
                if key not in known:
                    message = f"`{key}` is not among `{self.allowed}`"
                    yield Broken((self.entries, index, self.mapping, key), "unknown-year", message, "listed there: " + ", ".join(known))


def _at(record: BaseModel, path: str) -> str | None:
    """Return a date of a record, or of a part of it, as it is written; nothing where it is left out."""
    value: Any = record
    for name in path.split("."):
        value = getattr(value, name, None)
    return None if value is None else str(value)


def repeated(record: BaseModel) -> Iterator[Broken]:
    """Yield each entry of a list of a record that stands there twice; no list of words, ids or codes may name one thing again."""
    for name, field in type(record).model_fields.items():
        entries = getattr(record, name)
        if not isinstance(entries, tuple):
            continue
        seen: set[object] = set()
        for index, entry in enumerate(entries):
            said = entry if isinstance(entry, str) else getattr(entry, "same_as", None)
            if said is not None and said in seen:
                shown = str(entry) if isinstance(entry, str) else getattr(entry, "source", "")
                message = f"`{shown if len(shown) < 60 else shown[:59] + '…'}` stands here twice"
                yield Broken((field.alias or name, index), "stands-twice", message, "name it once")
            seen.add(said)


def refuse(model: type[BaseModel], found: list[Broken], record: object) -> None:
    """Raise every breach that was found in a record, each at its field."""
    if found:
        details = [
            InitErrorDetails(
                type=PydanticCustomError(one.code, "{message}", {"message": one.message, "hint": one.hint}),
                loc=one.steps, input=record,
            )
            for one in found
        ]  # fmt: skip
        raise ValidationError.from_exception_data(model.__name__, details)
