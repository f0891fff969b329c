"""`toolkit import agreement`, `settle` and `issues`: what came back in Word becomes proposals, and what is accepted wording."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import zipfile
from functools import reduce
from pathlib import Path

import pytest
import yaml

from tests.conftest import REPOSITORY, Folder
from tests.returned import Sent
from toolkit.build.word.document import make_word
from toolkit.build.word.xml import W
from toolkit.cli.draft import draft_named
from toolkit.core.workspace import DiskWorkspace
from toolkit.language.lift import lift
from toolkit.project import Project

_W = f"{{{W}}}"
PACT = "content/documents/agreements/north-south.yaml"


@pytest.fixture(scope="module")
def office(made: Folder, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a workspace whose agreement was sent as version 0.2."""
    folder = Folder(tmp_path_factory.mktemp("office"))
    for name in ("content", "locales", "templates"):
        shutil.copytree(made.root / name, folder.root / name)
    assert folder.run("freeze", "north-south", "--version", "0.2").code == 0
    return folder


@pytest.fixture
def sent(office: Folder) -> Sent:
    """Return the Word file that was sent."""
    return sent_of(office, "0.2")


def sent_of(office: Folder, version: str, name: str = "north-south", edition: str = "ru") -> Sent:
    """Return the Word file of a version of an agreement, or of a copy of it."""
    project = Project(DiskWorkspace(office.root))
    publication = next(one for one in project.publications if one.id == f"agreements/{name}")
    return Sent(make_word(draft_named(project, office.root, publication, edition, version).job))


def negotiated(sent: Sent) -> Sent:
    """Return the file with one of each that people do to it."""
    sent.track("общие исследования", "совместные исследования")
    sent.replace("Неразрешённый спор передают", "Каждый спор передают")
    sent.comment("Каждый спор передают")
    sent.fill("court", "Арбитражный суд Москвы")
    sent.add("Каждый спор передают", "Стороны хранят тайну переговоров.")
    return sent


def proposals(office: Folder, path: Path) -> dict:
    """Return what a file is taken in as."""
    ran = office.run("import", "agreement", str(path), "--from", "south-body")
    assert ran.code == 0, ran.err
    return yaml.safe_load(ran.out)


def told(record: dict) -> set[tuple]:
    """Return the proposals without their order."""
    return {
        (one["kind"], one.get("paragraph"), one.get("theirs", {}).get("ru"), one.get("author"), one.get("comment"))
        for one in record["items"]
    }


def test_what_came_back_becomes_proposals(office: Folder, sent: Sent, tmp_path: Path) -> None:
    """Tracked and untracked edits, an addition, a comment and a filled blank, each at its clause; nothing is written."""
    before = office.snapshot("content")

    record = proposals(office, negotiated(sent).save(tmp_path / "back.docx"))

    assert told(record) == {
        ("reword", "subject-goals.1", "совместные исследования;", "Контрагент", None),
        ("reword", "disputes-court", "Каждый спор передают в {court}. Соглашение составлено в {copies} экземплярах.", None, None),
        ("add", "disputes-court-added-1", "Стороны хранят тайну переговоров.", None, None),
        ("fill", "disputes-court", "Арбитражный суд Москвы", None, None),
        ("comment", "disputes-court", None, "Контрагент", "Почему так?"),
    }
    assert (record["version"], record["sender"]) == ("0.2", "Южный кластер")
    assert next(one for one in record["items"] if one["kind"] == "reword")["date"] == "2026-12-01"
    assert office.snapshot("content") == before
    assert proposals(office, Sent((tmp_path / "back.docx").read_bytes()).save(tmp_path / "b.docx"))["items"] == record["items"]


def test_what_libreoffice_saves_comes_back_the_same(office: Folder, sent: Sent, tmp_path: Path) -> None:
    """A file that LibreOffice has opened and saved gives the same proposals; one that nobody changed gives none."""
    sent.save(tmp_path / "same.docx")
    sent_of(office, "0.2", edition="ru-en").save(tmp_path / "both.docx")
    negotiated(sent).save(tmp_path / "back.docx")
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "docx:MS Word 2007 XML"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "saved"), *(str(tmp_path / f"{name}.docx") for name in ("same", "both", "back"))],
        check=True,
        capture_output=True,
        timeout=120,
    )

    for name in ("same", "both"):
        saved = proposals(office, tmp_path / f"saved/{name}.docx")
        assert (saved["items"], saved.get("unplaced")) == ([], None)
    assert told(proposals(office, tmp_path / "saved/back.docx")) == told(proposals(office, tmp_path / "back.docx"))


