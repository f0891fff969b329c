"""A workspace with a figure of every kind: what `docs` tells of, drawn from facts of the small workspace."""

from __future__ import annotations

from tests.conftest import RUSSIAN, memory
from toolkit.project import Project

FACTS = """\
firms: {label: Крупные предприятия фармацевтической отрасли, value: 1017.5, unit: firm, as_of: 2016, source: petrov2018, locator: с. 7}
small: {label: Малые предприятия, value: 420, unit: firm, qualifier: about, as_of: 2016, source: petrov2018, locator: с. 7}
more: {label: Участники, value: 600, unit: firm, qualifier: more-than, as_of: 2018, source: smith2017}
fewer: {label: Стартапы, value: 250, unit: firm, qualifier: less-than, as_of: 2017-05, source: petrov2018}
between: {label: Поставщики, value: 300, to: 450, unit: firm, as_of: 2016, source: petrov2018}
none: {label: Компании из Казахстана, value: 0, unit: firm, as_of: 2016, source: petrov2018}
whole: {label: Все участники, value: 2000, unit: firm, as_of: 2016, source: petrov2018}
north_jobs: {label: Северный кластер, series: {2012: 1200, 2014: 4000, 2016: 9000.5}, unit: firm, source: petrov2018}
south_jobs: {label: Южный кластер, series: {2013: 800, 2016: 2300}, unit: firm, source: petrov2018}
in_2012: {label: Участники в 2012 году, value: 21, unit: firm, as_of: 2012, source: petrov2018}
in_2015: {label: Участники в 2015 году, value: 34, unit: firm, as_of: 2015, source: petrov2018}
in_2018: {label: Участники в 2018 году, value: 62, unit: firm, qualifier: more-than, as_of: 2018, source: petrov2018}
"""
UNIT = """\
firm:
  forms:
    exact: {one: "{n} firm", other: "{n} firms"}
    about: {one: "about {n} firm", other: "about {n} firms"}
    more-than: {one: "more than {n} firm", other: "more than {n} firms"}
    less-than: {one: "fewer than {n} firm", other: "fewer than {n} firms"}
year:
  grouped: false
  forms:
    exact: {one: "{n}", other: "{n}"}
"""
CHARTS = {
    "bar": "{kind: bar, caption: Столбцы, facts: [firms, small, more, fewer, between, none], highlight: [more], note: Пояснение.}",
    "dot": "{kind: dot, caption: Точки, order: falling, facts: [firms, small, more, fewer, between, none]}",
    "share": "{kind: share, caption: Доли, whole: whole, facts: [firms, small]}",
    "series": "{kind: series, caption: Ряды, facts: [north_jobs, south_jobs], highlight: [north_jobs]}",
    "line": "{kind: series, caption: Ряд, facts: [in_2012, in_2015, in_2018]}",
}
TIMELINES = {
    "acts": "{caption: Акты, scope: library}",
    "events": "{caption: События, shows: events, cluster: north}",
}
NUMBERS = 'msgctxt "units.firm.forms.{form}"\nmsgid "{one}"\nmsgid_plural "{other}"\nmsgstr[0] "{a}"\nmsgstr[1] "{b}"\nmsgstr[2] "{c}"\n'
FORMS = (
    ("exact", "{n} firm", "{n} firms", "{n} фирма", "{n} фирмы", "{n} фирм"),
    ("about", "about {n} firm", "about {n} firms", "около {n} фирмы", "около {n} фирм", "около {n} фирм"),
    ("more-than", "more than {n} firm", "more than {n} firms", "более {n} фирмы", "более {n} фирм", "более {n} фирм"),
    ("less-than", "fewer than {n} firm", "fewer than {n} firms", "менее {n} фирмы", "менее {n} фирм", "менее {n} фирм"),
)
HEADER = """\
msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

"""


def example(charts: dict[str, str] | None = None, facts: str = FACTS, **changes: str) -> Project:
    """Return the project: one brief with the charts and both timelines, a block each."""
    blocks = "".join(f"      - chart: {words}\n" for words in (CHARTS if charts is None else charts).values())
    blocks += "".join(f"      - timeline: {words}\n" for words in TIMELINES.values()) if charts is None else ""
    brief = "kind: brief\ntitle: Рисунки\ndate: 2026-11-16\nas_of: 2026-11-01\noutline:\n  - section: figures\n    title: Рисунки\n"
    units = memory().read("content/units.yaml").decode() + UNIT
    catalog = HEADER + "\n".join(
        NUMBERS.replace("{form}", form)
        .replace("{one}", one)
        .replace("{other}", other)
        .replace("{a}", a)
        .replace("{b}", b)
        .replace("{c}", c)
        for form, one, other, a, b, c in FORMS
    )
    files = {
        "content/facts.yaml": facts,
        "content/units.yaml": units,
        "content/documents/briefs/figures.yaml": f"{brief}    blocks:\n{blocks}",
        "locales/ru/LC_MESSAGES/content.po": catalog,
    }
    return Project(memory(files | changes))


def fragments(project: Project, language: str, document: str = "briefs/figures") -> dict[str, str]:
    """Return the HTML of the figures of a document by the ids of their blocks."""
    publication = next(one for one in project.publications if one.id == document)
    made = project.fragments(publication, language)
    return {block.id: str(made.block(block).html) for block in project.outline(publication).blocks() if block.name in ("chart", "timeline")}


__all__ = ["CHARTS", "FACTS", "RUSSIAN", "TIMELINES", "example", "fragments"]
