"""Facts: what contradicts, does not add up or is stale is found; what follows from others is computed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from toolkit.content.derive import compute
from toolkit.content.facts import Derivation
from toolkit.content.records import Source
from toolkit.content.values import FactRef
from toolkit.core.workspace import MemoryWorkspace
from toolkit.outline.addresses import NO_BASE
from toolkit.project import Project
from toolkit.render.bibliography import reference
from toolkit.site.catalogue import Catalogue
from toolkit.site.open_data import rows
from toolkit.site.registers import Asked, sources

PLAIN = "{label: Доля, value: 5, unit: percent, source: report}"


def with_facts(content, *lines):
    """Return the small workspace with more facts in its cluster."""
    alpha = content["clusters/alpha.yaml"]
    return {"clusters/alpha.yaml": alpha.replace("legal_bases:", "".join(f"  {line}\n" for line in lines) + "legal_bases:")}


def general(*lines):
    """Return a file of facts that belong to no cluster."""
    return {"facts.yaml": "".join(f"{line}\n" for line in lines)}


def found(project):
    return [(one.code, one.place.line, one.message) for one in project.diagnostics]


def test_fact_without_source_is_refused(small, content):
    """No figure enters without a source."""
    project = Project(small(with_facts(content, "others: {label: Прочие, value: 3, unit: member}")))

    assert [code for code, *_ in found(project)] == ["missing-key"]
    assert "no figure without a source" in project.diagnostics[0].message


@pytest.mark.parametrize(
    ("second", "codes"),
    [
        ("value: 64, unit: member, as_of: 2016", ["contradicting-facts"]),
        ("value: 64, unit: member", ["contradicting-facts"]),
        ("value: 64, unit: member, as_of: 2016-05", ["contradicting-facts"]),
        ("value: 64, unit: member, as_of: 2017", []),
        ("value: 60, unit: member, as_of: 2016, qualifier: more-than", []),
        ("value: 60, to: 70, unit: member, as_of: 2016", []),
        ("value: 64, unit: percent, as_of: 2016", []),
        ("value: 64, unit: member, as_of: 2016, differs_from: {fact: alpha.members, reason: Другой подсчёт.}", []),
        ("value: 64, unit: member, as_of: 2016, supersedes: {fact: alpha.members, reason: Новый подсчёт.}", []),
    ],
)
def test_contradiction_is_two_values_of_one_matter_at_one_time(small, content, second, codes):
    """Facts of one label, unit and time contradict unless their bounds overlap or one says why it differs."""
    line = f"again: {{label: Участники (по отчёту), {second}, source: book}}"

    assert [code for code, *_ in found(Project(small(with_facts(content, line))))] == codes


@pytest.mark.parametrize(("value", "codes"), [("100", []), ("100.5", ["percentage-range"]), ("-1", ["percentage-range"])])
def test_percentage_lies_between_0_and_100(small, content, value, codes):
    """A share outside 0 to 100 is a mistake."""
    project = Project(small(with_facts(content, PLAIN.replace("value: 5", f"value: {value}").join(("share: ", "")))))

    assert [code for code, *_ in found(project)] == codes


@pytest.mark.parametrize(("public", "codes"), [("3", []), ("4", ["parts-do-not-add-up"])])
def test_parts_add_up_to_the_total(small, content, public, codes):
    """Companies, universities and public bodies add up to the members of a cluster."""
    changes = with_facts(
        content,
        "firms: {label: Компании, value: 50, unit: member, source: book}",
        "universities: {label: Вузы, value: 10, unit: member, source: book}",
        f"public: {{label: Органы власти, value: {public}, unit: member, source: book}}",
    )
    alpha = changes["clusters/alpha.yaml"]
    changes["clusters/alpha.yaml"] = alpha.replace("as_of: 2016,", "as_of: 2016, parts: [alpha.firms, alpha.universities, alpha.public],")

    assert [code for code, *_ in found(Project(small(changes)))] == codes


def test_stale_fact_names_the_blocks_that_print_it(small, check, content):
    """A fact past its review on a document's day is a finding with every block that prints it; the day before it is none."""
    changes = {"clusters/alpha.yaml": content["clusters/alpha.yaml"].replace("as_of: 2016,", "review_by: 2026-11-10,")}

    stale = [one for one in check(Project(small(changes))).diagnostics if one.code == "stale-fact"]
    fresh = check(Project(small(changes), dt.date(2026, 11, 10))).diagnostics

    assert [words for one in stale for _, words in one.related] == [
        "printed in briefs/second#figures.prose",
        "printed in briefs/second#figures.evidence-table",
    ]
    assert fresh == []


