"""Writes `docs/content.md`, a table of fields for every kind of record, from the models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from toolkit.content.document import BlockItem
from toolkit.content.field_examples import example
from toolkit.content.field_words import fields_of
from toolkit.content.library import COLLECTIONS
from toolkit.content.prose import Prose
from toolkit.content.site import Site
from toolkit.content.text import Text
from toolkit.content.values import Reference
from toolkit.content.vocabulary import Vocabulary

PATH = "docs/content.md"
_HEAD = """# Content

What may stand in each file of `content/`. Made from the models by `toolkit schema`; do not edit.

A collection is a file `content/NAME.yaml` (a mapping of id to record), a folder `content/NAME/` (a record a file), or both; a long file
may be cut into several, `content/NAME.PART.yaml`. *Text* is a string, or a mapping of language to official form; *prose* is Markdown
paragraphs. `{fact}` prints a figure, `[@source, с. 62]` cites a source, `[@act#provision]` an act, `[](#id)` refers to a section, a table
or a clause. Fields in **bold** are required. No list of ids, codes or words names one thing twice, and no record refers to itself.
"""


def guide(blocks: Mapping[str, type[BaseModel]]) -> str:
    """Return the whole page; `blocks` are the arguments of each block by its name."""
    return "\n".join([_HEAD, *_sections(blocks)]).rstrip() + "\n"


def models(blocks: Mapping[str, type[BaseModel]]) -> tuple[type[BaseModel], ...]:
    """Return every kind of record that the page tells of, and every part of one."""
    seen: dict[type[BaseModel], None] = {}
    for model in (Site, Vocabulary, *COLLECTIONS.values(), *blocks.values()):
        _plain(model, seen)
    return tuple(seen)


def _sections(blocks: Mapping[str, type[BaseModel]]) -> Iterator[str]:
    seen: dict[type[BaseModel], None] = {}
    yield from _model("`content/site.yaml`", Site, seen)
    yield from _model("`content/vocabulary.yaml`", Vocabulary, seen)
    for name, record in COLLECTIONS.items():
        yield from _model(f"`content/{name}`", record, seen)
    yield "## Blocks\n\nOne entry of a section's `blocks:`, written `- NAME: arguments`.\n"
    for name, arguments in sorted(blocks.items()):
        yield from _model(f"`{name}`", arguments, seen, "###")
    waiting = list(seen)
    yield "## Parts of records\n"
    named = {Site, Vocabulary, *COLLECTIONS.values(), *blocks.values()}
    for model in waiting:
        if model not in named:
            yield from _model(model.__name__, model, {}, "###")


def _model(title: str, model: type[BaseModel], seen: dict[type[BaseModel], None], level: str = "##") -> Iterator[str]:
    yield f"{level} {title}\n\n{_line(model.__doc__)}\n"
    rows = [_row(field.alias or name, field, seen) for name, field in fields_of(model).items() if name != "language"]
    if rows:
        yield "| field | holds | what it means | example |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    rules = [str(rule) for rule in getattr(model, "rules", ())]
    if rules:
        yield "Between the fields: " + " ".join(rules) + "\n"


def _row(name: str, field: Any, seen: dict[type[BaseModel], None]) -> str:
    shown = f"**`{name}`**" if field.is_required() else f"`{name}`"
    return f"| {shown} | {_type(field.annotation, seen)} | {_line(field.description)} | `{_line(example(name, field))}` |"


def _line(words: str | None) -> str:
    return " ".join((words or "").split()).replace("|", "\\|")


def _type(annotation: Any, seen: dict[type[BaseModel], None]) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(inner[0], seen)
    if origin in (Union, UnionType):
        return " or ".join(_type(part, seen) for part in inner if part is not NoneType)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if origin is tuple:
        return f"list of {_type(inner[0], seen)}"
    if origin is dict:
        return f"mapping to {_type(inner[1], seen)}"
    return _plain(annotation, seen)


def _plain(annotation: Any, seen: dict[type[BaseModel], None]) -> str:
    if annotation in (Text, Prose):
        return str(annotation.__name__).lower()
    if annotation is BlockItem:
        return "block"
    if isinstance(annotation, type) and issubclass(annotation, Reference):
        return f"id of a {annotation.noun}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in seen:
            seen[annotation] = None
            for field in annotation.model_fields.values():
                _type(field.annotation, seen)
        return annotation.__name__
    name = str(getattr(annotation, "__name__", annotation))
    return _PLAIN.get(name, name.lower())


_PLAIN = {
    "Country": "country code",
    "LanguageTag": "language tag",
    "Address": "web address",
    "SiteAddress": "web address",
    "Email": "e-mail address",
    "FileName": "file name",
    "str": "string",
    "int": "number",
    "Decimal": "number",
    "bool": "true or false",
    "Moment": "year, month or day",
    "Issued": "year, month or day",
    "ParagraphId": "id of a paragraph",
    "SectionId": "id of a section",
    "OldAddress": "old address",
    "PdfVariant": "PDF standard",
    "Key": "id",
}
