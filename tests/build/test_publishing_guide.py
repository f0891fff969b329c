"""docs/publishing.md: what it prints can be pasted as it stands."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
import yaml
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from tests.shapes import faults
from toolkit.cli import app
from toolkit.cli.json_shapes import SHAPES
from toolkit.serve.server import POLICY

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/publishing.md").read_text("utf-8")
GITLAB = re.findall(r"```yaml\n(image:.*?)```", (ROOT / "docs/ci.md").read_text("utf-8"), re.DOTALL)[0]
COMMAND = re.compile(r"(?:^ {4}|- run: |^ {4}- |`)((?:toolkit|make) [^\n`]+)", re.MULTILINE)


def workflows() -> list[dict[str, object]]:
    """Return the printed YAML files."""
    return [yaml.load(words, yaml.BaseLoader) for words in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)]


def commands(program: str) -> list[list[str]]:
    """Return the commands of a program that the guide prints, word by word, with something for each variable."""
    found = [re.sub(r"\$\{\{.*?\}\}|\$\w+", "https://example.org/policy", line) for line in COMMAND.findall(GUIDE)]
    return [shlex.split(line) for line in found if line.startswith(program + " ")]


def parsed(words: list[str]) -> Iterator[str]:
    """Yield what a command line has that the toolkit does not know."""
    command, given = get_command(app), words[1:]
    context = typer.Context(command)
    while isinstance(command, TyperGroup):
        name = given.pop(0)
        found = command.get_command(context, name)
        if found is None:
            yield f"no command {name}"
            return
        command = found
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    yield from (f"no option {word}" for word in given if word.startswith("-") and word not in known)


def test_the_workflow_is_the_one_that_init_writes() -> None:
    """What the guide prints for GitHub is the file of a new workspace, letter for letter; both fetch the whole history."""
    (printed,) = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    written = (ROOT / "toolkit/start/kit/github/workflows/publish.yml").read_text("utf-8")

    assert written.endswith(printed)
    assert {line[:1] for line in written.removesuffix(printed).splitlines()} == {"#"}
    assert "fetch-depth: 0" in printed
    assert "GIT_DEPTH" in GITLAB


def test_workflows_are_yaml_with_steps() -> None:
    """Both workflows parse; each runs the toolkit, and uploads the folder that the toolkit was told to fill."""
    (github,) = workflows()
    gitlab = yaml.load(GITLAB, yaml.BaseLoader)
    setup = gitlab["before_script"]
    steps = github["jobs"]["site"]["steps"]  # type: ignore[index]
    runs = [step["run"] for step in steps if "run" in step]
    script = gitlab["pages"]["script"]  # type: ignore[index]

    assert [step["with"]["path"] for step in steps if "upload-pages-artifact" in step.get("uses", "")] == ["public"]
    assert gitlab["pages"]["artifacts"] == {"paths": ["public"]}  # type: ignore[index]
    for lines in (runs, [*setup, *script]):
        assert any(line.startswith("toolkit publish --to public ") for line in lines)
        assert "pip install policy-toolkit" in lines
    assert {"contents", "pages", "id-token"} == set(github["permissions"])  # type: ignore[call-overload]


def test_every_command_is_one() -> None:
    """Every `toolkit` command in the guide exists, with the options named; every `make` target stands in the Makefile."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert len(commands("toolkit")) >= 8
    assert [(words, wrong) for words in commands("toolkit") for wrong in parsed(words)] == []
    assert {name for words in commands("make") for name in words[1:]} <= set(targets)
    assert commands("make")


@pytest.mark.parametrize("words", [["toolkit", "publish", "--too", "public"], ["toolkit", "publsh"]])
def test_a_wrong_command_would_be_seen(words: list[str]) -> None:
    """A command or an option that the toolkit does not have is told."""
    assert list(parsed(words)) != []


def test_commands_of_the_workflows_run(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of the workflows, in a workspace that is the working folder, fills the folder that is uploaded."""
    monkeypatch.chdir(small)
    line = next(words for words in commands("toolkit") if "https://example.org/policy" in words)
    result = CliRunner().invoke(app, [*line[1:], "--json"])

    assert result.exit_code == 0, result.output
    assert list(faults(SHAPES["publish"], json.loads(result.stdout))) == []
    assert "en/index.html" in json.loads(result.stdout)["added"]
    assert "https://example.org/policy/en/" in (small / "public/sitemap.xml").read_text()
    assert (small / "public/404.html").is_file()


def test_servers_are_told_the_policy_of_the_preview() -> None:
    """The Content-Security-Policy for web servers is the one that the preview and the tests hold the site to, unframed."""
    assert f"Content-Security-Policy \"{POLICY}; frame-ancestors 'none'\"" in GUIDE
