"""Defines `toolkit doctor`: what this machine has of what the toolkit uses, and what to do about the rest."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import typer

from toolkit.cli.printing import CONTENT_ERRORS, out, plural, print_json, print_wrapped
from toolkit.cli.shared import AsJson, Root, open_project
from toolkit.cli.tables import INDENT
from toolkit.core.diagnostics import ContentError
from toolkit.core.machine import Finding, findings

WITHOUT_CONTENT = ("ru", "en")
"""Languages whose letters fonts are looked at for, where no workspace says which it has."""


def doctor(as_json: AsJson = False, workspace: Root = Path()) -> None:
    """List the programs and fonts the toolkit uses, say which are installed, what each is for, and how to install the missing ones."""
    found = list(findings(_languages(workspace)))
    if as_json:
        print_json([{**asdict(one), "state": one.state} for one in found])
    else:
        for one in found:
            _line(one)
        lost = [one for one in found if one.state == "missing"]
        out.print(f"{plural(len(lost), 'thing')} missing" if lost else "everything that is needed is here", markup=False)
    if any(one.state == "missing" for one in found):
        raise typer.Exit(CONTENT_ERRORS)


def _languages(workspace: Path) -> tuple[str, ...]:
    try:
        library = open_project(workspace).library
    except (ContentError, OSError):  # a machine is looked at without a workspace too
        return WITHOUT_CONTENT
    return library.languages if library else WITHOUT_CONTENT


def _line(one: Finding) -> None:
    mark = {"ok": "✓", "missing": "✗", "optional": "–"}[one.state]
    print_wrapped(f"{mark} {one.name}{': ' if one.found else ''}{one.found} — {one.purpose}")
    if one.state != "ok":
        print_wrapped(one.cure, INDENT * 2, INDENT * 2)
