"""Tells whether a build would do nothing, by one digest of all that it depends on, and what the last one said.

A build of everything that ended without a diagnostic leaves its digest and its report. The next one with the same digest
has nothing to do while the manifest is the one of that build, and every artifact is on disk as it says.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import distributions
from pathlib import Path

import toolkit
from toolkit.build.manifest import MANIFEST, read_digests
from toolkit.build.output import DiskFolder
from toolkit.build.request import Report
from toolkit.core import fonts
from toolkit.core.archive import sources
from toolkit.core.diagnostics import ContentError, Severity
from toolkit.core.files import write
from toolkit.core.workspace import Workspace
from toolkit.language.localizer import State

LAST = ".cache/last.json"
"""The digest of the last build of everything, and its report."""


def depends_on(workspace: Workspace, asked: Iterable[object]) -> str:
    """Return the digest of what a build reads: its files, the day, what was asked for, this program, its libraries and the fonts.

    It is empty where a file cannot be read: the build will say which.
    """
    total = hashlib.sha256()
    try:
        files = sources(workspace)
    except ContentError:
        return ""
    for path, data in sorted(files.items()):
        total.update(f"{path} {len(data)}\n".encode() + data)
    for module in sorted(Path(toolkit.__file__).parent.rglob("*.py")):
        total.update(module.read_bytes())
    libraries = sorted(f"{one.name} {one.version}" for one in distributions())
    words = [str(workspace.today()), fonts.digest(), *libraries, *map(str, asked)]
    total.update("\n".join(words).encode())
    return total.hexdigest()


def remember(folder: Path, digest: str, report: Report) -> None:
    """Leave what a build said; one that had something to complain of is not remembered, so that it says it again."""
    if report.withheld or any(one.severity is not Severity.INFO for one in report.diagnostics):
        write(folder / LAST, b"")
        return
    said = {
        "digest": digest,
        "manifest": _digest(folder / MANIFEST),
        "documents": sorted(report.documents),
        "editions": report.editions,
        "pages": report.pages,
        "files": report.made + report.cached,
        "unfinished": [[*key, state.value] for key, state in report.unfinished.items()],
        "blanks": report.blanks,
    }
    write(folder / LAST, (json.dumps(said, ensure_ascii=False) + "\n").encode())


def unchanged(folder: Path, digest: str) -> Report | None:
    """Return what the same build would say; nothing when something differs, or an artifact is not as it was written."""
    try:
        said = json.loads((folder / LAST).read_bytes())
        if said["digest"] != digest or said["manifest"] != _digest(folder / MANIFEST) or not _as_written(folder):
            return None
        return Report(
            documents=set(said["documents"]),
            editions=said["editions"],
            pages=said["pages"],
            cached=Counter(said["files"]),
            unfinished={(into, context, source): State(state) for into, context, source, state in said["unfinished"]},
            blanks=said["blanks"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _as_written(folder: Path) -> bool:
    """Return whether every artifact of the manifest is on disk with its digest, and nothing else is."""
    digests = read_digests(folder / MANIFEST)
    return set(DiskFolder(folder).site()) == set(digests) and all(_digest(folder / path) == digest for path, digest in digests.items())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
