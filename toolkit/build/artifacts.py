"""Tells which files stand below `build/`, and whether the pages that list documents may change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from toolkit.build.manifest import JOBS, read_digests
from toolkit.content.library import Library
from toolkit.outline.addresses import SITE, address, first_part
from toolkit.outline.numbering import Publication


def present(folder: Path) -> Iterator[str]:
    """Yield the paths of all files of the site, below `build/`."""
    for path in sorted((folder / SITE).rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()


def parts_of(folder: Path, first: str) -> tuple[str, ...]:
    """Return the paths of the further parts of an edition that are there, by that of its first."""
    names = (path.relative_to(folder).as_posix() for path in (folder / first).parent.glob("*.part-*.html"))
    return tuple(name for name in sorted(names) if first_part(name) == first)


def remove_empty(folder: Path) -> None:
    """Remove the folders that hold nothing."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def keeps_lists(folder: Path, library: Library, publications: Iterable[Publication], withheld: Iterable[str]) -> bool:
    """Say whether the pages that list documents and records stay as they are.

    They do while a document with good files on disk is broken or withheld: a new list would lose it, or name it
    by words that its page does not have. Documents on disk are known by the PDFs that were made of them.
    """
    made = {str(PurePosixPath(name).with_suffix(".html")) for name in read_digests(folder / JOBS)}
    pages = {name for name in made if (folder / name).is_file()}
    known = {publication.id: _pages(library, publication) for publication in publications}
    lost = any(name in ("documents", "clusters") for name, _ in library.broken)
    unknown = pages.difference(*known.values())
    return not known or bool(lost and unknown) or any(known.get(id, set()) & pages for id in withheld)


def _pages(library: Library, publication: Publication) -> set[str]:
    return {address(edition, publication, ".html") for edition in library.site.editions}
