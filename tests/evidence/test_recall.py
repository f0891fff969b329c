"""What is recalled of documents is what would be worked out now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Folder
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.evidence.completeness import Completeness
from toolkit.project import Project
from toolkit.render.fragments import Fragments


@pytest.fixture
def root(workspace: Folder) -> Path:
    """A complete workspace on disk, not yet built."""
    return workspace.root


def _recalled(root: Path) -> tuple[object, ...]:
    notes = Notes.open(root / "build", "one")
    found = _told(Project(DiskWorkspace(root), kept=notes))
    notes.close()
    return found


def _told(project: Project) -> tuple[object, ...]:
    counts = Completeness(project)
    return project.ledger(project.publications), counts.rows, counts.totals


def test_what_is_recalled_is_what_is_so(root: Path) -> None:
    """After any edit of any file the ledger, with its places, and the counts are those of a first run."""
    files = sorted(path for part in ("content", "locales", "templates/blocks") for path in (root / part).rglob("*.*") if path.is_file())
    _recalled(root)
    for path in files[::4]:
        words = path.read_bytes()
        mark = {".yaml": b"# a line more\n", ".po": b"", ".html": b"<!-- -->"}.get(path.suffix, b"")
        path.write_bytes(mark + words.replace("о".encode(), "а".encode(), 3) if path.suffix == ".po" else mark + words)

        assert _recalled(root) == _told(Project(DiskWorkspace(root))), path
        path.write_bytes(words)


def test_what_holds_is_not_rendered(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a second run without an edit no block is rendered; after an edit those alone that asked for what was edited."""
    _recalled(root)
    rendered: set[str] = set()
    block = Fragments.block
    monkeypatch.setattr(Fragments, "block", lambda self, *rest: rendered.add(self.outline.publication.id) or block(self, *rest))

    _recalled(root)
    assert rendered == set()
    cluster = root / "content/clusters/south.yaml"
    cluster.write_text(cluster.read_text("utf-8").replace("value: ", "value: 1", 1), "utf-8")
    _recalled(root)
    assert "profiles/south" in rendered
    assert len(rendered) < len(Project(DiskWorkspace(root)).publications)
