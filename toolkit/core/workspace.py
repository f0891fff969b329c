"""Reads content, templates, catalogs and the day: every read goes through this door."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from toolkit.core.diagnostics import ContentError, Diagnostic, Place


class Workspace(Protocol):
    """A folder with `content/ templates/ locales/ build/`, or something that answers like one."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file by its path in the workspace; raise ContentError when it cannot be read."""
        ...

    def list(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the sorted paths of all files below a folder whose names end so."""
        ...

    def today(self) -> dt.date | None:
        """Return the day of SOURCE_DATE_EPOCH, or nothing: the clock is never asked."""
        ...

    def history(self) -> Mapping[str, str]:
        """Return the git commit that last changed each file; nothing for a file with changes not committed, or without git."""
        ...


@dataclass(frozen=True, slots=True)
class DiskWorkspace:
    """A workspace on disk."""

    root: Path

    def read(self, path: str) -> bytes:
        """Read a file below the root; a link that stands there leads where its owner put it, but no path leads out by `..`."""
        if PurePosixPath(path).is_absolute() or ".." in PurePosixPath(path).parts:
            message = "cannot be read: it is outside the workspace"
            raise ContentError(Diagnostic("unreadable", message, Place(path), "name a file of the workspace"))
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise ContentError(Diagnostic("unreadable", f"cannot be read: {reason}", Place(path), "restore the file")) from None

    def list(self, folder: str, suffix: str) -> tuple[str, ...]:
        """List files below a folder; hidden ones are left out."""
        found = (path.relative_to(self.root) for path in (self.root / folder).rglob(f"*{suffix}") if path.is_file())
        return tuple(sorted(path.as_posix() for path in found if not any(part.startswith(".") for part in path.parts)))

    def today(self) -> dt.date | None:
        """Read SOURCE_DATE_EPOCH."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch.isdigit() else None

    def history(self) -> Mapping[str, str]:
        """Ask git; a shallow clone does not know."""
        if _git(self.root, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        found: dict[str, str] = {}
        commit = ""
        for line in _git(self.root, "log", "--relative", "--format=%x00%h", "--abbrev=12", "--name-only", "--", "content").splitlines():
            if line.startswith("\0"):
                commit = line[1:]
            elif line:
                found.setdefault(line, commit)
        edited = {line[3:] for line in _git(self.root, "status", "--porcelain", "--", "content").splitlines()}
        return {path: commit for path, commit in found.items() if not any(name.endswith(path) for name in edited)}


def _git(root: Path, *words: str) -> str:
    """Return what git prints; nothing where there is no git or no repository."""
    try:
        made = subprocess.run(["git", "-c", "core.quotePath=off", "-C", str(root), *words], capture_output=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return made.stdout.decode("utf-8", "replace") if made.returncode == 0 else ""


@dataclass(frozen=True, slots=True)
class MemoryWorkspace:
    """A workspace made of values, for tests."""

    files: Mapping[str, bytes]
    day: dt.date | None = None
    commits: Mapping[str, str] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        try:
            return self.files[path]
        except KeyError:
            raise ContentError(Diagnostic("unreadable", "cannot be read: no such file", Place(path), "restore the file")) from None

    def list(self, folder: str, suffix: str) -> tuple[str, ...]:
        """List files below a folder."""
        return tuple(sorted(path for path in self.files if path.startswith(f"{folder}/") and path.endswith(suffix)))

    def today(self) -> dt.date | None:
        """Return the day given."""
        return self.day

    def history(self) -> Mapping[str, str]:
        """Return the commits given."""
        return self.commits
