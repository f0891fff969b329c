"""The one door: what is in the workspace is read, and nothing else."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from toolkit.core.diagnostics import ContentError
from toolkit.core.workspace import DiskWorkspace, check_hidden


@pytest.mark.parametrize("path", ["content/images/../../../secret.txt", "../secret.txt", "/etc/hostname"])
def test_no_path_leads_out(tmp_path: Path, path: str) -> None:
    """A path of content cannot name a file outside the workspace."""
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "work" / "content" / "images").mkdir(parents=True)

    with pytest.raises(ContentError, match="outside the workspace"):
        DiskWorkspace(tmp_path / "work").read(path)


def test_a_linked_folder_is_content(tmp_path: Path) -> None:
    """A link that its owner put into the workspace is followed."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "site.yaml").write_text("title: x")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "content").symlink_to(tmp_path / "elsewhere")

    assert DiskWorkspace(tmp_path / "work").read("content/site.yaml") == b"title: x"


def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records in a closed folder are not unknown ones: the folder is named, once."""
    (tmp_path / "content" / "clusters").mkdir(parents=True)
    (tmp_path / "content" / "clusters" / "alpha.yaml").touch()
    looked = os.scandir

    def refused(path: str | None = None) -> Any:
        if str(path).endswith("clusters"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return looked(path)

    monkeypatch.setattr(os, "scandir", refused)  # who runs tests as root may look into every folder

    with pytest.raises(ContentError) as caught:
        DiskWorkspace(tmp_path).list("content", ".yaml")
    assert str(caught.value).startswith("content/clusters: error[unreadable]: cannot be looked into: Permission denied")


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    """A workspace without translations has none; hidden files and folders are nobody's content."""
    for name in ("content/a.yaml", "content/.b.yaml", "content/.git/c.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert DiskWorkspace(tmp_path).list("locales", ".po") == ()
    assert DiskWorkspace(tmp_path).list("content", ".yaml") == ("content/a.yaml",)


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    """A record behind a broken link is not one that was never written."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "sources.yaml").symlink_to("sources.yaml")

    (path,) = DiskWorkspace(tmp_path).list("content", ".yaml")
    with pytest.raises(ContentError, match="unreadable"):
        DiskWorkspace(tmp_path).read(path)


def test_a_record_in_a_hidden_folder_is_told(tmp_path: Path) -> None:
    """Hidden folders are left out: whoever has put a record into one is told that it is not published."""
    for name in ("content/documents/.hidden/a.yaml", "content/documents/briefs/b.yaml", "content/documents/briefs/._c.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert [str(one.place) for one in check_hidden(tmp_path)] == ["content/documents/.hidden/a.yaml"]
