"""Describes units of measure: the phrases that a figure is printed in, and which values make sense in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from toolkit.content.rules import Broken, Rule
from toolkit.content.scalars import Gender, LanguageTag, Number, Word
from toolkit.content.tree import Fields, Scalar
from toolkit.content.values import Item
from toolkit.core.characters import shifted


def _plural(forms: dict[str, str]) -> dict[str, str]:
    """Refuse forms that no number could take: `one` is the name of the message in catalogs, `other` stands for every other."""
    for name in ("one", "other"):
        if name not in forms:
            raise PydanticCustomError("missing-key", "key `{key}` is missing: a unit has its words for one and for others", {
                "key": name, "hint": f"add `{name}: …`",
            })  # fmt: skip
    return forms


PluralForms = Annotated[dict[str, Word], AfterValidator(_plural)]


@dataclass(frozen=True, slots=True)
class NumberIsPrinted:
    """A phrase without `{n}` would print a figure without its number."""

    def __str__(self) -> str:
        return "Every phrase holds `{n}` once; a unit with `says` holds none."

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield each phrase that has too few or too many numbers."""
        wanted = 0 if getattr(record, "says", None) is not None else 1
        for use, forms in getattr(record, "forms").items():  # noqa: B009  # the model below
            for category, phrase in forms.items():
                if (given := phrase.count("{n}")) != wanted:
                    message = f"`{phrase}` has {'no' if not given else 'a needless' if not wanted else 'more than one'} `{{n}}`"
                    hint = "write `{n}` where the number stands" if wanted else "take `{n}` or `says:` out"
                    yield Broken(("forms", use, category), "missing-placeholder", message, hint)


@dataclass(frozen=True, slots=True)
class PhrasesArePlain:
    """Phrases stand in charts, titles and tables of data too, where no Markdown can."""

    def __str__(self) -> str:
        return "Phrases are plain words; raised and lowered signs are written `m^3^` and `CO~2~`."

    def breaches(self, record: BaseModel) -> Iterator[Broken]:
        """Yield each phrase with a mark that would be printed as it is typed."""
        for use, forms in getattr(record, "forms").items():  # noqa: B009  # the model below
            for category, phrase in forms.items():
                if mark := mark_in(phrase):
                    yield Broken(("forms", use, category), "markdown-block", f"`{mark}` would be printed as it is typed", PLAIN)


PLAIN = "a phrase of a unit is plain words, with digits and + - = ( ) raised as m^3^ or lowered as CO~2~"
"""What a phrase may hold."""
_MARK = re.compile(r"\*+\w|\w\*{2}|`|\\|\]\(|\[[@^\[]|</?[A-Za-z][^<>]*>|&#?\w+;|\^|\w~|~{2}|==|\{(?!n\})[^}]*\}?|\$[A-Za-z\\][^$]*\$")


def mark_in(phrase: str) -> str:
    """Return the first mark of a phrase that no letter stands for; nothing where there is none."""
    found = _MARK.search(shifted(phrase))
    return found.group() if found else ""


class Unit(Item):
    """A unit of measure: whole phrases by use, each with its plural forms in the file's language.

    Uses are `exact`, the qualifiers of facts (`about`, `more-than`, …) and Russian cases (`gen`). Every phrase holds `{n}`, the number.
    """

    forms: dict[str, PluralForms]
    """The phrases by use, and for each use its plural forms: `{exact: {one: "{n} job", other: "{n} jobs"}}`."""
    grouped: bool = True
    """False for years: 2015, not 2 015."""
    gender: dict[LanguageTag, Gender] = Field(default_factory=dict)
    """Gender of the noun in languages whose small numbers agree with it: `{ru: feminine}` for «две компании»; masculine when left out."""
    least: Number | None = None
    """The lowest value that makes sense: `0` for what is counted."""
    most: Number | None = None
    """The highest value that makes sense: `100` for a share in per cent."""
    says: Number | None = None
    """The one value that the phrases name in words, without `{n}`: `1` where they say “about a third”."""

    rules: ClassVar[tuple[Rule, ...]] = (NumberIsPrinted(), PhrasesArePlain())

    @model_validator(mode="before")
    @classmethod
    def _in_the_language_of_its_file(cls, value: Any) -> Any:
        """Keep the language that the file says, or the workspace: phrases are no texts, and do not know it themselves."""
        if not isinstance(value, Fields) or "language" in value or not isinstance(value.get("forms"), Fields):
            return value
        words = [word for forms in value["forms"].values() if isinstance(forms, Fields) for word in forms.values()]
        return {**value, "language": words[0].language} if words and isinstance(words[0], Scalar) else value

    def gender_in(self, language: str) -> str:
        """Return the gender of the noun in a language."""
        return next((gender for tag, gender in self.gender.items() if str(tag) == language), "masculine")
