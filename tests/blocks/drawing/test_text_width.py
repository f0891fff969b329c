"""Widths of words, and words in lines: what stands in for a browser when a drawing is made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.blocks.drawing.text_width import RESERVE, lines, width

WORDS = st.text(alphabet="абвгджзклмнопрстуфхцчшщъыьэюяАБВ abcdefgXYZ0123456789№«»—–,.\u00a0", max_size=120)


@given(WORDS, st.floats(20, 400), st.sampled_from([11.8, 14.0]), st.booleans(), st.integers(1, 5))
def test_lines_fit_and_lose_nothing_but_what_an_ellipsis_stands_for(words: str, limit: float, size: float, bold: bool, most: int) -> None:
    """No line is wider than the limit and no more come than asked for; without an ellipsis every letter is kept."""
    found = lines(words, limit, size, bold=bold, most=most)

    assert len(found) <= most
    assert all(width(line, size, bold=bold) <= limit or len(line) == 1 for line in found)
    if not "".join(found).endswith("…"):
        assert "".join(found).replace(" ", "") == words.replace(" ", "")


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
