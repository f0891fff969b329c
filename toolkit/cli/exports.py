"""Runs `toolkit export …`: it writes content for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import out, plural
from toolkit.cli.shared import Root, format_of_file, open_library
from toolkit.content.works import Source
from toolkit.core.files import write
from toolkit.exchange.bibtex import write_bibtex
from toolkit.exchange.sources import write_csl_json

exports = typer.Typer(add_completion=False, help="Export for other programs: sources as a bibliography.", no_args_is_help=True)


class Format(StrEnum):
    """The formats of bibliographies that programs of reference managers read."""

    CSL_JSON = "csl-json"
    BIBTEX = "bibtex"


SUFFIXES = {".json": Format.CSL_JSON, ".bib": Format.BIBTEX}


@exports.callback()
def _group() -> None:
    """Export for other programs: sources as a bibliography."""


@exports.command("sources")
def sources(
    format: Annotated[
        Format | None, typer.Option("--format", "-f", help="csl-json or bibtex; that of the file's suffix, or csl-json, when left out.")
    ] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="The file to write; printed, when left out.")] = None,
    workspace: Root = Path(),
) -> None:
    """Write the sources for a reference manager: CSL JSON as Zotero reads it, or BibTeX with the fields of BibLaTeX."""
    asked = format_of_file(format, to, SUFFIXES, Format.CSL_JSON)
    _, library = open_library(workspace)
    works = {source.id: source for source in library.all(Source)}
    words = write_bibtex(works) if asked == Format.BIBTEX else write_csl_json(works)
    if to is None:
        print(words, end="")
        return
    write(to, words.encode())
    out.print(f"{plural(len(works), 'work')} written to {to.as_posix()}", markup=False)
