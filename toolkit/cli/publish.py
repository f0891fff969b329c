"""Runs `toolkit publish`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder, Report, Request
from toolkit.build.cache import FOLDER, Cache
from toolkit.build.output import DiskFolder
from toolkit.build.publishing import branch as git_branch
from toolkit.build.publishing.changes import Changes, RefusedError
from toolkit.build.publishing.folder import check_folder, folder_changes, put
from toolkit.build.release import unfit
from toolkit.cli.build import TIMEOUT, Timeout, files_line, pool, progress
from toolkit.cli.printing import CONTENT_ERRORS, err, out, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import BaseUrl, Root, base_of, open_library
from toolkit.core.diagnostics import ContentError, errors, in_order
from toolkit.outline.addresses import SITE, Base

RELEASE = "release"
"""Folder below `build/` for what is published."""


def publish(
    to: Annotated[Path | None, typer.Option("--to", help="Folder to put the site into.")] = None,
    branch: Annotated[str | None, typer.Option("--branch", help="Git branch to commit the site to, as gh-pages.")] = None,
    push: Annotated[bool, typer.Option("--push", help="Push the branch too.")] = False,
    remote: Annotated[str, typer.Option("--remote", help="Remote to push to.")] = "origin",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would change; writes only under build/.")] = False,
    timeout: Timeout = TIMEOUT,
    base_url: BaseUrl = None,
    workspace: Root = Path(),
) -> None:
    """Build the site as a release, check it, and publish it."""
    if (to is None) == (branch is None):
        wrong_command("say where to: --to DIR or --branch NAME", "toolkit publish --to /var/www/policy, or --branch gh-pages --push")
    if push and branch is None:
        wrong_command("--push goes with --branch", "toolkit publish --branch gh-pages --push")
    _, library = open_library(workspace)
    base = base_of(library, base_url)
    try:
        if to is not None:
            check_folder(to, workspace)
        elif branch is not None:
            git_branch.check_repository(workspace, branch, remote, push)
        site = _released(workspace, base, timeout)
        changes = folder_changes(site, to) if to else git_branch.branch_changes(site, workspace, branch or "", remote)
        _say(changes, dry_run)
        waiting = branch is not None and push and git_branch.unpushed(workspace, branch, remote)
        if (changes or waiting) and not dry_run:
            _put(site, workspace, to, branch, remote, push)
    except RefusedError as refused:
        err.print(f"toolkit: not published: {refused}\n  hint: {refused.hint}", markup=False)
        raise typer.Exit(CONTENT_ERRORS) from None
    if not base.url:
        err.print(
            "no base URL: canonical links and sitemap.xml are left out; give --base-url or `base_url:` in content/site.yaml", markup=False
        )


def _released(workspace: Path, base: Base, timeout: int) -> Path:
    """Build everything as a release and check it; RefusedError with the reasons printed when it is not fit to publish.

    Releases have a folder of their own, so that `impact` and `why` go on comparing drafts with drafts.
    """
    project, library = open_library(workspace)
    folder, cache = workspace / "build" / RELEASE, Cache(workspace / "build" / FOLDER)
    request = Request(project.publications, library.editions, release=True, stamped=True, base=base)
    with progress() as told:
        try:
            report = Builder(project, library, folder, lambda: pool(None, timeout), told, cache=cache).build(request)
        except ContentError as error:
            report = Report(list(error.diagnostics))
    site = DiskFolder(folder)
    found = in_order([*report.diagnostics, *unfit(project, library, site, base)])
    print_diagnostics(found)
    mistakes = len(errors(tuple(found)))
    if mistakes or report.withheld:
        held = f", {plural(len(report.withheld), 'document')} withheld" if report.withheld else ""
        raise RefusedError(f"{plural(mistakes, 'error')}{held}", "correct what stands above; `toolkit build --release` says the same")
    err.print(files_line(report), markup=False)
    return folder / SITE


def _say(changes: Changes, dry_run: bool) -> None:
    if dry_run:
        for line in changes.lines():
            out.print(line, markup=False)
    counts = f"{len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed"
    out.print(f"would publish: {counts}" if dry_run else counts, markup=False)


def _put(site: Path, workspace: Path, to: Path | None, branch: str | None, remote: str, push: bool) -> None:
    if to is not None:
        put(site, to)
        out.print(f"published to {to}", markup=False)
    elif branch is not None:
        commit = git_branch.commit_of(workspace)
        git_branch.put_on_branch(site, workspace, branch, remote, push, f"{git_branch.MESSAGE} {commit}")
        out.print(f"published to branch {branch}" + (f", pushed to {remote}" if push else ""), markup=False)
