"""Defines the command line: it calls the toolkit and prints what people read."""

from __future__ import annotations

from functools import partial
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from toolkit.cli.build import build
from toolkit.cli.check import check
from toolkit.cli.clauses import clauses, forms
from toolkit.cli.diagnostics import explain
from toolkit.cli.doctor import doctor
from toolkit.cli.evidence import facts, report
from toolkit.cli.impact import impact, why
from toolkit.cli.inspect import list_documents, schema
from toolkit.cli.locales import locales
from toolkit.cli.new import new
from toolkit.cli.proof import proof_pages
from toolkit.cli.publish import publish
from toolkit.cli.serve import serve
from toolkit.cli.shared import CONTENT_ERRORS, err, print_diagnostics
from toolkit.cli.start import start
from toolkit.cli.verify import verify
from toolkit.core import boundary
from toolkit.core.diagnostics import ContentError


class _Commands(TyperGroup):
    """The commands; what is wrong with content and was caught nowhere else is said in lines, and ends with 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            print_diagnostics(error.diagnostics)
            if not error.diagnostics:
                err.print("toolkit: content has mistakes\n  hint: `toolkit check` lists them", markup=False)
            raise typer.Exit(CONTENT_ERRORS) from None


app = typer.Typer(
    name="toolkit",
    cls=_Commands,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback(invoke_without_command=True)(start)
app.command()(build)
app.command(name="list")(list_documents)
app.command()(check)
app.command()(explain)
app.command()(facts)
app.command()(report)
app.command()(impact)
app.command()(why)
app.command()(verify)
app.command()(schema)
app.command(name="proof")(proof_pages)
app.command()(clauses)
app.command()(forms)
app.add_typer(new, name="new")
app.command()(serve)
app.command()(publish)
app.add_typer(locales, name="locales")
app.command()(doctor)


def main() -> NoReturn:
    """Run the command line and end the process."""
    boundary.run(lambda: partial(app, prog_name="toolkit"))
