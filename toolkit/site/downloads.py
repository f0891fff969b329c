"""Tells what a page says of a PDF before anyone downloads it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type\s*/Pages\b")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n")


@dataclass(frozen=True, slots=True)
class Download:
    """A PDF: its path below `build/`, its size in bytes and its pages; 0 where that is not known."""

    path: str
    size: int = 0
    pages: int = 0

    @classmethod
    def of(cls, path: str, data: bytes) -> Download:
        """Describe a PDF as WeasyPrint writes it: one page tree, its root with the count of all pages."""
        counts = [int(first or second) for part in (data, *_objects(data)) for first, second in _PAGES.findall(part)]
        return cls(path, len(data), max(counts, default=0))

    @property
    def kilobytes(self) -> int:
        """The size as people say it: thousands of bytes, at least 1."""
        return max(1, round(self.size / 1000)) if self.size else 0


def _objects(data: bytes) -> Iterator[bytes]:
    """Yield the objects that a PDF keeps in compressed streams."""
    for found in _OBJECTS.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue
