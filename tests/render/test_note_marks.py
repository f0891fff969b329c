"""Marks of notes stand on the side of a stop that the language asks for, however content has them."""

from __future__ import annotations

import pytest

from toolkit.render.note_marks import in_place

MARK = '<span data-act="act"></span>'


@pytest.mark.parametrize(
    ("language", "given", "right"),
    [
        ("ru", "договор.M Далее", "договорM. Далее"),
        ("ru", "договорM. Далее", "договорM. Далее"),
        ("ru", "договор M, закон;M", "договорM, законM;"),
        ("ru", "в 2015 г.M Далее", "в 2015 г.M Далее"),
        ("ru", "первый год.M Далее", "первый годM. Далее"),
        ("ru", "и так далее…M", "и так далее…M"),
        ("kk", "шарт.M", "шартM."),
        ("en", "the Treaty M. Then", "the Treaty.M Then"),
        ("en", "the Treaty,M the Law M; then", "the Treaty,M the Law;M then"),
        ("en", "a jointM programme", "a jointM programme"),
        ("de", "der VertragMM.", "der Vertrag.MM"),
        ("en-GB", "the TreatyM.", "the Treaty.M"),
    ],
)
def test_mark_stands_where_the_language_has_it(language: str, given: str, right: str) -> None:
    """Before the stop in Russian and its neighbours, but after the stop of an abbreviation; after the stop in English and German."""
    assert in_place(given.replace("M", MARK), language) == right.replace("M", MARK)
