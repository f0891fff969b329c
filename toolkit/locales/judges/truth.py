"""Finds translations that say something else than their source: another term, currency, place, party, duty or permission.

Numbers in words, units, working and calendar days, currencies, places and bounds are compared everywhere; duties,
permissions, prohibitions and denial in legal texts alone, for prose is free to turn a sentence round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.language import statements
from toolkit.language.placeholders import PLACEHOLDER
from toolkit.locales.judges import Fault, Pair, listed

_MARKUP = re.compile(r"\]\([^)]*\)|\[@[^\]]*\]|https?://\S+")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+(?=[«“\"(\[]*[^\W\d_])")
LONG = 4_000
"""Characters beyond which a text is no clause."""


def facts(pair: Pair) -> Iterator[Fault]:
    """Yield a fault where amounts with units, kinds of days, currencies, places or bounds are others; notes of grammar are passed over."""
    if unjudged(pair):
        return
    for source, words in pair.forms():
        here, there = bare(source), bare(words)
        sides = _sides(pair, here, there)
        yield from _amounts(pair, here, there)
        for code, noun, table in (("days-mismatch", "kind of days", "days"), ("currency-mismatch", "currency", "currencies")):
            yield from _sets(code, noun, *(statements.said(table, text, tag) for text, tag in sides))
        yield from _places(*sides, binding=legal(pair))
        yield from _bounds(pair, here, there)
        if legal(pair):
            yield from _series(pair, here, there)
            yield from _sets("party-mismatch", "party", *(statements.said("parts", text, tag) for text, tag in sides))


def _series(pair: Pair, here: str, there: str) -> Iterator[Fault]:
    """Compare how many members the longest series has, how many points are marked, and into how many parts semicolons cut a text."""
    series = (statements.enumeration(here, pair.source_language), statements.enumeration(there, pair.language))
    for (mine, its), noun in (
        (series, "members"),
        *zip(zip(statements.parts(here), statements.parts(there), strict=True), ("parts", "points"), strict=True),
    ):
        if mine and its and mine != its:
            yield doubt("enumeration-mismatch", f"an enumeration has another length: {mine} {noun} in the source, {its} in the translation")
            return


def _bounds(pair: Pair, here: str, there: str) -> Iterator[Fault]:
    for one, other in _sentences(here, there):
        mine, its = (statements.said("bounds", text, tag) for text, tag in _sides(pair, one, other))
        if mine and its and not mine & its:
            yield doubt("bound-mismatch", f"the source says {listed(mine)}, the translation {listed(its)}")


def unjudged(pair: Pair) -> bool:
    """Return whether nothing can be said of a pair: an unknown language, or a note of grammar that quotes one of them."""
    known = statements.knows(pair.language) and statements.knows(pair.source_language)
    return not known or pair.context.endswith(".note")


def legal(pair: Pair) -> bool:
    """Return whether a text binds: a clause of the library, or the terms of an agreement."""
    return (pair.context.startswith("clauses.") or ".agreement." in pair.context) and not pair.context.endswith(
        (".label", ".heading", ".note")
    )


def _places(source: tuple[str, str], translation: tuple[str, str], *, binding: bool) -> Iterator[Fault]:
    """Compare places; prose may say “the Ministry” where its source says whose."""
    mine, its = statements.said("places", *source), statements.said("places", *translation)
    lost = frozenset(place for place in mine - its if not statements.may_name(place, *translation))
    added = frozenset(place for place in its - mine if not statements.may_name(place, *source))
    if (lost and added) or (binding and (lost or added)):
        yield from _sets("place-mismatch", "place", lost, added)
    states, others = statements.states(*source), statements.states(*translation)
    if states and others:
        yield from _sets("place-mismatch", "state", states, others)


def _sides(pair: Pair, here: str, there: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (here, pair.source_language), (there, pair.language)


def bare(words: str) -> str:
    """Return words without marks, placeholders and addresses."""
    return PLACEHOLDER.sub(" ", _MARKUP.sub(" ", words))


def _amounts(pair: Pair, here: str, there: str) -> Iterator[Fault]:
    mine, its = statements.amounts(here, pair.source_language), statements.amounts(there, pair.language)
    values, others = {one.value for one in mine}, {one.value for one in its}
    if not legal(pair):  # prose may say “the three” where its source names them
        values, others = ({one.value for one in side if one.unit} for side in (mine, its))
    lost = {value for value in values - others if not _says(value, its, there, pair.language)}
    added = {value for value in others - values if not _says(value, mine, here, pair.source_language)}
    if (lost or added) and not _digits_alone(lost | added, here, there):
        yield doubt("amount-mismatch", f"the amounts differ (source: {_said(values)}; translation: {_said(others)})")
    units = {value: {one.unit for one in mine if one.value == value and one.unit} for value in values & others}
    for value, wanted in sorted(units.items()):
        found = {one.unit for one in its if one.value == value and one.unit}
        if wanted and found and wanted != found:
            yield doubt("unit-mismatch", f"{value} is of {listed(wanted)} in the source, of {listed(found)} in the translation")


def _says(value: int, amounts: frozenset[statements.Amount], words: str, language: str) -> bool:
    return any(one.value == value for one in amounts) or statements.may_say(value, words, language)


def _digits_alone(unlike: set[int], here: str, there: str) -> bool:
    """Return whether both texts write the numbers in digits: the judge of numbers tells of them."""
    return all(str(value) in re.findall(r"\d+", here + " " + there) for value in unlike)


def _said(values: set[int]) -> str:
    return ", ".join(map(str, sorted(values))) or "none"


def _sets(code: str, noun: str, mine: frozenset[str], its: frozenset[str]) -> Iterator[Fault]:
    if mine != its:
        lost, added = listed(mine - its), listed(its - mine)
        said = "; ".join(filter(None, (lost and f"lost: {lost}", added and f"not in the source: {added}")))
        yield doubt(code, f"another {noun} ({said})")


def doubt(code: str, message: str) -> Fault:
    """Return a fault that its author may accept by a comment."""
    hint = f"correct it; if both say the same, write the comment `# accept: {code}` above the entry"
    return Fault(code, message, hint)


def force(pair: Pair) -> Iterator[Fault]:
    """Yield a fault where the one text of a legal pair obliges, permits, forbids or denies, and the other does not."""
    if unjudged(pair) or not legal(pair):
        return
    for source, words in pair.forms():
        if max(len(source), len(words)) > LONG:
            continue
        here, there = bare(source), bare(words)
        faults = [fault for one, other in _sentences(here, there) if (fault := _turned(*_sides(pair, one, other)))]
        yield from faults[:1]
        yield from _sets(
            "effect-mismatch", "effect", *(statements.repeated("effects", text, tag) for text, tag in _sides(pair, here, there))
        )


def _sentences(source: str, words: str) -> list[tuple[str, str]]:
    """Return sentence beside sentence where both texts have as many; else the two texts whole."""
    mine, its = (_SENTENCE.split(text.strip()) for text in (source, words))
    return list(zip(mine, its, strict=True)) if len(mine) == len(its) else [(source, words)]


def _turned(source: tuple[str, str], translation: tuple[str, str]) -> Fault | None:
    """Return what is wrong where one sentence permits, forbids, obliges or denies, and the other does not."""
    if fault := _modal(source, translation):
        return fault
    mine, its = statements.denials(*source), statements.denials(*translation)
    for more, less, name in ((mine, its, "source"), (its, mine, "translation")):
        if more.exceed(less):
            other = "the other text denies nothing" if not less.most else "the other text denies less"
            return doubt("negation-mismatch", f"the {name} denies something, {other}")
    return None


def _modal(source: tuple[str, str], translation: tuple[str, str]) -> Fault | None:
    """Return what is wrong where the one text permits and the other one does not, or forbids."""
    for one, other, names in ((source, translation, ("source", "translation")), (translation, source, ("translation", "source"))):
        may, may_not = (statements.says("force", name, *one) for name in ("permission", "prohibition"))
        permits, forbids = (statements.says("force", name, *other) for name in ("permission", "prohibition"))
        if (
            may
            and not permits
            and (forbids or statements.says("force", "duty", *other))
            and not (may_not or statements.denials(*one).least)
        ):
            return doubt("modal-mismatch", f"the {names[0]} permits, the {names[1]} forbids or obliges")
    for one, other, name in ((source, translation, "source"), (translation, source, "translation")):
        if statements.says("force", "ban", *one) and not statements.says("negation", "particle", *other):
            return doubt("modal-mismatch", f"the {name} forbids, the other text does not")
    if statements.says("force", "undertaking", *source) and not statements.says("force", "duty", *translation):
        return doubt("modal-mismatch", "the source obliges, the translation does not")
    return None
