"""docs/commands.md says what the commands say, and `--json` prints what the page promises."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_command
from typer.testing import CliRunner

from tests.conftest import REPOSITORY, Folder
from tests.shapes import faults
from toolkit.cli import app
from toolkit.cli.json_shapes import SHAPES
from toolkit.cli.manual import PATH, commands, manual
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project
from toolkit.start.layout import RECORD, record, recorded

BRIEF = "briefs/small-brief"
COMMANDS = (
    ("build", "small-brief", "--format", "html"), ("check",), ("clauses",), ("compare", "north-south", "0.1"), ("doctor",), ("drafts",),
    ("explain",), ("explain", "unknown-theme"), ("facts",), ("import", "sources", "DIR/works.json", "--dry-run"),
    ("forms", "north-body"), ("forms", "Северный кластер"), ("impact",), ("impact", BRIEF.replace("briefs/", "")),
    ("init", "DIR/another", "--source", "en"), ("init", "DIR/new", "--update"), ("list",), ("locales", "accept"), ("locales", "check"),
    ("locales", "status"), ("proof", BRIEF, "--lang", "ru"), ("report",), ("theme", "templates/styles"),
    ("verify", f"DIR/build/site/ru/{BRIEF}.pdf"), ("why", f"build/site/ru/{BRIEF}.html"),
)  # fmt: skip
"""Every command that prints JSON, with what it needs to be given."""


def test_the_page_is_what_the_commands_say() -> None:
    """`toolkit schema` writes docs/commands.md anew where a command changed."""
    assert (REPOSITORY / PATH).read_text("utf-8") == manual(app)


def test_every_command_that_tells_something_prints_json() -> None:
    """The option has one spelling, and every command that has it has its shape on the page."""
    named = dict(commands(get_command(app)))

    assert {name for name, command in named.items() if any("--json" in one.opts for one in command.params)} == set(SHAPES)
    for command in named.values():
        assert not any(re.fullmatch(r"--(?:as-)?json\w+", spelling) for one in command.params for spelling in one.opts)


@pytest.fixture(scope="module")
def told(made: Folder, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return a workspace in which every command has something to tell: a frozen draft, edits since, fuzzy and broken messages."""
    root = tmp_path_factory.mktemp("told")
    shutil.copytree(made.root, root / "workspace")
    folder = Folder(root / "workspace")
    assert folder.run("freeze", "north-south", "--version", "0.1").code == 0
    folder.replace("content/site.yaml", "source_language:", "thresholds: {blanks: 0}\nsource_language:")
    folder.replace("content/documents/briefs/small-brief.yaml", "Малая записка", "Малая новая записка {no}")
    folder.replace("content/clauses/subject.yaml", "Список целей открыт", "Список целей не закрыт")
    assert folder.run("locales", "update").code == 0
    folder.replace("content/documents/briefs/small-brief.yaml", "записка {no}", "записка")
    assert folder.run("export", "sources", "--to", str(folder.root / "works.json")).code == 0
    works = json.loads((folder.root / "works.json").read_text("utf-8"))
    folder.write("works.json", json.dumps([{**works[0], "title": "Another"}, {**works[0], "id": "new"}, *works[1:]]))
    assert CliRunner().invoke(app, ["init", str(folder.root / "new"), "--source", "en"]).exit_code == 0
    wish, written = recorded((folder.root / "new" / RECORD).read_bytes())
    first = next(iter(written))
    (folder.root / "new" / first).unlink()
    folder.write(f"new/{RECORD}", record(wish, {path: data for path, data in written.items() if path != first}))
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_json_has_the_shape_of_the_page(told: Folder, command: tuple[str, ...]) -> None:
    """Every key and type that the page names is there, and no other, at every depth; what is printed is not empty."""
    words = [one.replace("DIR", str(told.root)) for one in command]
    run = CliRunner().invoke(app, [*words, "--json"]) if command[0] in ("explain", "init") else told.run(*words, "--json")
    name = next(name for name in SHAPES if command[: len(name.split())] == tuple(name.split()))
    printed = json.loads(run.stdout if hasattr(run, "stdout") else run.out)

    assert list(faults(SHAPES[name], printed)) == []
    assert printed
    if isinstance(printed, dict):
        assert any(printed.values())


def test_every_shape_is_seen() -> None:
    """No command that prints JSON is left out of the test above; what `publish` prints is read where the guide to it is tested."""
    names = {tuple(name.split()) for name in SHAPES.keys() - {"publish"}}

    assert {name for name in names if not any(command[: len(name)] == name for command in COMMANDS)} == set()


