"""Packs all that a build reads into one archive, and reads it back: what the last build, or a git revision, was made from."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.core.git import git
from toolkit.core.layers import BELOW, OVERLAID, open_workspace
from toolkit.core.workspace import MemoryWorkspace, Workspace

SOURCES = ("content", "locales", "templates")
"""The folders of a workspace that a build reads."""
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError, struct.error)
"""What reading an archive raises, by where it is damaged."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def sources(workspace: Workspace) -> dict[str, bytes]:
    """Return every file that a build may read, by path."""
    return {path: workspace.read(path) for folder in (*SOURCES, BELOW) for path in workspace.list(folder, "")}


def pack(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return files as an archive, compressed by one of the methods of `zipfile`: the same files, the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for path, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), data, method)
    return out.getvalue()


def unpack(data: bytes) -> MemoryWorkspace:
    """Return the workspace in an archive; an empty one when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return MemoryWorkspace({name: archive.read(name) for name in archive.namelist()})
    except DAMAGED:
        return MemoryWorkspace({})


def revision(root: Path, name: str) -> MemoryWorkspace | str:
    """Return the workspace as it was at a git revision, or the words of git that say why it cannot be had."""
    try:
        listed = git(root, "ls-tree", "--name-only", name, *SOURCES)
        folders = listed.stdout.decode("utf-8", "replace").split()  # a folder may have come later: `archive` would ask for it in vain
        made = git(root, "archive", "--format=tar", name, "--", *folders) if folders else listed
    except OSError:
        return "there is no git on this machine"
    if listed.returncode or made.returncode:
        return (listed.stderr or made.stderr).decode("utf-8", "replace").strip() or "git failed"
    if not folders:
        return MemoryWorkspace(lower_files(root))
    with tarfile.open(fileobj=io.BytesIO(made.stdout)) as archive:
        files = {member.name: archive.extractfile(member) for member in archive if member.isfile()}
        own = {name: file.read() for name, file in files.items() if file is not None}
    return MemoryWorkspace(lower_files(root) | own)


def lower_files(root: Path) -> dict[str, bytes]:
    """Return what the layers below the workspace of a folder give it, as they are now."""
    workspace = open_workspace(root)
    bare = replace(workspace, root=root / BELOW)  # a folder that holds nothing
    return {path: bare.read(path) for folder in (OVERLAID, BELOW) for path in bare.list(folder, "")}
