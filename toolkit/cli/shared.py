"""Holds what commands share: opening the workspace, printing diagnostics, choosing documents."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.cli.printing import CONTENT_ERRORS, err, plural, print_diagnostics, wrong_command
from toolkit.content.library import Library
from toolkit.core.diagnostics import did_you_mean
from toolkit.core.kept_files import NOT_KEPT
from toolkit.core.layers import open_workspace
from toolkit.core.notes import Notes
from toolkit.language.localizer import State
from toolkit.outline.addresses import Base
from toolkit.outline.numbering import Publication
from toolkit.project import Project

if TYPE_CHECKING:
    from toolkit.build.request import Report

Root = Annotated[
    Path,
    typer.Option(
        "--workspace", "-w", metavar="DIR", help="Folder with content/, templates/, locales/ and build/.", show_default="this folder"
    ),
]

BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", help="Address where the site will be published, e.g. https://example.org/ (default: the one in site.yaml)."),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs; keys are never renamed.")]

AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help="Date on which law and figures are judged, in every document.")
]


def one_output(**asked: object) -> None:
    """End the program where two ways to print are asked for at once: options by their names, each with what was given of it."""
    given = [f"--{name.replace('_', '-')}" for name, value in asked.items() if value]
    if len(given) > 1:
        wrong_command(f"{' and '.join(given)} exclude each other", f"leave out {given[0]}, or {given[1]}")


class Format(StrEnum):
    """How a command prints what it tells; which of these it knows, each command says."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


TextOrJson = Annotated[Format | None, typer.Option("--format", "-f", hidden=True, help="text or json; write --json.", case_sensitive=True)]
"""The older spelling of `--json`."""


def format_asked(format: Format | None, in_json: bool, known: Collection[Format] = tuple(Format)) -> Format:
    """Return how to print: by `--format` or `--json`, which may not say different things; as text when neither is given."""
    if format is not None and format not in known:
        wrong_command(f"`{format}` is not a format of this command", "formats: " + ", ".join(known))
    if in_json and format not in (None, Format.JSON):
        one_output(format=format, json=in_json)
    return Format.JSON if in_json else format or Format.TEXT


def day_asked(as_of: str | None) -> dt.date | None:
    """Return the day of `--as-of`; a word that is no day ends the program."""
    try:
        return dt.date.fromisoformat(as_of) if as_of else None
    except ValueError:
        wrong_command(f"`{as_of}` is not a day of the calendar", "write it as 2026-11-01")


def open_project(root: Path, as_of: str | None = None) -> Project:
    """Return the project of a folder, judged on a day where one is asked for; a SOURCE_DATE_EPOCH that is none is refused first."""
    workspace = open_workspace(root)
    workspace.today()
    notes = Notes.of(root / "build")
    if notes is not None and notes.word:
        err.print(f"toolkit: the notes of earlier runs in build/.cache {notes.word}, and are begun anew", markup=False)
    return Project(workspace, day_asked(as_of), kept=notes or NOT_KEPT)


def open_library(root: Path, as_of: str | None = None) -> tuple[Project, Library]:
    """Return a project and its library; ends the program where there is no content to work on."""
    project = open_project(root, as_of)
    return project, library_of(project)


def library_of(project: Project) -> Library:
    """Return the library of a project; ends the program where there is no content to work on."""
    if project.library is None:
        print_diagnostics(project.diagnostics)
        raise typer.Exit(CONTENT_ERRORS)
    return project.library


def editions_asked(library: Library, lang: Sequence[str]) -> tuple[str, ...]:
    """Return the editions of `--lang`, all when there are none; one that neither the site nor a document has ends the program."""
    for edition in lang:
        if edition not in library.editions:
            hint = did_you_mean(edition, library.editions, "editions of the site and its documents: " + ", ".join(library.editions))
            wrong_command(f"`{edition}` is not an edition of this site", hint)
    return tuple(lang or library.editions)


def formats_asked(names: Iterable[str]) -> tuple[str, ...]:
    """Return the formats of `--format`, in the order of all; one that there is not ends the program."""
    from toolkit.build.formats.registry import registered

    known = [one.name for one in registered()]
    asked = set(names)
    for name in sorted(asked - set(known)):
        wrong_command(f"`{name}` is not a format", did_you_mean(name, known, "formats: " + ", ".join(known)))
    return tuple(name for name in known if name in asked)


def format_of_file(asked: str | None, file: Path | None, suffixes: Mapping[str, str], usual: str) -> str:
    """Return the format of a file to be written: the one asked for, else that of its suffix; the two may not contradict each other.

    `suffixes` has the format by suffix. A file of another suffix needs a format that is asked for, so that nothing is written under
    a name by which other programs take it for something else.
    """
    said = suffixes.get(file.suffix.lower()) if file is not None else usual
    if said is None and asked is None:
        known = ", ".join(suffixes)
        wrong_command(f"`{file}` does not say by its name what it is to be", f"give it one of the suffixes {known}, or give --format")
    if asked is not None and said is not None and file is not None and asked != said:
        fitting = " or ".join(suffix for suffix, name in suffixes.items() if name == asked)
        wrong_command(f"`{file}` is named as {said}, and --format asks for {asked}", f"name it with {fitting}, or leave --format out")
    return asked or said or usual


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


def unfinished_line(report: Report) -> str:
    """Return how many messages the pages show that a release would refuse."""
    count = Counter(report.unfinished.values())
    parts = [f"{count[State.MISSING]} untranslated", f"{count[State.FUZZY]} fuzzy"]
    parts += [f"{count[State.UNWRITTEN]} not written yet"] if count[State.UNWRITTEN] else []
    parts += [f"{count[State.MACHINE]} drafted by a machine"] if count[State.MACHINE] else []
    return f"{plural(len(report.unfinished), 'message')} marked in the pages ({', '.join(parts)}); `--release` would refuse them"
