"""The program starts with what its words need: a command's own libraries are imported when it is run."""

from __future__ import annotations

import subprocess
import sys

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


@pytest.mark.parametrize("name", list(COMMANDS))
def test_the_list_of_commands_says_what_each_says_of_itself(name: str) -> None:
    """The words of `toolkit --help` are the first paragraph of each command's own."""
    where, words = COMMANDS[name]
    command = loaded(name, where)

    assert command.name == name
    assert " ".join((command.help or "").split("\n\n")[0].split()) == words
    assert isinstance(command, typer.core.TyperCommand | typer.core.TyperGroup)
