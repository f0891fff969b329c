"""Runs `toolkit import …`: it takes in what other programs hold, and says what it changed."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.impact import impact
from toolkit.cli.printing import CONTENT_ERRORS, err, out, plural, print_diagnostics, print_json, wrong_command
from toolkit.cli.proposals import agreement
from toolkit.cli.shared import AsJson, Root, open_library
from toolkit.content.works import Source
from toolkit.core.diagnostics import errors
from toolkit.core.files import write
from toolkit.exchange.bibliography import Comparison, compare, read_bibliography
from toolkit.exchange.figures import read_figures, read_map
from toolkit.exchange.sources import with_works
from toolkit.exchange.taking import Taking

imports = typer.Typer(
    add_completion=False,
    help="Import from other programs: works from a bibliography, figures from a spreadsheet, a returned Word draft.",
    no_args_is_help=True,
)

DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change; write nothing.")]


@imports.callback()
def _group() -> None:
    """Import from other programs: works from a bibliography, figures from a spreadsheet, a returned Word draft."""


@imports.command("sources")
def sources(
    file: Annotated[Path, typer.Argument(help="CSL JSON (.json), CSL-YAML (.yaml), BibTeX (.bib) or RIS (.ris).")],
    update: Annotated[bool, typer.Option("--update", help="Also update works that are already in content/sources.yaml.")] = False,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """Import a bibliography into content/sources.yaml. Works already there are compared, and changed only with --update."""
    project, library = open_library(workspace)
    data = read_outside(file)
    bibliography = read_bibliography(data, file.as_posix(), library.site.source_language)
    print_diagnostics(bibliography.found)
    compared = list(compare(bibliography.works, library.all(Source)))
    if as_json:
        print_json([one.data() for one in compared])
    for one in compared if not as_json else ():
        _print(one, update=update)
    new = sum(not one.held for one in compared)
    differing = sum(bool(one.differs) for one in compared)
    files = with_works(project.workspace, library, compared, update=update)
    if not dry_run:
        for path, words in files.items():
            write(workspace / path, words.encode())
    said = err if as_json else out
    told = f"{plural(new, 'work')} {'would be taken' if dry_run else 'taken'} in, {differing} {'updated' if update else 'differ'}"
    said.print(f"{told}, {len(compared) - new - differing} there already", markup=False)
    if differing and not update:
        said.print("run it with --update to take what the file says of works that are there", markup=False)
    if errors(bibliography.found):
        raise typer.Exit(CONTENT_ERRORS)


@imports.command("facts")
def facts(
    file: Annotated[Path, typer.Argument(help="Excel, OpenDocument or CSV; with --sdmx a file of SDMX-CSV or SDMX-ML.")],
    map: Annotated[Path, typer.Option("--map", metavar="FILE", help="YAML file that maps cells or series to facts.")],
    sdmx: Annotated[bool, typer.Option("--sdmx", help="Read SDMX; the map names series by their dimensions.")] = False,
    dry_run: DryRun = False,
    workspace: Root = Path(),
) -> None:
    """Import figures into the facts in content. Prints what changed and what the change affects; --dry-run shows a diff."""
    project, library = open_library(workspace)
    mapped, found = read_map(read_outside(map), map.as_posix())
    if mapped is not None and bool(mapped.series) != sdmx:
        wrong_command("`series:` in the map and --sdmx belong together", "give both for a file of SDMX, neither for a spreadsheet")
    read = read_figures(read_outside(file), file.as_posix(), mapped) if mapped else None
    taking = Taking(project.workspace, library, read, file.as_posix()).take() if read else None
    wrong = [*found, *(read.found if read else ()), *(taking.found if taking else ())]
    print_diagnostics(wrong)
    if taking is None or errors(tuple(wrong)):
        raise typer.Exit(CONTENT_ERRORS)
    for line in taking.lines:
        out.print(line, markup=False)
    for path, words in sorted(taking.files.items()):
        if dry_run:
            held = (workspace / path).read_text(encoding="utf-8") if (workspace / path).is_file() else ""
            out.print("".join(unified_diff(held.splitlines(True), words.splitlines(True), path, path)), markup=False, end="")
        else:
            write(workspace / path, words.encode())
    out.print(f"{plural(len(taking.touched), 'figure')} {'would change' if dry_run else 'changed'}", markup=False)
    if taking.touched and not dry_run:
        impact(list(dict.fromkeys(taking.files)), workspace=workspace)


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
