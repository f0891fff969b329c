"""A draft marks what is not finished, a release refuses it by name, and a translation touches only its own pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.locales.conftest import CONTENT_PO, INTERFACE_PO, Small, run

PROSE = "documents.second.outline.facts.blocks.prose"


@pytest.fixture
def whole(small: Small) -> Small:
    """Everything translated."""
    small.translate_all()
    return small


def edit(root: Path, path: str, source: str, words: str) -> None:
    """Change one translation on disk."""
    file = root / path
    before = file.read_text()
    after = re.sub(rf'(msgid "{re.escape(source)}"\nmsgstr )"[^"]*"', rf'\1"{words}"', before)
    assert after != before
    file.write_text(after)


def test_release_names_each_string_with_its_line(whole: Small, tmp_path: Path) -> None:
    """Missing and fuzzy strings are named at their PO lines, all of them, labels of the frame too."""
    whole.translate({"Законы меняются.": ""})
    file = whole.po(INTERFACE_PO)
    contents = next(entry for entry in file if entry.msgid == "Contents")
    contents.flags.append("fuzzy")
    whole.save(file, INTERFACE_PO)
    whole.on_disk(tmp_path)
    ran = run(tmp_path, "build", "briefs/second", "--format", "html", "--release")
    named = re.findall(r"^(\S+?):(\d+):\d+: error\[(\w+)\]: message `([^`]+)`", ran.err, re.MULTILINE)
    lines = {path: (tmp_path / path).read_text().split("\n") for path in (CONTENT_PO, INTERFACE_PO)}

    assert ran.code == 1
    assert {(path, code, context) for path, _, code, context in named} == {
        (CONTENT_PO, "untranslated", PROSE), (INTERFACE_PO, "fuzzy", "page"),
    }  # fmt: skip
    assert all(lines[path][int(line) - 1] == f'msgctxt "{context}"' for path, line, _, context in named)
    assert not (tmp_path / "build/site/en/briefs/second.html").exists()


def test_release_prints_no_home_page_with_fuzzy_words(whole: Small, tmp_path: Path) -> None:
    """The pages around documents are held to the same rule."""
    file = whole.po(INTERFACE_PO)
    next(entry for entry in file if entry.msgid == "Policy briefs").flags.append("fuzzy")
    whole.save(file, INTERFACE_PO)
    ran = run(whole.on_disk(tmp_path), "build", "--format", "html", "--release")

    assert "message `vocabulary.document_kinds.brief.plural` (ru) is fuzzy" in ran.err
    assert not (tmp_path / "build/site/ru/index.html").exists()
    assert (tmp_path / "build/site/ru/briefs/first.html").exists()


def test_draft_marks_a_fuzzy_label(whole: Small, tmp_path: Path) -> None:
    """A draft never prints a fuzzy text unseen: labels of templates and units of figures are marked like prose."""
    for path, source in ((INTERFACE_PO, "Contents"), ("locales/ru/LC_MESSAGES/content.po", "{n} member")):
        file = whole.po(path)
        next(entry for entry in file if entry.msgid == source).flags.append("fuzzy")
        whole.save(file, path)
    ran = run(whole.on_disk(tmp_path), "build", "briefs/first", "--format", "html", "--lang", "ru")
    page = (tmp_path / "build/site/ru/briefs/first.html").read_text()

    assert re.search('><span class="fuzzy" data-message="page">Перевод', page)
    assert '<span class="fuzzy" data-message="units.member.forms.exact">Перевод' in page
    assert not re.search(r'="[^"]*<span', page)
    assert "2 messages marked in the pages (0 untranslated, 2 fuzzy)" in ran.out


def test_one_translation_makes_only_its_own_pages(whole: Small, tmp_path: Path) -> None:
    """After a change of one translation, only the PDFs that show it are made again."""
    whole.on_disk(tmp_path)
    first = run(tmp_path, "build", "--jobs", "1")
    edit(tmp_path, CONTENT_PO, "Законы меняются.", "Laws are changing.")
    second = run(tmp_path, "build", "--jobs", "1")
    edit(tmp_path, INTERFACE_PO, "Skip to the text", "К тексту")
    third = run(tmp_path, "build", "--jobs", "1")

    assert "6 PDFs made, 0 from the cache" in first.out
    assert "2 PDFs made, 4 from the cache" in second.out  # briefs/second in en and ru-en
    assert "0 PDFs made, 6 from the cache" in third.out  # a word of the web frame


def test_broken_content_stops_an_update(whole: Small, tmp_path: Path) -> None:
    """A record that cannot be read is no removed record: nothing is written."""
    whole.change("content/documents/briefs/second.yaml", "kind: brief", "kind: brief\nkinds: brief")
    whole.on_disk(tmp_path)
    ran = run(tmp_path, "locales", "update")

    assert ran.code == 1
    assert "unknown-key" in ran.err
    assert (tmp_path / CONTENT_PO).read_bytes() == whole.files[CONTENT_PO]


BAD = {
    "cut": (lambda data: data[: len(data) * 2 // 3], "po-syntax"),
    "encoding": (lambda data: data.decode().encode("utf-16"), "po-encoding"),
    "conflict": (lambda data: data.replace(b"msgctxt", b"<<<<<<< ours\nmsgctxt", 1), "po-conflict"),
    "duplicate": (lambda data: data + b"\n" + data[data.rindex(b"msgctxt") :], "po-duplicate"),
    "no plural rule": (lambda data: data.replace(b'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', b""), "po-plural-rule"),
}


@pytest.mark.parametrize("name", sorted(BAD))
@pytest.mark.parametrize("command", ["update", "check", "accept", "status"])
def test_bad_catalog_is_one_clear_line(whole: Small, tmp_path: Path, name: str, command: str) -> None:
    """Each bad file is one line with its code, and stays as it is."""
    spoil, code = BAD[name]
    whole.files[CONTENT_PO] = spoil(whole.files[CONTENT_PO])
    whole.on_disk(tmp_path)
    ran = run(tmp_path, "locales", command)

    assert re.findall(rf"^{re.escape(CONTENT_PO)}:\d+:\d+: error\[([\w-]+)\]", ran.err, re.MULTILINE) == [code]
    assert (ran.code == 1) or command == "status"
    assert (tmp_path / CONTENT_PO).read_bytes() == whole.files[CONTENT_PO]
