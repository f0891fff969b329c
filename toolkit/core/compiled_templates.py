"""Keeps compiled templates for the next run, in a folder of the user's own: code is never loaded from a workspace."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from toolkit.core.notes import program_digest
from toolkit.core.user_cache import user_folder


class InMemory(BytecodeCache):
    """Keeps compiled templates by their source for one run, so that a second language compiles none."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket its code, where it is kept."""
        if code := self._kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket."""
        self._kept[(bucket.key, bucket.checksum)] = bucket.bytecode_to_string()


class OnDisk(InMemory):
    """Keeps them for the next run too; a folder that cannot be read or written keeps nothing."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._files = FileSystemBytecodeCache(str(folder), "%s.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket its code: of this run, or of an earlier one whose source was the same."""
        super().load_bytecode(bucket)
        if bucket.code is None:
            self._files.load_bytecode(bucket)
            if bucket.code is not None:
                super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket here and there."""
        super().dump_bytecode(bucket)
        try:
            self._files.dump_bytecode(bucket)
        except OSError:  # a full disk, or a folder that somebody removed: the template is compiled again next time
            return


@lru_cache(maxsize=1)
def compiled_templates() -> BytecodeCache:
    """Return where compiled templates are kept: for the next run, where the user has a folder that nobody else writes in."""
    folder = user_folder("templates", program_digest()[:16])
    return OnDisk(folder) if folder else InMemory()
