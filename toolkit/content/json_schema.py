"""Makes the JSON Schemas that editors use, one for each collection, from the models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from toolkit.content.document import BLOCK_SCHEMA, Document
from toolkit.content.field_guide import PATH, guide
from toolkit.content.library import COLLECTIONS
from toolkit.content.site import Site
from toolkit.content.vocabulary import Vocabulary
from toolkit.core.files import write

Blocks = Mapping[str, type[BaseModel]]
"""The typed arguments of every block, by the name of the block."""
FOLDER = "schemas"
SINGLE = ("clusters", "legal_bases", "clauses", "documents")
"""Collections whose files hold one record; the others hold a mapping of id to record."""


def schemas(blocks: Blocks) -> dict[str, dict[str, Any]]:
    """Return every schema by file name; `blocks` are the arguments of each block by its name."""
    made = {"site": _record(Site), "vocabulary": _record(Vocabulary)}
    for name, model in COLLECTIONS.items():
        made[name] = _schema(name, model, blocks)
    return made


def _schema(name: str, model: type[BaseModel], blocks: Blocks) -> dict[str, Any]:
    if model is Document:
        return _documents(blocks)
    if name in SINGLE:
        return _record(model)
    return _sources(model) if name == "sources" else _mapping(model)


def _record(model: type[BaseModel]) -> dict[str, Any]:
    return finished(model.model_json_schema())


def _documents(blocks: Blocks) -> dict[str, Any]:
    schema = _with_blocks(Document.model_json_schema())
    models = {name: arguments.model_json_schema() for name, arguments in blocks.items()}
    for block in models.values():
        schema["$defs"].update(block.pop("$defs", {}))
    schema["$defs"]["Block"] = _block(models)
    return finished(schema)


def finished(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema as editors have it."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_as_typed(schema)}


def _as_typed(schema: Any) -> Any:
    """Return a schema in which a number is text as well: the toolkit reads `2027` where text is asked for as it is typed."""
    if isinstance(schema, dict):
        free = schema.get("type") == "string" and not schema.keys() & {"enum", "const", "pattern", "format"}
        made = {key: ["string", "number"] if free and key == "type" else _as_typed(value) for key, value in schema.items()}
        return {**made, "uniqueItems": True} if _is_list_of_words(schema) else made
    return [_as_typed(value) for value in schema] if isinstance(schema, list) else schema


def _is_list_of_words(schema: dict[str, Any]) -> bool:
    """Say whether a schema is that of a list of ids, codes or words: none of them may stand there twice."""
    items = schema.get("items")
    return schema.get("type") == "array" and isinstance(items, dict) and items.get("type") == "string"


def _with_blocks(schema: Any) -> Any:
    """Return a schema in which every place for a block refers to the definition of blocks."""
    if isinstance(schema, dict):
        if schema == {"title": BLOCK_SCHEMA}:
            return {"$ref": "#/$defs/Block"}
        return {key: _with_blocks(value) for key, value in schema.items()}
    return [_with_blocks(value) for value in schema] if isinstance(schema, list) else schema


def _block(blocks: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the schema of an outline's entry: one key, the block's name."""
    properties = {}
    for name, schema in blocks.items():
        fields = list(schema.get("properties", {}).values())
        properties[name] = {"anyOf": [schema, fields[0]]} if len(fields) == 1 else schema
        if not schema.get("required"):
            properties[name] = {"anyOf": [properties[name], {"type": "null"}]}
    return {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": False, "properties": properties}


def _mapping(model: type[BaseModel]) -> dict[str, Any]:
    schema = _record(model)
    definitions = schema.pop("$defs", {})
    schema.pop("$schema", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {"language": {"type": "string"}},
        "additionalProperties": schema,
        "$defs": definitions,
    }


def _sources(model: type[BaseModel]) -> dict[str, Any]:
    schema = _mapping(model)
    item = schema.pop("additionalProperties")
    item["properties"] = {"id": {"type": "string"}, **item["properties"]}
    return {**schema, "properties": {"references": {"type": "array", "items": item}}, "additionalProperties": False}


def write_schemas(root: Path, blocks: Blocks) -> tuple[int, int]:
    """Write the schemas, and the guide to fields where there is one; return how many files changed and how many schemas there are."""
    made = schemas(blocks)
    changed = sum(
        write(root / FOLDER / f"{name}.json", (json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())
        for name, schema in sorted(made.items())
    )
    return changed + ((root / PATH).is_file() and write(root / PATH, guide(blocks).encode())), len(made)
