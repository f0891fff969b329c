"""After a slip of the pen in the source, chosen translations are accepted as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.locales.conftest import CONTENT_PO, FIRST, SECOND, Small, run
from toolkit.language.catalogs import parse_po
from toolkit.locales.changes import word_diff

TITLE, OTHER = "documents.first.title", "documents.second.title"


@pytest.fixture
def doubted(small: Small, tmp_path: Path) -> Path:
    """Two titles whose source changed a little."""
    small.translate({"Первая записка": "First brief", "Вторая записка": "Second brief"})
    small.change(FIRST, "Первая записка", "Первая записка.")
    small.change(SECOND, "Вторая записка", "Вторая записка {n}")
    small.update()
    return small.on_disk(tmp_path)


def entry(root: Path, context: str) -> tuple[bool, str | None, str]:
    """Return state, previous source and translation of an entry on disk."""
    file = parse_po((root / CONTENT_PO).read_bytes(), CONTENT_PO)
    (found,) = [one for one in file if one.msgctxt == context and not one.obsolete]
    return found.fuzzy, found.previous_msgid, found.msgstr


def test_without_names_lists(doubted: Path) -> None:
    """Without names nothing changes: each doubt is shown with its change."""
    ran = run(doubted, "locales", "accept")

    assert "Первая [-записка-]{+записка.+}" in ran.out
    assert "2 fuzzy messages" in ran.out
    assert entry(doubted, TITLE)[0]


def test_accepts_what_is_named(doubted: Path) -> None:
    """A record or a message by name: the doubt and the previous source go, the translation stays."""
    ran = run(doubted, "locales", "accept", "documents.first", "--lang", "en")

    assert ran.code == 0
    assert entry(doubted, TITLE) == (False, None, "First brief")
    assert entry(doubted, OTHER)[0]


def test_broken_translation_is_refused(doubted: Path) -> None:
    """A translation that lacks a placeholder of the new source cannot be accepted; the line is named."""
    ran = run(doubted, "locales", "accept", "--all")

    assert ran.code == 1
    assert f"{CONTENT_PO}:" in ran.err
    assert "placeholder-mismatch" in ran.err
    assert entry(doubted, OTHER)[0]


def test_word_diff() -> None:
    """A change shows word by word."""
    assert word_diff("the conpany grows fast", "the company grows") == "the [-conpany-]{+company+} grows [-fast-]"
