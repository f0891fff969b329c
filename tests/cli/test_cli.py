"""The command line as people use it: help, lists, exit codes, and what goes to which stream."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tests.conftest import DOCUMENTS, EDITIONS, Folder, Ran
from toolkit.cli import app
from toolkit.cli.manual import commands


def run(folder: Path, *arguments: str) -> Ran:
    """Run the command line in this process, in a folder, its options as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200", "NO_COLOR": "1"})
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], ["build", "list", "check", "schema", "locales"]),
        (["build", "--help"], ["--lang", "--format", "--jobs", "--release", "toolkit list"]),
        (["list", "--help"], ["--markdown"]),
        (["check", "--help"], ["write nothing"]),
        (["locales", "--help"], ["update"]),
        (["locales", "update", "-h"], ["no translation is lost"]),
    ],
)
def test_help(made: Folder, arguments: list[str], words: list[str]) -> None:
    """Every command says what it does and what it takes."""
    ran = run(made.root, *arguments)

    said = " ".join(ran.out.split())
    assert ran.code == 0
    assert ran.err == ""
    assert [word for word in words if word not in said] == []


def test_help_speaks_no_python(made: Folder) -> None:
    """No help shows a type as Python names it, nor a value beside a flag that takes none; text breaks where the screen does."""
    names = [[], ["locales"], ["new"], *(name.split() for name, _ in commands(get_command(app)))]
    helps = {" ".join(words): run(made.root, *words, "--help").out for words in names}

    assert {name for name, said in helps.items() if re.search(r"<(?:bool|str|int|path|list)|completion.* [A-Z]{3,}", said)} == set()
    assert [name for name, said in helps.items() if "--install-completion" in said] == [""]
    assert "you have changed since then, and a build may still find" in helps["impact"]
    assert "Usage: toolkit build [OPTIONS] [DOCUMENTS]..." in helps["build"]


def test_list_names_documents(workspace: Folder) -> None:
    """`list` shows documents, kinds, titles and editions on stdout."""
    ran = workspace.run("list")

    assert ran.code == 0
    assert ran.err == ""
    for document in DOCUMENTS:
        assert document in ran.out
    assert "Северный кластер" in ran.out
    assert "ru, en, ru-en" in ran.out


def test_list_as_markdown(workspace: Folder) -> None:
    """`list --markdown` is a table for a README, one line a document."""
    ran = workspace.run("list", "--markdown")

    rows = [line for line in ran.out.splitlines() if line.startswith("| ")]
    assert rows[1] == "| agreements/north-south | agreement | Соглашение о сотрудничестве | ru, en, ru-en |"


def test_check_writes_nothing(workspace: Folder) -> None:
    """`check` says all is well, and leaves no build/ behind."""
    before = workspace.snapshot(".")

    ran = workspace.run("check")

    assert ran.code == 0
    assert not {"error", "warning"} & set(re.findall(r": (\w+)\[", ran.err))
    assert ran.out.startswith("4 documents checked in 3 editions: 0 errors, 0 warnings")
    assert workspace.snapshot(".") == before


def test_summary_says_what_was_done(built: Folder) -> None:
    """The last lines: documents, editions, pages, PDFs made and cached, blanks, warnings, seconds, where to look; no path twice."""
    ran = built.run("build")

    assert re.search(r"4 documents · 12 editions · \d+ pages · 0 PDFs made, 12 from the cache", ran.out)
    assert re.search(r"\d+ blanks open in 1 agreement", ran.out)
    assert re.search(r"\d+ warnings? · \d+\.\d s · open \S+/build/site/index\.html", ran.out)
    assert ran.out.count("index.html") == 1
    assert len(ran.out.splitlines()) <= 5


