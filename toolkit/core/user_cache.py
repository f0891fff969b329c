"""Gives folders of the user's own cache, in which nobody else can write: what is kept there may be trusted as the program is."""

from __future__ import annotations

import os
from pathlib import Path

from toolkit.core.files import private, remove


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
