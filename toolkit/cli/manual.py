"""Writes docs/commands.md from the commands themselves: what each is for, what it takes, and the JSON that it prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from toolkit.cli.json_shapes import SHAPES, shown

PATH = "docs/commands.md"
HEAD = """\
# Commands

Made from the program by `toolkit schema`; do not edit. Each command has `--help`. Run `toolkit` alone to see where to begin.

- `-C DIR` works in another folder, as if the command was given there. `--version` prints the version.
- `--install-completion` completes commands in bash, zsh and fish. `NO_COLOR` is respected.
- Results go to stdout, diagnostics and progress to stderr.
- Exit codes: 0 good, 1 mistakes in content or a system error, 2 a wrong command line, 130 after Ctrl-C. `serve` and
  `locales preview --edit` are ended by Ctrl-C, and exit with 0.
- One option alone says how a command prints: two of `--json`, `--csv`, `--markdown` and `--format` are refused.

## JSON

`--json` always asks for JSON: one value, indented, in UTF-8. Keys are never renamed; new ones may be added. Dates are `2026-11-01`.
Every command that has it says below what it prints: `…` is for more of the same, `<name>` for a name of what is described. Where nothing
can be told, because the command line is wrong or `content/` cannot be read at all, stdout is empty and stderr says why.
"""


def manual(app: Any) -> str:
    """Return docs/commands.md."""
    return HEAD + "".join(_chapters(get_command(app)))


def commands(root: Any) -> Iterator[tuple[str, Any]]:
    """Yield every command with its name as people type it."""
    context = root.make_context("toolkit", [], resilient_parsing=True)
    for name in root.list_commands(context):
        found = root.get_command(context, name)
        inner = getattr(found, "commands", None)
        if inner:
            yield from ((f"{name} {one}", command) for one, command in inner.items())
        else:
            yield name, found


def _chapters(root: Any) -> Iterator[str]:
    for name, command in commands(root):
        parameters = [one for one in command.params if not getattr(one, "hidden", False) and "--help" not in one.opts]
        arguments = " ".join(_argument(one) for one in parameters if one.param_type_name == "argument")
        yield f"\n## `toolkit {f'{name} {arguments}'.strip()}`\n\n{' '.join((command.help or '').split())}\n\n"
        rows = [(_spelt(one), " ".join((one.help or "").split())) for one in parameters if "--install-completion" not in one.opts]
        rows = [(spelt, words.replace("|", "\\|")) for spelt, words in rows if "--show-completion" not in spelt]
        if rows:
            yield "| | |\n|---|---|\n" + "".join(f"| {spelt} | {words} |\n" for spelt, words in rows)
        if name in SHAPES:
            yield f"\nPrints with `--json`:\n\n```text\n{shown(SHAPES[name])}\n```\n"


def _argument(one: Any) -> str:
    return (one.metavar if one.required else f"[{one.metavar}]") + ("…" if one.nargs == -1 else "")


def _spelt(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{_argument(one)}`"
    takes = "" if one.is_flag else f" {one.metavar or one.name.upper().replace('_', '-')}"  # the help lists what may be chosen
    return ", ".join(f"`{spelling}{takes}`" for spelling in sorted(one.opts, key=len, reverse=True))


def write_manual(root: Path, app: Any, write: Any) -> bool:
    """Write docs/commands.md where it stands already; return whether it changed."""
    return bool((root / PATH).is_file() and write(root / PATH, manual(app).encode()))
