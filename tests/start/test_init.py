"""`toolkit init` begins a workspace in any languages, and later shows what is new without touching what its owner wrote."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import Ran
from toolkit.cli import app
from toolkit.core.archive import lower_files
from toolkit.core.diagnostics import errors
from toolkit.core.workspace import MemoryWorkspace
from toolkit.language.localizer import State, state_of
from toolkit.locales.extract import extract
from toolkit.locales.update import asked_of
from toolkit.project import Project
from toolkit.start.layout import RECORD, Wish, kept_in_step, laid_out
from toolkit.start.step import steps

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
PAIRS = (("en", "ru"), ("de", "en"), ("kk",), ("kk", "ru"), ("ru",), ("fr", "en"))
WRITTEN = {"en", "ru", "de", "kk"}
"""Languages in which the samples are written."""


def run(*words: str) -> Ran:
    done = CliRunner().invoke(app, words, env={"COLUMNS": "200"})
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return Ran(done.exit_code, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace in English and Russian, as `init` leaves it."""
    folder = tmp_path_factory.mktemp("begun") / "valleys"
    ran = run("init", str(folder), "--source", "en", "--languages", "en,ru")
    assert ran.code == 0, ran.err
    return folder


@pytest.mark.parametrize("languages", PAIRS, ids="-".join)
def test_whatever_the_languages_nothing_is_wrong(languages: tuple[str, ...], tmp_path: Path) -> None:
    """Samples are in the language of their authors or say that they are not; whoever has them in a language has all of them."""
    below = lower_files(tmp_path)
    files = laid_out(Wish(languages[0], languages), tmp_path, NOW)
    project = Project(MemoryWorkspace({**below, **files}))

    assert [str(one) for one in errors(project.diagnostics)] == []
    assert project.library is not None
    assert set(project.library.languages) == set(languages)
    for tag in languages:
        own = [message for message in asked_of(extract(project.workspace, project.library), tag) if message.domain != "interface"]
        states = {state_of(project.catalogs[tag].messages.get(message.key)) for message in own}
        translated = tag in WRITTEN and languages[0] in WRITTEN
        assert not states or states == ({State.DONE} if translated else {State.MISSING})


def test_each_kind_of_content_has_a_sample_with_a_comment(begun: Path) -> None:
    """An analyst finds one record of each kind, with words on what it is for, and no figure that could pass for a real one."""
    from toolkit.content.library import COLLECTIONS

    content = begun / "content"
    files = sorted(path for path in content.rglob("*.*") if path.suffix in (".yaml", ".md"))
    kinds = {path.relative_to(content).parts[0].removesuffix(".yaml") for path in files}

    made_later = {"drafts", "proposals", "tables"}  # by commands, or by whoever has a table of his own
    assert kinds == {*COLLECTIONS, "site", "vocabulary"} - made_later
    assert [path.name for path in files if "# " not in "".join(path.read_text().splitlines()[:2])] == []
    assert "invented" in (content / "site.yaml").read_text()


def test_it_holds_what_is_the_users_own(begun: Path) -> None:
    """No template, style or catalog of the interface is copied; schemas and what is built stay out of version control."""
    names = {path.relative_to(begun).as_posix() for path in begun.rglob("*") if path.is_file()}

    assert not any(name.startswith("templates") or name.endswith(("interface.po", "interface.pot")) for name in names)
    assert {".gitignore", ".github/workflows/check.yml", ".github/workflows/publish.yml", ".vscode/settings.json"} <= names
    assert (begun / ".gitignore").read_text().split() == ["/build", "/schemas"]
    settings = json.loads((begun / ".vscode/settings.json").read_text())
    assert all((begun / schema).is_file() for schema in settings["yaml.schemas"])


def test_it_overwrites_nothing(begun: Path, tmp_path: Path) -> None:
    """A folder with content is refused; of another, files that are there are kept, and told."""
    again = run("init", str(begun))
    (tmp_path / "README.md").write_text("mine")
    ran = run("init", str(tmp_path), "-l", "de")

    assert again.code == 2
    assert "there is content in" in again.err
    assert ran.code == 0
    assert "kept as it was: README.md" in ran.out
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_wrong_language_is_told(tmp_path: Path) -> None:
    """A word that is no language ends with 2, and nothing is written."""
    ran = run("init", str(tmp_path / "x"), "--source", "english-like")

    assert ran.code == 2
    assert "`english-like` is not a language that CLDR knows" in ran.err
    assert not (tmp_path / "x").exists()


