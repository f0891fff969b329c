"""Warns of each figure that is typed in prose where a fact should be named.

Years, dates, numbers of acts and articles, pages, ordinals and addresses are no figures: a number counts as one only
when the noun of a unit that some fact is measured in follows it, or a sign of per cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from toolkit.content.document import Document
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Group, Programme, SuccessFactor, Term, Unit
from toolkit.content.text import Text
from toolkit.content.values import Item, name_of
from toolkit.content.walk import texts
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.catalogs import Catalog
from toolkit.language.placeholders import PLACEHOLDER

PROSE = (Cluster, Document, Group, Programme, SuccessFactor, Term)
"""Records whose prose is the publisher's own; titles of acts, of works and what a source printed are quotations."""
_ASIDE = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|https?://\S+|«[^»]*»|“[^”]*”|\"[^\"]*\"")
_NUMBER = re.compile(
    r"(?<![\w№.,/–-])(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:[.,](\d+))?(?:\s*[–-]\s*\d+)?[ \u00a0]*(%|[^\W\d_]+)(?:[ \u00a0]+([^\W\d_]+))?"
)
_LABELLED = re.compile(
    r"(?:№|No\.?|ст\.|стать\w+|п\.|пункт\w*|част\w+|гл\.|глав\w+|разд\.|раздел\w*|с\.|стр\.|рис\.|табл\.|сноск\w+|приложени\w+"
    r"|Article|article|clause|section|Table|Figure|page|pp?\.|footnote|Annex)[ \u00a0]*$"
)
_ADJECTIVE = re.compile(r"(?:[ыи]х|[ыи]е|[ыи]й|ая|яя|ое|ого|ой|ую|[ыи]ми|^[a-z]+)$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_OTHERS = re.compile(r"\.facts\.|\.note$|\.parameters|\.amendments\.rows\.\d+\.(?:now|proposed)|\.entry-criteria\.criteria\.\d+\.label$")
"""Contexts of texts whose numbers are no figures of the publisher's."""
STEM = 5
"""Letters by which two forms of a noun are known as one; shorter words count whole."""


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun of a unit, in one language."""

    unit: str
    stems: tuple[str, ...]


def check_figures(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield one warning for each figure typed in prose."""
    nouns = {tag: tuple(_nouns(library, tag, catalogs.get(tag))) for tag in library.languages}
    for _, item in library.records():
        if isinstance(item, PROSE):
            for text in _prose(item):
                for language, words in {text.language: text.source, **dict(text.official)}.items():
                    yield from _typed(library, item, text.place, words, nouns.get(language, ()))


def _prose(item: Item) -> Iterator[Text]:
    """Yield the prose of a record, without its figures, editors' notes, the words of acts, and what others ask for."""
    for text in texts(item):
        if not _OTHERS.search(text.context):
            yield text


def _nouns(library: Library, language: str, catalog: Catalog | None) -> Iterator[Noun]:
    """Yield the nouns of the units in use, from the words that the language has for them."""
    used = {fact.unit.record for fact in library.facts.values() if fact.unit}
    for unit in library.all(Unit):
        if unit.id in used and unit.grouped:
            stems = tuple(dict.fromkeys(word for phrase in _phrases(unit, language, catalog) for word in _stems(phrase)))
            if stems or "%" in "".join(form for forms in unit.forms.values() for form in forms.values()):
                yield Noun(unit.id, stems)


def _phrases(unit: Unit, language: str, catalog: Catalog | None) -> Iterator[str]:
    for form, forms in unit.forms.items():
        if all("{n}" in phrase for phrase in forms.values()):
            yield from forms.values() if (unit.language or "en") == language else ()
            found = catalog.messages.get((f"units.{unit.id}.forms.{form}", forms["one"])) if catalog else None
            yield from found.strings if found else ()


def _stems(phrase: str) -> Iterator[str]:
    """Yield the stem of the word after the number: the noun itself, or its adjective."""
    after = PLACEHOLDER.split(phrase)[-1]
    yield from (word[:STEM].casefold() for word in _WORD.findall(after)[:1])


def _typed(library: Library, item: Item, place: Place, words: str, nouns: tuple[Noun, ...]) -> Iterator[Diagnostic]:
    plain = _ASIDE.sub(lambda found: " " * len(found.group()), PLACEHOLDER.sub(lambda found: " " * len(found.group()), words))
    for found in _NUMBER.finditer(plain):
        noun = _noun_of(found.group(3), nouns)
        if noun is None and found.group(4) and _ADJECTIVE.search(found.group(3)):
            noun = _noun_of(found.group(4), nouns)
        if noun is None or _LABELLED.search(plain[: found.start()]):
            continue
        value = _value(found.group(1), found.group(2))
        figure = " ".join(found.group().split())
        fact = _equal(library, item, value, noun.unit)
        if fact is not None:
            message, hint = f"`{figure}` is typed, and is the fact `{fact.id}`", f"write `{{{name_of(fact.id)}}}` in its place"
        else:
            message, hint = f"`{figure}` is typed, and no fact says so", "make it a fact with a source, and name the fact here"
        yield Diagnostic("bare-figure", message, place, hint, Severity.WARNING)


def _noun_of(word: str, nouns: tuple[Noun, ...]) -> Noun | None:
    if word == "%":
        return next((noun for noun in nouns if noun.unit.partition("-")[0] == "percent"), None)
    stem = word[:STEM].casefold()
    return next((noun for noun in nouns if stem in noun.stems), None)


def _value(whole: str, fraction: str | None) -> Decimal | None:
    try:
        return Decimal(re.sub(r"\s", "", whole) + (f".{fraction}" if fraction else ""))
    except InvalidOperation:
        return None


def _equal(library: Library, item: Item, value: Decimal | None, unit: str) -> Fact | None:
    """Return the fact of that value and unit: the record's own first."""
    found = [fact for fact in library.facts.values() if fact.value == value and fact.unit and fact.unit.record == unit]
    return min(found, key=lambda fact: not fact.id.startswith(f"{item.id}."), default=None)
