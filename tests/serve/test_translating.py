"""A translator works in the preview: what is written goes into the PO file, is judged meanwhile, and nobody else can write."""

from __future__ import annotations

import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from tests.locales.conftest import CONTENT_PO, FILES, FIRST, Small, templates
from toolkit.cli.serve import listen
from toolkit.language.catalogs import parse_po
from toolkit.serve.translating import LOOPBACK, Room, application

PROSE = "documents.first.outline.facts.blocks.prose"
LEFT = "Кластеры растут."


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A session in a workspace of its own: the folder, and the address; one passage is missing, one changed, the rest is translated."""
    small = Small({path: words.encode() for path, words in FILES.items()} | templates())
    small.update()
    small.change(FIRST, "Первая записка", "Первая записка 2018")
    small.update()
    small.translate_all()
    small.translate({LEFT: "", "Первая записка 2018": "First brief of 2018"})
    small.change(FIRST, "записка 2018", "записка 2019")
    small.update()
    small.files = {path: data for path, data in small.files.items() if path not in templates()}  # as `init` leaves a workspace
    root = small.on_disk(tmp_path_factory.mktemp("translating"))
    listening = listen(LOOPBACK, 0)
    server = uvicorn.Server(
        uvicorn.Config(application(Room(root, "en", "a token of this test", "2026-11-29"), "briefs/first"), log_level="error")
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield root, f"http://{LOOPBACK}:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def entry(root: Path, source: str):
    """Return the entry of a source as the file has it."""
    return next(one for one in parse_po((root / CONTENT_PO).read_bytes(), CONTENT_PO) if one.msgid == source)


def post(url: str, act: str, token: str, **body: object) -> tuple[int, dict[str, object]]:
    """Send what a page sends."""
    headers = {"Content-Type": "application/json", "X-Toolkit-Token": token}
    request = urllib.request.Request(f"{url}/.toolkit/{act}", json.dumps(body).encode(), headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def token_of(url: str) -> str:
    """Return the token of the session, which stands in its page alone."""
    with urllib.request.urlopen(f"{url}/translate/briefs/first") as answer:
        found = re.search(r'"token": "([^"]+)"', answer.read().decode())
    assert found
    return found.group(1)


def opened(browser: Browser, url: str, width: int = 1200) -> Page:
    """Open the session."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(url)
    return page


def test_a_passage_is_translated_by_keyboard(session: tuple[Path, str], browser: Browser) -> None:
    """`n` goes to what is left, Enter writes, checks speak while one types, Ctrl+Enter saves; the entry holds it, and the page shows it."""
    root, url = session
    before = (root / CONTENT_PO).read_text(encoding="utf-8").split("\n\n")
    page = opened(browser, url)
    page.keyboard.press("n")
    changed = page.locator("#panel-source").inner_html(), page.locator("#panel-translation mark").inner_text()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.keyboard.type("Кластеры grow in 5")
    page.wait_for_selector("#faults li.fault-error >> text=«Кластеры»")
    page.locator("textarea").fill("Clusters grow.")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#document .tied.is-done >> text=Clusters grow.")
    after = (root / CONTENT_PO).read_text(encoding="utf-8").split("\n\n")
    page.close()

    assert (changed[0].strip(), changed[1]) == ("Первая записка <del>2018</del> <ins>2019</ins>", "2018")
    assert (entry(root, LEFT).msgstr, entry(root, LEFT).fuzzy) == ("Clusters grow.", False)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_source_stands_beside_and_a_phone_is_wide_enough(session: tuple[Path, str], browser: Browser) -> None:
    """`s` sets the source beside the translation; on a phone nothing is wider than the page, the editor open."""
    _, url = session
    page = opened(browser, url)
    hidden = page.locator(".beside").first.is_visible()
    page.keyboard.press("s")
    boxes = page.locator(".front-cell > .translated").first.bounding_box(), page.locator(".front-cell > .beside").first.bounding_box()
    page.close()
    phone = opened(browser, url, 390)
    phone.locator("#document .tied").first.click()
    phone.wait_for_selector("textarea")
    width = phone.evaluate("document.documentElement.scrollWidth")
    phone.close()

    assert not hidden
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] < boxes[1]["x"]
    assert width <= 390


def test_nobody_else_can_write(session: tuple[Path, str]) -> None:
    """Without the token of the session, or under another site's name, nothing is written or shown."""
    root, url = session
    before = (root / CONTENT_PO).read_bytes()
    refused = post(url, "save", "guess", context=PROSE, source=LEFT, strings=["x"], before=[""])
    request = urllib.request.Request(f"{url}/translate/briefs/first", headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as other:
        urllib.request.urlopen(request)

    assert (refused[0], other.value.code) == (403, 400)
    assert (root / CONTENT_PO).read_bytes() == before


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"context": PROSE, "source": LEFT, "strings": ["x"], "before": ["another"]}, "somebody else has changed"),
        ({"context": PROSE, "source": "Нет такого", "strings": ["x"], "before": [""]}, "no catalog has this message"),
        ({"context": PROSE, "source": LEFT, "strings": ["x", "y"], "before": ["", ""]}, "1 form of this, and 2 were sent"),
        ({"context": PROSE, "source": LEFT, "strings": [1], "before": [""]}, "no translation"),
        ({"strings": None}, "no translation"),
    ],
)
def test_what_cannot_be_saved_is_told(session: tuple[Path, str], sent: dict[str, object], said: str) -> None:
    """A writing that does not fit the file is refused in words, and changes nothing."""
    root, url = session
    before = (root / CONTENT_PO).read_bytes()
    status, answer = post(url, "save", token_of(url), **sent)

    assert status == 409
    assert said in str(answer["problem"])
    assert (root / CONTENT_PO).read_bytes() == before


def test_a_translation_that_a_check_refuses_stays_fuzzy(session: tuple[Path, str]) -> None:
    """With an error in it a translation is kept for review, and not taken for finished."""
    root, url = session
    source = "В Северном кластере {north.participants}."
    held = entry(root, source).msgstr
    _, answer = post(url, "save", token_of(url), context=PROSE, source=source, strings=["It has many."], before=[held])

    assert (answer["state"], entry(root, source).fuzzy) == ("fuzzy", True)
    assert [fault["code"] for fault in answer["faults"]] == ["placeholder-mismatch"]


def test_every_check_speaks_the_translators_language() -> None:
    """The page has words for each check of a translation; what they name is added."""
    from tests.core.test_codes import LOCALES

    page = templates()["templates/frames/preview.html"].decode()
    about_files = {"header", "header-language", "msgfmt", "out-of-step", "unknown-domain", "unlisted-language"}

    assert set(re.findall(r'^  "([a-z-]+)": pgettext\("check"', page, re.MULTILINE)) >= LOCALES - about_files
