"""Puts into words what the machine refuses: disk, memory, permissions, handles, terminal."""

from __future__ import annotations

import errno
import os
import traceback
from dataclasses import dataclass

_LOOK = "look at what stands there, and at its permissions"
_CURES = {
    errno.ENOSPC: "make room on the disk, then run it again",
    errno.EDQUOT: "make room on the disk, then run it again",
    errno.EFBIG: "raise the limit of the size of files (`ulimit -f`), then run it again",
    errno.EMFILE: "raise the limit of open files (`ulimit -n`), then run it again",
    errno.ENFILE: "close other programs, then run it again",
    errno.ENOMEM: "close other programs, or use fewer `--jobs`, then run it again",
    errno.EAGAIN: "close other programs, or use fewer `--jobs`, then run it again",
    errno.EROFS: "use a folder on a disk that may be written to",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.EIO: "look at the disk: it does not read or write what it is asked to",
}
"""What to do, by what the system says; for all else, looking at the file is the cure."""
_NO_MEMORY = ("can't start new thread", "failed to map segment", "Cannot allocate memory", "error return without exception set")
"""How libraries say that memory ran out."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What the machine refused, in words, and the cure."""

    words: str
    hint: str

    def __str__(self) -> str:
        return f"toolkit: {self.words}\n  hint: {self.hint}"


def fault(error: BaseException) -> Fault:
    """Return what an exception means for who sees it: a refusal of the machine, or a fault of the toolkit itself."""
    if isinstance(error, MemoryError) or any(words in str(error) for words in _NO_MEMORY):
        return Fault("the memory that it may use ran out", _CURES[errno.ENOMEM])
    if isinstance(error, OSError):
        return _refused(error)
    if isinstance(error, ImportError):
        return Fault(f"a part of the program cannot be loaded: {_line(error)}", "install it again; `toolkit doctor` tells what is missing")
    return Fault(f"the toolkit itself failed: {named(error)}{_where(error)}", "please report it; with PYTHONDEVMODE=1 it says more")


def named(error: BaseException) -> str:
    """Return an exception in one line with its name, for one that no user is expected to meet."""
    return f"{type(error).__name__}: {_line(error)}".rstrip(": ")


def _refused(error: OSError) -> Fault:
    cause = error.strerror or _line(error)
    hint = _CURES.get(error.errno or 0, _LOOK)
    name = error.filename2 or error.filename
    if name is None:
        return Fault(f"the machine refuses: {cause}", hint if hint != _LOOK else "look at the machine's limits (`ulimit -a`, `df`)")
    return Fault(f"`{os.fsdecode(name) if isinstance(name, bytes) else name}` cannot be used: {cause}", hint)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())


def _where(error: BaseException) -> str:
    """Return the innermost place of the toolkit that an exception went through."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if f"{os.sep}toolkit{os.sep}" in frame.filename]
    return f" ({frames[-1].filename.rpartition(f'{os.sep}toolkit{os.sep}')[2]}:{frames[-1].lineno})" if frames else ""
