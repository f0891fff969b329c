"""Runs `toolkit init`: it begins a workspace, or shows what newer samples and workflows bring to one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from toolkit.cli.printing import err, out, plural, print_json, wrong_command
from toolkit.cli.shared import AsJson
from toolkit.core.command_line import typed
from toolkit.core.files import write
from toolkit.core.workspace import DiskWorkspace
from toolkit.language.localizer import INTERFACE_LANGUAGE as WRITTEN
from toolkit.locales.add import proper_tag
from toolkit.start.layout import EXAMPLE, RECORD, Wish, kept_in_step, laid_out, record, recorded
from toolkit.start.samples import words
from toolkit.start.step import steps


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", show_default=False, help="Folder for the workspace (default: this folder).")
    ] = Path(),
    source: Annotated[str, typer.Option("--source", "-s", metavar="TAG", help="Language you write in: en, ru, de, kk …")] = "",
    languages: Annotated[
        str, typer.Option("--languages", "-l", metavar="TAGS", help="Languages to publish in, separated by commas: en,ru.")
    ] = "",
    example: Annotated[
        bool, typer.Option("--example", help="Start from the shipped example, a complete publication, instead of the samples.")
    ] = False,
    update: Annotated[
        bool, typer.Option("--update", help="Show what newer samples and workflows would change, as a diff; write nothing.")
    ] = False,
    take: Annotated[bool, typer.Option("--write", help="With --update: apply the changes to files that you have not edited.")] = False,
    as_json: AsJson = False,
) -> None:
    """Create a workspace: sample records in your languages, CI workflows for checks and publication, and editor settings."""
    if update:
        _update(folder, take=take, as_json=as_json)
        return
    wish = _example(languages) if example else _wish(source, languages)
    if DiskWorkspace(folder).list("content", ""):
        wrong_command(f"there is content in {folder / 'content'} already", "choose another folder, or see `toolkit init --update`")
    now = DiskWorkspace(folder).today()
    moment = dt.datetime.combine(now, dt.time(), dt.UTC) if now else dt.datetime.now(dt.UTC)
    kept = _write(folder, laid_out(wish, folder, moment))
    if as_json:
        print_json({"folder": folder.as_posix(), "source": wish.source, "languages": wish.languages, "kept": kept})
        return
    _tell(folder, wish, kept)


def _wish(source: str, languages: str) -> Wish:
    tags = [_tag(word) for word in languages.replace(",", " ").split()]
    first = _tag(source) if source else (tags or [WRITTEN])[0]
    return Wish(first, tuple(dict.fromkeys((first, *tags))))


def _example(languages: str) -> Wish:
    for tag in map(_tag, languages.replace(",", " ").split()):
        if tag not in EXAMPLE:
            wrong_command(
                f"the example is not there in `{tag}`", f"its languages are {' and '.join(EXAMPLE)}; `toolkit locales add` adds one"
            )
    return Wish(EXAMPLE[0], EXAMPLE, example=True)


def _tag(word: str) -> str:
    found = proper_tag(word)
    if not found:
        wrong_command(f"`{word}` is not a language that CLDR knows", "use a tag as en, ru, de or kk")
    return found


def _write(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Write the files that are not there yet; return those that are."""
    kept = [path for path in files if (folder / path).exists()]
    for path, data in files.items():
        if path not in kept:
            write(folder / path, data)
    return kept


def _tell(folder: Path, wish: Wish, kept: list[str]) -> None:
    out.print(f"a workspace is in {folder.as_posix()}: written in {wish.source}, published in {', '.join(wish.languages)}", markup=False)
    for path in kept:
        out.print(f"kept as it was: {path}", markup=False)
    strangers = [tag for tag in wish.languages if tag != WRITTEN and words(tag) is None and not wish.example]
    if strangers:
        out.print(f"the samples are not there in {', '.join(strangers)}: drafts mark their English words", markup=False)
    there = () if folder == Path() else ("-C", folder.as_posix())
    out.print(
        f"next: {typed('toolkit', *there, 'build')}, then write your own records over the samples in {(folder / 'content').as_posix()}/",
        markup=False,
    )


def _update(folder: Path, *, take: bool, as_json: bool) -> None:
    workspace = DiskWorkspace(folder)
    there = frozenset(path for path in (RECORD,) if (folder / path).is_file())
    if not there:
        wrong_command(
            f"{folder / RECORD} is not there: nothing tells what `init` wrote", "this is for workspaces that `toolkit init` began"
        )
    try:
        wish, written = recorded(workspace.read(RECORD))
    except ValueError:
        wrong_command(f"{folder / RECORD} cannot be read as what `init` wrote", "restore it from your last commit")
    newer = kept_in_step(wish)
    found = list(steps(written, newer, lambda path: workspace.read(path) if (folder / path).is_file() else None))
    if as_json:
        print_json([{"file": one.path, "state": one.state, "diff": one.diff} for one in found])
    else:
        for one in found:
            print(one.diff, end="")
    taken = [one for one in found if take and one.state != "yours"]
    for one in taken:
        write(folder / one.path, one.after)
    if take:
        write(folder / RECORD, record(wish, newer))
    yours = sum(one.state == "yours" for one in found)
    hint = f"; {plural(yours, 'file')} you have written in, merge by hand" if yours else ""
    if not found:
        err.print("samples and workflows are those of this version", markup=False)
    else:
        err.print(f"{plural(len(found), 'file')} changed, {len(taken)} written{hint}", markup=False)
