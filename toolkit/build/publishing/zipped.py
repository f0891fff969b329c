"""Writes a site into a zip file for upload by hand; the same site gives the same bytes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from toolkit.build.publishing.changes import (
    MARKER,
    Changes,
    Published,
    RefusedError,
    Site,
    as_marker,
    compare,
    digests,
    listed,
    refuse_clashes,
)
from toolkit.core.archive import DAMAGED, pack
from toolkit.core.files import write

SUFFIX = ".zip"


def check_zip(target: Path) -> None:
    """Refuse a file that is not ours to replace, or cannot be written."""
    if target.is_dir():
        raise RefusedError(f"`{target}` is a folder", f"name a file in it: --zip {target / 'site.zip'}")
    if target.suffix != SUFFIX:
        raise RefusedError(f"`{target}` does not end in {SUFFIX}", f"name it {target.name}{SUFFIX}")
    if not target.parent.is_dir():
        raise RefusedError(f"there is no folder `{target.parent}`", "make it, or name a file in a folder that is there")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise RefusedError(f"`{target.parent}` cannot be written to", "give yourself the right to write there, or name another folder")
    if target.exists() and MARKER not in _entries(target):
        raise RefusedError(f"`{target}` is no site that this toolkit published", "name another file, or move this one away")


def in_zip(target: Path) -> Published:
    """Return what is published in a zip file."""
    entries = _entries(target)
    return Published(_ours(entries), lambda name: entries[name])


def zip_changes(site: Site, target: Path) -> Changes:
    """Return what would change in a zip file; what others put into it stays, and is never written over."""
    entries = _entries(target)
    ours = _ours(entries)
    refuse_clashes(site, entries.keys() - ours - {MARKER}, f"`{target}`")
    return compare(digests(site), digests({name: entries[name] for name in ours}))


def put_into_zip(site: Site, target: Path) -> None:
    """Write the site as a zip file, whole or not at all: entries in order, without times, so that the bytes tell whether it changed."""
    entries = _entries(target)
    others = {name: data for name, data in entries.items() if name != MARKER and name not in _ours(entries)}
    write(target, pack({**others, **{name: path.read_bytes() for name, path in site.items()}, MARKER: as_marker(site)}))


def _entries(target: Path) -> dict[str, bytes]:
    """Return the files in a zip file by name; nothing where there is none, or it is damaged. A name that leads out of it is left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
            return {name: archive.read(name) for name in listed("\n".join(names))}
    except DAMAGED:
        return {}


def _ours(entries: Mapping[str, bytes]) -> frozenset[str]:
    return frozenset(listed(entries.get(MARKER, b"").decode("utf-8", "replace"))) & entries.keys()
