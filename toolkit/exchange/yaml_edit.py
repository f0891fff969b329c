"""Changes single values and adds entries in the YAML that people wrote, and leaves every other letter and comment as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from typing import Any

import yaml

from toolkit.content.tree import REFERENCES


def as_yaml(value: Any) -> str:
    """Return a value as lines of YAML: keys in their order, dates and words unquoted where they may be."""
    words: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=False)
    return words


def in_line(value: Any) -> str:
    """Return a value as YAML that stands in one line."""
    words: str = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=True)
    return words.removesuffix("\n").removesuffix("\n...").strip()


_PLAIN = {"timestamp": r"\d{4}-\d{2}-\d{2}", "int": r"0|-?[1-9]\d*", "float": r"-?\d+\.\d+"}
"""What stands without quotation marks though it is a word: YAML would take it for a value of these types."""


class _Dumper(yaml.SafeDumper):
    """Writes as the content of people is written."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)


def _words(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    """Write a date and a number as they stand: every field reads its own spelling."""
    for tag, pattern in _PLAIN.items():
        if re.fullmatch(pattern, value):
            return dumper.represent_scalar(f"tag:yaml.org,2002:{tag}", value)
    return dumper.represent_scalar("tag:yaml.org,2002:str", value)


_Dumper.add_representer(str, _words)


def find(words: str, path: Sequence[str]) -> yaml.MappingNode | None:
    """Return the mapping that keys lead to; `references` is the list of a file of works, whose items are known by their id."""
    node: yaml.Node | None = yaml.compose(words, yaml.CSafeLoader)
    for step in path:
        listed = value_of(node, REFERENCES)
        if isinstance(listed, yaml.SequenceNode):
            node = next((one for one in listed.value if _scalar(value_of(one, "id")) == step), None)
        else:
            node = value_of(node, step)
    return node if isinstance(node, yaml.MappingNode) else None


def value_of(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """Return the value of a key of a mapping."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in pairs if key.value == name), None)


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def changed(words: str, path: Sequence[str], values: Mapping[str, Any]) -> str:
    """Return a file with some keys of a mapping given other values; a key that is not there is put after the last."""
    for key, value in values.items():
        node = find(words, path)
        if node is None:
            raise LookupError(".".join(path))
        held = value_of(node, key)
        if held is not None:
            words = _put(words, held, in_line(value))
        elif node.flow_style:
            at = node.end_mark.index - 1
            before = words[:at].rstrip()
            comma = "" if before.endswith(("{", ",")) else ", "
            words = f"{before}{comma}{key}: {in_line(value)}{words[at:]}"
        else:
            words = after_the_last(words, node, f"{key}: {in_line(value)}\n", gap=False)
    return words


def without(words: str, path: Sequence[str], names: Iterable[str]) -> str:
    """Return a file with some keys of a mapping taken out, each with its value; those that are not there are none of it."""
    for name in names:
        node = find(words, path)
        key, value = next(((key, value) for key, value in (node.value if node else ()) if key.value == name), (None, None))
        if node is None or key is None or value is None:
            continue
        start, end = key.start_mark.index, value.end_mark.index
        if not node.flow_style:
            start, end = words.rindex("\n", 0, start) + 1, words.find("\n", start + len(words[start:end].rstrip())) + 1 or len(words)
        elif found := re.match(r"\s*,\s*", words[end:]):
            end += found.end()
        else:
            start = len(words[:start].rstrip().removesuffix(",").rstrip())
        words = words[:start] + words[end:]
    return words


def _put(words: str, node: yaml.Node, value: str) -> str:
    """Put a value in place of a node; the line break after a block of lines stays."""
    start, end = node.start_mark.index, node.end_mark.index
    span = words[start:end]
    return words[:start] + value + span[len(span.rstrip()) :] + words[end:]


def added(words: str, path: Sequence[str], entry: Mapping[str, Any]) -> str:
    """Return a file with an entry after the last of a mapping, or of the list of works; LookupError where it has no place."""
    root: yaml.Node | None = yaml.compose(words, yaml.CSafeLoader) if words.strip() else None
    listed = value_of(root, REFERENCES) if not path else None
    if isinstance(listed, yaml.SequenceNode) and listed.value and not listed.flow_style:
        lines = as_yaml([{"id": id, **fields} for id, fields in entry.items()])
        return after_the_last(words, listed, indent_less(lines))
    node = find(words, path) if root is not None else None
    if root is None and not path:
        return words + as_yaml(entry)
    if node is None or node.flow_style or not node.value:
        raise LookupError(".".join(path))
    return after_the_last(words, node, as_yaml(entry), gap="\n\n" in words[node.start_mark.index : node.end_mark.index])


def indent_less(lines: str) -> str:
    """Return lines of a list without the indentation of its outermost items."""
    depth = len(lines) - len(lines.lstrip(" "))
    return "".join(line[depth:] if line.startswith(" " * depth) else line for line in lines.splitlines(keepends=True))


def after_the_last(words: str, node: yaml.Node, entry: str, *, gap: bool = True) -> str:
    """Return a file with an entry put after the last of a block of entries, as deep as that stands; what follows stays."""
    depth, lines = node.start_mark.column, words.splitlines(keepends=True)
    end = min(node.end_mark.line + (node.end_mark.column > depth), len(lines))
    while not (line := lines[end - 1].strip()) or (line.startswith("#") and len(lines[end - 1]) - len(lines[end - 1].lstrip()) < depth):
        end -= 1  # blank lines, and comments on what comes next
    kept = "".join(lines[:end]).rstrip("\n")
    rest = "".join(lines[end:]) if not gap else "".join(lines[end:]).lstrip("\n")
    parted = "\n" if gap and rest else ""
    first = "\n" if gap else ""
    return f"{kept}\n{first}{indent(entry, ' ' * depth)}{parted}{rest}"
