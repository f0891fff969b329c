"""The one door: what is in the workspace is read, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.core.diagnostics import ContentError
from toolkit.core.workspace import DiskWorkspace


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
