"""Whatever the machine refuses is a line that names file and cause; Ctrl-C is quiet; nothing is a traceback."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Folder, Ran
from toolkit.core.faults import fault

FULL = Path("/dev/full")


def shell(folder: Folder, line: str, **environment: str) -> Ran:
    """Run a line of a shell, in which `toolkit` is the program, as people and their scripts do."""
    program = f'toolkit() {{ "{sys.executable}" -m toolkit "$@"; }}; {line}'
    there = folder.environment(**environment)
    done = subprocess.run(["bash", "-c", program], cwd=folder.root, env=there, text=True, capture_output=True, check=False, timeout=120)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_for_the_output(made: Folder, unbuffered: str) -> None:
    """What cannot be printed is said, and the exit code tells scripts."""
    ran = shell(made, "toolkit list > /dev/full", PYTHONUNBUFFERED=unbuffered)

    assert ran.code == 1
    assert ran.err.startswith("toolkit: `stdout` cannot be used: No space left on device\n  hint: make room on the disk")
    assert len(ran.err.splitlines()) == 2


@pytest.mark.parametrize(
    "line",
    ["toolkit list | true", "toolkit list >&-", "toolkit zzz 2>&-", "toolkit zzz 2> /dev/full", "toolkit check -f json | head -c 1 >&2"],
)
def test_nobody_reads(made: Folder, line: str) -> None:
    """A reader that has left, or was never there, is no mistake of anybody's."""
    ran = shell(made, line, PYTHONUNBUFFERED="")

    assert ran.err.strip() in ("", "{")


def test_a_terminal_without_the_letters(made: Folder) -> None:
    """Letters that a terminal has not are printed by their numbers."""
    ran = shell(made, "toolkit list", PYTHONIOENCODING="latin-1")

    assert ran.code == 0
    assert ran.err == ""
    assert "\\u0421\\u0435\\u0432" in ran.out


@pytest.mark.parametrize("epoch", ["tomorrow", "99999999999999", "-1e9", "1" * 5000])
@pytest.mark.parametrize("command", ["check", "build small-brief -l ru", "list"])
def test_a_moment_that_is_none(made: Folder, command: str, epoch: str) -> None:
    """SOURCE_DATE_EPOCH out of range, or no number, is told by each command, and by none passed over."""
    ran = shell(made, f"toolkit {command}", SOURCE_DATE_EPOCH=epoch)

    assert ran.code == 1
    assert ran.err.startswith("SOURCE_DATE_EPOCH: error[bad-epoch]: `")
    assert ran.err.count("\n") == 2


def test_a_limit_of_file_sizes(workspace: Folder) -> None:
    """A file that may not grow so large is named; what was good before stands."""
    ran = shell(workspace, "ulimit -f 4; toolkit build small-brief -l ru -f html")

    assert ran.code == 1
    assert "build/site/" in ran.err
    assert "cannot be used: File too large\n  hint: raise the limit of the size of files" in ran.err
    assert "Traceback" not in ran.err
    assert not list(workspace.build.rglob("*.tmp"))


@pytest.mark.skipif(sys.platform != "linux", reason="macOS has no such limit")
@pytest.mark.parametrize("kilobytes", [25_000, 35_000, 60_000])
def test_little_memory(made: Folder, kilobytes: int) -> None:
    """A machine without memory for the program says so, wherever it ran out."""
    ran = shell(made, f"ulimit -v {kilobytes}; toolkit check")

    assert ran.code == 1
    assert ran.err.startswith("toolkit: ")
    assert ran.err.count("\n") == 2


def test_a_fault_of_our_own_is_one_line() -> None:
    """What nobody expected names itself and its place, and asks to be reported."""
    words = str(fault(LookupError("no\nsuch thing")))

    assert words.startswith("toolkit: the toolkit itself failed: LookupError: no such thing")
    assert "please report it" in words


@pytest.mark.parametrize("after", [0.6, 1.0, 1.6, 2.5])
def test_ctrl_c_is_quiet(workspace: Folder, after: float) -> None:
    """At any moment, while the program is loaded too, Ctrl-C ends it with 130, says nothing, and leaves no process."""
    command = [sys.executable, "-m", "toolkit", "build", "--jobs", "2", "--format", "pdf"]
    with subprocess.Popen(
        command, cwd=workspace.root, env=workspace.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    ) as process:  # fmt: skip
        time.sleep(after)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)  # every process that holds our output has ended

    assert process.returncode in (130, -signal.SIGINT)  # the latter where Python itself has not begun
    assert [line for line in said.splitlines() if not line.startswith("PDF ")] == []
    assert not list(workspace.build.rglob("*.tmp"))
