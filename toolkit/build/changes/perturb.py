"""Alters every word and figure of some records of a library.

By what then differs in the pages, one knows what any edit of them may touch, before anybody has made one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from toolkit.content.document import BlockItem
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Party, Source, Unit
from toolkit.content.text import Prose, Text
from toolkit.language.catalogs import Catalog

MARK = " ⁂"
_WORDS: Mapping[type[BaseModel], tuple[str, ...]] = {Source: ("title",), Unit: ("forms",), Party: ("forms",)}
"""Fields that are printed and are not texts."""


def shaken(library: Library, records: frozenset[tuple[str, str]], facts: frozenset[str], *, site: bool = False) -> Library:
    """Return a library in which the named records (by collection and id) and facts, and what is computed from those, differ."""
    touched = _with_dependents(library, facts | {f"{id}.{name}" for id, name in _own_facts(library, records)})
    items: dict[str, dict[str, Any]] = {name: dict(found) for name, found in library.items.items()}
    for collection, id in records:
        items[collection][id] = _shake(items[collection][id])
    general = {id: _shaken_fact(fact) if id in touched else fact for id, fact in library.facts.items()}
    for id, cluster in items["clusters"].items():
        items["clusters"][id] = cluster.model_copy(update={"facts": {name: general[f"{id}.{name}"] for name in cluster.facts}})
    return replace(library, items=items, facts=general, site=_shake(library.site) if site else library.site)


def _own_facts(library: Library, records: frozenset[tuple[str, str]]) -> list[tuple[str, str]]:
    clusters = [library.get(Cluster, id) for collection, id in records if collection == "clusters"]
    return [(cluster.id, name) for cluster in clusters for name in cluster.facts]


def _with_dependents(library: Library, facts: frozenset[str]) -> frozenset[str]:
    found = set(facts)
    while True:
        more = {
            fact.id for fact in library.facts.values() if fact.derived and any(reference.record in found for reference in fact.derived.of)
        }
        if more <= found:
            return frozenset(found)
        found |= more


def _shaken_fact(fact: Fact) -> Fact:
    found: Fact = _shake(fact).model_copy(
        update={
            "value": fact.value + 1,
            "to": fact.to + 1 if fact.to is not None else None,
            "series": {year: value + 1 for year, value in fact.series.items()},
        }
    )
    return found


def _shake(value: Any) -> Any:
    match value:
        case Text():
            official = tuple((tag, words + MARK) for tag, words in value.official)
            found: Any = replace(value, source=value.source + MARK, official=official)
        case Prose():
            found = Prose(_shake(value.paragraphs))
        case BlockItem():
            found = replace(value, arguments=_shake(value.arguments))
        case BaseModel():
            changes = {name: _shake(getattr(value, name)) for name in type(value).model_fields}
            words = {name: _words(getattr(value, name)) for name in _WORDS.get(type(value), ())}
            found = value.model_copy(update=changes | words)
        case Mapping():
            found = {key: _shake(part) for key, part in value.items()}
        case tuple():
            found = tuple(_shake(part) for part in value)
        case _:
            found = value
    return found


def _words(value: Any) -> Any:
    """Alter plain words, in mappings too."""
    if isinstance(value, str):
        return value + MARK
    return {key: _words(part) for key, part in value.items()} if isinstance(value, Mapping) else value


def shaken_catalog(catalog: Catalog, path: str) -> Catalog:
    """Return a catalog in which every translation of one file differs."""
    messages = {
        key: replace(said, strings=tuple(words + MARK if words else words for words in said.strings)) if said.place.path == path else said
        for key, said in catalog.messages.items()
    }
    return replace(catalog, messages=messages)
