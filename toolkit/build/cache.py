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
from toolkit.core.store import Store

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
    shared: Store | None = None
    """Where other machines put such files, and find ours."""

    def get(self, digest: str) -> Made | None:
        """Return a kept file; an entry whose bytes are not those of its own digest counts as none."""
        own = self._path(digest)
        made = _read(own.read_bytes()) if own.is_file() else None
        if made is None and self.shared and (data := self.shared.read(_name(digest))) and (made := _read(data)):
            write(own, data)
        return made

    def put(self, digest: str, made: Made) -> None:
        """Keep a file."""
        pages, findings = b"%d" % made.pages, json.dumps(made.findings).encode()
        head = b"pages %s findings %s sha256 %s\n" % (pages, findings, _digest(pages, findings, made.data))
        self.put_bytes(digest, head + made.data)

    def get_bytes(self, name: str) -> bytes | None:
        """Return bytes that can tell by themselves whether they are whole."""
        own = self._path(name)
        return own.read_bytes() if own.is_file() else self.shared.read(_name(name)) if self.shared else None

    def put_bytes(self, name: str, data: bytes) -> None:
        """Keep bytes, here and where others find them."""
        write(self._path(name), data)
        if self.shared:
            self.shared.write(_name(name), data)

    def keep_only(self, digests: frozenset[str]) -> None:
        """Remove every entry but these."""
        for path in sorted(self.folder.glob("*/*")):
            if path.name not in digests and not path.name.startswith("."):
                remove(path)

    def _path(self, digest: str) -> Path:
        return self.folder / _name(digest)


def _name(digest: str) -> str:
    return f"{digest[-2:]}/{digest}" if digest.startswith("edition-") else f"{digest[:2]}/{digest}"


def _read(entry: bytes) -> Made | None:
    head, _, data = entry.partition(b"\n")
    found = _HEAD.fullmatch(head)
    if not found or found.group(3) != _digest(found.group(1), found.group(2), data):
        return None
    return Made(data, int(found.group(1)), findings=tuple(Finding(*one) for one in json.loads(found.group(2))))
