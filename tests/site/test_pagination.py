"""Cutting an edition: which sections stand together on a page, and where the links between the pages lead."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.outline.addresses import first_part, part
from toolkit.site.pagination import across, divide, heaviest, part_of, section_weights, weight

WEIGHTS = st.lists(st.integers(0, 120), min_size=1, max_size=14)


def greedy(weights: Sequence[int], room: int) -> int:
    """Return how many runs there are when each takes what it can: no way to cut has fewer."""
    runs, left = 0, -1
    for one in weights:
        if left < one:
            runs, left = runs + 1, room
        left -= one
    return runs


@given(WEIGHTS, st.integers(1, 300))
def test_division_keeps_all_in_order(weights: list[int], room: int) -> None:
    """Every section stands on one page, in its order; a page is within its room unless a single section is not."""
    spans = divide(weights, room)

    assert [i for span in spans for i in span] == list(range(len(weights)))
    assert all(len(span) == 1 or sum(weights[i] for i in span) <= room for span in spans)


@given(WEIGHTS, st.integers(120, 300))
def test_division_has_the_fewest_pages(weights: list[int], room: int) -> None:
    """No way to cut gives fewer pages."""
    assert len(divide(weights, room)) == greedy(weights, room)


@pytest.mark.parametrize(
    ("weights", "room", "spans"),
    [
        ([10, 10, 10, 10], 30, [2, 2]),
        ([30, 10, 10, 10], 35, [1, 3]),
        ([5, 90, 5], 50, [1, 1, 1]),
        ([90], 50, [1]),
    ],
)
def test_division_is_balanced(weights: list[int], room: int, spans: list[int]) -> None:
    """Pages are as equal as can be, not full first; what fits nowhere stands alone."""
    assert [len(span) for span in divide(weights, room)] == spans


def test_figures_do_not_weigh() -> None:
    """A page is weighed in bytes, without its drawings."""
    assert weight('<p>да</p><svg viewBox="0 0 9 9">\n<path d="M0 0"/></svg>') == len("<p>да</p>".encode())


def test_a_link_that_leaves_may_have_to_name_its_page() -> None:
    """A section is taken to weigh what it does when every link out of it leads to another part."""
    html = '<section id="a" class="part x"><p id="b"><a href="#b">1</a> <a href="#c">2</a></p></section>'

    assert heaviest(html, "x.part-2.html") == len(html) + len("x.part-2.html")
    assert section_weights(html + '<section class="notes">', "x.part-2.html") == {"a": heaviest(html, "x.part-2.html")}


def test_links_across_parts() -> None:
    """A link stays on its page when its target is there, leads to the part that has it, or stays as it is when none has."""
    pages = {
        "site/ru/a.html": '<p id="one"><a href="#one"></a><a href="#two"></a><a href="#none"></a></p>',
        "site/ru/a.part-2.html": '<p id="two"><a href="#one"></a></p>',
    }

    assert across(pages) == {
        "site/ru/a.html": '<p id="one"><a href="#one"></a><a href="a.part-2.html#two"></a><a href="#none"></a></p>',
        "site/ru/a.part-2.html": '<p id="two"><a href="a.html#one"></a></p>',
    }


def test_addresses_of_parts() -> None:
    """The first part has the address of the edition; each part tells the first."""
    first = "site/ru/agreements/a-b.html"

    assert [part(first, number) for number in (1, 2)] == [first, "site/ru/agreements/a-b.part-2.html"]
    assert {first_part(part(first, number)) for number in (1, 2, 12)} == {first}
    assert first_part("site/ru/index.html") == "site/ru/index.html"
    assert [part_of((("a", "b"), ("c",)), id) for id in ("a", "c", "gone")] == [1, 2, 1]
