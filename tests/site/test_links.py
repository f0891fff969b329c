"""Every link of the site, fragments included."""

from __future__ import annotations

import gzip
from pathlib import Path

from toolkit.outline.addresses import Base
from toolkit.site.links import broken
from toolkit.site.pagination import LIMIT, weight


def test_no_link_of_the_site_is_broken(built) -> None:
    """Every link leads to a file that is there, every fragment to an id on its page, and no id stands twice."""
    assert built.warnings == []
    assert [str(one) for one in broken(built.folder, built.base)] == []


def test_every_way_to_go_wrong_is_seen(tmp_path: Path) -> None:
    """A missing file, a missing fragment and a double id are told with their line; other sites are not asked."""
    (tmp_path / "a.html").write_text(
        '<p id="x">\n<p id="x">\n<a href="b.html"></a><a href="#y"></a>\n<a href="https://example.org/z"></a><a href="/p/a.html#x"></a>'
    )
    found = [str(one).partition("\n")[0] for one in broken(tmp_path, Base.of("https://example.com/p"))]

    assert found == [
        "site/a.html:2:1: error[double-anchor]: the id `x` stands twice on the page",
        "site/a.html:3:1: error[broken-link]: `b.html` leads to no file",
        "site/a.html:3:1: error[broken-link]: `#y`: the page has no `#y`",
    ]


def test_pages_are_light(built) -> None:
    """No page has more than 100 KB without its figures, or takes more than half of that on the wire."""
    for name in built.pages():
        assert weight(built.text(name)) <= LIMIT == 100_000, name
        assert len(gzip.compress((built.folder / name).read_bytes())) < LIMIT / 2, name


def test_pages_hold_to_a_strict_policy(built) -> None:
    """No page has a script or a style of its own, or a handler in an attribute, and none calls another site."""
    for name in built.pages():
        html = built.text(name)

        assert "<style" not in html, name
        assert ' style="' not in html, name
        assert ' onclick="' not in html, name
        assert html.count("<script") == html.count("<script src=") + html.count('<script type="module" src=') + html.count(
            "application/ld+json"
        )
        assert 'src="http' not in html, name
