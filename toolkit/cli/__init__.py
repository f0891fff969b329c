"""Defines the command line: it calls the toolkit and prints what people read."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from types import MappingProxyType
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from toolkit.cli.narrow_help import print_help
from toolkit.cli.printing import CONTENT_ERRORS, err, print_diagnostics
from toolkit.cli.start import start
from toolkit.core import boundary
from toolkit.core.diagnostics import ContentError
from toolkit.core.pickles import many

HELP = ["-h", "--help"]

COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "init": (
            "toolkit.cli.init:init",
            "Create a workspace: sample records in your languages, CI workflows for checks and publication, and editor settings.",
        ),
        "build": ("toolkit.cli.build:build", "Build documents as web pages, PDFs and other files into build/site/."),
        "list": ("toolkit.cli.inspect:list_documents", "List the documents: id, editions, title, and where they go."),
        "check": ("toolkit.cli.check:check", "Find every mistake in content, translations and templates; write nothing."),
        "explain": ("toolkit.cli.diagnostics:explain", "Explain a diagnostic code: what it says, an example, the cure."),
        "facts": ("toolkit.cli.evidence:facts", "List the figures: value, time, source, review, and the blocks that print each."),
        "report": (
            "toolkit.cli.evidence:report",
            "List what is unfinished in each document and language. Exits with 1 when a threshold in site.yaml is exceeded.",
        ),
        "impact": (
            "toolkit.cli.impact:impact",
            "List what an edit affects before you build: records, texts, figures, documents, editions and files.",
        ),
        "why": (
            "toolkit.cli.impact:why",
            "Say in one word why the next build rewrites a file, and what changed; `same` if it will not.",
        ),
        "verify": ("toolkit.cli.verify:verify", "Rebuild a file from this workspace and say whether it is identical, byte for byte."),
        "compare": (
            "toolkit.cli.compare:compare",
            "Compare two drafts of an agreement clause by clause: prints what was added, removed, moved and reworded, and writes a file.",
        ),
        "freeze": (
            "toolkit.cli.freeze:freeze",
            "Keep the current draft of an agreement in content/drafts. It rebuilds byte for byte, even after the library has changed.",
        ),
        "drafts": ("toolkit.cli.freeze:drafts", "List the drafts that were kept: version, status, date, sender and recipient."),
        "settle": (
            "toolkit.cli.settle:settle",
            "Write accepted and countered proposals into the agreement: paragraphs as its own wording, blanks as its parameters.",
        ),
        "issues": (
            "toolkit.cli.issues:issues",
            "List what remains to be negotiated in an agreement: clause, our text, their text, state and open blanks.",
        ),
        "schema": (
            "toolkit.cli.inspect:schema",
            "Write JSON Schemas for content files to schemas/, for editors; update the reference pages too where they are kept.",
        ),
        "proof": (
            "toolkit.cli.proof:proof_pages",
            "Find faults in page layout; draw the pages on contact sheets in build/proof/ and mark what moved since the last proof.",
        ),
        "clauses": (
            "toolkit.cli.clauses:clauses",
            "List the clause library: id, heading, status, conditions and where each clause is used.",
        ),
        "forms": (
            "toolkit.cli.clauses:forms",
            "Suggest Russian case forms for a party's name or other words. Confirm a form by copying it into content.",
        ),
        "import": (
            "toolkit.cli.imports:imports",
            "Import from other programs: works from a bibliography, figures from a spreadsheet, a returned Word draft.",
        ),
        "export": ("toolkit.cli.exports:exports", "Export for other programs: sources as a bibliography."),
        "new": ("toolkit.cli.new:new", "Start a new record: writes a commented YAML file for you to complete."),
        "serve": ("toolkit.cli.serve:serve", "Preview the site in a browser; it reloads as you edit content, templates and translations."),
        "publish": ("toolkit.cli.publish:publish", "Build the site as a release, check it, and publish it."),
        "theme": (
            "toolkit.cli.theme:theme",
            "List templates, styles and assets, and where each comes from: the workspace, its theme, a package or the toolkit.",
        ),
        "locales": (
            "toolkit.cli.locales:locales",
            "Update, check and exchange the translators' files.",
        ),
        "doctor": (
            "toolkit.cli.doctor:doctor",
            "List the programs and fonts the toolkit uses, say which are installed, what each is for, and how to install the missing ones.",
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

    def get_params(self, ctx: Any) -> list[Any]:
        """Return what stands before a command: flags, and `-C DIR`."""
        found = super().get_params(ctx)
        for one in found:
            one.metavar = one.metavar or ""
        return found

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
            print_help(self, ctx, formatter, super().format_help)
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
    with many():
        found = getattr(import_module(module), attribute)
    gc.freeze()  # what is imported stays until the end: nobody need look through it for garbage
    if not isinstance(found, typer.Typer):
        alone = typer.Typer(add_completion=False)
        alone.command(name=name)(found)
        return plainly(get_command(alone))
    group = get_command(found)
    group.name = name
    return plainly(group)


def plainly(command: Any) -> Any:
    """Return a command whose help names what an option takes, as `--jobs JOBS`, and no type of Python beside a flag or an argument."""
    for one in command.get_params(typer.Context(command, help_option_names=HELP)):
        if one.param_type_name == "argument":
            one.metavar = one.metavar or one.name.upper()
            one.display_type_rich = lambda ctx: ""
        elif one.is_flag:
            one.metavar = ""
        elif not one.type_descriptor.is_choice:
            one.metavar = one.metavar or one.name.upper().replace("_", "-")
    command.help = "\n\n".join(" ".join(some.split()) for some in (command.help or "").split("\n\n"))  # else broken where the code is
    command.format_help = partial(print_help, command, usual=command.format_help)
    for one in getattr(command, "commands", {}).values():
        plainly(one)
    return command


app = typer.Typer(
    name="toolkit",
    cls=_Commands,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": HELP},
)
app.callback(invoke_without_command=True)(start)


def main() -> NoReturn:
    """Run the command line and end the process."""
    boundary.run(lambda: partial(app, prog_name="toolkit"))
