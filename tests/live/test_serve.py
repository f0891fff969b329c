"""`toolkit serve` as a writer sees it: a real server, a real browser, files that change."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from toolkit.live.touched import touched
from toolkit.project import Project
from toolkit.workspace import DiskWorkspace

ROOT = Path(__file__).parents[2]
BRIEF = "content/documents/briefs/one.yaml"
OVERLAY = "#toolkit-diagnostics section"


@pytest.fixture
def server(small: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a running server, and its process."""
    command = [sys.executable, "-m", "toolkit", "serve", "-w", str(small), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    found = None
    while found is None and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
    assert found, "the server ended before it began"
    yield found.group(), process
    process.kill()
    process.wait()
    process.stderr.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def test_the_page_follows_the_pen(small: Path, server: tuple[str, subprocess.Popen[str]], page: Page) -> None:
    """A saved sentence shows at once; a mistake is laid over the page with file and line and goes when it is corrected; Ctrl-C ends."""
    url, process = server
    brief = small / BRIEF
    good = brief.read_text()
    page.goto(url + "en/briefs/one.html")

    began = time.monotonic()
    brief.write_text(good.replace("first section", "second thoughts"))
    page.get_by_text("second thoughts").wait_for(timeout=10_000)
    assert time.monotonic() - began < 3  # a second on an idle machine

    brief.write_text(good.replace("kind: brief", "kind: brief\nnonsense: 1"))
    page.locator(OVERLAY).wait_for()
    assert f"{BRIEF}:2:1: error[unknown-key]" in page.locator(OVERLAY).inner_text()
    template = small / "templates/frames/web.html"
    whole = template.read_text()
    template.write_text(whole + "{% if %}")
    page.locator(OVERLAY).get_by_text("template-syntax").wait_for()
    template.write_text(whole)
    brief.write_text(good)
    page.locator(OVERLAY).wait_for(state="detached")
    page.get_by_text("first section").wait_for()

    pdf = page.request.get(url + "en/briefs/one.pdf")
    assert pdf.body().startswith(b"%PDF")
    missing = page.request.get(url + "en/nothing.html")
    assert missing.status == 404
    outside = page.request.get(url + "..%2f..%2f..%2fcontent/site.yaml")
    assert outside.status == 404
    process.send_signal(signal.SIGINT)
    assert process.wait(8) == 0


def test_only_what_a_file_touches_is_built(small: Path) -> None:
    """A document touches itself, a source its readers, a template all, and the styles of the site none."""
    brief = small / BRIEF
    brief.write_text(brief.read_text().replace(" [@book]", ""))
    project = Project(DiskWorkspace(small))

    def ids(*paths: str) -> list[str]:
        return [one.id for one in touched(project, paths)]

    assert ids(BRIEF) == ["briefs/one"]
    assert ids("content/sources.yaml") == ["briefs/two"]
    assert ids("templates/blocks/prose.html") == ["briefs/one", "briefs/two"]
    assert ids("locales/ru/LC_MESSAGES/content.po") == ["briefs/one", "briefs/two"]
    assert ids("templates/styles/web.css", "templates/site/home.html") == []


def test_what_is_unfinished_follows_the_pen(small: Path, server: tuple[str, subprocess.Popen[str]], page: Page) -> None:
    """The page that counts what is unfinished is counted anew when it is asked for after an edit, and follows while it is open."""
    url, _ = server
    brief = small / BRIEF
    page.goto(url + "en/report.html")
    before = page.locator("main table").inner_text()
    brief.write_text(brief.read_text().replace("A brief brief", "A renamed brief"))
    page.locator("main").get_by_text("A renamed brief").wait_for(timeout=10_000)
    assert "A renamed brief" not in before

    page.goto(url + "en/briefs/one.html")
    brief.write_text(brief.read_text().replace("A renamed brief", "Another renaming"))
    page.locator("main").get_by_text("Another renaming").first.wait_for(timeout=10_000)
    page.goto(url + "en/report.html")
    assert "Another renaming" in page.locator("main table").inner_text()
