"""Defines the command line: it calls the toolkit and prints what people read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from toolkit.cli.printing import CONTENT_ERRORS, err, print_diagnostics
from toolkit.cli.start import start
from toolkit.core import boundary
from toolkit.core.diagnostics import ContentError

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "init": (
            "toolkit.cli.init:init",
            "Begin a workspace: sample records in your languages, workflows for checks and publication, settings for editors.",
        ),
        "build": ("toolkit.cli.build:build", "Build documents as web pages, PDFs and other files into build/site/."),
        "list": ("toolkit.cli.inspect:list_documents", "List the documents: kind, title, editions and where they go."),
        "check": ("toolkit.cli.check:check", "Find everything that is wrong with content, translations and templates; write nothing."),
        "explain": ("toolkit.cli.diagnostics:explain", "Explain a diagnostic code: what it says, an example, the cure."),
        "facts": ("toolkit.cli.evidence:facts", "List the figures: value, time, source, review, and the blocks that print each."),
        "report": (
            "toolkit.cli.evidence:report",
            "Tell what is unfinished in each document and language; ends with 1 when a threshold of site.yaml is exceeded.",
        ),
        "impact": (
            "toolkit.cli.impact:impact",
            "Tell what an edit touches before building: records, texts, figures, documents, editions, files.",
        ),
        "why": (
            "toolkit.cli.impact:why",
            "Tell in one word why the next build writes a file anew, and what changed; `same` when it does not.",
        ),
        "verify": ("toolkit.cli.verify:verify", "Make a file once more from this workspace, and tell whether the bytes agree."),
        "compare": (
            "toolkit.cli.compare:compare",
            "Compare two drafts of an agreement clause by clause: a table of what was added, removed, moved and reworded, and a file.",
        ),
        "freeze": (
            "toolkit.cli.freeze:freeze",
            "Keep a draft of an agreement as it is now, in content/drafts: it builds again byte for byte, whatever becomes of the library.",
        ),
        "drafts": ("toolkit.cli.freeze:drafts", "List the drafts that are kept: version, status, date, from whom to whom."),
        "settle": (
            "toolkit.cli.proposals:settle",
            "Put what was accepted or countered into the agreement: paragraphs as its own wording, blanks as its parameters.",
        ),
        "issues": (
            "toolkit.cli.issues:issues",
            "List what is to be negotiated in an agreement: clause, our text, theirs, state, and the blanks.",
        ),
        "schema": (
            "toolkit.cli.inspect:schema",
            "Write the JSON Schemas that editors check content files with, into schemas/; where the pages made of them stand, those too.",
        ),
        "proof": (
            "toolkit.cli.proof:proof_pages",
            "Find what is wrong with pages; draw them on contact sheets, and what moved on them since the last proof, into build/proof/.",
        ),
        "clauses": (
            "toolkit.cli.clauses:clauses",
            "List the clause library: id, heading, status, conditions and where each clause is used.",
        ),
        "forms": (
            "toolkit.cli.clauses:forms",
            "Suggest the Russian case forms of a party or of words; a person confirms them, no document prints them.",
        ),
        "import": ("toolkit.cli.imports:imports", "Take in what other programs hold: works of a bibliography, figures of a spreadsheet."),
        "export": ("toolkit.cli.exports:exports", "Write content for other programs: the works of a bibliography."),
        "new": ("toolkit.cli.new:new", "Begin a new record: a commented YAML file to go on with."),
        "serve": ("toolkit.cli.serve:serve", "Show the site in a browser and follow every change of content, templates and translations."),
        "publish": ("toolkit.cli.publish:publish", "Build the site as a release, check it, and put it where the world sees it."),
        "theme": (
            "toolkit.cli.theme:theme",
            "List templates, styles and assets with the layer that gives each: the workspace, its theme, a package, or the toolkit.",
        ),
        "locales": (
            "toolkit.cli.locales:locales",
            "Keep the locale files in step with content and templates, and help those who translate.",
        ),
        "doctor": (
            "toolkit.cli.doctor:doctor",
            "Say what the toolkit finds of all that it uses on this machine, what each is for, and how to get what is missing.",
        ),
    }
)
"""The commands in the order of the help: where each is, and what it says of itself. What one needs is imported when it is run."""


class _Commands(TyperGroup):
    """The commands; what is wrong with content and was caught nowhere else is said in lines, and ends with 1."""

    listing = False
    """True while the help of all commands is printed: their words are known without them."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, imported now; nothing when there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        where, words = COMMANDS[cmd_name]
        return TyperCommand(cmd_name, help=words) if self.listing else loaded(cmd_name, where)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help of all commands."""
        self.listing = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self.listing = False

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ContentError as error:
            print_diagnostics(error.diagnostics)
            if not error.diagnostics:
                err.print("toolkit: content has mistakes\n  hint: `toolkit check` lists them", markup=False)
            raise typer.Exit(CONTENT_ERRORS) from None


def loaded(name: str, where: str) -> Any:
    """Return the command, or the group of commands, that stands at `module:name`."""
    module, _, attribute = where.partition(":")
    found = getattr(import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command(name=name)(found)
        return get_command(alone)
    group = get_command(found)
    group.name = name
    return group


app = typer.Typer(
    name="toolkit",
    cls=_Commands,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.callback(invoke_without_command=True)(start)


def main() -> NoReturn:
    """Run the command line and end the process."""
    boundary.run(lambda: partial(app, prog_name="toolkit"))
