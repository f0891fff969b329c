"""The bytes of one YAML file in; a tree of scalars that know their file, line, column and dotted path out.

Every scalar stays the text that the author typed: a country code `NO` or a number `1.10` keeps its
spelling until the model that wants a number reads it.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeAlias

import yaml

from toolkit.diagnostics import ContentError, Diagnostic, Place

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(str):
    """A scalar as typed, with its place, the dotted path that leads to it and the language of its file."""

    __slots__ = ("block_style", "language", "path", "place")
    place: Place
    path: str
    language: str
    block_style: bool

    @classmethod
    def at(cls, value: str, place: Place, path: str = "", language: str = "", *, block_style: bool = False) -> Scalar:
        """Make a scalar that stands at a place."""
        scalar = cls(value)
        scalar.place, scalar.path, scalar.language, scalar.block_style = place, path, language, block_style
        return scalar


class Fields(dict[str, Any]):
    """A mapping with the place where it begins and its dotted path."""

    __slots__ = ("path", "place")
    place: Place
    path: str

    def key_place(self, name: str) -> Place:
        """Return the place of a key; of the mapping itself when the key is not there."""
        return next((key.place for key in self if key == name and isinstance(key, Scalar)), self.place)


class Items(list[Any]):
    """A sequence with the place where it begins."""

    __slots__ = ("place",)
    place: Place


Node: TypeAlias = Scalar | Fields | Items | None


class _Reader:
    """Turns the nodes of one file into a tree; collects what it refuses."""

    def __init__(self, path: str, language: str) -> None:
        self.file = path
        self.language = language
        self.found: list[Diagnostic] = []
        self.seen: set[int] = set()

    def place(self, mark: yaml.Mark) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def read(self, node: yaml.Node, path: str, depth: int = 0) -> Node:
        place = self.place(node.start_mark)
        if id(node) in self.seen:
            self.refuse("yaml-alias", "an alias (`*name`) is not supported", place, "write the value out")
            return None
        self.seen.add(id(node))
        if depth > MAX_DEPTH:
            self.refuse("yaml-depth", f"nested deeper than {MAX_DEPTH} levels", place, "flatten the structure")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.fields(node, path, depth, place)
        if isinstance(node, yaml.SequenceNode):
            items = Items(self.read(item, _item_path(item, path), depth + 1) for item in node.value)
            items.place = place
            return items
        assert isinstance(node, yaml.ScalarNode)
        if not node.style and node.value in _NULLS:
            return None
        return Scalar.at(node.value, place, path, self.language, block_style=node.style in ("|", ">"))

    def fields(self, node: yaml.MappingNode, path: str, depth: int, place: Place) -> Fields:
        fields = Fields()
        fields.place, fields.path = place, path
        for key_node, value_node in node.value:
            key_place = self.place(key_node.start_mark)
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse("yaml-key", "a key must be a plain word", key_place, "quote it, or make it a value")
                continue
            key = Scalar.at(key_node.value, key_place)
            if key in fields:
                first = fields.key_place(key).line
                self.refuse("duplicate-key", f"key `{key}` stands here twice", key_place, f"first on line {first}")
                continue
            fields[key] = self.read(value_node, f"{path}.{key}" if path else str(key), depth + 1)
        return fields

    def refuse(self, code: str, message: str, place: Place, hint: str) -> None:
        self.found.append(Diagnostic(code, message, place, hint))


def _item_path(node: yaml.Node, path: str) -> str:
    """Return the path of a list item: by its own `id`, never by its index, so that inserting moves nothing."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "id" and isinstance(value, yaml.ScalarNode):
                return f"{path}.{value.value}"
    return path


def parse(data: bytes, path: str, prefix: str, language: str) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the tree of a file and what was refused in it.

    `path` is the file's path in the workspace, `prefix` the dotted path of its root. A top-level key
    `language:` overrides the workspace's source language. A file that is no YAML at all raises ContentError.
    """
    node = _compose(data, path)
    if node is None:
        return None, ()
    reader = _Reader(path, _own_language(node) or language)
    return reader.read(node, prefix), tuple(reader.found)


def _compose(data: bytes, path: str) -> yaml.Node | None:
    if len(data) > MAX_BYTES:
        _fail("yaml-size", f"larger than {MAX_BYTES:,} bytes", Place(path), "split the file")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        _fail("encoding", "the file is not UTF-8", Place(path, line), "save it as UTF-8")
    loader = yaml.CSafeLoader(data)
    try:
        node: yaml.Node | None = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        problem = " ".join(filter(None, (error.context, error.problem)))
        _fail("yaml-syntax", f"not valid YAML: {problem}", place, "check indentation, colons and quotation marks here")
    except yaml.YAMLError as error:
        _fail("yaml-syntax", f"not valid YAML: {error}", Place(path), "check for control characters")
    finally:
        loader.dispose()
    return node


def _fail(code: str, message: str, place: Place, hint: str) -> NoReturn:
    raise ContentError(Diagnostic(code, " ".join(message.split()), place, hint))


def _own_language(node: yaml.Node) -> str:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "language" and isinstance(value, yaml.ScalarNode):
                return str(value.value)
    return ""


def locate(node: Node, steps: tuple[int | str, ...], *, key: bool = False) -> Place:
    """Return the place of the value (or, with `key`, of the last key) that a chain of keys and indexes leads to.

    Steps that lead nowhere (a missing key, a name that a validator put in) end at the nearest thing that exists.
    """
    place = _place(node)
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        if isinstance(node, Fields) and step in node:
            key_place = node.key_place(str(step))
            node = node[str(step)]
            place = key_place if (key and last) or node is None else _place(node)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            node = node[step]
            place = _place(node) if node is not None else place
    return place


def _place(node: Node) -> Place:
    return node.place if node is not None else Place("")
