"""Holds the toolkit's own wording that no template holds, by msgctxt: citations of law, cross-references, copies."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from toolkit.content.facts import Fact, Qualifier
from toolkit.content.units import Unit
from toolkit.language.localizer import Localizer
from toolkit.language.markdown import CASES
from toolkit.language.periods import HALVES
from toolkit.language.typography import capitalised
from toolkit.outline.model import Target

_REFERENCE_NOUNS = {
    "annex": "Annex {number}",
    "annex-clause": "paragraph {number} of Annex {within}",
    "annex-point": "point {letter} of paragraph {number} of Annex {within}",
    "article": "Article {number}",
    "clause": "clause {number}",
    "point": "point {letter} of clause {number}",
    "section": "section {number}",
    "table": "Table {number}",
    "figure": "Figure {number}",
}
_OTHER_PARTY = {
    "agreement.two": "the other Party",
    "agreement.more": "each other Party",
    "memorandum.two": "the other Signatory",
    "memorandum.more": "each other Signatory",
}
_ANOTHER_PARTY = {
    "agreement.two": "the other Party",
    "agreement.more": "another Party",
    "memorandum.two": "the other Signatory",
    "memorandum.more": "another Signatory",
}
"""Whoever else is party, by the form of the agreement, for two parties and for more."""
GENDERS = ("masculine", "feminine", "neuter")
PHRASES: Mapping[str, str] = MappingProxyType(
    {
        **HALVES,
        "act.citation.treaty": "{act} (signed in {place} on {date})",
        "act.citation.treaty-amended": "{act} (signed in {place} on {date}, as amended on {edition})",
        "act.citation.full": "{act} No. {number} of {date} “{title}”",
        "act.citation.number": "{act} No. {number} of {date}",
        "act.citation.title": "{act} “{title}”",
        "act.state.expired": "expired on {date}",
        "act.state.not-yet-in-force": "in force from {date}",
        "act.state.repealed": "repealed with effect from {date}",
        "act.state.replaced": "{state}; replaced by {act}",
        "act.edition": "(as amended on {date})",
        "act.provision": "{provision}, {act}",
        "agreement.clause.short": "cl. {number}",
        "agreement.copies.2": "two",
        "agreement.copies.3": "three",
        "agreement.copies.4": "four",
        "agreement.copies.5": "five",
        "agreement.copies.6": "six",
        "agreement.named.masculine": "{name}, hereinafter “{short}”",
        "agreement.named.feminine": "{name}, hereinafter “{short}”",
        "agreement.named.neuter": "{name}, hereinafter “{short}”",
        "agreement.named.unknown": "{name}, hereinafter “{short}”",
        "agreement.represented.masculine": "represented by {signatory}, acting on the basis of {basis}",
        "agreement.represented.feminine": "represented by {signatory}, acting on the basis of {basis}",
        "agreement.represented.unknown": "represented by {signatory}, acting on the basis of {basis}",
        "agreement.signatory": "{name}, {position}",
        "agreement.place.preamble": "preamble",
        "agreement.place.signatures": "signatures",
        **{f"numbers.{gender}": "one two three four five six seven eight nine ten" for gender in GENDERS},
        "points.alphabet": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "points.mark": "({letter})",
        **{f"agreement.other-party.{key}.{case}": words for key, words in _OTHER_PARTY.items() for case in CASES},
        **{f"agreement.another-party.{key}.{case}": words for key, words in _ANOTHER_PARTY.items() for case in CASES},
        "agreement.unwritten": "text to be agreed",
        "agreement.provisions.articles": "Articles {numbers}",
        "agreement.provisions.clauses": "clauses {numbers}",
        "agreement.provisions.both": "{articles}, and {clauses}",
        **{f"reference.{kind}.{case}": noun for kind, noun in _REFERENCE_NOUNS.items() for case in CASES},
    }
)
"""Every phrase; a translator finds each under its msgctxt in the interface domain."""


def say(localizer: Localizer, context: str, **values: object) -> str:
    """Return a phrase in a language, with its placeholders filled."""
    return localizer.pgettext(context, PHRASES[context], **values)


def reference_phrase(localizer: Localizer, target: Target, case: str) -> str:
    """Return «пункт 6.2», in the case asked for."""
    mark = letter(localizer, target.letter) if target.letter is not None else ""
    return say(localizer, f"reference.{target.kind}.{case or 'nom'}", number=target.number, letter=mark, within=target.within)


def count_in_words(localizer: Localizer, fact: Fact, unit: Unit | None, form: str) -> str:
    """Return a count from one to ten as a `word`, or in `words` with its unit: «две компании»; any other in figures.

    A form with a capital, `Words`, begins a sentence.
    """
    words = say(localizer, f"numbers.{unit.gender_in(localizer.language) if unit else 'masculine'}").split()
    small = fact.to is None and fact.qualifier is Qualifier.EXACT and fact.value in range(1, len(words) + 1)
    said = words[int(fact.value) - 1] if small else ""
    said = capitalised(said) if form[:1].isupper() else said
    if form.lower() == "word" or unit is None:
        return said or localizer.numbers(fact, unit)
    return localizer.measure(fact.value, unit, fact.qualifier.value, fact.to, said)


def letter(localizer: Localizer, index: int) -> str:
    """Return the mark of a lettered point in the language's own alphabet: “(a)”, «а)»."""
    alphabet = say(localizer, "points.alphabet").split()
    return say(localizer, "points.mark", letter=alphabet[index % len(alphabet)])
