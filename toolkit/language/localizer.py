"""Says texts, numbers, dates and names in one language, and tells the state of their translation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from toolkit.content.choices import Country
from toolkit.content.facts import Fact, Qualifier
from toolkit.content.periods import Period
from toolkit.content.records import Unit
from toolkit.content.text import Text
from toolkit.content.values import Moment
from toolkit.core.characters import shifted
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.language.catalogs import Catalog, Key, Translation, path_of
from toolkit.language.periods import period_words
from toolkit.language.placeholders import fill
from toolkit.language.stand_ins import is_stand_in
from toolkit.language.tags import language_name, locale

INTERFACE_LANGUAGE = "en"
MINUS = "\u2212"


class State(StrEnum):
    """What the reader gets: a translation, one to be reviewed, a machine's draft, or the source words."""

    DONE = "done"
    FUZZY = "fuzzy"
    MACHINE = "machine"
    """A machine's draft that no person has approved."""
    MISSING = "missing"
    UNWRITTEN = "unwritten"
    """A mark that keeps the place of words to come."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words, the language they are in, and their state."""

    words: str
    language: str
    state: State


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A message that a release may not print: missing or fuzzy."""

    context: str
    source: str
    state: State
    place: Place
    language: str = INTERFACE_LANGUAGE
    """Language of the words that are printed: of the source, or of a language that stands in."""
    into: str = ""
    """Language that has no translation to print."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The messages that some words are made of: all that a translator answers for, and those not finished."""

    asked: dict[Key, State] = field(default_factory=dict)
    unfinished: dict[Key, Unfinished] = field(default_factory=dict)


