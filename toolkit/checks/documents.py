"""Checks that documents ask for nothing that they cannot have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.blocks.arguments import SubjectArguments
from toolkit.checks.images import check_image, check_images
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Topic
from toolkit.content.values import Key
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean
from toolkit.core.workspace import Workspace


def check_documents(library: Library, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with each document as a whole."""
    if not library.all(Document) and not any(name == "documents" for name, _ in library.broken):
        hint = "describe one, as content/documents/briefs/NAME.yaml"
        yield Diagnostic("no-documents", "there is no document to publish", Place("content/documents"), hint)
    yield from _kinds(library)
    if library.site.logo:
        yield from check_image(library.site.logo, library.site.logo.place, workspace)
    yield from _lead(library)
    for document in library.all(Document):
        yield from _blocks(document)
        yield from check_images(document, workspace)
        yield from _parameters(library, document)
        yield from _life(document)


def _kinds(library: Library) -> Iterator[Diagnostic]:
    """Yield each kind of document that has the name of a register: pages know both by it."""
    for id, kind in library.items["document_kinds"].items():
        if id in library.items["registers"]:
            message = f"`{id}` is the name of a register that the site has already, and no kind of document can have it"
            yield Diagnostic("reserved-id", message, kind.place, "give the kind another id; its label may stay")


def _blocks(document: Document) -> Iterator[Diagnostic]:
    for section in document.outline:
        for block in section.blocks:
            it = block.arguments
            if isinstance(it, SubjectArguments) and it.cluster is None and document.series is None:
                hint = f"write `- {block.name}: {{cluster: …}}`, or make the document a series"
                yield Diagnostic("no-subject", f"`{block.name}` names no cluster, and the document is about none", block.place, hint)


def _lead(library: Library) -> Iterator[Diagnostic]:
    """The claim of the home page leads to one publication, and its figure is a block of it."""
    lead = library.site.lead
    document = library.items["documents"].get(lead.document) if lead else None
    if lead is None or not isinstance(document, Document):
        return
    if document.series:
        message = f"`{document.id}` is a series of publications, and the claim of the home page leads to one"
        yield Diagnostic("lead-of-series", message, lead.document.place, "name a document that is no series")
    elif lead.figure and lead.figure not in (known := tuple(_block_ids(document))):
        hint = did_you_mean(lead.figure, known, f"blocks of `{document.id}`: " + ", ".join(known[:12]))
        yield Diagnostic("unknown-reference", f"`{lead.figure}` is not in `{document.id}`", lead.figure.place, hint)


def _block_ids(document: Document) -> Iterator[str]:
    """Yield the ids of the blocks of a document, as its pages have them: the second of a kind in a section ends with `-2`."""
    for section in document.outline:
        met: Counter[str] = Counter()
        for block in section.blocks:
            met[block.name] += 1
            number = f"-{met[block.name]}" if met[block.name] > 1 else ""
            yield f"{section.section}.{block.name}{number}"


def _life(document: Document) -> Iterator[Diagnostic]:
    """Yield what cannot be so in the life of a publication: a change before it was published, two versions of one name."""
    seen: set[str] = set()
    for change in document.changes:
        if change.date < document.date:
            message = f"`{document.id}` is changed on {change.date}, and was published on {document.date}"
            yield Diagnostic("change-before-publication", message, change.what.place, "correct one of the two dates")
        if change.version in seen:
            message = f"version {change.version} of `{document.id}` is made by another change too"
            yield Diagnostic("stands-twice", message, change.what.place, "give each change a version of its own")
        seen |= {change.version} if change.version else set()
    if document.series and document.aliases:
        message = f"`{document.id}` is a series of publications, and an old address leads to one"
        hint = "let the web server lead old addresses of a series on"
        yield Diagnostic("alias-of-series", message, document.aliases[0].place, hint)
    if document.agreement and document.version:
        hint = "take out `version:`, and keep that under `agreement:`"
        yield Diagnostic("two-versions", f"`{document.id}` gives a version of its own, and one of the agreement", document.place, hint)


def _parameters(library: Library, document: Document) -> Iterator[Diagnostic]:
    """An agreement may give only parameters that its clauses have: a mistyped one would leave a blank unseen."""
    if document.agreement is None:
        return
    topics = [topic for a in document.agreement.articles if isinstance(topic := library.items["clauses"].get(a.topic), Topic)]
    known = {name for topic in topics for name in topic.parameters}
    for name in document.agreement.parameters:
        if name not in known and len(topics) == len(document.agreement.articles):
            place = name.place if isinstance(name, Key) else document.place
            hint = did_you_mean(name, known, "parameters of its clauses: " + ", ".join(sorted(known)))
            yield Diagnostic("unknown-parameter", f"`{name}` is not a parameter of the clauses of `{document.id}`", place, hint)
