"""What was read of files is kept by their bytes: a run that reads it back says what a first run says."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Folder
from toolkit.core.notes import Notes
from toolkit.core.pickles import pack, unpack
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project


@pytest.fixture
def root(workspace: Folder) -> Path:
    """A complete workspace on disk, not yet built."""
    return workspace.root


def _opened(root: Path) -> tuple[Project, Notes]:
    notes = Notes.open(root / "build", "one")
    return Project(DiskWorkspace(root), kept=notes), notes


def test_what_is_kept_is_what_would_be_read(root: Path) -> None:
    """Library, catalogs and diagnostics are equal with and without what was kept, also after an edit and after a mistake."""
    cluster = next((root / "content/clusters").glob("*.yaml"))
    words = cluster.read_text("utf-8")
    for state in (words, words, words.replace("countries:", "lands:"), words.replace("name:", "# a line more\nname:"), words):
        cluster.write_text(state, "utf-8")
        kept, notes = _opened(root)
        fresh = Project(DiskWorkspace(root))

        assert kept.library == fresh.library
        assert kept.diagnostics == fresh.diagnostics
        assert {tag: one.messages for tag, one in kept.catalogs.items()} == {tag: one.messages for tag, one in fresh.catalogs.items()}
        notes.close()


def test_files_that_did_not_change_are_not_parsed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a second run only the file that was edited is parsed."""
    project, notes = _opened(root)
    assert project.diagnostics is not None
    notes.close()
    cluster = next((root / "content/clusters").glob("*.yaml"))
    cluster.write_text(cluster.read_text("utf-8") + "\n# a remark\n", "utf-8")
    parsed = []
    monkeypatch.setattr("toolkit.content.load.read_file", lambda data, path, *rest: parsed.append(path) or _read(data, path, *rest))

    assert _opened(root)[0].library is not None
    assert parsed == [cluster.relative_to(root).as_posix()]


def test_documents_with_any_block_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of the shipped content is parsed a second time, whatever blocks its documents have."""
    notes = Notes.open(tmp_path, "one")
    assert Project(DiskWorkspace(REPOSITORY), kept=notes).library is not None
    parsed = []
    monkeypatch.setattr("toolkit.content.load.read_file", lambda data, path, *rest: parsed.append(path) or _read(data, path, *rest))

    assert Project(DiskWorkspace(REPOSITORY), kept=notes).library is not None
    assert parsed == []


def _read(*arguments: object) -> object:
    from toolkit.content.files import read_file  # the one that stands there before it is replaced

    return read_file(*arguments)


class Shell:
    """A pickle that would run a command, were it believed."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        import os  # only named in a pickle

        return os.system, ("touch /tmp/never",)


def test_what_is_no_content_is_not_unpacked() -> None:
    """Bytes that name anything but values of content give nothing: no function is called."""
    assert unpack(pickle.dumps(Shell())) is None
    assert unpack(b"rubbish") is None
    assert unpack(pack(("a", 1, frozenset({2})))) == ("a", 1, frozenset({2}))


def test_a_check_of_the_same_files_says_the_same(workspace: Folder) -> None:
    """A second check reads back what the first one found, and one after an edit finds what is wrong now."""
    workspace.build.mkdir()
    first = workspace.run("check")
    again = workspace.run("check")
    cluster = next((workspace.root / "content/clusters").glob("*.yaml"))
    cluster.write_text(cluster.read_text("utf-8").replace("countries:", "lands:"), "utf-8")

    assert (again.code, again.out, again.err) == (first.code, first.out, first.err)
    assert workspace.run("check").code == 1
