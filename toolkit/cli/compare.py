"""Runs `toolkit compare`: what changed in an agreement since a git revision, as a table of clauses and a Word file with tracked changes."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder, Request
from toolkit.build.formats.docx import DocxJob
from toolkit.build.word.document import WordJob, make_word
from toolkit.build.word.redline import Change, redlined
from toolkit.cli.printing import CONTENT_ERRORS, err, out, plural, wrong_command
from toolkit.cli.shared import Root, choose, open_library
from toolkit.core.archive import revision
from toolkit.core.files import write
from toolkit.core.workspace import Workspace
from toolkit.outline.numbering import Publication
from toolkit.project import Project


def compare(
    agreement: Annotated[str, typer.Argument(metavar="AGREEMENT", help="An agreement, as `toolkit list` shows it.")],
    old: Annotated[
        str, typer.Argument(metavar="OLD", help="Git revision of the draft that the other side has: a tag, a branch, a commit.")
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help="Git revision of the draft to send; what the workspace holds now when left out.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", "-l", help="Edition to mark: ru, en, ru-en …")] = "ru-en",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where the Word file goes; below build/ when left out.")
    ] = None,
    workspace: Root = Path(),
) -> None:
    """Compare two drafts of an agreement clause by clause: a table, and a Word file with tracked changes.

    Accepting all changes gives NEW, rejecting all gives OLD; a clause whose number alone differs has not changed.
    """
    project, library = open_library(workspace)
    chosen = choose(project, [agreement])
    if len(chosen) != 1 or chosen[0].document.agreement is None:
        wrong_command(f"`{agreement}` is not one agreement", "`toolkit list` shows the agreements")
    if lang not in library.editions_of(chosen[0].document):
        wrong_command(f"`{lang}` is no edition of `{chosen[0].id}`", "editions: " + ", ".join(library.editions_of(chosen[0].document)))
    before = _page(_at(workspace, old), chosen[0].id, lang, old)
    job = _page(_at(workspace, new), chosen[0].id, lang, new) if new else _job(project, chosen[0], lang)
    if job is None:
        err.print(f"toolkit: `{chosen[0].id}` has mistakes and cannot be compared\n  hint: `toolkit check` lists them", markup=False)
        raise typer.Exit(CONTENT_ERRORS)
    marked, changes = redlined(before.html, job.html)
    author = library.site.publisher.source
    made = make_word(replace(job, html=marked, author=author, moment=f"{chosen[0].document.date.isoformat()}T00:00:00Z"))
    path = output or workspace / "build" / "compared" / f"{chosen[0].id.rpartition('/')[2]}-{lang}.docx"
    write(path, made)
    _print(changes)
    out.print(f"{plural(len(changes), 'change')} · {path.as_posix()}", markup=False)


def _print(changes: tuple[Change, ...]) -> None:
    """Print a line for each clause; one that changed in one language alone says so."""
    told: dict[tuple[str, str], list[str]] = {}
    for one in changes:
        told.setdefault((one.id, one.kind), []).append(one.language)
    languages = {one.language for one in changes}
    for (id, kind), tags in told.items():
        alone = f" in {tags[0]} alone" if len(set(tags)) < len(languages) else ""
        out.print(f"{kind}: {id}{alone}", markup=False)


def _at(workspace: Path, name: str) -> Workspace:
    found = revision(workspace, name)
    if isinstance(found, str):
        wrong_command(f"`{name}` cannot be had: {found.splitlines()[0]}", "name a commit, a tag or a branch of this repository")
    return found


def _page(workspace: Workspace, id: str, edition: str, name: str) -> WordJob:
    """Return the Word job of a draft as it was."""
    project = Project(workspace)
    publication = next((one for one in project.publications if one.id == id), None)
    job = _job(project, publication, edition) if publication else None
    if job is None:
        wrong_command(f"`{id}` cannot be made as it was at `{name}`", "name a revision in which it is, without mistakes")
    return job


def _job(project: Project, publication: Publication, edition: str) -> WordJob | None:
    if project.library is None:
        return None
    builder = Builder(project, project.library, Path("build"), executor=_none)
    planned = builder.planned(publication, Request((publication,), (edition,), ("docx",)))
    works = (work.job for one in planned if (work := one.work("docx")) is not None)
    return next((job.word for job in works if isinstance(job, DocxJob)), None)


def _none() -> Executor:
    raise AssertionError("a comparison makes its one file itself")
