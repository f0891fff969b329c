"""Finds the records that a document itself names, and the provisions of acts that references name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from toolkit.blocks.arguments import KeyFactsArguments, KeyPointsArguments
from toolkit.content.choices import ChoiceRef
from toolkit.content.document import Document
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Link, Party
from toolkit.content.text import Text
from toolkit.content.values import ActRef, Reference, name_of
from toolkit.content.walk import texts_of, walk
from toolkit.language.markdown import citations
from toolkit.language.placeholders import placeholders
from toolkit.outline.numbering import Outline


def mentioned(library: Library, outline: Outline) -> frozenset[str]:
    """Return the ids that a document itself names; one about a cluster counts no other cluster."""
    return library.once("mentioned", outline, lambda: _mentioned(library, outline))


def _mentioned(library: Library, outline: Outline) -> frozenset[str]:
    names = _Names(library)
    found = {id for root in _roots(library, outline) for id in _mentions(root, names)}
    subject = outline.publication.subject
    if subject is not None:
        found = {id for id in found if id.partition(".")[0] not in library.items["clusters"] or id.partition(".")[0] == subject.id}
        found.add(subject.id)
    return frozenset(found)


def _roots(library: Library, outline: Outline) -> Iterator[object]:
    """Yield what a document is made of: its blocks, its front matter, its subject and the subject's links."""
    document = outline.publication.document
    for it in (block.arguments for block in outline.blocks()):
        if isinstance(it, KeyPointsArguments):
            # A summary prints the messages of the document that it sums up.
            summed = library.get(Document, it.document)
            yield from (summed.key_messages, summed.request)
        if isinstance(it, KeyFactsArguments) and it.cluster:
            yield from library.get(Cluster, it.cluster).facts.values()
        if isinstance(it, BaseModel) and it is not document:
            yield it
    # The clusters of a series are documents of their own: one of them shows no other.
    yield document.model_copy(update={"series": None})
    if outline.publication.subject:
        yield outline.publication.subject
        yield from _links_of(library, outline.publication.subject)
    terms = outline.publication.document.agreement
    for listed in (each for annex in (terms.annexes if terms else ()) for each in annex.members):
        cluster = library.items["clusters"].get(library.get(Party, listed.party).cluster or "")
        if isinstance(cluster, Cluster):
            yield from _links_of(library, cluster)


def _links_of(library: Library, cluster: Cluster) -> Iterator[Link]:
    yield from library.links_of(cluster.id)


class _Names:
    """What placeholders may name: facts, and the records that could not be read."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.broken = {name_of(id): id for name, id in library.broken if name in ("clusters", "facts")}

    def id(self, name: str) -> str | None:
        """Return the id of what a name stands for; nothing when it stands for none of these."""
        fact = self.library.fact_named(name)
        return fact.id if fact else self.broken.get(name)


def _mentions(value: object, names: _Names) -> Iterator[str]:
    """Yield the ids that a record refers to: by reference, by placeholder, by citation; and its facts."""
    for leaf in walk(value):
        if isinstance(leaf, ChoiceRef):
            continue  # a word of a vocabulary is no record of the document
        if isinstance(leaf, Reference):
            yield leaf.record
        else:
            for text in texts_of(leaf):
                yield from _in_text(text, names)
    if isinstance(value, Cluster):
        yield from (f"{value.id}.{name}" for name in value.facts)
    if isinstance(value, Fact):
        yield value.id
        if value.source:
            yield value.source.record


def _in_text(text: Text, names: _Names) -> Iterator[str]:
    for name in placeholders(text.source):
        id = names.id(name)
        yield from filter(None, (id, names.id(name.partition(".")[0])))
        if id:
            yield id.partition(".")[0]
    for citation in citations(text.source):
        yield citation.id


def by_act(references: Iterable[ActRef]) -> dict[str, list[ActRef]]:
    """Return references to acts and their provisions by the act, in the order in which the acts are first named."""
    named: dict[str, list[ActRef]] = {}
    for reference in references:
        named.setdefault(reference.record, []).append(reference)
    return named
