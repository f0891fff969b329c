"""A translator sees what changed in a source, and where that belongs in the old translation."""

from __future__ import annotations

import pytest

from toolkit.locales.changes import changed_words, marked, place_to_change, word_diff


def test_changed_words_stand_between_marks() -> None:
    """What went and what came are told apart, and the rest stands as it is."""
    assert word_diff("the conpany grows", "the company grows") == "the [-conpany-]{+company+} grows"
    assert changed_words("a b", "a c d") == [("same", "a"), ("gone", "b"), ("new", "c d")]


@pytest.mark.parametrize(
    ("before", "after", "translation", "place"),
    [
        ("Кластер вырос. В нём 63 члена.", "Кластер вырос. В нём 64 члена.", "The cluster grew. It has 63 members.", "63"),
        ("Он мал. Он растёт.", "Он мал. Он падает.", "It is small. It grows.", "It grows."),
        ("В нём вузы, заводы, банки.", "В нём вузы, фабрики, банки.", "It has universities, plants, banks.", "plants,"),
        ("Платит {party_a:nom}.", "Платит {party_b:nom}.", "{party_a} pays.", "{party_a}"),
        ("Рост 1,5 %.", "Рост 1,7 %.", "Growth of 1.5 %.", "1.5"),
        ("Он растёт.", "Он падает.", "It grows.", None),
        ("Один. Два.", "Один. Три.", "One, two.", None),
    ],
)
def test_the_place_to_change(before: str, after: str, translation: str, place: str | None) -> None:
    """It is the number or the placeholder that went, else the sentence or the part of it that changed; where nothing tells, none."""
    span = place_to_change(before, after, translation)

    assert (translation[slice(*span)] if span else None) == place
    assert marked(translation, span).replace("[~", "").replace("~]", "") == translation
