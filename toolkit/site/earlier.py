"""Says which earlier versions of a document are still published, and where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version that another one has replaced, in one edition: its name, its day, its page and the files beside it."""

    version: str
    day: dt.date
    page: str
    """The path of its page below `build/`; nothing where it has files alone."""
    files: tuple[tuple[str, str], ...] = ()
    """What readers call the format of each file, and the path of the file below `build/`."""


EarlierVersions = Mapping[str, tuple[Earlier, ...]]
"""The versions of each edition of a publication, as `ru/briefs/first`, the newest first."""
