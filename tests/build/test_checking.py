"""A check judges again what asked for something that differs, and says what a check of everything would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.build.builder import Builder
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.language.localizer import State
from toolkit.project import Project
from toolkit.render.fragments import Templates

FIRST, RUSSIAN = "content/documents/briefs/first.yaml", "locales/ru/LC_MESSAGES/content.po"
EDITS = (
    ("content/clusters/alpha.yaml", "value: 63", "value: 64"),
    ("content/clusters/alpha.yaml", "label: Участники", "# a line more\n    label: Члены"),
    (FIRST, "Основание дано в указе", "Основание — в указе"),
    (RUSSIAN, "{n} участника", "{n} членов"),
    ("templates/blocks/evidence-table.html", "<tbody>", "<tbody>{{ nobody }}"),
    ("templates/blocks/evidence-table.html", "{{ nobody }}", ""),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, whole_small: dict[str, bytes]) -> Path:
    """The small workspace on disk."""
    folder: Path = tmp_path_factory.mktemp("checking")
    for path, data in whole_small.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def checked(root: Path, notes: Notes | None) -> tuple[list[Diagnostic], dict[tuple[str, str, str], State]]:
    """Return what a check says."""
    project = Project(DiskWorkspace(root), kept=notes) if notes else Project(DiskWorkspace(root))
    assert project.library
    report = Builder(project, project.library, root / "build", executor=pytest.fail).check(project.publications, project.library.editions)
    return report.diagnostics, report.unfinished


def test_what_is_kept_of_judgements_says_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each edit the check says what a first check would; when nothing differs it renders nothing at all."""
    notes = Notes.open(root / "kept")
    for path, old, new in EDITS:
        file = root / path
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")

        assert checked(root, notes) == checked(root, None), path

    monkeypatch.setattr(Templates, "render", lambda *words: pytest.fail("a template was rendered"))
    checked(root, notes)


def test_an_edit_of_a_translation_judges_no_content(tmp_path: Path, whole_small: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of a PO file leaves what was found in content as it was kept; what is wrong with the translation is found."""
    for path, data in whole_small.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    sources = tmp_path / "content/sources.yaml"
    sources.write_text(sources.read_text("utf-8") + "  - {id: idle, type: book, title: Idle, issued: 2020}\n", "utf-8")

    def found() -> tuple[str, ...]:
        return tuple(one.code for one in Project(DiskWorkspace(tmp_path), kept=Notes.open(tmp_path / "build")).diagnostics)

    first = found()
    monkeypatch.setattr("toolkit.project.check_content", lambda *words: pytest.fail("content was judged"))
    po = tmp_path / RUSSIAN
    po.write_text(po.read_text("utf-8").replace("{n} участника", "{m} участника", 1), "utf-8")

    assert "uncited-source" in first
    assert set(found()) - set(first)
    assert set(first) <= set(found())
