"""What is refused in one place is refused in all: `check --release`, `build --release` and `publish` judge a site alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from toolkit.cli import app


def ended(*words: object) -> int:
    """Run a command in this process, and return how it ended."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code


def appended(path: str, words: str | bytes) -> Callable[[Path], None]:
    """Return what puts words at the end of a file."""

    def plant(root: Path) -> None:
        with (root / path).open("ab") as file:
            file.write(words if isinstance(words, bytes) else words.encode())

    return plant


def prepended(path: str, words: str) -> Callable[[Path], None]:
    """Return what puts words at the beginning of a file: a template that extends another prints nothing of its end."""

    def plant(root: Path) -> None:
        (root / path).write_text(words + (root / path).read_text("utf-8"), "utf-8")

    return plant


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what replaces words of a file."""

    def plant(root: Path) -> None:
        words = (root / path).read_text("utf-8")
        assert old in words
        (root / path).write_text(words.replace(old, new, 1), "utf-8")

    return plant


def removed(path: str) -> Callable[[Path], None]:
    """Return what takes a file away."""
    return lambda root: (root / path).unlink()


BRIEF = "content/documents/briefs/one.yaml"
FAULTS = {
    "frame": prepended("templates/frames/web.html", "{{ 1 / 0 }}"),
    "frame of the site": appended("templates/site/base.html", "{% if %}"),
    "print frame": appended("templates/frames/print.html", "{% if %}"),
    "home": prepended("templates/site/home.html", "{{ nobody.knows }}"),
    "404": prepended("templates/site/404.html", "{{ 1 / 0 }}"),
    "search": prepended("templates/site/search.html", "{{ nobody.knows }}"),
    "report": appended("templates/site/report.html", "{% for %}"),
    "block": prepended("templates/blocks/prose.html", "{{ 1 / 0 }}"),
    "component": appended("templates/components/site.html", "{% macro %}"),
    "document": prepended("templates/documents/document.html", "{{ nobody.knows }}"),
    "encoding of a template": appended("templates/site/home.html", b"\xcf\xf0"),
    "encoding of a style": appended("templates/styles/web.css", b"/* \xcf\xf0 */"),
    "dead link in a template": replaced("templates/frames/shell.html", "</body>", '<a href="nowhere.html"></a></body>'),
    "setting": appended("content/site.yaml", "base_url: example.org/policy\n"),
    "logo": appended("content/site.yaml", "logo: nowhere.svg\n"),
    "unknown page": appended("content/site.yaml", "page: papyrus\n"),
    "text to come": replaced(BRIEF, "      - prose", "      - prose: TODO\n      - prose"),
    "source": replaced(BRIEF, "[@book]", "[@boook]"),
    "picture": replaced(BRIEF, "      - prose", "      - picture: {file: no.png, alt: No, caption: No}\n      - prose"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_alike(small: Path, fault: str) -> None:
    """A fault in a template, style, script, image or setting is found by `check --release`, and by whatever makes a site."""
    FAULTS[fault](small)

    verdicts = {command: ended(*words, "-w", small) for command, words in {
        "check --release": ("check", "--release"),
        "build --release": ("build", "--release"),
        "publish": ("publish", "--to", small.parent / "www"),
    }.items()}  # fmt: skip

    assert verdicts == dict.fromkeys(verdicts, 1)
    assert not (small.parent / "www").exists()


def test_without_a_fault_all_agree(small: Path) -> None:
    """A good workspace passes all, and a check of a release writes nothing."""
    before = sorted(small.rglob("*"))
    assert ended("check", "--release", "-w", small) == 0
    assert sorted(small.rglob("*")) == before
    assert ended("build", "--release", "-w", small) == 0
    assert ended("publish", "--to", small.parent / "www", "-w", small) == 0


def test_a_threshold_holds_all_alike(small: Path) -> None:
    """What site.yaml demands of a release is demanded by each command that judges one."""
    site = small / "content/site.yaml"
    site.write_text(site.read_text("utf-8") + "thresholds: {open_points: 0}\n", "utf-8")
    verdicts = {
        ended("check", "--release", "-w", small),
        ended("build", "--release", "-w", small),
        ended("publish", "--to", small.parent / "www", "-w", small),
    }

    assert len(verdicts) == 1
