"""Two drafts compared: by clause and language in a table, and as tracked changes in Word that give back either of the two."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from tests.conftest import REPOSITORY
from toolkit.build.comparison import changes
from toolkit.build.word.document import WordJob, make_word
from toolkit.build.word.reading import opened
from toolkit.build.word.tracked import tracked
from toolkit.build.word.xml import W

_W = f"{{{W}}}"
REFERENCE = (REPOSITORY / "templates/word/reference.docx").read_bytes()
ROW = '<tr class="block block-clause" id="{0}"><td lang="ru"><p class="clause"><span>{1}</span> {2}</p></td><td lang="en"><p class="clause"><span>{1}</span> {3}</p></td></tr>'  # noqa: E501
POINTS = (
    ("scope", "1.1.", "Стороны:", "The Parties:"),
    ("scope.1", "(a)", "ищут новые рынки;", "seek new markets;"),
    ("scope.2", "(b)", "проводят общие исследования.", "carry out joint research."),
)
OLD = (
    *POINTS,
    ("law", "1.2.", "Право — России.", "The law is that of Russia."),
    ("court", "1.3.", 'См. <a class="xref" href="#law">пункт 1.2</a>.', 'See <a class="xref" href="#law">clause 1.2</a>.'),
    ("talks", "1.4.", "Споры решают.", "Disputes are settled."),
)
NEW = (
    *POINTS[:2],
    ("scope.2", "(b)", "помогают друг другу;", "help each other;"),
    ("scope.3", "(c)", "проводят совместные исследования.", "carry out joint research."),
    ("talks", "1.2.", "Споры решают.", "Disputes are settled."),
    ("notice", "1.3.", "Уведомление — письменное.", "Notice is in writing."),
    ("law", "1.4.", "Право — Беларуси.", "The law is that of Belarus."),
    ("court", "1.5.", 'См. <a class="xref" href="#law">пункт 1.4</a>.', 'See <a class="xref" href="#law">clause 1.4</a>.'),
)
MOMENT = "2026-11-28T00:00:00Z"


def page(rows: tuple[tuple[str, ...], ...]) -> str:
    """Return the printed page of a parallel agreement with these clauses."""
    table = "".join(ROW.format(*row) for row in rows)
    return f'<html lang="ru"><head><title>Договор</title></head><body><main><section id="a" class="part part-article part-parallel"><table class="parallel"><tbody>{table}</tbody></table></section></main></body></html>'  # noqa: E501


def word(rows: tuple[tuple[str, ...], ...]) -> bytes:
    """Return the Word file of a page."""
    return make_word(WordJob(page(rows), REFERENCE))


def taken(data: bytes, gone: str) -> list[str]:
    """Return the paragraphs with all changes accepted (`gone="del"`) or rejected (`gone="ins"`), as Word would leave them.

    Fields are left out: Word works them out again.
    """
    document = deepcopy(opened(data)["word/document.xml"])
    for row in list(document.iter(f"{_W}tr")):
        if row.find(f"{_W}trPr/{_W}{gone}") is not None:
            row.getparent().remove(row)
    for one in [one for one in document.iter(f"{_W}{gone}") if one.getparent().tag not in (f"{_W}rPr", f"{_W}trPr")]:
        one.getparent().remove(one)
    made = []
    for paragraph in document.iter(f"{_W}p"):
        words = "".join(one.text or "" for one in _outside_fields(paragraph))
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{gone}") is None:
            made.append(words)
        else:
            assert not words, "what is struck out with its end keeps nothing"
    return made


def _outside_fields(paragraph):
    depth = 0
    for one in paragraph.iter(f"{_W}fldChar", f"{_W}t", f"{_W}delText"):
        if one.tag == f"{_W}fldChar":
            depth += {"begin": 1, "end": -1}.get(one.get(f"{_W}fldCharType"), 0)
        elif not depth:
            yield one


@pytest.mark.parametrize(("first", "second"), [(OLD, NEW), (NEW, OLD), (OLD, OLD[:3]), (OLD[3:], NEW)])
def test_accept_all_is_new_and_reject_all_is_old(first: tuple, second: tuple, tmp_path: Path) -> None:
    """Word for word, in both languages; the file keeps the rules of the format, names who changed what, and is the same each time."""
    old, new = word(first), word(second)
    made = tracked(old, new, "Сторона", MOMENT)
    path = tmp_path / "redline.docx"
    path.write_bytes(made)
    marks = list(opened(made)["word/document.xml"].iter(f"{_W}ins", f"{_W}del"))

    assert taken(made, "del") == taken(new, "del")
    assert taken(made, "ins") == taken(old, "del")
    assert {(one.get(f"{_W}author"), one.get(f"{_W}date")) for one in marks} == {("Сторона", MOMENT)}
    assert [one for mark in marks if mark.tag == f"{_W}del" for one in mark.iter(f"{_W}t", f"{_W}instrText")] == []
    assert [str(one) for one in OpenXmlValidator().validate(str(path)).errors] == []
    assert made == tracked(old, new, "Сторона", MOMENT)


def test_what_word_counts_is_no_change() -> None:
    """A clause put in renumbers those after it, and every reference to them; neither is marked."""
    rows = (OLD[0], ("notice", "1.2.", "Уведомление.", "Notice."), ("law", "1.3.", *OLD[3][2:]), ("court", "1.4.", *NEW[-1][2:]))
    rows = (*rows[:3], ("court", "1.4.", *(one.replace("1.4", "1.3") for one in NEW[-1][2:])))
    made = tracked(word((OLD[0], *OLD[3:5])), word(rows), "x", MOMENT)
    document = opened(made)["word/document.xml"]

    assert not list(document.iter(f"{_W}del"))
    assert {"".join(one.itertext(f"{_W}t")) for one in document.iter(f"{_W}ins")} - {""} == {"Уведомление.", "Notice."}
    assert [(one.id, one.kinds, one.before, one.after) for one in changes(page((OLD[0], *OLD[3:5])), page(rows))] == [
        ("notice", ("added",), "", "1.2")
    ]


def test_a_struck_row_is_counted_in_no_column() -> None:
    """Its paragraphs leave their lists, and a change of properties brings them back; no struck end joins a cell with the row below."""
    document = opened(tracked(word(OLD), word((*OLD[:3], *OLD[4:])), "x", MOMENT))["word/document.xml"]
    rows = [row for row in document.iter(f"{_W}tr") if row.find(f"{_W}trPr/{_W}del") is not None]
    struck = [paragraph for row in rows for paragraph in row.iter(f"{_W}p")]

    assert [len(one.findall(f"{_W}pPr/{_W}numPr")) for one in struck] == [0, 0]
    assert [len(one.findall(f"{_W}pPr/{_W}pPrChange/{_W}pPr/{_W}numPr")) for one in struck] == [1, 1]
    assert [len(one.findall(f"{_W}pPr/{_W}rPr/{_W}del")) for one in struck] == [0, 0]


def test_every_kind_of_change_is_told_with_its_languages() -> None:
    """Added, removed, moved, reworded; a point put in between others moves none of them; one language alone is named."""
    found = {one.id: one for one in changes(page(OLD), page(NEW))}

    assert {id: (one.kinds, one.languages) for id, one in found.items()} == {
        "scope.2": (("added",), ("ru", "en")),
        "scope.3": (("reworded",), ("ru",)),
        "talks": (("moved",), ()),
        "notice": (("added",), ("ru", "en")),
        "law": (("reworded",), ("ru", "en")),
    }
    assert found["law"].marked["en"] == "The law is that of <del>Russia</del><ins>Belarus</ins>."
    assert (found["scope.3"].before, found["scope.3"].after) == ("1.1 (b)", "1.1 (c)")
    assert [one.kinds for one in changes(page(NEW), page(NEW[:-2]))] == [("removed",), ("removed",)]
