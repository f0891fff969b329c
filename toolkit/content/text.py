"""Translatable strings of records: source words, their language, msgctxt and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from toolkit.content.tree import Fields, Scalar
from toolkit.diagnostics import Place

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_LIST_ITEM = re.compile(r"^(?:[-*] |\d+\. )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Text:
    """A string to translate; `official` holds the forms which the author owns in several languages."""

    source: str
    language: str
    context: str
    place: Place
    official: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, value: Any) -> Text:
        """Make a text of a scalar, or of a mapping `{ru: …, en: …}`."""
        if isinstance(value, Scalar):
            return cls(one_line(value), value.language, value.path, value.place)
        forms = official_forms(value)
        first = next(iter(forms.values()))
        official = tuple((tag, one_line(form)) for tag, form in forms.items())
        source = next((tag for tag in forms if tag == first.language), next(iter(forms)))
        return cls(one_line(forms[source]), source, _parent_path(first.path), value.place, official)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return text_schema("Text in the file's language, or a mapping of language to official form.")


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs of Markdown, one text each; a list is one paragraph."""

    paragraphs: tuple[Text, ...]

    @classmethod
    def read(cls, value: Any) -> Prose:
        """Split a scalar, or the forms of a mapping, at blank lines."""
        if isinstance(value, Scalar):
            return cls(tuple(Text(part, value.language, value.path, place) for part, place in split(value)))
        forms = official_forms(value)
        parts = {tag: split(form) for tag, form in forms.items()}
        if len({len(part) for part in parts.values()}) > 1:
            counts = ", ".join(f"{tag}: {len(part)}" for tag, part in parts.items())
            raise PydanticCustomError("unpaired-paragraphs", "the languages differ in paragraphs ({counts})", {"counts": counts})
        first = next(iter(forms.values()))
        source = first.language if first.language in forms else next(iter(forms))
        path = _parent_path(first.path)
        return cls(
            tuple(
                Text(words, source, path, place, tuple((tag, part[number][0]) for tag, part in parts.items()))
                for number, (words, place) in enumerate(parts[source])
            )
        )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return text_schema("Markdown paragraphs, parted by blank lines.")


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
        if not LANGUAGE_TAG.fullmatch(tag):
            raise PydanticCustomError("unknown-language", "`{tag}` is not a language tag", {"tag": str(tag)})
        if not isinstance(form, Scalar):
            raise PydanticCustomError("wrong-type", "the text for `{tag}` is empty or no text", {"tag": str(tag)})
    return dict(value)


def one_line(words: str) -> str:
    """Return words with every run of white space as one space."""
    return " ".join(words.split())


def split(value: Scalar) -> list[tuple[str, Place]]:
    """Return the paragraphs of a scalar with the place of each; a Markdown list keeps its lines."""
    found = []
    for part, offset in _parts(value):
        words = "\n".join(line.rstrip() for line in part.strip().splitlines()) if _LIST_ITEM.search(part) else one_line(part)
        place = value.place
        if value.block_style:
            place = Place(place.path, place.line + 1 + value.count("\n", 0, offset), 0)
        found.append((words, place))
    return found


def _parts(value: str) -> Iterator[tuple[str, int]]:
    start = 0
    for gap in _PARAGRAPHS.finditer(value):
        if value[start : gap.start()].strip():
            yield value[start : gap.start()], start
        start = gap.end()
    if value[start:].strip():
        yield value[start:], start


def _parent_path(path: str) -> str:
    """Return the dotted path of a mapping of forms, from the path of one of them."""
    return path.rpartition(".")[0]


def text_schema(description: str) -> dict[str, Any]:
    """Return the JSON Schema of a text."""
    forms = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}
    return {"description": description, "anyOf": [{"type": "string"}, {"type": "number"}, forms]}
