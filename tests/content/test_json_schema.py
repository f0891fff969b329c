"""The JSON Schemas that editors use say what the models say, and all content obeys them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import CONTENT, REPOSITORY
from toolkit.blocks.arguments import ARGUMENTS
from toolkit.content.json_schema import schemas

FILES = sorted([*(REPOSITORY / "content").rglob("*.yaml"), *CONTENT.rglob("*.yaml")])


class Loader(yaml.CSafeLoader):
    """Reads YAML as the editor's language server does: YAML 1.2, where a date is a string and `NO` is no truth value."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), list("tf"))


def schema_name(file: Path) -> str:
    """Return the name of the schema that a content file is written for."""
    base = CONTENT if file.is_relative_to(CONTENT) else REPOSITORY / "content"
    return file.relative_to(base).parts[0].removesuffix(".yaml")


@pytest.mark.parametrize("name", sorted(schemas(ARGUMENTS)))
def test_schema_is_current(name: str) -> None:
    """The file in `schemas/` is what `toolkit schema` writes."""
    on_disk = json.loads((REPOSITORY / "schemas" / f"{name}.json").read_text(encoding="utf-8"))

    assert on_disk == json.loads(json.dumps(schemas(ARGUMENTS)[name]))


@pytest.mark.parametrize("name", sorted(schemas(ARGUMENTS)))
def test_schema_is_one(name: str) -> None:
    """Each schema is valid JSON Schema."""
    Draft202012Validator.check_schema(schemas(ARGUMENTS)[name])


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPOSITORY).as_posix())
def test_content_obeys_its_schema(file: Path, validators: dict[str, Draft202012Validator]) -> None:
    """What the toolkit accepts, an editor accepts."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader)  # a safe loader with fewer types

    assert [f"{error.json_path}: {error.message}" for error in validators[schema_name(file)].iter_errors(data)] == []


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    """Return a validator for each schema."""
    return {name: Draft202012Validator(schema) for name, schema in schemas(ARGUMENTS).items()}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("clusters", {"regoin": "x"}),
        ("documents", {"kind": "brief", "title": "x", "date": "2026-11-16", "outline": [{"section": "a", "blocks": [{"prosa": "x"}]}]}),
        (
            "documents",
            {"kind": "brief", "title": "x", "date": "2026-11-16", "outline": [{"section": "a", "blocks": [{"picture": {"fil": "x"}}]}]},
        ),
        ("sources", {"references": [{"id": "a", "type": "buch", "title": "x"}]}),
        ("units", {"x": {"forms": "y"}}),
    ],
)
def test_editor_sees_mistakes(name: str, wrong: dict[str, Any], validators: dict[str, Draft202012Validator]) -> None:
    """An unknown key, block or value is underlined as it is typed."""
    assert list(validators[name].iter_errors(wrong))


def test_shipped_files_name_their_schema() -> None:
    """Every content file of the repository opens with the modeline that leads the editor to its schema."""
    for file in sorted((REPOSITORY / "content").rglob("*.yaml")):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        named = first.removeprefix("# yaml-language-server: $schema=")

        assert (file.parent / named).resolve() == REPOSITORY / "schemas" / f"{schema_name(file)}.json", file


def test_keys_are_explained() -> None:
    """The docstring of a field is its description, for the editor to show."""
    assert schemas(ARGUMENTS)["clusters"]["properties"]["short"]["description"].startswith("Name in tables")
