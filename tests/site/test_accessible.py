"""The site for everyone: axe-core over every page, larger text, wider spacing, the keyboard, less motion, and paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import CHROMIUM, chromium
from tests.site.test_browser import BRIEF, KINDS, PARALLEL

SLICES = 8
"""Parts of the site that axe reads apart, so that several processes share the work."""
OPTIONS = "{resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}}"
"""All rules of axe-core, and the one on the size of targets, which is off unless it is asked for."""
COLOURS = "{resultTypes: ['violations'], preload: false, runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}}"
"""The rules that look at colours: no other can say more of a page that is shown in dark, for nothing else of it changes."""
LOST = """() => {
  const wide = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  const shown = [...document.querySelectorAll('body *')]
    .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden, svg, .skip'));
  const cut = shown.filter((one) => {
    const style = getComputedStyle(one), clamped = style.webkitLineClamp !== 'none';
    return !clamped && [style.overflowX, style.overflowY].includes('hidden') &&
      (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  });
  const beside = shown.filter((one) => {
    if (one.closest('.block, .table-wrap, .network-wrap') || !one.childNodes.length) return false;
    const box = one.getBoundingClientRect();
    return box.width && (box.right > innerWidth + 1 || box.left < -1);
  });
  const name = (one) => one.outerHTML.slice(0, 90);
  return [...wide, ...cut.map((one) => 'cut: ' + name(one)), ...beside.map((one) => 'beside the window: ' + name(one))].slice(0, 5);
}"""
"""What a reader cannot reach: a page that is wider than the window, words that are cut off, or stand outside of it."""
OVERLAPPING = """() => {
  const rects = (one) => { // those of its lines: a paragraph that flows around a float has a box behind it
    const range = document.createRange();
    range.selectNodeContents(one);
    const lines = [...range.getClientRects()];
    return lines.length ? lines : [...one.getClientRects()];
  };
  const watched = 'header a, header button, header input, aside a, main h1, main h2, main p, main li > a, main label';
  const boxes = [...document.querySelectorAll(watched)]
    .filter((one) => one.checkVisibility() && !one.closest('.visually-hidden, .skip'))
    .flatMap((one) => rects(one).map((box) => [one, box])).filter(([, box]) => box.width > 2 && box.height > 2);
  const found = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < Math.min(boxes.length, i + 120); j++) {
    const [[a, x], [b, y]] = [boxes[i], boxes[j]];
    if (a.contains(b) || b.contains(a)) continue;
    const width = Math.min(x.right, y.right) - Math.max(x.left, y.left), height = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top);
    if (width > 2 && height > 5) found.push(`${a.outerHTML.slice(0, 70)} over ${b.outerHTML.slice(0, 70)}`);
  }
  return found.slice(0, 5);
}"""
"""Words, fields and buttons that stand on each other, by more than the lines of two blocks touch."""
SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    " p { margin-bottom: 2em !important }"
)
"""The spacing that WCAG 2.2, 1.4.12, lets a reader set."""

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Return a page with options of the browser; scripts of the test may run on it."""
    contexts = []

    def make(**options: object) -> Page:
        contexts.append(browser.new_context(**({"bypass_csp": True, "viewport": {"width": 1200, "height": 900}} | options)))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def run(page: Page, options: str = OPTIONS) -> list[dict[str, Any]]:
    """Return what axe, which the page has loaded, finds."""
    return page.evaluate(f"axe.run(document, {options}).then(found => found.violations)")


