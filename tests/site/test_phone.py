"""Pages as a phone shows them, measured: what stands on the first screen, rows instead of columns, targets for a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.site.test_browser import BRIEF, KINDS, PARALLEL, PROFILE

PHONE = {"width": 390, "height": 844}
LEAST = 24
"""Pixels that a target has each way (WCAG 2.2, 2.5.8)."""
SMALL = """least => {
  const running = (one) => getComputedStyle(one).display === 'inline' && !one.closest('sup, .cite, nav, .cover') &&
    one.parentElement.textContent.trim().length > one.textContent.trim().length;
  return [...document.querySelectorAll('a[href], button, summary, select, input:not([type=radio]), label[for^=read-]')]
    .filter((one) => one.checkVisibility() && !one.closest('.skip, .visually-hidden, svg') && !running(one))
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width && (box.width < least - 0.5 || box.height < least - 0.5))
    .map(([one, box]) => `${Math.round(box.width)} x ${Math.round(box.height)} ${one.outerHTML.slice(0, 80)}`);
}"""
"""Targets that are too small; links in running text may be as high as its lines."""
HIDDEN = """() => [...document.querySelectorAll('table:not(.parallel):not([role=presentation])')]
  .filter((one) => one.checkVisibility())
  .flatMap((one) => [...one.querySelectorAll(':scope > tbody > tr > *')].filter((cell) => cell.checkVisibility()))
  .filter((cell) => {
    const box = cell.getBoundingClientRect(), columns = cell.closest('table').querySelectorAll('thead th').length;
    const named = cell.tagName === 'TH' || cell.colSpan > 1 || !columns || cell.dataset.label ||
      !cell.closest('table').tHead.rows[0].cells[cell.cellIndex]?.textContent.trim();
    return box.right > innerWidth + 1 || box.left < -1 || cell.scrollWidth > cell.clientWidth + 16 || !named;
  })
  .map((cell) => cell.outerHTML.slice(0, 90))"""
"""Cells that are not in the window, or do not say which column they stand in."""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page as wide and high as that of a phone."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [f"ru/{BRIEF}", f"en/{PROFILE}", "en/agreements/kaluga-vitebsk.html", PARALLEL])
def test_title_and_first_message_are_on_the_first_screen(built, phone: Page, path: str) -> None:
    """The title of a document, and what it says first, stand on the first screen; the contents stand below the title."""
    phone.goto(built.base.url + path)
    title = phone.locator("main h1").first.bounding_box()
    first = phone.locator(".messages li, .figure-card, .recital p, .block-parties p, h1 + .subtitle").first.bounding_box()
    contents = phone.locator("main .contents-menu").bounding_box()

    assert title
    assert first
    assert contents
    assert title["y"] < 260
    assert first["y"] + first["height"] < PHONE["height"]
    assert contents["y"] > title["y"] + title["height"]
    assert phone.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_targets_are_large_enough_and_no_column_is_hidden(built, phone: Page) -> None:
    """On a page of every sort links, buttons and marks of notes have 24 pixels each way, and every cell of a table is seen and named."""
    found = {}
    for path in KINDS[1:]:
        phone.goto(built.base.url + path)
        found[path] = (phone.evaluate(SMALL, LEAST), phone.evaluate(HIDDEN))

    assert {path: some for path, some in found.items() if any(some)} == {}


def test_a_table_stays_one_for_screen_readers(built, phone: Page) -> None:
    """A table whose rows are stacked is told as a table, with its columns."""
    phone.goto(built.base.url + f"en/{BRIEF}")
    table = phone.get_by_role("table").filter(has=phone.locator("[data-label]")).first

    assert table.get_by_role("columnheader").count() > 1
    assert table.get_by_role("row").count() > 1
    assert table.get_by_role("cell").first.is_visible()


def test_search_and_languages_stand_behind_signs(built, browser: Browser) -> None:
    """Without scripts the sign leads to the page of search, and the languages unfold; the field of the head is not shown."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(built.base.url + f"ru/{BRIEF}")
    assert not page.locator("#site-search").is_visible()
    page.click(".switch-menu summary")
    page.click(".switch-menu a[hreflang=en]")
    assert page.url.endswith(f"/en/{BRIEF}")
    page.click(".search-link")

    assert page.url.endswith("/en/search.html")
    assert page.locator(".all-documents a").count() > 10
    context.close()
