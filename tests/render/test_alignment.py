"""Texts of a parallel edition stand side by side, paragraph against paragraph."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.render.alignment import side_by_side

ELEMENTS = st.sampled_from(
    [
        "<p>Слово <em>два</em></p>",
        "<h3>Имя</h3>",
        "<ul><li>a</li><li>b</li></ul>",
        '<p>Снимок <img src="x" alt=""></p>',
        "<aside><p>x</p></aside>",
    ]
)
CARDS = '<ol class="recommendations"><li id="a">A</li><li id="b">B</li></ol>'
ENTRIES = '<dl class="entries glossary"><dt>A</dt><dd>a</dd><dt>B</dt><dd>b</dd><dd>c</dd></dl>'


def test_paragraphs_are_paired() -> None:
    """Each pair of paragraphs is a row."""
    assert side_by_side(["<p>А</p>\n<p>Б</p>", "<p>A</p>\n<p>B</p>"]) == (("<p>А</p>", "<p>A</p>"), ("<p>Б</p>", "<p>B</p>"))


def test_list_stays_with_the_sentence_that_opens_it() -> None:
    """So does a heading with what follows it."""
    text = "<h3>Имя</h3><p>Есть:</p><ul><li>a</li></ul><p>Конец</p>"

    assert [row[0] for row in side_by_side([text, text])] == ["<h3>Имя</h3><p>Есть:</p><ul><li>a</li></ul>", "<p>Конец</p>"]


@pytest.mark.parametrize(
    ("text", "opening", "items"), [(CARDS, '<ol class="recommendations">', 2), (ENTRIES, '<dl class="entries glossary">', 2)]
)
def test_cards_and_entries_are_cut_into_lists_of_one(text: str, opening: str, items: int) -> None:
    """A definition goes with its term, and every piece is a list of its own."""
    rows = [row[0] for row in side_by_side([text, text])]

    assert len(rows) == items
    assert all(row.startswith(opening) and row.endswith(f"</{opening[1:3]}>") for row in rows)
    assert "<dd>b</dd><dd>c</dd>" in rows[1] or "B</li>" in rows[1]


@pytest.mark.parametrize("other", ["<p>A</p>", "<p>A</p><ul><li>x</li></ul>", "<h3>A</h3><p>B</p>", "слова"])
def test_texts_of_another_shape_stay_whole(other: str) -> None:
    """Where the pieces do not match, nothing is paired by guess."""
    text = "<p>А</p><p>Б</p>"

    assert side_by_side([text, other]) == ((text, other),)


def test_one_language_stays_whole() -> None:
    """There is nothing to stand beside."""
    assert side_by_side(["<p>А</p><p>Б</p>"]) == (("<p>А</p><p>Б</p>",),)


@given(st.lists(ELEMENTS, min_size=1, max_size=8), st.sampled_from(["", "\n", "\n  "]))
def test_nothing_is_lost_and_nothing_torn(elements: list[str], between: str) -> None:
    """The pieces, joined, are the text again; each is whole: as many elements end in it as begin."""
    text = between.join(elements)

    rows = side_by_side([text, text])

    assert "".join(row[0] for row in rows).replace("\n", "").replace("  ", "") == "".join(elements)
    for piece, same in rows:
        assert piece == same
        assert len(re.findall(r"<(?!img|/)", piece)) == len(re.findall("</", piece))
