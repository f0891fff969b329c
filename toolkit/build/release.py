"""Finds what keeps a whole site from being published, in the same words for `check`, `build` and `publish`."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from toolkit.build.builder import Builder
from toolkit.build.output import DiskFolder, Folder, ImaginedFolder
from toolkit.build.pool import Promising
from toolkit.build.request import Report, Request
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, Diagnostic, errors, in_order
from toolkit.evidence.completeness import Completeness
from toolkit.locales.check import check_locales
from toolkit.outline.addresses import SITE, Base
from toolkit.project import Project
from toolkit.site.links import broken_in

_NOTHING_BUILT = "release"
"""A folder that is never there: a site that is rehearsed starts from nothing."""


def rehearse(builder: Builder, base: Base) -> Report:
    """Return what a release of everything would find, but for what laying pages out on paper brings; nothing is written."""
    request = Request(builder.project.publications, builder.library.editions, release=True, stamped=True, promised=True, base=base)
    folder = ImaginedFolder(DiskFolder(builder.root / _NOTHING_BUILT))
    run = builder.run(request, folder, Promising())
    run.build()
    if not errors(run.report.diagnostics):
        run.report.diagnostics.extend(unfit(builder.project, builder.library, folder, base, run.output.sources))
    run.report.diagnostics[:] = in_order(run.report.diagnostics)
    return run.report


def unfit(project: Project, library: Library, folder: Folder, base: Base, promised: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Yield what a finished site must not have; `promised` are files that are yet to be made."""
    yield from Completeness(project).exceeded()
    yield from _translations(project, library)
    there = [path.removeprefix(f"{SITE}/") for path in folder.site()]
    pages = {name: folder.read(f"{SITE}/{name}").decode("utf-8", "replace") for name in there if name.endswith(".html")}
    yield from broken_in(pages, {*there, *(path.removeprefix(f"{SITE}/") for path in promised)}, base)


def _translations(project: Project, library: Library) -> tuple[Diagnostic, ...]:
    """Return the mistakes of the locale files: a lost citation or another number is nothing to publish."""
    try:
        return errors(check_locales(project.workspace, library))
    except ContentError as error:
        return error.diagnostics
