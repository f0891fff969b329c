"""Prints the state of the translations on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from toolkit.cli.printing import out, plural
from toolkit.language.localizer import State
from toolkit.locales.status import Count, DocumentStatus, LanguageStatus

HELD = 3
"""Messages named for each document that is held back; JSON has all."""


def print_status(found: Sequence[LanguageStatus], steps: Sequence[str]) -> None:
    """Print the tables of domains and documents, what holds releases back, and what to do next."""
    out.print(_table("domain", [(one.language, name, count) for one in found for name, count in one.domains.items()]))
    out.print()
    documents = [(one.language, document.id, document.count) for one in found for document in one.documents]
    out.print(_table("document", documents))
    out.print()
    for one in found:
        for document in one.documents:
            _print_held(one.language, document)
        out.print(f"{one.language}: {len(one.ready)} of {plural(len(one.documents), 'document')} may be released", markup=False)
    if steps:
        out.print("\nnext", markup=False)
    for step in steps:
        out.print(f"  {step}", markup=False)


def _print_held(language: str, document: DocumentStatus) -> None:
    if document.count is None:
        out.print(f"{language}: {document.id} cannot be rendered; see `toolkit check`", markup=False)
        return
    if not document.left:
        return
    out.print(f"{language}: {document.id} is held back by {plural(len(document.left), 'message')}", markup=False)
    for left in document.left[:HELD]:
        out.print(f"  {left.place}: {left.context} ({left.state.value})", markup=False)
    if len(document.left) > HELD:
        out.print(f"  … and {len(document.left) - HELD} more; `--json` names all", markup=False)


def _table(noun: str, rows: Sequence[tuple[str, str, Count | None]]) -> Table:
    table = Table(box=None, pad_edge=False, title=f"Source words by {noun}; left: messages", title_justify="left", title_style="bold")
    table.add_column("", no_wrap=True, min_width=2)
    table.add_column(noun, no_wrap=True, min_width=36)
    for heading in ("done", "fuzzy", "machine", "missing", "%", "left"):
        table.add_column(heading, justify="right", no_wrap=True)
    for language, name, count in rows:
        table.add_row(language, name, *_cells(count))
    return table


def _cells(count: Count | None) -> tuple[str, ...]:
    if count is None:
        return ("—",) * 6
    words = (str(count.words[state]) for state in (State.DONE, State.FUZZY, State.MACHINE, State.MISSING))
    return (*words, str(count.percent), str(count.left) if count.left else "")
