"""What a workspace was before: an archive of the last build, or a revision of git."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from toolkit.core.archive import pack, revision, unpack
from toolkit.core.workspace import MemoryWorkspace

FILES = {"content/site.yaml": b"title: A\n" * 20, "templates/a.html": bytes(range(256))}


def test_an_archive_gives_back_its_files() -> None:
    """What was packed is unpacked."""
    assert unpack(pack(FILES)) == MemoryWorkspace(FILES)


def test_a_damaged_archive_is_an_empty_workspace() -> None:
    """Wherever a byte is spoilt or the archive ends too soon, it gives some workspace, and never an exception."""
    whole = pack(FILES)
    spoilt = [whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :] for at in range(len(whole))]
    cut = [whole[:at] for at in range(len(whole))]

    found = [unpack(data) for data in (*spoilt, *cut)]

    assert all(isinstance(one, MemoryWorkspace) for one in found)
    assert sum(not one.files for one in found) > len(whole)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose first revision has no templates and no locales."""
    identity = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/site.yaml").write_text("title: A\n", "utf-8")
    for words in (("init", "-q"), ("add", "content"), (*identity, "commit", "-qm", "first")):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True)
    return tmp_path


def test_a_revision_may_lack_a_folder(repository: Path) -> None:
    """A folder that came later is not missed in a revision from before; the layers below the workspace are there as they are now."""
    found = revision(repository, "HEAD")

    assert isinstance(found, MemoryWorkspace)
    assert {path: data for path, data in found.files.items() if path.startswith(("content/", "locales/"))} == {
        "content/site.yaml": b"title: A\n"
    }
    assert "templates/styles/tokens.css" in found.files


def test_a_revision_that_cannot_be_had_says_why(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that git does not know, and a machine without git, give words and no exception."""
    unknown = revision(repository, "nothing")
    monkeypatch.setenv("PATH", "")
    without = revision(repository, "HEAD")

    assert isinstance(unknown, str)
    assert "nothing" in unknown
    assert without == "there is no git on this machine"
