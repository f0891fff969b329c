"""`toolkit serve` as a writer sees it: a real server, a real browser, files that change."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Folder, Inline
from toolkit.serve.server import Audience
from toolkit.serve.session import Workshop

ROOT = Path(__file__).parents[2]
BRIEF = "content/documents/briefs/one.yaml"
OVERLAY = "#toolkit-diagnostics section"


@pytest.fixture
def server(small: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a running server, and its process."""
    with serving(small) as process:
        yield address(process), process


@contextmanager
def serving(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a server, and end it after use."""
    command = [sys.executable, "-m", "toolkit", "serve", "-w", str(folder), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def address(process: subprocess.Popen[str]) -> str:
    """Wait for a server, and return its address."""
    assert process.stderr
    for line in process.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return found.group()
    raise AssertionError("the server ended before it began")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_default_timeout(60_000)  # how fast it is stands in benchmarks
    yield page
    page.close()


def test_the_page_follows_the_pen(small: Path, server: tuple[str, subprocess.Popen[str]], page: Page) -> None:
    """A saved sentence shows at once; a mistake is laid over the page with file and line and goes when it is corrected; Ctrl-C ends."""
    url, process = server
    brief = small / BRIEF
    good = brief.read_text()
    page.goto(url + "en/briefs/one.html")

    brief.write_text(good.replace("first section", "second thoughts"))
    page.get_by_text("second thoughts").wait_for()

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


@pytest.mark.parametrize("name", ["en/briefs/one.html", "en/report.html"])
def test_a_page_that_comes_late_misses_nothing(small: Path, name: str) -> None:
    """A browser that read a page before an edit, and listens only after it was built, is told at once; then it is told no more."""
    workshop = Workshop(small, Inline)
    workshop.start()
    path = f"site/{name}"
    shown = workshop.state(path)
    brief = small / BRIEF
    brief.write_text(brief.read_text().replace("A brief brief", "A renamed brief"))
    workshop.follow((), lambda turn: None)

    assert told(workshop, name, shown)["reload"]
    workshop.refresh(path)
    assert "renamed brief" in (workshop.folder / name).read_text()
    assert not told(workshop, name, workshop.state(path))["reload"]


def test_a_page_that_stays_as_it_is_is_not_loaded_again(small: Path) -> None:
    """An edit of one document leaves the page of another alone; one of the stylesheet loads every page."""
    workshop = Workshop(small, Inline)
    workshop.start()
    other = "en/briefs/two.html"
    shown = workshop.state(f"site/{other}")
    brief = small / BRIEF
    brief.write_text(brief.read_text().replace("first section", "second thoughts"))
    workshop.follow([f"site/{other}"], lambda turn: None)
    assert not told(workshop, other, shown)["reload"]

    style = "templates/styles/web.css"
    (small / style).write_text((small / style).read_text() + "main { color: red }")
    workshop.follow([f"site/{other}"], lambda turn: None)
    assert told(workshop, other, shown)["reload"]


def test_an_edit_during_the_first_build_is_followed(small: Path, page: Page) -> None:
    """Whoever saves while the first build runs sees what was saved."""
    brief = small / BRIEF
    first = small / "build/preview/site/en/briefs/one.html"
    with serving(small) as process:
        while not first.is_file() and process.poll() is None:
            time.sleep(0.01)
        brief.write_text(brief.read_text().replace("first section", "second thoughts"))
        page.goto(address(process) + "en/briefs/one.html")
        page.get_by_text("second thoughts").wait_for()


def test_a_page_is_there_before_all_others_are(small: Path) -> None:
    """During the first building, a page that someone opens goes before the rest; lists name the documents that are on their way."""
    workshop = Workshop(small, Inline)
    asked: list[threading.Thread] = []
    early: dict[str, str] = {}

    def open_pages() -> None:
        for name in ("en/index.html", "en/briefs/two.html", "assets/site.css"):
            workshop.find(f"site/{name}")
            early[name] = (workshop.folder / name).read_text()
        early["all"] = str((workshop.folder / "robots.txt").exists())

    def superseded() -> bool:
        if not asked:
            asked.append(threading.Thread(target=open_pages))
            asked[0].start()
        return False

    workshop.follow((), lambda turn: None, superseded)
    asked[0].join()

    assert "briefs/one.html" in early["en/index.html"]
    assert "briefs/two.html" in early["en/index.html"]
    assert early["all"] == "False"
    assert (workshop.folder / "robots.txt").exists()
    assert workshop.begun


def told(workshop: Workshop, name: str, state: str) -> dict[str, object]:
    """Return the first thing that a browser hears which shows a page in a state."""

    async def first() -> str:
        stream = Audience(workshop, lambda: False).listen(f"/{name}", state)
        try:
            return await anext(stream)
        finally:
            await stream.aclose()

    with ThreadPoolExecutor(1) as aside:  # the browser's driver has a loop in this thread
        found: dict[str, object] = json.loads(aside.submit(asyncio.run, first()).result().removeprefix("data: "))
    return found


def test_only_what_a_file_touches_is_built(small: Path) -> None:
    """A document touches its own pages, a source those of its readers, and the styles of the site none."""
    workshop = Workshop(small, Inline)
    workshop.start()

    def written(path: str, words: str) -> set[str]:
        pages = sorted((workshop.folder / "en" / "briefs").glob("t*.html")) + sorted((workshop.folder / "en" / "briefs").glob("one.html"))
        before = {page: page.stat().st_mtime_ns for page in pages}
        (small / path).write_text(words)
        workshop.follow((), lambda turn: None)
        return {page.stem for page in pages if page.stat().st_mtime_ns != before[page]}

    brief = (small / BRIEF).read_text()
    sources = (small / "content/sources.yaml").read_text()
    style = (small / "templates/styles/web.css").read_text()

    assert written(BRIEF, brief.replace(" [@book]", "")) == {"one"}
    assert written("content/sources.yaml", sources.replace("title: ", "title: The ")) == {"two"}
    assert written("templates/styles/web.css", style + "p { color: red }") == set()


def test_a_link_reaches_its_profile_while_another_page_is_open(workspace: Folder) -> None:
    """Whoever looks at the home page while a link is edited finds the profile new as well."""
    workshop = Workshop(workspace.root, Inline, editions=("ru",))
    workshop.start()
    links = workspace.root / "content/links.yaml"
    profile = workshop.folder / "ru/profiles/south.html"
    assert "Завод поставляет кластеру оборудование" in profile.read_text(encoding="utf-8")

    links.write_text(links.read_text(encoding="utf-8").replace("Завод поставляет кластеру", "Завод продаёт кластеру"), encoding="utf-8")
    workshop.follow(["site/ru/index.html"], lambda turn: None)

    assert "Завод продаёт кластеру оборудование" in profile.read_text(encoding="utf-8")


def test_pages_that_are_open_come_first(small: Path) -> None:
    """A list that someone looks at is new before the documents that nobody does; all are new in the end."""
    workshop = Workshop(small, Inline)
    workshop.start()
    brief, page, listed = small / BRIEF, workshop.folder / "en/briefs/one.html", workshop.folder / "en/briefs/index.html"
    brief.write_text(brief.read_text().replace("A brief brief", "A renamed brief"))
    seen: list[tuple[bool, bool]] = []

    workshop.follow(
        ["site/en/briefs/index.html"],
        lambda turn: seen.append(("renamed brief" in listed.read_text(), "renamed brief" in page.read_text())),
    )

    assert seen == [(True, False), (True, True)]


def test_an_edit_takes_over_from_the_one_before(small: Path) -> None:
    """Whoever goes on writing is not kept waiting by pages that nobody looks at: the open page is made, the others with the last edit."""
    workshop = Workshop(small, Inline)
    workshop.start()
    brief, page = small / BRIEF, workshop.folder / "en/briefs/one.html"
    brief.write_text(brief.read_text().replace("A brief brief", "A renamed brief"))
    announced: list[int] = []

    workshop.follow(["site/en/briefs/one.html"], lambda turn: announced.append(turn.written), superseded=lambda: True)
    assert len(announced) == 1
    assert "renamed brief" in page.read_text()
    assert "renamed brief" not in (workshop.folder / "en/briefs/index.html").read_text()

    brief.write_text(brief.read_text().replace("A renamed brief", "Another renaming"))
    workshop.follow(["site/en/briefs/one.html"], lambda turn: announced.append(turn.written))
    assert len(announced) == 3
    assert "Another renaming" in (workshop.folder / "en/briefs/index.html").read_text()


def test_the_report_stays_while_it_waits_to_be_counted(small: Path) -> None:
    """An edit leaves the page of the report where it is, older than the edit, until it is asked for."""
    workshop = Workshop(small, Inline)
    workshop.start()
    report, brief = workshop.folder / "en/report.html", small / BRIEF
    before = report.read_bytes()
    brief.write_text(brief.read_text().replace("A brief brief", "A renamed brief"))

    workshop.follow((), lambda turn: None)
    assert report.read_bytes() == before
    workshop.refresh("site/en/report.html")
    assert b"renamed brief" in report.read_bytes()


def test_notes_are_laid_over_no_page(workspace: Folder) -> None:
    """What `check` only notes, as a party without a signatory, is no matter for whoever writes; a warning is."""
    workshop = Workshop(workspace.root, Inline)
    assert "info[" in workspace.run("check").err
    assert workshop.start().diagnostics == ()

    workspace.write("content/old.csv", "x")
    found: list[str] = []
    workshop.follow((), lambda turn: found.extend(one.severity.value for one in turn.diagnostics))
    assert found == ["warning"]


def test_the_search_index_is_made_when_it_is_asked_for(small: Path) -> None:
    """An edit leaves the index alone until a browser asks for it: then it knows the new words."""
    workshop = Workshop(small, Inline)
    workshop.start()
    entry, asked = workshop.folder / "pagefind/pagefind-entry.json", "site/pagefind/pagefind.js"
    before = entry.read_bytes()
    brief = small / BRIEF
    brief.write_text(brief.read_text().replace("first section", "second thoughts"))

    workshop.follow(["site/en/search.html"], lambda turn: None)
    assert entry.read_bytes() == before
    assert workshop.state(asked) == "overdue"

    workshop.refresh(asked)
    assert entry.read_bytes() != before
    assert workshop.state(asked) != "overdue"


def test_what_is_unfinished_follows_the_pen(small: Path, server: tuple[str, subprocess.Popen[str]], page: Page) -> None:
    """The page that counts what is unfinished is counted anew when it is asked for after an edit, and follows while it is open."""
    url, _ = server
    brief = small / BRIEF
    page.goto(url + "en/report.html")
    before = page.locator("main table").inner_text()
    brief.write_text(brief.read_text().replace("A brief brief", "A renamed brief"))
    page.locator("main").get_by_text("A renamed brief").wait_for()
    assert "A renamed brief" not in before

    page.goto(url + "en/briefs/one.html")
    brief.write_text(brief.read_text().replace("A renamed brief", "Another renaming"))
    page.locator("main").get_by_text("Another renaming").first.wait_for()
    page.goto(url + "en/report.html")
    assert "Another renaming" in page.locator("main table").inner_text()
