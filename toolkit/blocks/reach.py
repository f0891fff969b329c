"""A document's outline in; the ids of every record that it shows, followed from record to record, out."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from toolkit.content.library import Library
from toolkit.content.records import Cluster, Link
from toolkit.content.text import Prose, Text
from toolkit.content.values import Fact, FactRef, Reference, walk
from toolkit.language.placeholders import name_of, placeholders
from toolkit.markdown import citations
from toolkit.outline import Outline

_FOLLOWED = ("legal_bases", "organisations", "programmes", "recommendations", "success_factors", "glossary", "groups", "clusters")


def shown(library: Library, outline: Outline) -> frozenset[str]:
    """Return the ids of records and facts that a document shows."""
    seen: set[str] = set()
    waiting: list[object] = [block.arguments for block in outline.blocks() if isinstance(block.arguments, BaseModel)]
    waiting.append(outline.publication.document)
    if outline.publication.subject:
        seen.add(outline.publication.subject.id)
        waiting.append(outline.publication.subject)
        waiting.extend(_links_of(library, outline.publication.subject))
    names = {name_of(id): id for id in library.facts}
    while waiting:
        for id in _mentions(waiting.pop(), names):
            if id not in seen:
                seen.add(id)
                item = library.facts.get(id) or library.find(id, _FOLLOWED)
                if item is not None and not isinstance(item, Cluster):
                    waiting.append(item)
                elif isinstance(item, Cluster):
                    waiting.extend(item.facts.values())
    return frozenset(seen)


def _links_of(library: Library, cluster: Cluster) -> Iterator[Link]:
    yield from (link for link in library.all(Link) if cluster.id in (link.source, link.target))


def _mentions(value: object, names: dict[str, str]) -> Iterator[str]:
    """Yield the ids that a record refers to: by reference, by placeholder, by citation; and its facts."""
    for leaf in walk(value):
        if isinstance(leaf, FactRef):
            yield str(leaf)
        elif isinstance(leaf, Reference):
            yield leaf.record
        else:
            for text in leaf.paragraphs if isinstance(leaf, Prose) else (leaf,):
                yield from _in_text(text, names)
    if isinstance(value, Cluster):
        yield from (f"{value.id}.{name}" for name in value.facts)
    if isinstance(value, Fact):
        yield value.source.record


def _in_text(text: Text, names: dict[str, str]) -> Iterator[str]:
    for name in placeholders(text.source):
        if name in names:
            yield names[name]
            yield names[name].partition(".")[0]
    for citation in citations(text.source):
        yield citation.id
