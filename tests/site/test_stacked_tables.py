"""Tables whose rows are stacked on a phone: every cell says which column it stands in."""

from __future__ import annotations

import re

from toolkit.site.stacked_tables import stacked


def labels(html: str) -> list[tuple[str, str]]:
    """Return the words of each cell below the head, with the name of its column."""
    cells = re.findall(r"<t([dh])([^>]*)>([^<]*)</t[dh]>", stacked(html).partition("</thead>")[2])
    return [(words, "".join(re.findall(r'data-label="([^"]*)"', attributes))) for _, attributes, words in cells]


def table(head: str, body: str) -> str:
    return f'<p>x</p><table class="grid plain-one" id="t"><thead>{head}</thead><tbody>{body}</tbody></table>'


def test_cells_are_named_by_the_head() -> None:
    """A cell has the words of its column's head; the heading of a row has none, and what a template says stays."""
    html = table("<tr><td></td><th>A &amp; <em>B</em></th><th>C</th></tr>", '<tr><th>r</th><td>1</td><td data-label="own">2</td></tr>')

    assert labels(html) == [("r", ""), ("1", "A &amp; B"), ("2", "own")]
    assert '<table class="grid plain-one by-row" id="t">' in stacked(html)
    assert stacked(stacked(html)) == stacked(html)


def test_cells_that_span_are_counted() -> None:
    """A head of two rows names a column by both; cells over several columns or rows push the others to where a browser shows them."""
    head = '<tr><th rowspan="2">N</th><th colspan="2">Members</th></tr><tr><th>2016</th><th>2018</th></tr>'
    body = '<tr><td rowspan="2">a</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr><tr><td>b</td><td colspan="2">none</td></tr>'

    assert labels(table(head, body)) == [
        ("a", "N"), ("1", "Members, 2016"), ("2", "Members, 2018"), ("3", "Members, 2016"), ("4", "Members, 2018"),
        ("b", "N"), ("none", ""),
    ]  # fmt: skip


def test_both_languages_name_a_column() -> None:
    """In an edition in two languages the head has both, parted by a stroke."""
    head = '<tr><th><div class="in-1" lang="ru">Год</div><div class="in-2" lang="en">Year</div></th></tr>'

    assert labels(table(head, "<tr><td>2016</td></tr>")) == [("2016", "Год / Year")]


def test_tables_without_a_head_stay() -> None:
    """A table of two columns that name their values, and the columns of two languages, are no grids to stack."""
    html = '<table class="particulars"><tr><th>a</th><td>b</td></tr></table><table class="grid x"><tr><td>b</td></tr></table>'

    assert stacked(html) == html
