"""Compares two states of a workspace: records, texts, figures, translations, templates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from toolkit.content.document import BlockItem
from toolkit.content.text import Prose, Text
from toolkit.core.archive import sources
from toolkit.core.workspace import Workspace
from toolkit.project import Project


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs, each by its name: `clusters.kaluga`, `clusters.kaluga.summary`, `kaluga.participants`, `en act.edition`."""

    files: tuple[str, ...]
    records: tuple[str, ...]
    texts: tuple[str, ...]
    facts: tuple[str, ...]
    messages: tuple[str, ...]


def changes(before: Project, after: Project) -> Changes:
    """Return what differs between two projects."""
    files = changed_files(before.workspace, after.workspace)
    return Changes(
        files,
        _differing(_records(before), _records(after)),
        _differing(_texts(before), _texts(after)),
        _differing(_facts(before), _facts(after)),
        _differing(_messages(before), _messages(after)),
    )


def changed_files(before: Workspace, after: Workspace) -> tuple[str, ...]:
    """Return the paths of files that differ, are new or are gone."""
    return _differing(sources(before), sources(after))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)))


def _records(project: Project) -> dict[str, Any]:
    if project.library is None:
        return {}
    found = {f"{name}.{item.id}": bare(item) for name, item in project.library.records()}
    return found | {"site": bare(project.library.site)} | {f"facts.{id}": bare(fact) for id, fact in _general(project)}


def _general(project: Project) -> Iterator[tuple[str, Any]]:
    assert project.library
    yield from ((id, fact) for id, fact in project.library.facts.items() if "." not in id)


def _facts(project: Project) -> dict[str, Any]:
    return {id: bare(fact) for id, fact in project.library.facts.items()} if project.library else {}


def _texts(project: Project) -> dict[str, Any]:
    """Return the texts by msgctxt: those of one context, as the paragraphs of prose, together."""
    found: dict[str, list[Any]] = {}
    for item in (item for _, item in project.library.records()) if project.library else ():
        for text in texts_of(item):
            found.setdefault(text.context, []).append(bare(text))
    return found


def _messages(project: Project) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for tag, catalog in project.catalogs.items():
        for (context, source), translation in catalog.messages.items():
            found.setdefault(f"{tag} {context}", {})[source] = (translation.strings, translation.fuzzy)
    return found


def texts_of(value: Any) -> Iterator[Text]:
    """Yield every text below a value, those of blocks too."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Prose):
        yield from value.paragraphs
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name))
    elif isinstance(value, BlockItem):
        yield from texts_of(value.arguments)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts_of(part)


def bare(value: Any) -> Any:
    """Return a value without the places where it stands, so that moved lines are no change."""
    match value:
        case Text():
            found: Any = (value.context, value.source, value.language, value.official)
        case Prose():
            found = bare(value.paragraphs)
        case BlockItem():
            found = (value.name, bare(value.arguments))
        case BaseModel():
            found = {name: bare(getattr(value, name)) for name in type(value).model_fields}
        case Mapping():
            found = {str(key): bare(part) for key, part in value.items()}
        case tuple():
            found = tuple(bare(part) for part in value)
        case _:
            found = str(value) if isinstance(value, Decimal) else value
    return found
