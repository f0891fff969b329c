"""Addresses of pages: links are relative, so that the site works under any prefix."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.outline.addresses import relative


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("site/ru/index.html", "site/ru/briefs/a.html", "../index.html"),
        ("site/en/briefs/a.html", "site/ru/briefs/a.html", "../../en/briefs/a.html"),
        ("site/ru/briefs/b.html", "site/ru/briefs/a.html", "b.html"),
        ("site/ru/briefs/a.pdf", "site/ru/briefs/a.html", "a.pdf"),
        ("site/assets/site.css", "site/index.html", "assets/site.css"),
        ("site/index.html", "site/ru-en/agreements/deep/a.html", "../../../index.html"),
    ],
)
def test_relative(target: str, page: str, link: str) -> None:
    """The shortest way from the page to the target."""
    assert relative(target, page) == link


PATHS = st.lists(st.sampled_from(["site", "ru", "en", "a", "b"]), min_size=1, max_size=5).map("/".join)


@given(PATHS, PATHS)
def test_relative_link_leads_to_its_target(target: str, page: str) -> None:
    """Followed from the page's folder, the link ends at the target."""
    steps: list[str] = list(PurePosixPath(page).parent.parts)
    for step in relative(target, page).split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)

    assert "/".join(steps) == target
