"""A table for a spreadsheet holds words and numbers, and nothing that it would work out."""

from __future__ import annotations

import pytest

from toolkit.core.csv_table import as_csv


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "=", "-1-1"])
def test_words_are_no_formula(words: str) -> None:
    """What begins as a formula does begins with an apostrophe instead."""
    assert as_csv(["a"], [[words]]).splitlines()[1].strip('"').startswith("'")


@pytest.mark.parametrize("words", ["-5", "+7", "-5.25", "1e3", "слова", "", "a=b", "'=1", 12, -3, 2.5, None])
def test_all_else_stays(words: object) -> None:
    """Numbers below zero are numbers, and words are as they were written."""
    assert as_csv(["a"], [[words]]) == f"a\r\n{'' if words is None else words}\r\n".replace("\r\n\r\n", '\r\n""\r\n')
