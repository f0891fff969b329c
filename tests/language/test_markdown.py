"""Markdown of content becomes HTML; the toolkit's own marks are filled; what it may not hold is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from toolkit.language.markdown import block, citations, faults, inline, references


class Marks:
    """Shows what each mark asks for."""

    def placeholder(self, name: str, form: str) -> Markup:
        return escape(f"<{name}|{form}>")

    def citation(self, id: str, part: str, locator: str) -> Markup:
        return escape(f"[{id}|{part}|{locator}]")

    def together(self, calls: Sequence[Markup]) -> Markup:
        return Markup("+").join(calls)

    def reference(self, id: str, form: str) -> Markup:
        return escape(f"→{id}|{form}")


@pytest.mark.parametrize(
    ("words", "html"),
    [
        ("{kaluga.participants}", "&lt;kaluga.participants|&gt;"),
        ("{party_a:gen}", "&lt;party_a|gen&gt;"),
        ("[@src2018, с. 62]", "[src2018||с. 62]"),
        ("[@a, с. 3; @b#art_2; @c]", "[a||с. 3]+[b|art_2|]+[c||]"),
        ("[@a, с. 3; с. 5]", "[a||с. 3; с. 5]"),
        ("закон[@ru-law#art_2]", "закон[ru-law|art_2|]"),
        ("см. [](#disputes:prep)", "см. →disputes|prep"),
        ("[](#evidence.comparison-2)", "→evidence.comparison-2|"),
        ("*курсив* и **жирно**", "<em>курсив</em> и <strong>жирно</strong>"),
        ("[сайт](https://example.org/)", '<a href="https://example.org/">сайт</a>'),
        ("a < b & c", "a &lt; b &amp; c"),
        ("[сюда](javascript:alert)", "[сюда](javascript:alert)"),
        ("[x](data:text/html,y) <vbscript:z>", "[x](data:text/html,y) &lt;vbscript:z&gt;"),
        ("`{code}`", "<code>{code}</code>"),
    ],
)
def test_inline(words: str, html: str) -> None:
    """Each mark asks the resolver; everything else is CommonMark, escaped."""
    assert inline(words, Marks()) == html


def test_list_is_a_block() -> None:
    """A paragraph is one, a list is one."""
    assert block("- раз\n- два", Marks()) == "<ul>\n<li>раз</li>\n<li>два</li>\n</ul>"
    assert block("раз", Marks()) == "<p>раз</p>"


@pytest.mark.parametrize(
    ("words", "code", "at"),
    [
        ("<b>x</b>", "html-in-prose", "<b>"),
        ("x <br/> y", "html-in-prose", "<br/>"),
        ("<!-- x -->", "html-in-prose", "<!--"),
        ("a &nbsp; b", "html-in-prose", "&nbsp;"),
        ("[x](javascript:alert)", "unsafe-link", "javascript:alert"),
        ("[x](JavaScript:alert)", "unsafe-link", "JavaScript:alert"),
        ("[x](data:text/html,y)", "unsafe-link", "data:text/html,y"),
        ("[x](/relative)", "unsafe-link", "/relative"),
        ("[x][1]\n\n[1]: javascript:y", "unsafe-link", "javascript:y"),
        ("<javascript:alert>", "html-in-prose", "<javascript:alert>"),
        ("всего {north-x.participants}", "broken-mark", "{north-x.participants}"),
        ("{ north.participants }", "broken-mark", "{ north.participants }"),
        ("*{кластер.число}*", "broken-mark", "{кластер.число}"),
        ("{party_a:Gen}", "broken-mark", "{party_a:Gen}"),
        ("x [@a; см. @b].", "broken-mark", "[@a; см. @b]"),
        ("x [см. @a, с. 3].", "broken-mark", "[см. @a, с. 3]"),
        ("x [-@a].", "broken-mark", "[-@a]"),
        ("x [@a, с. 3, @b].", "broken-mark", "[@a, с. 3, @b]"),
        ("x [@Petrov2018]", "broken-mark", "[@Petrov2018]"),
        ("x [@act#art-5]", "broken-mark", "[@act#art-5]"),
        ("x [@book, с. 3", "broken-mark", "[@book, с. 3"),
        ("см. [](#talks:accus)", "unknown-value", ":accus)"),
        ("{a.b#2020}", "broken-mark", "{a.b#2020}"),
        ("{a.b!r}", "broken-mark", "{a.b!r}"),
        ("{0}", "broken-mark", "{0}"),
        ("{}", "broken-mark", "{}"),
        ("{a, b}", "broken-mark", "{a, b}"),
        ("{% if x %}", "broken-mark", "{% if x %}"),
        ("{{ 1/0 }}", "broken-mark", "{{ 1/0 }}"),
        ("слова {.класс}", "broken-mark", "{.класс}"),
        ("# x", "markdown-block", "# x"),
        ("слова\n# x", "markdown-block", "# x"),
        ("Слова\n=====", "markdown-block", "Слова"),
        ("![x](y.png)", "markdown-block", "x"),
        ("> x", "markdown-block", "> x"),
        ("```\nx\n```", "markdown-block", "```"),
        ("---", "markdown-block", "---"),
    ],
)
def test_faults(words: str, code: str, at: str) -> None:
    """HTML, unsafe links and blocks that no template lays out are refused, with the words at fault."""
    found = faults(words)

    assert code in [one.code for one in found]
    assert at in [one.words for one in found]
    assert all(one.hint for one in found)


@pytest.mark.parametrize("words", [r"\{north-x.y\} \[@a; @b\]", "`{north-x}`", r"\{а, б}", "имя@узел.рф [имя@узел.рф]", r"C:\\data"])
def test_signs_that_are_meant_are_no_fault(words: str) -> None:
    """A brace or a bracket after a backslash, in code, or around no name is text."""
    assert faults(words) == ()


@pytest.mark.parametrize("words", ["a < b > c", "5 < 6", "AT&T & co", "[x](https://a.b/c?d=e&f=g)", "[x](mailto:a@b.c)", "2 * 3 * 4"])
def test_no_faults(words: str) -> None:
    """Signs that only look like markup are text."""
    assert faults(words) == ()


def test_marks_are_found() -> None:
    """Citations and cross-references can be listed without rendering."""
    words = "a [@x, с. 1] b [@y#z] [](#q:gen)"

    assert [(one.id, one.part, one.locator) for one in citations(words)] == [("x", "", "с. 1"), ("y", "z", "")]
    assert list(references(words)) == ["q"]


@given(st.text("ab<>&\"'[](){}@#*_`:/.jsJ \n", max_size=40))
def test_no_text_makes_a_script(words: str) -> None:
    """Whatever is written, a text without faults gives no element but those of Markdown, and no address but a safe one."""
    if faults(words):
        return
    html = str(inline(words, Marks()))

    assert "<script" not in html
    assert 'href="javascript' not in html.lower()


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("| 1 | Предприятие | |---|---| | 2 | Вуз |", "a table"),
        ("| а | б |\n|---|---|\n| 1 | 2 |", "a table"),
        ("См. сноску.^[вот]", "a footnote"),
        ("Формула $$E=mc^2 проста.", "a formula"),
        ("~~Старое~~ новое", "struck-out text"),
        ("==Важно==", "marked text"),
        ("- [ ] сделать", "a list of tasks"),
        ("{members без конца", "no placeholder"),
        ("[слова][1]", "elsewhere"),
        ("[1]: https://example.org/", "apart from its words"),
        ("[слова] (https://example.org/)", "a space"),
        ("[слова](https://example.org/a b)", "cannot be read"),
        ("[[страница]]", "a wiki"),
        ("Слово\n: значение", "a definition"),
        ("*[ООН]: Организация", "spelt out"),
        ("строка\\ другая", "a backslash"),
        (r"\cite", "a backslash"),
        ("слово *важно", "never closed"),
        ("**важно", "never closed"),
        ("12 м^3", "never closed"),
        ("$x_i и так", "never closed"),
        ("• раз", "marks of its own"),
        ("2015--2020", "hyphens"),
        ("{++новое++}", "a tracked change"),
    ],
)
def test_marks_of_other_markdown_are_faults(words: str, named: str) -> None:
    """What would be printed as it is typed is told once, with what to write instead."""
    (found,) = faults(words)

    assert named in found.message
    assert found.hint


@pytest.mark.parametrize(
    "words",
    [
        "от $5 до $6",
        "а | б",
        "2^n и n_1",
        "a~b",
        "\\[^1]",
        "5 == 6",
        "\\~~а\\~~",
        "`a|b|c`",
        "[так] […]",
        "C++ и D++",
        "2*3 * 4",
        "Имя ____",
        "`a`: б, `в`: г",
    ],
)
def test_signs_of_running_text_are_no_marks(words: str) -> None:
    """Prices, alternatives and comparisons stay as they are typed."""
    assert faults(words) == ()
