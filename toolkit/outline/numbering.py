"""Makes the numbered outline of a document, with the target of every cross-reference.

Numbers are made here and nowhere else, so that web page, PDF and a copied sentence say the same.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from toolkit.content.document import BlockItem, Document
from toolkit.content.library import Library
from toolkit.content.records import Cluster, LegalBasis, Programme
from toolkit.content.values import Reference
from toolkit.content.vocabulary import DocumentKind
from toolkit.content.walk import walk
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean
from toolkit.outline.agreement import annex_blocks, annex_id, article_blocks, opening_blocks, signature_blocks
from toolkit.outline.clause_choice import chosen, circumstances, replacements
from toolkit.outline.model import Block, Section, Target
from toolkit.outline.term_sheet import term_sheet
from toolkit.outline.wording import struck_hint, topic_of

FRONT = "front"
"""The id and the kind of what stands before the body."""
Purpose = Literal["draft", "execution", "terms"]
FIGURES = ("chart", "map", "network", "picture", "timeline")
LINE = 2
"""Things with a time of their own that a timeline needs: one alone makes no line."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication: a document, or one member of a series about its `subject`."""

    id: str
    document: Document
    subject: Cluster | None = None
    asked: dt.date | None = None
    """The day asked for on the command line, in place of the document's own."""
    copy: int = 0
    """0 for the document itself; 1 and more for the copies in which another party of an agreement comes first."""
    purpose: Purpose = "draft"
    """What an agreement is printed for: to be read as a draft, to be signed, or as a sheet of its terms."""

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

    @property
    def lists_others(self) -> bool:
        """True when it says what other publications print."""
        return any(block.arguments.lists_others for section in self.document.outline for block in section.blocks)


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

    def unknown_reference(self, id: str, place: Place) -> Diagnostic:
        """Return the mistake of a reference to what the publication does not have."""
        hint = struck_hint(self.publication.document.agreement, id)
        hint = hint or did_you_mean(id, self.targets, "referable here: " + ", ".join(sorted(self.targets)[:12]))
        return Diagnostic("unknown-reference", f"`#{id}` is not in `{self.publication.id}`", place, hint)


def publications(library: Library, asked: dt.date | None = None) -> tuple[Publication, ...]:
    """Return every publication, judged on its own day or the day asked for; a series gives one for each of its clusters."""
    found = []
    for document in library.all(Document):
        folder = _folder(document)
        if document.series is None:
            found.append(Publication(f"{folder}{document.id}", document, None, asked))
            found.extend(_alternat(found[-1]))
        else:
            found.extend(Publication(f"{folder}{cluster.id}", document, cluster, asked) for cluster in _series(library, document))
    return tuple(sorted(found, key=lambda publication: publication.id))


def _alternat(first: Publication) -> Iterator[Publication]:
    """Yield the copies of an agreement in which each further party is named, and signs, first."""
    terms = first.document.agreement
    if terms is None or not terms.alternat:
        return
    for turn in range(1, len(terms.parties)):
        turned = terms.model_copy(update={"parties": terms.parties[turn:] + terms.parties[:turn]})
        document = first.document.model_copy(update={"agreement": turned, "title": terms.alternat_title or first.document.title})
        suffix = "-alternat" if turn == 1 else f"-alternat-{turn}"
        yield replace(first, id=first.id + suffix, document=document, copy=turn)


def folder_of(kind: str) -> str:
    """Return the folder in which the documents of a kind are listed: `briefs`, `summaries`, `amendments`."""
    if kind.endswith("y"):
        return f"{kind[:-1]}ies"
    return kind if kind.endswith("s") else f"{kind}s"


def _folder(document: Document) -> str:
    folder = document.place.path.removeprefix("content/documents/").rpartition("/")[0]
    return f"{folder}/" if folder else f"{folder_of(document.kind)}/"


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
    body = _agreement(publication, library) if publication.document.agreement else _sections(publication, library)
    sections: tuple[Section, ...] = (_front(publication, library), *body)
    targets: dict[str, Target] = {}
    for section in sections:
        if section.title is not None:
            targets[section.id] = Target(section.id, section.kind, section.number)
        for block in section.blocks:
            if block.target:
                targets[block.id] = block.target
    for base, id in _replaced(publication, library):
        targets.setdefault(base, targets[id])
    if publication.purpose == "terms":
        sections = (sections[0], *term_sheet(publication.document, library, sections, targets))
    return Outline(publication, sections, targets)