def test_the_example_is_the_shipped_subject(tmp_path: Path) -> None:
    """With --example content and catalogs are those that the toolkit ships, and no word of the interface is copied."""
    assert run("init", str(tmp_path), "--example", "--languages", "en,ru").code == 0

    here = Path(__file__).parents[2]
    for path in sorted((here / "content").rglob("*.yaml")):
        assert (tmp_path / path.relative_to(here)).read_bytes() == path.read_bytes()
    assert sorted(path.name for path in (tmp_path / "locales").rglob("*.po")) == ["clauses.po", "content.po", "content.po"]


def test_an_update_is_a_diff(begun: Path) -> None:
    """What newer samples bring comes as a diff that git applies; a file that its owner wrote in is never overwritten."""
    wish = Wish("en", ("en", "ru"))
    newer = kept_in_step(wish)
    site, units, links = "content/site.yaml", "content/units.yaml", "content/links.yaml"
    written = {**newer, site: newer[site].replace(b"A4", b"A5"), units: newer[units].replace(b"How a", b"As a")}
    del written[links]
    now = {**written, units: written[units] + b"# mine\n"}

    found = {one.path: one for one in steps(written, newer, now.get)}

    assert {path: one.state for path, one in found.items()} == {site: "untouched", units: "yours", links: "new"}
    assert "-# page: {size: Letter}                   # paper; A5 when left out" in found[site].diff
    folder = begun.parent / "applied"
    for path, data in now.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    subprocess.run(["git", "apply"], cwd=folder, input="".join(one.diff for one in found.values()).encode(), check=True)
    assert {path: (folder / path).read_bytes() for path in newer} == {**newer, units: newer[units] + b"# mine\n"}


def test_an_update_writes_only_what_nobody_touched(begun: Path, tmp_path: Path) -> None:
    """--update alone changes nothing; with --write files that stand as they were written follow, and the record with them."""
    import shutil

    folder = tmp_path / "workspace"
    shutil.copytree(begun, folder)
    record = json.loads((folder / RECORD).read_text())
    for path in ("content/site.yaml", "content/units.yaml"):
        record["files"][path] = record["files"][path].replace("\n", "\n# old\n", 1)
        (folder / path).write_text(record["files"][path])
    (folder / RECORD).write_text(json.dumps(record))
    with (folder / "content/units.yaml").open("a") as file:
        file.write("# mine\n")

    shown = run("init", str(folder), "--update")
    before = (folder / "content/site.yaml").read_text()
    taken = run("init", str(folder), "--update", "--write")
    after = run("init", str(folder), "--update")

    assert "-# old" in shown.out
    assert "# old" in before
    assert "2 files changed, 1 written; 1 file you have written in, merge by hand" in taken.err
    assert (folder / "content/site.yaml").read_bytes() == (begun / "content/site.yaml").read_bytes()
    assert (folder / "content/units.yaml").read_text().endswith("# mine\n")
    assert "samples and workflows are those of this version" in after.err


def test_without_a_record_an_update_says_so(tmp_path: Path) -> None:
    """A workspace that `init` did not begin has nothing to compare with; a damaged record is told too."""
    first = run("init", str(tmp_path), "--update")
    (tmp_path / ".toolkit").mkdir()
    (tmp_path / RECORD).write_text("{")
    second = run("init", str(tmp_path), "--update")

    assert (first.code, second.code) == (2, 2)
    assert "nothing tells what `init` wrote" in first.err
    assert "cannot be read as what `init` wrote" in second.err


def test_its_locale_files_are_in_step(begun: Path, tmp_path: Path) -> None:
    """The first `locales update` of a workspace that nobody touched writes nothing, the comments of translators included."""
    shutil.copytree(begun, tmp_path / "copy")
    ran = run("locales", "update", "--workspace", str(tmp_path / "copy"))

    assert (ran.code, ran.out.splitlines()[-1]) == (0, "0 files written; 0 messages to translate or review")
