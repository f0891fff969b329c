"""An edition that is too long for a page: its parts, the ways between them, and what a build makes and removes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import Inline
from toolkit.build.builder import Builder, Report, Request
from toolkit.build.changes.dry_run import built as on_disk
from toolkit.build.changes.dry_run import forecast
from toolkit.build.changes.impact import impact_since_build
from toolkit.build.changes.readings import Readings
from toolkit.build.changes.why import find, why
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.outline.addresses import NO_BASE
from toolkit.project import Project
from toolkit.serve.session import Turn, Workshop
from toolkit.site.links import broken
from toolkit.site.pagination import LIMIT, weight

ROOT = Path(__file__).parents[2]
SITE = """\
title: {ru: Площадка, en: Site}
description: {ru: Записки, en: Briefs}
publisher: {ru: Издатель, en: Publisher}
source_language: ru
editions: [ru, en]
"""
SOURCES = "references: [{id: book, type: book, language: en, title: A Book, issued: 2020}]\n"
SENTENCE = "Кластер объединяет предприятия, научные и образовательные организации одной отрасли и одного региона. "
LONG = "site/ru/briefs/long.html"
SECOND = "site/ru/briefs/long.part-2.html"
JOINED = "ru-en/agreements/trilateral-eaeu-cluster"


def brief(*kilobytes: int) -> str:
    """Return a brief in which each section has some kilobytes of words; each leads to the first and the last, and cites."""
    sections = [
        f"  - section: s{number}\n    title: Раздел {number}\n    blocks:\n      - prose: |\n"
        f"          Сравните [](#s1) и [](#s{len(kilobytes)}) [@book].\n\n          {_paragraphs(size * 1000 // len(SENTENCE.encode()))}\n"
        for number, size in enumerate(kilobytes, 1)
    ]
    end = "  - section: sources\n    title: Источники\n    blocks: [sources: {}]\n"
    return f"kind: brief\ntitle: Длинная записка\ndate: 2026-11-16\nsummary: Кратко.\noutline:\n{''.join(sections)}{end}"


def _paragraphs(sentences: int) -> str:
    """Return so many sentences, twenty in a paragraph."""
    whole = [SENTENCE * 20] * (sentences // 20) + [SENTENCE * (sentences % 20)]
    return "\n\n          ".join(one.strip() for one in whole if one)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one long brief."""
    for name, words in {"site.yaml": SITE, "sources.yaml": SOURCES, "documents/briefs/long.yaml": brief(40, 40, 40, 40)}.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    return tmp_path


def rewrite(folder: Path, words: str) -> None:
    (folder / "content/documents/briefs/long.yaml").write_text(words, "utf-8")


def build(folder: Path, whole: bool = True, formats: tuple[str, ...] = ("html",)) -> Report:
    project = Project(DiskWorkspace(folder))
    assert project.library
    builder = Builder(project, project.library, folder / "build", Inline)
    return builder.build(Request(project.publications, project.library.editions, formats, whole=whole))


def pages(folder: Path, edition: str = "ru") -> dict[str, str]:
    """Return the pages of the brief, in order."""
    found = sorted((folder / "build/site" / edition / "briefs").glob("long*.html"))
    return {path.relative_to(folder / "build").as_posix(): path.read_text("utf-8") for path in found}


def test_a_long_edition_comes_in_parts(folder: Path) -> None:
    """Each part is within the limit, has the contents of the whole and its place in it; no link is broken."""
    report = build(folder)
    first, second = pages(folder).values()

    assert list(pages(folder)) == [LONG, SECOND]
    assert max(weight(html) for html in (first, second)) <= LIMIT
    assert re.findall(r'<section id="([^"]*)" class="part', first + second) == ["s1", "s2", "s3", "s4", "sources"]
    assert [html.count("Раздел\u00a04</a>") for html in (first, second)] == [2, 2]
    assert "front-summary" in first
    assert "front-summary" not in second
    assert ('rel="prev"' in first, 'rel="next"' in first, 'rel="prev"' in second, 'rel="next"' in second) == (False, True, True, False)
    assert '<a class="xref" href="long.html#s1">' in second
    assert '<a href="long.part-2.html#source-book">1</a>' in first
    assert broken(folder / "build/site", NO_BASE) == ()
    assert "page-too-long" not in {one.code for one in report.diagnostics}


def test_the_other_language_opens_at_the_section(folder: Path) -> None:
    """The language switch of a part leads to the page with the same section; that of the first, to the first."""
    build(folder)
    html = pages(folder)

    switches = [re.findall(r'<a href="(\.\./\.\./en/[^"]*)" lang="en"', one)[0] for one in html.values()]
    assert switches == ["../../en/briefs/long.html", "../../en/briefs/long.part-2.html"]


def test_parts_tell_machines_what_they_are_of(folder: Path) -> None:
    """The first part is the document, with all parts; another is a page of it, and no version of a page in another language."""
    build(folder)
    about = [json.loads(re.findall(r"ld\+json\">(.*?)</script>", html)[0])["@graph"][0] for html in pages(folder).values()]

    assert (about[0]["@type"], [one["position"] for one in about[0]["hasPart"]]) == ("Report", [1, 2])
    assert (about[1]["@type"], about[1]["isPartOf"]["@type"]) == ("WebPage", "Report")
    versions = [set(re.findall(r'<link rel="alternate" hreflang="([^"]+)"', html)) - {"x-default"} for html in pages(folder).values()]
    assert len(versions[0]) > 1
    assert len(versions[1]) == 1
    assert ["citation_title" in html for html in pages(folder).values()] == [True, True]


