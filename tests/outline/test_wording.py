"""Wording of one agreement: paragraphs replaced, struck out and added for it alone, with what they were worded over."""

from __future__ import annotations

import pytest

from tests.outline.conftest import AGREEMENT
from tests.outline.test_agreement import body, part, words
from tests.outline.test_commands import folder, run
from toolkit.content.edit import add_item, set_value
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

__all__ = ["folder"]
PACT = "content/documents/agreements/pact.yaml"
SUBJECT = "content/clauses/subject.yaml"
POINTS = (
    SUBJECT,
    "text: {ru: Стороны сотрудничают., en: The Parties cooperate.}",
    "text: {ru: 'Стороны:', en: 'The Parties:'}\n"
    "    points: [{ru: ищут;, en: seek;}, {ru: находят;, en: find;}, {ru: делятся., en: share.}]\n"
    "    closing: {ru: Так., en: So.}",
)
WHY = "reason: agreed, author: A. B."


def worded(*items: str) -> tuple[str, str, str]:
    """Return the change of the pact by which it has some wordings."""
    return (PACT, "  version: ", "  wording:\n" + "".join(f"    - {{{one}, {WHY}}}\n" for one in items) + "  version: ")


def test_a_replaced_paragraph_stands_in_this_agreement_alone(make) -> None:
    """Its words are the agreement's, in both languages; another agreement of the same clauses says what it said."""
    other = ("content/documents/agreements/second.yaml", "", AGREEMENT)
    item = "id: scope, text: {ru: Стороны помогают., en: The Parties help.}, base: {en: The Parties cooperate.}"
    project = make(worded(item), other)

    assert "1.1. The Parties help." in words(part(body(project, "en"), "subject"))
    assert "1.1. Стороны помогают." in words(part(body(project, "ru"), "subject"))
    assert body(project, "en", 1) == body(make(other), "en", 1)


def test_a_struck_point_leaves_the_addresses_of_the_others(make) -> None:
    """The point after it takes its letter, and keeps the id by which references and other drafts know it."""
    made = body(make(POINTS, worded("id: scope.2, struck: true, base: {en: find;}")), "en")
    rows = [row.id for row in part(made, "subject").rows]

    assert "(a) seek; (b) share. So." in words(part(made, "subject"))
    assert "scope.3" in rows
    assert "scope.2" not in rows


def test_clauses_and_points_are_added_after_others(make) -> None:
    """An added clause is numbered and referred to as any; an added point has its letter; additions may follow additions."""
    made = body(
        make(
            POINTS,
            worded(
                "id: scope.4, after: scope.1, text: {ru: пробуют;, en: try;}",
                "id: extra, after: scope, text: {ru: 'Ещё: [](#more).', en: 'More: [](#more).'}",
                "id: more, after: extra, text: {ru: Больше., en: And more.}",
            ),
        ),
        "en",
    )

    assert "(a) seek; (b) try; (c) find; (d) share. So. 1.2. More: clause 1.3. 1.3. And more. 1.4. The clusters adjoin." in words(
        part(made, "subject")
    )


def test_a_struck_clause_renumbers_those_after_it(make) -> None:
    """It is gone with its points, where the agreement lists its clauses as well."""
    made = body(make(worded("id: near, struck: true, base: {en: The clusters adjoin.}")), "en")

    assert "1.1. The Parties cooperate. 1.2. The texts are equal." in words(part(made, "subject"))


def test_an_addition_stands_among_listed_clauses(make) -> None:
    """`clauses:` lists those of the library; what the agreement adds follows its place."""
    listed = (PACT, "- topic: subject", "- {topic: subject, clauses: [both, scope]}")
    made = body(make(listed, worded("id: more, after: both, text: {ru: Больше., en: And more.}")), "en")

    assert "1.1. The texts are equal. 1.2. And more. 1.3. The Parties cooperate." in words(part(made, "subject"))


def test_a_heading_may_be_worded(make) -> None:
    """The id of a topic names the heading of its article."""
    made = body(make(worded("id: subject, text: {ru: Цель, en: Purpose}, base: {en: Subject}")), "en")

    assert ["Purpose" in str(cell.html) for cell in part(made, "subject").headings] == [True]


def test_a_later_change_of_the_library_is_told_as_a_conflict(find) -> None:
    """The base says what was worded over; the languages are told apart; no change, no conflict."""
    item = worded("id: scope, text: {ru: А., en: B.}, base: {ru: Стороны сотрудничают., en: The Parties cooperate.}")

    assert find("wording-conflict", item) == []
    (found,) = find("wording-conflict", item, (SUBJECT, "en: The Parties cooperate.", "en: The Parties work together."))
    assert "(`en`): The Parties work together." in found.message
    assert found.severity == "warning"


