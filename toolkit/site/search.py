"""Makes the search index that browsers read by themselves, with Pagefind."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.core.files import write
from toolkit.site.search_order import in_order
from toolkit.site.search_records import is_searched, parted

_NOT_WORDS = (
    ".note-call, .cite, .imprint, .badge, .kind, .draft-mark, .provenance, .table-tools, thead, "
    ".open-points, .signatures, .place-date, .sources, .origin, .plot-source, .figure-table > summary"
)
"""What an excerpt would run into the word before it, «№ 874» and note 4 into “8744”; and what is no text of the document's own."""
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "playground")

ENTRY = "pagefind-entry.json"
"""The file that names the index of each language."""
_MEMORY, _USUAL = "/dev/shm", "/tmp"  # noqa: S108  # where Linux has them; a user who names another folder is obeyed
_ROOM = 4
"""Bytes in memory for each byte of pages, twice what records and index take."""
_GZIP = b"\x1f\x8b"


def program() -> Path | None:
    """Return Pagefind's program; nothing where the package has none for this platform."""
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError):
        return None


def no_program() -> Diagnostic:
    """Return the diagnostic of a machine without Pagefind."""
    hint = "install `pagefind-bin`; the site works without, its search page lists all documents"
    return Diagnostic(
        "no-search", "Pagefind has no program for this platform: the search index is left out", Place("build"), hint, Severity.WARNING
    )


def index(site: Path, language: str, found: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index of a language by path below the site; pages without `data-pagefind-body` are not in it.

    The indexes of several languages stand in one folder, where `ENTRY` names them: see `merged`.
    """
    pagefind = program()
    if pagefind is None:
        found.append(no_program())
        return
    place = _place(sum(path.stat().st_size for path in (site / language).rglob("*.html")))
    with (
        tempfile.TemporaryDirectory(prefix="toolkit-search-", dir=place) as folder,
        tempfile.TemporaryDirectory(prefix="toolkit-records-", dir=place) as pages,
    ):
        if not _lay_out(site, language, Path(pages)):
            return
        command = [str(pagefind), "--site", pages, "--output-path", folder, "--exclude-selectors", _NOT_WORDS, "--quiet"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            reason = " ".join((done.stderr or done.stdout).split())[:300]
            found.append(
                Diagnostic("search-failed", f"Pagefind made no index: {reason}", Place("build"), "build again; report it if it stays")
            )
            return
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}
    cut = [name for name, data in files.items() if not _is_whole(name, data)]
    if cut:
        hint = f"make room in {place or tempfile.gettempdir()}, or let TMPDIR name another folder, and build again"
        found.append(Diagnostic("search-failed", f"Pagefind could not write its index whole: {cut[0]}", Place("build"), hint))
        return
    for name, data in in_order(files).items():
        if not name.startswith(_UNUSED):
            yield f"pagefind/{name}", data


def _place(size: int) -> str | None:
    """Return a folder in memory with room for an index of so many bytes of pages; nothing, for the usual place, where there is none.

    Pagefind writes a file for each record: on a disk that takes longer than all else.
    """
    try:
        roomy = os.access(_MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(_MEMORY).free > _ROOM * size
    except OSError:
        return None
    return _MEMORY if roomy and tempfile.gettempdir() == _USUAL else None


def merged(entries: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the file that names the indexes of several languages, by what names that of each."""
    languages = {language: one for entry in entries for language, one in entry["languages"].items()}
    return json.dumps({**entries[0], "languages": languages}, sort_keys=True, separators=(",", ":")).encode()


def _lay_out(site: Path, language: str, folder: Path) -> int:
    """Put into a folder every page of a language that is searched, and a page for each record; return how many."""
    pages = 0
    for path in sorted((site / language).rglob("*.html")):
        data, name = path.read_bytes(), path.relative_to(site).as_posix()
        for there, page in (parted(data, name) or {name: data}).items() if is_searched(data) else ():
            write(folder / there, page)
            pages += 1
    return pages


def _is_whole(name: str, data: bytes) -> bool:
    """Say whether a file of the index is as long as it says: on a full disk Pagefind ends well all the same."""
    try:
        if name.endswith(".json"):
            json.loads(data)
        elif data.startswith(_GZIP):
            gzip.decompress(data)
    except (ValueError, EOFError, OSError, zlib.error):
        return False
    return bool(data)
