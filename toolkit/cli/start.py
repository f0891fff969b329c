"""Defines what stands before every command: the version, the folder to work in, and where to begin."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from toolkit import __version__
from toolkit.cli.printing import out, wrong_command

BEGIN = """\
toolkit builds bilingual policy documents from YAML, templates and locale files.

  toolkit init DIR   begin a workspace, with samples in your languages
  toolkit list       what there is in this workspace
  toolkit check      everything that is wrong with it
  toolkit build      web pages and PDFs, into build/site/
  toolkit serve      a preview that follows your editor
  toolkit doctor     what this machine has, and what it lacks

`toolkit --help` lists all commands, `toolkit COMMAND --help` explains one."""


def _say_version(asked: bool) -> None:
    if asked:
        out.print(f"toolkit {__version__}", markup=False)
        raise typer.Exit


def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Print the version.")] = False,
    folder: Annotated[Path | None, typer.Option("-C", metavar="DIR", help="Work in this folder instead of the current one.")] = None,
) -> None:
    """Build bilingual policy briefs, cluster profiles and draft agreements from YAML, templates and locale files."""
    if folder is not None:
        try:
            os.chdir(folder)
        except OSError as error:
            wrong_command(f"`{folder}` is no folder to work in: {error.strerror}", "name one with -C")
    if context.invoked_subcommand is None:
        out.print(BEGIN, markup=False)
