"""The real GNU gettext tools read our files, and what they write back loses nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polib
import pytest

from tests.locales.conftest import CONTENT_PO, FIRST, INTERFACE_PO, ROOT, Small
from toolkit.language.catalogs import parse_po
from toolkit.language.po_file import PoFile, unescape
from toolkit.locales.write import po_bytes

CATALOGS = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "locales").rglob("*.po"))]


def tool(*arguments: str, data: bytes | None = None) -> bytes:
    """Run a tool; a complaint is a failure."""
    done = subprocess.run(arguments, input=data, capture_output=True, check=True)
    return done.stdout


def told(file: polib.POFile) -> list[tuple[object, ...]]:
    """Return all that translators wrote, and all that is written for them, but for flags that gettext does not know."""
    return [
        (
            entry.msgctxt, entry.msgid, entry.msgid_plural, entry.msgstr, dict(entry.msgstr_plural), entry.comment, entry.tcomment,
            entry.obsolete, [flag for flag in entry.flags if not flag.startswith("max-length")],
            entry.previous_msgid if not entry.obsolete else None,
        )
        for entry in file
    ]  # fmt: skip


@pytest.fixture
def worked(small: Small) -> Small:
    """Catalogs with everything in them: translations, comments, doubts, flags, obsolete entries."""
    small.translate_all()
    file = small.po()
    for number, entry in enumerate(file):
        if number % 3 == 0:
            entry.tcomment = f"note {number}\nsecond line"
    small.save(file)
    small.change(FIRST, "Кластеры растут.\n\n          ", "")
    longer = "'Первая и \"лучшая\" записка: она длиннее строки, и потому переносится по правилам Юникода — как у gettext'"
    small.change(FIRST, "Первая записка", longer)
    small.update()
    return small


@pytest.mark.parametrize("path", CATALOGS)
def test_real_catalogs_are_written_as_msgcat_writes(path: str) -> None:
    """Every catalog of this repository comes out of our writer as it comes out of msgcat, whoever broke its lines before."""
    file = parse_po((ROOT / path).read_bytes(), path)
    assert isinstance(file, PoFile)
    file.blocks.clear()
    file.header_block = None
    for entry in file:  # gettext 0.21 drops flags that it does not know
        entry.flags = [flag for flag in entry.flags if not flag.startswith("max-length")]
    written = po_bytes(file)

    assert tool("msgcat", "-", data=written) == written


def test_small_catalog_is_written_as_msgcat_writes(worked: Small) -> None:
    """Doubts, obsolete entries and comments too."""
    file = worked.po()
    for entry in file:
        entry.flags = [flag for flag in entry.flags if not flag.startswith("max-length")]
    written = po_bytes(file)

    assert tool("msgcat", "-", data=written) == written


def test_msgfmt_is_content(worked: Small, tmp_path: Path) -> None:
    """`msgfmt -c` compiles every catalog without a word."""
    for path in (CONTENT_PO, INTERFACE_PO):
        done = subprocess.run(
            ["msgfmt", "-c", "-o", str(tmp_path / "x.mo"), "-"], input=worked.files[path], capture_output=True, check=False
        )

        assert (done.returncode, done.stderr) == (0, b"")


def test_msgmerge_and_update_lose_nothing(worked: Small, tmp_path: Path) -> None:
    """Msgmerge against our own template changes no entry; our update restores what gettext does not know.

    The template also holds what another language asks for (units are in English): those come and go.
    """
    worked.on_disk(tmp_path)
    merged = tool("msgmerge", "--previous", "--quiet", str(tmp_path / CONTENT_PO), str(tmp_path / "locales/content.pot"))
    theirs = parse_po(merged, CONTENT_PO)
    before = worked.files[CONTENT_PO]
    worked.files[CONTENT_PO] = merged
    worked.update()

    kept = told(theirs)
    assert [one for one in told(parse_po(before, CONTENT_PO)) if one not in kept] == []
    assert told(worked.po()) == told(parse_po(before, CONTENT_PO))
    assert worked.files[CONTENT_PO] == before


def test_msgattrib_sees_our_states(worked: Small) -> None:
    """Msgattrib counts fuzzy, untranslated and obsolete entries as we do."""
    data = worked.files[CONTENT_PO]
    file = worked.po()
    counts = {
        option: len([entry for entry in polib.pofile(tool("msgattrib", option, "-", data=data).decode()) if entry.obsolete == obsolete])
        for option, obsolete in (("--only-fuzzy", False), ("--only-obsolete", True))
    }

    assert counts == {"--only-fuzzy": len(file.fuzzy_entries()), "--only-obsolete": len(file.obsolete_entries())}
    assert counts["--only-fuzzy"] == 1


def test_msgmerge_made_doubts_are_understood(small: Small, tmp_path: Path) -> None:
    """A file that msgmerge brought into step reads like one that we did."""
    small.translate({"Первая записка": "First brief"})
    small.on_disk(tmp_path)
    small.change(FIRST, "Первая записка", "Первая записка о кластерах")
    small.update()
    (tmp_path / "new.pot").write_bytes(small.files["locales/content.pot"])
    merged = tool("msgmerge", "--previous", "--quiet", str(tmp_path / CONTENT_PO), str(tmp_path / "new.pot"))
    small.files[CONTENT_PO] = merged
    small.update()

    entry = small.entry("documents.first.title")
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, "Первая записка", "First brief")


def test_escaped_letters_are_read(small: Small) -> None:
    """`msgcat -E` writes each byte of a letter as an escape: the words are the same; bytes that are no UTF-8 are a letter each."""
    small.translate_all()
    escaped = tool("msgcat", "-E", "-", data=small.files[CONTENT_PO])

    assert rb"\320" in escaped
    assert told(parse_po(escaped, CONTENT_PO)) == told(parse_po(small.files[CONTENT_PO], CONTENT_PO))
    assert unescape(r"\320\222\xd0\xb5 \351 \n") == "Ве é \n"
