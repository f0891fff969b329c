"""Finds faults of a translation's words: terms not as agreed, the source language left in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from toolkit.content.library import Library
from toolkit.content.records import Term
from toolkit.core.diagnostics import Severity
from toolkit.language.placeholders import PLACEHOLDER
from toolkit.locales.judges import QUOTED, Fault, Pair

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_MARKUP = re.compile(r"\]\([^)]*\)|\[@[^\]]*\]|https?://\S+|[\w.+-]+@[\w-]+\.\w+")
_ASIDE = re.compile(rf"{QUOTED.pattern}|\([^)]*\)|`[^`]*`")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+(?:[ -][\u0400-\u04ff]+)*")
_CYRILLIC_LANGUAGES = frozenset({"ru", "be", "uk", "kk", "ky", "tg", "mn", "bg", "sr", "mk"})
_STEMMERS = {"ru": "russian", "en": "english", "hy": "armenian", "de": "german", "fr": "french", "es": "spanish", "tr": "turkish"}
_SAME_WORDS = 3
"""A translation of this many words that equals its source was not made; fewer may coincide."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A term of the glossary in two languages, as stems."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    words: str
    translation: str


@dataclass(frozen=True, slots=True)
class Glossary:
    """The agreed terms from one language into another."""

    terms: tuple[Agreed, ...]

    @classmethod
    def of(cls, library: Library, source: str, target: str) -> Glossary:
        """Take every term whose author owns both forms."""
        forms = (dict(term.term.official) for term in library.all(Term))
        pairs = ((found[source], found[target]) for found in forms if source in found and target in found)
        return cls(tuple(Agreed(tuple(stems(mine, source)), tuple(stems(its, target)), mine, its) for mine, its in pairs))

    def used(self, source: str, language: str) -> tuple[Agreed, ...]:
        """Return the terms that a text uses, in whatever form."""
        words = list(stems(source, language))
        return tuple(term for term in self.terms if _stands(term.source, words))

    def judge(self, pair: Pair) -> Iterator[Fault]:
        """A term that the source uses is in the translation, in whatever form."""
        if len(pair.source) > 40_000:
            return
        for term in self.used(pair.source, pair.source_language):
            if not all(_holds(list(stems(words, pair.language)), term.target) for words in pair.strings):
                message = f"«{term.words}» is agreed to be “{term.translation}”, and the translation has other words"
                yield Fault("glossary-term", message, "use the term of content/glossary.yaml", Severity.WARNING)


def _stands(term: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether a term stands in a text, its words together."""
    size = len(term)
    starts = range(len(words) - size + 1)
    return any(all(map(_alike, term, words[start : start + size])) for start in starts)


def _holds(words: Sequence[str], term: Sequence[str]) -> bool:
    """Return whether every word of a term stands somewhere in a text."""
    return all(any(_alike(wanted, word) for word in words) for wanted in term)


def _alike(first: str, second: str) -> bool:
    """Return whether two stems are of one word: Snowball cuts «спирали» shorter than «спираль»."""
    shorter, longer = sorted((first, second), key=len)
    return first == second or (len(shorter) >= 4 and longer.startswith(shorter) and len(longer) - len(shorter) <= 2)


def stems(words: str, language: str) -> Iterator[str]:
    """Yield the words of a text without their endings."""
    bare = _MARKUP.sub(" ", PLACEHOLDER.sub(" ", words)).lower()
    yield from (_stem(word, language.partition("-")[0]) for word in _WORD.findall(bare))


@lru_cache(maxsize=100_000)
def _stem(word: str, language: str) -> str:
    """Return a word's stem: by Snowball, or for a language that it does not know, without its last letters."""
    stemmer = _stemmer(language)
    if stemmer is None:
        return word[: max(4, len(word) - 3)]
    return str(stemmer.stemWord(word.replace("ё", "е")))


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language]) if language in _STEMMERS else None


def source_left(pair: Pair) -> Iterator[Fault]:
    """The words are in the language of the file: neither the source copied, nor a piece of it left.

    A source that is itself in another language («RUDN University» in a Russian record) may well be copied.
    """
    foreign = _cyrillic(pair.source_language) and not _CYRILLIC.search(pair.source)
    for source, words in pair.forms():
        bare = _bare(words)
        if not foreign and words == source and len(_lower_words(bare)) >= (1 if _scripts_differ(pair) else _SAME_WORDS):
            yield Fault("source-language", "it is the source, copied", "translate it, or empty it: it then counts as missing")
        elif _scripts_differ(pair) and not _cyrillic(pair.language):
            left = [found for found in _CYRILLIC.findall(_ASIDE.sub(" ", bare)) if len(found) > 2]
            if left:
                yield Fault("source-language", f"«{left[0]}» is left in the source language", "translate it, or put it in quotation marks")


def _bare(words: str) -> str:
    return _MARKUP.sub(" ", PLACEHOLDER.sub(" ", words))


def _lower_words(words: str) -> list[str]:
    """Return the words that are no names: a capital may begin a name that every language writes so."""
    return [word for word in _WORD.findall(words) if word[:1].islower() and len(word) > 1]


def _scripts_differ(pair: Pair) -> bool:
    return _cyrillic(pair.source_language) != _cyrillic(pair.language)


def _cyrillic(language: str) -> bool:
    return language.partition("-")[0] in _CYRILLIC_LANGUAGES
