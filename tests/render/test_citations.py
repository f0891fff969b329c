"""Citations are numbered over a whole edition, in order of first mention."""

from __future__ import annotations

from typing import cast

from markupsafe import Markup

from toolkit.render.citations import act_mark, blanks, collect, number, source_mark
from toolkit.render.inline import Resolver


def note(id: str, position: int) -> Markup:
    """Show what stands for an act."""
    return Markup("({}:{})").format(id, position)


def test_numbers_follow_first_mention() -> None:
    """A source keeps its number in every later fragment; acts are counted apart."""
    fragments = [source_mark("b", ""), source_mark("a", "с. 3") + act_mark("law#1"), source_mark("b", "с. 9") + act_mark("law#2")]
    cited = collect(fragments)

    html = [number(fragment, cited, note).striptags() for fragment in fragments]

    assert cited.sources == ["b", "a"]
    assert cited.notes == ["law#1", "law#2"]
    assert html == ["[1]", "[2, с. 3](law#1:1)", "[1, с. 9](law#2:2)"]


def test_run_of_sources_is_one_bracket() -> None:
    """Neighbouring citations share a bracket; the same one twice is said once."""
    run = source_mark("a", "") + " " + source_mark("b", "с. 2") + "\u00a0" + source_mark("a", "") + " word"

    html = number(run, collect([run]), note)

    assert html.striptags() == "[1; 2, с. 2] word"
    assert html.count('class="cite"') == 1


def test_one_bracket_of_works_of_both_kinds() -> None:
    """In `[@act; @book, p. 3]` the book's number stands in the bracket, and the note on the act behind it."""
    calls = [act_mark("law"), source_mark("a", "p. 3"), source_mark("b", "")]

    html = Resolver.together(cast(Resolver, None), calls)

    assert number(html, collect([html]), note).striptags() == "[1, p. 3; 2](law:1)"


def test_call_leads_to_the_list() -> None:
    """Each number is a link to the entry of the list of sources."""
    mark = source_mark("petrov2018", "с. 1")

    assert 'href="#source-petrov2018"' in number(mark, collect([mark]), note)


def test_locator_is_escaped() -> None:
    """What an author wrote as a place in a source is text."""
    mark = source_mark("a", "<b> & c")

    html = number(mark, collect([mark]), note)

    assert "<b>" not in html
    assert "&lt;b&gt; &amp; c" in html


def test_blanks_are_counted_once() -> None:
    """The same blank in two languages or two places is one."""
    blank = '<span class="blank" data-blank="{}"><small>({})</small></span>'

    assert blanks([blank.format("a", "суд"), blank.format("b", "дата"), blank.format("a", "court")]) == {"a": "суд", "b": "дата"}
