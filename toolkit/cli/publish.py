"""Runs `toolkit publish`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder, Report, Request
from toolkit.build.cache import FOLDER, Cache
from toolkit.build.formats.registry import registered
from toolkit.build.output import DiskFolder
from toolkit.build.publishing.archive import Archive
from toolkit.build.publishing.changes import Changes, Published, RefusedError, Site, site_files
from toolkit.build.publishing.readers import Readers
from toolkit.build.publishing.record import Record
from toolkit.build.publishing.targets import BranchTarget, FolderTarget, Target, ZipTarget, joined, published_at
from toolkit.build.release import unfit
from toolkit.cli.build import TIMEOUT, Timeout, files_line, pool, progress
from toolkit.cli.printing import CONTENT_ERRORS, err, out, plural, print_diagnostics, print_json, wrong_command
from toolkit.cli.shared import AsJson, BaseUrl, Root, base_of, open_library
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, errors, in_order
from toolkit.outline.addresses import SITE, Base
from toolkit.project import Project

RELEASE = "release"
"""Folder below `build/` for what is published."""
EARLIER = "earlier"
"""Folder beside the site of a release: the earlier versions that are published with it."""


def publish(
    to: Annotated[Path | None, typer.Option("--to", help="Folder to put the site into.")] = None,
    branch: Annotated[str | None, typer.Option("--branch", help="Git branch to commit the site to, as gh-pages.")] = None,
    zip: Annotated[Path | None, typer.Option("--zip", help="Zip file to write the site as.")] = None,
    push: Annotated[bool, typer.Option("--push", help="Push the branch too.")] = False,
    remote: Annotated[str, typer.Option("--remote", help="Remote to push to.")] = "origin",
    previous: Annotated[
        str | None,
        typer.Option("--previous", metavar="PLACE", help="Folder, zip or branch of the last publication: its earlier versions stay."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would change, for readers and by file; writes only under build/.")
    ] = False,
    timeout: Timeout = TIMEOUT,
    base_url: BaseUrl = None,
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """Build the site as a release, check it, and publish it."""
    target = _target(to, branch, zip, push, remote, workspace)
    project, library = open_library(workspace)
    base = base_of(library, base_url)
    try:
        target.check()
        archive = _archive(project, target.published(), published_at(previous, workspace, remote) if previous else None)
        site = _released(project, library, workspace, base, timeout, archive)
        changes = target.changes(site)
        told = tuple(Readers(archive, site, changes).lines())
        if not as_json:
            _say(changes, told, dry_run)
        if published := bool((changes or target.waits()) and not dry_run):
            (err if as_json else out).print(target.put(site), markup=False)
        if as_json:
            lists = {"added": sorted(changes.added), "changed": sorted(changes.changed), "removed": sorted(changes.removed)}
            print_json({"published": published, **lists, "told": told})
    except RefusedError as refused:
        err.print(f"toolkit: not published: {refused}\n  hint: {refused.hint}", markup=False)
        raise typer.Exit(CONTENT_ERRORS) from None
    if not base.url:
        err.print(
            "no base URL: canonical links and sitemap.xml are left out; give --base-url or `base_url:` in content/site.yaml", markup=False
        )


def _target(to: Path | None, branch: str | None, zip: Path | None, push: bool, remote: str, workspace: Path) -> Target:
    """Return the one place that the command line names; ends the program where it names none or several."""
    if push and branch is None:
        wrong_command("--push goes with --branch", "toolkit publish --branch gh-pages --push")
    found: list[Target] = []
    found += [FolderTarget(to, workspace)] if to is not None else []
    found += [BranchTarget(workspace, branch, remote, push)] if branch is not None else []
    found += [ZipTarget(zip)] if zip is not None else []
    if len(found) != 1:
        wrong_command(
            "say where to, once: --to DIR, --branch NAME or --zip FILE",
            "toolkit publish --to /var/www/policy, --branch gh-pages --push, or --zip site.zip",
        )
    return found[0]


def _archive(project: Project, there: Published, previous: Published | None) -> Archive:
    """Return the earlier versions that stay: those of the target, and of the publication that is named as the previous one."""
    if previous is None:
        return Archive(project, there, Record.of(there))
    return Archive(project, joined(previous, there), Record.of(previous).also(Record.of(there)))


def _released(project: Project, library: Library, workspace: Path, base: Base, timeout: int, archive: Archive) -> Site:
    """Build everything as a release and check it; RefusedError with the reasons printed when it is not fit to publish.

    Releases have a folder of their own, so that `impact` and `why` go on comparing drafts with drafts.
    """
    folder, cache = workspace / "build" / RELEASE, Cache(workspace / "build" / FOLDER)
    earlier = archive.pages(registered())
    request = Request(project.publications, library.editions, release=True, stamped=True, base=base, earlier=earlier)
    with progress() as told:
        try:
            report = Builder(project, library, folder, lambda: pool(None, timeout), told, cache=cache).build(request)
        except ContentError as error:
            report = Report(list(error.diagnostics))
    found = in_order([*report.diagnostics, *unfit(project, library, DiskFolder(folder), base, archive.names)])
    print_diagnostics(found)
    mistakes = len(errors(tuple(found)))
    if mistakes or report.withheld:
        held = f", {plural(len(report.withheld), 'document')} withheld" if report.withheld else ""
        raise RefusedError(f"{plural(mistakes, 'error')}{held}", "correct what stands above; `toolkit build --release` says the same")
    err.print(files_line(report), markup=False)
    return archive.beside(site_files(folder / SITE), folder / EARLIER)


def _say(changes: Changes, told: Sequence[str], dry_run: bool) -> None:
    """Print what readers will see change, then, in a dry run, each file."""
    for line in told:
        out.print(line, markup=False)
    if dry_run:
        for line in changes.lines():
            out.print(line, markup=False)
    counts = f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed"
    out.print(f"would publish: {counts}" if dry_run else counts, markup=False)
