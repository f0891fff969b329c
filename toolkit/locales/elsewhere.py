"""Tells a translator what is known of a message elsewhere: its words in other languages, and translations of like texts.

What is found elsewhere is a comment: it is offered, and never put in. A clause is no suggestion for another one, since like
words may be approved in one of them only.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import polib
from babel import Locale

from toolkit.content.library import Library
from toolkit.language.catalogs import Key
from toolkit.language.localizer import INTERFACE_LANGUAGE
from toolkit.language.tags import language_name
from toolkit.locales.accept import is_doubted
from toolkit.locales.drafts import strings_of
from toolkit.locales.extract import Message
from toolkit.locales.merge import key_of

ALIKE = 0.75
"""How alike a source must be for its translation to be offered."""
LOOKED_AT = 8
"""Sources that are compared letter by letter: those that share the most words."""
SHORTEST = 3
"""Words of the shortest text that is offered for one like it; for the very same text there is no limit."""
_WORD = re.compile(r"\w{3,}")


@dataclass(frozen=True, slots=True)
class Said:
    """A finished translation, and where it stands."""

    context: str
    source: str
    words: str


@dataclass
class Memory:
    """The finished translations of one language."""

    said: Sequence[Said]

    @cached_property
    def _by_source(self) -> dict[str, list[Said]]:
        found: dict[str, list[Said]] = {}
        for one in self.said:
            found.setdefault(one.source, []).append(one)
        return found

    @cached_property
    def _by_word(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for source in self._by_source:
            for word in _words(source):
                found.setdefault(word, []).append(source)
        return found

    def suggest(self, context: str, source: str) -> Iterator[str]:
        """Yield the translations of the same text elsewhere, and of the text most like it, each with its place."""
        same = [one for one in self._by_source.get(source, ()) if may_lend(one.context, context)]
        if same:
            for words in dict.fromkeys(one.words for one in same[:2]):
                origin = next(one.context for one in same if one.words == words)
                yield f"The same words at `{origin}` are translated: {words}"
            return
        if best := self._most_alike(context, source):
            yield f"Alike at `{best.context}`: {best.source} → {best.words}"

    def _most_alike(self, context: str, source: str) -> Said | None:
        words = _words(source)
        if len(words) < SHORTEST:
            return None
        shared: dict[str, float] = {}
        for word in words:
            holders = self._by_word.get(word, [])
            for other in holders:
                shared[other] = shared.get(other, 0) + 1 / len(holders)
        best: tuple[float, Said] | None = None
        for other in sorted(shared, key=lambda one: (-shared[one], one))[:LOOKED_AT]:
            lender = next((one for one in self._by_source[other] if may_lend(one.context, context)), None)
            ratio = difflib.SequenceMatcher(None, other, source, autojunk=False).ratio() if lender else 0
            if lender and ratio >= ALIKE and (best is None or ratio > best[0]):
                best = (ratio, lender)
        return best[1] if best else None


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def may_lend(lender: str, borrower: str) -> bool:
    """Return whether a translation may be offered at another context: what is legal wording stays in its own.

    The values of agreements are lent to the value of the same name: «60 календарных дней» is one period in all of them.
    """
    if _is_legal(lender) or _is_legal(borrower):
        return _value(lender) is not None and _value(lender) == _value(borrower)
    return True


def _is_legal(context: str) -> bool:
    return context.startswith(("clauses.", "topics.")) or ".agreement." in context


def _value(context: str) -> str | None:
    found = re.search(r"\.agreement\.parameters\.([^.]+)$", context)
    return found.group(1) if found else None


@dataclass(frozen=True)
class Elsewhere:
    """What the catalogs of a site say, for the comments of each of them."""

    library: Library
    finished: Mapping[str, Mapping[Key, str]]
    """By language and message, the translations that nobody doubts."""
    _memories: dict[str, Memory] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, files: Mapping[str, Iterable[polib.POFile]]) -> Elsewhere:
        """Take what the catalogs of each language say."""
        return cls(library, {tag: dict(_finished(own)) for tag, own in files.items()})

    def told(self, message: Message, language: str) -> Message:
        """Return a message with what is known of it elsewhere, for those who translate it into a language."""
        more = list(self._in_other_languages(message, language))
        if message.key not in self.finished[language] and not message.plural:
            more += self._memory(language).suggest(*message.key)
        return replace(message, notes=(*message.notes, *more)) if more else message

    def _in_other_languages(self, message: Message, language: str) -> Iterator[str]:
        for tag in dict.fromkeys((*self.library.site.chain(language), *self.finished)):
            if tag in (language, message.language):
                continue
            words = message.official.get(tag) or self.finished.get(tag, {}).get(message.key)
            if words:
                yield f"In {language_name(tag, Locale(INTERFACE_LANGUAGE))}: {words}"

    def _memory(self, language: str) -> Memory:
        if language not in self._memories:
            self._memories[language] = Memory([Said(*key, words) for key, words in self.finished[language].items()])
        return self._memories[language]


def _finished(files: Iterable[polib.POFile]) -> Iterator[tuple[Key, str]]:
    for entry in (entry for file in files for entry in file):
        if not entry.obsolete and all(strings_of(entry)) and not is_doubted(entry):
            yield key_of(entry), " | ".join(strings_of(entry))
