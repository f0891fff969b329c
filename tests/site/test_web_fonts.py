"""A site brings its fonts along: read in a browser that has none of them."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import CHROMIUM, chromium, memory
from toolkit.core.diagnostics import ContentError
from toolkit.core.fonts import installed
from toolkit.render import stylesheets
from toolkit.site import font_files
from toolkit.site.document_pages import WEB_STYLES
from toolkit.site.font_files import cut, kept, notice
from toolkit.site.web_fonts import Face, WebFonts

FIGURES = ("ru/overviews/russian-pharma-clusters.html", "en/index.html")
WORDS = "Кластер и 63 участника: Vitebsk, Қарағанды"
SHEET = "templates/styles/tokens.css"
DEJAVU = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
CUT = """() => [...document.querySelectorAll('main svg')].filter(svg => svg.getClientRects().length).flatMap(svg => {
  const edge = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(it => it.getBoundingClientRect().width).filter(it => {
    const box = it.getBoundingClientRect();
    return box.left < edge.left - 1 || box.right > edge.right + 1;
  }).map(it => it.textContent);
})"""
"""The labels of drawings that reach over their edge."""
WIDTH = """family => {
  const drawn = document.createElement('canvas').getContext('2d');
  drawn.font = `100px "${family}", monospace`;
  return drawn.measureText('%s').width;
}"""


@pytest.fixture(scope="module")
def bare(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A Chromium on a machine that has DejaVu, and no font of the site."""
    folder = Path(installed("DejaVu Sans").file).parent  # type: ignore[union-attr]
    made = tmp_path_factory.mktemp("fonts")
    (made / "fonts.conf").write_text(DEJAVU.format(folder=folder, cache=made / "cache"))
    environment = {**os.environ, "FONTCONFIG_FILE": str(made / "fonts.conf")}
    made_bare = browser.browser_type.launch(executable_path=chromium(), args=CHROMIUM, env=environment)
    yield made_bare
    made_bare.close()


def opened(browser: Browser, url: str, *, fonts: bool = True) -> Page:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    if not fonts:
        page.route("**/*.woff2", lambda route: route.abort())
    page.goto(url)
    page.evaluate("document.fonts.ready")
    return page


def fonts_of(changes: dict[str, str] | None = None, languages: tuple[str, ...] = ("ru", "en")) -> WebFonts:
    return WebFonts(memory(changes), WEB_STYLES, languages)


def face_of(fonts: WebFonts, token: str, alphabet: str) -> Face:
    return next(one for one in fonts.faces if (one.token, one.style.name, one.alphabet) == (token, "regular", alphabet))


def test_text_stands_in_its_font_where_the_reader_has_none(built, bare: Browser, browser: Browser) -> None:
    """Words are as wide on a machine without the fonts as the installed fonts set them, Kazakh ones too; and no other face is asked for."""
    page, own = opened(bare, built.base.url + FIGURES[0]), opened(browser, built.base.url + FIGURES[0])

    for token, family in (("Site Serif", "PT Serif"), ("Site Sans", "PT Sans")):
        page.evaluate("([font, words]) => document.fonts.load(font, words)", [f'100px "{token}"', WORDS])
        assert page.evaluate("([font, words]) => document.fonts.check(font, words)", [f'100px "{token}"', WORDS])
        width = WIDTH % WORDS
        assert page.evaluate(width, token) == pytest.approx(own.evaluate(width, family), rel=0.01)  # each letter is on a whole pixel here
        assert page.evaluate(width, family) != pytest.approx(own.evaluate(width, family), rel=0.1)
    loaded = page.evaluate("[...document.fonts].filter(one => one.status == 'loaded').map(one => one.family)")
    assert set(loaded) == {"Site Serif", "Site Sans"}


def test_no_label_of_a_figure_is_cut_where_the_reader_has_no_fonts(built, bare: Browser) -> None:
    """Labels of drawings, which are measured in the site's font, stay within them on a phone; without the fonts some would not."""
    assert {path: opened(bare, built.base.url + path).evaluate(CUT) for path in FIGURES} == {path: [] for path in FIGURES}
    assert opened(bare, built.base.url + FIGURES[0], fonts=False).evaluate(CUT)


def test_pages_fetch_the_fonts_of_their_letters_alone(built, bare: Browser) -> None:
    """A page names the fonts of its text at its head, all of which it uses, and asks for no alphabet that it does not show."""
    for language, others in (("en", {"cyrillic-ext", "latin-ext"}), ("ru", {"cyrillic-ext"})):
        page, asked = bare.new_page(), []
        page.on("request", lambda request, asked=asked: asked.append(request.url.rpartition("/")[2]))
        page.goto(f"{built.base.url}{language}/search.html")
        page.evaluate("document.fonts.ready")
        files = [name for name in asked if name.endswith(".woff2")]
        named = [href.rpartition("/")[2] for href in re.findall(r'rel="preload" as="font"[^>]* href="([^"]*)"', page.content())]

        assert named
        assert set(named) <= set(files)
        assert len(files) == len(set(files)) < 9
        assert not [name for name in files if name.split(".")[0].split("-", 2)[2] in others]


