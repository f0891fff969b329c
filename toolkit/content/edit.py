"""Adds to YAML files that people write: new lines in their place, every other line left as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

WIDTH = 116
"""Columns that a line of text is folded to."""
LONG = 80
"""Characters from which a text stands below its key."""


class _Dumper(yaml.SafeDumper):
    """Writes long texts as folded blocks, and list items one step in."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Set list items in from their key."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    style = "|" if "\n" in words else ">" if len(words) > LONG else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(words), style=style)


_Dumper.add_representer(str, _text)
_Dumper.add_multi_representer(str, _text)


def as_yaml(value: Any, indent: int = 0) -> str:
    """Return a value as YAML that a person reads, set in by some columns."""
    made = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH - indent)
    return "".join(f"{' ' * indent}{line}" if line.strip() else line for line in made.splitlines(keepends=True))


def add_item(words: str, path: Sequence[str], item: Mapping[str, Any]) -> str:
    """Return a file with one more item at the end of a list; a list that is not there is begun at the end of its mapping."""
    lines = _lines(words)
    parent = _mapping(words, path[:-1])
    indent = parent.start_mark.column
    listed = next((value for key, value in parent.value if key.value == path[-1]), None)
    if listed is not None and listed.flow_style and not listed.value:
        raise ValueError(f"`{path[-1]}: []` stands there: remove that line")
    if listed is not None and (not isinstance(listed, yaml.SequenceNode) or listed.flow_style):
        raise ValueError(f"`{path[-1]}` is no list with an item a line")
    made = as_yaml([dict(item)], (listed.start_mark.column if listed is not None else indent + 2))
    if listed is None:
        made = f"{' ' * indent}{path[-1]}:\n{made}"
    at = _end(lines, parent, path[-1] if listed is not None else "", words, path)
    return "".join([*lines[:at], made, *lines[at:]])


def replace_item(words: str, path: Sequence[str], id: str, item: Mapping[str, Any]) -> str:
    """Return a file with an item of a list written anew; it is known by its `id`."""
    lines = _lines(words)
    parent = _mapping(words, path[:-1])
    listed = next((value for key, value in parent.value if key.value == path[-1]), None)
    if not isinstance(listed, yaml.SequenceNode) or listed.flow_style:
        raise ValueError(f"`{path[-1]}` is no list with an item a line")
    starts = [one.start_mark.line for one in listed.value]
    number = next((at for at, one in enumerate(listed.value) if _id(one) == id), None)
    if number is None:
        raise ValueError(f"`{path[-1]}` has no item `{id}`")
    last = number + 1 == len(starts)
    end = _end(lines, parent, path[-1], words, path) if last else starts[number + 1]
    made = as_yaml([dict(item)], listed.start_mark.column)
    return "".join([*lines[: starts[number]], made, *lines[end:]])


def _id(node: Any) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value) for key, value in pairs if key.value == "id"), "")


def set_value(words: str, path: Sequence[str], value: Any) -> str:
    """Return a file with a value set: its key is put in where it is not there, and keeps its line where it is."""
    lines = _lines(words)
    parent = _mapping(words, path[:-1])
    indent = parent.start_mark.column
    made = as_yaml({path[-1]: value}, indent)
    keys = [key for key, _ in parent.value]
    found = next((key for key in keys if key.value == path[-1]), None)
    if parent.flow_style:
        raise ValueError(f"`{path[-2] if len(path) > 1 else path[-1]}` stands in one line, between braces")
    if found is None:
        at = _end(lines, parent, "", words, path)
        return "".join([*lines[:at], made, *lines[at:]])
    end = _end(lines, parent, path[-1], words, path)
    return "".join([*lines[: found.start_mark.line], made, *lines[end:]])


def _lines(words: str) -> list[str]:
    lines = words.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return lines


def _mapping(words: str, path: Sequence[str]) -> yaml.MappingNode:
    node: Any = yaml.compose(words, yaml.SafeLoader)
    for key in path:
        node = next((value for name, value in node.value if name.value == key), None)
        node = node if isinstance(node, yaml.MappingNode) else None
        if node is None:
            raise ValueError(f"there is no `{key}:` with keys below it")
    if isinstance(node, yaml.MappingNode):
        return node
    raise ValueError("there are no keys in it")


def _end(lines: list[str], parent: yaml.MappingNode, key: str, words: str, path: Sequence[str]) -> int:
    """Return the line after a key's value, or after the whole mapping; blank lines and comments after it stay behind."""
    following = None
    if key:
        keys = [one for one, _ in parent.value]
        index = next(number for number, one in enumerate(keys) if one.value == key)
        following = keys[index + 1].start_mark.line if index + 1 < len(keys) else None
    at = following if following is not None else _after(words, path[:-1], len(lines))
    while at > 0 and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    return at


def _after(words: str, path: Sequence[str], last: int) -> int:
    """Return the line of the first key after a mapping, of whichever mapping around it."""
    at = last
    node: Any = yaml.compose(words, yaml.SafeLoader)
    for key in path:
        keys = [name for name, _ in node.value]
        index = next(number for number, one in enumerate(keys) if one.value == key)
        at = keys[index + 1].start_mark.line if index + 1 < len(keys) else at
        node = node.value[index][1]
    return at
