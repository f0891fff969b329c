"""A redline in Word: accepting all changes gives the new text, rejecting all the old one, and a new number alone is no change."""

from __future__ import annotations

import subprocess
from copy import deepcopy
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.conftest import REPOSITORY, Folder
from toolkit.build.word.document import WordJob, make_word
from toolkit.build.word.reading import opened
from toolkit.build.word.redline import Change, redlined
from toolkit.build.word.xml import W

_W = f"{{{W}}}"
REFERENCE = (REPOSITORY / "templates/word/reference.docx").read_bytes()
ROW = '<tr class="block block-clause" id="{0}"><td lang="ru"><p class="clause"><span>{1}</span> {2}</p></td><td lang="en"><p class="clause"><span>{1}</span> {3}</p></td></tr>'  # noqa: E501
OLD = (
    ("scope", "1.1.", "Срок — три года.", "The term is three years."),
    ("law", "1.2.", "Право — России.", "The law is that of Russia."),
    ("court", "1.3.", 'См. <a class="xref" href="#law">пункт 1.2</a>.', 'See <a class="xref" href="#law">clause 1.2</a>.'),
)
NEW = (
    ("scope", "1.1.", "Срок — пять лет.", "The term is five years."),
    ("notice", "1.2.", "Уведомление — письменное.", "Notice is in writing."),
    ("court", "1.3.", 'См. <a class="xref" href="#notice">пункт 1.2</a>.', 'See <a class="xref" href="#notice">clause 1.2</a>.'),
)


def page(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the printed page of a parallel agreement with these clauses."""
    table = "".join(ROW.format(*row) for row in rows)
    return f'<html lang="ru"><head><title>Договор</title></head><body><main><section id="a" class="part part-article part-parallel"><table class="parallel"><tbody>{table}</tbody></table></section></main></body></html>'  # noqa: E501


def accepted(document, taken: str) -> list[str]:
    """Return the paragraphs with all changes accepted (`taken="ins"`), or rejected (`taken="del"`), as Word would leave them."""
    left = "del" if taken == "ins" else "ins"
    made = deepcopy(document)
    for one in list(made.iter(f"{_W}{left}")):
        one.getparent().remove(one) if not one.getparent().tag.endswith("}rPr") else None
    said = ("".join(t.text or "" for t in p.iter(f"{_W}t", f"{_W}delText")).strip() for p in made.iter(f"{_W}p"))
    return [words for words in said if words]


def plain(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    """Return the paragraphs of a page without changes."""
    return accepted(opened(make_word(WordJob(page(rows), REFERENCE)))["word/document.xml"], "ins")


def test_accept_all_is_new_and_reject_all_is_old() -> None:
    """Word for word, in both languages, with a clause that went, one that came and one that was reworded."""
    marked, _ = redlined(page(OLD), page(NEW))

    document = opened(make_word(WordJob(marked, REFERENCE, author="Сторона", moment="2026-11-28T00:00:00Z")))["word/document.xml"]

    assert accepted(document, "ins") == plain(NEW)
    assert sorted(accepted(document, "del")) == sorted(plain(OLD))
    assert {one.get(f"{_W}author") for one in document.iter(f"{_W}ins", f"{_W}del")} == {"Сторона"}


def test_changes_are_told_by_clause_and_language() -> None:
    """A clause is added, removed or reworded; one whose number alone changed is not named, one changed in one language is."""
    renumbered = (NEW[1], ("scope", "1.2.", *OLD[0][2:]), ("law", "1.3.", OLD[1][2], "The law is that of Belarus."))

    _, changes = redlined(page(OLD[:2]), page(renumbered))

    assert changes == (Change("notice", "ru", "added"), Change("notice", "en", "added"), Change("law", "en", "reworded"))


@pytest.mark.parametrize("rows", [NEW, OLD[:1]])
def test_a_redline_keeps_the_rules_of_the_format(rows: tuple[tuple[str, ...], ...], tmp_path: Path) -> None:
    """The validator of Office Open XML finds nothing in a file with tracked changes."""
    path = tmp_path / "redline.docx"
    path.write_bytes(make_word(WordJob(redlined(page(OLD), page(rows))[0], REFERENCE, author="x")))

    assert [str(one) for one in OpenXmlValidator().validate(str(path)).errors] == []


def test_two_drafts_are_compared_from_git(workspace: Folder, tmp_path: Path) -> None:
    """`toolkit compare` names the clauses that differ from a revision, the languages in which they do, and writes the Word file."""
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "draft")):
        subprocess.run(["git", *words], cwd=workspace.root, check=True)
    workspace.replace("content/clauses/subject.yaml", "общие исследования;", "совместные исследования;")
    path = tmp_path / "redline.docx"

    ran = workspace.run("compare", "north-south", "HEAD", "--lang", "ru", "--output", str(path))
    wrong = workspace.run("compare", "north-south", "no-such-tag")

    assert ran.code == 0, ran.err
    assert "reworded: subject-goals.1" in ran.out
    assert list(opened(path.read_bytes())["word/document.xml"].iter(f"{_W}ins"))
    assert wrong.code == 2
    assert "`no-such-tag` cannot be had" in wrong.err
