"""Runs `toolkit impact` and `toolkit why`: what an edit touches, and why an artifact is written anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.changes import why as reason
from toolkit.build.changes.impact import Impact, Named, exact_impact, impact_of_first_build, impact_since, impact_since_build, name
from toolkit.build.changes.readings import Readings
from toolkit.cli.printing import out, plural, print_json, print_wrapped, wrong_command
from toolkit.cli.shared import AsJson, AsOf, Root, day_asked, open_library
from toolkit.content.library import Library
from toolkit.core.archive import revision
from toolkit.project import Project

LISTED = 12
"""Names shown of a kind; the rest is counted."""


def impact(
    things: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH-or-ID", help="Files, folders, or ids of records and facts, e.g. alpha.participants."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="GIT-REV", help="Everything that differs from a git revision.")] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Render every file that may change and compare it byte by byte; as slow as building the pages.")
    ] = False,
    as_json: AsJson = False,
    as_of: AsOf = None,
    workspace: Root = Path(),
) -> None:
    """List what an edit affects before you build: records, texts, figures, documents, editions and files.

    The answer comes from the notes of the last build: it lists every file that used something you have changed since then, and a
    build may still find that some of them come out the same. If you name something that you have not changed, it lists what any
    edit of it would affect.
    """
    project, library = open_library(workspace, as_of)
    named = _named(project, things, workspace)
    if named and (since is not None or exact):
        option = "--exact" if exact else "--since"
        wrong_command(f"`{option}` judges all that differs", f"leave out the names, or leave out `{option}`")
    found = _found(project, library, named, workspace, _before(workspace, since, as_of), exact=exact)
    if as_json:
        print_json(_data(found))
    else:
        _print(found, since)


def _before(workspace: Path, since: str | None, as_of: str | None) -> Project | None:
    """Return the workspace as it was at a git revision; a revision that cannot be had ends the program."""
    if since is None:
        return None
    before = revision(workspace, since)
    if isinstance(before, str):
        wrong_command(f"`{since}` cannot be had: {before.splitlines()[0]}", "name a commit, a tag or a branch of this repository")
    return Project(before, day_asked(as_of))


def _found(project: Project, library: Library, named: Named | None, workspace: Path, before: Project | None, *, exact: bool) -> Impact:
    if exact:
        return exact_impact(project, workspace / "build", before)
    readings = Readings.of(project, workspace / "build")
    if readings is None:
        return impact_of_first_build(project, library)
    return impact_since(readings, before) if before else impact_since_build(readings, named)


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


def _data(found: Impact) -> dict[str, object]:
    return {
        "edited": found.edited,
        "exact": found.exact,
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
            print_wrapped(f"{', '.join(names[:LISTED])}{more}", f"  {title:10} {len(names):4}  ", " " * 19)
    out.print(f"{plural(len(found.artifacts), 'file')} to write{':' if found.artifacts else ''}", markup=False)
    for path in found.artifacts:
        out.print(f"  build/{path}", markup=False)
    if found.perhaps:
        out.print(f"{plural(len(found.perhaps), 'file')} to write if what they tell of those becomes other words, as a size:", markup=False)
    for path in found.perhaps:
        out.print(f"  build/{path}", markup=False)
    if found.removed:
        out.print(f"{plural(len(found.removed), 'file')} to remove:", markup=False)
    for path in found.removed:
        out.print(f"  build/{path}", markup=False)
    if found.searched:
        out.print("The search index, build/site/pagefind/, is then made anew from the pages.", markup=False)


def why(
    artifact: Annotated[str, typer.Argument(help="A file under build/, e.g. build/site/ru/briefs/first.pdf.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """Say in one word why the next build rewrites a file, and what changed; `same` if it will not."""
    project, _ = open_library(workspace, as_of)
    readings, path = Readings.of(project, workspace / "build"), _inside(artifact, workspace)
    if readings is None:
        _say_why(artifact, reason.other_version(workspace / "build"), as_json=as_json)
        return
    found = reason.find(readings, path)
    if found is None:
        known = sorted(path for made in readings.known.values() for path in made.paths)
        indexed = "it is of the search index, which is made anew with any page" if reason.searched(path) else f"as `build/{known[0]}`"
        wrong_command(f"`{artifact}` is no file that a build makes of content", indexed)
    _say_why(artifact, reason.why(readings, *found), as_json=as_json)


def _say_why(artifact: str, found: reason.Why, *, as_json: bool) -> None:
    if not as_json:
        out.print(str(found), markup=False)
        return
    causes = [
        {"reason": word, "what": list(things)} for word, things in ((found.word, found.things), *((o.word, o.things) for o in found.also))
    ]
    print_json({"file": artifact, **causes[0], "also": causes[1:]})
