"""What came back in Word: every difference from what was sent is told, whatever was done to the file."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Folder
from tests.returned import Sent
from toolkit.build.word.anchors import bookmarks_of
from toolkit.build.word.document import make_word
from toolkit.build.word.incoming import Incoming, incoming
from toolkit.build.word.reading import opened
from toolkit.build.word.received import received
from toolkit.build.word.xml import W
from toolkit.cli.draft import draft_named
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

Random = Any
"""A source of chance that Hypothesis draws, and makes simpler where a law is broken."""
_W = f"{{{W}}}"
ANNEX = """
  annexes:
    - id: plan
      title: План работы
      work_plan:
        - {id: meeting, what: Первая встреча, begins: 2027-01, ends: 2027-02, funding: средства Сторон}
        - {id: school, what: Летняя школа, begins: 2027-03, ends: 2027-06}
"""
WORD = re.compile(r"\w+")


@pytest.fixture(scope="module")
def sent(made: Folder, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, dict[str, tuple[str, str]]]]:
    """Return the Word files of an agreement with an annex, by edition, with what their bookmarks name."""
    folder = Folder(tmp_path_factory.mktemp("office"))
    for name in ("content", "locales", "templates"):
        shutil.copytree(made.root / name, folder.root / name)
    path = folder.root / "content/documents/agreements/north-south.yaml"
    path.write_text(path.read_text("utf-8").rstrip() + ANNEX, "utf-8")
    project = Project(DiskWorkspace(folder.root))
    publication = next(one for one in project.publications if one.id == "agreements/north-south")
    found = {}
    for edition in ("ru", "ru-en"):
        job = draft_named(project, folder.root, publication, edition, "now").job
        found[edition] = make_word(job), bookmarks_of(job.html)
    return found


# ── the law ──────────────────────────────────────────────────────────────────────────────────────


def words_of(data: bytes) -> list[str]:
    """Return the paragraphs as they stand, by plain reading: contents left out, fields and their numbers too."""
    body = opened(data)["word/document.xml"]
    for one in list(body.iter(f"{_W}sdt")):
        if one.find(f"{_W}sdtPr/{_W}docPartObj") is not None:
            one.getparent().remove(one)
    return [" ".join("".join(part.text or "" for part in one.iter(f"{_W}t")).split()) for one in body.iter(f"{_W}p")]


def told(found: Incoming, labels: list[tuple[str, str]]) -> str:
    """Return all words that a report says; a blank that was filled in says that its label went."""
    said = [one.told(one.near) for one in found.unplaced]
    said += [part.shown for one in found.edits for part in (one.ours, one.theirs) if part]
    filled = {f"blank:{one.blank}" for one in found.filled}
    said += [label for blank, label in labels if blank in filled]
    return " ".join([*said, *(one.words for one in (*found.filled, *found.remarks))])


def _paragraphs(file: Sent) -> list:
    every = [one for one in file.document.iter(f"{_W}p") if "".join(one.itertext()).strip()]
    return [one for one in every if not any(it.find(f"{_W}sdtPr/{_W}docPartObj") is not None for it in one.iterancestors(f"{_W}sdt"))]


def _texts(file: Sent) -> list:
    return [text for one in _paragraphs(file) for text in one.iter(f"{_W}t") if WORD.search(text.text or "")]


def _in_fields(text) -> bool:
    run = next(text.iterancestors(f"{_W}r"))
    before = [one.get(f"{_W}fldCharType") for one in run.itersiblings(preceding=True) for one in one.iter(f"{_W}fldChar")]
    return bool(before) and before[0] != "end"


def reword(file: Sent, chance: Random) -> None:
    """Put a strange word in the place of another."""
    text = chance.choice([one for one in _texts(file) if not _in_fields(one)])
    found = chance.choice(list(WORD.finditer(text.text)))
    text.text = f"{text.text[: found.start()]}иначе{chance.randrange(99)}{text.text[found.end() :]}"


def shorten(file: Sent, chance: Random) -> None:
    """Take a word out."""
    text = chance.choice([one for one in _texts(file) if not _in_fields(one)])
    found = chance.choice(list(WORD.finditer(text.text)))
    text.text = text.text[: found.start()] + text.text[found.end() :]


def remove(file: Sent, chance: Random) -> None:
    """Delete a paragraph; the last of a cell is emptied."""
    one = chance.choice(_paragraphs(file))
    if one.getparent().tag == f"{_W}tc" and len(one.getparent().findall(f"{_W}p")) == 1:
        for text in one.iter(f"{_W}t"):
            text.text = ""
    else:
        one.getparent().remove(one)


def remove_row(file: Sent, chance: Random) -> None:
    """Delete a row of a table."""
    row = chance.choice(list(file.document.iter(f"{_W}tr")))
    row.getparent().remove(row)


def add(file: Sent, chance: Random) -> None:
    """Put a new paragraph in anywhere, with or without a language."""
    after = chance.choice(_paragraphs(file))
    made = deepcopy(after)
    for one in [one for one in made if one.tag != f"{_W}pPr"]:
        made.remove(one)
    run = deepcopy(next(after.iter(f"{_W}r")))
    for one in [one for one in run if one.tag != f"{_W}rPr" or chance.random() < 0.5]:
        run.remove(one)
    text = run.makeelement(f"{_W}t")
    text.text = f"Добавлено {chance.randrange(99)} иначе."
    run.append(text)
    made.append(run)
    after.addnext(made)


def repeat(file: Sent, chance: Random) -> None:
    """Copy a paragraph to another place."""
    one = deepcopy(chance.choice(_paragraphs(file)))
    for mark in list(one.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
        mark.getparent().remove(mark)
    chance.choice(_paragraphs(file)).addnext(one)


def move(file: Sent, chance: Random) -> None:
    """Move a paragraph behind one that says something else."""
    free = [one for one in _paragraphs(file) if one.getparent().tag != f"{_W}tc"]
    one = chance.choice(free)
    chance.choice([other for other in free if other is not one]).addnext(one)


def move_row(file: Sent, chance: Random) -> None:
    """Move a row to the end of its table."""
    row = chance.choice(list(file.document.iter(f"{_W}tr")))
    row.getparent().append(row)


def forget(file: Sent, chance: Random) -> None:
    """Lose bookmarks, as some programs do; that is no difference."""
    for one in list(file.document.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
        if chance.random() < 0.5:
            one.getparent().remove(one)


CHANGES: tuple[Callable[[Sent, Random], None], ...] = (
    reword, shorten, remove, remove_row, add, repeat, move, move_row, forget,
)  # fmt: skip


@given(edition=st.sampled_from(["ru", "ru-en"]), changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3), chance=st.randoms())
@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_every_difference_is_told(sent: dict, edition: str, changes: list[Callable[[Sent, Random], None]], chance: Random) -> None:
    """Whatever is done to a file, in any order: each word that came or went is told, and no other order is passed over in silence."""
    data, named = sent[edition]
    file = Sent(data)
    for change in changes:
        change(file, chance)
    returned = file.data()

    found = incoming(data, returned, named)

    labels = [(mark, label) for one in received(opened(data)) for mark, label, _ in one.marks]
    report = set(WORD.findall(told(found, labels)))
    before, after = words_of(data), words_of(returned)
    first, second = (Counter(WORD.findall(" ".join(one))) for one in (before, after))
    assert not {word for word in {**first, **second} if first[word] != second[word] and word not in report}
    assert report or [one for one in before if one] == [one for one in after if one]


def test_what_nobody_changed_has_no_difference(sent: dict) -> None:
    """A file as it was sent gives no proposals, and nothing that is not placed."""
    assert all(incoming(data, data, named) == Incoming((), (), (), ()) for data, named in sent.values())


# ── what is told as what ─────────────────────────────────────────────────────────────────────────


def track_move(file: Sent) -> None:
    """Move a clause with tracking on."""
    file.track_move("Неразрешённый спор", "Соглашение определяет")


def paste(file: Sent) -> None:
    """Move a clause without tracking."""
    file.move("Неразрешённый спор", "Соглашение определяет")


def swap(file: Sent) -> None:
    """Put the first point after the second."""
    file.move("общие исследования", "обмен опытом")


def strike(file: Sent) -> None:
    """Strike out a clause that has a blank, tracked."""
    file.strike("Неразрешённый спор")


def join(file: Sent) -> None:
    """Join two points, tracked."""
    file.join("общие исследования")


def begin_article(file: Sent) -> None:
    """Put a clause in at the beginning of an article, without a language."""
    file.add("Споры", "Новый пункт.", like="Неразрешённый спор", language="")


def begin_points(file: Sent) -> None:
    """Put a point in before the first."""
    file.add("Целями сотрудничества", "новые встречи;", like="общие исследования")


def follow_points(file: Sent) -> None:
    """Put a clause in after a clause with points."""
    file.add("Список целей открыт", "Новый пункт.", like="Неразрешённый спор")


def say_again(file: Sent) -> None:
    """Put a clause in that says what another says."""
    file.add("Неразрешённый спор", "Список целей открыт.", like="Неразрешённый спор")


def type_before(file: Sent) -> None:
    """Press Enter before a clause and type: Word leaves the bookmark with the new words."""
    old = file.paragraph("Неразрешённый спор")
    file.add("Неразрешённый спор", "Совсем новое.")
    new = file.paragraph("Совсем новое")
    old.addprevious(new)
    for mark in old.findall(f"{_W}bookmarkStart"):
        new.insert(1, mark)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (track_move, {("move", "disputes-court", "subject-scope", False)}),
        (paste, {("move", "disputes-court", "subject-scope", False)}),
        (swap, {("move", "subject-goals.2", "subject-goals", False)}),
        (strike, {("strike", "disputes-court", "", False)}),
        (join, {("strike", "subject-goals.1", "", False), ("reword", "subject-goals.2", "", False)}),
        (begin_article, {("add", "", "disputes", False)}),
        (begin_points, {("add", "", "subject-goals", True)}),
        (follow_points, {("add", "", "subject-goals", False)}),
        (say_again, {("add", "", "disputes-court", False)}),
        (type_before, {("add", "", "disputes-talks", False)}),
    ],
)
def test_an_edit_is_told_as_what_it_is(sent: dict, change: Callable[[Sent], None], expected: set[tuple]) -> None:
    """Moved is not struck out, joined not passed over, and a new paragraph has the level and the place at which it stands."""
    data, named = sent["ru"]
    file = Sent(data)
    change(file)

    found = incoming(data, file.data(), named)

    assert {(one.kind, one.paragraph, one.after, one.point) for one in found.edits} == expected
    assert found.unplaced == ()


def head(file: Sent) -> None:
    """Put an article in, with a clause."""
    file.add("Неразрешённый спор", "Гарантии", like="Споры")
    file.add("Гарантии", "Каждая Сторона даёт гарантию.", like="Неразрешённый спор")


def cut_row(file: Sent) -> None:
    """Take a row out of the annex."""
    row = next(file.paragraph("Летняя школа").iterancestors(f"{_W}tr"))
    row.getparent().remove(row)


def fund(file: Sent) -> None:
    """Change a cell of the annex."""
    file.replace("средства Сторон", "средства Севера")


def unsign(file: Sent) -> None:
    """Take a line out of a signature."""
    one = file.paragraph("Подпись")
    one.getparent().remove(one)


@pytest.mark.parametrize(
    ("change", "passages"),
    [
        (head, ["disputes-court: added: “Гарантии”", "disputes-court: added: “Каждая Сторона даёт гарантию.”"]),
        (cut_row, ["annex-plan: struck out: “2 | Летняя школа"]),
        (fund, ["annex-plan: “1 | Первая встреча”; “средства Сторон” became “средства Севера”"]),
        (unsign, ["signing: “"]),
    ],
)
def test_what_no_proposal_can_say_is_told_with_its_place(sent: dict, change: Callable[[Sent], None], passages: list[str]) -> None:
    """A new article, a row of an annex, a cell, a line of a signature."""
    data, named = sent["ru"]
    file = Sent(data)
    change(file)

    found = incoming(data, file.data(), named)

    assert found.edits == ()
    for passage, said in zip(found.unplaced, passages, strict=True):
        assert passage.told(passage.near).startswith(said)


def test_one_column_struck_out_is_no_strike(sent: dict) -> None:
    """A clause that one language keeps is not struck out; new words in the other stay a proposal."""
    data, named = sent["ru-en"]
    file = Sent(data)
    file.replace("Неразрешённый спор передают", "Каждый спор передают")
    english = next(one for one in file.document.iter(f"{_W}p") if any(it.get(f"{_W}name") == "en_disputes_court" for it in one))
    for text in list(english.iter(f"{_W}t")):
        text.text = ""
    for one in list(english.iter(f"{_W}sdt")):
        one.getparent().remove(one)

    found = incoming(data, file.data(), named)

    assert [(one.kind, one.paragraph, one.language) for one in found.edits] == [("reword", "disputes-court", "ru")]
    assert [(one.what, one.near, one.language) for one in found.unplaced] == [("struck", "disputes-court", "en")]


def test_blanks_of_the_parties_are_filled_wherever_they_stand(sent: dict) -> None:
    """A party fills in its own name, in brackets too: one blank, no edit of the preamble or of the signatures."""
    data, named = sent["ru"]
    file = Sent(data)
    file.fill("south-body.address", "Минск (центр)")
    file.fill("court", "(суд г. Минска)")

    found = incoming(data, file.data(), named)

    assert {(one.blank, one.words) for one in found.filled} == {("south-body.address", "Минск (центр)"), ("court", "суд г. Минска")}
    assert (found.edits, found.unplaced) == ((), ())


def test_signs_and_comments_come_whole(sent: dict) -> None:
    """A hyphen that may not break is a hyphen, paragraphs of a comment are parted, a changed running head is told."""
    data, named = sent["ru"]
    file = Sent(data)
    file.comment("общие исследования")
    file.parts["word/comments.xml"] = file.parts["word/comments.xml"].replace(
        b"</w:p>", "</w:p><w:p><w:r><w:t>И ещё.</w:t></w:r></w:p>".encode()
    )
    run = file.run("общие исследования")
    run.find(f"{_W}t").text = "научно"
    run.append(run.makeelement(f"{_W}noBreakHyphen"))
    run.append(run.makeelement(f"{_W}t"))
    run[-1].text = "общие исследования;"
    file.parts["word/header.xml"] = file.parts["word/header.xml"].replace("сотрудничестве".encode(), "дружбе".encode())

    found = incoming(data, file.data(), named)

    assert [one.theirs.words for one in found.edits if one.theirs] == ["научно-общие исследования;"]
    assert [one.words for one in found.remarks] == ["Почему так? И ещё."]
    assert [one.told(one.near) for one in found.unplaced if "дружбе" in one.theirs]
