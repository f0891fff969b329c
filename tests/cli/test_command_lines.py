"""What the command line asks for must be possible and be said plainly; what the program tells people to run must run as it stands."""

from __future__ import annotations

import ast
import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import REPOSITORY, Folder
from toolkit.cli import app
from toolkit.core.command_line import typed

PLAIN = ("toolkit/cli/freeze.py", "toolkit/cli/proposals.py", "toolkit/cli/manual.py")
"""Modules whose commands name records and options alone, which need no quotes."""


def test_commands_with_values_in_them_are_quoted() -> None:
    """No f-string puts a value into a command between backquotes: `typed` does, and quotes it for a shell."""
    found = []
    for path in sorted((REPOSITORY / "toolkit").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                words = "".join(str(part.value) if isinstance(part, ast.Constant) else "\0" for part in node.values)
                inside = re.findall(r"`(?:toolkit|git|pip|\0 -m) ?[^`]*`", words)
                found += [f"{path.relative_to(REPOSITORY)}:{node.lineno}" for one in inside if "\0" in one]

    assert [place for place in found if not place.startswith(PLAIN)] == []


def test_a_command_is_what_a_shell_reads() -> None:
    """Spaces, quotes and what a shell would run are words."""
    words = ("toolkit", "-C", "a b's $(c)", "build")

    assert shlex.split(typed(*words).strip("`")) == list(words)
    assert typed("toolkit", "build", "--lang", "ru-en") == "`toolkit build --lang ru-en`"


def test_the_next_command_of_a_new_workspace_can_be_pasted(tmp_path: Path) -> None:
    """A folder with spaces in its name is one word of the command that `init` tells."""
    folder = tmp_path / "a b c"
    ran = CliRunner().invoke(app, ["init", str(folder), "--source", "en"])
    found = re.search(r"next: `(.*?)`", ran.stdout)

    assert found
    assert shlex.split(found.group(1)) == ["toolkit", "-C", str(folder), "build"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("build --version 9", "--version builds a frozen draft of one agreement"),
        ("build north small-brief --version 9", "--version builds a frozen draft of one agreement"),
        ("theme nosuch", "`nosuch` is no folder of templates, styles or assets"),
        ("theme templates/stlyes", "did you mean `templates/styles`?"),
        ("new agreement a --parties north-body north-body", "`north-body` is named twice"),
        ("new agreement a --parties north-body north", "`north-body` is named twice"),
        ("export sources --to DIR/s.txt", "`DIR/s.txt` does not say by its name what it is to be"),
        ("export sources --to DIR/s.bib --format csl-json", "`DIR/s.bib` is named as bibtex, and --format asks for csl-json"),
        ("locales export --lang en --to DIR/en.po", "give it one of the suffixes .xlf"),
        ("locales export --lang en --to DIR/en.tmx --format tbx", "name it with .tbx, or leave --format out"),
        ("compare north-south now --output DIR/c.odt", "give it one of the suffixes .docx, .html, .pdf"),
        ("report --format sarif", "`sarif` is not a format of this command"),
    ],
)
def test_what_cannot_be_is_a_wrong_command(made: Folder, tmp_path: Path, command: str, words: str) -> None:
    """It is said in words that name the option or the value, with a hint; nothing is written."""
    ran = made.run(*command.replace("DIR", str(tmp_path)).split())

    assert (ran.code, ran.out) == (2, "")
    assert words.replace("DIR", str(tmp_path)) in ran.err
    assert "\n  hint: " in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_says_by_its_suffix_what_it_is_to_be(made: Folder, tmp_path: Path) -> None:
    """What is written as `.bib` is BibTeX, and `import sources` takes it; `.tmx` is a memory."""
    for name in ("s.bib", "s.json"):
        assert made.run("export", "sources", "--to", str(tmp_path / name)).code == 0
    assert made.run("locales", "export", "--lang", "en", "--to", str(tmp_path / "en.tmx")).code == 0

    assert (tmp_path / "s.bib").read_text("utf-8").startswith("@")
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert "<tmx" in (tmp_path / "en.tmx").read_text("utf-8")
    assert made.run("import", "sources", str(tmp_path / "s.bib"), "--dry-run").code == 0


def test_a_build_names_the_page_of_the_document_that_was_asked_for(built: Folder) -> None:
    """It is not the home page, nor another document whose name sorts first; a second build, which makes nothing, names it too."""
    for words in (("profiles/south", "--lang", "ru"), ("south", "north", "--lang", "ru"), ("profiles/south", "--lang", "ru")):
        ran = built.run("build", *words, "--format", "html")

        assert ran.code == 0, ran.err
        assert ran.out.rstrip().endswith("/build/site/ru/profiles/south.html")


def test_doctor_says_of_git_what_is_true(made: Folder) -> None:
    """A commit stands on web pages, never on paper."""
    (found,) = (one for one in json.loads(made.run("doctor", "--json").out) if one["name"] == "git")

    assert "the commit on web pages" in found["purpose"]
