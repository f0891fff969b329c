"""Defined terms, figures and case forms: the small functions under the checks."""

from __future__ import annotations

import pytest

from toolkit.language.cases import draft
from toolkit.language.numbers import figures
from toolkit.outline.defined_terms import defined, uses


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("кластер в рамках Союза (далее — Международный кластер) учреждён", ("Международный кластер",)),
        ("«Союз» — Евразийский союз, «государство-член» — его член;", ("Союз", "государство-член")),
        ("a cluster (the “International Cluster”) is established", ("International Cluster",)),
        ("“Results” means what a project created;", ("Results",)),
        ("по модели «тройной спирали» (см. пункт 2)", ()),
    ],
)
def test_definitions_are_found(words, terms):
    """Brackets with «далее» or “the “X””, and points that open with a quoted term."""
    assert defined(words) == terms


@pytest.mark.parametrize(
    ("words", "term", "used"),
    [
        ("членами Координационного совета", "Координационный совет", True),
        ("право на результат", "результаты", True),
        ("each Performer’s Results", "Performer", True),
        ("союз обществ", "Союз", False),
    ],
)
def test_a_term_is_found_in_any_case(words, term, used):
    """Stems are compared; a capital is part of a term."""
    assert uses(words, term) is used


@pytest.mark.parametrize(
    ("russian", "english"),
    [
        ("12 500 рублей до 1 мая 2026 г.", "RUB 12,500 by 1 May 2026"),
        ("5,5 %, [](#x-2) и {party_2:gen}", "5.5%"),
        ("версия 2.1, пункт 6.10", "version 2.1, clause 6.10"),
        ("с 01.06.2026 по 2026-07-02", "from 1 June 2026 to 2 July 2026"),
        ("1,5 млн руб., 9 тыс. мест", "RUB 1.5 million, 9,000 jobs"),
        ("одного раза в год", "once a year; it may be more"),
    ],
)
def test_figures_are_the_same_however_they_are_written(russian, english):
    """Grouping, decimal signs and names of months differ; marks and the verb “may” are no figures."""
    assert figures(russian, "ru") == figures(english, "en")


def test_figures_of_a_language_that_groups_by_points():
    """A point parts thousands in German, and decimals in English."""
    assert figures("2.500,5 Euro", "de") == figures("2,500.5 euros", "en")
    assert figures("2.1", "de") == figures("2.1", "en") != figures("21", "en")


@pytest.mark.parametrize(
    ("words", "case", "kind", "gender", "form"),
    [
        ("Калужский кластер", "acc", "phrase", "", "Калужский кластер"),
        ("Калужский кластер", "ins", "phrase", "", "Калужским кластером"),
        ("генеральный директор завода", "gen", "phrase", "", "генерального директора завода"),
        ("Иванова Мария Петровна", "gen", "name", "feminine", "Ивановой Марии Петровны"),
    ],
)
def test_drafts_of_case_forms(words, case, kind, gender, form):
    """The head noun and its adjectives change; of a person's name every word does."""
    assert draft(words, case, kind, gender) == form
