"""Pages as a browser prints them: Chromium's own PDF, read word by word."""

from __future__ import annotations

import pypdfium2
import pytest
from playwright.sync_api import Browser

from tests.site.test_browser import BRIEF, PARALLEL, PROFILE

HEADINGS = """() => [...document.querySelectorAll('main :is(h1, h2, h3, h4, caption, .box-title, .contents-title)')]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).position !== 'absolute')
  .map((one) => one.innerText.trim().split('\\n')[0].slice(0, 24).trim()).filter((words) => words.length > 5)"""
NAVIGATION = (
    "Skip to the text",
    "Перейти к тексту",
    "Содержание",
    "Contents",
    "Related documents",
    "Документы по теме",
    "Download",
    "Скачать",
)


def printed(browser: Browser, address: str, script: str = "") -> tuple[pypdfium2.PdfDocument, list[str]]:
    """Return what the browser prints of a page, and the headings on it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(script)
    data = page.pdf(prefer_css_page_size=True)
    headings = page.evaluate(HEADINGS)
    context.close()
    return pypdfium2.PdfDocument(data), headings


def stranded(document: pypdfium2.PdfDocument, headings: list[str]) -> list[str]:
    """Return the headings below which nothing stands on their page."""
    found = []
    for number, page in enumerate(document, 1):
        text = page.get_textpage()
        bottoms = [text.get_rect(place)[1] for place in range(text.count_rects())]
        for heading in dict.fromkeys(headings):
            search = text.search(heading, match_case=True)
            while (place := search.get_next()) is not None:
                boxes = [text.get_charbox(at) for at in range(place[0], place[0] + place[1])]
                low, high = min(box[1] for box in boxes), max(box[3] for box in boxes)
                line = text.get_text_bounded(0, low, page.get_width(), high).strip()
                if line.startswith(heading) and not any(bottom < low - 6 for bottom in bottoms):
                    found.append(f"{heading} on page {number}")
    return found


@pytest.mark.parametrize(
    "path",
    [f"ru/{BRIEF}", f"en/{PROFILE}", PARALLEL, "en/legal-bases.html", "ru/recommendations.html", "en/briefs/scandinavian-experience.html"],
)
def test_no_heading_is_left_at_the_foot_of_a_page(built, browser: Browser, path: str) -> None:
    """Below every heading that a browser prints, its text begins; neither navigation nor controls are printed."""
    document, headings = printed(browser, built.base.url + path)
    words = "\n".join(page.get_textpage().get_text_bounded() for page in document)

    assert len(headings) > 2
    assert stranded(document, headings) == []
    assert [one for one in NAVIGATION if f"\n{one}" in words] == []


LINKED = "document.querySelector('.block-prose p').insertAdjacentHTML('beforeend', '<a href=https://example.org/law>the law</a>')"


def test_notes_are_printed_at_the_end_and_addresses_in_full(built, browser: Browser) -> None:
    """Notes that the margin holds on a wide screen come after the text on paper; a link of the text says where it leads."""
    document, _ = printed(browser, built.base.url + f"ru/{BRIEF}", LINKED)
    words = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())

    assert words.index("Ссылки на правовые акты") > words.rindex("Границы этих выводов")
    assert "the law (https://example.org/law)" in words
    assert words.index("Об этом издании") > words.index("Ссылки на правовые акты")


def test_a_stranded_heading_would_be_seen(browser: Browser) -> None:
    """The measure above tells of a heading with nothing below it."""
    context = browser.new_context()
    page = context.new_page()
    page.set_content("<main><p>words</p><h2 style='break-after: page'>A stranded heading</h2><p>text</p></main>")
    document = pypdfium2.PdfDocument(page.pdf())
    context.close()

    assert stranded(document, ["A stranded heading"]) == ["A stranded heading on page 1"]
