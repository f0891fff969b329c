"""The only door: every read of content, templates, catalogs and the day goes through here."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from toolkit.diagnostics import ContentError, Diagnostic, Place


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


@dataclass(frozen=True, slots=True)
class DiskWorkspace:
    """A workspace on disk."""

    root: Path

    def read(self, path: str) -> bytes:
        """Read a file below the root."""
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


@dataclass(frozen=True, slots=True)
class MemoryWorkspace:
    """A workspace made of values, for tests."""

    files: Mapping[str, bytes]
    day: dt.date | None = None

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
