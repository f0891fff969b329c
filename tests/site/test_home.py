"""What the home page says of the pages that it leads to."""

from __future__ import annotations

import re

import pytest

ROWS = {"clusters": r"<tr id=", "organisations": r"<tr id=(?=[^>]* data-country=)", "legal-bases": r'<article class="act"'}


@pytest.mark.parametrize("name", ROWS)
def test_a_tile_counts_what_its_page_lists(built, name: str) -> None:
    """The number on a tile is the number of records on the page, bodies that no source names left out."""
    tile = re.search(rf'<a href="{name}\.html"><span class="tile-name">.*?<span class="tile-count">(\d+)<', built.text("en/index.html"))

    assert tile is not None
    assert int(tile.group(1)) == len(re.findall(ROWS[name], built.text(f"en/{name}.html")))


def test_partners_of_a_cluster_have_names(built) -> None:
    """Neither companies that no source names nor the Union count as members and partners of a cluster."""
    page = built.text("en/clusters.html")
    counted = {id: int(n) for id, n in re.findall(r'<tr id="([\w-]+)".*?<td class="num"[^>]* data-sort="(\d+)"', page, re.DOTALL)}

    assert counted["karaganda"] == 4
    assert counted["eaeu-pharma"] == 0


def test_home_leads_with_one_claim_and_its_figure(built) -> None:
    """The claim of `content/site.yaml` comes before all else, with its figure, the works that this cites and the way to its document."""
    page = built.text("en/index.html")
    claim = re.search(r'<section class="claim".*?</section>', page, re.DOTALL)

    assert claim is not None
    assert "<svg" in claim.group()
    assert 'href="briefs/international-pharma-cluster.html"' in claim.group()
    assert re.findall(r'<span class="cite">\[<a [^>]*>(\d+)</a>', claim.group())[0] == "1"
    assert claim.group().index('class="cite"') < claim.group().index('<ol class="sources"><li>')
    assert page.index('class="claim"') < page.index('id="ways-title"') < page.index('id="latest-title"')


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_document_stands_once_on_the_home_page(built, language: str) -> None:
    """No document is listed twice, and every kind that has documents leads to its list."""
    main = built.text(f"{language}/index.html").partition("<main")[2]
    links = re.findall(r'<a href="((?:\w|-)+/(?:\w|-)+\.html)"', main)
    documents = [link for link in links if not link.endswith("/index.html")]

    assert len(documents) == len(set(documents))
    assert {"briefs/index.html", "agreements/index.html", "letters/index.html"} <= set(links)


def test_a_summary_tells_the_years_of_the_figures_that_it_quotes(built) -> None:
    """Its messages are those of the brief: their figures count among its own, and their sources stand in its list."""
    page = built.text("en/summaries/international-pharma-cluster-summary.html")

    assert "from publications of 2018–2026" in page
    assert "news.mail.ru/economics/69639749" in page