@dataclass(slots=True)
class Localizer:
    """Speaks one language; notes every message that is not finished."""

    language: str
    catalog: Catalog
    locale: Locale
    unfinished: dict[Key, Unfinished] = field(default_factory=dict)
    asked: dict[Key, State] = field(default_factory=dict)
    """Every message that a translator answers for and that was spoken, with its state."""
    stand_ins: tuple[Localizer, ...] = ()
    """The languages that stand in where this one has no translation, the nearest first."""

    @classmethod
    def of(cls, language: str, catalog: Catalog) -> Localizer:
        """Make the localizer of a language tag."""
        return cls(language, catalog, locale(language))

    def text(self, text: Text) -> Said:
        """Return a text in this language; the source words where there is no translation."""
        official = dict(text.official)
        if self.language in official:
            return Said(official[self.language], self.language, State.DONE)
        if self.language == text.language:
            return Said(text.source, text.language, State.DONE)
        found = self._usable(text.context, text.source, text.place, text.language)
        if found is None:
            said = next(filter(None, (other._own_words(text) for other in self.stand_ins)), None)
            return said or Said(text.source, text.language, State.MISSING)
        return Said(found.strings[0], self.language, state_of(found))

    def written(self, text: Text) -> Said:
        """Return a text in this language, and note it where only a mark keeps the place of its words."""
        said = self.text(text)
        if said.state is not State.DONE or not is_stand_in(said.words):
            return said
        key = (text.context, text.source)
        self.unfinished[key] = Unfinished(*key, State.UNWRITTEN, text.place, said.language, self.language)
        return replace(said, state=State.UNWRITTEN)

    def _own_words(self, text: Text) -> Said | None:
        """Return what this language says of a text in place of another one; nothing where it has no finished translation."""
        official = dict(text.official)
        if self.language in official or self.language == text.language:
            return Said(official.get(self.language, text.source), self.language, State.MISSING)
        found = self._finished(text.context, text.source)
        return Said(found.strings[0], self.language, State.MISSING) if found else None

    def _finished(self, context: str, source: str) -> Translation | None:
        found = self.catalog.messages.get((context, source))
        return found if found and not found.fault and state_of(found) is State.DONE else None

    def speaker(self, context: str, message: str) -> Localizer:
        """Return who says a label, this language or the nearest that has it: what is put into a label should be of its language."""
        if self.language == INTERFACE_LANGUAGE or self._usable(context, message, Place(path_of(self.language, "interface"))):
            return self
        return self._stand_in(context, message, INTERFACE_LANGUAGE) or self

    def _stand_in(self, context: str, source: str, language: str) -> Localizer | None:
        """Return the nearest language that says a message whose words are in `language`."""
        return next((other for other in self.stand_ins if other.language == language or other._finished(context, source)), None)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """Return a label of the interface, with its placeholders filled."""
        words = message
        if self.language != INTERFACE_LANGUAGE:
            found = self._usable(context, message, Place(path_of(self.language, "interface")))
            other = None if found else self._stand_in(context, message, INTERFACE_LANGUAGE)
            words = found.strings[0] if found else other.pgettext(context, message) if other else message
        return fill(words, lambda name, _: str(values[name])) if values else words

    def npgettext(self, context: str, one: str, other: str, n: int | Decimal, **values: object) -> str:
        """Return a label with the plural form for n; `{n}` is the number as this language writes it."""
        place = Place(path_of(self.language, "interface"))
        words = self._plural(context, one, {"one": one, "other": other}, INTERFACE_LANGUAGE, n, place)
        filled = {"n": self.number(n), **values}
        return fill(words, lambda name, _: str(filled[name]))

    def _plural(self, context: str, source: str, forms: dict[str, str], language: str, n: int | Decimal, place: Place) -> str:
        """Return the form for a number; one below zero takes the form of its absolute value."""
        n = -n if n < 0 else n
        if self.language == language:
            category = self.locale.plural_form(n)
            return forms.get(category, forms["other"])
        found = self._usable(context, source, place, language, self.catalog.forms)
        if found is None and (other := self._stand_in(context, source, language)):
            return other._plural(context, source, forms, language, n, place)
        if found is None:
            return forms.get(locale(language).plural_form(n), forms["other"])
        # A fraction takes the form of 2 in gettext's rules («1,5 кластера»): they know integers only.
        index = self.catalog.plural(int(n) if n == int(n) else 2)
        return found.strings[min(index, len(found.strings) - 1)]

    def _usable(self, context: str, source: str, place: Place, language: str = INTERFACE_LANGUAGE, forms: int = 1) -> Translation | None:
        """Return a translation that can be printed; one with fewer plural forms than the language has is none."""
        found = self.catalog.messages.get((context, source))
        if found is not None and found.fault:
            raise ContentError(found.fault)
        if found is None and self.catalog.unreadable:
            raise ContentError(self.catalog.unreadable)
        state = state_of(found, forms)
        self.asked[(context, source)] = state
        if state is not State.DONE:
            other = self._stand_in(context, source, language) if state is State.MISSING else None
            printed = other.language if other else language
            self.unfinished[(context, source)] = Unfinished(context, source, state, found.place if found else place, printed, self.language)
        return None if state is State.MISSING else found

    @contextmanager
    def noting(self) -> Iterator[Spoken]:
        """Collect the messages of the words spoken meanwhile, and nothing of what was before."""
        before = self.asked, self.unfinished
        self.asked, self.unfinished = {}, {}
        try:
            yield Spoken(self.asked, self.unfinished)
        finally:
            self.asked, self.unfinished = before

    def listen(self, speak: Callable[[], str]) -> tuple[str, Spoken]:
        """Return words, and the messages that they are made of; these are not noted yet: the words may not be printed."""
        with self.noting() as spoken:
            return speak(), spoken

    def note(self, spoken: Spoken) -> None:
        """Note the messages of words that are printed."""
        self.asked.update(spoken.asked)
        self.unfinished.update(spoken.unfinished)

    def marked(self, speak: Callable[[], str]) -> Markup:
        """Return words as HTML; where a message in them is not finished, with the mark that a draft shows."""
        words, spoken = self.listen(speak)
        self.note(spoken)
        tag = self.tag(spoken)
        return Markup("{}{}</span>").format(tag, words) if tag else escape(words)

    def tag(self, spoken: Spoken) -> Markup:
        """Return the tag that opens the mark around words, a span; nothing for words that need none."""
        return mark_tag(spoken.unfinished.values()) if spoken.unfinished else Markup("")

    def number(self, value: int | Decimal, *, grouped: bool = True, digits: int = 0) -> str:
        """Return a number with the language's separators; below zero with a minus, which is no hyphen: «−5».

        `digits` is how many stand after the point at least.
        """
        bare = round(Decimal(-value if value < 0 else value), digits) if digits else -value if value < 0 else value
        if digits:
            said = format_decimal(bare, f"#,##0.{'0' * digits}####", self.locale, decimal_quantization=False, group_separator=grouped)
        else:
            said = format_decimal(bare, locale=self.locale, decimal_quantization=False, group_separator=grouped)
        return (MINUS if value < 0 else "") + _wide(said)

    def span(self, first: Decimal, last: Decimal, *, grouped: bool = True) -> str:
        """Return both ends of a range; a dash beside a minus would be misread: «−5…−3», “−5 to −3”."""
        ends = (self.number(first, grouped=grouped), self.number(last, grouped=grouped))
        if first >= 0 and last >= 0:
            return "–".join(ends)
        return (" to " if self.locale.language == "en" else "…").join(ends)

    def numbers(self, fact: Fact, unit: Unit | None = None) -> str:
        """Return a fact's number, or both ends of its range, as its unit writes numbers: 2015 for a year."""
        grouped = unit is None or unit.grouped
        return self.number(fact.value, grouped=grouped) if fact.to is None else self.span(fact.value, fact.to, grouped=grouped)

    def quantity(self, fact: Fact, unit: Unit | None, form: str = "") -> str:
        """Return a fact's value with qualifier and unit: «около 9 000 рабочих мест»; `form` asks for a case."""
        if unit is None and fact.qualifier is not Qualifier.EXACT and not form:
            message = f"`{fact.id}` is “{fact.qualifier.value}”, and has no unit to say so"
            raise ContentError(Diagnostic("missing-form", message, fact.place, f"give it a unit with the form `{fact.qualifier.value}`"))
        if unit is None:
            return self.numbers(fact)
        return self.measure(fact.value, unit, form or fact.qualifier.value, fact.to)

    def measure(self, value: Decimal, unit: Unit, form: str, to: Decimal | None = None, said: str = "") -> str:
        """Return a value in a unit; `said` is the number in words, to stand for its figures."""
        if form not in unit.forms:
            hint = f"add `{form}:` with its plural forms under `forms:`"
            raise ContentError(Diagnostic("missing-form", f"unit `{unit.id}` has no form `{form}`", unit.place, hint))
        forms = unit.forms[form]
        words = self._plural(
            f"units.{unit.id}.forms.{form}",
            forms["one"],
            forms,
            unit.language or INTERFACE_LANGUAGE,
            value if to is None else to,
            unit.place,
        )
        n = said or self.number(value, grouped=unit.grouped) if to is None else self.span(value, to, grouped=unit.grouped)
        return fill(shifted(words), lambda *_: n)

    def day(self, day: dt.date) -> str:
        """Return a date in full: «5 мая 2026 г.», “5 May 2026”."""
        return _wide(format_date(day, "long", locale=self.locale))

    def moment(self, moment: Moment) -> str:
        """Return a date of any precision; a quarter, a half-year or a range of years."""
        parts = moment.parts
        if isinstance(moment, Period) and moment.kind:
            return _wide(period_words(moment, self.locale, self.pgettext))
        if len(parts) == 3:
            return self.day(dt.date(*parts))
        if len(parts) == 2:
            return _wide(format_skeleton("yMMMM", dt.date(parts[0], parts[1], 1), locale=self.locale))
        return str(parts[0])

    def language_name(self, tag: str) -> str:
        """Return the name of a language: «английский»."""
        return language_name(tag, self.locale)

    def country(self, code: Country) -> str:
        """Return the name of a country."""
        return str(self.locale.territories.get(code, code))

    def listing(self, words: Iterable[str]) -> str:
        """Return «a, b и c»."""
        return str(format_list(list(words), locale=self.locale))


def _wide(words: str) -> str:
    """Return what CLDR formats with spaces that the fonts have: PT Serif and PT Sans have no narrow ones."""
    return words.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")


_WORSE = (State.DONE, State.FUZZY, State.MACHINE, State.MISSING, State.UNWRITTEN)
"""The states, each worse than the one before."""


def state_of(found: Translation | None, forms: int = 1) -> State:
    """Return the state of what a catalog says, or does not, for a message that asks for so many plural forms."""
    if found is None or not all(found.strings) or len(found.strings) < forms:
        return State.MISSING
    if found.unapproved:
        return State.MACHINE
    return State.FUZZY if found.fuzzy else State.DONE


def mark_tag(found: Iterable[Unfinished]) -> Markup:
    """Return the tag that opens the mark of a draft, for the worst of what is not finished."""
    worst = max(found, key=lambda item: _WORSE.index(item.state))
    lang = Markup(' lang="{}"').format(worst.language) if worst.state is State.MISSING else Markup("")
    return Markup('<span{} class="{}" data-message="{}">').format(lang, worst.state.value, worst.context)