def test_a_font_is_cut_once_and_always_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two machines, or two runs, make the same bytes; what was cut is not cut again; other letters get another name."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    face = face_of(fonts_of(), "sans", "cyrillic")
    first = kept(face)
    monkeypatch.setattr(font_files, "cut", lambda face: pytest.fail("cut again"))

    assert kept(face) == first == cut(face)
    assert first.startswith(b"wOF2")
    assert len(first) < 12_000
    assert replace(face, points=face.points[1:]).path != face.path
    assert fonts_of().answer() == fonts_of().answer() != fonts_of(languages=("en",)).answer()


def test_a_site_brings_the_alphabets_of_its_languages() -> None:
    """A site in English has no Cyrillic file, one in Kazakh has the letters that Russian lacks; punctuation is always there."""

    def letters(languages: tuple[str, ...]) -> set[int]:
        return {point for one in fonts_of(languages=languages).faces for point in one.points}

    assert ord("Ж") not in letters(("en",))
    assert {ord(sign) for sign in "Қәң№«»—…"} <= letters(("kk",))
    assert {one.token for one in fonts_of().faces} == {"serif", "sans"}
    assert {one.style.name for one in fonts_of().faces} == {"regular", "bold", "italic", "bold-italic"}


def test_a_theme_with_other_fonts_brings_those() -> None:
    """The first font of the list that the machine has is served, in its place in the list: before it stand those that readers may have."""
    fonts = fonts_of({SHEET: ':root { --serif: Georgia, "DejaVu Serif", serif; --sans: "PT Sans", sans-serif; --ink: #000; }'})

    assert {one.family for one in fonts.faces if one.token == "serif"} == {"DejaVu Serif"}
    assert '--serif: Georgia, "Site Serif", "Site Serif Fallback", "DejaVu Serif", serif;' in fonts.css
    assert fonts_of({SHEET: ":root { --serif: Georgia, serif; --sans: sans-serif; }"}).css == ""


def test_licences_go_with_the_fonts() -> None:
    """The notice names each font, whose it is and on which terms, the licence of ParaType in full; the files bear no name of the font."""
    from fontTools.ttLib import TTFont

    fonts = fonts_of()
    words = notice(fonts.faces).decode()
    assert "PT Serif Bold Italic" in words
    assert "Copyright © 2009 ParaType Ltd." in words
    assert "You may not distribute modified version of the font under the Original name" in words
    names = TTFont(io.BytesIO(cut(face_of(fonts, "serif", "latin"))))["name"]
    assert [names.getDebugName(number) for number in (1, 4)] == ["Site Serif", "Site Serif regular"]
    assert "ParaType" in names.getDebugName(0)
    assert "ParaType Free Font License" in names.getDebugName(13)


def test_a_font_that_is_not_free_stays_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font whose table OS/2 does not let anyone embed it is told at its line and not served: the next of the list is."""
    closed = tmp_path / "closed.ttf"
    real = installed("PT Serif")
    assert real
    data = bytearray(Path(real.file).read_bytes())
    at = data.index(b"OS/2")
    offset = int.from_bytes(data[at + 8 : at + 12], "big")
    data[offset + 8 : offset + 10] = (8).to_bytes(2, "big")
    closed.write_bytes(data)
    font = replace(real, file=str(closed))
    found = lambda family, style="": font if family == "PT Serif" else installed(family, style)  # noqa: E731
    monkeypatch.setattr("toolkit.site.web_fonts.installed", found)
    monkeypatch.setattr("toolkit.core.fonts.installed", found)
    sheet = ':root {\n  --serif: "PT Serif", "DejaVu Serif";\n  --sans: "PT Sans"; }'

    told = [str(one) for one in stylesheets.check_font_names(memory({SHEET: sheet}))]
    assert [words.split(": ")[1] for words in told] == ["warning[font-not-embeddable]"]
    assert told[0].startswith(f"{SHEET}:2:13: ")
    assert {one.family for one in fonts_of({SHEET: sheet}).faces if one.token == "serif"} == {"DejaVu Serif"}


def test_a_damaged_font_is_told(tmp_path: Path) -> None:
    """A font that cannot be cut is one line, not a traceback."""
    face = face_of(fonts_of(), "sans", "latin")
    shutil.copy(face.font.file, tmp_path / "half.ttf")
    (tmp_path / "half.ttf").write_bytes(Path(face.font.file).read_bytes()[:3000])

    with pytest.raises(ContentError) as told:
        cut(replace(face, font=replace(face.font, file=str(tmp_path / "half.ttf"))))
    assert "font-unusable" in str(told.value)
