"""Writes, moves and removes files: the only hand of the program. A file is written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
import threading
from collections.abc import Mapping
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


def exchange(target: Path, content: Mapping[str, Path], words: Mapping[str, bytes], kept: Mapping[str, Path]) -> None:
    """Make a folder hold exactly some files: a new one is filled beside it, and the two are swapped at the end.

    `content` gives files to copy by their path in the folder, `kept` those that keep their time too, `words` files made of bytes.
    """
    fresh, stale = (target.with_name(f".{target.name}.{word}") for word in ("new", "old"))
    for folder in (fresh, stale):
        shutil.rmtree(folder, ignore_errors=True)
    fresh.mkdir(parents=True)
    for copying, files in ((shutil.copyfile, content), (shutil.copy2, kept)):
        for name, path in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            copying(path, fresh / name)
    for name, data in words.items():
        (fresh / name).write_bytes(data)
    if target.exists():
        target.rename(stale)
    fresh.rename(target)
    shutil.rmtree(stale, ignore_errors=True)


def finish_exchange(target: Path) -> None:
    """Put back a folder whose exchange was stopped between its two steps."""
    stale = target.with_name(f".{target.name}.old")
    if stale.is_dir() and not target.exists():
        stale.rename(target)


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
