"""The guide to fields tells of each what it means, and shows one that content may really have."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from tests.content.test_json_schema import Loader
from toolkit.blocks.arguments import ARGUMENTS
from toolkit.content.field_examples import UNKNOWN, example
from toolkit.content.field_guide import guide, models
from toolkit.content.field_words import fields_of
from toolkit.content.json_schema import finished
from toolkit.content.vocabulary import shipped

ALL = tuple(models(ARGUMENTS))
VOCABULARY = yaml.safe_load(shipped())


def rows() -> Iterator[list[str]]:
    """Yield the cells of every row of the guide."""
    for line in guide(ARGUMENTS).splitlines():
        if line.startswith(("| `", "| **`")):
            yield [cell.strip() for cell in line.replace("\\|", "").strip("|").split("|")]


def test_every_field_has_a_sentence_and_an_example() -> None:
    """No row of the guide leaves a reader to guess."""
    lacking = [
        cells for cells in rows() if len(cells) != 4 or not cells[2].endswith(".") or UNKNOWN in cells[3] or not cells[3].strip("` ")
    ]

    assert len(list(rows())) > 500
    assert lacking == []


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_an_example_is_what_the_field_may_hold(model: type[BaseModel]) -> None:
    """Editors accept every example, by the schema that they have of the field."""
    schema = finished(model.model_json_schema())
    places = [schema, *schema.get("anyOf", ()), *schema.get("$defs", {}).values()]
    own = next(place["properties"] for place in places if "properties" in place and place.get("title") == model.__name__)
    for name, field in fields_of(model).items():
        key = field.alias or name
        shown = f"'{key}': {example(key, field)}"
        allowed = Draft202012Validator({"$defs": schema.get("$defs", {}), **own[key]})

        assert any(allowed.is_valid(json.loads(json.dumps(yaml.load(shown, loader)))[key]) for loader in (Loader, yaml.BaseLoader)), shown
