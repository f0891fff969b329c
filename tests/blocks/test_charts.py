"""What charts and timelines print in each language, and what is said where one cannot be drawn honestly."""

from __future__ import annotations

import re

import pytest

from tests.blocks.example import CHARTS, FACTS, example, fragments

NBSP = "\u00a0"
ORDER = list(CHARTS)


@pytest.fixture(scope="module")
def russian() -> dict[str, str]:
    """The figures in Russian, in the order of the example."""
    return dict(zip([*ORDER, "acts", "events"], fragments(example(), "ru").values(), strict=True))


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    """The figures in English."""
    return dict(zip([*ORDER, "acts", "events"], fragments(example(), "en").values(), strict=True))


_BINDING = re.compile(r"(?<=\d)\u00a0(?=[^\W\d_])")
"""What keeps a number with the thing that it counts."""


def words(html: str, frame: str = "wide") -> list[str]:
    """Return the lines of text of one layout of a drawing."""
    svg = re.search(rf'<svg[^>]*class="plot-{frame}".*?</svg>', html, re.DOTALL)
    assert svg
    return [_BINDING.sub(" ", line) for line in re.findall(r"<text[^>]*>([^<]*)</text>", svg.group())]


def table(html: str) -> str:
    """Return the words of the table that says what the drawing shows."""
    found = re.search(r'<details class="figure-table">.*</details>', html, re.DOTALL)
    assert found
    return re.sub(r"<[^>]*>", " ", found.group()).replace(f"{NBSP}фирм", " фирм")


def title(html: str) -> str:
    """Return the words that stand for the drawing where it is not seen."""
    found = re.search(r"<title[^>]*>([^<]*)</title>", html)
    assert found
    return _BINDING.sub(" ", found.group(1))


def test_numbers_are_those_of_the_language(russian, english) -> None:
    """1 017,5 in Russian and 1,017.5 in English, with qualifier and plural, in drawing, text and table."""
    ours, theirs = f"1{NBSP}017,5 фирмы", "1,017.5 firms"

    for html, expected in ((russian["bar"], ours), (english["bar"], theirs)):
        assert expected in words(html)
        assert expected in words(html, "narrow")
        assert expected in table(html)
        assert expected in title(html)
    assert "около 420 фирм" in words(russian["bar"])
    assert "more than 600 firms" in words(english["bar"])
    assert "300–450 фирм" in words(russian["bar"])


@pytest.mark.parametrize("kind", ORDER)
def test_text_alternative_holds_every_value(russian, kind) -> None:
    """Whoever does not see the drawing gets each value from its title, which PDFs carry, and from the table."""
    values = {
        "bar": ["017,5", "420", "600", "250", "300–450", "0 фирм"],
        "dot": ["017,5", "420", "600", "250", "300–450", "0 фирм"],
        "share": ["000 фирм", "017,5", "420"],
        "series": ["200", "000", "000,5", "800", "300"],
        "line": ["21", "34", "62"],
    }[kind]

    for value in values:
        assert value in title(russian[kind])
        assert value in table(russian[kind])


def test_timeline_says_state_and_dates(russian, english) -> None:
    """Each act has its state in the drawing, and all its dates in the title and the table."""
    act = "2014"

    assert any("in force" in line or "to be verified" in line for line in words(english["acts"]))
    assert any("действует" in line or "проверки" in line for line in words(russian["acts"]))
    assert act in title(russian["acts"])
    assert act in table(russian["acts"])
    assert any("62" in line for line in words(russian["events"]))


@pytest.mark.parametrize("kind", [*ORDER, "acts", "events"])
def test_figure_names_itself(russian, kind) -> None:
    """A drawing is an image with title and description of its own; the caption has a number; no id stands twice."""
    html = russian[kind]
    named = re.findall(r'role="img" aria-labelledby="([^"]*)"', html)
    ids = re.findall(r'\bid="([^"]*)"', html)

    assert len(named) == 2
    assert set(" ".join(named).split()) == set(ids)
    assert len(ids) == len(set(ids))
    assert re.search(r'<span class="caption-number">Рисунок\u00a0\d\.</span>', html)


