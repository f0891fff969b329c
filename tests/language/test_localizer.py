"""Numbers, dates, countries, lists and plurals of one language, and the state of every translation."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from toolkit.content.choices import Country
from toolkit.content.facts import Fact, Qualifier
from toolkit.content.records import Unit
from toolkit.content.text import Text
from toolkit.content.tree import parse
from toolkit.content.values import Moment
from toolkit.core.diagnostics import ContentError, Place
from toolkit.core.workspace import MemoryWorkspace
from toolkit.language.catalogs import Catalog, Translation, load_catalog
from toolkit.language.localizer import Localizer, Said, State
from toolkit.language.tags import locale

PO = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgctxt "units.cluster.forms.exact"
msgid "{n} cluster"
msgid_plural "{n} clusters"
msgstr[0] "{n} кластер"
msgstr[1] "{n} кластера"
msgstr[2] "{n} кластеров"

msgctxt "page"
msgid "Contents of {title}"
msgstr "Содержание: {title}"
"""
NOWHERE = Place("")


@pytest.fixture
def russian() -> Localizer:
    """Return a Russian localizer with a small catalog."""
    return Localizer.of("ru", load_catalog(MemoryWorkspace({"locales/ru/LC_MESSAGES/interface.po": PO.encode()}), "ru"))


@pytest.fixture
def english() -> Localizer:
    """Return an English localizer without a catalog."""
    return Localizer.of("en", Catalog("en"))


@pytest.fixture
def cluster() -> Unit:
    """Return a unit with plural forms."""
    node, _ = parse(b'forms: {exact: {one: "{n} cluster", other: "{n} clusters"}}', "units.yaml", "units.cluster", "en")
    return Unit.model_validate(node)


@pytest.mark.parametrize(
    ("value", "ru", "en"),
    [
        ("9000", "9\u00a0000", "9,000"),
        ("1234567", "1\u00a0234\u00a0567", "1,234,567"),
        ("1.5", "1,5", "1.5"),
        ("0.25", "0,25", "0.25"),
        ("62", "62", "62"),
    ],
)
def test_numbers(russian: Localizer, english: Localizer, value: str, ru: str, en: str) -> None:
    """Groups and decimals as each language writes them; groups are bound by U+00A0, which the fonts have."""
    assert russian.number(Decimal(value)) == ru
    assert english.number(Decimal(value)) == en


def test_dates_of_any_precision(russian: Localizer, english: Localizer) -> None:
    """A day in full, a month with its year, a year alone."""
    assert russian.day(dt.date(2026, 5, 5)) == "5 мая 2026\u00a0г."
    assert english.day(dt.date(2026, 5, 5)) == "5 May 2026"
    assert english.moment(Moment("2016-05")) == "May 2016"
    assert russian.moment(Moment("2016-05")) == "май 2016\u00a0г."
    assert russian.moment(Moment("2016")) == english.moment(Moment("2016")) == "2016"


def test_no_sign_that_the_fonts_lack(russian: Localizer) -> None:
    """Babel's narrow and thin spaces never reach a page."""
    said = russian.day(dt.date(2026, 5, 5)) + russian.moment(Moment("2016-05")) + russian.number(1234567) + russian.number(-5)

    assert not set(said) & {"\u202f", "\u2009"}


def test_countries_and_lists(russian: Localizer, english: Localizer) -> None:
    """Names come from CLDR, lists end as each language ends them."""
    assert [russian.country(Country(code)) for code in ("BY", "KZ", "RU")] == ["Беларусь", "Казахстан", "Россия"]
    assert english.country(Country("NO")) == "Norway"
    assert russian.listing(["а", "б", "в"]) == "а, б и в"
    assert english.listing(["a", "b", "c"]) == "a, b and c"
    assert english.listing(["a"]) == "a"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("1", "1 кластер"),
        ("2", "2 кластера"),
        ("5", "5 кластеров"),
        ("11", "11 кластеров"),
        ("21", "21 кластер"),
        ("102", "102 кластера"),
        ("1.5", "1,5 кластера"),
        ("0", "0 кластеров"),
        ("1000", "1\u00a0000 кластеров"),
    ],
)
def test_russian_plurals(russian: Localizer, cluster: Unit, value: str, words: str) -> None:
    """Three forms by gettext's rule; a fraction takes the genitive singular."""
    assert russian.measure(Decimal(value), cluster, "exact") == words


def test_english_plurals(english: Localizer, cluster: Unit) -> None:
    """English takes the forms of the content; a fraction is plural."""
    assert [english.measure(Decimal(value), cluster, "exact") for value in ("1", "2", "1.5")] == ["1 cluster", "2 clusters", "1.5 clusters"]


def test_range(russian: Localizer, english: Localizer, cluster: Unit) -> None:
    """A range is joined by an en dash and takes the form of its end."""
    assert russian.measure(Decimal(10), cluster, "exact", Decimal(21)) == "10–21 кластер"
    assert english.measure(Decimal(1), cluster, "exact", Decimal(3)) == "1–3 clusters"


