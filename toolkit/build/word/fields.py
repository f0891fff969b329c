"""Makes the fields of Word, which it works out again by itself: references, page numbers, sequences, the table of contents."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.build.word.xml import Element, text, w


def complex_field(instruction: str, result: str, properties: Callable[[], Element]) -> list[Element]:
    """Return a field with the result that it has now."""
    return [*begin(instruction, properties), w("r", properties(), text(result)), end(properties)]


def begin(instruction: str, properties: Callable[[], Element]) -> list[Element]:
    """Return the runs that open a field, up to its result."""
    return [
        w("r", properties(), w("fldChar", fldCharType="begin")),
        w("r", properties(), text(f" {instruction} ", "instrText")),
        w("r", properties(), w("fldChar", fldCharType="separate")),
    ]


def end(properties: Callable[[], Element]) -> Element:
    """Return the run that closes a field."""
    return w("r", properties(), w("fldChar", fldCharType="end"))
