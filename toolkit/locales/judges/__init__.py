"""Judges one translation beside its source, and gives each fault a code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.core.diagnostics import Diagnostic, Place, Severity

QUOTED = re.compile(r"«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its translation: for each plural form the words that it must answer to, and the words."""

    context: str
    source: str
    plural: str
    strings: tuple[str, ...]
    source_language: str
    language: str
    place: Place
    limit: int = 0

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield source words and translation of every form."""
        for index, string in enumerate(self.strings):
            yield (self.source if index == 0 or not self.plural else self.plural), string


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a translation; codes are for ever."""

    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR

    def at(self, pair: Pair) -> Diagnostic:
        """Return the diagnostic at the line of the entry."""
        return Diagnostic(self.code, f"translation of `{pair.context}`: {self.message}", pair.place, self.hint, self.severity)


Judge = Callable[[Pair], Iterator[Fault]]


def listed(words: set[str] | frozenset[str]) -> str:
    """Return names in a stable order, each in code marks."""
    return ", ".join(f"`{word}`" for word in sorted(words))
