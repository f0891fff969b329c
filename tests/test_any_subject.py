"""The shipped subject is an example: program, templates, schemas and the words of the interface name nothing of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SUBJECT = re.compile(
    r"kaluga|karaganda|vitebsk|medicon|scandinavia|eaeu|eurasian|pharma|kazakhstan|from the article"
    r"|калу[жг]|караганд|витебск|скандинав|еаэс|евразий|фарм|казахстан",
    re.IGNORECASE,
)
PLACES = "toolkit/language/statements.yaml"
"""Names of places in both languages, by which translations are compared: a list of words like any other language's."""


def searched() -> list[Path]:
    folders = (("toolkit", "*.py"), ("toolkit", "*.yaml"), ("templates", "*"), ("schemas", "*.json"))
    found = [path for folder, files in folders for path in sorted((ROOT / folder).rglob(files)) if path.is_file()]
    return [
        path for path in found if path.suffix not in (".woff2", ".ttf", ".png", ".docx") and path.relative_to(ROOT).as_posix() != PLACES
    ]


@pytest.mark.parametrize("path", searched(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_names_the_shipped_subject(path: Path) -> None:
    """Another subject finds no word of the first in what it is made with."""
    lines = path.read_text("utf-8").splitlines()

    assert [f"{number}: {line.strip()[:100]}" for number, line in enumerate(lines, 1) if SUBJECT.search(line)] == []


def test_no_word_of_the_interface_names_the_shipped_subject() -> None:
    """Translators of the interface are asked for no word of the first subject, and told none."""
    lines = (ROOT / "locales" / "interface.pot").read_text("utf-8").splitlines()

    assert [line for line in lines if SUBJECT.search(line)] == []