def violations(page: Page, axe: str) -> list[tuple[str, str, str, str]]:
    """Return what is wrong with a page in light, and with its colours in dark."""
    page.evaluate(axe)
    found = []
    for scheme, options in (("light", OPTIONS), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        found += [
            (scheme, one["id"], node["html"][:160], node["failureSummary"][:200]) for one in run(page, options) for node in one["nodes"][:2]
        ]
    return found


@pytest.mark.parametrize("part", range(SLICES))
def test_axe_finds_nothing_on_any_page(built, open_page: Open, axe: str, part: int) -> None:
    """axe-core finds no violation of WCAG 2.2 AA, nor of its best practices, on any page, in light and in dark."""
    page = open_page(viewport={"width": 1440, "height": 900})
    found = []
    for name in built.pages()[part::SLICES]:
        if name == "index.html":  # leads on at once
            continue
        page.goto(built.base.url + name)
        found += [(name, *one) for one in violations(page, axe)]

    assert found == []


@pytest.mark.parametrize("width", [390, 768])
def test_axe_finds_nothing_on_narrow_screens(built, open_page: Open, axe: str, width: int) -> None:
    """Nor on a page of every sort as a phone and a tablet show it."""
    page = open_page(viewport={"width": width, "height": 900})
    found = []
    for name in KINDS[1:]:
        page.goto(built.base.url + name)
        found += [(name, *one) for one in violations(page, axe)]

    assert found == []


def test_axe_knows_the_newest_rules(built, open_page: Open, axe: str) -> None:
    """Silence on the size of targets (2.5.8) means that they are large enough, for axe looks at it."""
    page = open_page()
    page.goto(built.base.url + "ru/index.html")
    page.evaluate(axe)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<div id=tiny><button>a</button><button>b</button></div>')"
    )
    page.add_style_tag(content="#tiny button { display: block; font-size: 4px; padding: 0; border: 0; width: 8px; height: 8px }")

    assert "target-size" in [one["id"] for one in run(page)]


def test_axe_sees_pale_words_in_dark(open_page: Open, axe: str) -> None:
    """Silence in dark means that words stand out there, for axe looks at them as they are shown."""
    page = open_page()
    style = "<style>body { background: #fff } @media (prefers-color-scheme: dark) { body { background: #222; color: #333 } }</style>"
    page.set_content(f'<html lang="en"><head><title>Pale</title>{style}</head><body><main><h1>Pale</h1></main></body></html>')

    assert [(scheme, rule) for scheme, rule, *_ in violations(page, axe)] == [("dark", "color-contrast")]


def test_twice_as_large_letters_fit_a_phone(built, browser: Browser) -> None:
    """A reader who sets letters twice as large on a phone loses nothing, and scrolls one way only."""
    large = browser.browser_type.launch(executable_path=chromium(), args=[*CHROMIUM, "--blink-settings=defaultFontSize=32"])
    page = large.new_page(viewport={"width": 390, "height": 900})
    lost = {}
    for path in KINDS[1:]:
        page.goto(built.base.url + path)
        lost[path] = page.evaluate(LOST)
    letters = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    large.close()

    assert letters > 30
    assert {path: found for path, found in lost.items() if found} == {}


