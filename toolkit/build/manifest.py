"""Remembers what a build left: the digest of each file, what each was made from, and what the build read."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from zipfile import ZIP_STORED

from toolkit.build.output import Output
from toolkit.build.request import Request
from toolkit.content.library import Library
from toolkit.core.archive import pack, sources
from toolkit.core.files import write
from toolkit.core.workspace import Workspace
from toolkit.outline.addresses import Base, base_of_site

MANIFEST = "manifest.json"
SOURCES = ".cache/sources.json"
"""By file, the digest of what it was made from, where that is not its bytes."""
EDITIONS = ".cache/editions.json"
"""By the first page of each edition, the document that it is of."""
SNAPSHOT = ".cache/sources.zip"
"""What the last whole build read."""
BASE = ".cache/base"
"""Where the site of the last whole build stands, when that was asked for and is not what site.yaml says."""


def read_digests(path: Path, gone: Collection[str] = ()) -> dict[str, str]:
    """Return the digests of a manifest by artifact, without those gone since; nothing when there is none, or it is damaged."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {name: digest for name, digest in found.items() if name not in gone} if isinstance(found, dict) else {}


def document_pages(folder: Path) -> frozenset[str]:
    """Return the first page of each edition that the last builds made and that is there."""
    return frozenset(path for path in read_digests(folder / EDITIONS) if (folder / path).is_file())


def base_asked(folder: Path, library: Library) -> Base:
    """Return where the site of the last whole build stands: the next one is taken to be asked for the same."""
    asked = (folder / BASE).read_text("utf-8") if (folder / BASE).is_file() else ""
    return Base(asked) if asked else base_of_site(library)


def as_json(digests: Mapping[str, str]) -> bytes:
    """Return digests as the bytes of a manifest, in order."""
    return (json.dumps(dict(sorted(digests.items())), indent=1) + "\n").encode()


def remember(
    folder: Path, output: Output, workspace: Workspace, library: Library, request: Request, *, anew: bool, everything: bool
) -> None:
    """Merge what a build wrote with what is known of earlier ones, or begin anew; where it made every edition, keep what it read."""
    for name, found in ((MANIFEST, output.digests), (SOURCES, output.sources), (EDITIONS, output.editions)):
        write(folder / name, as_json(found if anew else read_digests(folder / name, output.gone) | found))
    if everything:
        write(folder / SNAPSHOT, pack(sources(workspace), ZIP_STORED))  # packed at every build: to compress it takes longer than all else
        asked = "" if request.base == base_of_site(library) else request.base.url
        write(folder / BASE, asked.encode())
