"""Runs `toolkit locales export` and `import`: translations out to other tools, and back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import Root, open_library
from toolkit.core.diagnostics import ContentError, did_you_mean
from toolkit.core.files import write
from toolkit.locales.exchange.trade import exported, imported
from toolkit.locales.write import po_bytes


class Exchange(StrEnum):
    """The formats of translators' tools."""

    XLIFF = "xliff"
    TMX = "tmx"
    TBX = "tbx"


def export_file(
    lang: Annotated[str, typer.Option("--lang", "-l", help="Language to translate into.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.")],
    format: Annotated[
        Exchange, typer.Option("--format", "-f", help="xliff (2.1, to translate), tmx (a memory) or tbx (the glossary).")
    ] = Exchange.XLIFF,
    workspace: Root = Path(),
) -> None:
    """Write the translations of a language for another tool: XLIFF to work in, TMX as a memory, TBX for its glossary."""
    project, library = open_library(workspace)
    if lang not in library.languages:
        hint = did_you_mean(lang, library.languages, f"languages: {', '.join(library.languages)}")
        wrong_command(f"`{lang}` is not a language of this site", hint)
    try:
        made = exported(project.workspace, library, lang, format.value)
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    for number, (source, data) in enumerate(made.items()):
        path = to if number == 0 else to.with_name(f"{to.stem}.{source}{to.suffix}")
        write(path, data)
        out.print(f"{path.as_posix()}{f': from {source} into {lang}' if source else ''}", markup=False)


def import_file(
    file: Annotated[Path, typer.Argument(help="A file that a tool wrote: XLIFF 2, TMX or TBX.")],
    workspace: Root = Path(),
) -> None:
    """Take translations from a file into the catalogs; what says the same already is not touched."""
    project, library = open_library(workspace)
    try:
        data = file.read_bytes()
    except OSError as error:
        wrong_command(f"`{file}` cannot be read: {error.strerror}", "name a file that another tool wrote")
    try:
        files, taken = imported(project.workspace, library, data, file.as_posix())
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    written = sum(write(workspace / path, po_bytes(one)) for path, one in files.items()) if taken.changed else 0
    print_diagnostics(taken.found)
    unknown = f"; {plural(taken.unknown, 'string')} passed over, whose source is no longer there" if taken.unknown else ""
    out.print(f"{plural(taken.changed, 'change')} taken into {plural(written, 'file')}{unknown}", markup=False)