def test_nothing_is_lost_at_200_percent(built, open_page: Open) -> None:
    """At a zoom of 200 % of 1280 pixels nothing is cut, stands on another thing, or makes the page scroll sideways."""
    page = open_page(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    found = []
    for name in KINDS[1:]:
        page.goto(built.base.url + name)
        found += [(name, one) for one in (*page.evaluate(LOST), *page.evaluate(OVERLAPPING))]

    assert found == []


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_lost_with_wider_spacing(built, open_page: Open, width: int) -> None:
    """With the spacing of lines, paragraphs, letters and words that a reader may set, nothing is cut or covered."""
    page = open_page(viewport={"width": width, "height": 800})
    found = []
    for name in KINDS[1:]:
        page.goto(built.base.url + name)
        page.add_style_tag(content=SPACING)
        found += [(name, one) for one in (*page.evaluate(LOST), *page.evaluate(OVERLAPPING))]

    assert found == []


@pytest.mark.parametrize("name", ["ru/index.html", f"en/{BRIEF}", PARALLEL])
def test_the_keyboard_reaches_all_and_is_seen(built, open_page: Open, name: str) -> None:
    """Tab goes through all links, fields and buttons that are shown, once and in order; each is in view, with a frame around it."""
    page = open_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page.goto(built.base.url + name)
    reachable = page.evaluate(
        "[...document.querySelectorAll('a[href], button, input:not([type=radio]), select, summary, [tabindex=\"0\"]')]"
        ".filter((one) => one.checkVisibility()).length"
    )
    seen, places = 0, []
    for _ in range(reachable + 3):
        page.keyboard.press("Tab")
        state = page.evaluate(
            "() => { const one = document.activeElement; if (one === document.body) return null; "
            "const target = one.matches('[type=radio]') ? one.nextElementSibling : one; "
            "const box = target.getBoundingClientRect(), style = getComputedStyle(target); "
            "return [one.outerHTML.slice(0, 80), one.matches('[type=radio]'), style.outlineStyle, parseFloat(style.outlineWidth), "
            "box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth, "
            "[...document.querySelectorAll('*')].indexOf(one)] }"
        )
        if state is None:
            break
        words, radio, style, outline, inside, place = state
        seen += not radio
        places.append(place)
        assert style != "none", words
        assert outline >= 2, words
        assert inside, words

    assert seen == reachable
    assert places == sorted(places)


def test_the_skip_link_leads_to_the_text(built, open_page: Open) -> None:
    """The first stop of the keyboard is the way past the navigation, and it is seen then."""
    page = open_page()
    page.goto(built.base.url + f"ru/{BRIEF}")
    page.keyboard.press("Tab")

    box = page.locator(".skip").bounding_box()
    assert box
    assert box["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_nothing_moves_for_those_who_ask(built, open_page: Open) -> None:
    """A page glides to what a link of its own leads to, and jumps for those who wish less motion, and on arrival; nothing is animated."""
    still = open_page(reduced_motion="reduce")
    moving = open_page(reduced_motion="no-preference")
    for page in (still, moving):
        page.goto(built.base.url + "ru/clusters.html")

    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert moving.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    for page in (still, moving):
        page.locator("a").first.focus()
    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert moving.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "smooth"
    assert still.evaluate("document.getAnimations().length") == 0
    durations = "[...new Set([...document.querySelectorAll('*')].map((one) => getComputedStyle(one).transitionDuration))]"
    assert still.evaluate(durations) == ["0s"]


def test_paper_has_the_text_alone(built, open_page: Open) -> None:
    """In print there is no navigation and no control, words are black on white whatever the reader chose, and no page is too wide."""
    page = open_page(color_scheme="dark", viewport={"width": 658, "height": 980})  # A4 without its margins
    found = []
    for name in KINDS[1:]:
        page.goto(built.base.url + name)
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        page.emulate_media(media="print")
        shown = ".site-head, .site-foot, .side, .skip, .reading, .table-tools, nav, form, button.theme"
        found += [(name, words) for words in page.locator(f":is({shown}):visible").evaluate_all("all => all.map((one) => one.className)")]
        colours = page.evaluate(
            "[getComputedStyle(document.body).color, getComputedStyle(document.querySelector('main p, main h1')).color]"
        )
        found += [(name, colour) for colour in colours if colour not in ("rgb(0, 0, 0)", "rgb(10, 85, 99)")]
        background = page.evaluate("[document.documentElement, document.body].map((one) => getComputedStyle(one).backgroundColor)")
        found += [(name, colour) for colour in background if colour not in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")]
        if page.evaluate("document.documentElement.scrollWidth") > 658:
            found.append((name, "too wide"))
        page.emulate_media(media="screen")

    assert found == []


def test_paper_shows_what_is_folded_on_the_screen(built, open_page: Open) -> None:
    """Reasons that a click unfolds on the screen are printed."""
    page = open_page()
    page.goto(built.base.url + "ru/recommendations.html")
    folded = page.locator(".advice details p >> nth=0")
    assert not folded.is_visible()

    page.emulate_media(media="print")
    assert folded.is_visible()


def test_what_is_lost_would_be_seen(built, open_page: Open) -> None:
    """The measures of the tests above tell of a page that is too wide, of words that are cut off, and of words on words."""
    page = open_page(viewport={"width": 640, "height": 450})
    page.goto(built.base.url + "ru/glossary.html")
    page.add_style_tag(content="h1 { width: 900px } .lead { height: 1em; overflow: hidden } dl { margin-top: -120px !important }")

    found = page.evaluate(LOST)
    assert any("is 9" in one for one in found)
    assert any(one.startswith('cut: <p class="lead"') for one in found)
    page.add_style_tag(content="h1 { margin-bottom: -3rem !important }")
    assert page.evaluate(OVERLAPPING) != []
