"""Addresses of pages and links between them."""

from __future__ import annotations

import pytest

from toolkit.outline.addresses import Base, relative


@pytest.mark.parametrize(
    ("target", "page", "link"),
    [
        ("site/ru/a.html", "site/ru/b.html", "a.html"),
        ("site/en/briefs/a.html", "site/ru/briefs/a.html", "../../en/briefs/a.html"),
        ("site/index.html", "site/ru/briefs/a.html", "../../index.html"),
        ("site/ru/briefs/a.pdf", "site/ru/index.html", "briefs/a.pdf"),
    ],
)
def test_links_are_relative(target: str, page: str, link: str) -> None:
    """A link between pages goes by their common folder, so that the site works under any prefix."""
    assert relative(target, page) == link


@pytest.mark.parametrize(
    ("given", "url", "prefix"),
    [
        ("https://example.org", "https://example.org/", "/"),
        ("https://example.org/policy/", "https://example.org/policy/", "/policy/"),
        ("http://localhost:8000/a/b", "http://localhost:8000/a/b/", "/a/b/"),
        ("", "", "/"),
    ],
)
def test_base_is_written_one_way(given: str, url: str, prefix: str) -> None:
    """A base ends with a slash, however it was typed."""
    base = Base.of(given)

    assert (base.url, base.prefix) == (url, prefix)


@pytest.mark.parametrize(
    "given", ["example.org", "ftp://example.org", "https://", "https://a b", "https://example.org/?x=1", "https://e.org/#a"]
)
def test_what_is_no_base_is_refused(given: str) -> None:
    """A host without scheme, another scheme, a query: each is told from a base."""
    with pytest.raises(ValueError, match="`"):
        Base.of(given)


def test_home_pages_are_folders() -> None:
    """The canonical address of an index page is its folder."""
    base = Base.of("https://example.org/p")

    assert base.of_page("site/ru/index.html") == "https://example.org/p/ru/"
    assert base.of_page("site/ru/a.html") == "https://example.org/p/ru/a.html"
    assert Base().of_page("site/ru/a.html") == ""
