"""An installed package brings kinds, registers, blocks, checks, formats and a theme: `packages/house_package` shows each."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.start.conftest import Installed

PACKAGES = Path(__file__).parent / "packages"
INVESTMENTS = """\
dryer: {name: "A dryer for all", cluster: riverside, end: 2030, evidence: {source: survey}}
hall: {name: "A hall", cluster: hillside, evidence: {source: survey}}
"""
BLOCK = """\
  - section: investments
    title: "Investments"
    blocks:
      - investments: {items: [dryer]}
"""


@pytest.fixture(scope="module")
def folder(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace with an investment project in it, published in Russian only, to be quick."""
    root = tmp_path_factory.mktemp("extended") / "valleys"
    begun = installed.run(root.parent, "init", "valleys", "--languages", "ru")
    assert begun.code == 0, begun.err
    (root / "content/investments.yaml").write_text(INVESTMENTS)
    brief = root / "content/documents/briefs/first.yaml"
    brief.write_text(brief.read_text().replace("  - section: sources\n", BLOCK + "  - section: sources\n"))
    with (root / "content/site.yaml").open("a") as file:
        file.write("theme: house\n")
    return root


def run(installed: Installed, folder: Path, packages: Path, *words: str) -> Ran:
    """Run the toolkit with a package installed, as pip would lay it down."""
    return installed.shell(folder, ["env", f"PYTHONPATH={packages}", "toolkit", *words])


def test_a_package_brings_all_that_a_package_can(installed: Installed, folder: Path) -> None:
    """Its records are read, its block and register printed with its labels, its check runs, its format and its theme are used."""
    checked = run(installed, folder, PACKAGES, "check")
    built = run(installed, folder, PACKAGES, "build", "briefs", "--format", "headings")
    whole = run(installed, folder, PACKAGES, "build", "--format", "html")
    site = folder / "build/site"

    assert checked.code == 0, checked.err
    assert "content/investments.yaml:2:1: warning[house-no-end]: `hall` does not say when it ends" in checked.err.replace(":2:7:", ":2:1:")
    assert built.code == 0, built.err
    assert "5 Investments" in (site / "ru/briefs/first.txt").read_text()
    assert "A dryer for all, до 2030" in " ".join((site / "ru/briefs/first.html").read_text().replace("\u00a0", " ").split())
    assert whole.code == 0, whole.err
    assert "Инвестиционные проекты" in (site / "ru/investments.html").read_text()
    assert "--accent: #225533;" in (site / "assets/site.css").read_text()
    assert 'fill="#225533"' in (site / "assets/logo.svg").read_text()
    assert 'src="../assets/logo.svg"' in (site / "ru/investments.html").read_text()


def test_without_the_package_its_words_are_told(installed: Installed, folder: Path) -> None:
    """A workspace that needs a package which is not installed says what it does not know, at file and line."""
    ran = installed.run(folder, "check")

    assert ran.code == 1
    assert re.search(r"content/site.yaml:\d+:8: error\[unknown-theme\]: there is no theme `house`", ran.err)
    assert "content/investments.yaml" in ran.err
    assert "error[unknown-block]: `investments` is not a block" in ran.err


def test_a_package_that_does_not_load_is_one_line(installed: Installed, folder: Path, tmp_path: Path) -> None:
    """What a package raises is told with its name and the way out of it, and is no traceback."""
    shutil.copytree(PACKAGES, tmp_path / "packages")
    (tmp_path / "packages/house_package/checks.py").write_text("from toolkit import nothing_of_this_name\n")
    ran = run(installed, folder, tmp_path / "packages", "check")

    assert ran.code == 1
    assert (
        "error[broken-extension]: `investments` of toolkit.checks cannot be loaded from `house_package.checks:check_investments`" in ran.err
    )
    assert "pip uninstall house-package" in ran.err
    assert "Traceback" not in ran.err + os.linesep
