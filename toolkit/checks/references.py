"""Checks that every reference leads to a record."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.content.choices import ChoiceRef, Country
from toolkit.content.derive import unknown_fact
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import LegalBasis, Topic
from toolkit.content.scalars import countries
from toolkit.content.values import ActRef, EntityRef, FactRef, Item, Reference
from toolkit.content.vocabulary import OWN
from toolkit.content.walk import walk
from toolkit.core.characters import strange
from toolkit.core.diagnostics import Diagnostic, did_you_mean


def check_references(library: Library) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each reference that leads nowhere; to a broken record only the record's own."""
    for item in (library.site, *(item for _, item in library.records())):
        yield from _references(library, item)


_TOGETHER = (("sources", "legal_bases"), EntityRef.targets)
"""Collections that one reference may lead to: a citation, an end of a link."""


def check_shared_ids(library: Library) -> Iterator[Diagnostic]:
    """Yield each record that has the id of another one which the same reference could mean."""
    for collections in _TOGETHER:
        first: dict[str, tuple[str, Item]] = {}
        for collection in collections:
            for id, item in library.items[collection].items():
                other, held = first.setdefault(id, (collection, item))
                if held is not item:
                    message = f"`{id}` is in content/{other} and in content/{collection}: a reference to it could mean either"
                    yield Diagnostic("duplicate-id", message, item.place, "rename one of them", related=((held.place, "the other"),))


def _references(library: Library, item: Item) -> Iterator[Diagnostic]:
    for leaf in walk(item):
        if isinstance(leaf, FactRef):
            yield from _fact(library, leaf)
        elif isinstance(leaf, Reference):
            yield from _record(library, leaf)
    if isinstance(item, Document) and item.agreement:
        for article in item.agreement.articles:
            yield from _clauses(library, article.topic, (*(article.clauses or ()), *article.also, *article.without))


def _record(library: Library, reference: Reference) -> Iterator[Diagnostic]:
    item = library.find(reference.record, reference.targets)
    if item is None and "facts" in reference.targets and reference in library.facts:
        return
    if item is None and not (isinstance(reference, Country) and reference in countries()):
        if library.is_broken(reference.record, reference.targets):
            return
        noun = reference.noun
        known = tuple(library.ids(reference.targets))
        if isinstance(reference, Country):
            hint = f"look it up in ISO 3166, or add a union to `jurisdictions` in {OWN}"
        elif isinstance(reference, ChoiceRef):
            own = f"add it with its label to `{reference.targets[0]}` in {OWN}; known: " + ", ".join(known)
            hint = did_you_mean(reference.record, known, own, near=0.86)
        else:
            hint = did_you_mean(reference.record, known, f"add it to {_files(reference.targets)}")
        article = "an" if noun[0] in "aeio" else "a"
        message = f"`{reference.record}` is not {article} {noun}{strange(reference.record)}"
        yield Diagnostic(reference.unknown(), message, reference.place, hint)
    elif isinstance(reference, ActRef) and reference.part and isinstance(item, LegalBasis) and reference.part not in item.provisions:
        hint = did_you_mean(reference.part, item.provisions, "provisions of it: " + (", ".join(item.provisions) or "none"))
        yield Diagnostic("unknown-provision", f"`{reference.part}` is not a provision of `{item.id}`", reference.place, hint)


def _fact(library: Library, reference: FactRef) -> Iterator[Diagnostic]:
    if reference.record not in library.facts:
        if not library.is_lost_fact(reference.record):
            yield unknown_fact(reference, library.facts)
    elif library.facts[reference.record].at(reference.part) is None:
        years = ", ".join(library.facts[reference.record].series) or "it has no series"
        message = f"`{reference.record}` has no value for {reference.part}"
        yield Diagnostic("unknown-year", message, reference.place, f"years of its series: {years}")


def _clauses(library: Library, topic: Reference, ids: tuple[str, ...]) -> Iterator[Diagnostic]:
    item = library.find(topic.record, topic.targets)
    if isinstance(item, Topic):
        for id in ids:
            if id not in item.clauses:
                hint = did_you_mean(id, item.clauses, "clauses of it: " + ", ".join(item.clauses))
                yield Diagnostic("unknown-clause", f"`{id}` is not a clause of `{item.id}`", topic.place, hint)


def _files(targets: tuple[str, ...]) -> str:
    return " or ".join(f"content/{name}" for name in targets)
