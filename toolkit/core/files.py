"""Writes, moves and removes files: the only hand of the program. A file is written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import threading
from pathlib import Path

_TEMPORARY = re.compile(r"\.toolkit-(\d+)-\d+\.tmp")
"""Names of files that are being written: they bear the process, so that the next run knows which of them nobody will finish."""


def write(path: Path, data: bytes) -> bool:
    """Write a file by way of a temporary one, so that a reader sees the old or the new, never a half.

    Returns False, and leaves the file and its time alone, when it already holds these bytes.
    An OSError always names the file that was to be written.
    """
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = _temporary(path.parent)
        try:
            temporary.write_bytes(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    return True


def remove(path: Path) -> None:
    """Remove a file, if it is there."""
    path.unlink(missing_ok=True)


def remove_empty(folder: Path) -> None:
    """Remove the folders below a folder that hold nothing."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def private(folder: Path) -> bool:
    """Make a folder that the user alone may write in; return False where there is none such."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return False
    own = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return own and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def ready(folder: Path) -> None:
    """Make a folder to write into, without what a killed run left there; raise OSError where it cannot be written to."""
    folder.mkdir(parents=True, exist_ok=True)
    probe = _temporary(folder)
    probe.touch()
    probe.unlink()
    sweep(folder)


def sweep(folder: Path) -> None:
    """Remove the temporary files below a folder whose process is no more; whatever else stands there stays."""
    for path in sorted(folder.rglob(".toolkit-*.tmp")):
        found = _TEMPORARY.fullmatch(path.name)
        if found and not path.is_symlink() and path.is_file() and not _alive(int(found.group(1))):
            path.unlink(missing_ok=True)


def _temporary(folder: Path) -> Path:
    """Return a name that no other process, and no other thread of this one, uses in a folder."""
    return folder / f".toolkit-{os.getpid()}-{threading.get_ident()}.tmp"


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
