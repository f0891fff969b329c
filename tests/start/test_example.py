"""examples/wind: another subject and another pair of languages, with no word of the first."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import Browser

from tests.conftest import Folder
from tests.start.conftest import ROOT
from tests.test_any_subject import SUBJECT

EXAMPLE = ROOT / "examples" / "wind"


@pytest.fixture(scope="module")
def wind(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return the example, built: all pages, and the PDF of the German brief."""
    folder = Folder(tmp_path_factory.mktemp("example") / "wind")
    shutil.copytree(EXAMPLE, folder.root, ignore=shutil.ignore_patterns("build"))
    for words in (("build", "--format", "html"), ("build", "briefs", "--lang", "de", "--format", "pdf")):
        ran = folder.run(*words)
        assert ran.code == 0, ran.err
    return folder


def test_nothing_is_wrong_with_it(wind: Folder) -> None:
    """Content, translations and catalogs are right, and the files in step."""
    before = {path: path.read_bytes() for path in (wind.root / "locales").rglob("*.po")}

    checked, judged, updated = wind.run("check"), wind.run("locales", "check"), wind.run("locales", "update")

    assert (checked.code, judged.code, updated.code) == (0, 0, 0), checked.err + judged.err + updated.err
    assert "0 errors, 0 warnings" in checked.out
    content = [path for path in before if path.name == "content.po"]
    assert {path: path.read_bytes() for path in content} == {path: before[path] for path in content}


def test_it_has_no_word_of_the_shipped_subject(wind: Folder) -> None:
    """Neither what its author wrote nor what was made of it names the first subject, or speaks its language."""
    pages = [path for path in (wind.build / "site").rglob("*") if path.suffix in (".html", ".json", ".csv", ".xml")]
    assert pages
    for path in [*pages, *(wind.root / "content").rglob("*.yaml")]:
        words = path.read_text("utf-8")
        assert not SUBJECT.search(words), path
        assert not re.search(r"[А-Яа-я]{3,}", words), path


def test_it_is_seen_as_it_should_be(wind: Folder, browser: Browser) -> None:
    """A reader of German sees German words and quotation marks, a chart, the figures with their units, and nothing wider than a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((wind.build / "site/de/briefs/lager.html").as_uri())
    seen = page.inner_text("main").replace("\u00a0", " ")

    assert "Zwei Küsten brauchen ein Lager" in seen
    assert "Die Westküste zählt 120 Windräder" in seen
    assert "etwa 80 Windräder" in seen
    assert "Kernaussagen" in seen
    assert page.locator("svg[role=img]").count() >= 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert (wind.build / "site/de/briefs/lager.pdf").read_bytes().startswith(b"%PDF")
    page.close()
