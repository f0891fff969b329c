"""Reads one file of content into records, each with what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from toolkit.content import csl
from toolkit.content.document import BlockModels
from toolkit.content.markdown_file import read_markdown
from toolkit.content.problems import explain
from toolkit.content.scalars import is_language
from toolkit.content.tables import read_csv
from toolkit.content.tree import Fields, Items, Node, Scalar, parse
from toolkit.core.diagnostics import ContentError, Diagnostic, Place

SOURCES = "sources"
"""The collection that takes bibliographies of other programs as they are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file; nothing where it is broken, with every word that its author typed."""

    id: str
    place: Place
    record: Any | None
    found: tuple[Diagnostic, ...] = ()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ContentFile:
    """What a file holds, and what is wrong with it as a whole."""

    readable: bool
    entries: tuple[Entry, ...] = ()
    found: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file ought to hold: records of a model, below a dotted path; one of this `id`, or many by theirs when it is empty."""

    model: type[Any]
    prefix: str
    id: str
    language: str
    blocks: BlockModels


def read_file(data: bytes, path: str, expected: Expected) -> ContentFile:
    """Return the records of a file, and all that is wrong with it."""
    prefix = f"{expected.prefix}.{expected.id}" if expected.id else expected.prefix
    tree, found = read_tree(data, path, prefix, expected.language)
    if tree is None:
        return ContentFile(False, (), found)
    if expected.id:
        return ContentFile(True, (_entry(expected, expected.id, tree, _place_of(tree, path), path),), found)
    entries: list[Entry] = []
    wrong = [*found, *(_language_of_all(tree) if isinstance(tree, Fields) else ())]
    for id, raw, place in _many(tree, path, expected, wrong):
        entries.append(_entry(expected, id, raw, place, path))
    return ContentFile(True, tuple(entries), tuple(wrong))


def read_tree(data: bytes, path: str, prefix: str, language: str) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the tree of a file, nothing where it is empty or cannot be read, and what is wrong with it."""
    try:
        read = read_csv if path.endswith(".csv") else read_markdown if path.endswith(".md") else parse
        node, found = read(data, path, prefix, language)
    except ContentError as error:
        return None, error.diagnostics
    if node is None and not found:
        return None, (Diagnostic("empty-file", "the file is empty", Place(path, 1), "fill it, or remove it"),)
    return node, found


def _language_of_all(tree: Fields) -> Iterator[Diagnostic]:
    """Yield what is wrong with the language that a file of many records names for all of them; a record judges its own."""
    tag = tree.get("language")
    if "language" in tree and not (isinstance(tag, Scalar) and is_language(tag)):
        message = f"`{tag if isinstance(tag, Scalar) else 'language'}` is not a language that CLDR knows"
        yield Diagnostic(
            "unknown-language", message, tag.place if tag is not None else tree.key_place("language"), "use a tag as ru, en or kk"
        )


def read_record(model: type[Any], raw: Node, id: str, path: str, blocks: BlockModels) -> tuple[Any | None, tuple[Diagnostic, ...]]:
    """Return the record of a node, or what is wrong with it."""
    if not isinstance(raw, Fields):
        place = raw.place if raw is not None else Place(path)
        return None, (Diagnostic("wrong-type", f"`{id}`: expected a mapping of keys", place, "write `key: value` lines"),)
    try:
        return model.model_validate(raw, context={"blocks": blocks}), ()
    except ValidationError as error:
        return None, tuple(explain(error, model, raw, blocks))


def _entry(expected: Expected, id: str, raw: Node, place: Place, path: str) -> Entry:
    record, found = read_record(expected.model, raw, id, path, expected.blocks)
    return Entry(id, place, record, found, frozenset(_words_of(raw)) if record is None else frozenset())


def _many(tree: Node, path: str, expected: Expected, wrong: list[Diagnostic]) -> Iterator[tuple[str, Node, Place]]:
    works = tree if isinstance(tree, Items) else tree.get("references") if isinstance(tree, Fields) else None
    if expected.prefix == SOURCES and isinstance(works, Items):
        wrong += _beside(tree) if isinstance(tree, Fields) else ()
        yield from _csl(works, wrong)
    elif isinstance(tree, Fields):
        for key, raw in tree.items():
            if key != "language":
                plain = csl.work(raw)[0] if expected.prefix == SOURCES and isinstance(raw, Fields) else raw
                yield str(key), plain, _place_of(raw, path)
    elif tree is not None:
        message = f"expected a mapping of id to record ({expected.prefix})"
        wrong.append(Diagnostic("wrong-type", message, tree.place, "write `id:` lines"))


def _beside(tree: Fields) -> Iterator[Diagnostic]:
    """Yield what stands beside the list of references, where it would not be read."""
    for key in [one for one in tree if one not in ("references", "language")]:
        message = f"`{key}` stands beside `references:`, and would not be read"
        yield Diagnostic("unknown-key", message, tree.key_place(key), "make it an entry of the list, with `id:`, or remove it")


def _csl(items: Items, wrong: list[Diagnostic]) -> Iterator[tuple[str, Node, Place]]:
    """Yield the works of a bibliography as other programs export it."""
    unprinted: frozenset[str] = frozenset()
    for raw in items:
        id = csl.work_id(raw) if isinstance(raw, Fields) else None
        if isinstance(raw, Fields) and id is not None:
            rest, passed = csl.work(raw)
            del rest["id"]
            unprinted |= passed
            rest.path = f"{SOURCES}.{id}"
            yield str(id), rest, raw.place
        else:
            wrong.append(Diagnostic("missing-key", "a reference without `id`", items.place, "add `id: …`"))
    if unprinted:
        wrong.append(csl.note(unprinted, items))


def _place_of(raw: Node, path: str) -> Place:
    return raw.place if raw is not None else Place(path)


def _words_of(node: Node) -> Iterator[str]:
    """Yield every word that an author typed below a node."""
    if isinstance(node, Scalar):
        yield str(node)
    for part in node.values() if isinstance(node, Fields) else node if isinstance(node, Items) else ():
        yield from _words_of(part)
