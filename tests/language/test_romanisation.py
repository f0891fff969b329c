"""Cyrillic words in Latin letters."""

from __future__ import annotations

import pytest

from toolkit.language.romanisation import romanised, script


@pytest.mark.parametrize(
    ("words", "latin"),
    [
        ("Вестник Евразийской науки", "Vestnik Yevraziyskoy nauki"),
        ("Съешь ещё этих булок", "S”yesh’ yeshchë etikh bulok"),
        ("страны ЕАЭС, Юрий и Щукин", "strany YEAES, Yuriy i Shchukin"),
        ("журнал «Концепт»", "zhurnal “Kontsept”"),
        ("Әділет", "Ädilet"),
        ("OECD «as it is»", "OECD «as it is»"),
    ],
)
def test_words_are_romanised_by_bgn_pcgn(words, latin):
    """Each letter is written as BGN/PCGN has it, `ye` where the system asks for it, capitals kept; Latin words stay as they are."""
    assert romanised(words) == latin


def test_script_of_a_language():
    """The script of a language is the likely one of CLDR, or the one that its tag names."""
    assert [script(tag) for tag in ("ru", "en", "kk", "sr-Latn", "de-AT", "xx")] == ["Cyrl", "Latn", "Cyrl", "Latn", "Latn", "Latn"]