def _replaced(publication: Publication, library: Library) -> Iterator[tuple[str, str]]:
    terms = publication.document.agreement
    if terms is None:
        return
    here = circumstances(library, terms)
    for article in terms.articles:
        topic = topic_of(library, terms, article.topic)
        yield from replacements(topic, chosen(article, topic, here))


def _front(publication: Publication, library: Library) -> Section:
    """Return what stands before the body, in the order of print: citations are numbered in it."""
    document = publication.document
    given = {"summary": document.summary, "key-messages": document.key_messages}
    kind = library.choice(document.kind)
    order = reversed(given) if isinstance(kind, DocumentKind) and kind.messages_first else given
    names = ("title", *(name for name in order if given[name]))
    return Section(FRONT, FRONT, "", None, tuple(Block(name, name, document) for name in names))


def _sections(publication: Publication, library: Library) -> Iterator[Section]:
    counts: Counter[str] = Counter()
    left_out = silent(publication.subject, library) if publication.subject else frozenset()
    said = [item for item in publication.document.outline if not {entry.name for entry in item.blocks} <= left_out or not item.blocks]
    for number, item in enumerate(said, 1):
        seen: Counter[str] = Counter()
        blocks = []
        for entry in item.blocks:
            seen[entry.name] += 1
            id = f"{item.section}.{entry.name}" + (f"-{seen[entry.name]}" if seen[entry.name] > 1 else "")
            it = entry.arguments
            target = _captioned(id, entry, counts)
            blocks.append(Block(id, entry.name, it, target, entry.place, it.placement, it.late, it.lists_others))
        yield Section(item.section, "section", str(number), item.title, tuple(blocks))


def silent(cluster: Cluster, library: Library) -> frozenset[str]:
    """Return the blocks that have nothing to say of a cluster: a section of nothing else is left out of its document."""
    notes = (note for id in _concerned(cluster, library) for note in library.corrections_of(id))
    corrected = any(note.scope == "documents" and not note.kept for note in notes)
    blocks = {"legal-bases": not cluster.legal_bases, "timeline": _dated(cluster, library) < LINE, "corrections": not corrected}
    return frozenset(name for name, nothing in blocks.items() if nothing)


def _concerned(cluster: Cluster, library: Library) -> frozenset[str]:
    """Return the ids of a cluster, of its figures, and of what it and its links refer to but for other clusters."""
    near = (leaf for root in (cluster, *library.links_of(cluster.id)) for leaf in walk(root))
    named = {leaf.record for leaf in near if isinstance(leaf, Reference) and not library.has(Cluster, leaf.record)}
    return frozenset({cluster.id, *(f"{cluster.id}.{name}" for name in cluster.facts), *named})


def _dated(cluster: Cluster, library: Library) -> int:
    """Return how many things of a cluster have a time: each act, programme and time of figures once, and its founding."""
    acts = {it.record: library.get(LegalBasis, it.record) for it in cluster.legal_bases if library.has(LegalBasis, it.record)}
    programmes = [library.get(Programme, it) for it in cluster.programmes if library.has(Programme, it)]
    times = {fact.as_of for fact in cluster.facts.values() if fact.as_of and fact.unit != "year"}
    return (
        sum(1 for act in acts.values() if act.adopted or act.in_force)
        + sum(1 for one in programmes if one.start and not (one.act and one.act.record in acts))
        + len(times)
        + bool(cluster.founded)
    )


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
    here = circumstances(library, terms)
    yield Section("preamble", "preamble", "", None, tuple(opening_blocks(library, terms, publication.day)))
    for number, article in enumerate(terms.articles, 1):
        topic = topic_of(library, terms, article.topic)
        yield Section(topic.id, "article", str(number), topic.heading, tuple(article_blocks(terms, article, topic, number, here)))
    yield Section("signatures", "closing", "", None, tuple(signature_blocks(library, terms)))
    for number, annex in enumerate(terms.annexes, 1):
        yield Section(annex_id(annex), "annex", str(number), annex.title, tuple(annex_blocks(annex, str(number))))
    if publication.purpose == "draft":
        yield Section("open-points-sheet", "sheet", "", None, (Block("open-points", "open-points", terms, late=True),))
