"""Judges JSON by the shape that docs/commands.md states of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.cli.json_shapes import By, Either, Shape


def faults(shape: Shape, value: Any, path: str = "$") -> Iterator[str]:
    """Yield where a value is not of its shape: a key more or less, another type."""
    if isinstance(shape, Either):
        found = [list(faults(one, value, path)) for _, one in shape.shapes]
        yield from [] if [] in found else found[0]
    elif isinstance(shape, str):
        kinds = {"string": str, "number": (int, float), "boolean": bool, "null": type(None)}
        if not any(isinstance(value, kinds[one]) and (one == "boolean" or not isinstance(value, bool)) for one in shape.split(" or ")):
            yield f"{path}: {value!r} is no {shape}"
    elif isinstance(shape, list):
        inner = value if isinstance(value, list) else [None]
        yield from (fault for n, one in enumerate(inner) for fault in faults(shape[0], one, f"{path}[{n}]"))
    elif not isinstance(value, dict):
        yield f"{path}: {value!r} is no object"
    elif isinstance(shape, By):
        yield from (fault for key, one in value.items() for fault in faults(shape.value, one, f"{path}.{key}"))
    elif set(value) != set(shape):
        yield f"{path}: {sorted(set(value) ^ set(shape))} is on one side alone"
    else:
        yield from (fault for key, one in value.items() for fault in faults(shape[key], one, f"{path}.{key}"))
