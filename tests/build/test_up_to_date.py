"""A build of everything that would do nothing says so at once; whatever differs is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Folder

SAID = "nothing has changed since the last build"
PAGE = "build/site/ru/briefs/small-brief.html"


def facts(words: str) -> str:
    """Return the line that counts documents, editions and pages."""
    return next(line for line in words.splitlines() if "edition" in line).partition(" · 0 PDFs")[0]


def test_nothing_to_do_is_said_with_the_same_counts(built: Folder) -> None:
    """What the last build said of documents and pages still stands, and no file is touched."""
    first = built.run("build")
    times = {path: path.stat().st_mtime_ns for path in (built.build / "site").rglob("*") if path.is_file()}

    second = built.run("build")

    assert second.code == 0, second.err
    assert SAID in second.out
    assert facts(second.out) == facts(first.out)
    assert {path: path.stat().st_mtime_ns for path in (built.build / "site").rglob("*") if path.is_file()} == times


def edit_content(folder: Folder) -> None:
    """Give a document another title."""
    folder.replace("content/documents/briefs/small-brief.yaml", "Малая записка", "Новая записка")


def edit_artifact(folder: Folder) -> None:
    """Spoil a page."""
    folder.write(PAGE, "другое")


def remove_artifact(folder: Folder) -> None:
    """Lose a page."""
    (folder.root / PAGE).unlink()


def leave_file(folder: Folder) -> None:
    """Leave a page that no document makes."""
    folder.write("build/site/ru/old.html", "старое")


def edit_style(folder: Folder) -> None:
    """Change a colour."""
    folder.replace("templates/styles/tokens.css", "--accent: #0a5563", "--accent: #0a5564")


def build_in_part(folder: Folder) -> None:
    """Build one document as of another day: its pages are then not those of the whole build."""
    assert folder.run("build", "small-brief", "--as-of", "2030-01-01").code == 0


@pytest.mark.parametrize("differ", [edit_content, edit_artifact, remove_artifact, leave_file, edit_style, build_in_part])
def test_what_differs_is_built(built: Folder, differ: Callable[[Folder], None]) -> None:
    """An edit of a source, and a page that is not as it was written, are both seen; the build then makes it right."""
    assert built.run("build").code == 0
    before = built.snapshot()
    differ(built)

    ran = built.run("build")

    assert ran.code == 0, ran.err
    assert SAID not in ran.out
    assert "ru/old.html" not in built.snapshot()
    if differ not in (edit_content, edit_style):
        assert built.snapshot() == before


@pytest.mark.parametrize("asked", [("--as-of", "2030-01-01"), ("--base-url", "https://example.org/p/"), ("--release",)])
def test_other_wishes_are_built(built: Folder, asked: tuple[str, ...]) -> None:
    """What was asked for is part of what a build depends on; a release is always judged anew."""
    assert built.run("build").code == 0

    assert SAID not in built.run("build", *asked).out


def test_a_complaint_is_made_again(built: Folder) -> None:
    """A build that warned is not remembered: the warning would be lost."""
    built.write("content/documents/briefs/broken.yaml", "kind: brief\n")

    first, second = built.run("build"), built.run("build")

    assert first.code == second.code == 1
    assert SAID not in second.out
    assert second.err == first.err != ""


def test_damaged_notes_are_begun_anew(built: Folder) -> None:
    """Notes that are overwritten are no notes: everything is made anew, with a word, and the same."""
    assert built.process("build").code == 0
    before = built.snapshot()
    (notes,) = (built.build / ".cache").glob("notes-*.sqlite")
    notes.write_bytes(b"garbage" * 1_000)

    ran = built.process("build")

    assert ran.code == 0
    assert "begun anew" in ran.err
    assert built.snapshot() == before


def test_pages_alone_leave_no_page_that_nothing_makes(built: Folder) -> None:
    """What is left of a document that went, or of an old page, goes though web pages alone are built; files in other formats stay."""
    leave_file(built)
    (built.root / "content/documents/agreements/north-south.yaml").unlink()

    ran = built.run("build", "--format", "html")
    left = {path.relative_to(built.build / "site").as_posix() for path in (built.build / "site").rglob("*") if path.is_file()}

    assert ran.code == 0, ran.err
    assert {path for path in left if "north-south" in path or path == "ru/old.html"} == set()
    assert {"ru/briefs/small-brief.pdf", "ru/briefs/small-brief.transcript.txt", "ru/briefs/small-brief.docx"} <= left


def test_only_the_search_index_of_a_language_that_differs_is_made(built: Folder, tmp_path: Path) -> None:
    """A word of one language leaves the index of the other alone, and what comes of it is what a first build makes."""
    assert built.run("build", "--format", "html").code == 0
    index = built.build / "site/pagefind"
    times = {path.name: path.stat().st_mtime_ns for path in index.rglob("*") if path.is_file()}
    built.replace("locales/en/LC_MESSAGES/content.po", 'msgstr "Malaya zapiska"', 'msgstr "A short paper"')

    assert built.run("build", "--format", "html").code == 0

    now = {path.name: path.stat().st_mtime_ns for path in index.rglob("*") if path.is_file()}
    anew = {name for name in now if now[name] != times.get(name)}
    assert any(name.startswith("pagefind.en_") for name in anew)
    assert not any(name.startswith(("pagefind.ru_", "ru_")) for name in anew)
    fresh = built.copied(tmp_path / "fresh")
    assert fresh.run("build", "--format", "html").code == 0
    assert fresh.snapshot("build/site/pagefind") == built.snapshot("build/site/pagefind")
