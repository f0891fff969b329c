"""What `pip install` brings is enough: templates, words, schemas and the example are in the wheel, and no checkout is looked for."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

from tests.start.conftest import ROOT, Installed
from toolkit.core.layers import open_workspace
from toolkit.project import Project


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(["git", "ls-files", *folders], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return set(listed.split("\n")) - {""}


def documents() -> set[str]:
    """Return the documents of this checkout."""
    return {one.id for one in Project(open_workspace(ROOT)).publications}


def test_the_wheel_carries_what_is_at_the_top_of_the_repository(installed: Installed) -> None:
    """Templates, catalogs, schemas and the example are package data; tests and documents are not."""
    names = set(zipfile.ZipFile(installed.wheel).namelist())

    shipped = {name.removeprefix("toolkit/shipped/") for name in names if name.startswith("toolkit/shipped/")}
    assert tracked("templates", "locales", "schemas", "content") <= shipped
    assert {name.partition("/")[0] for name in names if ".dist-info" not in name} == {"toolkit"}
    assert {"toolkit/start/sample/content/site.yaml", "toolkit/start/kit/gitignore"} <= names


def test_first_pages_without_a_checkout(installed: Installed, tmp_path: Path) -> None:
    """In an empty folder `init` and `build` give web page, PDF and Word file, in two languages, with nothing unfinished."""
    where = installed.shell(tmp_path, ["python", "-c", "import toolkit; print(toolkit.__file__)"]).out
    begun = installed.run(tmp_path, "init", "first", "--source", "en", "--languages", "en,ru")
    built = installed.run(tmp_path / "first", "build", "briefs", "--release", "--lang", "ru")
    site = tmp_path / "first" / "build" / "site"

    assert str(ROOT) not in where
    assert begun.code == 0, begun.err
    assert built.code == 0, built.err
    assert "Два кластера могут учить вместе" in (site / "ru/briefs/first.html").read_text().replace("\u00a0", " ")
    assert (site / "ru/briefs/first.pdf").read_bytes().startswith(b"%PDF")
    assert (site / "ru/briefs/first.docx").is_file()
    assert (site / "assets/icon.svg").is_file()


def test_the_example_is_listed_from_the_wheel(installed: Installed, tmp_path: Path) -> None:
    """`init --example` brings the shipped subject, and every document of it is there."""
    begun = installed.run(tmp_path, "init", "--example")
    listed = installed.run(tmp_path, "list", "--markdown", "--lang", "en")

    assert begun.code == 0, begun.err
    assert listed.code == 0, listed.err
    assert {row.split(" | ")[0].removeprefix("| ") for row in listed.out.splitlines()[2:]} == documents()
