"""Says where what was read of a file may be kept, by the digest of its bytes, so that the next run need not read it."""

from __future__ import annotations

from typing import Protocol


class KeptFiles(Protocol):
    """A place for what was read of files."""

    def file(self, path: str, mark: str) -> bytes | None:
        """Return what was kept for a file under this mark; nothing when its bytes were others, or it is damaged."""
        ...

    def keep_file(self, path: str, mark: str, value: bytes) -> None:
        """Keep what was read of a file, in place of what was kept for it, once `save` is called."""
        ...

    def save(self) -> None:
        """Write all that is to be kept, in one go."""
        ...


class _Nowhere:
    """Keeps nothing."""

    def file(self, path: str, mark: str) -> bytes | None:
        return None

    def keep_file(self, path: str, mark: str, value: bytes) -> None:
        return

    def save(self) -> None:
        return


NOT_KEPT: KeptFiles = _Nowhere()
