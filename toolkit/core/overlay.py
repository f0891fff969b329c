"""Lays some files over a workspace, so that what reads it reads those in place of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.core.workspace import MemoryWorkspace, Workspace


@dataclass(frozen=True, slots=True)
class Overlay:
    """Files over a workspace; of the folders named, only what lies over it is seen."""

    files: Mapping[str, bytes]
    below: Workspace
    alone: tuple[str, ...] = ()

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise ContentError where there is none."""
        if path in self.files or self._hidden(path):
            return MemoryWorkspace(self.files).read(path)
        return self.below.read(path)

    def list(self, folder: str, suffix: str) -> tuple[str, ...]:
        """Return the paths of the files below a folder."""
        mine = MemoryWorkspace(self.files).list(folder, suffix)
        return mine if self._hidden(f"{folder}/") else tuple(sorted({*mine, *self.below.list(folder, suffix)}))

    def shown(self, path: str) -> str:
        """Return the path by which people find a file."""
        return path if path in self.files else self.below.shown(path)

    def today(self) -> dt.date | None:
        """Return the day of the workspace below."""
        return self.below.today()

    def history(self) -> Mapping[str, str]:
        """Return nothing: what lies over a workspace was never committed where it is read."""
        return {}

    def _hidden(self, path: str) -> bool:
        return any(path.startswith(f"{folder}/") for folder in self.alone)
