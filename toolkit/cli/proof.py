"""Runs `toolkit proof`: what is wrong with the pages of documents, how they look, and what a screen reader says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder, Report, Request
from toolkit.build.pdf.proof import proof
from toolkit.build.pdf.transcript import transcript
from toolkit.cli.build import pool
from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import AsJson, Format, Root, TextOrJson, choose, editions_asked, format_asked, open_library
from toolkit.core.diagnostic_formats import as_json
from toolkit.core.diagnostics import ContentError, Severity
from toolkit.core.files import write
from toolkit.outline.addresses import address
from toolkit.outline.numbering import Publication


def proof_pages(
    documents: Annotated[list[str], typer.Argument(help="Documents or folders of them, as `toolkit list` shows.")],
    lang: Annotated[str, typer.Option("--lang", "-l", help="Edition to look at.")] = "",
    in_json: AsJson = False,
    format: TextOrJson = None,
    transcripts: Annotated[bool, typer.Option("--transcript", help="Also write a transcript of what a screen reader would say.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="End with 1 for a warning too, as in CI.")] = False,
    workspace: Root = Path(),
) -> None:
    """Find faults in page layout; draw the pages on contact sheets in build/proof/ and mark what moved since the last proof."""
    asked = format_asked(format, in_json, (Format.TEXT, Format.JSON))
    project, library = open_library(workspace)
    edition = editions_asked(library, [lang])[0] if lang else library.site.editions[0]
    chosen = tuple(one for one in choose(project, documents) if edition in library.editions_of(one.document))
    if not chosen:
        wrong_command(f"no document named here has the edition `{edition}`", "`toolkit list` shows the editions of each")
    folder = workspace / "build"
    try:
        report = Builder(project, library, folder, lambda: pool(None)).build(Request(chosen, (edition,), ("pdf",), whole=False))
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    lines = [line for one in chosen if one.id not in report.withheld for line in _proven(folder, edition, one, transcripts)]
    if asked is Format.JSON:
        print(as_json(report.diagnostics, sheets=lines))
    else:
        print_diagnostics(report.diagnostics, shown=len(report.diagnostics))
        for line in lines:
            out.print(line, markup=False)
    if report.withheld or _refused(report, strict):
        raise typer.Exit(CONTENT_ERRORS)


def _refused(report: Report, strict: bool) -> bool:
    refused = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(one.severity in refused for one in report.diagnostics)


def _proven(folder: Path, edition: str, publication: Publication, transcripts: bool) -> list[str]:
    """Draw the pages of a document, and write its transcript where one is asked for; return what was written, in words."""
    data = (folder / address(edition, publication, ".pdf")).read_bytes()
    last = folder / "proof" / edition / f"{publication.id}.pdf"
    made = proof(data, last.read_bytes() if last.is_file() else b"")
    write(last.with_suffix(".png"), made.sheet)
    words = plural(made.pages, "page")
    if made.changed:
        write(last.with_suffix(".changes.png"), made.changes)
        words += f", changed: {', '.join(map(str, made.changed))} → {last.with_suffix('.changes.png').as_posix()}"
    elif last.is_file():
        words += ", as in the last proof"
    write(last, data)
    lines = [f"{last.with_suffix('.png').as_posix()}: {words}"]
    if transcripts:
        write(last.with_suffix(".txt"), transcript(data).encode())
        lines.append(f"{last.with_suffix('.txt').as_posix()}: what a screen reader says")
    return lines