def test_unit_without_a_form(russian: Localizer, cluster: Unit) -> None:
    """A use that the unit has no words for is an error, not a guess."""
    with pytest.raises(ContentError) as raised:
        russian.measure(Decimal(1), cluster, "almost")

    assert raised.value.diagnostics[0].code == "missing-form"


def test_states_of_a_text() -> None:
    """An official form is final; a translation is done or fuzzy; the source stands in for what is missing."""
    messages = {
        ("a", "раз"): Translation(("one",), fuzzy=False, place=NOWHERE),
        ("a", "два"): Translation(("two",), fuzzy=True, place=NOWHERE),
        ("a", "три"): Translation(("",), fuzzy=False, place=NOWHERE),
    }
    localizer = Localizer.of("en", Catalog("en", messages))

    said = [localizer.text(Text(words, "ru", "a", NOWHERE)) for words in ("раз", "два", "три", "четыре")]
    official = localizer.text(Text("пять", "ru", "a", NOWHERE, (("ru", "пять"), ("en", "five"))))

    assert said == [
        Said("one", "en", State.DONE),
        Said("two", "en", State.FUZZY),
        Said("три", "ru", State.MISSING),
        Said("четыре", "ru", State.MISSING),
    ]
    assert official == Said("five", "en", State.DONE)
    assert {(one.source, one.state) for one in localizer.unfinished.values()} == {
        ("два", State.FUZZY),
        ("три", State.MISSING),
        ("четыре", State.MISSING),
    }


def test_labels_are_filled(russian: Localizer, english: Localizer) -> None:
    """A label's placeholders are filled after it is translated."""
    assert russian.pgettext("page", "Contents of {title}", title="Акт") == "Содержание: Акт"
    assert english.pgettext("page", "Contents of {title}", title="Act") == "Contents of Act"


def test_unknown_language() -> None:
    """A tag that CLDR does not know is a mistake of site.yaml."""
    with pytest.raises(ContentError) as raised:
        locale("xx")

    assert raised.value.diagnostics[0].code == "unknown-language"


@pytest.mark.parametrize(
    ("value", "ru"), [("0.00012", "0,00012"), ("12345.678901", "12\u00a0345,678901"), ("30.0", "30"), ("1E+3", "1\u00a0000")]
)
def test_a_number_keeps_its_digits(russian: Localizer, value: str, ru: str) -> None:
    """No digit is rounded away: what a fact has is what is printed."""
    assert russian.number(Decimal(value)) == ru


def test_a_range_without_a_unit_has_both_ends(russian: Localizer) -> None:
    """A figure that is a number alone prints its range; one that is “about” needs a unit to say so."""
    fact = Fact.model_construct(value=Decimal(62), to=Decimal(90), unit=None, qualifier=Qualifier.EXACT)

    assert russian.quantity(fact, None) == "62–90"
    with pytest.raises(ContentError, match="missing-form"):
        russian.quantity(fact.model_copy(update={"qualifier": Qualifier.ABOUT}), None)


@pytest.mark.parametrize(
    ("value", "to", "ru", "en"),
    [
        ("-1", None, "−1 кластер", "−1 cluster"),
        ("-2", None, "−2 кластера", "−2 clusters"),
        ("-21", None, "−21 кластер", "−21 clusters"),
        ("-11", None, "−11 кластеров", "−11 clusters"),
        ("-1.5", None, "−1,5 кластера", "−1.5 clusters"),
        ("-5", "-3", "−5…−3 кластера", "−5 to −3 clusters"),
        ("-5", "0", "−5…0 кластеров", "−5 to 0 clusters"),
        ("3", "5", "3–5 кластеров", "3–5 clusters"),
        ("0.0000001", None, "0,0000001 кластера", "0.0000001 clusters"),
        ("1E+15", None, "1 000 000 000 000 000 кластеров", "1,000,000,000,000,000 clusters"),
    ],
)
def test_figures_below_zero_and_far_from_it(
    value: str, to: str | None, ru: str, en: str, russian: Localizer, english: Localizer, cluster: Unit
) -> None:
    """A form is chosen by the absolute value, a minus is no hyphen, and no dash stands beside it; no figure has an exponent."""
    ends = Decimal(value), Decimal(to) if to else None

    assert russian.measure(ends[0], cluster, "exact", ends[1]).replace("\u00a0", " ") == ru
    assert english.measure(ends[0], cluster, "exact", ends[1]).replace("\u00a0", " ") == en


def test_too_few_plural_forms_are_none(russian: Localizer, cluster: Unit) -> None:
    """An entry that lost its plural forms counts as missing, for any number: its one form would be wrong for most."""
    key = next(key for key, one in russian.catalog.messages.items() if len(one.strings) == 3)
    short = replace(russian.catalog.messages[key], strings=russian.catalog.messages[key].strings[:1])
    catalog = replace(russian.catalog, messages={**russian.catalog.messages, key: short})
    localizer = Localizer.of("ru", catalog)

    assert localizer.measure(Decimal(24), cluster, "exact") == "24 clusters"
    assert localizer.unfinished[key].state is State.MISSING
