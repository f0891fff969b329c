"""Finds the terms that sentences of an agreement define, and whether others use them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_QUOTED = re.compile(r"[«“\"]([^»”\"]+)[»”\"]")
_OPENING = re.compile(r"^\s*[«“\"]")
_BRACKET = re.compile(r"\((?:далее — [«“\"]?|hereinafter (?:the )?[“\"]|(?:the )?[“\"])([^»”\")]+?)[»”\"]?\)")
_ENDING = re.compile(r"[аеёийоуыьэюя]+$")
_WORD = re.compile(r"[^\W\d_]+")


def defined(words: str) -> tuple[str, ...]:
    """Return the terms that a sentence defines.

    «X (далее — Y)» and “X (the “Y”)” define Y; a sentence that opens with a quoted term, as the points of a
    list of definitions do, defines every term that it quotes.
    """
    terms = list(_BRACKET.findall(words))
    if _OPENING.match(words):
        terms += _QUOTED.findall(words)
    return tuple(dict.fromkeys(term.strip() for term in terms))


def uses(words: str, term: str) -> bool:
    """Return whether words use a term, in any case or number."""
    return _pattern(term).search(words) is not None


def used_by(sentences: Iterable[str], term: str) -> bool:
    """Return whether any sentence uses a term besides those that define it."""
    return any(uses(words, term) for words in sentences if term not in defined(words))


@lru_cache(maxsize=2000)
def _pattern(term: str) -> re.Pattern[str]:
    stems = [_ENDING.sub("", word) or word for word in _WORD.findall(term)]
    stems = [re.escape(stem.removesuffix("s") if stem.isascii() else stem) for stem in stems]
    joined = r"\w*[\s\u00a0«»“”\"-]+".join(stems)
    return re.compile(rf"\b{joined}\w*", 0 if term[:1].isupper() else re.IGNORECASE)
