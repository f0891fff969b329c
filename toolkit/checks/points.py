"""Checks that the lettered points of a clause end as a list does: each with its sign, the last with a stop, “and” before the last alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from toolkit.checks.agreements import clauses_of, has_topics
from toolkit.checks.wording import localizers_of, said
from toolkit.content.agreements import Clause
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.text import Text
from toolkit.core.command_line import typed
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import Localizer
from toolkit.outline.wording import DealClause

_AND = re.compile(r"[;,]?\s+(?:and|or|and/or|и|или|и/или|либо|а также|und|oder|sowie|және|немесе)\s*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[;,:]\s*$")
_STOPS = re.compile(r"\.\s*$")


def check_points(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield a warning for each point whose end is that of another place: what was struck out or added after it made it so."""
    localizers = localizers_of(library.languages, catalogs)
    told: set[tuple[Place, str, str]] = set()
    for document in library.all(Document):
        terms = document.agreement
        if terms is None or not has_topics(library, terms):
            continue
        for article, id, clause in clauses_of(library, terms):
            place = document.place if isinstance(clause, DealClause) else article.topic.place
            for localizer in localizers:
                points = [_words(text, localizer) for text in clause.points]
                for number, how in _misplaced(clause, points):
                    named = f"{id}.{clause.numbers[number]}"
                    if (place, named, localizer.language) not in told:
                        told.add((place, named, localizer.language))
                        message = f"point `{named}` of `{document.id}` {how} (`{localizer.language}`): “…{points[number][-30:]}”"
                        hint = f"word it for its new place: {typed('toolkit', 'new', 'wording', document.id, named)}"
                        yield Diagnostic("point-ending", message, place, hint, Severity.WARNING)


def _words(text: Text, localizer: Localizer) -> str:
    words = said(text, localizer)
    return text.source if words is None else words


def _misplaced(clause: Clause, points: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the points that end as they should not, by their places; a list whose points are sentences has no signs between them."""
    final = len(points) - 1
    signs = any(_GOES_ON.search(words) or _AND.search(words) for words in points[:-1])
    for place, words in enumerate(points):
        if place == final and clause.closing is None and (_GOES_ON.search(words) or _AND.search(words)):
            yield place, "is the last of its list, and ends as if another followed"
        elif place < final - 1 and _AND.search(words):
            yield place, "leads to the last of its list, and is not the one before it"
        elif place < final and signs and _STOPS.search(words) and not _GOES_ON.search(words):
            yield place, "ends the sentence, and another point follows"
