"""Quotation marks, dashes and non-breaking spaces, set in each passage's own language, between tags only."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.typography import stopped, typeset

RUSSIAN = [
    ('"кластер"', "«кластер»"),
    ('"акт "О кластерах" принят"', "«акт „О~кластерах“ принят»"),
    ('«Меры "поддержки"» и "закон"', "«Меры „поддержки“» и~«закон»"),
    ('«Акт „О мерах“» — "закон"', "«Акт „О~мерах“»~— «закон»"),
    ('слово ("скобки")', "слово («скобки»)"),
    ("в Калуге и с Витебском", "в~Калуге и~с~Витебском"),
    ("В 2015 г. в ЕАЭС", "В~2015~г. в~ЕАЭС"),
    ("№5 и № 27", "№~5~и~№~27"),
    ("в ред. от 8 мая 2015 г.", "в~ред.~от 8~мая 2015~г."),
    ("файл, 100 КБ", "файл, 100~КБ"),
    ("ст.3, п. 2.1, с. 62", "ст.~3, п.~2.1, с.~62"),
    ("9 000 мест, 1 234 567 руб.", "9~000~мест, 1~234~567~руб."),
    ("5 мая 2026 г.", "5~мая 2026~г."),
    ("И. И. Иванов и Петров П.П.", "И.~И.~Иванов и~Петров~П.~П."),
    ("О.А.Карпенко", "О.~А.~Карпенко"),
    ("т. е. и т.д.", "т.~е. и~т.~д."),
    ("кластер — это", "кластер~— это"),
    ("2015-2019 годы", "2015–2019~годы"),
    ("почти 15 %", "почти 15~%"),
    ("сказал бы он ли", "сказал~бы он~ли"),
    ("г. Минск", "г.~Минск"),
    ("300 млн", "300~млн"),
    ("статья 92 разрешает", "статья~92 разрешает"),
    ("пункт 3 статьи 92 Договора", "пункт~3 статьи~92 Договора"),
    ("статьи 5 и 6", "статьи~5 и~6"),
    ("в приложении 1 и в пункте 11.3 названы", "в~приложении~1 и~в~пункте~11.3 названы"),
    ("Таблица 2, рисунок 1 и часть 2", "Таблица~2, рисунок~1 и~часть~2"),
    ("разделами 4–6 главы 3 закона", "разделами~4–6 главы~3 закона"),
    ("статья 2018 г. называет 63 участника", "статья 2018~г. называет 63~участника"),
]
ENGLISH = [
    ('"cluster"', "“cluster”"),
    ('"the act "On Clusters" holds"', "“the act ‘On Clusters’ holds”"),
    ("the parties' own and it's", "the parties’ own and it’s"),
    ("'quoted' word", "‘quoted’ word"),
    ("No. 5, Art. 92, p. 7", "No.~5, Art.~92, p.~7"),
    ("Article 92 and clause 6.2", "Article~92 and clause~6.2"),
    ("5 May 2026", "5~May 2026"),
    ("O. A. Karpenko", "O.~A.~Karpenko"),
    ("a plan — I see", "a~plan~— I~see"),
    ("2015-2019", "2015–2019"),
    ("3 million jobs", "3~million jobs"),
]


@pytest.mark.parametrize(("words", "put"), RUSSIAN, ids=[words for words, _ in RUSSIAN])
def test_russian(words: str, put: str) -> None:
    """Russian is set after Milchin; `~` stands for a non-breaking space."""
    assert typeset(words, "ru").replace("\u00a0", "~") == put


@pytest.mark.parametrize(("words", "put"), ENGLISH, ids=[words for words, _ in ENGLISH])
def test_english(words: str, put: str) -> None:
    """English is set after New Hart's Rules."""
    assert typeset(words, "en").replace("\u00a0", "~") == put


STOPS = [
    ("ru", "1 ноября 2026 г..", "1~ноября 2026~г."),
    ("ru", "<b>2026 г.</b>. Акт", "<b>2026~г.</b> Акт"),
    ("ru", "и т. д..)", "и~т.~д.)"),
    ("ru", "«от 2026 г..»", "«от 2026~г.»"),
    ("ru", "«от 2026 г.».", "«от 2026~г.»."),
    ("en", "Merck Inc.. <i>a.m.</i>.", "Merck Inc. <i>a.m.</i>"),
    ("de", "Merck u. a.. Und", "Merck u. a. Und"),
    ("ru", "и так... далее", "и~так... далее"),
    ("en", "<p>One.</p>. Two", "<p>One.</p>. Two"),
    ("en", "Inc.<code>x</code>. <code>a..</code>", "Inc.<code>x</code>. <code>a..</code>"),
]


