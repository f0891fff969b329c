"""Defines the base class of values that parse what an author typed, for pydantic and for the JSON Schema."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic_core import CoreSchema, core_schema


class Typed:
    """A value with a `read` of its own; `json_schema` is what an editor is told of it."""

    __slots__ = ()
    json_schema: ClassVar[dict[str, Any]] = {"type": "string"}

    @classmethod
    def read(cls, value: Any) -> Self:
        """Make the value of what was typed; raise PydanticCustomError that says what is wrong with it."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return dict(cls.json_schema)
