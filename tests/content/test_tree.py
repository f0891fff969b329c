"""The bytes of a YAML file become a tree in which every value knows its place and keeps its spelling."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from toolkit.content.tree import Fields, Items, Node, Passage, Scalar, locate, parse
from toolkit.core.diagnostics import ContentError, Place


def tree(words: str) -> Node:
    """Return the tree of a file without faults."""
    node, found = parse(words.encode(), "a.yaml", "root", "ru")
    assert found == ()
    return node


def scalars(node: Node) -> list[Scalar]:
    """Return every scalar of a tree."""
    if isinstance(node, Fields):
        return [found for value in node.values() for found in scalars(value)]
    if isinstance(node, Items):
        return [found for value in node for found in scalars(value)]
    return [node] if isinstance(node, Scalar) else []


def test_values_keep_their_spelling() -> None:
    """A country code `NO`, a number `1.10`, a date and a version stay the text that was typed."""
    node = tree("a: NO\nb: 1.10\nc: 2026-11-01\nd: 010\ne: yes\nf: 1e3\n")

    assert node == {"a": "NO", "b": "1.10", "c": "2026-11-01", "d": "010", "e": "yes", "f": "1e3"}


@pytest.mark.parametrize("empty", ["", "~", "null", "Null"])
def test_nothing_is_nothing(empty: str) -> None:
    """An empty value is None; the same words in quotation marks are words."""
    assert tree(f"a: {empty}\nb: '{empty}'\n") == {"a": None, "b": empty}


def test_places_count_from_one() -> None:
    """Line and column are those that an editor shows, also after Cyrillic letters and a byte-order mark."""
    node = tree("\ufeffимя: я\nсписок:\n  - раз\n  - {ключ: два}\n")

    assert [str(one.place) for one in scalars(node)] == ["a.yaml:1:6", "a.yaml:3:5", "a.yaml:4:12"]


def test_paths_name_items() -> None:
    """A dotted path names keys and the ids of list items; an item without one has its number, so that each has a path of its own."""
    node = tree("a:\n  - {id: x, t: one}\n  - {t: two}\n  - three\n")

    assert [one.path for one in scalars(node)] == ["root.a.x.id", "root.a.x.t", "root.a.2.t", "root.a.3"]


def test_paths_of_an_outline_name_sections_and_blocks() -> None:
    """A section's path has its id; blocks are told apart by name, and a second one of a name is numbered."""
    node = tree("outline:\n  - section: aims\n    blocks:\n      - prose: one\n      - box: {text: two}\n      - prose: three\n")

    paths = [one.path for one in scalars(node)]
    assert paths == [f"root.outline.aims.{rest}" for rest in ("section", "blocks.prose", "blocks.box.text", "blocks.2.prose")]


def test_file_says_its_language() -> None:
    """`language:` at the top overrides the workspace's."""
    assert {one.language for one in scalars(tree("language: en\na: x\n"))} == {"en"}
    assert {one.language for one in scalars(tree("a: {language: en}\n"))} == {"ru"}


def test_locate_ends_at_what_exists() -> None:
    """A chain of keys that leads nowhere ends at the nearest thing that is there."""
    node = tree("a:\n  b: [x, y]\n")

    assert locate(node, ("a", "b", 1)) == Place("a.yaml", 2, 10)
    assert locate(node, ("a", "b"), key=True) == Place("a.yaml", 2, 3)
    assert locate(node, ("a", "c")) == Place("a.yaml", 2, 3)


def test_all_faults_of_a_file_are_told() -> None:
    """One duplicate key does not hide the next."""
    _, found = parse(b"a: 1\na: 2\nb: 3\nb: 4\n", "a.yaml", "root", "ru")

    assert [(one.code, one.place.line) for one in found] == [("duplicate-key", 2), ("duplicate-key", 4)]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"a: [1", "yaml-syntax", "a.yaml:1:4"),
        (b"a: 'x\nb: 1\n", "yaml-syntax", "a.yaml:1:4"),
        (b"a: 1\n\tb: 2\n", "yaml-syntax", "a.yaml:2:1"),
        (b"a: &x 1\nb: *x\n", "yaml-alias", "a.yaml:1:4"),
        ("ключ: \x07".encode(), "yaml-syntax", "a.yaml:1:7"),
        ("ключ: ".encode() + b"\xff", "encoding", "a.yaml:1:7"),
        (b"a: 1\n---\nb: 2\n", "yaml-syntax", "a.yaml:2:1"),
        (b"- " * 500_000, "yaml-depth", "a.yaml:1:83"),
        (b"[" * 500_000, "yaml-depth", "a.yaml:1:42"),
        (b"#" * 4_000_001, "yaml-size", "a.yaml"),
    ],
    ids=["bracket", "quote", "tab", "alias", "control", "encoding", "two-documents", "dashes", "brackets", "size"],
)
def test_unreadable_file(data: bytes, code: str, place: str) -> None:
    """A file that cannot be read raises one diagnostic, at the sign where it goes wrong."""
    with pytest.raises(ContentError) as raised:
        parse(data, "a.yaml", "root", "ru")

    (found,) = raised.value.diagnostics
    assert (found.code, str(found.place)) == (code, place)
    assert found.hint


WORDS = st.text(st.characters(categories=["L", "N", "P", "Zs"], include_characters="\n\t"), max_size=40)


@given(st.recursive(WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz", min_size=1), inner, max_size=4)))
def test_what_yaml_writes_is_read_back(value: object) -> None:
    """Whatever PyYAML writes, in whatever style it chooses, gives the same values; only an empty one becomes None."""
    node, found = parse(yaml.safe_dump(value, allow_unicode=True).encode(), "a.yaml", "", "ru")

    assert found == ()
    assert node == value


@given(st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=12), min_size=1, max_size=6, unique=True))
def test_places_point_at_the_text(words: list[str]) -> None:
    """Where a scalar says it stands, its words stand."""
    source = "".join(f"k{number}:\n  - {{в: '{word}'}}\n" for number, word in enumerate(words))
    lines = source.splitlines()

    for found in scalars(tree(source)):
        line = lines[found.place.line - 1]
        assert line[found.place.column - 1 :].startswith(f"'{found}'")


@given(st.text("аб \n", max_size=60), st.data())
def test_passage_points_at_its_characters(words: str, data: st.DataObject) -> None:
    """The place of a character in a passage is its line and column in the file."""
    passage = Passage(Place("a", 3, 5), words)
    offset = data.draw(st.integers(0, len(words)))

    place = passage.step(offset)

    file = "\n\n    " + words
    lines = file.split("\n")
    assert sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1 == offset + 6
