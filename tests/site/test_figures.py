"""Figures that readers take away: a page, files, a citation and a page to embed for each."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.site.conftest import ROOT
from toolkit.build.builder import Builder
from toolkit.build.verify import verify
from toolkit.core import user_cache
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project
from toolkit.site import pixels
from toolkit.site.pixels import picture_file

SVG = "{http://www.w3.org/2000/svg}"
CHART = "briefs/international-pharma-cluster.money.chart"
MENTIONED = re.compile(r'<p class="figure-tools".*?</p>', re.DOTALL)


@pytest.fixture(scope="module")
def figures(built) -> list[str]:
    """The pages of figures, without suffix."""
    return [name.removesuffix(".html") for name in built.pages() if "kind-figure" in built.text(name)]


def test_each_figure_of_a_document_leads_to_its_page(built, figures: list[str]) -> None:
    """Below each drawing and each table of values stand its files and its page, on paper none of them."""
    page = built.text("ru/briefs/international-pharma-cluster.html")
    tools = MENTIONED.findall(page)

    assert len(tools) == len([name for name in figures if name.startswith("ru/briefs/international-pharma-cluster.")]) >= 3
    assert any('href="international-pharma-cluster.money.chart.svg"' in one for one in tools)
    assert any('href="international-pharma-cluster.money.chart.html"' in one for one in tools)
    assert {name.partition("/")[0] for name in figures} == {"ru", "en"}


def test_a_drawing_stands_alone(built, figures: list[str]) -> None:
    """An SVG names its colours and fonts, says what it shows, whose it is, from what and on which terms; it asks for nothing else."""
    for name in figures:
        path = built.folder / f"{name}.svg"
        if not path.is_file():
            assert (built.folder / f"{name}.csv").is_file()
            continue
        words, root = path.read_text("utf-8"), ET.fromstring(path.read_bytes())

        assert "var(" not in words, name
        assert "class=" not in words, name
        assert not re.search(r'(href|src)="(?!data:)', words), name
        assert (root.get("font-family") or "").endswith("sans-serif"), name
        assert root.findtext(f"{SVG}title"), name
        assert root.findtext(f"{SVG}desc"), name
        assert "https://creativecommons.org/licenses/by/4.0/" in words, name
        assert built.base.of_page(f"site/{name}.html") in words, name


def test_a_drawing_tells_its_source(built) -> None:
    """The works that a figure rests on stand below it in full, wherever it goes."""
    words = (built.folder / f"ru/{CHART}.svg").read_text("utf-8")
    embed = built.text(f"embed/ru/{CHART}.html")

    assert "Новости Mail" in words
    assert "Новости Mail" in embed
    assert "[1]" not in embed


def test_values_are_read_by_programs(built) -> None:
    """A chart gives its facts by the columns of the open data, with unit and source; a map its coordinates as numbers."""
    rows = list(csv.DictReader(io.StringIO((built.folder / f"en/{CHART}.csv").read_text("utf-8-sig"))))
    places = list(csv.DictReader(io.StringIO((built.folder / "en/overviews/russian-pharma-clusters.list.map.csv").read_text("utf-8-sig"))))

    assert [(row["value"], row["unit"]) for row in rows] == [("16", "project"), ("5", "project"), ("3", "project")]
    assert all(row["source_url"].startswith("https://") for row in rows)
    assert len(places) == 12
    assert all(-90 <= float(row["latitude"]) <= 90 for row in places)


def test_an_embedded_page_is_bare(built, figures: list[str]) -> None:
    """The page for frames has no script and no form, is kept from search engines, and names the document as the original."""
    for name in figures:
        html = built.text(f"embed/{name}.html")
        document = f"{name.rpartition('/')[0]}/{name.rpartition('/')[2].partition('.')[0]}.html"

        assert "<script" not in html
        assert "<form" not in html
        assert '<meta name="robots" content="noindex">' in html
        assert f'<link rel="canonical" href="{built.base.of_page(f"site/{document}")}">' in html
        assert 'target="_top"' in html


def test_a_figure_can_be_cited_and_embedded(built) -> None:
    """Its page gives a citation with its address, and the lines that put it into another site."""
    html = built.text(f"en/{CHART}.html")
    cite = re.search(r'<p class="figure-cite">(.*?)</p>', html, re.DOTALL)

    assert cite is not None
    assert built.base.of_page(f"site/en/{CHART}.html") in cite.group(1)
    assert f"&lt;iframe src=&quot;{built.base.of_page(f'site/embed/en/{CHART}.html')}&quot;" in html


@pytest.mark.parametrize("suffix", [".svg", ".png", ".csv"])
def test_verify_knows_the_files_of_figures(built, suffix: str) -> None:
    """A file of a figure is made once more and compared; one that was altered differs, or is no file of this workspace."""
    project = Project(DiskWorkspace(ROOT))
    assert project.library is not None
    builder = Builder(project, project.library, built.folder.parent, executor=lambda: pytest.fail("no PDF is made"))
    data = (built.folder / f"en/{CHART}{suffix}").read_bytes()

    assert verify(builder, data, built.base).word == "agrees"
    assert verify(builder, data, built.base).edition == f"en/{CHART}{suffix}"
    if suffix == ".svg":
        assert verify(builder, data.replace(b">16", b">17"), built.base).word == "differs"


def test_icons_are_drawn_from_the_theme(built) -> None:
    """Each page names an icon for tabs and one for home screens, and a colour for day and night; both files are there."""
    head = built.text("ru/index.html").partition("</head>")[0]

    assert (built.folder / "favicon.ico").read_bytes().startswith(b"\x00\x00\x01\x00")
    assert (built.folder / "apple-touch-icon.png").read_bytes().startswith(b"\x89PNG")
    assert 'href="../apple-touch-icon.png"' in head
    assert head.count('name="theme-color"') == 2
    assert 'media="(prefers-color-scheme: dark)"' in head


def test_a_drawing_becomes_pixels_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same drawing, saying the same, is drawn once for every build of this machine; another word in it is another picture."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    words = '<rect width="60" height="20" fill="#fff"/><text x="2" y="14" font-family="PT Sans">Figure</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">{words}</svg>'.encode()
    first = picture_file(svg, "PT Sans", {"Title": "One"})
    other = picture_file(svg.replace(b"Figure", b"Table"), "PT Sans", {"Title": "One"})
    monkeypatch.setattr(pixels, "pixels", lambda *asked: pytest.fail("drawn again"))

    assert picture_file(svg, "PT Sans", {"Title": "One"}) == first != other
    with pytest.raises(pytest.fail.Exception):
        picture_file(svg, "PT Sans", {"Title": "Two"})


def test_a_cache_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of the user's cache makes room: the files that were written first go."""
    monkeypatch.setattr(user_cache, "MOST", 8)
    for number in range(20):
        user_cache.kept(tmp_path, f"{number:02}", lambda: b"made")

    assert len(list(tmp_path.iterdir())) <= 8
    assert (tmp_path / "19").is_file()
