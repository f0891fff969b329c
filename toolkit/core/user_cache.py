"""Creates folders in the user's own cache that no other user can write to, for files that must be trusted."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from toolkit.core.files import private, remove, write

MOST = 2_000
"""Files that a folder holds; those that were written first make room."""


def user_folder(name: str, version: str) -> Path | None:
    """Return a folder for one version of the program; nothing where there is none that the user alone may write in.

    It stands below `XDG_CACHE_HOME`, or `~/.cache`; what other versions left in theirs is removed when it is made.
    """
    asked = Path(os.environ.get("XDG_CACHE_HOME", ""))
    folder = (asked if asked.is_absolute() else Path("~/.cache").expanduser()) / "toolkit" / name / version
    if not folder.is_dir():
        for path in sorted(folder.parent.glob("*/*")):
            remove(path)
    return folder if private(folder) else None


def kept(folder: Path | None, name: str, make: Callable[[], bytes]) -> bytes:
    """Return a file of such a folder; where it is not there it is made, and kept where that can be."""
    own = folder / name if folder else None
    if own and own.is_file():
        return own.read_bytes()
    made = make()
    if own:
        try:
            write(own, made)
            _make_room(own.parent)
        except OSError:  # a full disk: it is made again next time
            return made
    return made


def _make_room(folder: Path) -> None:
    """Remove the oldest files of a folder that holds too many."""
    there = list(folder.iterdir())
    if len(there) > MOST:
        for path in sorted(there, key=lambda one: (one.stat().st_mtime_ns, one.name))[: MOST // 4]:
            remove(path)