@pytest.mark.parametrize("whole", [True, False])
def test_a_shorter_document_leaves_no_part_behind(folder: Path, whole: bool) -> None:
    """A part that is no more made is removed, from the manifest too, by a build of everything and by one of a document."""
    build(folder)
    rewrite(folder, brief(10, 10))
    build(folder, whole)

    assert list(pages(folder)) == [LONG]
    assert SECOND not in json.loads((folder / "build/manifest.json").read_text("utf-8"))


def test_a_section_too_long_for_a_page_is_told(folder: Path) -> None:
    """It stays whole; one warning names the page and the section, at the document."""
    rewrite(folder, brief(10, 130))
    found = [one for one in build(folder).diagnostics if one.code == "page-too-long" and "`ru/" in one.message]

    assert len(found) == 1
    assert found[0].place.path == "content/documents/briefs/long.yaml"
    assert re.fullmatch(r"`ru/briefs/long.part-2.html` has \d+ KB .* above 100: the longest section on it is `s2`", found[0].message)
    assert len(re.findall(r'<section id="[^"]*" class="part', pages(folder)[SECOND])) == 1


def test_a_record_too_long_for_a_page_is_told_at_its_line(folder: Path) -> None:
    """A record that fills a page of a register by itself is named where it stands, on its file and line."""
    term = "term: {ru: Термин, en: Term}\n  evidence: {source: book}\n  definition: |\n          "
    (folder / "content/glossary.yaml").write_text(f"short:\n  {term}Кратко.\nlong:\n  {term}{_paragraphs(700)}\n", "utf-8")
    rewrite(folder, brief(5, 5))

    found = {(str(one.place), one.message.partition(":")[2]) for one in build(folder).diagnostics if one.code == "page-too-long"}

    assert found == {("content/glossary.yaml:7:3", " the longest record on it is `long`")}


def read(folder: Path) -> Readings:
    """Return what the last build noted."""
    found = Readings.of(Project(DiskWorkspace(folder), kept=Notes.open(folder / "build")), folder / "build")
    assert found
    return found


def test_parts_are_foreseen(folder: Path) -> None:
    """A forecast names the parts that a build makes; an edit of the last section rewrites its part; a cut takes one away."""
    rewrite(folder, brief(40, 70))
    build(folder, formats=())
    project = Project(DiskWorkspace(folder))
    known = on_disk(folder / "build")

    assert SECOND in known
    assert forecast(project, folder / "build").digests == known
    found = find(read(folder), SECOND)
    assert found is not None
    assert str(why(read(folder), *found)) == "same"
    rewrite(folder, brief(40, 70).replace("title: Раздел 2", "title: Глава 2"))
    impact = impact_since_build(read(folder))
    assert SECOND in impact.artifacts
    assert "ru/briefs/long" in impact.editions
    rewrite(folder, brief(10, 10))
    build(folder, formats=())
    assert SECOND not in on_disk(folder / "build")


def test_the_preview_follows_a_part(folder: Path) -> None:
    """Whoever looks at a part sees it built first, as a page of the document."""
    workshop = Workshop(folder, Inline)
    workshop.start()
    turns: list[Turn] = []
    rewrite(folder, brief(40, 40, 40, 45))
    workshop.follow([SECOND], turns.append)

    assert turns[0].written
    assert (workshop.folder / "ru/briefs/long.part-2.html").is_file()


# ── in a browser, on the shipped site ────────────────────────────────────────────────────────────


def test_an_old_link_arrives(built, browser: Browser) -> None:
    """A link to a clause that moved to another part leads there; one to what is nowhere stays."""
    page = browser.new_page()
    page.goto(f"{built.base.url}{JOINED}.html#notices")
    page.wait_for_url("**.part-3.html#notices")
    page.goto(f"{built.base.url}{JOINED}.part-3.html#subject-founding")
    page.wait_for_url(f"**/{JOINED}.html#subject-founding")

    assert page.locator("#subject-founding").is_visible()
    page.close()


def test_parts_join_on_one_page(built, browser: Browser) -> None:
    """On request all parts stand on the page in their order, each thing once, and links between them stay on it."""
    parts = (f"{JOINED}.part-{number}.html" for number in range(2, 10))
    names = (f"{JOINED}.html", *(name for name in parts if name in set(built.pages())))
    ids = [id for name in names for id in re.findall(r'<(?:section|div) id="([^"]*)" class="part', built.text(name))]
    page = browser.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{built.base.url}{JOINED}.part-2.html")
    page.click(".part-join")
    page.wait_for_selector(".part-join", state="detached")

    assert page.locator("main > .part").evaluate_all("all => all.map(one => one.id)") == ids
    assert page.evaluate("[...document.querySelectorAll('[id]')].every((one, i, all) => document.getElementById(one.id) === one)")
    assert page.locator(".side a[href*='.html#'], main > .part a[href*='.part-']").count() == 0
    page.click("nav.contents a[href='#notices']")
    assert page.url.endswith(".part-2.html#notices")
    assert errors == []
    page.close()


def test_parts_without_script(built, browser: Browser) -> None:
    """Without scripts the button is not shown, and the contents and the way on lead through all parts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{built.base.url}{JOINED}.html")

    assert page.locator(".part-join:visible").count() == 0
    page.click(".part-ways [rel=next]")
    page.click(".part-ways [rel=next]")
    assert page.url.endswith(".part-3.html")
    page.click("nav.contents a[href$='#subject']")
    assert page.url.endswith(f"{JOINED}.html#subject")
    context.close()
