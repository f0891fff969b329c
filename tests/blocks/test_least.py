"""Every block that we ship prints records that say no more than they must."""

from __future__ import annotations

import pytest

from toolkit.core.diagnostics import errors
from toolkit.project import Project

ALPHA = """\
name: {ru: Кластер Альфа, en: Alpha Cluster}
short: {ru: Альфа, en: Alpha}
countries: [RU]
summary: Кластер.
evidence: [{source: book}]
facts:
  members: {label: Участники, value: 63, unit: member, source: report}
  sum: {label: Сумма, unit: member, derived: {how: sum, of: [alpha.members, total]}}
"""
FILES = {
    "clusters/alpha.yaml": ALPHA,
    "clusters/beta.yaml": ALPHA.replace("Альфа", "Бета").replace("Alpha", "Beta").replace("alpha.", "beta."),
    "facts.yaml": "total: {label: Всего, value: 500, unit: member, source: report}\n",
    "glossary.yaml": "term: {term: {ru: Слово, en: Word}, definition: {ru: Речь., en: Speech.}, evidence: {source: report}}\n",
    "tables/jobs.csv": "a,b\nx,1\n",
}
LEAST = {
    "bar": "chart: {kind: bar, caption: x, facts: [alpha.members, beta.sum]}",
    "share": "chart: {kind: share, caption: x, whole: total, facts: [alpha.members, beta.members]}",
    "cluster-table": "cluster-table: {caption: x, clusters: [alpha]}",
    "comparison": "comparison: {caption: x, clusters: [alpha, beta], rows: [region, founded, status, scope, facts, partners, gaps]}",
    "criteria": "entry-criteria: {cluster: alpha, caption: x, criteria: [{label: Участников, fact: members, at_least: 5}]}",
    "evidence-table": "evidence-table: {caption: x, facts: [alpha.members, alpha.sum, total]}",
    "pull-fact": "pull-fact: {fact: alpha.sum}",
    "pull-fact of": "pull-fact: {fact: alpha.members, of: total}",
    "key-facts": "key-facts: {cluster: alpha}",
    "members": "members: {cluster: alpha}",
    "links": "links: {cluster: alpha}",
    "overview": "overview: {cluster: alpha}",
    "glossary": "glossary: {terms: [term]}",
    "legal-bases": "legal-bases: {acts: [old-act]}",
    "network": "network: {caption: x}",
    "table": "table: {caption: x, of: jobs}",
    "timeline": "timeline: {caption: x, scope: library}",
    "events": "timeline: {caption: x, shows: events, cluster: alpha}",
    "letter-head": "letter-head: {sender: x, to: [y], on: z}",
    "letter-end": "letter-end: {position: x}",
    "acts": "acts-register: {caption: x}",
}


def brief(block: str) -> str:
    return f"kind: brief\ntitle: Третья\ndate: 2026-11-16\noutline:\n  - section: a\n    title: Раздел\n    blocks:\n      - {block}\n"


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """The briefs of all blocks, in one workspace: it is loaded once."""
    return {f"documents/briefs/b{number}.yaml": brief(block) for number, block in enumerate(LEAST.values())}


def test_each_block_prints_what_says_least(small, known: dict[str, str]) -> None:
    """A fact without a time, a figure that is worked out, a whole of no cluster, a record of required fields alone: all is printed."""
    project = Project(small({**FILES, **known}))
    found = {one.id: one for one in project.publications}
    wrong = [str(one) for one in errors(project.diagnostics)]

    assert wrong == []
    for number, name in enumerate(LEAST):
        fragments = project.fragments(found[f"briefs/b{number}"], "ru")
        for block in fragments.outline.blocks():
            assert block.late or "()" not in fragments.block(block).html, name


def test_a_chart_has_no_more_rows_than_a_page(small) -> None:
    """What would run off the paper is refused at the first value that is too many."""
    facts = "".join(f"f{n}: {{label: Ч{n}, value: {n + 1}, unit: member, source: report}}\n" for n in range(26))
    drawn = ", ".join(f"f{n}" for n in range(26))

    found = Project(
        small({"facts.yaml": facts, "documents/briefs/c.yaml": brief(f"chart: {{kind: bar, caption: x, facts: [{drawn}]}}")})
    ).diagnostics

    assert [one.code for one in found if one.code == "too-many"] == ["too-many"]


def test_a_name_in_addresses_is_judged(small) -> None:
    """A folder of documents that no address can hold, and a kind with the name of a register, are told and not published."""
    kind = "document_kinds:\n  clusters: {label: {ru: Кластеры, en: Clusters}, plural: {ru: Кластеры, en: Clusters}}\n"
    project = Project(small({"documents/a#b/third.yaml": brief("prose: Слова."), "vocabulary.yaml": kind}))

    found = {one.code: one.place.path for one in errors(project.diagnostics)}
    assert found["bad-id"] == "content/documents/a#b/third.yaml"
    assert found["reserved-id"] == "content/vocabulary.yaml"
    assert ("documents", "third") in project.faulty_records


def test_what_cannot_be_rendered_has_no_empty_timeline(small, check) -> None:
    """A document that a template ends is told of once: nothing is said of the dates in it that nobody could read."""
    workspace = small({"documents/briefs/c.yaml": brief("timeline: {caption: x, acts: [old-act, new-act]}")})
    workspace.files["templates/blocks/timeline.html"] = b"{{ nobody.knows }}"

    codes = {one.code for one in check(Project(workspace)).diagnostics}

    assert "template-error" in codes
    assert "empty-timeline" not in codes