def test_piped_progress_is_plain_lines_on_stderr(workspace: Folder) -> None:
    """Without a terminal, progress is short plain lines; stdout holds the summary alone."""
    ran = workspace.process("build", "profiles", "--lang", "ru", "--jobs", "1")

    assert sorted(line.split()[1] for line in ran.err.splitlines()) == ["1/4", "2/4", "3/4", "4/4"]
    assert {line.split()[0] for line in ran.err.splitlines()} == {"PDF", "Word"}
    assert "\x1b" not in ran.out + ran.err
    assert "PDF 1/4" not in ran.out


@pytest.mark.parametrize(
    ("names", "built"),
    [
        (["small-brief"], {"briefs/small-brief"}),
        (["briefs/small-brief"], {"briefs/small-brief"}),
        (["profiles"], {"profiles/north", "profiles/south"}),
        (["profiles/"], {"profiles/north", "profiles/south"}),
        (["north", "briefs"], {"profiles/north", "briefs/small-brief"}),
    ],
)
def test_name_selects_a_document_or_a_folder(workspace: Folder, names: list[str], built: set[str]) -> None:
    """A document by its path or its last part, a folder by its name, with or without a slash."""
    ran = workspace.run("build", *names, "--lang", "en", "--format", "html")

    assert ran.code == 0, ran.err
    assert {document for document in DOCUMENTS if workspace.artifact("en", document, ".html").is_file()} == built
    assert not list(workspace.build.rglob("*.pdf"))


def test_language_and_format_are_chosen(workspace: Folder) -> None:
    """`--lang` and `--format` narrow what is built, and may be given again."""
    workspace.run("build", "small-brief", "-l", "ru", "-l", "en", "-f", "html")

    assert {edition for edition in EDITIONS if workspace.artifact(edition, "briefs/small-brief", ".html").is_file()} == {"ru", "en"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--lang", "fr"],
        ["build", "nothing"],
        ["build", "--jobs", "0"],
        ["build", "--format", "odt"],
        ["build", "--nope"],
    ],
)
def test_wrong_command_line(made: Folder, arguments: list[str]) -> None:
    """What the command line asks for and there is not: exit 2, told on stderr, nothing built."""
    before = made.snapshot("build/site")

    ran = run(made.root, *arguments)

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err
    assert made.snapshot("build/site") == before


def test_program_is_a_module(workspace: Folder) -> None:
    """`python -m toolkit` is the same program: it says what is wrong and ends with the same code."""
    ran = workspace.process("build", "zzz")

    assert ran.code == 2
    assert ran.err == "toolkit: `zzz` is not a document or a folder of documents\n  hint: see `toolkit list`\n"
    assert not workspace.build.exists()


def test_workspace_elsewhere(workspace: Folder, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`--workspace` works on a folder from anywhere; a folder without content says so."""
    empty = Folder(tmp_path_factory.mktemp("empty"))

    assert workspace.run("list").code == 0
    ran = empty.run("list")
    assert ran.code == 1
    assert ran.err.startswith("content: error[no-content]")


def test_many_mistakes_are_counted(workspace: Folder) -> None:
    """`check` lists every mistake; a build shows the first and counts the rest: the screen does not scroll away."""
    keys = "".join(f"key{n}: x\n" for n in range(100))
    path = workspace.root / "content/clusters/north.yaml"
    path.write_text(path.read_text(encoding="utf-8") + keys, encoding="utf-8")

    ran = workspace.run("check")

    assert ran.code == 1
    assert ran.err.count("error[unknown-key]") == 100
    assert "100 errors" in ran.out
    built = workspace.run("build")
    assert built.err.count("error[unknown-key]") == 60
    assert re.search(r"… and \d+ more; `toolkit check` lists all", built.err)


def test_schema_command(workspace: Folder) -> None:
    """`schema` writes the schemas, and a second time changes none."""
    first, second = workspace.run("schema"), workspace.run("schema")

    assert first.code == second.code == 0
    assert ", 0 changed" in second.out
    assert (workspace.root / "schemas/clusters.json").is_file()
