"""Prints the help of a command on a narrow terminal: each option on a line, and what it does below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from toolkit.cli.printing import out, width
from toolkit.cli.tables import INDENT, wrapped

NARROW = 72
"""Columns of a terminal below which the panels of the usual help have no room for words."""


def print_help(command: Any, context: Any, formatter: Any, usual: Any) -> None:
    """Print the help of a command: as usual where there is room for it."""
    columns = width()
    if columns is None or columns >= NARROW:
        usual(context, formatter)
        return
    for line in _lines(command, context, columns):
        out.print(line, markup=False)


def _lines(command: Any, context: Any, columns: int) -> Iterator[str]:
    yield from wrapped(f"Usage: {context.command_path} {' '.join(command.collect_usage_pieces(context))}", columns)
    for paragraph in (command.help or "").split("\n\n"):
        yield ""
        yield from wrapped(paragraph, columns)
    shown = [one for one in command.get_params(context) if not getattr(one, "hidden", False)]
    arguments = [(one.metavar, _words(one)) for one in shown if one.param_type_name == "argument"]
    options = [(_spelt(one), _words(one)) for one in shown if one.param_type_name != "argument"]
    inner = [context.command.get_command(context, name) for name in getattr(command, "list_commands", lambda _: ())(context)]
    yield from _chapter("Arguments", arguments, columns)
    yield from _chapter("Options", options, columns)
    yield from _chapter("Commands", [(one.name, one.help or "") for one in inner if not one.hidden], columns)


def _chapter(title: str, rows: Sequence[tuple[str, str]], columns: int) -> Iterator[str]:
    if rows:
        yield from ("", title)
    for name, words in rows:
        yield INDENT + name
        yield from (INDENT * 2 + line for line in wrapped(words, columns - len(INDENT) * 2))


def _spelt(one: Any) -> str:
    takes = f" {one.metavar}" if one.metavar and not one.is_flag else ""
    return ", ".join(sorted(one.opts, key=len, reverse=True)) + takes


def _words(one: Any) -> str:
    told = one.show_default
    value = told if isinstance(told, str) else one.default if told and isinstance(one.default, (int, str)) else ""
    default = f" [default: {value}]" if value and not isinstance(value, bool) else ""
    choices = () if getattr(one, "is_flag", False) or one.metavar else one.type_descriptor.choices or ()
    chosen = f" [{', '.join(str(getattr(choice, 'value', choice)) for choice in choices)}]" if choices else ""
    return (one.help or "") + chosen + default
