"""Defines diagnostics: values with a code, a place and a cure, collected and never raised one by one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a diagnostic weighs: an error withholds documents, a warning only speaks, an info is for who asks."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a file of the workspace; line and column count from 1, and 0 means the whole file or line."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column or 1}" if self.line else self.path

    def __reduce__(self) -> tuple[type[Place], tuple[str, int, int]]:
        """Unpickle by the constructor: dataclasses with slots do it ten times slower."""
        return Place, (self.path, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake: where it is, what is wrong with the value, what to do."""

    code: str
    message: str
    place: Place
    hint: str = ""
    severity: Severity = Severity.ERROR
    related: tuple[tuple[Place, str], ...] = ()
    """Other places that the mistake touches, each with a word on how."""

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.severity}[{self.code}]: {self.message}"]
        lines += [f"  {place}: {words}" for place, words in self.related]
        return "\n".join([*lines, f"  hint: {self.hint}"] if self.hint else lines)


class ContentError(Exception):
    """Raised where work on one document cannot go on; carries the diagnostics that say why."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics without repeats, by place."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: (found.place, found.code, found.message)))


def errors(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return those that are errors."""
    return tuple(found for found in diagnostics if found.severity is Severity.ERROR)


LONGEST_WORD = 100
"""Characters of a word that somebody may have mistyped."""


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "", *, near: float = 0.6) -> str:
    """Return a hint with the known word nearest to a mistyped one, or `otherwise`.

    Words that mean things look alike without being one: `near` is then high, and only a slip of the keys counts.
    """
    if len(word) > LONGEST_WORD:
        return otherwise
    some = sorted(known)
    nearest = [one for one in some if sorted(one) == sorted(word)] or difflib.get_close_matches(word, some, n=1, cutoff=near)
    return f"did you mean `{nearest[0]}`?" if nearest else otherwise
