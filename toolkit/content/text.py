"""Defines translatable texts: source words, their language, msgctxt and place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from toolkit.content.scalars import is_language
from toolkit.content.tree import NOWHERE, Fields, Passage, Scalar
from toolkit.core.characters import is_blank
from toolkit.core.diagnostics import Place

LONGEST = 10_000
"""Characters of one text, or of one paragraph of prose."""
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A string to translate; `official` holds the forms which the author owns in several languages."""

    source: str
    language: str
    context: str
    place: Place
    official: tuple[tuple[str, str], ...] = ()
    passage: Passage = field(default=NOWHERE, compare=False, repr=False)
    """The text as it stands in its file."""
    notes: tuple[tuple[str, Text], ...] = field(default=(), compare=False, repr=False)
    """The footnotes that the text may call, by label: those of the prose that it belongs to."""

    def __reduce__(self) -> tuple[type[Text], tuple[Any, ...]]:
        """Unpickle by the constructor, which is quicker; a text without a passage keeps the one that stands for none."""
        parts = (self.source, self.language, self.context, self.place, self.official)
        return Text, parts if self.passage is NOWHERE and not self.notes else (*parts, self.passage, self.notes)

    def at(self, words: str) -> Place:
        """Return where some words of the text stand; where it begins, when they cannot be told apart in the file."""
        return self.passage.at(words) if self.passage is not NOWHERE else self.place

    @property
    def same_as(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What makes two texts of a list one and the same."""
        return self.source, self.official

    @classmethod
    def read(cls, value: Any) -> Text:
        """Make a text of a scalar, or of a mapping `{ru: …, en: …}`."""
        if isinstance(value, Scalar):
            return cls(bounded(full(one_line(value))), value.language, value.path, value.place, passage=value.passage)
        forms = official_forms(value)
        first = next(iter(forms.values()))
        official = tuple((tag, bounded(one_line(form))) for tag, form in forms.items())
        source = next((tag for tag in forms if tag == first.language), next(iter(forms)))
        return cls(one_line(forms[source]), source, parent_path(first.path), value.place, official, value.passage)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return text_schema("Text in the file's language, or a mapping of language to official form.")


@dataclass(frozen=True, slots=True)
class Limit:
    """Marks a field whose texts are printed where space is limited: `short: Annotated[Text, Limit(25)]`."""

    characters: int


def official_forms(value: Any) -> dict[str, Scalar]:
    """Return the forms of a mapping from language to words; raise what is wrong with it."""
    if not isinstance(value, Fields):
        raise PydanticCustomError("wrong-type", "expected text, or a mapping of language to text")
    if not value:
        raise PydanticCustomError("wrong-type", "expected text, and the mapping is empty")
    for tag, form in value.items():
        if not is_language(tag):
            context = {"tag": str(tag), "hint": "use a tag as ru, en or kk; a region in capitals, as pt-BR"}
            raise PydanticCustomError("unknown-language", "`{tag}` is not a language that CLDR knows", context)
        if not isinstance(form, Scalar):
            raise PydanticCustomError("wrong-type", "the text for `{tag}` is empty or no text", {"tag": str(tag)})
        full(form)
    return dict(value)


def one_line(words: str) -> str:
    """Return words with every run of white space as one space; a space that may not break stays, for its author set it."""
    return _SPACES.sub(" ", words).strip(" ")


def full(words: str) -> str:
    """Return words, or raise that there are none."""
    if is_blank(words):
        hint = {"hint": "write the words, or leave the key out where it may be left out"}
        raise PydanticCustomError("empty-text", "the text is empty", hint)
    return words


def bounded(words: str) -> str:
    """Return words, or raise that they are more than one text holds."""
    if len(words) > LONGEST:
        context = {"count": len(words), "most": LONGEST, "hint": "part it by blank lines where it is prose; else shorten it"}
        raise PydanticCustomError("too-large", "{count} characters stand in one text, {most} at most", context)
    return words


def parent_path(path: str) -> str:
    """Return the dotted path of a mapping of forms, from the path of one of them."""
    return path.rpartition(".")[0]


def text_schema(description: str) -> dict[str, Any]:
    """Return the JSON Schema of a text."""
    forms = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}
    return {"description": description, "anyOf": [{"type": "string"}, {"type": "number"}, forms]}
