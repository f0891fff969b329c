"""Runs `toolkit import …`: it takes in what other programs hold, and says what it changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_diagnostics, wrong_command
from toolkit.cli.proposals import agreement
from toolkit.cli.shared import Root, open_library
from toolkit.content.works import Source
from toolkit.core.diagnostics import errors
from toolkit.core.files import write
from toolkit.exchange.bibliography import Comparison, compare, read_bibliography
from toolkit.exchange.sources import with_works

imports = typer.Typer(help="Take in what other programs hold: the works of a bibliography.", no_args_is_help=True)

DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would change, and write nothing.")]


@imports.callback()
def _group() -> None:
    """Take in what other programs hold: the works of a bibliography."""


@imports.command("sources")
def sources(
    file: Annotated[Path, typer.Argument(help="CSL JSON (.json), CSL-YAML (.yaml), BibTeX (.bib) or RIS (.ris).")],
    update: Annotated[bool, typer.Option("--update", help="Take what the file says of works that are there already.")] = False,
    dry_run: DryRun = False,
    workspace: Root = Path(),
) -> None:
    """Take the works of a bibliography into content/sources.yaml; those that are there are compared and left, unless --update is given."""
    project, library = open_library(workspace)
    data = read_outside(file)
    bibliography = read_bibliography(data, file.as_posix(), library.site.source_language)
    print_diagnostics(bibliography.found)
    compared = list(compare(bibliography.works, library.all(Source)))
    for one in compared:
        _print(one, update=update)
    new = sum(not one.held for one in compared)
    differing = sum(bool(one.differs) for one in compared)
    files = with_works(project.workspace, library, compared, update=update)
    if not dry_run:
        for path, words in files.items():
            write(workspace / path, words.encode())
    told = f"{plural(new, 'work')} {'would be taken' if dry_run else 'taken'} in, {differing} {'updated' if update else 'differ'}"
    out.print(f"{told}, {len(compared) - new - differing} there already", markup=False)
    if differing and not update:
        out.print("run it with --update to take what the file says of works that are there", markup=False)
    if errors(bibliography.found):
        raise typer.Exit(CONTENT_ERRORS)


def _print(one: Comparison, *, update: bool) -> None:
    """Print a work that is new or says another thing than its source."""
    if not one.held:
        out.print(f"+ {one.work.id}: {one.work.source.title}", markup=False)
    elif one.differs:
        out.print(f"{'~' if update else '='} {one.held}: {one.work.source.title}", markup=False)
        for key, old, new in one.differs:
            out.print(f"    {key}: {old or '—'} → {new}", markup=False)


imports.command("agreement")(agreement)


def read_outside(file: Path) -> bytes:
    """Return the bytes of a file that stands anywhere; one that cannot be read ends the program."""
    try:
        return file.read_bytes()
    except OSError as error:
        wrong_command(f"`{file}` cannot be read: {error.strerror}", "name a file that another program wrote")