def test_review_interval_counts_from_the_check(small, content):
    """`review_every` months after `checked_on` a fact is due, on the last day of a shorter month."""
    changes = {"clusters/alpha.yaml": content["clusters/alpha.yaml"].replace("as_of: 2016,", "checked_on: 2026-08-31, review_every: 6,")}

    assert Project(small(changes)).library.facts["alpha.members"].review_due == dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("В кластере 63 участника.", ["63 участника"]),
        ("В кластере 63 крупных участника.", ["63 крупных участника"]),
        ("В кластере 1 200 участников.", ["1 200 участников"]),
        ("Доля равна 4,5 % выпуска.", ["4,5 % выпуска"]),
        ("С 2016 года участников больше.", []),
        ("Совет № 63 участников кластера собрался 5 мая.", []),
        ("По статье 92 участники вправе объединяться.", []),
        ("См. [@report, с. 63 участники].", []),
        ("Изданы «63 участника» и другие книги.", []),
        ("Названы 63 страны.", []),
        ("В кластере {alpha.members}.", []),
    ],
)
def test_bare_figure_is_a_number_with_the_noun_of_a_unit(small, content, words, figures):
    """A number counts as a figure when a unit's noun follows; years, numbers of acts, pages and quotations do not."""
    second = content["documents/briefs/second.yaml"].replace("Участников в кластере — {alpha.members} [@report].", f"'{words}'")
    project = Project(small({**with_facts(content, f"share: {PLAIN}"), "documents/briefs/second.yaml": second}))

    assert [message.split("`")[1] for code, _, message in found(project) if code == "bare-figure"] == figures


def test_bare_figure_names_the_fact_it_equals(small, content):
    """The cure of a typed figure is the placeholder of the fact that has its value."""
    second = content["documents/briefs/second.yaml"].replace("{alpha.members}", "63 участника")
    (one,) = Project(small({"documents/briefs/second.yaml": second})).diagnostics

    assert (one.code, one.place.line, one.hint) == ("bare-figure", 8, "write `{alpha.members}` in its place")


@pytest.mark.parametrize(
    ("how", "digits", "values", "result"),
    [
        ("sum", 1, "63 2", "65"),
        ("difference", 1, "63 60", "3"),
        ("share", 1, "2 3", "66.7"),
        ("share", 1, "1 4", "25"),
        ("ratio", 2, "10 4", "2.5"),
    ],
)
def test_derivation_computes(how, digits, values, result):
    """Sums and differences are exact; shares and ratios are rounded to the digits asked for, without idle zeros."""
    derived = Derivation.model_construct(how=how, of=(FactRef("a"), FactRef("b")), digits=digits)

    assert str(compute(derived, [Decimal(value) for value in values.split()])) == result