def test_sources_are_cited_once_each(russian) -> None:
    """Under the drawing stands each place in a source once; the note of the author comes first."""
    line = re.search(r'<p class="plot-source">(.*?)</p>', russian["bar"], re.DOTALL).group(1)

    assert line.startswith("Пояснение.")
    assert line.count('data-source="petrov2018"') == 2  # с. 7, and without a place
    assert line.count('data-source="smith2017"') == 1


def test_qualifiers_are_drawn(russian) -> None:
    """More than, less than, about and a range each have a shape and a word; a corrected fact has a star."""
    html = russian["bar"]

    assert any("стрелка" in line or "arrow" in line for line in words(html))
    assert any("штриховка" in line or "hatching" in line for line in words(html))
    assert any("рваный" in line or "torn" in line for line in words(html))


def wrong(chart: str, facts: str = FACTS) -> tuple[str, int, str]:
    """Return code, line and message of the one diagnostic that a chart gives."""
    found = [one for one in example({"wrong": chart}, facts).diagnostics if one.severity.value == "error"]
    assert len(found) == 1, [str(one) for one in found]
    assert found[0].hint
    assert found[0].place.column
    return found[0].code, found[0].place.line, found[0].message


@pytest.mark.parametrize(
    ("chart", "code", "part"),
    [
        ("{kind: bar, caption: x, facts: [firms, south.share]}", "mixed-units", "`south.share` is in `percent`"),
        ("{kind: bar, caption: x, facts: [firms]}", "too-few-values", "1 value"),
        ("{kind: bar, caption: x, facts: [firms, firms]}", "stands-twice", "stands here twice"),
        ("{kind: bar, caption: x, facts: [firms, small], highlight: [none]}", "chart-fact", "highlighted"),
        ("{kind: bar, caption: x, facts: [firms, small], whole: whole}", "chart-fact", "has no whole"),
        ("{kind: bar, caption: x, facts: [firms, 'north_jobs#2012']}", "chart-fact", "one year of a series"),
        ("{kind: share, caption: x, facts: [firms, small]}", "chart-fact", "share of what"),
        ("{kind: share, caption: x, whole: whole, facts: [firms, between]}", "chart-fact", "is a range"),
        ("{kind: share, caption: x, whole: more, facts: [firms, small]}", "parts-exceed-whole", "1017.5 + 420 = 1437.5"),
        ("{kind: series, caption: x, facts: [firms, small]}", "series-time", "both of 2016"),
        ("{kind: series, caption: x, facts: [firms, north_jobs]}", "series-time", "has no series"),
        ("{kind: bar, caption: x, facts: [below, firms]}", "chart-fact", "below zero"),
        ("{kind: series, caption: x, facts: [undated, firms]}", "series-time", "has no time"),
        ("{kind: series, caption: x, facts: [short, north_jobs]}", "series-time", "has one year"),
        ("{kind: bar, caption: x, facts: [founded, firms]}", "chart-fact", "is a year"),
    ],
)
def test_what_cannot_be_drawn_is_said_at_its_place(chart, code, part) -> None:
    """Each mistake is one diagnostic at the line of the chart, with a hint: never a drawing that misleads."""
    more = """\
below: {label: Ниже нуля, value: -5, unit: firm, as_of: 2016, source: petrov2018}
undated: {label: Без даты, value: 5, unit: firm, source: petrov2018}
short: {label: Короткий, series: {2012: 5}, unit: firm, source: petrov2018}
founded: {label: Год, value: 2012, unit: year, as_of: 2016, source: petrov2018}
"""
    found, line, message = wrong(chart, FACTS + more)

    assert found == code
    assert part in message
    assert line == 9


def test_timeline_of_events_needs_a_cluster() -> None:
    """In a document about no cluster, a timeline of events names one."""
    project = example({"wrong": "{kind: bar, caption: x, facts: [firms, small]}\n      - timeline: {caption: y, shows: events}"})
    found = [one for one in project.diagnostics if one.severity.value == "error"]

    assert [one.code for one in found] == ["no-subject"]


def test_paper_takes_the_colours_of_the_publisher() -> None:
    """What a publisher writes in tokens.css is what drawings on paper are made of."""
    tokens = example().workspace.read("templates/styles/tokens.css").decode().replace("#0a5563", "#123456")
    html = fragments(example(**{"templates/styles/tokens.css": tokens}), "ru")

    assert all('fill="#123456"' in one or 'stroke="#123456"' in one for one in html.values())
    assert not any("#0a5563" in one for one in html.values())
