"""Runs `toolkit verify`: it tells whether a file is what this workspace makes."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Annotated

import typer

from toolkit.build.builder import Builder
from toolkit.build.verify import verify as compare
from toolkit.cli.printing import CONTENT_ERRORS, out, print_json, wrong_command
from toolkit.cli.shared import AsJson, AsOf, BaseUrl, Root, base_of, open_library


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF, page or other file that a build of this workspace made.")],
    as_of: AsOf = None,
    base_url: BaseUrl = None,
    as_json: AsJson = False,
    workspace: Root = Path(),
) -> None:
    """Rebuild a file from this workspace and say whether it is identical, byte for byte."""
    try:
        data = file.read_bytes()
    except OSError as error:
        wrong_command(f"`{file}` cannot be read: {error.strerror or error}", "name a file of build/site")
    project, library = open_library(workspace, as_of)
    found = compare(Builder(project, library, workspace / "build", executor=_none), data, base_of(library, base_url))
    if as_json:
        print_json({"verdict": found.word, "file": str(file), "edition": found.edition, "digest": found.digest})
    elif found.word == "agrees":
        out.print(f"agrees: {file} is {found.edition} as this workspace makes it, byte for byte; digest {found.digest}", markup=False)
    elif found.word == "differs":
        hint = f"this workspace makes one with digest {found.digest}; that of a page or PDF stands at its end"
        out.print(f"differs: {file} is not {found.edition} as this workspace makes it\n  hint: {hint}", markup=False)
    else:
        out.print(f"unknown: {file} is no edition of this workspace", markup=False)
    if found.word != "agrees":
        raise typer.Exit(CONTENT_ERRORS)


def _none() -> Executor:
    raise AssertionError("verify makes its one file itself")
