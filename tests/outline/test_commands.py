"""`toolkit new`, `toolkit clauses`, `toolkit forms` and the summary of a build, as people run them."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import indent

import pytest
from typer.testing import CliRunner

from tests.outline.conftest import FILES, ROOT
from toolkit.cli import app
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project


@pytest.fixture
def folder(tmp_path):
    """Return a workspace on disk: the smallest agreement, real templates and Russian labels."""
    for path, words in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words, encoding="utf-8")
    for name in ("templates", "locales"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(folder: Path, *arguments: str):
    """Run a command without a terminal."""
    return CliRunner().invoke(app, [*arguments, "--workspace", str(folder)], env={"COLUMNS": "200"})


def test_new_agreement_writes_a_commented_file_that_is_in_order(folder):
    """The file names what is open, and has no error."""
    result = run(folder, "new", "agreement", "second", "--parties", "north", "south", "--form", "memorandum")

    words = (folder / "content/documents/agreements/second.yaml").read_text(encoding="utf-8")
    assert result.exit_code == 0, result.output
    assert "form: memorandum  #" in words
    assert "still open:" in result.stdout
    assert [one for one in Project(DiskWorkspace(folder)).diagnostics if one.severity == "error"] == []


def test_new_agreement_takes_all_topics_where_none_is_usual(folder):
    """A library that calls no topic usual gives every one that has clauses for such an agreement, not an empty list."""
    for path in (folder / "content/clauses").glob("*.yaml"):
        path.write_text(re.sub(r"^ *usual: true.*\n", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")

    result = run(folder, "new", "agreement", "second", "--parties", "north", "south")

    assert result.exit_code == 0, result.output
    assert [one for one in Project(DiskWorkspace(folder)).diagnostics if one.severity == "error"] == []


def test_new_refuses_to_overwrite(folder):
    """What is there stays, byte for byte."""
    path = folder / "content/documents/agreements/pact.yaml"
    before = path.read_bytes()

    result = run(folder, "new", "agreement", "pact", "--parties", "north", "south")

    assert (result.exit_code, path.read_bytes()) == (2, before)
    assert "there already" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("agreement", "x", "--parties", "north"),
        ("agreement", "x", "--parties", "nroth", "south"),
        ("agreement", "X y", "--parties", "north", "south"),
        ("agreement", "x", "--parties", "north", "south", "--form", "treaty"),
        ("agreement", "x", "--parties", "north", "south", "--date", "soon"),
        ("agreement", "x", "--parties", "north", "south", "--regime", "prevailing-"),
        ("agreement", "x", "--parties", "north", "south", "--regime", "prevailing-xx"),
        ("cluster", "x"),
        ("clause", "parley", "--topic", "talks", "--heading", "H"),
        ("clause", "talks", "--topic", "talks", "--heading", "H"),
        ("clause", "fresh", "--topic", "fresh", "--heading", "H"),
        ("clause", "fresh", "--topic", "parley", "--heading", "H"),
    ],
)
def test_new_says_what_is_wrong_with_the_command_line(folder, arguments):
    """Exit code 2, one line and a hint, no file and no traceback."""
    before = sorted((folder / "content").rglob("*"))

    result = run(folder, "new", *arguments)

    assert (result.exit_code, "hint:" in result.stderr) == (2, True), result.output
    assert sorted((folder / "content").rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("cluster", "east", "--name", 'Восток: "Э"', "--country", "KZ"), "content/clusters/east.yaml"),
        (("brief", "note", "--title", "Записка # 1"), "content/documents/briefs/note.yaml"),
        (("clause", "sea", "--topic", "waters", "--heading", "Море"), "content/clauses/waters.yaml"),
    ],
)
def test_new_records_load(folder, arguments, path):
    """Whatever signs a title holds, the new file is read without an error."""
    result = run(folder, "new", *arguments)

    found = [one for one in Project(DiskWorkspace(folder)).diagnostics if one.severity == "error" and one.place.path == path]
    assert (result.exit_code, found) == (0, []), result.output


def test_a_new_clause_is_added_to_its_topic(folder):
    """The clauses that were there stay."""
    run(folder, "new", "clause", "sea", "--topic", "talks", "--heading", "Море")

    topic = Project(DiskWorkspace(folder)).library.items["clauses"]["talks"]
    assert list(topic.clauses) == ["parley", "court", "wait", "sea"]


LAST_KEYS = "\n# where it stands\norder: 7\n"


@pytest.mark.parametrize(
    ("file", "wrap"),
    [
        ("content/clauses/talks.yaml", lambda words: words + LAST_KEYS),
        ("content/clauses/peace/talks.yaml", lambda words: words),
        ("content/clauses.yaml", lambda words: "talks:\n" + indent(words + LAST_KEYS, "    ") + "\n# the end\n"),
    ],
    ids=["clauses are not the last key", "in a subfolder", "in one file with others"],
)
def test_a_new_clause_stands_with_the_others(folder, file, wrap):
    """Wherever a topic stands and whatever follows its clauses, the new one comes after the last of them, and nothing else moves."""
    old = folder / "content/clauses/talks.yaml"
    words = wrap(old.read_text("utf-8"))
    old.unlink()
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(words, "utf-8")

    result = run(folder, "new", "clause", "sea", "--topic", "talks", "--heading", "Море")

    after = (folder / file).read_text("utf-8")
    topic = Project(DiskWorkspace(folder)).library.items["clauses"]["talks"]
    assert result.exit_code == 0, result.output
    assert list(topic.clauses) == ["parley", "court", "wait", "sea"]
    assert topic.order == (7 if LAST_KEYS.splitlines()[-1] in words else 50)
    assert [line for line in words.splitlines() if line.strip()] == [
        line for line in after.splitlines() if line.strip() and line in words.splitlines()
    ]


def test_clauses_that_stand_in_one_line_are_left_alone(folder):
    """Where none can be added, the file stays, and the command says why."""
    path = folder / "content/clauses/talks.yaml"
    path.write_text("heading: Переговоры\nclauses: {parley: {heading: Переговоры, text: Слова.}}\n", "utf-8")
    before = path.read_bytes()

    result = run(folder, "new", "clause", "sea", "--topic", "talks", "--heading", "Море")

    assert (result.exit_code, path.read_bytes()) == (2, before)
    assert "hint: " in result.stderr


def test_clauses_are_listed_as_markdown(folder):
    """Id, topic, heading, status, conditions, and where each is used."""
    result = run(folder, "clauses", "--markdown")

    assert "| near | subject | Соседство | standard | scope: transboundary | pact |" in result.stdout


def test_unused_clauses_are_listed(folder):
    """Only those that no agreement takes."""
    result = run(folder, "clauses", "--unused", "--markdown")

    assert [line.split(" | ")[0] for line in result.stdout.splitlines()[2:]] == ["| far", "| one", "| court", "| wait"]


def test_clauses_of_one_agreement(folder):
    """And a mistyped agreement is a wrong command."""
    result, wrong = run(folder, "clauses", "--used-by", "pact", "--markdown"), run(folder, "clauses", "--used-by", "pcat")

    assert [line.split(" | ")[0] for line in result.stdout.splitlines()[2:]] == ["| scope", "| near", "| both", "| parley"]
    assert (wrong.exit_code, "did you mean `pact`?" in wrong.stderr) == (2, True)


def test_forms_are_drafts(folder):
    """Every case on a line; the warning goes to stderr."""
    result = run(folder, "forms", "north")

    assert "    ins: Северным кластером" in result.stdout
    assert "        gen: Ивановой Марии Петровны" in result.stdout
    assert "drafts by pymorphy3" in result.stderr


def test_a_gender_is_masculine_or_feminine(folder):
    """A mistyped one is a wrong command, not a man."""
    result = run(folder, "forms", "Мария Иванова", "--person", "--gender", "femal")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean `feminine`?" in result.stderr


def test_release_states_how_many_blanks_are_left(folder):
    """A draft counts them; a release names the agreement."""
    plain, release = run(folder, "build", "-f", "html"), run(folder, "build", "-f", "html", "--release", "-l", "en")

    assert "blanks open in 1 agreement" in plain.stdout
    assert "to be filled before signature: agreements/pact" in release.stdout
