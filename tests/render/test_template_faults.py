"""Templates and stylesheets: whatever one of them does wrong is a diagnostic at its line, and never an exception of the program."""

from __future__ import annotations

import pytest

from tests.conftest import memory
from toolkit.core.diagnostics import ContentError, Place
from toolkit.core.workspace import MemoryWorkspace
from toolkit.language.catalogs import Catalog
from toolkit.language.localizer import Localizer
from toolkit.render.fragments import Templates
from toolkit.render.stylesheets import LARGEST, check_stylesheets
from toolkit.render.template_faults import check_assets, check_templates

USED_AT = Place("content/documents/a.yaml", 3, 5)


def fault(words: str | bytes, **beside: str) -> str:
    """Return what is said of a template that content asks for on a line of its own."""
    data = words if isinstance(words, bytes) else words.encode()
    files = {"templates/t.html": data, **{f"templates/{name}.html": part.encode() for name, part in beside.items()}}
    templates = Templates(MemoryWorkspace(files), Localizer.of("en", Catalog("en")))

    with pytest.raises(ContentError) as raised:
        templates.render("t.html", USED_AT, it={"a": 1}, none=None)

    (found,) = raised.value.diagnostics
    assert found.hint
    return f"{found.place} {found.code}"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("<p>\n{{ 1 / 0 }}", "templates/t.html:2:1 template-error"),
        ("<p>\n{{ 1 % 0 }}", "templates/t.html:2:1 template-error"),
        ("{{ it.b.c }}", "templates/t.html:1:7 template-error"),
        ("\n{{ nobody }}", "templates/t.html:2:4 template-error"),
        ("\n{{ none() }}", "templates/t.html:2:1 template-error"),
        ("\n{{ 'x'.join(1) }}", "templates/t.html:2:1 template-error"),
        ("\n{{ it|nofilter }}", "templates/t.html:2:1 template-syntax"),
        ("\n{% if %}", "templates/t.html:2:1 template-syntax"),
        ("\n{% include 't.html' %}", "templates/t.html:2:1 template-error"),
        ("\n{% include 'gone.html' %}", "templates/t.html:2:1 missing-template"),
        ("\n{% extends 'gone.html' %}", "templates/t.html:2:1 missing-template"),
        ("\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "templates/t.html:2:1 template-error"),
        ("\n{% for i in range(1000000000) %}x{% endfor %}", "templates/t.html:2:1 template-error"),
        ("\n{{ ''.__class__.__mro__ }}", "templates/t.html:2:1 template-error"),
        ("\n{{ token('nocolour') }}", "templates/styles/tokens.css style-error"),
        ("строка\n{# \udcff #}".encode("utf-8", "surrogateescape"), "templates/t.html:2:4 encoding"),
        ("краска".encode("cp1251"), "templates/t.html:1:1 encoding"),
    ],
)  # fmt: skip
def test_what_a_template_does_wrong_is_told_at_its_line(words: str | bytes, said: str) -> None:
    """Division by nought, circles, lost parts, bytes of another encoding, the inside of Python: one boundary for all of them."""
    assert fault(words) == said


def test_a_lost_part_is_told_where_it_is_asked_for() -> None:
    """The line is that of the template which includes, however deep it stands."""
    assert fault("{% include 'b.html' %}", b="\n\n{% include 'gone.html' %}") == "templates/b.html:3:1 missing-template"


def test_a_template_that_content_asks_for_is_told_there() -> None:
    """When nothing includes it, the place is that of the content."""
    templates = Templates(MemoryWorkspace({}), Localizer.of("en", Catalog("en")))

    with pytest.raises(ContentError) as raised:
        templates.render("documents/memo.html", USED_AT)

    assert raised.value.diagnostics[0].place == USED_AT


STYLE = "templates/styles/site.css"


@pytest.mark.parametrize(
    ("path", "words", "said"),
    [
        (STYLE, "a { color: red }\n}\nb { color: red }", "site.css:2:1 style-error"),
        (STYLE, "a {\n  color: red", "site.css:1:1 style-error"),
        (STYLE, "a { color: red }\n@import url(x.css);", "site.css:2:1 style-error"),
        (STYLE, "a { color: red }\n@import 'https://example.org/x.css';", "site.css:2:1 style-error"),
        (STYLE, "a {\n background: url(https://example.org/x.png) }", "site.css:2:1 style-error"),
        (STYLE, "a {\n colour red; }", "site.css:2:1 style-error"),
        (STYLE, "/* " + "x" * 9_000 + " */", "site.css:1:1 too-large"),
        (STYLE, "a { color: red }\n" * (LARGEST // 16), "site.css too-large"),
        ("templates/styles/tokens.css", ":root {\n --accent: banana; }", "tokens.css:2:12 style-error"),
        ("templates/styles/tokens.css", ":root {\n --accent: #12345; }", "tokens.css:2:12 style-error"),
        ("templates/styles/tokens.css", ":root {\n --accent: ; }", "tokens.css:2:2 style-error"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_stylesheet_is_told_at_its_line(path: str, words: str, said: str) -> None:
    """Browsers and WeasyPrint pass over what they cannot read, and the page is made without it."""
    (found,) = check_stylesheets(MemoryWorkspace({path: words.encode()}))

    assert f"{found.place}".removeprefix("templates/styles/") + f" {found.code}" == said


def test_a_stylesheet_of_another_encoding_is_told() -> None:
    """A comment in Windows-1251 is told at its line."""
    (found,) = check_stylesheets(MemoryWorkspace({STYLE: "a { }\n/* краска */".encode("cp1251")}))

    assert (found.code, found.place) == ("encoding", Place(STYLE, 2, 4))


def test_shipped_templates_styles_and_scripts_are_right() -> None:
    """What is shipped passes what others' themes are asked."""
    workspace = memory()

    assert [*check_templates(workspace), *check_stylesheets(workspace), *check_assets(workspace)] == []


@pytest.mark.parametrize("name", ["cover.png", "Cover.JPG", "map.svg"])
def test_an_image_of_megabytes_beside_the_pages_is_told(name: str) -> None:
    """A picture of a theme is held to the same size as one of content, and told by its own path."""
    path = f"templates/assets/{name}"
    (found,) = check_assets(MemoryWorkspace({path: b"x" * 2_000_001}))

    assert (found.code, found.place) == ("image-too-large", Place(path))
