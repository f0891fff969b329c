"""Translations go out to other tools and come back, and what nobody changed there changes nothing here."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.locales.conftest import CONTENT_PO, FIRST, Small, run
from toolkit.locales.exchange.xliff import NAMESPACE

Q = f"{{{NAMESPACE}}}"
SOURCE = "В кластере {participants} [@petrov, с. 5]."


@pytest.fixture
def folder(small: Small, tmp_path: Path) -> Path:
    """Return the workspace on disk: translations, one doubt, one message untranslated, one note of a translator."""
    small.translate_all()
    small.change(FIRST, "Первая записка", "Первая записка о кластерах")
    small.update()
    file = small.po()
    file[0].tcomment = "mine & <theirs>"
    next(entry for entry in file if entry.msgid == "Законы меняются.").msgstr = ""
    small.save(file)
    return small.on_disk(tmp_path)


def catalogs(root: Path) -> dict[str, bytes]:
    """Return every catalog."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted((root / "locales").rglob("*.po"))}


@pytest.mark.parametrize("format", ["xliff", "tmx", "tbx"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_out_and_in_again_changes_no_byte(folder: Path, format: str, language: str) -> None:
    """An export that comes back as it went is no change, in any format."""
    before = catalogs(folder)
    ran = [
        run(folder, "locales", "export", "--format", format, "--lang", language, "--to", str(folder / "out.xml")),
        run(folder, "locales", "import", str(folder / "out.xml")),
    ]

    assert [one.code for one in ran] == [0, 0], ran
    assert "0 changes" in ran[1].out
    assert catalogs(folder) == before


def edited(folder: Path, old: str, new: str, *, prefix: bytes = b"", newline: str = "\n") -> str:
    """Export English as XLIFF, change words as a tool would, import it; return what the import said."""
    path = folder / "en.xlf"
    run(folder, "locales", "export", "--lang", "en", "--to", str(path))
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_bytes(prefix + words.replace(old, new).replace("\n", newline).encode())
    ran = run(folder, "locales", "import", str(path))
    assert ran.code == 0, ran.err
    return ran.out + ran.err


def test_a_unit_says_what_its_translator_must_know(folder: Path) -> None:
    """Context, comments, place, earlier source and state are there; a placeholder is a code that may not be dropped."""
    path = folder / "en.xlf"
    run(folder, "locales", "export", "--lang", "en", "--to", str(path))
    root = ET.parse(path).getroot()
    units = {unit.get("name"): unit for unit in root.iter(f"{Q}unit")}
    doubted = units["documents.first.title"]
    codes = [code.attrib for unit in root.iter(f"{Q}unit") for code in unit.findall(f".//{Q}source/{Q}ph")]

    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "ru", "en")
    assert {note.get("category"): note.text for note in doubted.iter(f"{Q}note")}["previous-source"] == "Первая записка"
    assert doubted.find(f"{Q}segment").attrib == {"state": "initial", "subState": "po:fuzzy"}
    assert {code["equiv"] for code in codes} >= {"{participants}", "{north.participants}"}
    assert all((code["canDelete"], code["canCopy"]) == ("no", "no") for code in codes)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("prefix", [b"", b"\xef\xbb\xbf"])
def test_a_translation_comes_back(folder: Path, prefix: bytes, newline: str) -> None:
    """A target that a tool wrote stands in the catalog, and nothing else is another; line ends and byte-order mark are the tool's own."""
    before = catalogs(folder)[CONTENT_PO].decode().split("\n\n")
    old = '<segment state="initial">\n<source>Законы меняются.</source>'
    said = edited(folder, old, old.replace("initial", "final") + "\n<target>Laws change.</target>", prefix=prefix, newline=newline)
    after = catalogs(folder)[CONTENT_PO].decode().split("\n\n")

    assert "1 change taken into 1 file" in said
    assert [(b, a) for b, a in zip(before, after, strict=True) if a != b] == [
        (next(part for part in before if "Законы меняются." in part), next(part for part in after if "Laws change." in part))
    ]


def test_a_lost_placeholder_stays_fuzzy(folder: Path) -> None:
    """Words that lost a placeholder are taken for review and told, not printed."""
    path = folder / "en.xlf"
    run(folder, "locales", "export", "--lang", "en", "--to", str(path))
    words = path.read_text(encoding="utf-8")
    start = words.index("<target>", words.index("{participants}"))
    end = words.index("</target>", start)
    path.write_text(words[:start] + "<target>The cluster has many" + words[end:], encoding="utf-8")
    ran = run(folder, "locales", "import", str(path))

    assert ran.code == 0
    assert "placeholder-mismatch" in ran.err
    assert b"#, fuzzy\n" in catalogs(folder)[CONTENT_PO]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<xliff", "not valid XML"),
        (b"<html/>", "no format"),
        (b'<xliff version="1.2"/>', "no XLIFF 2"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><tmx>&a;</tmx>', "declares entities"),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" trgLang="xx"/>', "no XLIFF 2 into a language of this site"),
    ],
)
def test_what_cannot_be_read_is_one_line(folder: Path, data: bytes, said: str) -> None:
    """A file of another kind is refused with its reason, and no catalog is touched."""
    before = catalogs(folder)
    (folder / "in.xml").write_bytes(data)
    ran = run(folder, "locales", "import", str(folder / "in.xml"))

    assert (ran.code, ran.err.count("error[exchange-unreadable]")) == (1, 1)
    assert said in ran.err
    assert catalogs(folder) == before


def test_a_memory_suggests_and_does_not_decide(folder: Path) -> None:
    """A memory of another project fills an untranslated message of the same source, fuzzy, and changes no other."""
    memory = '<tmx version="1.4"><header/><body><tu><tuv xml:lang="ru"><seg>Законы меняются.</seg></tuv><tuv xml:lang="en"><seg>Laws vary.</seg></tuv></tu></body></tmx>'  # noqa: E501
    (folder / "m.tmx").write_text(memory, encoding="utf-8")
    ran = run(folder, "locales", "import", str(folder / "m.tmx"))
    words = catalogs(folder)[CONTENT_PO].decode()
    entry = next(part for part in words.split("\n\n") if "Законы меняются." in part)

    assert ran.code == 0
    assert "#, fuzzy" in entry
    assert 'msgstr "Laws vary."' in entry
