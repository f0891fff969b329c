"""The life of a publication: corrections, versions, old addresses, and the one that takes its place."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from toolkit.build.builder import Builder
from toolkit.build.request import Request
from toolkit.outline.addresses import NO_BASE, Base
from toolkit.outline.numbering import outline
from toolkit.project import Project
from toolkit.render.context import Context
from toolkit.render.edition import Edition
from toolkit.render.fragments import Fragments
from toolkit.site.document_pages import Pages
from toolkit.site.frame import Shell

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = """\
kind: brief
title: {ru: Первая, en: First}
date: 2026-11-16
version: "1.1"
changes:
  - {date: 2026-11-20, version: "1.1", what: {ru: Исправлено число участников., en: The number of members is corrected.}}
aliases: [briefs/oldest, notes/first]
outline:
  - section: law
    title: {ru: Право, en: Law}
    blocks:
      - prose: Основание дано в указе.
      - table: {caption: {ru: Пути, en: Ways}, columns: [Путь, Цена], rows: [[Указ, Высокая]]}
"""
SECOND = """\
kind: brief
title: {ru: Вторая, en: Second}
date: 2026-11-25
supersedes: first
outline:
  - section: law
    title: {ru: Право, en: Law}
    blocks: [prose: Основание дано в указе.]
"""


@pytest.fixture
def site(small, tmp_path: Path) -> Path:
    """Return the pages of a site with a brief that was corrected, renamed twice and replaced."""
    workspace = small({"documents/briefs/first.yaml": FIRST, "documents/briefs/second.yaml": SECOND})
    project = Project(workspace)
    assert project.library is not None
    request = Request(project.publications, project.library.site.editions, ("html",), base=Base.of("https://example.org/p"))
    report = Builder(project, project.library, tmp_path, executor=lambda: pytest.fail("no PDF is asked for")).build(request)
    assert not [one for one in report.diagnostics if one.severity.value == "error"]
    return tmp_path / "site"


def test_a_correction_is_told_wherever_readers_look(site: Path) -> None:
    """The day and the words of a change stand on the page, in JSON-LD, in the feed and in the sitemap."""
    page = (site / "en/briefs/first.html").read_text("utf-8")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)[0])["@graph"][0]
    feed = ET.fromstring((site / "en/feed.xml").read_bytes())
    entry = next(one for one in feed.iter(f"{ATOM}entry") if one.findtext(f"{ATOM}title") == "First")
    listed = (site / "sitemap.xml").read_text("utf-8")

    assert "The number of members is corrected." in page
    assert (data["datePublished"], data["dateModified"], data["version"]) == ("2026-11-16", "2026-11-20", "1.1")
    assert data["correction"]["text"] if isinstance(data["correction"], dict) else data["correction"][0]["text"]
    assert entry.findtext(f"{ATOM}published", "").startswith("2026-11-16")
    assert entry.findtext(f"{ATOM}updated", "").startswith("2026-11-20")
    assert "The number of members is corrected." in entry.findtext(f"{ATOM}content", "")
    assert "<lastmod>2026-11-20</lastmod>" in listed


@pytest.mark.parametrize("old", ["briefs/oldest", "notes/first"])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_old_address_leads_to_the_new_one(site: Path, old: str, language: str) -> None:
    """Each alias is a page in every edition: it leads on by itself and by a link, and is in no index."""
    page = (site / language / f"{old}.html").read_text("utf-8")
    href = "first.html" if old.startswith("briefs/") else "../briefs/first.html"

    assert f'content="0; url={href}"' in page
    assert f'href="{href}"' in page
    assert 'name="robots" content="noindex"' in page
    assert f'rel="canonical" href="https://example.org/p/{language}/briefs/first.html"' in page
    assert f"{old}.html" not in (site / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("old", ["briefs/oldest", "notes/first"])
def test_a_figure_stays_where_other_sites_show_it(site: Path, old: str) -> None:
    """At the address of an alias a frame and a file are what they are at the new one, and the page of a figure leads on."""
    page = (site / f"en/{old}.law.table.html").read_text("utf-8")
    frame, now = (site / f"embed/en/{name}.law.table.html" for name in (old, "briefs/first"))

    assert 'law.table.html"' in re.findall(r'content="0; url=([^>]*)>', page)[0]
    assert re.sub(r'href="[^"]*"', "", frame.read_text("utf-8")) == re.sub(r'href="[^"]*"', "", now.read_text("utf-8"))
    assert all((frame.parent / path).resolve().exists() for path in re.findall(r'href="([^":#]*)["#]', frame.read_text("utf-8")) if path)
    assert (site / f"en/{old}.law.table.csv").read_bytes() == (site / "en/briefs/first.law.table.csv").read_bytes()


def test_hosts_are_told_of_old_addresses(site: Path) -> None:
    """`_redirects` has a line for each alias and edition, below the path of the site, moved for good."""
    lines = (site / "_redirects").read_text("utf-8").splitlines()

    assert "/p/en/briefs/oldest.html /p/en/briefs/first.html 301" in lines
    assert "/p/ru/notes/first.html /p/ru/briefs/first.html 301" in lines
    assert len(lines) == 4


@pytest.mark.parametrize(
    ("alias", "says"),
    [
        ("briefs/first", "is the address that this document has now, and would lead to itself"),
        ("briefs/second", "is the address of the document in content/documents/briefs/second.yaml"),
        ("briefs/index", "is the address of a page of the site"),
        ("clusters/alpha", "is the address of a page of the site"),
        ("briefs/older", "is the address of an alias of the document in content/documents/briefs/first.yaml"),
    ],
)
def test_an_alias_leads_from_a_free_address_alone(small, check, alias: str, says: str) -> None:
    """An alias that is a page of the site, a document, this document or the alias of another one is told at its place."""
    first = FIRST.replace("briefs/oldest, notes/first", alias)
    second = SECOND.replace("supersedes: first", "supersedes: first\naliases: [briefs/older]")
    found = check(Project(small({"documents/briefs/first.yaml": first, "documents/briefs/second.yaml": second}))).diagnostics

    told = [one for one in found if one.code == "address-taken"]
    assert len(told) == 1
    assert says in told[0].message


def test_what_is_replaced_keeps_its_address_and_says_so(site: Path) -> None:
    """The older publication leads to the newer one from its head; the newer one does not."""
    older, newer = ((site / f"ru/briefs/{name}.html").read_text("utf-8") for name in ("first", "second"))

    assert re.search(r'class="superseded".*<a href="second.html">Вторая</a>', older)
    assert "superseded" not in newer


def test_paper_says_what_replaces_a_publication(small) -> None:
    """The page that becomes the PDF names the newer publication, with its day and without a link."""
    project = Project(small({"documents/briefs/first.yaml": FIRST, "documents/briefs/second.yaml": SECOND}))
    assert project.library is not None
    numbered = outline(next(one for one in project.publications if one.document.id == "first"), project.library)
    templates = {"en": project.templates("en")}
    fragments = {"en": Fragments(templates["en"], Context(project.library, numbered, project.localizer("en")))}
    body = Edition(project.library, numbered, "en", fragments).body()
    pages = Pages(project.workspace, Shell(project.library, project.publications, templates, NO_BASE))

    page = pages.print_page(numbered, body, fragments["en"].context)

    told = re.findall(r'class="superseded"[^>]*>(.*?)</p>', page)
    assert [re.sub(r"\s|&nbsp;", " ", one) for one in told] == ["A newer publication replaces this one: Second, 25 November 2026."]
