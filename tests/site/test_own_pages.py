"""The pages of a site that are its own, what its owner puts into head and foot, and what stands in the foot of every page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.small import CONTENT
from toolkit.build.builder import Builder, Request
from toolkit.core.workspace import MemoryWorkspace
from toolkit.outline.addresses import Base
from toolkit.project import Project

ABOUT = """\
---
title: О сайте
updated: 2026-11-20
---
Кто пишет.

## Метод {#method}
Как пишут.

## Пределы
Чего нет.
"""
HEAD = '<script src="../assets/counter.js" data-say=\'a -- "b"\' defer></script>\n'
FOOT = '<aside class="cookies"><p>Никаких "кук".</p></aside>\n'
PAGE = "content/pages/about.md"


def with_site(small: Any, more: str, files: dict[str, str] | None = None) -> MemoryWorkspace:
    """Return the small workspace with lines added to its site.yaml, and files of content."""
    return small({"site.yaml": CONTENT["site.yaml"] + more, **(files or {})})


def told(workspace: MemoryWorkspace) -> list[str]:
    return [f"{one.place}: {one.code}" for one in Project(workspace).diagnostics if one.code not in ("unread-file", "uncited-source")]


def test_own_pages_stand_in_each_language_and_in_every_foot(built) -> None:
    """About, Contact and Licence have a page in each language, linked in the foot of every page in the order of site.yaml."""
    for language, title in (("ru", "О сайте"), ("en", "About this site")):
        assert f"<h1>{title}</h1>" in built.text(f"{language}/about.html").replace("\u00a0", " ")
        assert 'id="method"' in built.text(f"{language}/about.html")
    framed = [name for name in built.pages() if 'class="foot-links"' in built.text(name)]
    assert len(framed) > 60
    for name in framed:
        text = built.text(name)
        at = [text.find(f'{page}.html"', text.index('class="foot-links"')) for page in ("about", "contact", "licence")]
        assert at == sorted(at), name
        assert min(at) > 0, name
        assert 'rel="license"' in text, name


def test_a_file_of_markdown_is_read_line_by_line(small) -> None:
    """Each paragraph has its own path, by which it is translated, and its own line; a heading without an id is named by its number."""
    library = Project(with_site(small, "", {"pages/about.md": ABOUT})).library
    assert library
    page = library.items["pages"]["about"]
    texts = [page.title, *page.text.paragraphs, *(text for part in page.sections for text in (part.title, *part.text.paragraphs))]

    assert [(text.context.removeprefix("pages.about."), text.place.line) for text in texts] == [
        ("title", 2), ("text", 5), ("sections.method.title", 7), ("sections.method.text", 8),
        ("sections.part-2.title", 10), ("sections.part-2.text", 11),
    ]  # fmt: skip


def test_each_mistake_of_a_page_is_told_at_its_line(small) -> None:
    """A missing file, a wrong language, an address that is taken, an unsafe name, YAML without an end: each is a line with its place."""
    link = "pages: {foot: [about]}\n"
    open_head = ABOUT.replace("---\nКто", "Кто")
    assert told(with_site(small, link))[0].endswith("unknown-page")
    assert f"{PAGE}:2:11: unknown-language" in told(
        with_site(small, link, {"pages/about.md": ABOUT.replace("title:", "language: zz\ntitle:")})
    )
    assert f"{PAGE}:1:1: yaml-syntax" in told(with_site(small, link, {"pages/about.md": open_head}))
    assert f"{PAGE}:7:1: duplicate-key" not in told(with_site(small, link, {"pages/about.md": ABOUT}))
    assert any("bad-id" in one for one in told(with_site(small, "", {"pages/About_Us.md": ABOUT})))
    assert any("missing-key" in one for one in told(with_site(small, "", {"pages/about.md": "Без шапки.\n"})))
    assert told(with_site(small, 'extra_head: "../secret.html"\n'))[0].endswith("bad-file-name")


def test_a_page_may_not_take_the_address_of_another(small, check) -> None:
    """A page called as one that the toolkit makes is told."""
    project = Project(with_site(small, "", {"pages/clusters.md": ABOUT}))

    assert [str(one.place.path) for one in check(project).diagnostics if one.code == "address-taken"] == ["content/pages/clusters.md"]


def test_head_and_foot_are_put_letter_for_letter(small, tmp_path: Path) -> None:
    """What stands in the files is on every page with a frame, not typeset, once; the report is left out of pages, feet and sitemap."""
    more = "extra_head: a.html\nextra_foot: b.html\npublic_report: false\n"
    project = Project(with_site(small, more, {"snippets/a.html": HEAD, "snippets/b.html": FOOT}))
    assert project.library
    request = Request(project.publications, project.library.editions, ("html",), base=Base.of("https://example.org/"))
    Builder(project, project.library, tmp_path, lambda: pytest.fail("no PDF is made")).build(request)
    pages = {path.relative_to(tmp_path / "site").as_posix(): path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")}

    framed = {path: words for path, words in pages.items() if "kind-permanent" not in words and not path.startswith("embed/")}
    assert len(framed) > 12
    assert [path for path, words in framed.items() if words.count(HEAD + "</head>") != 1 or words.count(FOOT + "</body>") != 1] == []
    own = ("ru/report.html", "en/report.html")
    assert [path for path, words in framed.items() if path in own or re.search(r'href="(\.\./)*((ru|en)/)?report\.html"', words)] == []
    assert not [path for path in own if path in (tmp_path / "site/sitemap.xml").read_text("utf-8")]
