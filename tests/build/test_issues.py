"""The list of issues: a row for every blank and every proposal, in the words that the agreement prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.outline.conftest import PACT, ROOT, edited
from toolkit.build.issues import Issue, issues
from toolkit.build.word.document import WordJob, make_word
from toolkit.build.word.reading import opened
from toolkit.build.word.xml import W
from toolkit.cli.draft import NOW, draft_named
from toolkit.core.workspace import MemoryWorkspace
from toolkit.project import Project
from toolkit.render.citations import blanks

_W = f"{{{W}}}"
PARTIES = "content/parties.yaml"
PROPOSALS = """
agreement: pact
version: "1"
sender: Южный кластер
file: back.docx
digest: "9f86d081884c7d65"
unplaced: [См. письмо]
items:
  - {id: p1, kind: reword, paragraph: parley, answer: counter,
     ours: {ru: x}, theirs: {ru: "Спор {party_a:gen} решают за 9 дней по [](#scope:dat), см. [](#gone:acc)."},
     counter: {en: "{party_b} decides."}}
  - {id: p2, kind: add, paragraph: parley-added-1, after: parley, theirs: {ru: "Первое, {party_b:ins}."}}
  - {id: p3, kind: add, paragraph: parley-added-2, after: parley-added-1, theirs: {ru: Второе.}}
  - {id: p4, kind: strike, paragraph: scope, answer: reject, ours: {ru: x, en: x}}
  - {id: p5, kind: fill, blank: south.address, theirs: {ru: Минск}}
  - {id: p6, kind: comment, paragraph: parley, comment: Почему?}
  - {id: p7, kind: reword, paragraph: talks, ours: {ru: Споры}, theirs: {ru: Разногласия}}
  - {id: p9, kind: move, paragraph: scope, after: wait, ours: {ru: x}}
  - {id: p8, kind: reword, paragraph: parties, ours: {ru: x}, theirs: {ru: "⟦blank:south.authority⟧, далее"}}
"""


@pytest.fixture(scope="module")
def project() -> Project:
    """Return the smallest agreement, with an annex, blanks and what came back."""
    annex = "  annexes:\n    - {id: plan, title: {ru: План, en: Plan}, work_plan: [{id: fair, what: {ru: Выставка, en: Fair}}]}\n"
    files = edited(
        ("content/site.yaml", "editions: [ru, en]", "editions: [ru, en, ru-en]"),
        (PACT, "    - topic: talks\n", "    - {topic: talks, also: [wait]}\n" + annex),
        (PARTIES, "gen: Северного кластера,", "gen: Северного кластера, nom: Северный кластер,"),
    )
    found = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()}
    interface = "locales/ru/LC_MESSAGES/interface.po"
    words = {path: text.encode() for path, text in {**files, "content/proposals/r1.yaml": PROPOSALS}.items()}
    return Project(MemoryWorkspace({**found, interface: (ROOT / interface).read_bytes(), **words}))


@pytest.fixture(scope="module")
def rows(project: Project) -> list[Issue]:
    """Return the rows that say more than a clause."""
    publication = next(one for one in project.publications if one.document.id == "pact")
    draft = draft_named(project, Path(), publication, "ru-en", NOW)
    assert project.library is not None
    return [one for one in issues(project, project.library, publication, draft.job.html, ("ru", "en")) if one.state]


def test_every_blank_and_every_proposal_has_a_row(project: Project, rows: list[Issue]) -> None:
    """The place, each party's particulars and the rows of annexes too; each blank once, in the order of the agreement."""
    publication = next(one for one in project.publications if one.document.id == "pact")
    printed = [fragment.html for _, fragment in project.fragments(publication, "ru").early()]

    found = [one.id for one in rows if one.kind == "blank"]

    assert found == list(blanks(printed))
    assert {"place", "south.address", "south.authority", "talks_period", "annex-plan.work-plan.fair.begins"} <= set(found)
    assert [one.kind for one in rows].count("blank") + 10 == len(rows)


def test_a_row_names_party_clause_and_heading(rows: list[Issue]) -> None:
    """Nobody has to know an id: whose blank it is, under which number and heading it stands, in both languages."""
    by_id = {one.id: one for one in rows if one.kind == "blank"}

    address, period, begins = by_id["south.address"], by_id["talks_period"], by_id["annex-plan.work-plan.fair.begins"]

    assert (address.clause, address.heading, address.party) == ("", "Подписи", "Южный кластер")
    assert address.ours == {"ru": "(почтовый адрес)", "en": "(postal address)"}
    assert (period.clause, period.heading) == ("2.2", "Споры")
    assert (begins.clause, begins.heading) == ("Приложение\u00a01", "План")
    assert begins.ours == {"ru": "(дата): Выставка", "en": "(date): Fair"}
    assert by_id["south.authority"].heading == "Преамбула"


def test_words_stand_as_the_agreement_prints_them(rows: list[Issue]) -> None:
    """No placeholder, reference or mark of a blank; what is counted by what it follows stands after it; the counter's words are there."""
    wanted = {(one.id, one.kind): one for one in rows if one.kind != "blank"}

    parley = wanted["parley", "reword"]

    assert parley.theirs == {"ru": "Спор Северного кластера решают за 9 дней по пункту 1.1, см. …."}
    assert parley.counter["en"].lower() == "the south cluster decides."
    assert ["<del>30</del>" in parley.beside["ru"][0], "<ins>9</ins>" in parley.beside["ru"][1]] == [True, True]
    assert parley.ours["ru"].replace("\u00a0", " ").startswith("Спор Северного кластера и Южного кластера решают за 30 дней")
    assert (parley.clause, parley.heading, parley.party, parley.state) == ("2.1", "Споры", "Южный кластер", "countered")
    assert wanted["parley-added-1", "add"].theirs["ru"] == "Первое, Южным кластером."
    assert wanted["parley-added-2", "add"].clause == "2.1"
    assert wanted["south.address", "fill"].heading == "Подписи"
    assert wanted["talks", "reword"].clause == "2"
    assert wanted["parties", "reword"].theirs["ru"] == "(устав или доверенность), далее"
    assert (wanted["scope", "move"].clause, wanted["scope", "move"].about) == ("1.1", "2.2")
    assert wanted["r1", "passage"].theirs["ru"] == "См. письмо"
    order = [(one.id, one.kind) for one in rows]
    assert order.index(("parley", "reword")) < order.index(("parley-added-1", "add")) < order.index(("parley-added-2", "add"))


def test_the_sheet_lies_across_and_no_word_is_cut() -> None:
    """A table of many columns stands on landscape pages, and each column has room for its longest word."""
    cells = ("1", "18.2 Конфиденциальность", "Южный кластер", "слово " * 60, "слово " * 50, "", "исключить", "Ответственный")
    page = f"<html lang=ru><body class='print across'><main><table><tr>{''.join(f'<td>{one}</td>' for one in cells)}</tr></table></main>"

    document = opened(make_word(WordJob(page, (ROOT / "templates/word/reference.docx").read_bytes())))["word/document.xml"]

    size = next(document.iter(f"{_W}pgSz"))
    widths = [int(one.get(f"{_W}w")) for one in document.iter(f"{_W}gridCol")]
    assert (size.get(f"{_W}orient"), int(size.get(f"{_W}w")) > int(size.get(f"{_W}h"))) == ("landscape", True), etree.tostring(size)
    assert sum(widths) == 14_000
    assert all(width >= max(map(len, cell.split()), default=0) * 90 for width, cell in zip(widths, cells, strict=True))
    assert min(widths[3:5]) > 2 * max(widths[0], widths[2], widths[6])
