"""Widths of words, and words in lines: what stands in for a browser when a drawing is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.blocks.drawing.text_width import NEXT_LINE, RESERVE, lines, width

WORDS = st.text(alphabet="абвгджзклмнопрстуфхцчшщъыьэюяАБВ abcdefgXYZ0123456789№«»—–,.\u00a0", max_size=120)


@given(WORDS, st.floats(20, 400), st.sampled_from([11.8, 14.0]), st.booleans())
def test_lines_fit_and_lose_nothing(words: str, limit: float, size: float, bold: bool) -> None:
    """No line is wider than the limit, and every letter is kept: a label is never cut, a word that no line can hold is hyphenated."""
    found = lines(words, limit, size, bold=bold)

    assert all(width(line, size, bold=bold) <= limit or len(line.rstrip("-")) == 1 for line in found)
    assert "".join(found).replace(" ", "").replace("-", "") == words.replace(" ", "")


def test_words_in_two_languages_stand_on_lines_of_their_own() -> None:
    """What is said in a second language begins a line, which says so."""
    assert lines(f"Калужский кластер{NEXT_LINE}Kaluga cluster", 400, 13) == ("Калужский кластер", f"{NEXT_LINE}Kaluga cluster")


def test_spaces_that_bind_do_not_break() -> None:
    """«9 000 рабочих мест» never ends a line after its 9."""
    found = lines("около 9\u00a0000 рабочих мест", 60, 13)

    assert any("9\u00a0000" in line for line in found)


def test_marks_of_labels_take_no_room() -> None:
    """A label that travels between private characters is as wide as its words."""
    assert width("\ue00012\ue001действует\ue002", 13) == width("действует", 13)


@pytest.mark.parametrize(("file", "bold"), [("PTS55F.ttf", False), ("PTS75F.ttf", True)])
def test_table_is_that_of_pt_sans(file: str, bold: bool) -> None:
    """The table is within a hundredth of the size of what the font says, whatever the word."""
    from fontTools.ttLib import TTFont

    font = TTFont(f"/usr/share/fonts/truetype/paratype/{file}")
    advance = {chr(code): font["hmtx"][name][0] / font["head"].unitsPerEm for code, name in font.getBestCmap().items()}
    for word in ("Распоряжение Правительства РФ № 1662-р", "Belarusian Resolution No. 27", "9 000,5 %", "Қазақстан «Өскемен»"):
        true = sum(advance[letter] for letter in word)

        assert width(word, 1, bold=bold) / RESERVE == pytest.approx(true, abs=0.01 * len(word))
