"""Mistakes of people, in content and on the command line: each is told in clear lines, and none with a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.small import CONTENT, real_files, small_files
from toolkit.cli import app

SECOND = "documents/briefs/second.yaml"
UNITS = CONTENT["units.yaml"]
ALPHA = CONTENT["clusters/alpha.yaml"]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs the command line on the small workspace with some files changed; None removes one."""

    def ran(arguments: str, changes: dict[str, str | None]) -> tuple[int, str, str]:
        content = {path: words for path, words in {**CONTENT, **changes}.items() if words is not None}
        for path, data in small_files(real_files(), content).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
        result = CliRunner().invoke(app, [*arguments.split(), "--workspace", str(tmp_path)], env={"COLUMNS": "200"})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.stdout, result.stderr

    return ran


def replaced(words: str, old: str, new: str) -> str:
    assert words.count(old) == 1
    return words.replace(old, new)


BAD_TITLE = {SECOND: replaced(CONTENT[SECOND], "{ru: Вторая, en: Second}", "Всего {members_of_alpha}")}
NO_LANGUAGE = {"site.yaml": replaced(CONTENT["site.yaml"], "source_language: ru", "source_language: qq")}
NO_FORM = {"clusters/alpha.yaml": replaced(ALPHA, "value: 63,", "value: 63, qualifier: less-than,")}
NO_ONE = {"units.yaml": replaced(UNITS, 'exact: {one: "{n} member", other: "{n} members"}', 'exact: {other: "{n} members"}')}
NO_OTHER = {"units.yaml": replaced(UNITS, 'exact: {one: "{n} member", other: "{n} members"}', 'exact: {one: "{n} member"}')}
PRIVATE = {SECOND: replaced(CONTENT[SECOND], "Участников в", "\ue00077777\ue001Участников в")}


@pytest.mark.parametrize(
    ("arguments", "changes", "code", "line"),
    [
        ("list", BAD_TITLE, 1, "content/documents/briefs/second.yaml:2:14: error[unknown-placeholder]"),
        ("list", NO_LANGUAGE, 1, "content/site.yaml:4:18: error[unknown-language]"),
        ("facts", NO_LANGUAGE, 1, "content/site.yaml:4:18: error[unknown-language]"),
        ("facts", NO_FORM, 1, "content/units.yaml:3:3: error[missing-form]"),
        ("check", NO_ONE, 1, "content/units.yaml:4:12: error[missing-key]: `exact`: key `one` is missing"),
        ("check", NO_OTHER, 1, "content/units.yaml:4:12: error[missing-key]: `exact`: key `other` is missing"),
        ("locales update", NO_ONE, 1, "content/units.yaml:4:12: error[missing-key]"),
        ("check", PRIVATE, 1, "content/documents/briefs/second.yaml:8:16: error[yaml-syntax]: a character of private use"),
        ("proof second --lang xx", {}, 2, "toolkit: `xx` is not an edition of this site"),
    ],
)
def test_a_mistake_is_a_clear_line(run: Run, arguments: str, changes: dict[str, str | None], code: int, line: str) -> None:
    """What is wrong, where, and what to do: 1 for content, 2 for the command line."""
    ended, _, said = run(arguments, changes)

    assert ended == code
    assert said.startswith(line), said
    assert "  hint: " in said


def test_list_shows_what_can_be_shown(run: Run) -> None:
    """A title that cannot be printed is listed as its author wrote it; the others stand beside it."""
    _, listed, _ = run("list", BAD_TITLE)

    assert "Первая" in listed
    assert "Всего {members_of_alpha}" in listed


def test_figures_are_listed_without_documents(run: Run) -> None:
    """The ledger of figures needs no document: what prints a figure is then nothing."""
    ended, listed, said = run("facts", {"documents/briefs/first.yaml": None, SECOND: None})

    assert (ended, said) == (0, "")
    assert listed.startswith("alpha.members: 63 участника")
    assert "printed in nothing" in listed


def test_a_label_must_stand_in_its_template(run: Run, tmp_path: Path) -> None:
    """`pgettext` with a name in place of its context would ask no translator: it is told at its line."""
    run("list", {})
    (tmp_path / "templates/blocks/prose.html").write_text('<p>\n{{ pgettext(where, "Words") }}</p>\n', "utf-8")

    ended, _, said = run_on(tmp_path, "locales", "update")

    assert ended == 1
    assert said.startswith("templates/blocks/prose.html:2:1: error[template-error]: `pgettext` is not given its context")


def run_on(folder: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*arguments, "--workspace", str(folder)])
    return result.exit_code, result.stdout, result.stderr
