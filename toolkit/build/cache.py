"""Keeps files that take long to make, by the digest of what made them; an entry that is not as it was written counts as none."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from toolkit.build.formats import Made
from toolkit.core.files import remove, write

FOLDER = ".cache/made"
"""Where a build keeps them, below `build/`."""
_HEAD = re.compile(rb"pages (\d{1,9}) sha256 ([0-9a-f]{64})")


def _digest(pages: bytes, data: bytes) -> bytes:
    """Return the digest of an entry: of its bytes and of how many pages it says they are."""
    return hashlib.sha256(pages + b"\n" + data).hexdigest().encode()


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of files, addressed by the digest of what made them."""

    folder: Path

    def get(self, digest: str) -> Made | None:
        """Return a kept file; an entry whose bytes are not those of its own digest counts as none."""
        try:
            head, _, data = self._path(digest).read_bytes().partition(b"\n")
        except OSError:
            return None
        found = _HEAD.fullmatch(head)
        if not found or found.group(2) != _digest(found.group(1), data):
            return None
        return Made(data, int(found.group(1)))

    def put(self, digest: str, made: Made) -> None:
        """Keep a file."""
        pages = b"%d" % made.pages
        write(self._path(digest), b"pages %s sha256 %s\n" % (pages, _digest(pages, made.data)) + made.data)

    def keep_only(self, digests: frozenset[str]) -> None:
        """Remove every entry but these."""
        for path in sorted(self.folder.glob("*/*")):
            if path.name not in digests and not path.name.startswith("."):
                remove(path)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest
