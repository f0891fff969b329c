"""Chooses what the front of a document and its recommendations print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.blocks.arguments import KeyPointsArguments, RecommendationsArguments
from toolkit.blocks.reach import mentioned
from toolkit.content.document import Document
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.recommendations import Addressee, Recommendation
from toolkit.content.records import Source
from toolkit.content.text import Text
from toolkit.outline.numbering import Outline

View = Mapping[str, Any]


def years(library: Library, outline: Outline) -> tuple[int, int] | None:
    """Return the first and the last year of the publications from which the figures of a document come."""
    facts = (library.facts[id] for id in mentioned(library, outline) if id in library.facts)
    found = sorted(year for fact in facts for year in _published(library, fact))
    return (found[0], found[-1]) if found else None


def _published(library: Library, fact: Fact) -> Iterator[int]:
    """Yield the years in which the sources of a figure appeared; those of its inputs, when it is derived."""
    if fact.derived:
        for used in fact.derived.of:
            if used.record in library.facts:
                yield from _published(library, library.facts[used.record])
    elif fact.source:
        issued = library.get(Source, fact.source.record).issued
        if issued:
            yield from issued.date_parts[-1][:1]
        elif fact.as_of:
            yield int(fact.as_of[:4])


def recommendations(library: Library, outline: Outline, it: RecommendationsArguments) -> View:
    """Recommendations in the order asked for, each with those who are to act."""
    found = (library.get(Recommendation, reference) for reference in it.items)
    return {"recommendations": tuple((item, owners(library, item)) for item in found)}


def key_points(library: Library, outline: Outline, it: KeyPointsArguments) -> View:
    """Another document with what it recommends, each recommendation with those who are to act."""
    document = library.get(Document, it.document)
    blocks = (block.arguments for section in document.outline for block in section.blocks)
    named = (reference for each in blocks if isinstance(each, RecommendationsArguments) for reference in each.items)
    found = (library.get(Recommendation, reference) for reference in named)
    return {"of": document, "recommendations": tuple((item, owners(library, item)) for item in found)}


def owners(library: Library, item: Recommendation) -> tuple[Text, ...]:
    """Return the names of those who are to act on a recommendation."""
    named = tuple(library.get(Addressee, reference).name for reference in item.owner)
    return named + ((item.addressee,) if item.addressee else ())
