"""Finds translations in which a defined term has lost its capital, or one party stands for another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.language.stand_ins import is_stand_in
from toolkit.locales.judges import Fault, Pair, listed
from toolkit.locales.judges.truth import bare, doubt, legal, unjudged
from toolkit.outline.defined_terms import defined, uses

_PARTY = re.compile(r"parties\.[^.]+\.(?:short|name)$")


@dataclass(frozen=True, slots=True)
class Definitions:
    """The terms that clauses define, in two languages."""

    terms: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> Definitions:
        """Take every term that a clause and its translation define in the same place."""
        found: dict[str, set[str]] = {}
        for pair in pairs:
            mine, its = defined(pair.source), defined(pair.strings[0]) if pair.strings else ()
            if len(mine) == len(its):
                for first, second in zip(mine, its, strict=True):
                    found.setdefault(first, set()).add(second)
        return cls(tuple(sorted((first, next(iter(second))) for first, second in found.items() if len(second) == 1)))

    def judge(self, pair: Pair) -> Iterator[Fault]:
        """A term that is written with a capital where it is defined is so written where it is used."""
        if unjudged(pair) or not legal(pair) or defined(pair.source):
            return
        for source, words in pair.forms():
            for mine, its in self.terms:
                if its[:1].isupper() and _small(its).search(bare(words)) and uses(source, mine):
                    yield doubt("term-capital", f"“{its}” is a defined term, and is written here as common words")


def _small(term: str) -> re.Pattern[str]:
    words = [re.escape(word[:1].lower() + word[1:]) for word in term.split()]
    return re.compile(rf"(?<![.!?] )\b{' '.join(words)}(?:s|es)?\b")


@dataclass(frozen=True, slots=True)
class PartyNames:
    """The names of parties, in two languages."""

    names: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> PartyNames:
        """Take the short and full name of each party."""
        known = {(pair.source, pair.strings[0].removeprefix("the ")) for pair in pairs if _PARTY.match(pair.context) and pair.strings}
        return cls(tuple(sorted((source, words) for source, words in known if words and not is_stand_in(source))))

    def judge(self, pair: Pair) -> Iterator[Fault]:
        """A legal text names the parties that its source names."""
        if unjudged(pair) or not legal(pair):
            return
        for source, words in pair.forms():
            mine = frozenset(its for name, its in self.names if uses(source, name))
            said = frozenset(its for _, its in self.names if its in words)
            if mine != said:
                yield doubt("party-mismatch", f"the source names {listed(mine) or 'nobody'}, the translation {listed(said) or 'nobody'}")
