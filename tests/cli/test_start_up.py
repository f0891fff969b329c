"""The program starts with what its words need: a command's own libraries are imported when it is run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer

from toolkit.cli import COMMANDS, loaded

HEAVY = ("pydantic", "jinja2", "yaml", "babel", "polib", "weasyprint", "citeproc", "PIL", "starlette", "toolkit.project")


@pytest.mark.parametrize("word", ["--help", "--version"])
def test_words_about_the_program_import_nothing_heavy(word: str) -> None:
    """`--help` and `--version` load no library that reads, renders or lays out."""
    lines = (
        "import sys",
        "from toolkit.cli import app",
        f"try: app([{word!r}])",
        "except SystemExit: print(*sys.modules, file=sys.stderr)",
    )

    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)

    assert set(HEAVY) & set(done.stderr.split()) == set()


def test_a_command_that_builds_nothing_imports_nothing_that_builds(tmp_path: Path) -> None:
    """`list` loads neither formats nor pages of the site: each start of the program would wait for them."""
    lines = (
        "import sys",
        "from toolkit.cli import app",
        f"try: app(['list', '--workspace', {str(tmp_path)!r}])",
        "except SystemExit: print(*sys.modules, file=sys.stderr)",
    )

    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True)
    names = done.stderr.split()

    assert "toolkit.project" in names
    assert [name for name in names if name.startswith(("toolkit.build", "toolkit.site", "toolkit.exchange", "weasyprint"))] == []


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    """The words of `toolkit --help` are the first paragraph of each command's own."""
    where, words = COMMANDS[name]
    command = loaded(name, where)

    assert command.name == name
    assert " ".join((command.help or "").split("\n\n")[0].split()) == words
    assert isinstance(command, typer.core.TyperCommand | typer.core.TyperGroup)
