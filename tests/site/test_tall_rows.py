"""Rows that may be longer than a page are marked, so that layout may part them and repeats the head of their table."""

from __future__ import annotations

from toolkit.site.document_pages import TALL, tall_rows


def row(words: str, attributes: str = "") -> str:
    """Return a row of two cells."""
    return f"<tr{attributes}><th>a</th><td>{words}</td></tr>"


def test_long_rows_are_marked_and_no_others() -> None:
    """The longest cell decides, tags do not count; a class that the row has stays."""
    long, short = "x" * TALL, "<b>" * TALL + "y"

    assert tall_rows(row(short)) == row(short)
    assert tall_rows(row(long)) == row(long, ' class="tall"')
    assert tall_rows(row(long, ' id="r" class="a"')) == row(long, ' id="r" class="tall a"')


def test_the_row_that_holds_a_table_is_not_meant() -> None:
    """In a parallel edition a table stands in a cell of another: its own rows are judged."""
    table = f'<table class="parallel"><tr class="pair"><td><table>{row("x" * TALL)}</table></td></tr></table>'

    assert tall_rows(table) == table.replace("<tr><th>", '<tr class="tall"><th>')
