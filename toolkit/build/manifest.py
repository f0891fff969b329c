"""Keeps what a build leaves beside its artifacts: their digests, the digests of the jobs behind PDFs, and what it read."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path

MANIFEST = "manifest.json"
JOBS = ".cache/jobs.json"
"""By PDF, the digest of the job that made it."""
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


def as_json(digests: Mapping[str, str]) -> bytes:
    """Return digests as the bytes of a manifest, in order."""
    return (json.dumps(dict(sorted(digests.items())), indent=1) + "\n").encode()
