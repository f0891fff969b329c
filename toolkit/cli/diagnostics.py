"""Runs `toolkit explain`: what a diagnostic code says."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.cli.printing import out, print_json, print_table, wrong_command
from toolkit.cli.shared import AsJson, one_output
from toolkit.core.codes import codes, page
from toolkit.core.diagnostics import did_you_mean


def explain(
    code: Annotated[str | None, typer.Argument(help="A code, as a diagnostic shows it in brackets (default: all).")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/diagnostics.md.")] = False,
    as_json: AsJson = False,
) -> None:
    """Explain a diagnostic code: what it says, an example, the cure."""
    one_output(markdown=markdown, json=as_json)
    if markdown:
        typer.echo(page(), nl=False)
        return
    if code is not None and code not in codes():
        wrong_command(f"`{code}` is not a diagnostic code", did_you_mean(code, codes(), "see `toolkit explain`"))
    if as_json:
        asked = codes().values() if code is None else [codes()[code]]
        print_json([{"code": one.name, "group": one.group, "says": one.says, "example": one.example, "cure": one.cure} for one in asked])
        return
    if code is None:
        print_table(("code", "says"), [(known.name, known.says) for known in codes().values()], whole=("code",))
        return
    out.print(str(codes()[code]), markup=False)
