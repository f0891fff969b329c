"""Warns of abbreviations that a document uses before it says what they stand for, and of limits told in more than one box."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolkit.blocks.arguments import BoxArguments
from toolkit.content.document import Document
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Organisation, Programme
from toolkit.content.text import Text
from toolkit.content.walk import texts
from toolkit.core.diagnostics import Diagnostic, Severity

_ASIDE = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|https?://\S+|\{[^}]*\}")
_WORD = re.compile(r"(?<![\w./-])[^\W\d_]{2,}(?![\w/-])")
_ROMAN = re.compile(r"[IVXLCDM]+")


def check_abbreviations(library: Library) -> Iterator[Diagnostic]:
    """Yield a warning for each abbreviation of a document that advises, at its first use, where nothing has introduced it by then.

    It is introduced by standing in brackets after its words, or before them: «Организация Объединённых Наций (ООН)». What stands in
    the name of a body, cluster or programme is a name. Titles and the front of a document count as one: their order is the layout's.
    """
    names = _names(library)
    for document in library.all(Document):
        if document.key_messages:
            yield from _unintroduced(document, names | set(library.site.known_abbreviations))
        yield from _limits(document)


def _unintroduced(document: Document, known: set[str]) -> Iterator[Diagnostic]:
    outline = [text for section in document.outline for text in texts(section)]
    front = [text for text in texts(document) if text not in outline]
    said = " ".join(text.source for text in front)
    seen = set(known)
    for text in (*front, *outline):
        words = _ASIDE.sub(" ", text.source)
        for found in _abbreviations(words):
            if found in seen or _ROMAN.fullmatch(found):
                continue
            seen.add(found)
            if not _introduces(said if text in front else words, found):
                hint = f"write its words first, and `({found})` after them; or list it under `known_abbreviations` in content/site.yaml"
                message = f"`{document.id}` uses “{found}” before it says what that stands for"
                yield Diagnostic("abbreviation", message, text.at(found), hint, Severity.WARNING)


def _abbreviations(words: str) -> Iterator[str]:
    """Yield the words of capitals alone; a script without capitals has no such words."""
    yield from (word for word in _WORD.findall(words) if all(unicodedata.category(sign) == "Lu" for sign in word))


def _introduces(words: str, abbreviation: str) -> bool:
    return re.search(rf"\(\s*{abbreviation}\b|\b{abbreviation}\s*\(", words) is not None


def _names(library: Library) -> set[str]:
    """Return the words in capitals of every name there is."""
    named = (*library.all(Organisation), *library.all(Cluster), *library.all(Programme))
    found = (text for item in named for text in texts(item) if text.context.endswith((".name", ".short", ".title")))
    return {word for text in found for words in _words(text) for word in _abbreviations(words)}


def _words(text: Text) -> tuple[str, ...]:
    return (text.source, *dict(text.official).values())


def _limits(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each box on the limits of the evidence after the first."""
    blocks = (block for section in document.outline for block in section.blocks)
    boxes = [block for block in blocks if isinstance(block.arguments, BoxArguments) and block.arguments.limits]
    for block in boxes[1:]:
        message = f"`{document.id}` tells the limits of its evidence in another box already"
        yield Diagnostic("several-limits", message, block.place, "bring them together in one", Severity.WARNING)
