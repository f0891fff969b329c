"""Prints what commands say: results, tables, diagnostics; loaded before every command, so it imports little."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text as Line

from toolkit.cli.tables import INDENT, Table, wrapped
from toolkit.core.diagnostics import Diagnostic, Severity, errors

CONTENT_ERRORS = 1
WRONG_COMMAND = 2
SHOWN = 60
"""Diagnostics printed at most; the rest is counted."""

err = Console(stderr=True, soft_wrap=True, highlight=False)
out = Console(soft_wrap=True, highlight=False)


def print_json(data: object) -> None:
    """Print values for programs: in letters as they are, and days as 2026-11-01."""
    print(json.dumps(data, ensure_ascii=False, indent=1, default=str))


def width() -> int | None:
    """Return how many columns there are to print in: those of the terminal, or of COLUMNS; None in a pipe, which has no end."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isdigit() and int(asked):
        return int(asked)
    return out.width if out.is_terminal else None


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]], whole: Collection[str] = (), numbers: Collection[str] = ()) -> None:
    """Print a table in the width there is, and nothing of it cut; one without rows is not printed.

    What stands in the columns to be kept `whole`, such as names that people copy, and in those of `numbers`, is never broken over
    lines. In a pipe a row is a line.
    """
    held = tuple(rows)
    for n, line in enumerate(Table.of(headings, held, whole, numbers).lines(width()) if held else ()):
        out.print(Line(line, style="bold" if n == 0 else ""))


def print_wrapped(words: str, first: str = "", rest: str = INDENT) -> None:
    """Print words broken between words in the width there is, with `first` before the first line and `rest` before the others."""
    columns = width()
    lines = wrapped(words, max(columns - len(rest), 1)) if columns else [words]
    for n, line in enumerate(lines):
        out.print(Line(f"{rest if n else first}{line}"))


def print_markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table as Markdown."""
    out.print("| " + " | ".join(headings) + " |\n" + "|---" * len(headings) + "|", markup=False)
    for row in rows:
        out.print("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |", markup=False)


def print_diagnostics(found: Iterable[Diagnostic], shown: int = SHOWN) -> None:
    """Print diagnostics to stderr, `shown` at most, errors first and in red where there is a terminal."""
    ordered = sorted(found, key=lambda one: list(Severity).index(one.severity))
    for diagnostic in ordered[:shown]:
        first, _, hint = str(diagnostic).partition("\n")
        style = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}[diagnostic.severity]
        head, mark, rest = first.partition(f"{diagnostic.severity}[{diagnostic.code}]")
        err.print(Line.assemble(head, (mark, style), rest))
        if hint:
            err.print(Line(hint, style="dim"))
    if len(ordered) > shown:
        err.print(f"… and {len(ordered) - shown} more; `toolkit check` lists all", markup=False)


def wrong_command(message: str, hint: str) -> NoReturn:
    """Say what is wrong with the command line and end with exit code 2."""
    err.print(f"toolkit: {message}\n  hint: {hint}", markup=False)
    raise typer.Exit(WRONG_COMMAND)


def exit_for(found: Iterable[Diagnostic]) -> None:
    """End with exit code 1 when there are errors."""
    if errors(tuple(found)):
        sys.stdout.flush()
        raise typer.Exit(CONTENT_ERRORS)


def plural(n: int, one: str, other: str = "") -> str:
    """Return “1 page”, “3 pages”."""
    return f"{n} {one if n == 1 else other or one + 's'}"
