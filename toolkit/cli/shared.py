"""What the commands share: opening the workspace, printing diagnostics, choosing documents."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text as Line

from toolkit.build import Report
from toolkit.content.library import Library
from toolkit.diagnostics import Diagnostic, Severity, did_you_mean, errors
from toolkit.language.voice import State
from toolkit.outline import Publication
from toolkit.project import Project
from toolkit.workspace import DiskWorkspace

CONTENT_ERRORS = 1
WRONG_COMMAND = 2
SHOWN = 60
"""Diagnostics printed at most; the rest is counted."""

Root = Annotated[
    Path, typer.Option("--workspace", "-w", help="Folder with content/, templates/, locales/ and build/.", show_default="this folder")
]

err = Console(stderr=True, soft_wrap=True, highlight=False)
out = Console(soft_wrap=True, highlight=False)


def open_project(root: Path) -> Project:
    """Return the project of a folder."""
    return Project(DiskWorkspace(root))


def open_library(root: Path) -> tuple[Project, Library]:
    """Return a project and its library; ends the program where there is no content to work on."""
    project = open_project(root)
    if project.library is None:
        print_diagnostics(project.diagnostics)
        raise typer.Exit(CONTENT_ERRORS)
    return project, project.library


def print_diagnostics(found: Iterable[Diagnostic], shown: int = SHOWN) -> None:
    """Print diagnostics to stderr, errors in red where there is a terminal; `shown` at most."""
    ordered = sorted(found, key=lambda one: one.severity is Severity.WARNING)
    for diagnostic in ordered[:shown]:
        first, _, hint = str(diagnostic).partition("\n")
        style = "red" if diagnostic.severity is Severity.ERROR else "yellow"
        head, mark, rest = first.partition(f"{diagnostic.severity}[{diagnostic.code}]")
        err.print(Line.assemble(head, (mark, style), rest))
        if hint:
            err.print(Line(hint, style="dim"))
    if len(ordered) > shown:
        err.print(f"… and {len(ordered) - shown} more; `toolkit check` lists by file", markup=False)


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


def wrong_command(message: str, hint: str) -> None:
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
