"""Says where what was read of files, and what was worked out of them, may be kept for the next run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from toolkit.core.reads import Question


class KeptFiles(Protocol):
    """A place for what was read of files and worked out of them."""

    def file(self, path: str, mark: str) -> bytes | None:
        """Return what was kept for a file under this mark; nothing when its bytes were others, or it is damaged."""
        ...

    def last(self, path: str) -> bytes | None:
        """Return what was kept for a file last, whatever its bytes were; nothing when it is damaged."""
        ...

    def keep_file(self, path: str, mark: str, value: bytes) -> None:
        """Keep what was read of a file, in place of what was kept for it, once `save` is called."""
        ...

    def save(self) -> None:
        """Write all that is to be kept, in one go."""
        ...

    def holding(self, prefix: str, answer: Callable[[Question], str]) -> dict[str, bytes]:
        """Return the things kept under keys that begin so, whose every question has the same answer."""
        ...

    def keep_all(self, things: Mapping[str, tuple[bytes, Mapping[Question, str]]]) -> None:
        """Keep things by key, each with the answers to the questions that it asked."""
        ...


class _Nowhere:
    """Keeps nothing."""

    def file(self, path: str, mark: str) -> bytes | None:
        return None

    def last(self, path: str) -> bytes | None:
        return None

    def keep_file(self, path: str, mark: str, value: bytes) -> None:
        return

    def save(self) -> None:
        return

    def holding(self, prefix: str, answer: Callable[[Question], str]) -> dict[str, bytes]:
        return {}

    def keep_all(self, things: Mapping[str, tuple[bytes, Mapping[Question, str]]]) -> None:
        return


@dataclass(frozen=True, slots=True)
class OnlyRead:
    """What another place keeps, to be read and not to be replaced: for a state of the workspace that is gone."""

    kept: KeptFiles

    def file(self, path: str, mark: str) -> bytes | None:
        """Return what is kept there."""
        return self.kept.file(path, mark)

    def last(self, path: str) -> bytes | None:
        """Return what is kept there."""
        return self.kept.last(path)

    def keep_file(self, path: str, mark: str, value: bytes) -> None:
        """Keep nothing."""

    def save(self) -> None:
        """Write nothing."""

    def holding(self, prefix: str, answer: Callable[[Question], str]) -> dict[str, bytes]:
        """Return what holds there."""
        return self.kept.holding(prefix, answer)

    def keep_all(self, things: Mapping[str, tuple[bytes, Mapping[Question, str]]]) -> None:
        """Keep nothing."""


NOT_KEPT: KeptFiles = _Nowhere()