def test_figures_are_values_for_programs(told: Folder) -> None:
    """A figure is a number, a unit and a time beside the phrase that is printed, and `--csv` has them too."""
    listed = {one["id"]: one for one in json.loads(told.run("facts", "--json").out)}
    rows = list(csv.DictReader(told.run("facts", "--csv").out.splitlines()))
    library = Project(DiskWorkspace(told.root)).library
    assert library

    for id, fact in library.facts.items():
        assert (listed[id]["number"], listed[id]["unit"], listed[id]["time"]) == (float(fact.value), fact.unit, fact.as_of)
    assert [(row["number"], row["unit"]) for row in rows] == [(str(one["number"]), one["unit"] or "") for one in listed.values()]


@pytest.mark.parametrize(
    "words",
    [("facts", "--csv"), ("list", "--markdown"), ("clauses", "--markdown"), ("explain", "--markdown"), ("check", "--format", "sarif")],
)
def test_one_option_says_how_to_print(made: Folder, words: tuple[str, ...]) -> None:
    """Two ways to print at once are a wrong command, and nothing is printed."""
    ran = CliRunner().invoke(app, [*words, "--json"])

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert f"{words[1]} and --json exclude each other" in ran.stderr


def test_every_page_of_the_documentation_can_be_reached() -> None:
    """The site's menu has every page, and no other; each but the first is linked by another page too."""
    menu = re.findall(r"[\w-]+\.md$", (REPOSITORY / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[2], re.MULTILINE)
    pages = {path.name: path.read_text("utf-8") for path in (REPOSITORY / "docs").glob("*.md")}
    linked = {name for page, words in pages.items() for name in re.findall(r"\]\(([\w-]+\.md)", words) if name != page}

    assert sorted(menu) == sorted(pages)
    assert pages.keys() - linked == {"index.md"}


@pytest.mark.parametrize("path", sorted((REPOSITORY / "docs").glob("*.md")), ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    """A link of one page to another names a file that is there."""
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", re.sub(r"```.*?```|`[^`]*`", "", path.read_text("utf-8"), flags=re.DOTALL))

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("path", ["README.md", *(f"docs/{path.name}" for path in sorted((REPOSITORY / "docs").glob("*.md")))])
def test_commands_of_the_documentation_are_commands(path: str) -> None:
    """Every line of a shell block that runs the toolkit has a command, options and arguments that there are."""
    blocks = re.findall(r"```(?:sh)?\n(.*?)```", (REPOSITORY / path).read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("toolkit ") and "…" not in line]

    assert [f"{line}: {wrong}" for line in lines if (wrong := refused(shlex.split(line, comments=True)[1:]))] == []


def refused(words: list[str]) -> str:
    """Read a command line without running it; return what is wrong with it."""
    given = words[2:] if words[0] == "-C" else words
    found = next(((name.split(), one) for name, one in commands(get_command(app)) if given[: len(name.split())] == name.split()), None)
    if found is None:
        return "" if given[0].startswith("-") else "no such command"
    name, command = found
    try:
        command.make_context(" ".join(name), given[len(name) :])
    except Exception as error:  # whatever the parser of options refuses
        return str(error) or type(error).__name__
    return ""


def test_wrong_commands_would_be_seen() -> None:
    """An option, a command and an argument too few are told."""
    assert all(refused(words.split()) for words in ("list --nope", "lst", "locales nope", "verify", "build --jobs x"))
    assert not refused(["-C", "wind", "build", "--lang", "en"])


def test_the_readme_begins_a_cluster_without_being_asked(made: Folder, tmp_path: Path) -> None:
    """The command of README gives all that a terminal would be asked for."""
    (line,) = re.findall(r"^toolkit (new cluster .*?) +#", (REPOSITORY / "README.md").read_text("utf-8"), re.MULTILINE)
    ran = made.copied(tmp_path).run(*shlex.split(line))

    assert ran.code == 0, ran.err
    assert "content/clusters/samara.yaml written" in ran.out


def test_every_package_has_its_reason() -> None:
    """ARCHITECTURE.md's table of dependencies names each package of pyproject.toml, and no other."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    groups = [*project["dependency-groups"].values(), *project["project"]["optional-dependencies"].values()]
    asked = [*project["project"]["dependencies"], *(one for group in groups for one in group if isinstance(one, str))]
    table = (REPOSITORY / "ARCHITECTURE.md").read_text("utf-8").split("## Dependencies")[1]
    cells = [re.sub(r"\(.*\)", "", cell) for cell in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)[1:]]
    named = [word for cell in cells for word in re.findall(r"[\w-]+", cell)]

    assert sorted(named) == sorted({re.match(r"[\w-]+", one).group() for one in asked})  # type: ignore[union-attr]


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
