"""What stands before every command, and `toolkit doctor`, which looks at the machine."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Folder
from toolkit import __version__


def test_version(made: Folder) -> None:
    """The version is one line, also outside of a workspace."""
    ran = made.process("--version")

    assert (ran.code, ran.out, ran.err) == (0, f"toolkit {__version__}\n", "")


def test_alone_it_says_where_to_begin(made: Folder) -> None:
    """Without a command, a few lines name the first ones; it is no mistake."""
    ran = made.process()

    assert ran.code == 0
    assert ran.err == ""
    assert all(f"toolkit {name}" in ran.out for name in ("list", "check", "build", "serve", "doctor", "--help"))
    assert len(ran.out.splitlines()) < 12


def test_a_folder_to_work_in(made: Folder, tmp_path: Path) -> None:
    """`-C DIR` is as if the command was given there; one that is none is a wrong command line."""
    program = [sys.executable, "-m", "toolkit"]
    there = subprocess.run(
        [*program, "-C", str(made.root), "list"], cwd=tmp_path, env=made.environment(), capture_output=True, text=True, check=False
    )
    nowhere = made.process("-C", "nowhere", "list")

    assert there.returncode == 0
    assert "briefs/small-brief" in there.stdout
    assert nowhere.code == 2
    assert nowhere.err.startswith("toolkit: `nowhere` is no folder to work in: No such file or directory\n  hint: ")


@pytest.mark.parametrize(
    ("shell", "begins"), [("bash", "_toolkit_completion()"), ("zsh", "#compdef toolkit"), ("fish", "complete --command toolkit")]
)
def test_completion(made: Folder, tmp_path: Path, shell: str, begins: str) -> None:
    """Each of the usual shells gets its own script, which completes commands."""
    words = {"bash": {"COMP_WORDS": "toolkit pub", "COMP_CWORD": "1"}, "zsh": {"_TYPER_COMPLETE_ARGS": "toolkit pub"}}
    fish = {"_TYPER_COMPLETE_ARGS": "toolkit pub", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    asked = made.process(**words.get(shell, fish), _TOOLKIT_COMPLETE=f"complete_{shell}")

    assert _within(shell, made, tmp_path).stdout.strip().startswith(begins)
    assert "publish" in asked.out


def _within(shell: str, folder: Folder, where: Path) -> subprocess.CompletedProcess[str]:
    """Ask for the script from a shell of that name: the program looks at what started it, whatever runs the tests."""
    named = where / shell
    named.symlink_to("/bin/bash")
    line = f"{shlex.quote(sys.executable)} -m toolkit --show-completion; exit $?"  # not alone: the shell would become the program
    return subprocess.run([named, "-c", line], cwd=folder.root, env=folder.environment(), capture_output=True, text=True, check=True)


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color(workspace: Folder, environment: dict[str, str], coloured: bool) -> None:
    """On a terminal mistakes are red, unless NO_COLOR is set."""
    workspace.replace("content/clusters/north.yaml", "status: operating", "status: sleeping")
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in workspace.environment().items() if name != "NO_COLOR"} | {
        "TERM": "xterm-256color",
        **environment,
    }
    with subprocess.Popen(
        [sys.executable, "-m", "toolkit", "check"], cwd=workspace.root, env=kept, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        said = b""
        while chunk := _read(ours):
            said += chunk
    os.close(ours)

    assert process.returncode == 1
    assert b"sleeping" in said
    assert (b"\x1b[31m" in said) is coloured


def _read(handle: int) -> bytes:
    try:
        return os.read(handle, 65536)
    except OSError:  # Linux says so when the other end is closed
        return b""


def test_doctor_finds_what_is_here(made: Folder) -> None:
    """Each thing is one line with what it is for; as JSON it is the same."""
    said, data = made.process("doctor"), made.process("doctor", "--json")

    found = {one["name"]: one for one in json.loads(data.out)}
    assert (said.code, data.code) == (0, 0)
    assert {
        "Python",
        "Python packages",
        "Pango",
        "HarfBuzz subset",
        "font PT Serif",
        "gettext",
        "git",
        "Chromium",
        "Pagefind",
    } <= found.keys()
    assert all(one["purpose"] and one["cure"] and one["state"] in ("ok", "optional") for one in found.values())
    assert all(name in said.out for name in found)
    assert found["font PT Serif"]["found"] == "ru, en"


def test_doctor_says_what_is_missing(tmp_path: Path, made: Folder) -> None:
    """Without any program on the path and without a workspace, what is needed ends with 1, and each has one cure."""
    bare = made.environment(PATH=str(tmp_path), COLUMNS="200")
    done = subprocess.run([sys.executable, "-m", "toolkit", "doctor"], cwd=tmp_path, env=bare, capture_output=True, text=True, check=False)

    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert done.stderr == ""
    assert lines[lines.index(next(line for line in lines if line.startswith("– git"))) + 1].strip().startswith("install it: ")
    assert any(line.startswith("✗ fontconfig") for line in lines)
    assert lines[-1] == "1 thing missing"


def test_doctor_knows_letters_that_a_font_lacks(workspace: Folder) -> None:
    """A language that a family has no letters for is named with it."""
    from toolkit.core.machine import findings

    serif = next(one for one in findings(("ru", "ka")) if one.name == "font PT Serif")

    assert (serif.there, serif.found) == (False, "ru")
    assert "letters of ka" in serif.cure


@pytest.mark.parametrize(
    ("command", "kind"), [(("list",), list), (("facts",), list), (("check",), dict), (("report",), dict), (("locales", "status"), dict)]
)
def test_json_has_one_spelling(made: Folder, command: tuple[str, ...], kind: type) -> None:
    """`--json` prints values for programs and nothing else, wherever a command tells something."""
    data = json.loads(made.run(*command, "--json").out)

    assert isinstance(data, kind)
    assert data
