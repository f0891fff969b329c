"""Kills commands at random moments, and counts what that leaves behind: torn files, lost files, processes, temporary files.

    python benchmarks/kills.py WORKSPACE --kills 100

works on a copy of a workspace, in which one title goes to and fro, so that every run has something to write. What stands on
disk after a kill must be whole, file by file, and what depends on no other file as an undisturbed run of either state writes it;
at the end one whole build must give the same site as if nothing had been.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random  # noqa: TID251  # moments to kill at
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

MARK = "TOOLKIT_KILLED_RUN"
"""The variable by which the processes of a killed run are known."""
COMMANDS = (
    ("build", "--jobs", "2"),
    ("publish", "--to", "www", "--base-url", "https://example.org/"),
    ("locales", "update"),
)
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
ALONE = (".pdf", ".css", ".js", ".po", ".pot", ".svg")
"""Files that depend on the content alone: their bytes must be those of either state."""
WRITTEN = ("build/site", "www", "locales")
TEMPORARY = re.compile(r"\.toolkit-.*|.*\.tmp")
LONGEST = 6.0
"""Seconds after which a kill comes at the latest; what has ended before is counted as such."""
PATIENCE = 5.0
"""Seconds in which the processes of a killed run must have ended."""


@dataclass
class Tally:
    """What the kills left behind."""

    kills: Counter[str] = field(default_factory=Counter)
    torn: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    loud: list[str] = field(default_factory=list)
    """What Ctrl-C said, or how it ended otherwise than with 130."""
    left: list[str] = field(default_factory=list)
    """Temporary files after the last run, which was not killed."""
    differs: list[str] = field(default_factory=list)
    """Files of the last build that are not as a build from nothing makes them."""

    @property
    def harm(self) -> dict[str, list[str]]:
        """Everything that must not be."""
        kinds = ("torn", "lost", "orphans", "loud", "left", "differs")
        return {kind: found for kind in kinds if (found := getattr(self, kind))}


@dataclass(frozen=True)
class Field:
    """A copy of a workspace, and the file whose words go to and fro."""

    root: Path
    file: str
    words: tuple[str, str]

    def turn(self, state: int) -> None:
        """Bring the content into one of its two states."""
        path = self.root / self.file
        path.write_text(path.read_text("utf-8").replace(self.words[1 - state], self.words[state]), "utf-8")

    def start(self, command: Sequence[str]) -> subprocess.Popen[str]:
        """Start a command in a group of its own."""
        here = str(Path(__file__).parents[1])
        environment = {**os.environ, "PYTHONPATH": here, "SOURCE_DATE_EPOCH": "1700000000", MARK: str(self.root)}
        return subprocess.Popen(
            [sys.executable, "-m", "toolkit", *command], cwd=self.root, env=environment, text=True, process_group=0,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, command: Sequence[str]) -> None:
        """Run a command to its end, which must be good."""
        with self.start(command) as process:
            said = process.communicate()
        if process.returncode:
            raise SystemExit(f"toolkit {' '.join(command)} ended with {process.returncode}: {said}")

    def files(self) -> dict[str, str]:
        """Return the digest of every file that commands write, temporary ones left out."""
        return {path: _digest(self.root / path) for path in self.names() if not any(map(TEMPORARY.fullmatch, path.split("/")))}

    def names(self) -> Iterator[str]:
        """Yield the paths of all files that commands write."""
        for folder in WRITTEN:
            for path in sorted((self.root / folder).rglob("*")):
                if path.is_file():
                    yield path.relative_to(self.root).as_posix()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def undisturbed(field: Field) -> list[dict[str, str]]:
    """Return the files of both states after each command that nobody disturbs; the last is what the end must look like."""
    found = []
    for state in (0, 1):
        field.turn(state)
        for command in (("locales", "update"), *COMMANDS[:2]):
            field.run(command)
            found.append(field.files())
    return found


def _is_whole(path: Path) -> bool:
    """Say whether a file has the end that its kind must have; one of JSON, whether it can be read."""
    data = path.read_bytes().rstrip()
    if path.suffix == ".json":
        return _is_json(data)
    ends = {".html": b"</html>", ".pdf": b"%%EOF", ".png": b"IEND\xaeB`\x82", ".xml": b">", ".svg": b"</svg>", ".css": b"}"}
    return data.endswith(ends.get(path.suffix, b"")) and bool(data or path.suffix == ".txt")


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def kill(field: Field, states: Sequence[Mapping[str, str]], moments: random.Random, tally: Tally, longest: float) -> None:
    """Run a command, kill it at some moment, and note what is then otherwise than it may be."""
    command, sent, after = moments.choice(COMMANDS), moments.choice(SIGNALS), moments.uniform(0.1, longest)
    field.turn(moments.randrange(2))
    name = f"{sent.name} {after:.2f} s, {' '.join(command[:2])}"
    with field.start(command) as process:
        try:
            process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(sent)
        else:
            tally.kills["ended before"] += 1
            return
        tally.orphans += [f"{name}: {line}" for line in _survivors(field.root)]
        _, said = process.communicate()
    tally.kills[sent.name] += 1
    loud = [line for line in said.splitlines() if not re.match(r"PDF \d+/\d+|content/|  hint:|no base URL|toolkit: the notes", line)]
    if sent == signal.SIGINT and (process.returncode not in (130, -signal.SIGINT, 0) or loud):
        tally.loud.append(f"{name}: {process.returncode} {' '.join(loud)}")
    now = field.files()
    allowed = {path: {state[path] for state in states if path in state} for state in states for path in state}
    strange = {path for path, digest in now.items() if path.endswith(ALONE) and digest not in allowed.get(path, {digest})}
    tally.torn += [f"{name}: {path}" for path in now if path in strange or not _is_whole(field.root / path)]
    tally.lost += [f"{name}: {path}" for path in states[-1] if all(path in state for state in states[2:]) and path not in now]


def _survivors(root: Path) -> list[str]:
    """Return the processes of a killed run that are still there when the time for it is over."""
    until = time.monotonic() + PATIENCE
    while (found := list(_processes(root))) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def _processes(root: Path) -> Iterator[str]:
    mark = f"{MARK}={root}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes().split(b"\0") and "Z" not in (process / "stat").read_text().rpartition(")")[2][:3]:
                yield (process / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")[:120]
        except OSError:
            continue


def campaign(workspace: Path, file: str, words: tuple[str, str], kills: int, seed: int = 1, longest: float = LONGEST) -> Tally:
    """Kill commands on a copy of a workspace, and return what that left behind."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what is started in the background would else ignore it
    tally, moments = Tally(), random.Random(seed)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="toolkit-kills-") as folder:
        field = Field(Path(folder) / "workspace", file, words)
        shutil.copytree(workspace, field.root, ignore=shutil.ignore_patterns("build", ".git"))
        states = undisturbed(field)
        for _ in range(kills):
            kill(field, states, moments, tally, longest)
        field.turn(1)
        for command in (("locales", "update"), *COMMANDS[:2]):
            field.run(command)
        now = field.files()
        tally.differs += [path for path in sorted(states[-1].keys() | now.keys()) if states[-1].get(path) != now.get(path)]
        tally.left += [
            path for path in field.names() if any(map(TEMPORARY.fullmatch, path.split("/"))) and not path.endswith("/.toolkit-site")
        ]
        tally.left += [path.name for path in field.root.glob(".toolkit-*")]
    return tally


def main() -> None:
    """Read the command line, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--file", required=True, help="a file of content, by its path in the workspace")
    parser.add_argument("--words", nargs=2, required=True, metavar=("OLD", "NEW"), help="words that go to and fro in it")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=LONGEST)
    asked = parser.parse_args()
    tally = campaign(asked.workspace, asked.file, tuple(asked.words), asked.kills, asked.seed, asked.longest)
    print(", ".join(f"{n} {name}" for name, n in sorted(tally.kills.items())))
    for kind in ("torn", "lost", "orphans", "loud", "left", "differs"):
        found = getattr(tally, kind)
        print(f"{kind}: {len(found)}", *found[:5], sep="\n  ")
    raise SystemExit(bool(tally.harm))


if __name__ == "__main__":
    main()
