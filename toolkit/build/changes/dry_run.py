"""Tells what a build would write, as a digest for each file, without writing or making any.

It is a build into a folder that only notes what comes: so a forecast cannot say other than what a build then does. Two
things it cannot say: the search index, which is made of the finished pages and left out here, and the size and pages of
a file that is yet to be made. Pages that show them are told apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from toolkit.build.builder import Builder, Request
from toolkit.build.manifest import MANIFEST, SOURCES, base_asked, read_digests
from toolkit.build.output import DiskFolder, ImaginedFolder, Output
from toolkit.build.pool import Keeping
from toolkit.build.request import NO_PAGES
from toolkit.build.search_index import INDEX
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.site.downloads import Measure

Digests = Mapping[str, str]
"""By file: the digest of what it is made from, a job or a page with marks, or else of its bytes."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a build would write."""

    digests: Digests
    showing: frozenset[str] = frozenset()
    """Pages that show the size of a file made anew; their digests are those they have if it stays as it is."""


def forecast(project: Project, folder: Path, publications: Sequence[Publication] | None = None, known: Digests | None = None) -> Foreseen:
    """Return what a build of some publications, or of all, would write into a folder in place of what is known to be there.

    Of some publications alone, the lists and registers around them are left out.
    """
    if project.library is None:
        return Foreseen({})
    builder = Builder(project, project.library, folder, executor=_none)
    chosen, whole = project.publications if publications is None else tuple(publications), publications is None
    request = Request(
        chosen, project.library.editions, whole=whole, around=None if whole else NO_PAGES, base=base_asked(folder, project.library)
    )
    run = builder.run(request, ImaginedFolder(DiskFolder(folder)), Keeping(builder.kept), remembering=True)
    run.build()
    return _foreseen(run.output, known or {}, DiskFolder(folder))


def _foreseen(output: Output, known: Digests, disk: DiskFolder) -> Foreseen:
    digests = {**output.digests, **output.sources}
    anew = {path for path, digest in output.sources.items() if known.get(path) != digest}
    showing = set()
    for page, shown in output.shows.items():
        for path in anew.intersection(shown):
            was = _measured(output, disk, path)
            will = output.measures.get(path)
            if was is None or will is None:
                showing.add(page)
            elif was != will and known.get(page) == digests[page]:
                digests[page] += f" {path}: {will.size}"
    return Foreseen(dict(sorted(digests.items())), frozenset(showing))


def _measured(output: Output, disk: DiskFolder, path: str) -> Measure | None:
    """Return the size of a file as it is on disk."""
    return Output(disk, output.formats, output.say).measure(path)


def _none() -> Executor:
    raise AssertionError("a forecast makes no file")


def built(folder: Path) -> Digests:
    """Return the digests of what the last build wrote into a folder, but for the search index; nothing when there is none."""
    files, sources = read_digests(folder / MANIFEST), read_digests(folder / SOURCES)
    own = {path: digest for path, digest in files.items() if not path.startswith(INDEX)}
    return {path: sources.get(path, digest) for path, digest in own.items() if (folder / path).is_file()}


def rewritten(before: Digests, after: Foreseen) -> tuple[str, ...]:
    """Return the artifacts that a build would write anew, in order."""
    return tuple(path for path, digest in after.digests.items() if before.get(path) != digest)


def perhaps_rewritten(before: Digests, after: Foreseen) -> tuple[str, ...]:
    """Return the artifacts that a build writes anew only if the size or pages of a file that they show become others, in order."""
    return tuple(path for path, digest in after.digests.items() if before.get(path) == digest and path in after.showing)
