"""The command line in; calls of the toolkit, and what people read, out."""

from __future__ import annotations

import typer

from toolkit.cli.build import build
from toolkit.cli.inspect import check, list_documents, schema
from toolkit.cli.locales import locales
from toolkit.cli.proof import proof_pages

app = typer.Typer(
    name="toolkit",
    help="Build bilingual policy briefs, cluster profiles and draft agreements from YAML, templates and locale files.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(build)
app.command(name="list")(list_documents)
app.command()(check)
app.command()(schema)
app.command(name="proof")(proof_pages)
app.add_typer(locales, name="locales")


def main() -> None:
    """Run the command line."""
    app()
