"""Runs `toolkit proof`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder, Request
from toolkit.build.pdf.proof import proof
from toolkit.cli.build import pool
from toolkit.cli.shared import CONTENT_ERRORS, Root, choose, editions_asked, open_library, out, plural, print_diagnostics, wrong_command
from toolkit.core.diagnostics import ContentError
from toolkit.core.files import write
from toolkit.outline.addresses import address


def proof_pages(
    documents: Annotated[list[str], typer.Argument(help="Documents or folders of them, as `toolkit list` shows.")],
    lang: Annotated[str, typer.Option("--lang", "-l", help="Edition to look at.")] = "",
    workspace: Root = Path(),
) -> None:
    """Draw the pages of documents on contact sheets, and what moved on them since the last proof, into build/proof/."""
    project, library = open_library(workspace)
    edition = editions_asked(library, [lang])[0] if lang else library.site.editions[0]
    chosen = tuple(one for one in choose(project, documents) if edition in library.editions_of(one.document))
    if not chosen:
        wrong_command(f"no document named here has the edition `{edition}`", "`toolkit list` shows the editions of each")
    folder = workspace / "build"
    try:
        report = Builder(project, library, folder, lambda: pool(None)).build(Request(chosen, (edition,), whole=False))
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    print_diagnostics(report.diagnostics)
    for publication in chosen:
        if publication.id in report.withheld:
            continue
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
        out.print(f"{last.with_suffix('.png').as_posix()}: {words}", markup=False)
    if report.withheld:
        raise typer.Exit(CONTENT_ERRORS)
