"""`toolkit list`, `toolkit check`, `toolkit schema`: what is there, what is wrong with it, what may be written."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.table import Table

from toolkit.build import Builder, Report
from toolkit.cli.shared import AsOf, Root, exit_for, open_library, out, plural, print_diagnostics, unfinished_line
from toolkit.diagnostics import Severity
from toolkit.schema import write_schemas


def list_documents(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table, as README has it.")] = False,
    workspace: Root = Path(),
) -> None:
    """List the documents: kind, title, editions and where they go."""
    project, library = open_library(workspace)
    editions = ", ".join(library.site.editions)
    rows = []
    for publication in project.publications:
        scene = project.scene(publication, library.site.source_language)
        rows.append((publication.id, publication.document.kind, scene.plain(publication.document.title), editions))
    if markdown:
        out.print("| document | kind | title | editions |\n|---|---|---|---|", markup=False)
        for row in rows:
            out.print("| " + " | ".join(row) + " |", markup=False)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("document", "kind", "title", "editions"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*row)
    out.print(table)
    out.print(f"{plural(len(rows), 'document')}; each goes to build/site/EDITION/DOCUMENT.html and .pdf", markup=False)


def check(as_of: AsOf = None, workspace: Root = Path()) -> None:
    """Find everything that is wrong with content, translations and templates; write nothing."""
    project, library = open_library(workspace, as_of)
    report: Report = Builder(project, library, workspace / "build", executor=_none).check(project.publications, library.site.editions)
    print_diagnostics(report.diagnostics)
    warnings = sum(one.severity is Severity.WARNING for one in report.diagnostics)
    mistakes = len(report.diagnostics) - warnings
    out.print(
        f"{plural(len(project.publications), 'document')} checked in {plural(len(library.site.editions), 'edition')}: "
        f"{plural(mistakes, 'error')}, {plural(warnings, 'warning')}",
        markup=False,
    )
    if report.unfinished:
        out.print(unfinished_line(report), markup=False)
    exit_for(report.diagnostics)


def _none() -> Executor:
    raise AssertionError("a check makes no PDF")


def schema(workspace: Root = Path()) -> None:
    """Write the JSON Schemas that editors check content files with, into schemas/."""
    written, total = write_schemas(workspace)
    out.print(f"{plural(total, 'schema')} in schemas/, {written} changed", markup=False)
