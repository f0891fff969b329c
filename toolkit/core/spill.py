"""Puts values aside on disk while a build runs, so that memory does not grow with the site."""

from __future__ import annotations

import pickle
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True, slots=True)
class Aside:
    """Where a value stands in the file."""

    offset: int
    length: int


@dataclass(slots=True)
class Spill:
    """Values in a file without a name, which is gone with the process, however that ends; nobody else can write in it."""

    folder: Path
    _file: IO[bytes] | None = field(default=None, repr=False)
    _end: int = 0

    def put(self, value: object) -> Aside:
        """Put a value aside."""
        if self._file is None:
            self._file = _nameless(self.folder)
        data, there = pickle.dumps(value, pickle.HIGHEST_PROTOCOL), self._end
        self._file.seek(there)
        self._file.write(data)
        self._end += len(data)
        return Aside(there, len(data))

    def get(self, aside: Aside) -> Any:
        """Return a value that was put aside."""
        assert self._file is not None, "nothing was put aside"
        self._file.seek(aside.offset)
        return pickle.loads(self._file.read(aside.length))  # noqa: S301 - its own words, in a file that nobody else can open

    def close(self) -> None:
        """Let go of everything."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _nameless(folder: Path) -> IO[bytes]:
    """Return a new file in a folder, or in the next above it that is there; where nobody may write in that, in the one for such files."""
    there = next((one for one in (folder, *folder.parents) if one.is_dir()), None)
    try:
        return tempfile.TemporaryFile(dir=there)
    except OSError:
        return tempfile.TemporaryFile()
