"""Checks the argument of documents that advise: what they find leads to a recommendation that somebody can carry out."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.blocks.arguments import RecommendationsArguments
from toolkit.content.document import Document, Placement
from toolkit.content.library import Library
from toolkit.content.recommendations import Recommendation
from toolkit.content.text import Text
from toolkit.content.values import RecommendationRef
from toolkit.content.walk import texts
from toolkit.core.diagnostics import Diagnostic, Severity
from toolkit.language.markdown import references

LONG = 80
"""Characters from which a paragraph that stands in two documents is told."""


def check_argument(library: Library) -> Iterator[Diagnostic]:
    """Yield warnings for documents with key messages, for what documents recommend, and for paragraphs that two of them share.

    A workspace that keeps no recommendations at all does not advise, and is not asked for any.
    """
    for document in library.all(Document) if library.all(Recommendation) else ():
        yield from _recommendations(library, document)
        if document.key_messages:
            yield from _unmentioned(document)
    yield from _repeated(library)


def _recommendations(library: Library, document: Document) -> Iterator[Diagnostic]:
    named = list(_named(document))
    if document.key_messages and not named:
        hint = "add a section with `- recommendations: {items: […]}`"
        words = f"`{document.id}` has key messages and recommends nothing"
        yield Diagnostic("no-recommendation", words, document.key_messages[0].place, hint, Severity.WARNING)
    for reference in named:
        item = library.items["recommendations"].get(reference)
        if isinstance(item, Recommendation) and (missing := [name for name in ("owner", "by_when") if not getattr(item, name)]):
            keys = " and ".join(f"`{name}:`" for name in missing)
            hint = f"add {keys} to `{item.id}`: who is to act, and by when"
            words = f"`{document.id}` recommends `{item.id}` without {keys}"
            yield Diagnostic("open-recommendation", words, reference.place, hint, Severity.WARNING)


def _named(document: Document) -> Iterator[RecommendationRef]:
    for section in document.outline:
        for block in section.blocks:
            if isinstance(block.arguments, RecommendationsArguments):
                yield from block.arguments.items


def _unmentioned(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each table and figure with a caption to which no text of the document refers."""
    mentioned = {id for text in texts(document) for words in _words(text) for id in references(words)}
    for section in document.outline:
        seen: dict[str, int] = {}
        for block in section.blocks:
            seen[block.name] = seen.get(block.name, 0) + 1
            id = f"{section.section}.{block.name}" + (f"-{seen[block.name]}" if seen[block.name] > 1 else "")
            if getattr(block.arguments, "caption", None) is None or block.arguments.placement is Placement.ONCE:
                continue
            if id not in {one.partition(":")[0] for one in mentioned}:
                hint = f"refer to it where its point is made, as `[](#{id})`, or leave it out"
                yield Diagnostic("unmentioned-figure", f"no text of `{document.id}` mentions `{id}`", block.place, hint, Severity.WARNING)


def _repeated(library: Library) -> Iterator[Diagnostic]:
    """Yield a warning for each long paragraph that stands in an earlier document too."""
    first: dict[str, str] = {}
    for document in library.all(Document):
        if document.agreement:
            continue
        for text in texts(document):
            owner = first.setdefault(text.source, document.id)
            if owner != document.id and len(text.source) >= LONG:
                hint = "say it once, and refer to it or leave it out"
                words = f"`{document.id}` repeats a paragraph of `{owner}`"
                yield Diagnostic("repeated-paragraph", words, text.place, hint, Severity.WARNING)


def _words(text: Text) -> tuple[str, ...]:
    return (text.source, *dict(text.official).values())