def test_derived_fact_is_printed_with_its_inputs(small, content):
    """A computed figure cites what its inputs cite, and the evidence table shows them."""
    changes = with_facts(
        content,
        "over_time: {label: По годам, unit: member, series: {2014: 40, 2016: 50}, source: book}",
        "growth: {label: Прирост, unit: member, derived: {how: difference, of: [alpha.over_time#2016, alpha.over_time#2014]}}",
    )
    second = content["documents/briefs/second.yaml"].replace("facts: [alpha.members]", "facts: [alpha.growth]")
    project = Project(small({**changes, "documents/briefs/second.yaml": second}))
    publication = next(p for p in project.publications if p.id == "briefs/second")
    table = next(block for block in project.outline(publication).blocks() if block.name == "evidence-table")

    html = project.fragments(publication, "en").block(table).html.replace("\u00a0", " ")

    assert project.diagnostics == ()
    assert project.library.facts["alpha.over_time"].value == 50
    assert "10 members" in html
    assert html.index("Computed as a difference:") < html.index("(2016: 50") < html.index("(2014: 40") < html.index('data-source="book"')


def test_circle_of_derivations_is_one_finding(small, content):
    """Facts that are computed from each other are refused, and hide nothing else."""
    changes = with_facts(
        content,
        "one: {label: Один, unit: member, derived: {how: sum, of: [alpha.two, alpha.members]}}",
        "two: {label: Два, unit: member, derived: {how: sum, of: [alpha.one, alpha.members]}}",
    )

    assert [code for code, *_ in found(Project(small(changes)))] == ["fact-cycle"]


@pytest.mark.parametrize("of", ["alpha.nope", "beta.members", "nope"])
def test_what_is_worked_out_of_no_fact_is_told(small, content, of):
    """An unknown name among the inputs of a fact is told once, at the name; so are unknown facts elsewhere, of the same cluster too."""
    changes = with_facts(content, f"two: {{label: Два, unit: member, derived: {{how: sum, of: [{of}, alpha.members]}}}}")
    second = content["documents/briefs/second.yaml"].replace("{alpha.members}", "{alpha.members} {alpha.unknown} {alpha.two}")
    project = Project(small({**changes, "documents/briefs/second.yaml": second}))

    assert sorted(code for code, *_ in found(project)) == ["unknown-fact", "unknown-placeholder"]


def test_every_form_of_a_general_fact_is_judged(small):
    """The English label of facts.yaml is held to the same rules as the Russian one."""
    project = Project(small(general("share: {label: {ru: Доля, en: '[x](javascript:y)'}, value: 5, unit: percent, source: report}")))

    assert [(code, line) for code, line, _ in found(project)] == [("unsafe-link", 1)]


@pytest.mark.parametrize(
    ("lines", "code", "line"),
    [
        ((f"alpha.members: {PLAIN}",), "bad-id", 1),
        ((f"rnd-share: {PLAIN}", f"rnd_share: {PLAIN}"), "duplicate-id", 2),
        ((f"rnd_share: {PLAIN}", "", f"rnd-share: {PLAIN}"), "duplicate-id", 3),
    ],
)
def test_general_fact_has_an_id_and_a_placeholder_of_its_own(small, lines, code, line):
    """A fact of facts.yaml overwrites no cluster's, and no two facts share a placeholder."""
    project = Project(small(general(*lines)))
    codes = [(one.code, str(one.place).split(":")[:2]) for one in project.diagnostics if one.code != "contradicting-facts"]

    assert codes == [(code, ["content/facts.yaml", str(line)])]
    assert project.library.facts["alpha.members"].value == 63


def test_wrong_general_fact_withholds_what_shows_it(small, content, check):
    """An error in a fact of facts.yaml holds back the documents that print it, and no others."""
    second = content["documents/briefs/second.yaml"].replace("{alpha.members}", "{share}")
    files = general(f"good: {PLAIN}", "share: {label: Рост, value: 120, unit: percent, source: report}")
    project = Project(small({**files, "documents/briefs/second.yaml": second}))

    assert [one.code for one in project.diagnostics] == ["percentage-range"]
    assert project.faulty == {"share"}
    assert check(project).withheld == {"briefs/second"}


