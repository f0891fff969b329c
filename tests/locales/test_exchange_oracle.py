"""What we export is read, and what others write is taken, by the library that Weblate itself reads and writes files with.

translate-toolkit is under the GPL: it judges in tests alone, and no part of the program imports it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from translate.storage import base, pypo, tbx, tmx, xliff2

from tests.locales.conftest import CONTENT_PO, INTERFACE_PO, Small, run
from toolkit.language.catalogs import parse_po

SOURCE, WORDS = "Законы меняются.", "Laws change."


@pytest.fixture
def folder(small: Small, tmp_path: Path) -> Path:
    """Return a workspace on disk, all translated but one message."""
    small.translate_all()
    file = small.po()
    next(entry for entry in file if entry.msgid == SOURCE).msgstr = ""
    small.save(file)
    return small.on_disk(tmp_path)


def exported(folder: Path, format: str, language: str = "en") -> Path:
    """Export a language; return the file."""
    path = folder / f"out.{format}"
    assert run(folder, "locales", "export", "--format", format, "--lang", language, "--to", str(path)).code == 0
    return path


def finished(folder: Path, path: str = CONTENT_PO) -> dict[tuple[str, str], str]:
    """Return the finished translations of a catalog, by msgctxt and msgid, without plurals."""
    file = parse_po((folder / path).read_bytes(), path)
    return {(entry.msgctxt or "", entry.msgid): entry.msgstr for entry in file if entry.translated() and not entry.msgid_plural}


def translations(folder: Path) -> dict[str, str]:
    """Return every finished translation into English that has no placeholder in it, by its context and source."""
    return {" ".join(key): words for key, words in finished(folder).items() if "{" not in key[1]}


def test_xliff_is_read_as_it_was_meant(folder: Path) -> None:
    """Every unit has its context, its words, its notes and its state."""
    read = xliff2.Xliff2File.parsefile(str(exported(folder, "xliff")))
    units = {f"{unit.getunitelement().get('name')} {unit.source}": unit for unit in read.units if unit.istranslatable()}
    known = translations(folder)

    assert {name: unit.target for name, unit in units.items() if name in known} == known
    assert all(units[name].istranslated() and not units[name].isfuzzy() for name in known)
    (left,) = (unit for unit in units.values() if unit.source == SOURCE)
    assert (left.target or "", left.istranslated()) == ("", False)
    notes = {note.get("category"): note.text for note in left.getunitelement().iter("{*}note")}  # it looks for them in the segment
    assert "Document `second`: outline › facts › blocks › prose." in notes["description"]


def test_xliff_that_it_wrote_comes_back(folder: Path) -> None:
    """A translation that was put in by it stands in the catalog, and no other is another."""
    before = finished(folder)
    path = exported(folder, "xliff")
    read = xliff2.Xliff2File.parsefile(str(path))
    (unit,) = (unit for unit in read.units if unit.source == SOURCE)
    unit.target = WORDS
    unit.markapproved()
    path.write_bytes(bytes(read))
    ran = run(folder, "locales", "import", str(path))

    assert ran.code == 0, ran.err
    after = finished(folder)
    assert {key: words for key, words in after.items() if before.get(key) != words} == {
        ("documents.second.outline.facts.blocks.prose", SOURCE): WORDS
    }


def test_memory_is_read_and_taken(folder: Path) -> None:
    """A TMX file has each finished pair; one that it wrote suggests a translation, fuzzy."""
    read = tmx.tmxfile.parsefile(str(exported(folder, "tmx")))
    pairs = {(unit.source, unit.target) for unit in read.units}
    made = tmx.tmxfile()
    made.addtranslation(SOURCE, "ru", WORDS, "en")
    (folder / "in.tmx").write_bytes(bytes(made))
    ran = run(folder, "locales", "import", str(folder / "in.tmx"))

    assert pairs >= {(source, words) for (_, source), words in finished(folder).items() if source != SOURCE}
    assert ran.code == 0, ran.err
    file = parse_po((folder / CONTENT_PO).read_bytes(), CONTENT_PO)
    assert [(entry.msgstr, entry.fuzzy) for entry in file if entry.msgid == SOURCE] == [(WORDS, True)]


def test_glossary_is_read(folder: Path) -> None:
    """A TBX file has the terms in both languages."""
    read = tbx.tbxfile.parsefile(str(exported(folder, "tbx")))

    assert [(unit.source, unit.target) for unit in read.units] == [("тройная спираль", "triple helix")]


def _weblate(data: bytes) -> bytes:
    """Write a file as Weblate does: its own header, its own wrapping, LF."""
    file = pypo.pofile.parsestring(data)
    file.wrapper.width = 77
    file.updateheader(x_generator="Weblate 5.14", last_translator="Anna <anna@example.org>", add=True)
    return bytes(file)


def _poedit(data: bytes) -> bytes:
    """Write a file as Poedit does on Windows: fields of its own in the header, CRLF."""
    fields = b'"X-Generator: Poedit 3.6\\n"\n"X-Poedit-Basepath: ../../..\\n"\n"X-Poedit-SearchPath-0: .\\n"\n\n'
    return data.replace(b'\\n"\n\n', b'\\n"\n' + fields, 1).replace(b"\n", b"\r\n")


def _omegat(data: bytes) -> bytes:
    """Write a file as OmegaT does: each string on one line, however long."""
    file = pypo.pofile.parsestring(data)
    file.wrapper.width = -1
    for unit in file.units:
        unit.source, unit.target = unit.source, unit.target
    return bytes(file)


def _notepad(data: bytes) -> bytes:
    """Write a file as an editor on Windows does: a byte-order mark, CRLF."""
    return b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")


def _windows_1252(data: bytes) -> bytes:
    """Write a file in the charset of old Windows, and say so."""
    return data.decode().replace("UTF-8", "windows-1252").encode("windows-1252", "replace")


@pytest.mark.parametrize("written_by", [_weblate, _poedit, _omegat, _notepad])
def test_catalogs_of_other_tools_are_at_home(folder: Path, written_by: Callable[[bytes], bytes]) -> None:
    """A catalog that another tool saved says what it said, is exported and imported without a byte of difference, and keeps its lines."""
    known = {path: finished(folder, path) for path in (CONTENT_PO, INTERFACE_PO)}
    for path in known:
        (folder / path).write_bytes(written_by((folder / path).read_bytes()))
    saved = {path: (folder / path).read_bytes() for path in known}
    for language in ("en", "ru"):
        for format in ("xliff", "tmx", "tbx"):
            ran = run(folder, "locales", "import", str(exported(folder, format, language)))
            assert (ran.code, ran.out.startswith("0 changes")) == (0, True), ran.out + ran.err

    assert {path: (folder / path).read_bytes() for path in known} == saved
    assert run(folder, "locales", "update").code == 0
    assert {path: finished(folder, path) for path in known} == known
    for path, data in saved.items():
        before, after = (set(data.removeprefix(b"\xef\xbb\xbf").splitlines()), set((folder / path).read_bytes().splitlines()))
        assert len(before - after) <= 12, sorted(before - after)[:20]  # the flags that gettext's tools drop come back, no more


def test_a_catalog_in_another_charset_is_told_and_read(folder: Path) -> None:
    """A Latin file of old Windows is read by its header, told as a warning, and made UTF-8 by an update."""
    small = (folder / CONTENT_PO).read_text(encoding="utf-8").partition("\n\n")[0] + "\n"
    path = folder / CONTENT_PO
    path.write_bytes(_windows_1252(small.encode()) + '\n#~ msgctxt "a"\n#~ msgid "b"\n#~ msgstr "“café”"\n'.encode("windows-1252"))
    told = run(folder, "locales", "check")
    run(folder, "locales", "update")

    line = next(number for number, words in enumerate(small.splitlines(), 1) if "Content-Type" in words)
    assert f"{CONTENT_PO}:{line}:1: warning[po-encoding]: the file is in windows-1252, not in UTF-8" in told.err, told.err
    words = path.read_text(encoding="utf-8")
    assert '#~ msgstr "“café”"' in words
    assert "charset=UTF-8" in words


def test_storage_has_not_changed_its_mind() -> None:
    """The library is the one that these tests were written for."""
    assert issubclass(xliff2.Xliff2File, base.TranslationStore)
