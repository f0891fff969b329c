"""Parses a YAML file as a tree of scalars that know their file, line, column and dotted path.

Every scalar stays the text that the author typed: a country code `NO` or a number `1.10` keeps its
spelling until the model that wants a number reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, NoReturn, TypeAlias

import yaml

from toolkit.content.paths import item_paths
from toolkit.content.scalars import is_language
from toolkit.core.characters import hidden, hidden_in_name, named, strange_space, without_hidden
from toolkit.core.diagnostics import ContentError, Diagnostic, Place
from toolkit.core.workspace import decoded

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
MAX_ENTRIES = 20_000
"""Entries of one list or mapping."""
MAX_SCALAR = 200_000
"""Characters of one value; prose of a whole section may be one."""
MAX_KEY = 200
MANY = 5_000
"""Signs that may open a collection, in one file, from which on its depth is counted first."""
REFERENCES = "references"
"""The key under which a file of CSL-YAML has its list of works."""
UNSEEN = "delete it, and type what belongs there anew: it came with a copied text"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CONTROL = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_UNREADABLE = frozenset({"yaml-alias", "yaml-depth"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a file, letter for letter, and where it begins."""

    place: Place
    words: str

    def __reduce__(self) -> tuple[type[Passage], tuple[Place, str]]:
        """Unpickle by the constructor, which is quicker."""
        return Passage, (self.place, self.words)

    def at(self, words: str) -> Place:
        """Return where some words stand in the passage; where it begins, when they are folded or not there."""
        offset = self.words.find(words) if words else -1
        return self.place if offset < 0 else self.step(offset)

    def step(self, offset: int) -> Place:
        """Return the place of a character of the passage."""
        line = self.words.count("\n", 0, offset)
        column = offset - self.words.rfind("\n", 0, offset) if line else self.place.column + offset
        return Place(self.place.path, self.place.line + line, column)

    def part(self, start: int, end: int) -> Passage:
        """Return a part of the passage."""
        return Passage(self.step(start), self.words[start:end])


NOWHERE = Passage(Place(""), "")


class Scalar(str):
    """A scalar as typed, with its place, the dotted path that leads to it and the language of its file."""

    __slots__ = ("block_style", "language", "passage", "path", "place")
    place: Place
    path: str
    language: str
    block_style: bool
    passage: Passage

    @classmethod
    def at(cls, value: str, place: Place, path: str = "", language: str = "", *, block_style: bool = False, typed: str = "") -> Scalar:
        """Make a scalar that stands at a place; `typed` is how it stands there, letter for letter."""
        scalar = cls(value)
        scalar.place, scalar.path, scalar.language, scalar.block_style = place, path, language, block_style
        scalar.passage = Passage(place, typed)
        return scalar


class Fields(dict[str, Any]):
    """A mapping with the place where it begins and its dotted path."""

    __slots__ = ("passage", "path", "place")
    place: Place
    path: str
    passage: Passage

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

    def __init__(self, path: str, language: str, words: str) -> None:
        self.file = path
        self.words = words
        self.language = language
        self.found: list[Diagnostic] = []
        self.seen: set[int] = set()

    def passage(self, node: yaml.Node) -> Passage:
        start, end = node.start_mark, node.end_mark
        return Passage(Place(self.file, start.line + 1, start.column + 1), self.words[start.index : end.index])

    def read(self, node: yaml.Node, path: str, depth: int = 0) -> Node:
        passage = self.passage(node)
        place = passage.place
        if id(node) in self.seen:
            self.refuse("yaml-alias", "an alias (`*name`) is not supported", place, "write the value out")
            return None
        self.seen.add(id(node))
        if depth > MAX_DEPTH:
            self.refuse("yaml-depth", f"nested deeper than {MAX_DEPTH} levels", place, "flatten the structure")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.fields(node, path, depth, passage)
        if isinstance(node, yaml.SequenceNode):
            entries = self.bounded(node.value, place)
            items = Items(self.read(item, own, depth + 1) for item, own in zip(entries, item_paths(entries, path), strict=True))
            items.place = place
            return items
        assert isinstance(node, yaml.ScalarNode)
        if not node.style and node.value in _NULLS:
            return None
        return self.scalar(node, path, passage)

    def scalar(self, node: yaml.ScalarNode, path: str, passage: Passage) -> Scalar | None:
        value, place = node.value, passage.place
        if len(value) > MAX_SCALAR:
            self.refuse("too-large", f"the value has {len(value):,} characters, {MAX_SCALAR:,} at most", place, "split it")
            value = "0"  # it is there: nobody is to be told that it is missing
        if _PRIVATE.search(value):
            value = _PRIVATE.sub("", value)
            self.refuse("yaml-syntax", "a character of private use stands here, which no font prints", place, "remove it")
        found = hidden(value)
        strange = strange_space(value) if not node.style else None
        if sign := found.group() if found else strange[1] if strange else "":
            self.refuse("invisible-character", f"{named(sign)} stands here, unseen", passage.at(sign), UNSEEN)
            value = without_hidden(value)
        return Scalar.at(value, place, path, self.language, block_style=node.style in ("|", ">"), typed=passage.words)

    def bounded(self, entries: list[Any], place: Place) -> list[Any]:
        """Return the entries of a list or a mapping, as many as people write."""
        if len(entries) > MAX_ENTRIES:
            message = f"{len(entries):,} entries stand here, {MAX_ENTRIES:,} at most"
            self.refuse("too-large", message, place, "split them over several files")
        return entries[:MAX_ENTRIES]

    def fields(self, node: yaml.MappingNode, path: str, depth: int, passage: Passage) -> Fields:
        fields = Fields()
        fields.place, fields.path, fields.passage = passage.place, path, passage
        for key_node, value_node in self.bounded(node.value, passage.place):
            key_place = self.passage(key_node).place
            if not isinstance(key_node, yaml.ScalarNode):
                self.refuse("yaml-key", "a key must be a plain word", key_place, "quote it, or make it a value")
                continue
            key = Scalar.at(without_hidden(key_node.value), key_place)
            if sign := hidden_in_name(key_node.value):
                self.refuse("invisible-character", f"{named(sign.group())} stands in a key, unseen", key_place, UNSEEN)
            if len(key) > MAX_KEY:
                self.refuse("too-large", f"the key has {len(key):,} characters, {MAX_KEY} at most", key_place, "give it a shorter name")
                continue
            if key in fields:
                first = fields.key_place(key).line
                self.refuse("duplicate-key", f"key `{key}` stands here twice", key_place, f"first on line {first}")
                continue
            # The list of a file of CSL-YAML is no step: a source is `sources.ID`, wherever it stands.
            listed = not depth and key == REFERENCES and isinstance(value_node, yaml.SequenceNode)
            fields[key] = self.read(value_node, path if listed else f"{path}.{key}" if path else str(key), depth + 1)
        return fields

    def refuse(self, code: str, message: str, place: Place, hint: str) -> None:
        self.found.append(Diagnostic(code, message, place, hint))


