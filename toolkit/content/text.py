"""Defines translatable texts: source words, their language, msgctxt and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from toolkit.content.scalars import is_language
from toolkit.content.tree import NOWHERE, Fields, Passage, Scalar
from toolkit.core.characters import is_blank
from toolkit.core.diagnostics import Place

LONGEST = 10_000
"""Characters of one text, or of one paragraph of prose."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_LIST_ITEM = re.compile(r"^(?:[-*] |\d+\. )", re.MULTILINE)


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

    def __reduce__(self) -> tuple[type[Text], tuple[Any, ...]]:
        """Unpickle by the constructor, which is quicker; a text without a passage keeps the one that stands for none."""
        parts = (self.source, self.language, self.context, self.place, self.official)
        return Text, parts if self.passage is NOWHERE else (*parts, self.passage)

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
            return cls(_bounded(_full(one_line(value))), value.language, value.path, value.place, passage=value.passage)
        forms = official_forms(value)
        first = next(iter(forms.values()))
        official = tuple((tag, _bounded(one_line(form))) for tag, form in forms.items())
        source = next((tag for tag in forms if tag == first.language), next(iter(forms)))
        return cls(one_line(forms[source]), source, _parent_path(first.path), value.place, official, value.passage)

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
            _full(value)
            return cls(
                tuple(
                    Text(part, value.language, value.path, passage.place, passage=passage)
                    for part, passage in zip(split(value), passages(value), strict=True)
                )
            )
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
                Text(words, source, path, passage.place, tuple((tag, part[number]) for tag, part in parts.items()), value.passage)
                for number, (words, passage) in enumerate(zip(parts[source], passages(forms[source]), strict=True))
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
        if not is_language(tag):
            context = {"tag": str(tag), "hint": "use a tag as ru, en or kk; a region in capitals, as pt-BR"}
            raise PydanticCustomError("unknown-language", "`{tag}` is not a language that CLDR knows", context)
        if not isinstance(form, Scalar):
            raise PydanticCustomError("wrong-type", "the text for `{tag}` is empty or no text", {"tag": str(tag)})
        _full(form)
    return dict(value)


def one_line(words: str) -> str:
    """Return words with every run of white space as one space; a space that may not break stays, for its author set it."""
    return _SPACES.sub(" ", words).strip(" ")


def _full(words: str) -> str:
    """Return words, or raise that there are none."""
    if is_blank(words):
        hint = {"hint": "write the words, or leave the key out where it may be left out"}
        raise PydanticCustomError("empty-text", "the text is empty", hint)
    return words


def _bounded(words: str) -> str:
    """Return words, or raise that they are more than one text holds."""
    if len(words) > LONGEST:
        context = {"count": len(words), "most": LONGEST, "hint": "part it by blank lines where it is prose; else shorten it"}
        raise PydanticCustomError("too-large", "{count} characters stand in one text, {most} at most", context)
    return words


def split(value: Scalar) -> list[str]:
    """Return the paragraphs of a scalar; a Markdown list keeps its lines."""
    parts = [value[start:end] for start, end in _parts(value)]
    return [
        _bounded("\n".join(line.rstrip() for line in part.strip().splitlines()) if _LIST_ITEM.search(part) else one_line(part))
        for part in parts
    ]


def passages(value: Scalar) -> list[Passage]:
    """Return where each paragraph of a scalar stands in its file; the whole scalar, where folding hides it."""
    whole, count = value.passage, len(split(value))
    begins = whole.words.find("\n") + 1 if value.block_style else 0
    parts = [(begins + start, begins + end) for start, end in _parts(whole.words[begins:])]
    return [whole.part(start, end) for start, end in parts] if len(parts) == count else [whole] * count


def _parts(value: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs begin and end; their first and last characters are no space."""
    start = 0
    for end, after in (*((gap.start(), gap.end()) for gap in _PARAGRAPHS.finditer(value)), (len(value), len(value))):
        words = value[start:end]
        if words.strip():
            yield start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        start = after


def _parent_path(path: str) -> str:
    """Return the dotted path of a mapping of forms, from the path of one of them."""
    return path.rpartition(".")[0]


def text_schema(description: str) -> dict[str, Any]:
    """Return the JSON Schema of a text."""
    forms = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "string"}}
    return {"description": description, "anyOf": [{"type": "string"}, {"type": "number"}, forms]}
