"""Lets two folders change their names in one step, where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE = -100
"""`AT_FDCWD`: paths are taken from the working folder."""
_EXCHANGE = 2
"""`RENAME_EXCHANGE` of Linux, and `RENAME_SWAP` of macOS."""


def exchange(first: Path, second: Path) -> None:
    """Give each of two folders the name of the other, so that no moment passes without both; OSError where that cannot be had."""
    library = ctypes.CDLL(None, use_errno=True)
    names = os.fsencode(first), os.fsencode(second)
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        failed = library.renamex_np(*names, _EXCHANGE)
    elif hasattr(library, "renameat2"):
        failed = library.renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE)
    else:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS), str(second))
    if failed:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(second))
