"""Prints the state of the translations on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.cli.printing import out, plural, print_table, print_wrapped
from toolkit.cli.tables import INDENT
from toolkit.language.localizer import State
from toolkit.locales.status import Count, DocumentStatus, LanguageStatus

HELD = 3
"""Messages named for each document that is held back; JSON has all."""


def print_status(found: Sequence[LanguageStatus], steps: Sequence[str]) -> None:
    """Print the tables of domains and documents, what holds releases back, and what to do next."""
    _print_counts("domain", [(one.language, name, count) for one in found for name, count in one.domains.items()])
    _print_counts("document", [(one.language, document.id, document.count) for one in found for document in one.documents])
    for one in found:
        for document in one.documents:
            _print_held(one.language, document)
        out.print(f"{one.language}: {len(one.ready)} of {plural(len(one.documents), 'document')} may be released", markup=False)
    if steps:
        out.print("\nnext", markup=False)
    for step in steps:
        print_wrapped(step, INDENT, INDENT * 2)


def _print_held(language: str, document: DocumentStatus) -> None:
    if document.count is None:
        out.print(f"{language}: {document.id} cannot be rendered; see `toolkit check`", markup=False)
        return
    if not document.left:
        return
    out.print(f"{language}: {document.id} is held back by {plural(len(document.left), 'message')}", markup=False)
    for left in document.left[:HELD]:
        print_wrapped(f"{left.place}: {left.context} ({left.state.value})", INDENT, INDENT * 2)
    if len(document.left) > HELD:
        out.print(f"  … and {len(document.left) - HELD} more; `--json` names all", markup=False)


def _print_counts(noun: str, rows: Sequence[tuple[str, str, Count | None]]) -> None:
    out.print(f"Source words by {noun}; left: messages", style="bold", markup=False)
    headings = ("done", "fuzzy", "machine", "missing", "%", "left")
    cells = [(name, language, *_cells(count)) for language, name, count in rows]
    print_table((noun, "in", *headings), cells, whole=(noun, "in"), numbers=headings)
    out.print()


def _cells(count: Count | None) -> tuple[str, ...]:
    """Return the cells of a row; of machines' drafts nothing where there is none, for most publications have none."""
    if count is None:
        return ("—",) * 6
    done, fuzzy, machine, missing = (count.words[state] for state in (State.DONE, State.FUZZY, State.MACHINE, State.MISSING))
    return str(done), str(fuzzy), str(machine or ""), str(missing), str(count.percent), str(count.left or "")
