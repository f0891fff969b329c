"""The marks of a draft are read on every ground, on the band of the cover and in figures as in the text."""

from __future__ import annotations

import pytest

from tests.conftest import REPOSITORY
from toolkit.blocks.charts import plain
from toolkit.blocks.drawing.shapes import set_lines
from toolkit.blocks.drawing.text_width import lines
from toolkit.render.design_tokens import NIGHT, tokens

STYLES = REPOSITORY / "templates/styles"
ENOUGH = 4.5
"""The contrast that WCAG 2.2 asks of text, level AA."""
PRINT = tokens((STYLES / "tokens.css").read_text("utf-8"))
WEB = {name: (colour, PRINT[f"{NIGHT}{name}"]) for name, colour in PRINT.items() if f"{NIGHT}{name}" in PRINT}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG computes it."""
    digits = colour.removeprefix("#")
    full = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mark", ["missing", "fuzzy", "machine"])
def test_mark_has_an_ink_of_its_own_that_is_read_on_its_ground(mark: str) -> None:
    """The ink is set with the ground, so that neither the band of a cover nor a dark theme takes it away; the contrast is computed."""
    css = (STYLES / "document.css").read_text("utf-8")

    assert contrast(PRINT["on-mark"], PRINT[mark]) >= ENOUGH
    assert all(contrast(ink, ground) >= ENOUGH for ink, ground in zip(WEB["on-mark"], WEB[mark], strict=True))
    assert ".missing, .fuzzy, .machine, .cover :is(.missing, .fuzzy, .machine) { color: var(--on-mark); }" in css
    assert f".{mark} {{ background: var(--{mark});" in css


GROUNDS = (
    """on-accent accent; paper accent; ink accent-soft; ink-soft accent-soft; ink-soft paper-soft; warm warm-soft; accent accent-soft"""
)


@pytest.mark.parametrize("pair", GROUNDS.split("; "))
def test_words_of_the_design_are_read_on_their_grounds(pair: str) -> None:
    """Cover, boxes, cards and figures keep the contrast too."""
    ink, ground = pair.split()

    assert contrast(PRINT[ink], PRINT[ground]) >= ENOUGH


def test_words_in_a_figure_tell_that_they_are_not_translated() -> None:
    """A label that has no translation is marked on every line of it, with a line below in its own ink; its width does not change."""
    words = plain('<span lang="ru" class="missing" data-message="x">Калужский фармацевтический кластер</span>')

    set_ = set_lines(lines(words, 90, 13), 0, 0, 13, "label")

    assert len(set_) > 1
    assert all(word.unfinished for word in set_)
    assert not any(word.unfinished for word in set_lines(lines("Готово", 90, 13), 0, 0, 13, "label"))
