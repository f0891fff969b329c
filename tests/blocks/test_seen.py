"""Figures as readers see them: in Chromium, wide and on a phone, no words meet and none leave; in grey they still tell apart."""

from __future__ import annotations

import re
from functools import cache

import pytest
from playwright.sync_api import Browser

from tests.blocks.example import example, fragments
from tests.conftest import REPOSITORY
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project
from toolkit.render.design_tokens import tokens
from toolkit.render.stylesheets import stylesheet
from toolkit.site.document_pages import WEB_STYLES

STYLES = REPOSITORY / "templates" / "styles"
MEASURE = """() => {
  const faults = [];
  for (const svg of document.querySelectorAll("figure.drawn svg:not(.legend-line)")) {
    if (svg.getClientRects().length === 0) continue;
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()]);
    for (const [words, box] of texts)
      if (box.left < frame.left - 0.5 || box.right > frame.right + 0.5
          || box.top < frame.top - 0.5 || box.bottom > frame.bottom + 0.5)
        faults.push(`outside: ${words}`);
    // The box of a text is as high as its font asks; letters take less: some pixels of two boxes may be shared.
    texts.forEach(([one, a], at) => texts.slice(at + 1).forEach(([other, b]) => {
      if (a.left < b.right && b.left < a.right && a.top + 2.5 < b.bottom - 2.5 && b.top + 2.5 < a.bottom - 2.5)
        faults.push(`${one} × ${other}`);
    }));
    const smallest = Math.min(...texts.map(([, box]) => box.height));
    if (smallest < 13) faults.push(`small: ${smallest}`);
    if (frame.right > document.documentElement.clientWidth + 0.5) faults.push("wider than the page");
  }
  const drawn = [...document.querySelectorAll("figure.drawn svg:not(.legend-line)")].filter(svg => svg.getClientRects().length).length;
  return [drawn, document.querySelectorAll("figure.drawn").length, faults];
}"""


@cache
def shipped() -> Project:
    """Return the shipped workspace."""
    return Project(DiskWorkspace(REPOSITORY))


def with_figures() -> list[str]:
    """Return the shipped documents that have a figure."""
    blocks = {one.id: {block.name for block in shipped().outline(one).blocks()} for one in shipped().publications}
    return [id for id, names in blocks.items() if names & {"chart", "timeline", "network"}]


def page(figures: dict[str, str], more: str = "") -> str:
    """Return a page with the styles of the site."""
    css = "\n".join(stylesheet(shipped().workspace, f"templates/styles/{name}.css") for name in WEB_STYLES)
    body = f'<main id="main">{"".join(figures.values())}</main>'
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>{css}{more}</style>'
    frame = f'<div class="page page-document"><aside class="side"></aside>{body}</div>'
    return f'<!doctype html><html lang="ru"><head>{head}</head><body>{frame}</body></html>'


@pytest.mark.parametrize("wide", [1280, 360])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("document", [*with_figures(), "example"])
def test_no_words_meet(browser: Browser, document: str, language: str, wide: int) -> None:
    """In every figure that is shipped each text stands free, inside its drawing, large enough to read; one layout is shown."""
    figures = fragments(example(), language) if document == "example" else fragments(shipped(), language, document)
    tab = browser.new_page(viewport={"width": wide, "height": 900})
    tab.set_content(page(figures))

    shown, there, faults = tab.evaluate(MEASURE)
    tab.close()

    assert faults == []
    assert shown == there > 0 or "figure" not in "".join(figures.values())


@pytest.mark.parametrize("wide", [1280, 360])
def test_words_have_room_in_another_font(browser: Browser, wide: int) -> None:
    """Where PT Sans is not at hand, the reserve of the layout holds what Noto Sans or Arial takes more."""
    tab = browser.new_page(viewport={"width": wide, "height": 900})
    tab.set_content(page(fragments(example(), "ru"), ':root { --sans: "Liberation Sans", "Noto Sans", Arial !important; }'))

    _, _, faults = tab.evaluate(MEASURE)
    tab.close()

    assert [fault for fault in faults if not fault.startswith("outside")] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_reaches_drawings(browser: Browser, theme: str) -> None:
    """A drawing has the colours of the page, in light and dark."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme=theme)
    tab.set_content(page(fragments(example(), "ru")))
    accent, bar, ink, label = tab.evaluate(
        """() => {
          const probe = document.createElement("i"); document.body.append(probe);
          const color = name => { probe.style.color = `var(--${name})`; return getComputedStyle(probe).color };
          return [color("accent"), getComputedStyle(document.querySelector(".plot .f-accent")).fill,
                  color("ink"), getComputedStyle(document.querySelector(".plot text.f-ink")).fill];
        }"""
    )
    tab.close()

    assert (bar, label) == (accent, ink)


def colours() -> dict[str, dict[str, str]]:
    """Return the colours of both themes by name."""
    light = dict(tokens((STYLES / "tokens.css").read_text("utf-8")))
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\)", (STYLES / "web.css").read_text("utf-8"))
    return {"light": light, "dark": light | {name: dark for name, _, dark in pairs}}


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)] if len(digits) == 6 else [int(digit * 2, 16) / 255 for digit in digits]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def looks() -> dict[str, tuple[str, str, float, str]]:
    """Return fill, stroke, width and dashes by role, as the template has them."""
    words = (REPOSITORY / "templates/components/plot.html").read_text("utf-8")
    found = re.findall(r'"([a-z0-9-]+)": \("([a-z-]*)", "([a-z-]*)", ([\d.]+), "([\d. ]*)"\)', words)
    return {role: (fill, stroke, float(wide), dash) for role, fill, stroke, wide, dash in found}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_shapes_stand_out_in_grey(theme: str) -> None:
    """What carries meaning has 3 : 1 against the page, by its fill or its outline; lines of the grid carry none."""
    named, paper = colours()[theme], colours()[theme]["paper"]
    weak = [
        role
        for role, (fill, stroke, *_) in looks().items()
        if role not in ("grid", "halo", "stem")
        if max((contrast(named[name], paper) for name in (fill, stroke) if name), default=0) < 3
    ]

    assert len(looks()) > 20
    assert weak == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neighbours_differ_in_lightness_or_pattern(theme: str) -> None:
    """Fills that may touch, as a highlighted bar beside a light one, differ by 3 : 1 or one of them is a pattern."""
    named, found = colours()[theme], looks()

    for one, other in (("solid", "light"), ("solid", "whole"), ("dot", "ring"), ("solid", "halo")):
        assert contrast(named[found[one][0]], named[found[other][0]]) >= 3, (one, other)
    assert not found["hatch"][0]
    assert not found["hatch-soft"][0]
    dashes = {found[role][3] for role in found if role.startswith("curve-strong")}
    assert len(dashes) == 4
