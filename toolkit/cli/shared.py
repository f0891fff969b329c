"""Holds what commands share: opening the workspace, printing diagnostics, choosing documents."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text as Line

from toolkit.build.builder import Report
from toolkit.build.formats.registry import registered
from toolkit.content.library import Library
from toolkit.core.diagnostics import Diagnostic, Severity, did_you_mean, errors
from toolkit.core.kept_files import NOT_KEPT
from toolkit.core.notes import Notes
from toolkit.core.workspace import DiskWorkspace
from toolkit.language.localizer import State
from toolkit.outline.addresses import Base
from toolkit.outline.numbering import Publication
from toolkit.project import Project

CONTENT_ERRORS = 1
WRONG_COMMAND = 2
SHOWN = 60
"""Diagnostics printed at most; the rest is counted."""

Root = Annotated[
    Path, typer.Option("--workspace", "-w", help="Folder with content/, templates/, locales/ and build/.", show_default="this folder")
]

BaseUrl = Annotated[
    str | None, typer.Option("--base-url", help="Where the site will stand, as https://example.org/policy/; site.yaml's when left out.")
]

err = Console(stderr=True, soft_wrap=True, highlight=False)
out = Console(soft_wrap=True, highlight=False)


AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Day on which law and figures are judged, for every document.")
]


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], whole: Collection[str] = ()) -> None:
    """Print a table; what stands in the columns to be kept `whole`, such as names that people copy, is never broken over lines."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in whole)
    for row in rows:
        table.add_row(*row)
    out.print(table)


def day_asked(as_of: str | None) -> dt.date | None:
    """Return the day of `--as-of`; a word that is no day ends the program."""
    try:
        return dt.date.fromisoformat(as_of) if as_of else None
    except ValueError:
        wrong_command(f"`{as_of}` is not a day of the calendar", "write it as 2026-11-01")


def open_project(root: Path, as_of: str | None = None) -> Project:
    """Return the project of a folder, judged on a day where one is asked for; a SOURCE_DATE_EPOCH that is none is refused first."""
    workspace = DiskWorkspace(root)
    workspace.today()
    notes = Notes.of(root / "build")
    if notes is not None and notes.word:
        err.print(f"toolkit: the notes of earlier runs in build/.cache {notes.word}, and are begun anew", markup=False)
    return Project(workspace, day_asked(as_of), kept=notes or NOT_KEPT)


def open_library(root: Path, as_of: str | None = None) -> tuple[Project, Library]:
    """Return a project and its library; ends the program where there is no content to work on."""
    project = open_project(root, as_of)
    if project.library is None:
        print_diagnostics(project.diagnostics)
        raise typer.Exit(CONTENT_ERRORS)
    return project, project.library


def print_diagnostics(found: Iterable[Diagnostic], shown: int = SHOWN) -> None:
    """Print diagnostics to stderr, `shown` at most, errors first and in red where there is a terminal."""
    ordered = sorted(found, key=lambda one: list(Severity).index(one.severity))
    for diagnostic in ordered[:shown]:
        first, _, hint = str(diagnostic).partition("\n")
        style = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}[diagnostic.severity]
        head, mark, rest = first.partition(f"{diagnostic.severity}[{diagnostic.code}]")
        err.print(Line.assemble(head, (mark, style), rest))
        if hint:
            err.print(Line(hint, style="dim"))
    if len(ordered) > shown:
        err.print(f"… and {len(ordered) - shown} more; `toolkit check` lists all", markup=False)


def editions_asked(library: Library, lang: Sequence[str]) -> tuple[str, ...]:
    """Return the editions of `--lang`, all when there are none; one that neither the site nor a document has ends the program."""
    for edition in lang:
        if edition not in library.editions:
            hint = did_you_mean(edition, library.editions, "editions of the site and its documents: " + ", ".join(library.editions))
            wrong_command(f"`{edition}` is not an edition of this site", hint)
    return tuple(lang or library.editions)


def formats_asked(names: Iterable[str]) -> tuple[str, ...]:
    """Return the formats of `--format`, in the order of all; one that there is not ends the program."""
    known = [one.name for one in registered()]
    asked = set(names)
    for name in sorted(asked - set(known)):
        wrong_command(f"`{name}` is not a format", did_you_mean(name, known, "formats: " + ", ".join(known)))
    return tuple(name for name in known if name in asked)


def choose(project: Project, names: list[str]) -> tuple[Publication, ...]:
    """Return the publications that names select: an id, its last part, or a folder of them; all when there are none."""
    known = project.publications
    if not names:
        return known
    chosen: dict[str, Publication] = {}
    for name in names:
        clean = name.strip("/")
        found = [p for p in known if clean in (p.id, p.folder, p.id.rpartition("/")[2])]
        if not found:
            folders = {p.folder for p in known}
            hint = did_you_mean(clean, {*folders, *(p.id for p in known), *(p.id.rpartition("/")[2] for p in known)}, "see `toolkit list`")
            wrong_command(f"`{name}` is not a document or a folder of documents", hint)
        chosen.update({p.id: p for p in found})
    return tuple(chosen.values())


def base_of(library: Library, asked: str | None) -> Base:
    """Return where the site will stand: as asked for, or as `content/site.yaml` says."""
    try:
        return Base.of(asked or library.site.base_url or "")
    except ValueError as error:
        where = "--base-url" if asked else "`base_url` in content/site.yaml"
        wrong_command(f"{where}: {error}", "write it as https://example.org/policy/")


def wrong_command(message: str, hint: str) -> NoReturn:
    """Say what is wrong with the command line and end with exit code 2."""
    err.print(f"toolkit: {message}\n  hint: {hint}", markup=False)
    raise typer.Exit(WRONG_COMMAND)


def exit_for(found: Iterable[Diagnostic]) -> None:
    """End with exit code 1 when there are errors."""
    if errors(tuple(found)):
        sys.stdout.flush()
        raise typer.Exit(CONTENT_ERRORS)


def unfinished_line(report: Report) -> str:
    """Return how many messages the pages show that a release would refuse."""
    fuzzy = sum(state is State.FUZZY for state in report.unfinished.values())
    parts = [f"{len(report.unfinished) - fuzzy} untranslated", f"{fuzzy} fuzzy"]
    return f"{plural(len(report.unfinished), 'message')} marked in the pages ({', '.join(parts)}); `--release` would refuse them"


def plural(n: int, one: str, other: str = "") -> str:
    """Return “1 page”, “3 pages”."""
    return f"{n} {one if n == 1 else other or one + 's'}"