@pytest.mark.parametrize(("language", "words", "put"), STOPS, ids=[words for _, words, _ in STOPS])
def test_a_sentence_that_ends_with_an_abbreviation_has_one_stop(language: str, words: str, put: str) -> None:
    """The stop of an abbreviation ends the sentence too, a tag between them or none; dots that stand for what is left out stay."""
    assert typeset(words, language).replace("\u00a0", "~") == put


def test_passage_is_set_in_its_own_language() -> None:
    """`lang` on an element changes the rules inside it, and only there."""
    html = '<p>"раз" <span lang="en">"two"<br></span> "три"</p>'

    assert typeset(html, "ru") == '<p>«раз» <span lang="en">“two”<br></span> «три»</p>'


def test_code_is_left_alone() -> None:
    """What stands in code, script, style or title is verbatim."""
    html = '<code>"a" — 9 000</code><script>"в Минске"</script><title>"x"</title>'

    assert typeset(html, "ru") == html


def test_attributes_are_left_alone() -> None:
    """Tags pass letter for letter."""
    html = '<a href="/a - b?c=в Минске" title="9 000 — 5">в Минске</a>'

    assert typeset(html, "ru") == html.replace(">в М", ">в\u00a0М")


def test_quotation_goes_on_over_tags() -> None:
    """A quotation that holds emphasis is closed as it was opened."""
    assert typeset('<p>"<em>акт</em>" и "<em>"закон"</em>"</p>', "ru") == "<p>«<em>акт</em>» и\u00a0«<em>„закон“</em>»</p>"


MARKUP = st.lists(
    st.sampled_from(["<p>", "</p>", "<em>", "</em>", '<span lang="en">', "</span>", "<br>", '<a href="x y — 9 000">', "</a>", "<td>"])
    | st.text("абвАБ xyz09 .,—-«»„“”‘’()№%'\"", max_size=12),
    max_size=12,
).map("".join)


@given(MARKUP, st.sampled_from(["ru", "en", "de", "fr"]))
def test_typesetting_twice_changes_nothing(html: str, language: str) -> None:
    """A fragment set once stays as it is when the frame around it is set."""
    once = typeset(html, language)

    assert typeset(once, language) == once


@given(MARKUP, st.sampled_from(["ru", "en", "kk", "hy"]))
def test_tags_pass_untouched(html: str, language: str) -> None:
    """Whatever the text, the tags are the same."""
    assert re.findall(r"<[^>]*>", typeset(html, language)) == re.findall(r"<[^>]*>", html)


@given(MARKUP, st.sampled_from(["ru", "en"]))
def test_letters_and_figures_stay(html: str, language: str) -> None:
    """Only spaces, quotation marks, apostrophes and hyphens change: no letter, figure or other sign."""

    def kept(words: str) -> str:
        return re.sub(r"[\s\"'«»„“”‘’–-]", "", words)

    assert kept(typeset(html, language)) == kept(html)


def test_quoted_reading_is_composed() -> None:
    """A reading that is kept letter for letter is written with composed letters: no font has the loose accents."""
    assert typeset('<td translate="no">So\u0303lvell 2015-2019</td>', "ru") == '<td translate="no">S\u00f5lvell 2015-2019</td>'


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("de", "Das \"Haus am 'See'\"", "Das „Haus am ‚See‘“"),
        ("de", "Es heißt 'so', wie geht's?", "Es heißt ‚so‘, wie geht’s?"),
        ("de", "am 20. November", "am 20.\u00a0November"),
        ("cs", "dne 20. listopadu", "dne 20.\u00a0listopadu"),
        ("es", "el 20 noviembre", "el 20\u00a0noviembre"),
        ("ru", "Слово 'лес'", "Слово «лес»"),
        ("en", "The dogs' 'best' day, '90s", "The dogs’ ‘best’ day, ‘90s"),
        ("pl", '"Las" i "dom"', "„Las” i „dom”"),
        ("fr", 'Le "bois" : oui ?', "Le «\u00a0bois\u00a0»\u00a0: oui\u00a0?"),
        ("pt-BR", 'A "casa"', "A “casa”"),
        ("uk", '"Ліс"', "«Ліс»"),
        ("ja", '"木"', "「木」"),
        ("en-US", '"wood"', "“wood”"),
    ],
)
def test_straight_quotes_become_those_of_the_language(language: str, typed: str, printed: str) -> None:
    """Each language has its own marks, with a region or without."""
    assert printed in typeset(f"<p>{typed}</p>", language)


ENDS = ("56,25° в. д.", "в. \ue0000\ue001д.\ue002", "<i>A.</i>", "Да?", "и так далее…")


@pytest.mark.parametrize("words", ENDS)
def test_a_stop_is_put_where_no_sign_stands(words: str) -> None:
    """An abbreviation, a question and a label of a draft that ends with a stop have their sign."""
    assert stopped(words) == words
    assert stopped(f"{words} слово") == f"{words} слово."
