"""Keeps bytes under names where several machines can reach them: in a folder, or at any address that fsspec knows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from toolkit.core.files import write


class Store(Protocol):
    """A place for bytes under names; a name that is written again gets the same bytes."""

    def read(self, name: str) -> bytes | None:
        """Return what is kept under a name; nothing where there is none."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Keep bytes under a name."""
        ...


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A folder, on this machine or on one that is mounted."""

    root: Path

    def read(self, name: str) -> bytes | None:
        """Read a file."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Write a file whole or not at all."""
        write(self.root / name, data)


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """An address of fsspec: `s3://bucket/policy`, `gcs://…`, `sftp://…`."""

    files: Any
    root: str

    def read(self, name: str) -> bytes | None:
        """Fetch an object."""
        try:
            return bytes(self.files.cat_file(f"{self.root}/{name}"))
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put an object; whoever reads it meanwhile can tell a half one by its own digest."""
        path = f"{self.root}/{name}"
        self.files.makedirs(path.rpartition("/")[0], exist_ok=True)
        self.files.pipe_file(path, data)


def open_store(address: str) -> Store:
    """Return the store at an address; ImportError where fsspec lacks what it needs, ValueError for no address."""
    if "://" not in address:
        return FolderStore(Path(address))
    from fsspec.core import url_to_fs

    files, root = url_to_fs(address)
    return RemoteStore(files, root.rstrip("/"))
