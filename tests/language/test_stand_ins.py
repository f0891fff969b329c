"""A mark that keeps the place of words is told from words, however it is written."""

from __future__ import annotations

import pytest

from toolkit.language.stand_ins import is_stand_in, stand_in

MARKS = [
    "…",
    "…,",
    "...",
    "«…»",
    "___",
    "[ ]",
    "[…]",
    "?",
    "??",
    "<…>",
    "TODO",
    "todo.",
    "TBD",
    "[TBC]",
    "XXX",
    "Уточнить",
    "TODO: ask the bank",
]
WORDS = ["—", "-", "0", "+", "Стороны, …, сотрудничают.", "TODOS", "xx", "и т. д.", "[](#scope:prep)", "{party_a}", "1.", "Список дел"]


@pytest.mark.parametrize("words", MARKS)
def test_a_mark_alone_is_a_stand_in(words: str) -> None:
    """What says nothing but that words are to come is a mark."""
    assert is_stand_in(words)
    assert stand_in(words) == words


@pytest.mark.parametrize("words", WORDS)
def test_words_and_figures_are_none(words: str) -> None:
    """A dash in a cell, a figure, an ellipsis within a sentence and a reference say something."""
    assert not is_stand_in(words)
    assert stand_in(words) == ""


@pytest.mark.parametrize(
    ("words", "mark"), [("ОГРН ___", "___"), ("within [ ] days", "[ ]"), ("в срок […]", "[…]"), ("Pay TODO euros", "TODO")]
)
def test_a_gap_among_words_is_found(words: str, mark: str) -> None:
    """A line to fill in within a text keeps a place too."""
    assert stand_in(words) == mark
    assert not is_stand_in(words)
