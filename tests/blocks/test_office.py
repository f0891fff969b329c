"""Letters, comparison tables of amendments, and the criteria that a cluster is to meet."""

from __future__ import annotations

import pytest

from toolkit.blocks.criteria import Verdict, judge
from toolkit.blocks.office import Criterion
from toolkit.content.records import Cluster
from toolkit.outline.numbering import folder_of
from toolkit.project import Project

DOCUMENT = """\
kind: {kind}
title: {{ru: Бумага, en: Paper}}
date: 2026-11-16
outline:
  - section: body
    title: {{ru: Раздел, en: Section}}
    blocks:
{blocks}
"""


def rendered(small, kind: str, blocks: str, more: dict[str, str] | None = None, language: str = "en") -> str:
    """Return the HTML of the blocks of a document."""
    indented = "\n".join(f"      {line}" for line in blocks.strip("\n").split("\n"))
    project = Project(small({f"documents/{kind}s/paper.yaml": DOCUMENT.format(kind=kind, blocks=indented), **(more or {})}))
    assert not [one for one in project.diagnostics if one.severity.value == "error"]
    publication = next(one for one in project.publications if one.document.kind == kind)
    return "".join(str(fragment.html) for _, fragment in project.fragments(publication, language).early()).replace("\u00a0", " ")


def test_letter_has_the_parts_that_the_standard_asks_for(small) -> None:
    """Sender, date and number, addressee line by line, heading, enclosures, position; an unknown signatory is a line to fill in."""
    html = rendered(
        small,
        "letter",
        """
- letter-head:
    sender: {ru: Мы, en: We}
    to: [{ru: Министру, en: To the Minister}, {ru: Петрову, en: Mr Petrov}]
    on: {ru: О проекте, en: On the draft}
- letter-end: {enclosures: [{ru: Проект, en: Draft}], position: {ru: Директор, en: Director}}
""",
    )

    assert [part in html for part in ("We", "To the Minister", "Mr Petrov", "On the draft", "Draft", "Director", "16 November 2026")] == [
        True
    ] * 7
    assert html.index("To the Minister") < html.index("On the draft") < html.index("Director")
    assert 'data-blank="signatory"' in html


def test_table_of_amendments_tells_what_is_new_and_what_goes(small) -> None:
    """A provision without text now is new, one without text proposed is to be repealed; each row names its act."""
    html = rendered(
        small,
        "amendments",
        """
- amendments:
    caption: {ru: Поправки, en: Amendments}
    rows:
      - act: old-act
        provision: {ru: пункт 1, en: item 1}
        now: {ru: Было, en: Was}
        proposed: {ru: Стало, en: Becomes}
        reason: {ru: Так лучше, en: Better so}
      - {act: old-act, provision: {ru: пункт 2, en: item 2}, now: {ru: Лишнее, en: Needless}, reason: {ru: Не нужно, en: Not needed}}
""",
    )

    assert html.count("Decree No. 1") == 2
    assert html.count("to be repealed") == 1
    assert html.index("Was") < html.index("Becomes") < html.index("Better so")


@pytest.mark.parametrize(
    ("criterion", "verdict"),
    [
        ({"fact": "members", "at_least": 15}, Verdict.MET),
        ({"fact": "members", "at_least": 64}, Verdict.UNMET),
        ({"fact": "staff", "at_least": 1}, Verdict.OPEN),
        ({"kinds_of_members": 2}, Verdict.OPEN),
        ({"website_in": "en"}, Verdict.OPEN),
        ({}, Verdict.OPEN),
    ],
)
def test_criterion_is_judged_by_what_the_record_says(small, criterion, verdict) -> None:
    """A figure decides where there is one; what nobody has looked at stays open and is never counted as failed."""
    library = Project(small()).library
    assert library is not None
    text = library.site.title
    made = Criterion.model_construct(
        label=text, **{"fact": None, "at_least": None, "kinds_of_members": None, "website_in": None, **criterion}
    )

    assert judge(library.get(Cluster, "alpha"), (), made).verdict is verdict


@pytest.mark.parametrize(
    ("kind", "folder"),
    [("brief", "briefs"), ("summary", "summaries"), ("amendments", "amendments"), ("platform-profile", "platform-profiles")],
)
def test_lists_stand_under_a_plural(kind: str, folder: str) -> None:
    """The address of the list of a kind is its English plural."""
    assert folder_of(kind) == folder