def parse(data: bytes, path: str, prefix: str, language: str) -> tuple[Node, tuple[Diagnostic, ...]]:
    """Return the tree of a file and what was refused in it.

    `path` is the file's path in the workspace, `prefix` the dotted path of its root. A top-level key
    `language:` overrides the workspace's source language. A file that is no YAML at all raises ContentError,
    and so does one with an alias or nested too deep, whose values cannot be judged.
    """
    words = _decode(data, path)
    if sum(map(words.count, ("[", "{", "- ", "? "))) > MANY:
        _bound_depth(words, path)
    node = _compose(words, path)
    if node is None:
        return None, ()
    own = _own_language(node)
    reader = _Reader(path, own if is_language(own) else language, words)
    tree = reader.read(node, prefix)
    if any(one.code in _UNREADABLE for one in reader.found):
        raise ContentError(*reader.found)
    return tree, tuple(reader.found)


def _decode(data: bytes, path: str) -> str:
    if len(data) > MAX_BYTES:
        _fail(
            "yaml-size",
            f"larger than {MAX_BYTES:,} bytes",
            Place(path),
            "split the file: `links.yaml` into `links.north.yaml` and `links.south.yaml`",
        )
    return decoded(data, path)


def _bound_depth(words: str, path: str) -> None:
    """Refuse what is nested too deep before it is composed: libyaml's composer recurses, and would fall with the program."""
    parser = yaml.CSafeLoader(words)
    depth = 0
    try:
        while parser.check_event():
            event: Any = parser.get_event()
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH + 1:
                place = Place(path, event.start_mark.line + 1, event.start_mark.column + 1)
                _fail("yaml-depth", f"nested deeper than {MAX_DEPTH} levels", place, "flatten the structure")
    except yaml.YAMLError:
        return
    finally:
        parser.dispose()


def _compose(words: str, path: str) -> yaml.Node | None:
    loader = yaml.CSafeLoader(words)
    try:
        node: yaml.Node | None = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        # What is never closed is at fault where it opens, not at the end of the file.
        ends = error.problem_mark is not None and not words[error.problem_mark.index :].strip()
        unclosed = ends and any(kind in (error.context or "") for kind in ("flow", "quoted"))
        mark = (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        _name_strange_space(words, place)
        problem = " ".join(filter(None, (error.context, error.problem)))
        _fail("yaml-syntax", f"not valid YAML: {problem}", place, _syntax_hint(words, place))
    except yaml.YAMLError:
        sign = _CONTROL.search(words)
        place = Passage(Place(path, 1, 1), words).step(sign.start()) if sign else Place(path)
        _fail("yaml-syntax", "not valid YAML: a control character stands here", place, "remove it")
    finally:
        loader.dispose()
    return node


def _name_strange_space(words: str, fault: Place) -> None:
    """Refuse a space that YAML takes for a letter, where it is what made the file unreadable: the last one before the fault."""
    lines = words.split("\n")[: fault.line]
    for number in range(len(lines) - 1, max(len(lines) - 4, -1), -1):
        if strange := strange_space(lines[number]):
            place = Place(fault.path, number + 1, strange[0] + 1)
            _fail("invisible-character", f"{named(strange[1])} stands where a plain space must be", place, UNSEEN)


def _syntax_hint(words: str, place: Place) -> str:
    lines = words.splitlines()
    here = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return "indent with spaces, not with a tab"
    return "check indentation, colons and quotation marks here"


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