@pytest.mark.parametrize("how", ["share", "ratio"])
def test_share_has_two_inputs(small, content, how):
    """A third input of a quotient would be dropped."""
    line = f"part: {{label: Часть, unit: percent, derived: {{how: {how}, of: [alpha.members, alpha.firms, alpha.jobs]}}}}"
    project = Project(small(with_facts(content, line)))

    assert "too-many" in [code for code, *_ in found(project)]


PART = "part: {label: Часть, value: 1, unit: member, as_of: 2016, source: book}"


@pytest.mark.parametrize("value", ["series: {2014: 40, 2016: 50}, source: book", "derived: {how: sum, of: [alpha.members, alpha.part]}"])
def test_range_rises_when_its_value_is_known(small, content, value):
    """A range is judged by the value that is worked out, not by the nought before."""
    project = Project(small(with_facts(content, PART, f"range: {{label: Размах, unit: member, to: 45, {value}}}")))

    assert [code for code, *_ in found(project)] == ["falling-range"]


def test_a_file_that_nothing_reads_is_one_mistake(small, content):
    """What a .yml file holds is missing until it is renamed; references to it are not wrong."""
    changes = {"sources.yml": content["sources.yaml"], "clusters/alpha.yml": content["clusters/alpha.yaml"]}
    files = {
        path: data for path, data in small(changes).files.items() if path not in ("content/sources.yaml", "content/clusters/alpha.yaml")
    }
    project = Project(MemoryWorkspace(files))

    assert [(one.code, one.place.path) for one in project.diagnostics] == [
        ("wrong-suffix", "content/clusters/alpha.yml"), ("wrong-suffix", "content/sources.yml"),
    ]  # fmt: skip


SERIES = "jobs: {label: Рабочие места, series: {2014: 40, 2016: 63}, unit: member, source: report}"


def second_with(content, block):
    return {"documents/briefs/second.yaml": content["documents/briefs/second.yaml"] + f"      - {block}\n"}


@pytest.mark.parametrize("block", ["pull-fact: {fact: alpha.jobs#2014}", "evidence-table: {caption: Годы, facts: [alpha.jobs#2014]}"])
def test_a_block_prints_one_year_of_a_series(small, content, block):
    """`alpha.jobs#2014` is the value of that year, with that year as its time, and no other year beside it."""
    project = Project(small(with_facts(content, SERIES) | second_with(content, block)))
    second = next(one for one in project.publications if one.id.endswith("second"))

    printed = [fragment.html.replace("\u00a0", " ") for _, fragment in project.fragments(second, "en").early()][-1]

    assert found(project) == []
    assert "40 members" in printed
    assert "2014" in printed
    assert "63" not in printed


def test_a_year_that_a_series_has_not_is_named(small, content):
    """A block that asks for a year without a value is told so, with the years that there are."""
    project = Project(small(with_facts(content, SERIES) | second_with(content, "pull-fact: {fact: alpha.jobs#2015}")))

    (wrong,) = project.diagnostics

    assert (wrong.code, wrong.message, wrong.hint) == (
        "unknown-year", "`alpha.jobs` has no value for 2015", "years of its series: 2014, 2016",
    )  # fmt: skip
    assert str(wrong.place).startswith("content/documents/briefs/second.yaml:10:")


def test_open_data_cites_by_the_style_of_the_site(small, content):
    """`facts.csv` and the page of sources cite a work as the editions do: by the site's style for its language."""
    styles = "citation_styles: {en: harvard-cite-them-right}\n"
    project = Project(small({"site.yaml": content["site.yaml"] + styles}))
    context = project.context(project.publications[0], "en")

    (row,) = rows(project.library, {"en": context}, ["alpha.members"])

    source = project.library.get(Source, "report")
    assert row["reference"] == reference(source, "en", {"en": "harvard-cite-them-right"}).striptags()
    assert row["reference"] != reference(source, "en").striptags()
    asked = Asked(project.library, context, Catalogue({"en": ()}, {}), "en", NO_BASE, "", "", "")
    assert row["reference"] in [listed[1].striptags() for listed in sources(asked).values["references"]]
