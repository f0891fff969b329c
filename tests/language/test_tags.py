"""Every tag that a language can be added by has a name and a way its script runs."""

from __future__ import annotations

import pytest

from toolkit.language.cases import declines
from toolkit.language.tags import language_name, locale, right_to_left
from toolkit.language.typography import typeset


@pytest.mark.parametrize(
    ("tag", "russian", "english"),
    [
        ("kk", "казахский", "Kazakh"),
        ("sr-Latn", "сербский (латиница)", "Serbian (Latin)"),
        ("uz-Cyrl", "узбекский (кириллица)", "Uzbek (Cyrillic)"),
        ("zh-Hans", "китайский, упрощенное письмо", "Simplified Chinese"),
        ("pt-BR", "бразильский португальский", "Brazilian Portuguese"),
        ("be-BY", "белорусский (Беларусь)", "Belarusian (Belarus)"),
        ("zh-Hant-TW", "китайский (традиционная, Тайвань)", "Chinese (Traditional, Taiwan)"),
        ("es-419", "латиноамериканский испанский", "Latin American Spanish"),
    ],
)
def test_a_tag_with_script_or_region_has_a_name(tag: str, russian: str, english: str) -> None:
    """A language is named whole where CLDR has a name for it, else by its parts."""
    assert language_name(tag, locale("ru")) == russian
    assert language_name(tag, locale("en")) == english


def test_the_script_says_which_way_it_runs() -> None:
    """A language of two scripts runs as the one in its tag does."""
    runs = {tag: right_to_left(tag) for tag in ("fa", "ar", "he", "ur-PK", "uz-Arab", "uz-Cyrl", "az", "ru", "xx-unknown", "")}

    assert [tag for tag, back in runs.items() if back] == ["fa", "ar", "he", "ur-PK", "uz-Arab"]


@pytest.mark.parametrize(
    ("html", "language", "directed"),
    [
        ('<html lang="fa"><p>x</p></html>', "fa", '<html lang="fa" dir="rtl"><p>x</p></html>'),
        ('<html lang="ru"><p>x</p></html>', "ru", '<html lang="ru"><p>x</p></html>'),
        ('<td lang="fa">x <i lang="ru">y</i></td>', "ru", '<td lang="fa" dir="rtl">x <i lang="ru" dir="ltr">y</i></td>'),
        ('<b lang="fa"><i lang="ar">y</i></b><b lang="ru">z</b>', "fa", '<b lang="fa"><i lang="ar">y</i></b><b lang="ru" dir="ltr">z</b>'),
        ('<p lang="ar" dir="rtl">x</p>', "ru", '<p lang="ar" dir="rtl">x</p>'),
    ],
)  # fmt: skip
def test_a_passage_says_its_direction(html: str, language: str, directed: str) -> None:
    """The page of a language written from right to left says so, and so does each passage that runs another way than its surroundings."""
    assert typeset(html, language) == directed


def test_a_language_declines_names_or_does_not() -> None:
    """An agreement asks for case forms where sentences change them; elsewhere, and in languages that nobody told us of, never."""
    assert all(map(declines, ("ru", "kk", "uk", "pl", "de-AT", "sr-Latn", "fi")))
    assert not any(map(declines, ("en", "es", "fr", "it", "pt-BR", "sv", "zh", "vi", "bg", "qaa")))
