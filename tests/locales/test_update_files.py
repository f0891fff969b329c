"""`toolkit locales update`: files on disk in step with content, and nothing written that did not change."""

from __future__ import annotations

import subprocess

import polib
import pytest

from tests.conftest import REPOSITORY, Folder


def catalog(workspace: Folder, language: str, domain: str) -> polib.POFile:
    """Return a catalog of a workspace."""
    return polib.pofile(str(workspace.root / f"locales/{language}/LC_MESSAGES/{domain}.po"))


def test_update_repeated_writes_nothing(workspace: Folder) -> None:
    """A second run finds nothing to do, and leaves every byte and time alone."""
    workspace.run("locales", "update")
    before = {path: path.stat().st_mtime_ns for path in (workspace.root / "locales").rglob("*.po*")}

    ran = workspace.run("locales", "update")

    assert ran.code == 0
    assert "0 files written" in ran.out
    assert {path: path.stat().st_mtime_ns for path in (workspace.root / "locales").rglob("*.po*")} == before


def test_day_comes_from_source_date_epoch(workspace: Folder) -> None:
    """With SOURCE_DATE_EPOCH the files are the same whenever they are made."""
    (workspace.root / "locales/content.pot").unlink()

    workspace.process("locales", "update", SOURCE_DATE_EPOCH="1700000000")

    assert "POT-Creation-Date: 2023-11-14 00:00+0000" in (workspace.root / "locales/content.pot").read_text(encoding="utf-8")


def test_changed_text_waits_for_review(workspace: Folder) -> None:
    """A changed word makes its message fuzzy, with the source that was translated; no other entry moves."""
    before = {(one.msgctxt, one.msgid): one.msgstr for one in catalog(workspace, "en", "content") if not one.obsolete}
    workspace.replace("content/clusters/north.yaml", "Сильный университет", "Крепкий университет")

    workspace.run("locales", "update")

    after = catalog(workspace, "en", "content")
    fuzzy = after.fuzzy_entries()
    assert [(one.msgid, one.previous_msgid) for one in fuzzy] == [("Крепкий университет.", "Сильный университет.")]
    assert {(one.msgctxt, one.msgid): one.msgstr for one in after if not one.obsolete and not one.fuzzy}.items() < before.items()


def test_source_language_needs_no_catalog(workspace: Folder) -> None:
    """Content in Russian asks nothing of Russian but the units, which are written in English."""
    contexts = {one.msgctxt.partition(".")[0] for one in catalog(workspace, "ru", "content")}

    assert contexts == {"units"}
    assert not (workspace.root / "locales/ru/LC_MESSAGES/clauses.po").exists()
    assert not (workspace.root / "locales/en/LC_MESSAGES/interface.po").exists()


def test_catalog_that_cannot_be_read_is_not_overwritten(workspace: Folder) -> None:
    """A file with merge-conflict markers is left as it is."""
    path = workspace.root / "locales/en/LC_MESSAGES/content.po"
    path.write_bytes(path.read_bytes() + b"<<<<<<< ours\n")
    before = path.read_bytes()

    ran = workspace.run("locales", "update")

    assert ran.code == 1
    assert "error[po-conflict]" in ran.err
    assert path.read_bytes() == before


def test_third_language_is_one_line(workspace: Folder) -> None:
    """A language more is a word in site.yaml: its catalogs come with its own plural rule, and its edition is built."""
    (workspace.root / "content/documents/agreements/north-south.yaml").unlink()
    workspace.replace("content/site.yaml", "editions: [ru, en, ru-en]", "editions: [ru, en, ru-en, kk, ru-kk]")

    updated = workspace.run("locales", "update")
    ran = workspace.run("build", "--lang", "kk", "--format", "html", "profiles/north")

    assert updated.code == 0, updated.err
    assert "nplurals=2" in catalog(workspace, "kk", "interface").metadata["Plural-Forms"]
    assert ran.code == 0, ran.err
    assert '<html lang="kk">' in workspace.artifact("kk", "profiles/north", ".html").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((REPOSITORY / "locales").rglob("*.po")), ids=lambda path: "-".join(path.parts[-3::2]))
def test_shipped_catalogs_pass_msgfmt(path: object) -> None:
    """Gettext's own checker has nothing to say of the catalogs of the repository."""
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_new_catalogs_pass_msgfmt(workspace: Folder) -> None:
    """So do catalogs as they are first made, and filled; only the header waits for its translator."""
    for path in sorted((workspace.root / "locales").rglob("*.po")):
        done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True, check=False)

        assert done.returncode == 0
        assert [line for line in done.stderr.splitlines() if "header field" not in line] == []
