"""What `toolkit new` writes can be checked at once, and does not stand in the way of the next one."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from toolkit.cli import app

PARTIES = ("--parties", "riverside-association", "hillside-association")
KINDS = {
    "agreement": [("agreement", f"pact-{n}", *PARTIES) for n in (1, 2)],
    "memorandum": [("agreement", f"intent-{n}", *PARTIES, "--form", "memorandum") for n in (1, 2)],
    "cluster": [("cluster", f"north-{n}", "--name", f"Кластер «Север»: {n}", "--country", "KZ") for n in (1, 2)],
    "brief": [("brief", f"note-{n}", "--title", f"Записка # {n}") for n in (1, 2)],
    "clause of a topic": [("clause", f"lakes-{n}", "--topic", "cooperation", "--heading", "Озёра") for n in (1, 2)],
    "clause of a new topic": [("clause", f"seas-{n}", "--topic", "waters", "--heading", "Моря") for n in (1, 2)],
    "wording": [("wording", "riverside-hillside", paragraph) for paragraph in ("subject-scope", "subject-goals")],
}


def run(folder: Path, *arguments: str) -> Result:
    """Run a command without a terminal."""
    return CliRunner().invoke(app, [*arguments, "--workspace", str(folder)], env={"COLUMNS": "200"})


@pytest.fixture(params=[("en", "en"), ("ru", "ru,en")], ids=["in English", "in Russian, for two languages"])
def begun(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a workspace as `toolkit init` begins it."""
    source, languages = request.param
    made = CliRunner().invoke(app, ["init", str(tmp_path / "w"), "--source", source, "--languages", languages])
    assert made.exit_code == 0, made.output
    return tmp_path / "w"


def test_two_of_every_kind_are_in_order(begun: Path) -> None:
    """Two records of each kind, one after the other: `check` finds no error, and every file of the first is still as it was."""
    before = {path: path.read_text("utf-8") for path in (begun / "content").rglob("*.yaml")}
    for kind, commands in KINDS.items():
        for arguments in commands:
            made = run(begun, "new", *arguments)
            assert made.exit_code == 0, (kind, made.output)
    checked = run(begun, "check")

    after = {path: path.read_text("utf-8") for path in (begun / "content").rglob("*.yaml")}
    grown = {path.name for path, words in before.items() if after[path] != words}
    assert checked.exit_code == 0, checked.output + checked.stderr
    assert "0 errors" in checked.output + checked.stderr
    assert len(after) - len(before) == 2 * 4 + 1
    assert grown == {"cooperation.yaml", "riverside-hillside.yaml"}
    assert all(line in after[path].splitlines() for path, words in before.items() for line in words.splitlines())


def test_every_kind_is_tried() -> None:
    """A kind that `toolkit new` learns is tried here too."""
    from toolkit.cli.new import new

    assert {arguments[0] for commands in KINDS.values() for arguments in commands} == {command.name for command in new.registered_commands}
