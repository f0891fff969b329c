"""A workspace of one cluster and two briefs, in memory and on disk, with whole catalogs to break."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib
import pytest
from typer.testing import CliRunner

from toolkit.cli import app
from toolkit.content.library import Library
from toolkit.core.workspace import MemoryWorkspace
from toolkit.language.catalogs import parse_po
from toolkit.language.placeholders import placeholders
from toolkit.locales.comments import printed_texts
from toolkit.locales.update import update
from toolkit.locales.write import po_bytes
from toolkit.project import Project

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 5, 5, tzinfo=dt.UTC)
CONTENT_PO = "locales/en/LC_MESSAGES/content.po"
INTERFACE_PO = "locales/ru/LC_MESSAGES/interface.po"
NORTH = "content/clusters/north.yaml"
FIRST, SECOND = "content/documents/briefs/first.yaml", "content/documents/briefs/second.yaml"
SITE = """\
# what the site is called
title: {ru: Сайт, en: Site}
description: {ru: Описание, en: Description}
publisher: {ru: Издатель, en: Publisher}
source_language: ru
editions: [ru, en, ru-en]  # the leading language first
"""
BRIEF = """\
kind: brief
title: %(title)s
date: 2026-05-05
outline:
  - section: facts
    title: Сведения
    blocks:
      - prose: |
          %(prose)s
"""
FILES = {
    "content/site.yaml": SITE,
    "content/units.yaml": "language: en\nmember:\n  forms:\n    exact: {one: '{n} member', other: '{n} members'}\n",
    "content/sources.yaml": "petrov:\n  type: book\n  title: Кластеры\n  issued: 2018\n",
    "content/glossary.yaml": (
        "triple-helix:\n  term: {ru: тройная спираль, en: triple helix}\n  definition: Союз трёх сторон.\n  evidence: {source: petrov}\n"
    ),
    NORTH: (
        "name: Северный кластер\nshort: {ru: Северный, en: North}\ncountries: [RU]\nsummary: В кластере {participants} [@petrov, с. 5].\n"
        "facts:\n  participants: {label: Участники, value: 63, unit: member, source: petrov}\nevidence: [{source: petrov}]\n"
    ),
    FIRST: BRIEF % {"title": "Первая записка", "prose": "Кластеры растут.\n\n          В Северном кластере {north.participants}."},
    SECOND: BRIEF % {"title": "Вторая записка", "prose": "Законы меняются."},
}


def templates() -> dict[str, bytes]:
    """Return the real templates."""
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()}


@dataclass
class Small:
    """A workspace as values: files to change, catalogs to read and write."""

    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def workspace(self) -> MemoryWorkspace:
        return MemoryWorkspace(self.files)

    @property
    def library(self) -> Library:
        library = Project(self.workspace).library
        assert library is not None
        return library

    @property
    def project(self) -> Project:
        return Project(self.workspace)

    def update(self, **options: bool) -> list[str]:
        """Bring the catalogs into step; return the paths of those that changed."""
        changed = []
        for file in update(self.workspace, self.library, NOW, printed=printed_texts(self.project), **options):
            if self.files.get(file.path) != file.data:
                changed.append(file.path)
                self.files[file.path] = file.data
        return changed

    def po(self, path: str = CONTENT_PO) -> polib.POFile:
        return parse_po(self.files[path], path)

    def save(self, file: polib.POFile, path: str = CONTENT_PO) -> None:
        self.files[path] = po_bytes(file)

    def entry(self, context: str, path: str = CONTENT_PO) -> polib.POEntry:
        """Return the only current entry of a context."""
        (entry,) = [entry for entry in self.po(path) if entry.msgctxt == context and not entry.obsolete]
        return entry

    def translate(self, words: Mapping[str, str], path: str = CONTENT_PO) -> None:
        """Give entries, by source, a translation."""
        file = self.po(path)
        for entry in file:
            if entry.msgid in words:
                entry.msgstr = words[entry.msgid]
        self.save(file, path)

    def translate_all(self) -> None:
        """Give every entry a translation that no check minds: a word of its language, and the placeholders of its source."""
        for path in sorted(self.files):
            if not path.endswith(".po"):
                continue
            file = self.po(path)
            for number, entry in enumerate(file):
                word = f"Перевод {'абвгдежз'[number % 8]}" if "/ru/" in path else f"Translation {'abcdefgh'[number % 8]}"
                judged = next((codes for start, codes in JUDGED.items() if (entry.msgctxt or "").startswith(start)), "")
                entry.tcomment = f"accept: {judged}" if judged and not entry.tcomment else entry.tcomment
                names = "".join(f" {{{name}}}" for name in sorted(placeholders(entry.msgid)))
                if entry.msgid_plural:
                    entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, word + names)
                else:
                    entry.msgstr = entry.msgstr or KNOWN.get(entry.msgid) or word + names
            self.save(file, path)

    def change(self, path: str, old: str, new: str) -> None:
        """Replace words of a file."""
        words = self.files[path].decode()
        assert old in words
        self.files[path] = words.replace(old, new).encode()

    def on_disk(self, root: Path) -> Path:
        """Write the workspace to a folder."""
        for path, data in self.files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)
        return root


JUDGED = {"agreement.": "party-mismatch", "check": "days-mismatch", "vocabulary.standards.": "numbers"}
"""What judges would find in invented words for labels that name parties, days and numbers, by the beginning of their context."""
KNOWN = {
    "В кластере {participants} [@petrov, с. 5].": "The cluster has {participants} [@petrov, p. 5].",
    "В Северном кластере {north.participants}.": "The North cluster has {north.participants}.",
    "Кластеры растут.": "Clusters grow.",
    "Законы меняются.": "Laws change.",
}


@pytest.fixture
def small() -> Small:
    """The workspace, with catalogs in step and nothing translated."""
    made = Small({path: words.encode() for path, words in FILES.items()} | templates())
    made.update()
    return made


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


def run(root: Path, *arguments: str) -> Ran:
    """Run the command line in this process."""
    result = CliRunner().invoke(app, [*arguments, "--workspace", str(root)], env={"COLUMNS": "200"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
