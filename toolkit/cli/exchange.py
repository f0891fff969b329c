"""Runs `toolkit locales export` and `import`: translations out to other tools, and back."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import Root, format_of_file, open_library
from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, did_you_mean
from toolkit.core.files import write
from toolkit.language.machine_drafts import is_name
from toolkit.locales.accept import Approver
from toolkit.locales.drafts import take_drafts
from toolkit.locales.exchange.drafts import Maker
from toolkit.locales.exchange.drafts import read as read_drafts
from toolkit.locales.exchange.trade import exported, imported
from toolkit.locales.files import catalogs
from toolkit.locales.write import po_bytes
from toolkit.project import Project


class Exchange(StrEnum):
    """The formats of translators' tools."""

    XLIFF = "xliff"
    TMX = "tmx"
    TBX = "tbx"
    JSONL = "jsonl"


SUFFIXES = {
    ".xlf": Exchange.XLIFF, ".xliff": Exchange.XLIFF, ".tmx": Exchange.TMX, ".tbx": Exchange.TBX, ".jsonl": Exchange.JSONL,
}  # fmt: skip


def export_file(
    lang: Annotated[str, typer.Option("--lang", "-l", help="Language to translate into.")],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="The file to write.")],
    format: Annotated[
        Exchange | None,
        typer.Option(
            "--format",
            "-f",
            help="xliff (2.1, to translate), tmx (a memory), tbx (the glossary) or jsonl (for a machine); that of the file's suffix "
            "when left out.",
        ),
    ] = None,
    workspace: Root = Path(),
) -> None:
    """Write the translations of a language for another tool: XLIFF to work in, TMX as a memory, TBX for its glossary."""
    asked = format_of_file(format, to, SUFFIXES, Exchange.XLIFF)
    project, library = open_library(workspace)
    language_of(library, lang)
    try:
        made = exported(project.workspace, library, lang, Exchange(asked).value)
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    if not made:
        others = ", ".join(tag for tag in library.languages if tag != lang)
        wrong_command(f"nothing is translated into `{lang}`: the site is written in it", f"translated are: {others}" if others else "")
    for number, (source, data) in enumerate(made.items()):
        path = to if number == 0 else to.with_name(f"{to.stem}.{source}{to.suffix}")
        write(path, data)
        out.print(f"{path.as_posix()}{f': from {source} into {lang}' if source else ''}", markup=False)


def import_file(
    file: Annotated[Path, typer.Argument(help="A file that a tool wrote: XLIFF 2, TMX or TBX.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who answers for machine drafts that come back as finished.")] = "",
    workspace: Root = Path(),
) -> None:
    """Import translations from a file; entries that are already the same are left alone."""
    project, library = open_library(workspace)
    data = _read(file)
    if by and not is_name(by):
        wrong_command(f"`{by}` is no name", "write a name without `;` and line breaks")
    approver = Approver(by.strip(), _today(project))
    try:
        files, taken = imported(project.workspace, library, data, file.as_posix(), approver)
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    written = sum(write(workspace / path, po_bytes(one)) for path, one in files.items() if path in taken.touched)
    print_diagnostics(taken.found)
    unknown = f"; {plural(taken.unknown, 'string')} passed over, whose source is no longer there" if taken.unknown else ""
    out.print(f"{plural(taken.changed, 'change')} taken into {plural(written, 'file')}{unknown}", markup=False)


def import_drafts(
    file: Annotated[Path, typer.Argument(help="Drafts as JSON lines, CSV or XLIFF 2; docs/translating.md has the format.")],
    lang: Annotated[str, typer.Option("--lang", "-l", help="Language of the drafts.")],
    engine: Annotated[str, typer.Option("--engine", help="Engine that made them, where the file does not say.")] = "",
    model: Annotated[str, typer.Option("--model", help="Its model or version, likewise.")] = "",
    date: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day on which it made them, likewise.")] = "",
    workspace: Root = Path(),
) -> None:
    """Import machine translations as fuzzy drafts, marked with engine, model and date; human translations are never overwritten."""
    project, library = open_library(workspace)
    language_of(library, lang)
    data = _read(file)
    try:
        files = catalogs(project.workspace, (lang,))
        done = take_drafts(files, read_drafts(data, file.as_posix(), lang, Maker(engine, model, date)))
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    if done.taken:
        for path, one in files.items():
            write(workspace / path, po_bytes(one))
    print_diagnostics(done.found)
    told = (
        (done.kept, "kept as a person wrote them"),
        (done.same, "there already"),
        (done.unknown, "of texts that nothing asks for"),
        (len(done.found), "passed over"),
    )
    out.print(f"{plural(done.taken, 'draft')} taken" + "".join(f", {count} {words}" for count, words in told if count), markup=False)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        wrong_command(f"`{file}` cannot be read: {error.strerror}", "name a file that another tool wrote")


def _today(project: Project) -> str:
    return (project.workspace.today() or dt.datetime.now(dt.UTC).date()).isoformat()


def language_of(library: Library, lang: str) -> str:
    """Return a language of the site; another one is a wrong command."""
    if lang not in library.languages:
        hint = did_you_mean(lang, library.languages, f"languages: {', '.join(library.languages)}")
        wrong_command(f"`{lang}` is not a language of this site", hint)
    return lang
