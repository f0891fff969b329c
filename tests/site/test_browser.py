"""The pages of the site as a browser shows them: Debian's Chromium, on loopback, under a path, with a strict policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

BRIEF = "briefs/international-pharma-cluster.html"
PROFILE = "profiles/kaluga.html"
PARALLEL = "ru-en/agreements/kaluga-karaganda.html"
FIGURE = "en/briefs/international-pharma-cluster.missing-links.network.html"
KINDS = (
    "index.html", "ru/index.html", f"ru/{BRIEF}", f"en/{PROFILE}", PARALLEL, "en/agreements/kaluga-vitebsk.html", "ru-en/index.html",
    "ru/briefs/index.html", "ru/clusters.html", "en/legal-bases.html", "ru/recommendations.html", "en/organisations.html",
    "ru/glossary.html", "en/sources.html", "ru/search.html", "ru/report.html", "en/overviews/glossary-and-programmes.html", "404.html",
    FIGURE, "ru-en/amendments/interstate-programmes.html", "ru/letters/trilateral-agreement.html",
)  # fmt: skip
"""One page of every sort."""

Visit = Callable[..., Page]


@pytest.fixture
def visit(built, browser: Browser) -> Iterator[Visit]:
    """Open a page of the site; at the end nothing may have failed, and no other place have been asked."""
    found: list[str] = []
    contexts = []

    def open_page(path: str, **options: object) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(built.base.url) else found.append(f"foreign: {asked.url}"))
        page.goto(built.base.url + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert found == []


def test_language_switch_keeps_the_page(visit: Visit) -> None:
    """The switch leads to the same page in the other language, of documents and of registers."""
    page = visit(f"ru/{BRIEF}")
    page.click(".switch a[hreflang=en]")

    assert page.url.endswith(f"/en/{BRIEF}")
    assert page.get_attribute("html", "lang") == "en"
    page.click("nav.sections a[href$='clusters.html']")
    page.click(".switch a[hreflang=ru]")
    assert page.url.endswith("/ru/clusters.html")


@pytest.mark.parametrize(("language", "word"), [("ru", "крокодил"), ("ru", "вертолёт"), ("en", "indigestion"), ("en", "xylophone")])
def test_a_word_that_no_page_has_finds_none(visit: Visit, language: str, word: str) -> None:
    """A page is found by a word that shares its beginning with the one asked for, never by «к» or “in”."""
    page = visit(f"{language}/search.html?q={word}")
    page.locator(".search-count").filter(has_text=re.compile(r"\S")).wait_for()

    assert page.locator(".search-results li").count() == 0
    assert page.locator(".search-count").inner_text() == page.get_attribute("[data-search]", "data-none")


@pytest.mark.parametrize(("language", "words", "form"), [("ru", "рекомендация", "рекомендаци"), ("en", "recommending", "recommend")])
def test_search_finds_other_forms_of_a_word(visit: Visit, language: str, words: str, form: str) -> None:
    """The search of a language finds pages that have the word in another form, and only pages of that language."""
    page = visit(f"{language}/index.html")
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_selector(".search-results li")
    page.wait_for_selector(".search-results mark")

    marked = {word.lower() for word in page.locator(".search-results mark").all_inner_texts()}
    assert any(word.startswith(form) and word != words for word in marked)
    links = page.locator(".search-results a").evaluate_all("links => links.map(link => new URL(link.href).pathname)")
    assert all(link.startswith(f"/policy/{language}/") for link in links)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + links[0])


@pytest.mark.parametrize(("language", "words"), [("ru", "прекращение"), ("en", "termination")])
def test_search_leads_to_the_clause(visit: Visit, language: str, words: str) -> None:
    """A find of an agreement names the clause that has the word, says it after its number, and leads to it."""
    page = visit(f"{language}/search.html?q={words}")
    place = page.locator(".search-places li", has=page.locator("a", has_text=re.compile(r"› \d+\.\d+$"))).first
    place.wait_for()
    number = place.locator("a").inner_text().rpartition(" ")[2]
    marked = place.locator("mark").first.inner_text()
    assert not place.locator(".search-excerpt").inner_text().startswith(number)
    place.locator("a").click()
    page.wait_for_url("**/agreements/*#*")

    clause = page.locator(":target")
    assert clause.inner_text().startswith(number)
    assert marked.lower() in clause.inner_text().lower()


def test_search_narrows_by_kind_cluster_and_country(visit: Visit) -> None:
    """A choice leaves the finds that fit it, and holds when the page is opened again; records are finds of their own."""
    page = visit("en/search.html?q=decree")
    page.locator(".search-results li").first.wait_for()
    before = page.locator(".search-count").inner_text()
    assert [one.is_visible() for one in page.locator(".search-filters select").all()] == [True, True, True]
    page.select_option("#search-country", "Kazakhstan")
    page.select_option("#search-kind", "Legal acts")
    page.wait_for_function("before => document.querySelector('.search-count').textContent !== before", arg=before)
    page.wait_for_function("document.querySelectorAll('.search-results h2').length === 1")

    page.reload()
    page.locator(".search-results li").first.wait_for()
    links = page.locator(".search-results h2 a").evaluate_all("links => links.map(link => link.href)")
    assert [link.rpartition("/")[2] for link in links] == ["legal-bases.html#kz-decree-874"]
    assert page.input_value("#search-country") == "Kazakhstan"
    page.fill("#q", "")
    page.select_option("#search-kind", "")
    page.select_option("#search-cluster", "Karaganda Pharmaceutical Cluster")
    page.locator(".search-kind", has_text="Cluster profile").wait_for()
    assert page.locator(".search-results mark").count() == 0


def test_escape_leads_back_to_the_field(visit: Visit) -> None:
    """Arrows go from find to find; Escape leads back to the field, and there empties it."""
    page = visit("ru/search.html?q=кластер")
    page.locator(".search-results li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.search-results') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.wait_for_function("document.querySelectorAll('.search-results li').length === 0")

    assert page.input_value("#q") == ""


def test_table_sorts_by_keyboard(visit: Visit) -> None:
    """A column sorts on Enter, again the other way; unknown values stay last; the state is told to screen readers."""
    page = visit("ru/clusters.html")
    head = page.locator("#clusters thead th").nth(5)
    head.locator("button").focus()
    page.keyboard.press("Enter")
    cells = page.locator("#clusters tbody tr td:nth-of-type(5)")

    rising = [int(words.replace("—", "0")) for words in cells.all_inner_texts()]
    assert rising == sorted(rising)
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    falling = [int(words.replace("—", "0")) for words in cells.all_inner_texts()]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] > 0
    assert head.get_attribute("aria-sort") == "descending"


def test_table_filters_and_counts(visit: Visit) -> None:
    """Words and a choice together leave the rows that fit both, and the count says so."""
    page = visit("en/clusters.html")
    total = page.locator("#clusters tbody tr").count()
    page.select_option("#clusters-country", "KZ")

    assert page.locator("#clusters tbody tr:visible th").all_inner_texts()[0].startswith("Karaganda")
    shown = page.locator("#clusters tbody tr:visible").count()
    assert 0 < shown < total
    assert str(shown) in page.inner_text(".tool-count")
    page.fill("#clusters-filter", "no such cluster")
    assert page.locator("#clusters tbody tr:visible").count() == 0


def test_pages_are_whole_without_script(visit: Visit) -> None:
    """Without scripts the root leads on, the table is full, and no control is shown that would do nothing."""
    page = visit("", java_script_enabled=False)
    page.wait_for_url("**/ru/index.html")

    page.goto(page.url.replace("index.html", "clusters.html"))
    assert page.locator("#clusters tbody tr:visible").count() > 10
    assert page.locator(".table-tools:visible, [data-theme-button]:visible, #clusters thead button").count() == 0
    page.goto(page.url.replace("clusters.html", "search.html"))
    assert page.locator(".all-documents a").count() > 10


def test_theme_persists(visit: Visit) -> None:
    """The colours that a reader chose hold on the next page."""
    page = visit("en/index.html", color_scheme="light")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-theme-button]")
    page.click(".card a >> nth=0")
    page.wait_for_url("**/en/*/*.html")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert page.get_attribute("[data-theme-button]", "aria-pressed") == "true"


def test_parallel_text_on_desktop_and_phone(visit: Visit) -> None:
    """Two columns on a desktop, one below the other on a phone; either text can be hidden; a clause has a link."""
    row = "tr.block-clause >> nth=3"
    page = visit(PARALLEL)
    left, right = (page.locator(row).locator(f".in-{number}").bounding_box() for number in (1, 2))
    assert left
    assert right
    assert left["y"] == right["y"]
    assert right["x"] > left["x"] + left["width"] / 2

    phone = visit(PARALLEL, viewport={"width": 390, "height": 800})
    upper, lower = (phone.locator(row).locator(f".in-{number}").bounding_box() for number in (1, 2))
    assert upper
    assert lower
    assert lower["y"] >= upper["y"] + upper["height"]
    phone.check("#read-2", force=True)
    assert phone.locator(".in-1:visible").count() == 0
    assert phone.locator(".in-2:visible").count() > 50

    number = page.locator("tr.block-clause .clause > a >> nth=0")
    href = number.get_attribute("href")
    assert href
    assert page.locator(f"[id='{href[1:]}'] .clause > a >> nth=0").inner_text() == number.inner_text()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_overflows(visit: Visit, built, width: int) -> None:
    """No page is wider than the window."""
    page = visit("404.html", viewport={"width": width, "height": 900})
    wide = []
    for path in KINDS[1:]:
        page.goto(built.base.url + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)

    assert wide == []


BROKEN = """() => {
  const found = [], texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, holder = text.parentElement;
    if (!holder.checkVisibility() || !holder.closest('td, th') || holder.closest('[href^=http], .as-printed')) continue;
    if (getComputedStyle(holder).hyphens === 'auto') continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]{4,}/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter((box) => box.width > 1).map((box) => Math.round(box.top));
      if (new Set(lines).size > 1) found.push(word[0]);
    }
  }
  return found.slice(0, 5);
}"""
"""Words of tables that go on in a second line without a hyphen."""


@pytest.mark.parametrize("width", [768, 1440])
def test_no_column_is_narrower_than_its_words(visit: Visit, built, width: int) -> None:
    """The columns of a table are as wide as the longest word in them: none is broken for want of room."""
    page = visit("404.html", viewport={"width": width, "height": 900})
    broken = {}
    for path in (f"ru/{BRIEF}", "ru/overviews/russian-pharma-clusters.html", "ru-en/amendments/interstate-programmes.html"):
        page.goto(built.base.url + path)
        broken[path] = page.evaluate(BROKEN)

    assert {path: words for path, words in broken.items() if words} == {}


def test_a_letter_says_what_a_letter_says(visit: Visit) -> None:
    """On the web too it bears its requisites and no sheet on its edition, and its PDF is offered above it; it has no contents to list."""
    page = visit("ru/letters/trilateral-agreement.html")

    assert page.locator(".letter-head").count() == 1
    assert page.locator(".provenance, .contents, .contents-menu").count() == 0


def test_figures_take_the_whole_measure(visit: Visit) -> None:
    """A network is as wide as the text, in one language and where two stand side by side, and each of its nodes is drawn once."""
    for path in (f"ru/{BRIEF}", f"ru-en/{BRIEF}"):
        page = visit(path)
        drawing, text = page.locator(".plot-wide").first.bounding_box(), page.locator(".block-network").first.bounding_box()
        names = page.locator(".network .plot-wide g:has(> rect)").evaluate_all(
            "all => all.map((one) => [...one.querySelectorAll('[font-weight=bold]')].map((line) => line.textContent).join(' '))"
        )

        assert drawing
        assert text
        assert drawing["width"] > 0.98 * text["width"]
        assert len(names) == len(set(names))


def test_unknown_address_leads_home(visit: Visit, built, browser: Browser) -> None:
    """The page for addresses that do not exist works at any depth under the prefix."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(built.base.url + "no/such/deep/page.html")
    page.click("main a >> nth=0")

    assert page.url == built.base.url + "ru/index.html"
    context.close()
