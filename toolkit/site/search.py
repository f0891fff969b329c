"""Makes the search index that browsers read by themselves, with Pagefind."""

from __future__ import annotations

import gzip
import json
import subprocess
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from toolkit.core.diagnostics import Diagnostic, Place, Severity

_NOT_WORDS = ".note-call, .cite, .imprint, .table-tools, thead, .open-points, .signatures, .place-date"
"""What an excerpt would run into the word before it, «№ 874» and note 4 into “8744”; and heads of tables, lines to sign on."""
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "playground")

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


def index(site: Path, found: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index by path below the site; pages without `data-pagefind-body` are not in it."""
    pagefind = program()
    if pagefind is None:
        found.append(no_program())
        return
    if not any(site.rglob("*.html")):
        return
    with tempfile.TemporaryDirectory(prefix="toolkit-search-") as folder:
        command = [str(pagefind), "--site", str(site), "--output-path", folder, "--exclude-selectors", _NOT_WORDS, "--quiet"]
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
        hint = f"make room in {tempfile.gettempdir()}, or let TMPDIR name another folder, and build again"
        found.append(Diagnostic("search-failed", f"Pagefind could not write its index whole: {cut[0]}", Place("build"), hint))
        return
    for name, data in files.items():
        if not name.startswith(_UNUSED):
            yield f"pagefind/{name}", _ordered(data) if name.endswith("-entry.json") else data


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


def _ordered(data: bytes) -> bytes:
    """Return JSON with its keys in order: Pagefind writes them as they come, and the site would not be the same twice."""
    return json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode()
