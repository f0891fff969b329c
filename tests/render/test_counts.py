"""Small counts stand in words where prose asks for them, and agree with what is counted."""

from __future__ import annotations

import pytest

from tests.small import CONTENT
from toolkit.project import Project

UNITS = CONTENT["units.yaml"] + ('firm:\n  gender: {ru: feminine}\n  forms:\n    exact: {one: "{n} firm", other: "{n} firms"}\n')
FACTS = """\
firms: {label: {ru: Фирмы, en: Firms}, value: %s, unit: firm, as_of: 2016, source: book}
"""
BRIEF = """\
kind: brief
title: {ru: Первая, en: First}
date: 2026-11-16
outline:
  - section: text
    title: {ru: Текст, en: Text}
    blocks: [prose: {ru: "Есть {firms:words}, их {firms:word}.", en: "There are {firms:words}, that is {firms:word}. %s"}]
""".replace("%s", "{firms:Words} stayed; {firms:Word} left.")


@pytest.mark.parametrize(
    ("value", "en", "ru"),
    [
        ("2", "that is two. Two firms stayed; Two left.", "их две."),
        ("11", "that is 11. 11 firms stayed; 11 left.", "их 11."),
        ("2", "There are two firms, that is two.", "их две."),
        ("10", "There are ten firms, that is ten.", "их десять."),
        ("11", "There are 11 firms, that is 11.", "их 11."),
        ("2.5", "There are 2.5 firms, that is 2.5.", "их 2,5."),
        ("0", "There are 0 firms, that is 0.", "их 0."),
    ],
)
def test_counts_to_ten_are_words(small, value: str, en: str, ru: str) -> None:
    """From one to ten a word, in the gender of the unit and with a capital where the form has one; beyond that, and for parts, figures."""
    project = Project(small({"units.yaml": UNITS, "facts.yaml": FACTS % value, "documents/briefs/first.yaml": BRIEF}))
    publication = next(one for one in project.publications if one.id == "briefs/first")
    said = {
        tag: "".join(str(fragment.html) for _, fragment in project.fragments(publication, tag).early()).replace("\u00a0", " ")
        for tag in ("en", "ru")
    }

    assert en in said["en"]
    assert ru in said["ru"]


def said_of(small, unit: str, value: str) -> str:
    """Return what a brief says of a fact in the phrase of its unit and as a number."""
    facts = f"firms: {{label: {{ru: Фирмы, en: Firms}}, value: {value}, unit: firm, as_of: 2016, source: book}}\n"
    brief = BRIEF.replace("There are {firms:words}, that is {firms:word}.", "{firms} | {firms:number} | {firms:word}").replace(
        "Есть {firms:words}, их {firms:word}.", "{firms} | {firms:number} | {firms:word}"
    )
    files = {"units.yaml": CONTENT["units.yaml"] + unit, "facts.yaml": facts, "documents/briefs/first.yaml": brief}
    project = Project(small(files))
    publication = next(one for one in project.publications if one.id == "briefs/first")
    return "".join(str(fragment.html) for _, fragment in project.fragments(publication, "en").early()).replace("\u00a0", " ")


def test_a_unit_that_does_not_group_digits_never_does(small) -> None:
    """A year is 2015 in its phrase, as a bare number, and where a word was asked for."""
    assert "2015 | 2015 | 2015" in said_of(small, 'firm:\n  grouped: false\n  forms: {exact: {one: "{n}", other: "{n}"}}\n', "2015")


def test_raised_and_lowered_signs_of_units_are_letters(small) -> None:
    """So they stand in charts, titles and data as they stand in prose."""
    unit = 'firm:\n  forms: {exact: {one: "{n} km^3^ of CO~2~", other: "{n} km^3^ of CO~2~"}}\n'

    assert "37.5 km³ of CO₂ |" in said_of(small, unit, "37.5")