@pytest.mark.parametrize(
    ("item", "code"),
    [
        ("id: scop, text: {ru: А., en: B.}, base: {en: x}", "unknown-paragraph"),
        ("id: scope.9, struck: true, base: {en: x}", "unknown-paragraph"),
        ("id: more, after: lost, text: {ru: А., en: B.}", "unknown-paragraph"),
        ("id: lost.3, after: scope, text: {ru: А., en: B.}", "unknown-paragraph"),
        ("id: scope, after: near, text: {ru: А., en: B.}", "duplicate-clause-id"),
        ("id: scope, text: {ru: А., en: B.}", "wording-content"),
        ("id: scope, base: {en: x}", "wording-content"),
        ("id: more, after: scope, struck: true", "wording-content"),
        ("id: Scope 1, struck: true, base: {en: x}", "bad-id"),
    ],
)
def test_a_wording_that_cannot_be_is_told(find, item: str, code: str) -> None:
    """Each with its line in the agreement."""
    (found,) = find(code, worded(item))

    assert found.place.path == PACT
    assert found.place.line > 1


def test_new_wording_puts_the_librarys_words_into_the_agreement(folder) -> None:
    """The file keeps every line that it had; the words are base and text, so that nothing changes until someone rewords them."""
    before = (folder / PACT).read_text(encoding="utf-8")

    made = run(folder, "new", "wording", "pact", "scope", "--author", "А. Б.", "--reason", "просьба")
    again = run(folder, "new", "wording", "pact", "scope")
    lost = run(folder, "new", "wording", "pact", "scpoe")

    after = (folder / PACT).read_text(encoding="utf-8")
    terms = Project(DiskWorkspace(folder)).publications[0].document.agreement
    assert (made.exit_code, again.exit_code, lost.exit_code) == (0, 2, 2), made.output
    assert after.startswith(before)
    assert dict(terms.wording[0].text.official) == terms.wording[0].base == {"ru": "Стороны сотрудничают.", "en": "The Parties cooperate."}
    assert "did you mean `scope`?" in lost.stderr


def test_lines_are_added_where_they_belong() -> None:
    """An item follows the last one, a value takes the place of the last one; comments and other keys stay as they are."""
    words = "a:\n  # first\n  list:\n    - {id: x}\n  b: 1 # one\n\n# end\nc: 2\n"

    assert add_item(words, ("a", "list"), {"id": "y"}).splitlines()[3:6] == ["    - {id: x}", "    - id: y", "  b: 1 # one"]
    assert set_value(words, ("a", "b"), "2") == words.replace("b: 1 # one", "b: '2'")
    assert set_value(words, ("a", "d"), "2") == words.replace("b: 1 # one\n", "b: 1 # one\n  d: '2'\n")
    assert set_value(words, ("c",), 3) == words.replace("c: 2", "c: 3")
    with pytest.raises(ValueError, match="no `z:`"):
        set_value(words, ("z", "d"), "2")


LISTED = (
    SUBJECT, "    text: {ru: Стороны сотрудничают., en: The Parties cooperate.}\n",
    "    text: {ru: 'Стороны развивают:', en: 'The Parties develop:'}\n    points:\n      - {ru: науку;, en: science;}\n"
    "      - {ru: торговлю;, en: trade; and}\n      - {ru: обмены., en: exchange.}\n",
)  # fmt: skip


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("id: scope.3, struck: true, base: {ru: обмены., en: exchange.}", ["scope.2 en", "scope.2 ru"]),
        ("id: scope.4, after: scope.3, text: {ru: связь., en: links.}", ["scope.2 en", "scope.3 en", "scope.3 ru"]),
        ("id: scope.1, struck: true, base: {ru: науку;, en: science;}", []),
        ("id: scope.3, text: {ru: услуги., en: services.}, base: {ru: обмены., en: exchange.}", []),
    ],
)
def test_a_point_that_ends_as_in_another_place_is_told(find, item: str, told: list[str]) -> None:
    """Striking or adding the last point leaves “; and” or a stop where none belongs: a warning in each language in which it does."""
    assert find("point-ending", LISTED) == []

    found = find("point-ending", LISTED, worded(item))

    assert [f"{one.message.split('`')[1]} {one.message.split('(`')[1][:2]}" for one in found] == told
    assert {(one.severity, one.place.path) for one in found} <= {("warning", PACT)}
