"""A document of the library in; its numbered outline, with the target of every cross-reference, out.

Numbers are made here and nowhere else, so that web page, PDF and a copied sentence say the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from toolkit.agreement import article_blocks, closing_blocks, opening_blocks
from toolkit.content.document import BlockItem, Document
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Topic
from toolkit.outline_parts import Block, Section, Target

FRONT = "front"
FIGURES = ("network", "picture")

__all__ = ["Block", "Outline", "Publication", "Section", "Target", "outline", "publications"]


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication: a document, or one member of a series about its `subject`."""

    id: str
    document: Document
    subject: Cluster | None = None
    asked: dt.date | None = None
    """The day asked for on the command line, in place of the document's own."""

    @property
    def folder(self) -> str:
        """The folder of its kind: `briefs`, `profiles`."""
        return self.id.rpartition("/")[0]

    @property
    def as_of(self) -> str:
        """The day on which law and figures are judged, as an ISO date."""
        return self.day.isoformat()

    @property
    def day(self) -> dt.date:
        """The day on which law and figures are judged."""
        return self.asked or self.document.as_of or self.document.date


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of a publication in order, and what may be referred to in it."""

    publication: Publication
    sections: tuple[Section, ...]
    targets: Mapping[str, Target]

    def blocks(self) -> Iterator[Block]:
        """Yield every block in reading order."""
        for section in self.sections:
            yield from section.blocks


def publications(library: Library, asked: dt.date | None = None) -> tuple[Publication, ...]:
    """Return every publication, judged on its own day or the day asked for; a series gives one for each of its clusters."""
    found = []
    for document in library.all(Document):
        folder = _folder(document)
        if document.series is None:
            found.append(Publication(f"{folder}{document.id}", document, None, asked))
        else:
            found.extend(Publication(f"{folder}{cluster.id}", document, cluster, asked) for cluster in _series(library, document))
    return tuple(sorted(found, key=lambda publication: publication.id))


def _folder(document: Document) -> str:
    folder = document.place.path.removeprefix("content/documents/").rpartition("/")[0]
    return f"{folder}/" if folder else f"{document.kind}s/"


def _series(library: Library, document: Document) -> Iterator[Cluster]:
    assert document.series is not None
    if document.series.clusters == "full":
        yield from (cluster for cluster in library.all(Cluster) if cluster.profile == "full")
        return
    for reference in document.series.clusters:
        if cluster := library.find(reference, ("clusters",)):
            assert isinstance(cluster, Cluster)
            yield cluster


def outline(publication: Publication, library: Library) -> Outline:
    """Number the sections and blocks of a publication."""
    body = _agreement(publication, library) if publication.document.agreement else _sections(publication)
    sections = (_front(publication), *body)
    targets: dict[str, Target] = {}
    for section in sections:
        if section.title is not None:
            targets[section.id] = Target(section.id, section.kind, section.number)
        for block in section.blocks:
            if block.target:
                targets[block.id] = block.target
    return Outline(publication, sections, targets)


def _front(publication: Publication) -> Section:
    """Return what stands before the body: each kind's template decides where."""
    document = publication.document
    blocks = [Block("title", "title", document)]
    if document.summary:
        blocks.append(Block("summary", "summary", document))
    if document.key_messages:
        blocks.append(Block("key-messages", "key-messages", document))
    return Section(FRONT, "front", "", None, tuple(blocks))


def _sections(publication: Publication) -> Iterator[Section]:
    counts: Counter[str] = Counter()
    for number, item in enumerate(publication.document.outline, 1):
        seen: Counter[str] = Counter()
        blocks = []
        for entry in item.blocks:
            seen[entry.name] += 1
            id = f"{item.section}.{entry.name}" + (f"-{seen[entry.name]}" if seen[entry.name] > 1 else "")
            blocks.append(Block(id, entry.name, entry.arguments, _captioned(id, entry, counts), entry.place))
        yield Section(item.section, "section", str(number), item.title, tuple(blocks))


def _captioned(id: str, entry: BlockItem, counts: Counter[str]) -> Target | None:
    """Return the target of a numbered table or figure; a block without caption has no number."""
    if getattr(entry.arguments, "caption", None) is None:
        return None
    kind = "figure" if entry.name in FIGURES else "table"
    counts[kind] += 1
    return Target(id, kind, str(counts[kind]))


def _agreement(publication: Publication, library: Library) -> Iterator[Section]:
    terms = publication.document.agreement
    assert terms is not None
    yield Section("preamble", "preamble", "", None, tuple(opening_blocks(terms)))
    for number, article in enumerate(terms.articles, 1):
        topic = library.get(Topic, article.topic)
        yield Section(topic.id, "article", str(number), topic.heading, tuple(article_blocks(terms, article, topic, number)))
    yield Section("signatures", "closing", "", None, tuple(closing_blocks(library, terms)))
