"""What is kept of locale files says what reading and judging them anew would say."""

from __future__ import annotations

import pytest

from tests.conftest import Folder
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.locales import check
from toolkit.locales.check import check_locales
from toolkit.locales.judges import Pair
from toolkit.locales.status import status
from toolkit.project import Project

ENGLISH = "locales/en/LC_MESSAGES/content.po"
EDITS = (
    (ENGLISH, "Silnyy universitet", "7 silnykh universitetov"),
    (ENGLISH, 'msgctxt "clusters.north.strengths.1"', '# accept: numbers\nmsgctxt "clusters.north.strengths.1"'),
    ("content/clusters/north.yaml", "Сильный университет", "Крепкий университет"),
    ("templates/components/labels.html", 'pgettext("act.standing", "in force")', 'pgettext("act.standing", "standing")'),
)


def found(folder: Folder, notes: Notes | None) -> tuple[object, object]:
    """Return what check and status say."""
    project = Project(DiskWorkspace(folder.root), kept=notes) if notes else Project(DiskWorkspace(folder.root))
    assert project.library
    return check_locales(project.workspace, project.library, project.kept), status(project, project.library)


def test_kept_judgements_are_those_of_a_first_check(workspace: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """After each edit `locales check` and `locales status` say what they would without anything kept; then nothing is judged again."""
    notes = Notes.open(workspace.build)
    said = []
    for path, old, new in EDITS:
        workspace.replace(path, old, new)
        said.append(found(workspace, notes))

        assert said[-1] == found(workspace, None), path

    assert said[0] != said[1]
    judged: list[Pair] = []
    monkeypatch.setattr(check, "_JUDGES", (lambda pair: judged.append(pair) or iter(()),))
    assert found(workspace, notes) == said[-1]
    assert judged == []


def test_an_update_where_nothing_changed_is_recalled(workspace: Folder) -> None:
    """A second update says the same and writes nothing; after an edit of a file it is made."""
    workspace.build.mkdir(exist_ok=True)
    workspace.run("locales", "update")
    first, second = workspace.run("locales", "update"), workspace.run("locales", "update")
    workspace.replace("content/clusters/north.yaml", "Сильный университет", "Крепкий университет")

    third = workspace.run("locales", "update")

    assert first.out == second.out
    assert "0 files written" in second.out
    assert "0 files written" not in third.out
