"""Reads content, templates, catalogs and the day: every read goes through this door."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Protocol

from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity
from toolkit.core.git import git


class Workspace(Protocol):
    """A folder with `content/ templates/ locales/ build/`, or something that answers like one."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file by its path in the workspace; raise ContentError when it cannot be read."""
        ...

    def list(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the sorted paths of all files below a folder whose names end so."""
        ...

    def shown(self, path: str) -> str:
        """Return the path by which people find a file: it may stand in a theme."""
        ...

    def today(self) -> dt.date | None:
        """Return the day of SOURCE_DATE_EPOCH, or nothing: the clock is never asked."""
        ...

    def history(self) -> Mapping[str, str]:
        """Return the git commit that last changed each file; nothing for a file with changes not committed, or without git."""
        ...


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def decoded(data: bytes, path: str) -> str:
    """Return the words of a file; raise ContentError at the first letter that is not UTF-8."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8")) + 1
        raise ContentError(Diagnostic("encoding", "the file is not UTF-8", Place(path, line, column), "save it as UTF-8")) from None


def text_of(workspace: Workspace, path: str) -> str:
    """Return the words of a file of a workspace."""
    return decoded(workspace.read(path), path)


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
        """List files below a folder, hidden ones left out; raise ContentError when a folder cannot be looked into.

        A link that leads nowhere is listed, so that who reads it is told.
        """
        found: list[Path] = []
        for parent, folders, names in os.walk(self.root / folder, onerror=self._closed):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [Path(parent, name) for name in names if name.endswith(suffix) and not name.startswith(".")]
        return tuple(sorted(path.relative_to(self.root).as_posix() for path in found if path.is_file() or _leads_nowhere(path)))

    def _closed(self, error: OSError) -> None:
        """Tell of a folder that may not be read; one that is not there holds nothing."""
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            return
        place = Place(Path(error.filename).relative_to(self.root).as_posix())
        message = f"cannot be looked into: {error.strerror}"
        raise ContentError(Diagnostic("unreadable", message, place, "give yourself the right to read the folder"))

    def shown(self, path: str) -> str:
        """Return the path, which is where the file stands."""
        return path

    def today(self) -> dt.date | None:
        """Read SOURCE_DATE_EPOCH, the seconds since 1970 that builds agree on; raise ContentError when it is no such number."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        try:
            return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=int(epoch))).date() if epoch else None
        except (ValueError, OverflowError):
            hint = "give seconds since 1970, as `date +%s` prints them, or unset it"
            place = Place("SOURCE_DATE_EPOCH")
            raise ContentError(Diagnostic("bad-epoch", f"`{epoch[:40]}` is no moment of the calendar", place, hint)) from None

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


def check_hidden(root: Path) -> Iterator[Diagnostic]:
    """Warn of each record in a folder of content whose name begins with a point: such folders are left out."""
    for path in sorted((root / "content").glob("**/.*/**/*.yaml")):
        message = "nothing reads this file: the name of a folder around it begins with a point"
        place = Place(path.relative_to(root).as_posix())
        yield Diagnostic("unread-file", message, place, "rename the folder, or move it out of content/", Severity.WARNING)


def _git(root: Path, *words: str) -> str:
    """Return what git prints; nothing where there is no git or no repository."""
    try:
        made = git(root, *words, limit=20)
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

    def shown(self, path: str) -> str:
        """Return the path, which is where the file stands."""
        return path

    def today(self) -> dt.date | None:
        """Return the day given."""
        return self.day

    def history(self) -> Mapping[str, str]:
        """Return the commits given."""
        return self.commits
