"""Colours, fonts and mark have one place: what a theme or a workspace names there is seen in every kind of file, or told at its line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.start.conftest import ROOT
from toolkit.build.word.house_style import in_house_style
from toolkit.core.layers import BELOW, Layer, LayeredWorkspace, open_workspace
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project
from toolkit.render.design_tokens import PATH, coloured, design, families, night_css
from toolkit.render.stylesheets import check_font_names, check_stylesheets, stylesheet
from toolkit.site.preview_card import Card, Look, draw

SITE = "title: A\ndescription: B\npublisher: C\nsource_language: en\neditions: [en]\n"
MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4" fill="var(--accent)"/></svg>'


def written(root: Path, **files: str) -> Path:
    for name, words in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
    return root


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a workspace that names a theme of its own, and one colour besides."""
    return written(
        tmp_path,
        **{
            "content/site.yaml": f"{SITE}theme: themes/house\n",
            "themes/house/templates/styles/tokens.css": ':root { --accent: #7a1f3d; --sans: "No Such Font", sans-serif; }\n',
            "themes/house/templates/assets/logo.svg": MARK,
            "themes/house/vocabulary.yaml": "levels:\n  valley: {label: level of a valley}\n",
            PATH: ":root { --warm: #aa5500; }\n",
        },
    )


def test_each_file_comes_from_the_highest_layer_that_has_it(house: Path) -> None:
    """Templates are overlaid file by file; a file of a workspace hides that of the theme, and the theme's that of the toolkit."""
    written(
        house,
        **{
            "templates/site/home.html": "own",
            "themes/house/templates/site/home.html": "theme",
            "themes/house/templates/site/404.html": "theme",
        },
    )
    workspace = open_workspace(house)

    assert workspace.read("templates/site/home.html") == b"own"
    assert workspace.read("templates/site/404.html") == b"theme"
    assert workspace.read("templates/site/base.html") == (ROOT / "templates/site/base.html").read_bytes()
    assert workspace.shown("templates/site/404.html") == "themes/house/templates/site/404.html"
    assert {"templates/site/home.html", "templates/site/glossary.html"} <= set(workspace.list("templates/site", ".html"))
    assert "valley" in Project(workspace).library.items["levels"]


def test_tokens_are_laid_over_each_other(house: Path) -> None:
    """One colour of the workspace and one of the theme change those two; a colour of the day alone gets one for the night."""
    known = design(open_workspace(house))

    assert (known["accent"], known["warm"], known["ink"]) == ("#7a1f3d", "#aa5500", "#1b2430")
    assert known["dark-ink"] == "#e6eaee"
    assert known["dark-accent"] == "color-mix(in oklab, #7a1f3d, white 55%)"
    assert "--accent: light-dark(#7a1f3d, color-mix(in oklab, #7a1f3d, white 55%));" in night_css(known)
    assert families(known) == ("PT Serif", "No Such Font", "PT Sans Narrow")


def test_every_kind_of_file_has_the_colours_of_the_house(house: Path) -> None:
    """Stylesheet, drawing, icon, card and Word file: none has a colour of its own."""
    workspace = open_workspace(house)
    known = design(workspace)
    word = in_house_style(workspace.read("templates/word/reference.docx"), known)
    card = Image.open(
        io.BytesIO(draw(Card("Brief", "Title", "Site"), Look(known["paper"], known["ink"], known["ink-soft"], known["accent"], "PT Sans")))
    )

    assert "--accent: #7a1f3d;" in stylesheet(workspace, PATH)
    assert b'fill="#7a1f3d"' in coloured(workspace.read("templates/assets/icon.svg"), known)
    assert card.convert("RGB").getpixel((600, 9)) == (0x7A, 0x1F, 0x3D)
    styles = zipfile.ZipFile(io.BytesIO(word)).read("word/styles.xml").decode()
    assert '"7a1f3d"' in styles
    assert '"No Such Font"' in styles
    assert "0a5563" not in styles


def test_no_stylesheet_has_colours_or_fonts_of_the_house_by_itself() -> None:
    """What tokens.css gives stands nowhere else: neither by value nor, for fonts, by name."""
    shipped = design(MemoryWorkspace({PATH: (ROOT / PATH).read_bytes()}))
    values = {value.lower() for value in shipped.values() if value.startswith("#")} - {"#ffffff"}
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.suffix in (".css", ".svg", ".html") and path.name not in ("tokens.css", "preview.css"):
            words = path.read_text("utf-8").lower()
            assert [value for value in values if value in words] == [], path.name
            assert 'font-family: "pt' not in words


def test_a_reference_file_of_its_own_stays_as_it_is() -> None:
    """Whoever gives a Word file with other names of colours has chosen them."""
    data = (ROOT / "templates/word/reference.docx").read_bytes()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'name="House"', b'name="Office"'))

    assert in_house_style(out.getvalue(), {"accent": "#7a1f3d"}) == out.getvalue()
    assert in_house_style(data, design(MemoryWorkspace({PATH: (ROOT / PATH).read_bytes()}))) == data


@pytest.mark.parametrize(
    ("css", "told"),
    [
        (":root {\n  --accent: banana;\n}\n", "templates/styles/tokens.css:2:13: error[style-error]: `banana` is no value of `--accent`"),
        (
            ":root { --accent: #7a1f3d; }\np { color: var(--acent); }\n",
            "templates/styles/tokens.css:2:16: error[style-error]: no stylesheet gives `--acent`",
        ),
    ],
)
def test_a_wrong_colour_is_told_where_it_stands(tmp_path: Path, css: str, told: str) -> None:
    """In a theme it is told by the path of the theme's file, line and column."""
    written(tmp_path, **{"content/site.yaml": f"{SITE}theme: my theme\n", "house/templates/styles/tokens.css": css})
    workspace = LayeredWorkspace(tmp_path, (Layer("theme", tmp_path / "house", "house"), *open_workspace(tmp_path).below))

    assert [str(one).partition("\n")[0] for one in check_stylesheets(workspace)] == [f"house/{told}"]


def test_an_unknown_font_is_told_where_it_stands(house: Path) -> None:
    """The first font of a list that the machine does not have is a warning at line and column of the file that names it."""
    (found,) = check_font_names(open_workspace(house))

    where = "themes/house/templates/styles/tokens.css:1:37: warning[missing-font]"
    assert str(found).startswith(f"{where}: `No Such Font` is not on this machine; another font stands in")


def test_a_missing_mark_and_an_unknown_theme_are_told_where_they_stand(tmp_path: Path) -> None:
    """Both are errors at line and column of site.yaml."""
    written(tmp_path, **{"content/site.yaml": f"{SITE}logo: mark.svg\ntheme: themes/hosue\n"})
    found = {one.code: str(one).partition(":")[2].partition(" ")[0] for one in Project(open_workspace(tmp_path)).diagnostics}

    assert found["missing-image"] == "6:7:"
    assert found["unknown-theme"] == "7:8:"


def test_a_workspace_has_no_files_of_lower_layers_twice(house: Path) -> None:
    """What is stacked stands below a folder that no workspace has, the theme's before the toolkit's."""
    listed = open_workspace(house).list(BELOW, "tokens.css")

    assert listed == (f"{BELOW}/1-theme/{PATH}", f"{BELOW}/2-toolkit/{PATH}")
