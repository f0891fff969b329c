"""Keeps the bytes that a job once became, by the job's digest; an entry is written whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.build.pdf.layout import PdfResult
from toolkit.core.files import write

_MAGIC = b"pages "


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results, addressed by the digest of what made them."""

    folder: Path

    def get(self, digest: str) -> PdfResult | None:
        """Return a kept result; a damaged entry counts as none."""
        try:
            head, _, data = self._path(digest).read_bytes().partition(b"\n")
        except OSError:
            return None
        pages = head.removeprefix(_MAGIC)
        if not head.startswith(_MAGIC) or not pages.isdigit() or not data.startswith(b"%PDF") or not data.rstrip().endswith(b"%%EOF"):
            return None
        return PdfResult(data, int(pages))

    def put(self, digest: str, result: PdfResult) -> None:
        """Keep a result."""
        write(self._path(digest), _MAGIC + str(result.pages).encode() + b"\n" + result.data)

    def keep_only(self, digests: frozenset[str]) -> None:
        """Remove every entry but these."""
        for path in sorted(self.folder.glob("*/*.pdf")):
            if path.stem not in digests:
                path.unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / f"{digest}.pdf"
