"""Runs `toolkit impact` and `toolkit why`: what an edit touches, and why an artifact is written anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.changes.dry_run import built
from toolkit.build.changes.impact import Impact, Named, impact_of_edits, impact_since_build, name
from toolkit.build.changes.why import find
from toolkit.build.changes.why import why as reason
from toolkit.cli.printing import out, plural, wrong_command
from toolkit.cli.shared import AsOf, Root, day_asked, open_library
from toolkit.core.archive import revision
from toolkit.project import Project

LISTED = 12
"""Names shown of a kind; the rest is counted."""


def impact(
    things: Annotated[
        list[str] | None, typer.Argument(metavar="PATH-or-ID…", help="Files or folders, or ids of records and facts: alpha.participants.")
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="GIT-REV", help="All that differs from a git revision.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_of: AsOf = None,
    workspace: Root = Path(),
) -> None:
    """Tell what an edit touches before building: records, texts, figures, documents, editions, files.

    What has been edited since the last build is judged as it is; of a thing that has not, any edit is meant.
    """
    project, _ = open_library(workspace, as_of)
    named = _named(project, things, workspace)
    if since is not None:
        if named:
            wrong_command("`--since` judges all that differs", "leave out the names, or leave out `--since`")
        before = revision(workspace, since)
        if isinstance(before, str):
            wrong_command(f"`{since}` cannot be had: {before.splitlines()[0]}", "name a commit, a tag or a branch of this repository")
        found = impact_of_edits(Project(before, day_asked(as_of)), project, workspace / "build")
    else:
        found = impact_since_build(project, named, workspace / "build")
    if as_json:
        print(_json(found))
    else:
        _print(found, since)


def _named(project: Project, things: list[str] | None, workspace: Path) -> Named | None:
    if not things:
        return None
    clean = [_inside(thing, workspace) for thing in things]
    named, unknown = name(project, clean)
    for word in unknown:
        wrong_command(f"`{word}` is no file of this workspace and no id of a record or fact", "see content/, or `toolkit facts`")
    return named


def _inside(thing: str, workspace: Path) -> str:
    """Return a path as the workspace has it, however it was typed."""
    path = Path(thing)
    try:
        return path.resolve().relative_to(workspace.resolve()).as_posix() if path.exists() else thing
    except ValueError:
        return thing


def _json(found: Impact) -> str:
    data = {
        "edited": found.edited,
        "files": found.changes.files,
        "records": found.changes.records,
        "texts": found.changes.texts,
        "facts": found.changes.facts,
        "messages": found.changes.messages,
        "documents": found.documents,
        "editions": found.editions,
        "artifacts": found.artifacts,
        "perhaps": found.perhaps,
        "removed": found.removed,
        "search_index": found.searched,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _print(found: Impact, since: str | None) -> None:
    base = f"since {since}" if since else "since the last build"
    out.print(f"Edited {base}:" if found.edited else "Not edited since the last build; any edit would touch:", markup=False)
    rows = (
        ("files", found.changes.files),
        ("records", found.changes.records),
        ("texts", found.changes.texts),
        ("figures", found.changes.facts),
        ("messages", found.changes.messages),
        ("documents", found.documents),
        ("editions", found.editions),
    )
    for title, names in rows:
        if names:
            more = f" … and {len(names) - LISTED} more" if len(names) > LISTED else ""
            out.print(f"  {title:10} {len(names):4}  {', '.join(names[:LISTED])}{more}", markup=False)
    out.print(f"{plural(len(found.artifacts), 'file')} to write{':' if found.artifacts else ''}", markup=False)
    for path in found.artifacts:
        out.print(f"  build/{path}", markup=False)
    if found.perhaps:
        out.print(f"{plural(len(found.perhaps), 'file')} to write if the size or pages of a PDF change:", markup=False)
    for path in found.perhaps:
        out.print(f"  build/{path}", markup=False)
    if found.removed:
        out.print(f"{plural(len(found.removed), 'file')} to remove:", markup=False)
    for path in found.removed:
        out.print(f"  build/{path}", markup=False)
    if found.searched:
        out.print("The search index, build/site/pagefind/, is then made anew from the pages.", markup=False)


def why(
    artifact: Annotated[str, typer.Argument(help="A file of build/, as build/site/ru/briefs/first.pdf.")],
    as_of: AsOf = None,
    workspace: Root = Path(),
) -> None:
    """Tell in one word why the next build writes a file anew, and what changed; `same` when it does not."""
    project, _ = open_library(workspace, as_of)
    folder = workspace / "build"
    found = find(project, _inside(artifact, workspace), folder)
    if found is None:
        known = sorted(built(folder))
        wrong_command(f"`{artifact}` is no file that a build makes", f"as `build/{known[0]}`" if known else "run `toolkit build` first")
    out.print(str(reason(project, found[0], found[1], folder)), markup=False)
