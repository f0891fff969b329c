"""Finds records that refer to themselves, and relations that lead round in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis, Source
from toolkit.content.values import Reference
from toolkit.content.walk import walk
from toolkit.core.diagnostics import Diagnostic


def check_relations(library: Library) -> Iterator[Diagnostic]:
    """Yield each reference of a record to itself, and each circle of relations that run one way."""
    for collection, item in library.records():
        if collection != "facts":
            yield from _to_itself(item, collection, item.id)
    for fact in library.facts.values():  # those of clusters too
        yield from _to_itself(fact, "facts", fact.id)
    acts = {act.id: (act.replaced_by,) for act in library.all(LegalBasis) if act.replaced_by}
    yield from _circles(acts, "is replaced by")
    documents = {one.id: (one.supersedes,) for one in library.all(Document) if one.supersedes}
    yield from _circles(documents, "supersedes")
    read = {one.id: (one.custom.cited_in,) for one in library.all(Source) if one.custom.cited_in}
    yield from _circles(read, "is read through")
    facts = library.facts.values()
    yield from _circles({fact.id: fact.parts for fact in facts if fact.parts}, "is made of")
    yield from _circles({fact.id: (fact.supersedes.fact,) for fact in facts if fact.supersedes}, "supersedes")


def _to_itself(record: object, collection: str, id: str) -> Iterator[Diagnostic]:
    for leaf in walk(record):
        if isinstance(leaf, Reference) and leaf.record == id and collection in leaf.targets and not _computed(record, leaf):
            yield Diagnostic("refers-to-itself", f"`{id}` refers to itself", leaf.place, "name another record, or leave the key out")


def _computed(record: object, leaf: Reference) -> bool:
    """Say whether a reference is the input of a derivation, whose circles have a diagnostic of their own."""
    derived = getattr(record, "derived", None)
    return derived is not None and any(leaf is one for one in derived.of)


def _circles(relation: Mapping[str, tuple[Reference, ...]], words: str) -> Iterator[Diagnostic]:
    """Yield each circle once, at the reference that closes it."""
    done: set[str] = set()
    for start in relation:
        trail: list[str] = []
        waiting: list[tuple[str, int]] = [(start, 0)]
        while waiting:
            id, index = waiting.pop()
            if index == 0:
                trail.append(id)
            targets = relation.get(id, ())
            if index == len(targets) or id in done:
                done.add(id)
                trail.pop()
                continue
            waiting.append((id, index + 1))
            target = targets[index].record
            if target in trail and target != id:
                circle = " → ".join((*trail[trail.index(target) :], target))
                message = f"`{target}` {words} itself, by way of others: {circle}"
                yield Diagnostic("refers-to-itself", message, targets[index].place, "take one of these out")
            elif target not in trail and target not in done:
                waiting.append((target, 0))