def test_accepted_proposals_become_wording(office: Folder, sent: Sent, tmp_path: Path) -> None:
    """Accept, reject and counter; the clause library stays as it is, the agreement is built with what was agreed."""
    path = office.root / "content/proposals/round-1.yaml"
    ran = office.run("import", "agreement", str(negotiated(sent).save(tmp_path / "back.docx")), "--output", str(path))
    record = yaml.safe_load(path.read_text("utf-8"))
    answers = {"reword": "accept", "add": "reject", "fill": "accept"}
    for one in record["items"]:
        one["answer"] = answers.get(one["kind"], "accept")
        if one.get("paragraph") == "subject-goals.1":
            one |= {
                "answer": "counter",
                "counter": {"ru": "общие опыты;", "en": "joint trials;"},
                "position": "ТАЙНАЯ ПОЗИЦИЯ",
                "owner": "ТАЙНЫЙ ЮРИСТ",
            }
    path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")
    library = office.snapshot("content/clauses")
    before = (office.root / PACT).read_text("utf-8")

    shown = office.run("settle", "round-1", "--dry-run")
    unwritten = (office.root / PACT).read_text("utf-8")
    listed = {
        flag: office.run("issues", "north-south", *flag, "--output", str(tmp_path / "issues.csv")).code
        or (tmp_path / "issues.csv").read_text("utf-8-sig")
        for flag in ((), ("--internal",))
    }
    word = office.run("issues", "north-south", "--format", "docx", "--output", str(tmp_path / "issues.docx"))
    settled = office.run("settle", "round-1")
    checked = office.run("check")
    again = office.run("settle", "round-1")
    compared = office.run("compare", "north-south", "0.2", "--lang", "ru", "--output", str(tmp_path / "c.docx"))

    assert ran.code == shown.code == settled.code == checked.code == word.code == 0, (ran.err, settled.err, checked.err, word.err)
    assert "+    - id: subject-goals.1" in shown.out
    assert unwritten == before
    assert office.snapshot("content/clauses") == library
    assert "5 proposals settled, 0 open" in settled.out
    assert "0 proposals settled" in again.out
    assert "reworded: subject-goals.1" in compared.out
    assert "reworded: disputes-court" in compared.out
    assert "Арбитражный суд Москвы" in (office.root / PACT).read_text("utf-8")
    assert "хранят тайну" not in (office.root / PACT).read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "issues.docx") as archive:
        parts = " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist() if name.endswith((".xml", ".rels")))
    assert "ТАЙН" in listed[("--internal",)]
    assert "ТАЙН" not in listed[()] + parts
    assert "Каждый спор передают" in listed[()]
    assert "Каждый спор передают" in re.sub("<[^>]*>", "", parts)


@pytest.mark.parametrize(
    ("words", "arguments", "said"),
    [
        (b"no zip", (), "does not say which agreement it is"),
        (b"no zip", ("--agreement", "north-south", "--lang", "ru"), "is no Word file"),
        (b"no zip", ("--agreement", "small-brief"), "is not one agreement"),
        (b"", ("--agreement", "north-south", "--against", "0.9"), "frozen versions: 0.2"),
    ],
)
def test_a_file_that_is_none_of_ours_is_said(office: Folder, tmp_path: Path, words: bytes, arguments: tuple[str, ...], said: str) -> None:
    """One line, with what to do."""
    path = tmp_path / "x.docx"
    path.write_bytes(words)

    ran = office.run("import", "agreement", str(path), *arguments)

    assert ran.code == 2
    assert said in ran.err


