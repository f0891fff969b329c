"""Lists what publishing would change, and stops before it replaces a file that the toolkit did not publish."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MARKER = ".toolkit-site"
"""The list of our files in what was published: whatever it does not name belongs to others."""


Site = Mapping[str, Path]
"""The files of a site by their path in it."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published somewhere: the names of our files there, and what reads one of them."""

    names: frozenset[str] = frozenset()
    read: Callable[[str], bytes] = lambda name: b""


class RefusedError(Exception):
    """Says why nothing is published, and what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Changes:
    """What publishing would do to the target, by path."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def lines(self) -> Iterator[str]:
        """Yield a line for each path, as `git status` marks them."""
        for mark, paths in (("A", self.added), ("M", self.changed), ("D", self.removed)):
            yield from (f"{mark} {path}" for path in paths)


def site_files(site: Path) -> dict[str, Path]:
    """Return the files of a site that stands in a folder."""
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}


def digests(files: Mapping[str, Path | bytes]) -> dict[str, str]:
    """Return the digest of each file."""
    read = ((name, one if isinstance(one, bytes) else one.read_bytes()) for name, one in files.items())
    return {name: hashlib.sha256(data).hexdigest() for name, data in read}


def compare(new: Mapping[str, str], old: Mapping[str, str]) -> Changes:
    """Compare digests by path."""
    return Changes(
        tuple(sorted(set(new) - set(old))),
        tuple(sorted(name for name in new if name in old and new[name] != old[name])),
        tuple(sorted(set(old) - set(new))),
    )


def listed(marker: str) -> tuple[str, ...]:
    """Return the names in a marker; one that leads out of the folder is nobody's."""
    names = (name for name in marker.splitlines() if name)
    return tuple(name for name in names if not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts)


def as_marker(names: Iterable[str]) -> bytes:
    """Return the marker that lists names."""
    return "".join(f"{name}\n" for name in sorted(names)).encode()


def refuse_clashes(site: Collection[str], others: Collection[str], where: str, folders: Collection[str] = ()) -> None:
    """Refuse a site of which a file would take the place of one that belongs to others, or of a folder of theirs."""
    theirs = folders_of((*others, MARKER)) | set(folders)
    taken = [name for name in site if name in others or name in theirs or folders_of([name]) & set(others)]
    if taken:
        more = f" and {len(taken) - 3} more" if len(taken) > 3 else ""
        names = ", ".join(f"`{name}`" for name in taken[:3])
        hint = "move away what others put there, or publish elsewhere"
        raise RefusedError(f"the site has {names}{more}, and in {where} that place is taken by what is not ours", hint)


def folders_of(names: Iterable[str]) -> set[str]:
    """Return the folders in which files are, by their names, with those around them."""
    return {str(folder) for name in names for folder in PurePosixPath(name).parents} - {"."}
