"""Puts files below `build/` and takes them away, and notes the digest of each, and what it was made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, takewhile
from pathlib import Path
from typing import Protocol

from toolkit.build.formats import Format, Made
from toolkit.content.library import Library
from toolkit.core import files
from toolkit.outline.addresses import SITE, part
from toolkit.outline.numbering import Publication
from toolkit.site.downloads import InWords, Measure, fill, marked


class Folder(Protocol):
    """The folder `build/`, or something that answers like it."""

    def write(self, path: str, data: bytes) -> bool:
        """Write a file; return False when it holds these bytes already."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file."""
        ...

    def exists(self, path: str) -> bool:
        """Say whether there is such a file."""
        ...

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        ...

    def site(self) -> Iterator[str]:
        """Yield the paths of all files of the site, in order."""
        ...


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """The folder on disk."""

    root: Path

    def write(self, path: str, data: bytes) -> bool:
        """Write a file whole or not at all."""
        return files.write(self.root / path, data)

    def remove(self, path: str) -> None:
        """Remove a file."""
        files.remove(self.root / path)

    def exists(self, path: str) -> bool:
        """Look for a file."""
        return (self.root / path).is_file()

    def read(self, path: str) -> bytes:
        """Read a file."""
        return (self.root / path).read_bytes()

    def site(self) -> Iterator[str]:
        """List the files of the site."""
        root = str(self.root)
        found = (os.path.join(parent, name) for parent, _, names in os.walk(self.root / SITE) for name in names)  # noqa: PTH118  # ten times as fast
        yield from sorted(os.path.relpath(path, root).replace(os.sep, "/") for path in found)


@dataclass(slots=True)
class ImaginedFolder:
    """The folder as it would be after a build that nobody has made."""

    real: DiskFolder
    written: dict[str, bytes] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)

    def write(self, path: str, data: bytes) -> bool:
        """Note what would be written."""
        self.written[path] = data
        self.removed.discard(path)
        return True

    def remove(self, path: str) -> None:
        """Note what would be removed."""
        self.removed.add(path)
        self.written.pop(path, None)

    def exists(self, path: str) -> bool:
        """Say what would be there."""
        return path in self.written or (path not in self.removed and self.real.exists(path))

    def read(self, path: str) -> bytes:
        """Return the bytes as they would be."""
        return self.written[path] if path in self.written else self.real.read(path)

    def site(self) -> Iterator[str]:
        """List what would be there."""
        yield from sorted((set(self.real.site()) | {path for path in self.written if path.startswith(SITE)}) - self.removed)


@dataclass(slots=True)
class Output:
    """What one build leaves in a folder."""

    folder: Folder
    formats: tuple[Format, ...]
    say: InWords
    """Says the size of a file in a language."""
    promised: bool = False
    """True when files are made as they are asked for: the sizes of those of earlier builds are not told."""
    digests: dict[str, str] = field(default_factory=dict)
    """By path, the digest of the bytes written."""
    sources: dict[str, str] = field(default_factory=dict)
    """By path, the digest of what a file is made from, where that is not its bytes: of a job, of a page with its marks."""
    editions: dict[str, str] = field(default_factory=dict)
    """By the first page of an edition, the document that it is of."""
    shows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By page, the files whose sizes it shows."""
    gone: set[str] = field(default_factory=set)
    written: int = 0
    removed: int = 0
    measures: dict[str, Measure | None] = field(default_factory=dict)
    """By path, the size of a file; nothing of one that is still to be made."""

    def exists(self, path: str) -> bool:
        """Say whether a file is there, or is among those that this build makes."""
        return self.folder.exists(path) or path in self.sources

    def on_disk(self, path: str) -> str:
        """Return the digest of a file as it is; nothing where there is none."""
        return _digest(self.folder.read(path)) if self.folder.exists(path) else ""

    def keep(self, path: str, digest: str, source: str, shows: tuple[str, ...]) -> None:
        """Note that a file stays as it is."""
        self.digests[path] = digest
        if source:
            self.sources[path] = source
        if shows:
            self.shows[path] = shows

    def put(self, path: str, data: bytes) -> None:
        """Write a file as it is."""
        self.written += self.folder.write(path, data)
        self.digests[path] = _digest(data)

    def file(self, path: str, made: Made | None, source: str) -> None:
        """Write the file of a job, by the digest of that; without the file, note that it would be made."""
        self.sources[path] = source
        self.measures[path] = Measure(len(made.data), made.pages, _digest(made.data)) if made else None
        if made:
            self.put(path, made.data)

    def page(self, path: str, data: bytes) -> None:
        """Write a page with the sizes of the files that it offers."""
        html = data.decode("utf-8", "surrogateescape")
        shown = tuple(marked(html))
        if shown:
            self.shows[path] = shown
            self.sources[path] = _digest(data)
            data = fill(html, self.measure, self.say).encode("utf-8", "surrogateescape")
        self.put(path, data)

    def measure(self, path: str) -> Measure | None:
        """Return the size of a file made now, or by an earlier build."""
        if path not in self.measures and not self.promised and self.folder.exists(path):
            data = self.folder.read(path)
            counting = next((one for one in self.formats if path.endswith(one.suffix)), None)
            self.measures[path] = Measure(len(data), counting.pages(data) if counting else 0, _digest(data))
        return self.measures.get(path)

    def drop(self, paths: Iterable[str], *, told: bool = True) -> None:
        """Remove what nothing makes any more; `told` counts it among the leftovers."""
        for path in paths:
            self.folder.remove(path)
            self.gone.add(path)
            self.removed += told

    def unasked(self, asked: Collection[str], publications: Iterable[Publication], library: Library) -> frozenset[str]:
        """Return where files stand of formats that a build was not asked for: what earlier builds made of them stays."""
        others = [one for one in self.formats if asked and one.offered and one.name not in asked]
        editions = ((one, edition) for one in publications for edition in library.editions_of(one.document))
        return frozenset(path for publication, edition in editions for one in others for path in one.files(edition, publication))

    def parts_of(self, first: str) -> tuple[str, ...]:
        """Return the paths of the further parts of an edition that are there, by that of its first."""
        return tuple(takewhile(self.folder.exists, (part(first, number) for number in count(2))))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