def test_a_word_file_of_somebody_else_is_said(office: Folder, sent: Sent, tmp_path: Path) -> None:
    """A file without our bookmarks and without our words is refused; one with our words, typed anew, is not."""
    for one in list(sent.document.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd")):
        one.getparent().remove(one)
    plain = proposals(office, sent.save(tmp_path / "plain.docx"))
    for text in sent.document.iter(f"{_W}t"):
        text.text = "Что-то совсем другое, и не из нашего договора."
    ran = office.run("import", "agreement", str(sent.save(tmp_path / "other.docx")))

    assert plain["items"] == []
    assert ran.code == 2
    assert "bears no paragraph of this agreement" in ran.err


@pytest.mark.parametrize(
    ("edited", "text"),
    [
        ("Сторона извещает Север за 90 дней, см. пункт ⟦law⟧.", "Сторона извещает {party_a} за {period}, см. [](#law)."),
        (
            "Сторона письменно извещает Север за 90 дней, см. пункт ⟦law⟧.",
            "Сторона письменно извещает {party_a} за {period}, см. [](#law).",
        ),
        ("Сторона извещает Север за 60 дней, см. пункт ⟦law⟧.", "Сторона извещает {party_a} за 60 дней, см. [](#law)."),
        ("Сторона извещает Север за 90 дней.", "Сторона извещает {party_a} за {period}."),
        ("Иначе.", "Иначе."),
    ],
)
def test_words_that_were_left_alone_stay_as_they_were_written(edited: str, text: str) -> None:
    """Placeholders and references stay where their print was not touched."""
    source = "Сторона извещает {party_a} за {period}, см. [](#law)."

    assert lift(source, "Сторона извещает Север за 90 дней, см. пункт ⟦law⟧.", edited) == text


def test_a_reference_that_is_said_in_another_case_stays_one(office: Folder, sent: Sent, tmp_path: Path) -> None:
    """Words around a reference change, and its noun with them: it stays a reference, in that case."""
    for text in sent.paragraph("Соглашение определяет").iter(f"{_W}t"):
        text.text = text.text.replace("решает", "решают по").replace("статья", "статье")
    record = proposals(office, sent.save(tmp_path / "b.docx"))

    assert [one["theirs"]["ru"] for one in record["items"]] == [
        "Соглашение определяет основы сотрудничества {party_a:gen} и {party_b:gen}. Споры решают по [](#disputes:dat)."
    ]


def taken(office: Folder, file: Sent, name: str, answer: str = "accept") -> str:
    """Take a file in as proposals of a name, answer all of them alike, and return what the command said."""
    path = office.root / f"content/proposals/{name}.yaml"
    (office.root / "back.docx").write_bytes(file.data())
    ran = office.run("import", "agreement", str(office.root / "back.docx"), "--from", "south-body", "--output", str(path))
    assert ran.code == 0, ran.err
    record = yaml.safe_load(path.read_text("utf-8"))
    for one in record["items"]:
        one["answer"] = answer
    path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")
    return ran.err


@pytest.fixture
def desk(office: Folder, tmp_path: Path) -> Folder:
    """Return an office of one's own that has sent version 0.2."""
    folder = Folder(tmp_path / "desk")
    for name in ("content", "locales", "templates"):
        shutil.copytree(office.root / name, folder.root / name)
    shutil.rmtree(folder.root / "content/proposals", ignore_errors=True)
    shutil.copy(office.root / "content/drafts/north-south/0.2" / PACT, folder.root / PACT)
    return folder


def test_two_files_against_one_draft_never_go_over_each_other(desk: Folder, sent: Sent) -> None:
    """The second of two files is by hand where both word a paragraph or fill a blank; both additions are kept, each with its name."""
    second = Sent(sent.data())
    for file, words in ((sent, "Каждый"), (second, "Всякий")):
        file.replace("Неразрешённый спор передают", f"{words} спор передают")
        file.fill("court", f"{words} суд")
        file.add(f"{words} спор передают", f"{words} пункт.", like=f"{words} спор передают")
    taken(desk, sent, "one")
    taken(desk, second, "two")

    settled = [desk.run("settle", name) for name in ("one", "two", "two")]

    words = (desk.root / PACT).read_text("utf-8")
    assert "3 proposals settled, 0 open" in settled[0].out
    assert "1 proposal settled, 2 by hand, 0 open" in settled[1].out
    assert "0 proposals settled, 2 by hand, 0 open" in settled[2].out
    assert "`disputes-court` says something else since 0.2: “Каждый спор" in settled[2].out
    assert "the parameter `court` says something else since 0.2: “Каждый суд”" in settled[2].out
    assert words.count("Каждый") == 3
    assert "Всякий пункт." in words
    assert "Всякий спор" not in words


def test_what_a_person_must_do_stays_unsettled(desk: Folder, sent: Sent) -> None:
    """A recital, a detail of a party, a moved clause: by hand with its place, and again at the next run; the agreement stays whole."""
    sent.replace("желая сотрудничать", "стремясь сотрудничать")
    sent.add("стремясь сотрудничать", "помня о дружбе,")
    sent.fill("south-body.address", "Минск")
    sent.move("Список целей открыт", "Неразрешённый спор")
    told = taken(desk, sent, "round")
    before = (desk.root / PACT).read_text("utf-8")

    first, second = desk.run("settle", "round"), desk.run("settle", "round")

    assert "add 1, fill 1, move 1, reword 1; 0 passages not placed" in told
    assert first.out == second.out
    assert "0 proposals settled, 4 by hand, 0 open" in first.out
    assert f"change `recitals:` in {PACT}" in first.out
    assert re.search(r"`south-body\.address` is Минск: put it into content/parties\.yaml:\d+, `address:` of `south-body`", first.out)
    assert (desk.root / PACT).read_text("utf-8") == before


def test_a_clause_that_comes_first_is_printed_first(desk: Folder, sent: Sent) -> None:
    """What was put in below the heading of an article becomes its first clause; accepted, it is in the agreement."""
    sent.add("Споры", "Сначала пишут письмо.", like="Неразрешённый спор", language="")
    taken(desk, sent, "round")
    settled = desk.run("settle", "round")
    compared = desk.run("compare", "north-south", "0.2", "--lang", "ru", "--format", "html", "--output", str(desk.root / "c.html"))

    assert (settled.code, compared.code) == (0, 0), (settled.err, compared.err)
    assert "added: disputes-added-1 (— → 2.1)" in compared.out


def test_settle_tells_what_it_breaks(desk: Folder, sent: Sent) -> None:
    """Striking a clause that others refer to is told before and after; a whole article is taken out by a person."""
    sent.strike("Спор решают переговорами")
    for words in ("Переговоры начинает письмо", "Письмо посылают по почте"):
        sent.strike(words)
    taken(desk, sent, "round")

    shown, settled, checked = desk.run("settle", "round", "--dry-run"), desk.run("settle", "round"), desk.run("check")

    assert (shown.code, settled.code, checked.code) == (1, 1, 1)
    for ran in (shown, settled):
        assert "this agreement strikes `disputes-talks` out: word what refers to it anew" in ran.err
    assert "would have these mistakes" in shown.err


def test_the_file_says_which_draft_it_is(desk: Folder, sent: Sent) -> None:
    """A file is read against the version that it bears, the older one too, and a copy against that copy; 0.10 is newer than 0.9."""
    path = desk.root / PACT
    path.write_text(path.read_text("utf-8").replace("  recitals:", "  alternat: true\n  recitals:"), "utf-8")
    for version, days in (("0.9", "40 дней"), ("0.10", "50 дней")):
        path.write_text(re.sub("talks_period: .*", f"talks_period: {days}", path.read_text("utf-8")), "utf-8")
        assert desk.run("freeze", "north-south", "--version", version).code == 0
    made = [(version, "north-south", sent_of(desk, version)) for version in ("0.2", "0.9", "0.10")]
    made.append(("0.9", "north-south-alternat", sent_of(desk, "0.9", "north-south-alternat")))

    for version, copy, file in made:
        ran = desk.run("import", "agreement", str(file.save(desk.root / "b.docx")))
        assert f"against {version} of agreements/{copy}: nothing was changed; 0 passages not placed" in ran.err
    assert re.findall(r"0\.\d+", desk.run("drafts", "north-south").out) == ["0.2", "0.9", "0.10"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--output", f"{{root}}/{PACT}"), "is there already, and nothing was written over it"),
        (("--output", "{root}/content/proposals/r-A.yaml"), "can be no file of proposals"),
        (("--output", "{root}/content/r.yaml"), "can be no file of proposals"),
        (("--agreement", "small-brief"), "is not one agreement"),
    ],
)
def test_a_place_where_proposals_cannot_be_is_refused(desk: Folder, sent: Sent, arguments: tuple[str, ...], said: str) -> None:
    """Nothing is written over, and no file is made that `settle` would not find."""
    before = desk.snapshot("content")
    ran = desk.run("import", "agreement", str(sent.save(desk.root / "b.docx")), *(one.format(root=desk.root) for one in arguments))

    assert ran.code == 2
    assert said in ran.err
    assert desk.snapshot("content") == before


def test_the_commands_of_the_guide_work(made: Folder, sent: Sent, tmp_path: Path) -> None:
    """A lawyer's days, from docs/agreements.md: each command in turn, on a small agreement."""
    guide = (REPOSITORY / "docs/agreements.md").read_text("utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", guide, re.DOTALL) for line in block.splitlines()]
    folder = Folder(tmp_path / "office")
    for name in ("content", "locales", "templates"):
        shutil.copytree(made.root / name, folder.root / name)
    negotiated(sent).save(tmp_path / "back.docx")
    names = {"kaluga-vitebsk": "north-south", "kaluga-association": "north-body", "vitebsk-association": "south-body",
             "back.docx": str(tmp_path / "back.docx"), "content/proposals": str(folder.root / "content/proposals"),
             " withdrawal ": " disputes-court "}  # fmt: skip

    for line in commands:
        words = reduce(lambda said, name: said.replace(name, names[name]), names, line.removeprefix("toolkit "))
        ran = folder.run(*shlex.split(words, comments=True), *(("--jobs", "1") if line.startswith("toolkit build") else ()))
        unsigned = "--execution" in line  # refused as long as anything is open
        assert ran.code == (1 if unsigned else 0), (line, ran.err)
        path = folder.root / "content/proposals/round-1.yaml"
        if "--output" in line:
            record = yaml.safe_load(path.read_text("utf-8"))
            record["items"][0]["answer"] = "accept"
            path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    assert len(commands) > 12
