"""A check judges again what asked for something that differs, and says what a check of everything would say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Inline
from toolkit.build.builder import Builder, Request
from toolkit.build.formats import Format
from toolkit.build.formats.html import Html
from toolkit.build.formats.registry import registered
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.language.localizer import State
from toolkit.project import Project
from toolkit.render.fragments import Templates
from toolkit.site.document_pages import Pages

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


def checked(
    root: Path, notes: Notes | None, folder: str = "build", formats: tuple[Format, ...] = ()
) -> tuple[list[Diagnostic], dict[tuple[str, str, str], State]]:
    """Return what a check says, of a house with all formats or with some."""
    project = Project(DiskWorkspace(root), kept=notes) if notes else Project(DiskWorkspace(root))
    assert project.library
    builder = Builder(project, project.library, root / folder, executor=pytest.fail, formats=formats or registered())
    report = builder.check(project.publications, project.library.editions)
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


def test_what_a_build_rendered_is_not_rendered_to_be_judged(
    tmp_path: Path, whole_small: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a build a check makes no web page and says what a check from nothing says, also of what the build warned of."""
    section = "  - section: all\n    title: {ru: Всё, en: All}\n    blocks:\n" + f"      - prose: {'Word. ' * 1_500}\n" * 12
    for path, data in {**whole_small, FIRST: whole_small[FIRST] + section.encode()}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    notes = Notes.open(tmp_path / "build")
    project = Project(DiskWorkspace(tmp_path), kept=notes)
    assert project.library
    request = Request(project.publications, project.library.editions)
    Builder(project, project.library, tmp_path / "build", executor=Inline, formats=(Html(()),)).build(request)

    def as_from_nothing() -> tuple[list[Diagnostic], dict[tuple[str, str, str], State]]:
        return checked(tmp_path, None, "none", (Html(()),))

    expected = as_from_nothing()
    with monkeypatch.context() as patch:
        patch.setattr(Pages, "web_page", lambda *words: pytest.fail("a web page was made"))
        assert checked(tmp_path, notes, formats=(Html(()),)) == expected
    for path, old, new in EDITS:
        file = tmp_path / path
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
        assert checked(tmp_path, notes, formats=(Html(()),)) == as_from_nothing(), path
    assert "page-too-long" in {one.code for one in expected[0]}
    assert expected[1]


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
