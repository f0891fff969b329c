"""Writes `_redirects`, by which Cloudflare, Netlify and GitLab Pages lead old addresses on to new ones themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from toolkit.content.library import Library
from toolkit.outline.addresses import SITE, Base
from toolkit.outline.numbering import Publication
from toolkit.site.catalogue import Catalogue, Entry

PATH = f"{SITE}/_redirects"


def redirects(library: Library, publications: Iterable[Publication], catalogue: Catalogue, base: Base) -> bytes:
    """Return a line for each page and file of each alias: the address before, the address now, and 301, moved for good.

    The pages at the old addresses do the same on every other host, where readers follow them; a PDF cannot lead on by itself.
    """
    catalogue.recorder.note("aliases")
    lines = []
    for one in publications:
        for edition in library.editions_of(one.document) if one.document.aliases else ():
            if entry := catalogue.entry(edition, one.id):
                lines += [_line(f"{SITE}/{edition}/{alias}", there, base) for alias in one.document.aliases for there in _files(entry)]
    return "".join(f"{line}\n" for line in lines).encode()


def _files(entry: Entry) -> Iterator[str]:
    yield entry.path
    yield from (one.path for one in entry.downloads)


def _line(old: str, there: str, base: Base) -> str:
    suffix = PurePosixPath(there).suffix
    before, now = (base.prefix + path.removeprefix(f"{SITE}/") for path in (f"{old}{suffix}", there))
    return f"{before} {now} 301"
