"""Runs `toolkit build AGREEMENT --execution` and `--term-sheet`: copies for signature, and the sheet of an agreement's terms."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import typer

from toolkit.build.copies import PRINTED, copies, edition_to_sign
from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import choose
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError
from toolkit.outline.numbering import Publication, Purpose
from toolkit.project import Project


def make_copies(
    project: Project,
    library: Library,
    documents: list[str],
    editions: list[str],
    formats: tuple[str, ...],
    purpose: Purpose,
    workspace: Path,
) -> None:
    """Make the files of each agreement named, and print where they are; whatever is in the way is told at once."""
    chosen = [one for one in choose(project, documents) if one.copy == 0] if documents else []
    if not chosen or any(one.document.agreement is None for one in chosen):
        _no_agreement(purpose)
    if wrong := [name for name in formats if name not in PRINTED]:
        wrong_command(f"a copy is no {wrong[0]}", "--format pdf or --format docx; both when left out")
    failed = False
    for publication in chosen:
        for edition in editions or [edition_to_sign(project, publication)]:
            failed |= not _made(project, library, publication, edition, formats, purpose, workspace)
    if failed:
        raise typer.Exit(CONTENT_ERRORS)


def _made(
    project: Project, library: Library, publication: Publication, edition: str, formats: tuple[str, ...], purpose: Purpose, workspace: Path
) -> bool:
    if edition not in library.editions_of(publication.document):
        wrong_command(
            f"`{edition}` is no edition of `{publication.id}`", "editions: " + ", ".join(library.editions_of(publication.document))
        )
    try:
        for copy in copies(project, workspace / "build", publication, edition, purpose, formats):
            pages = f" · {plural(copy.pages, 'page')}" if copy.pages else ""
            out.print(f"{copy.path.as_posix()}{pages}", markup=False)
    except ContentError as error:
        print_diagnostics(error.diagnostics, len(error.diagnostics))
        out.print(f"`{publication.id}` is not ready to be signed: {plural(len(error.diagnostics), 'error')}", markup=False)
        return False
    return True


def _no_agreement(purpose: Purpose) -> NoReturn:
    option = "--execution" if purpose == "execution" else "--term-sheet"
    wrong_command(f"{option} wants agreements", f"name them: toolkit build ID {option}; `toolkit list` shows them")
