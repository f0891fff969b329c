"""docs/commands.md says what the commands say, and `--json` prints what the page promises."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from tests.conftest import REPOSITORY, Folder, Ran
from toolkit.cli import app
from toolkit.cli.manual import JSON, PATH, commands, manual

ARGUMENTS = {
    "explain": ("unknown-theme",),
    "forms": ("north-body",),
    "why": ("build/site/ru/briefs/small-brief.html",),
    "verify": ("build/site/ru/briefs/small-brief.pdf",),
    "theme": ("templates/styles",),
}
"""What a command needs to be given, in the workspace of the tests."""
ELSEWHERE = {"init": "tests/start", "doctor": "this machine", "report": "by document", "facts": "its own test"}
"""Commands whose keys are not named one by one on the page."""


def test_the_page_is_what_the_commands_say() -> None:
    """`toolkit schema` writes docs/commands.md anew where a command changed."""
    assert (REPOSITORY / PATH).read_text("utf-8") == manual(app)


def test_every_command_that_tells_something_prints_json() -> None:
    """The option has one spelling, and the page has a row for each command that tells of what there is."""
    named = dict(commands(get_command(app)))

    assert set(JSON) <= set(named)
    for name in JSON:
        assert any("--json" in one.opts for one in named[name].params), name
    for command in named.values():
        assert not any(re.fullmatch(r"--(?:as-)?json\w+", spelling) for one in command.params for spelling in one.opts)


def alone(*words: str) -> Ran:
    """Run a command that needs no workspace."""
    done = CliRunner().invoke(app, [*words, "--json"])
    return Ran(done.exit_code, done.stdout, done.stderr)


@pytest.mark.parametrize("name", sorted(JSON.keys() - ELSEWHERE.keys()))
def test_json_has_the_keys_of_the_page(made: Folder, name: str) -> None:
    """Every key that the page names is there: of each item, where a list is promised."""
    given = (str(made.root / one) if one.startswith("build/") and name == "verify" else one for one in ARGUMENTS.get(name, ()))
    ran = alone(name, *given) if name == "explain" else made.run(*name.split(), *given, "--json")
    printed = json.loads(ran.out)
    promised = set(re.findall(r"`(\w+)`", JSON[name]))

    assert ran.code in (0, 1), ran.err
    if name == "check":
        assert set(printed) == {"summary", "diagnostics"}
        assert all(set(one) <= promised for one in printed["diagnostics"])
    elif JSON[name].startswith("a list"):
        assert isinstance(printed, list)
        assert all(set(one) == promised for one in printed)
    elif name == "forms":
        assert set(printed) <= promised
    elif name == "locales status":
        assert set(printed) == {"languages", "next"}
    else:
        assert set(printed) == promised


def test_every_page_of_the_documentation_can_be_reached() -> None:
    """The site's menu names no page that is not there, and each that begins or explains."""
    menu = set(re.findall(r"[\w-]+\.md", (REPOSITORY / "mkdocs.yml").read_text("utf-8"))) - {"README.md"}

    assert menu <= {path.name for path in (REPOSITORY / "docs").glob("*.md")}
    assert {"index.md", "tutorial.md", "theming.md", "ci.md", "commands.md", "content.md", "diagnostics.md", "why-facts.md"} <= menu


@pytest.mark.parametrize("path", sorted((REPOSITORY / "docs").glob("*.md")), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    """A link of one page to another names a file that is there."""
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_workflow_for_the_manual_uploads_what_make_docs_makes() -> None:
    """The workflow in docs/ci.md parses, runs a target that the Makefile has, and uploads the folder that MkDocs fills."""
    printed = re.findall(r"```yaml\n(.*?)```", (REPOSITORY / "docs/ci.md").read_text("utf-8"), re.DOTALL)
    (workflow,) = (found for words in printed if (found := yaml.load(words, yaml.BaseLoader)).get("name") == "docs")
    steps = workflow["jobs"]["docs"]["steps"]
    folder = re.search(r"^site_dir: (.+)$", (REPOSITORY / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)

    assert [step["run"] for step in steps if "run" in step] == ["make docs"]
    assert re.search(r"^docs:", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert folder
    assert steps[-1]["with"]["path"] == folder.group(1)
