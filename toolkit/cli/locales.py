"""`toolkit locales …`: what translators' files need."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import typer
from rich import box
from rich.table import Table

from toolkit.cache import write
from toolkit.cli.shared import CONTENT_ERRORS, Root, open_library, out, plural, print_diagnostics
from toolkit.diagnostics import ContentError
from toolkit.locales.update import update

locales = typer.Typer(help="Keep the locale files in step with content and templates.", no_args_is_help=True)


@locales.callback()
def _group() -> None:
    pass


@locales.command("update")
def update_files(workspace: Root = Path()) -> None:
    """Extract every text of templates and content, and merge it into every language; no translation is lost."""
    project, library = open_library(workspace)
    day = project.workspace.today()
    now = dt.datetime.combine(day, dt.time(), dt.UTC) if day else dt.datetime.now(dt.UTC)
    try:
        files = update(project.workspace, library, now)
    except ContentError as error:
        print_diagnostics(error.diagnostics)
        raise typer.Exit(CONTENT_ERRORS) from None
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, justify in (("catalog", "left"), ("messages", "right"), ("missing", "right"), ("fuzzy", "right"), ("", "left")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    changed = 0
    for file in files:
        new = write(workspace / file.path, file.data)
        changed += new
        if file.path.endswith(".po"):
            table.add_row(file.path, str(file.messages), str(file.missing), str(file.fuzzy), "written" if new else "")
    out.print(table)
    left = sum(file.missing + file.fuzzy for file in files)
    out.print(f"{plural(changed, 'file')} written; {plural(left, 'message')} to translate or review", markup=False)
