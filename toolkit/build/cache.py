"""Keeps files that take long to make, by the digest of what made them; an entry that is not as it was written counts as none."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from toolkit.build.formats import Made
from toolkit.build.pdf.findings import Finding
from toolkit.core.files import remove, write

FOLDER = ".cache/made"
"""Where a build keeps them, below `build/`."""
_HEAD = re.compile(rb"pages (\d{1,9}) findings (\[.*\]) sha256 ([0-9a-f]{64})")


def _digest(*parts: bytes) -> bytes:
    """Return the digest of an entry: of its bytes, of how many pages it says they are, and of what is wrong with them."""
    return hashlib.sha256(b"\n".join(parts)).hexdigest().encode()


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
        if not found or found.group(3) != _digest(found.group(1), found.group(2), data):
            return None
        return Made(data, int(found.group(1)), findings=tuple(Finding(*one) for one in json.loads(found.group(2))))

    def put(self, digest: str, made: Made) -> None:
        """Keep a file."""
        pages, findings = b"%d" % made.pages, json.dumps(made.findings).encode()
        head = b"pages %s findings %s sha256 %s\n" % (pages, findings, _digest(pages, findings, made.data))
        write(self._path(digest), head + made.data)

    def keep_only(self, digests: frozenset[str]) -> None:
        """Remove every entry but these."""
        for path in sorted(self.folder.glob("*/*")):
            if path.name not in digests and not path.name.startswith("."):
                remove(path)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest
