"""Turns what pydantic says of a record into diagnostics at file, line and column, with a cure."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from toolkit.content.document import BlockItem, BlockModels
from toolkit.content.tree import Fields, Items, Node, Scalar, locate
from toolkit.core.characters import strange
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean

_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "unknown-value",
    "enum": "unknown-value",
    "string_pattern_mismatch": "bad-id",
    "too_short": "too-few",
    "too_long": "too-many",
}


MOST = 200
"""Mistakes of one record that are told: more have one cause."""
_KEY = "[key]"
"""The last step of pydantic's location, where a key itself is at fault."""
_EXPECTED = {
    "tuple_type": ("expected a list", "write a list, as [first, second]"),
    "dict_type": ("expected a mapping", "write `key: value` lines, indented"),
    "model_type": ("expected a mapping", "write `key: value` lines, indented"),
    "decimal_type": ("expected a number", "write digits alone, as 62 or 1.5"),
    "decimal_parsing": ("expected a number", "write digits alone, as 62 or 1.5"),
    "int_type": ("expected a whole number", "write digits alone, as 24"),
    "int_parsing": ("expected a whole number", "write digits alone, as 24"),
    "bool_type": ("expected true or false", "write true or false"),
    "bool_parsing": ("expected true or false", "write true or false"),
    "string_type": ("expected one piece of text", "write one value, not a list or a mapping"),
}
"""What a value should be and how to write it, by pydantic's kind of error."""


def explain(error: ValidationError, model: type[BaseModel], raw: Fields, blocks: BlockModels) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each mistake in a record."""
    seen: set[tuple[Place, str, str]] = set()
    told = error.errors(include_url=False)
    details = [one for one in told if one["type"] != "too_short" or not any(_within(other["loc"], one["loc"]) for other in told)]
    for detail in details[:MOST]:
        steps = _steps(raw, detail["loc"])
        found = _diagnose(detail, model, raw, steps, blocks)
        # The branches of a union say of one value what each expected: the first is told. Each key that is missing is a mistake of its own.
        mistake = (found.place, found.code, found.message if found.code == "missing-key" else "")
        if mistake not in seen:
            seen.add(mistake)
            yield found
    if len(details) > MOST:
        hint = "correct those above; the next run tells of the others"
        yield Diagnostic("too-large", f"{len(details) - MOST:,} more mistakes stand in this record", raw.place, hint)


def _within(loc: tuple[int | str, ...], outer: tuple[int | str, ...]) -> bool:
    """Say whether a mistake is one of a list's entries: the list is then not too short besides."""
    return len(loc) > len(outer) and loc[: len(outer)] == outer


def _steps(raw: Node, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return the part of pydantic's location that names keys and indexes of the tree; union tags drop out."""
    kept: list[int | str] = []
    node = raw
    loc = loc[:-1] if loc[-1:] == (_KEY,) else loc
    for number, step in enumerate(loc):
        if _is_block(node, kept, step):
            name = next(iter(node))
            kept.append(name)
            node = node[name]
        if isinstance(node, Fields) and step in node:
            node = node[str(step)]
            kept.append(step)
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node):
            node = node[step]
            kept.append(step)
        elif number == len(loc) - 1 and isinstance(node, Fields):
            kept.append(step)
    return tuple(kept)


def _is_block(node: Node, kept: list[int | str], step: int | str) -> TypeGuard[Fields]:
    """Say whether a node is `- block: arguments`, whose name pydantic's location leaves out."""
    return isinstance(node, Fields) and len(node) == 1 and step not in node and kept[-2:-1] == ["blocks"]


def _diagnose(detail: ErrorDetails, model: type[BaseModel], raw: Fields, steps: tuple[int | str, ...], blocks: BlockModels) -> Diagnostic:
    kind, context = detail["type"], detail.get("ctx", {})
    of_key = detail["loc"][-1:] == (_KEY,)
    named = steps[:-1] if of_key else steps
    name = str(named[-1]) if named else str(detail["loc"][-1]) if detail["loc"] else ""
    code = _CODES.get(kind, kind if "-" in kind else "wrong-type")
    place = locate(raw, steps, key=kind == "extra_forbidden" or of_key)
    if kind == "missing":
        parent = locate(raw, steps[:-1])
        return Diagnostic(code, f"key `{name}` is missing", parent, f"add `{name}: …`")
    if kind == "extra_forbidden":
        known = _known_keys(model, steps[:-1], blocks)
        return Diagnostic(
            code,
            f"`{_short(name)}` is not a key here{strange(name)}",
            place,
            did_you_mean(name, known, "known: " + ", ".join(sorted(known))),
        )
    if kind in ("literal_error", "enum"):
        allowed = [word.strip("'\" ") for word in str(context.get("expected", "")).replace(" or ", ", ").split(", ")]
        value = _short(str(detail["input"]))
        return Diagnostic(
            code,
            f"`{value}` is not a value of `{name}`{strange(value)}",
            place,
            did_you_mean(value, allowed, "one of: " + ", ".join(allowed)),
        )
    return Diagnostic(code, _message(detail, name), place, str(context.get("hint", "")) or _cure(kind))


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:59]}…"


def _message(detail: ErrorDetails, name: str) -> str:
    value, kind = detail["input"], detail["type"]
    if kind == "string_pattern_mismatch":
        return f"`{_short(str(value))}` is no id{strange(str(value))}"
    words = detail["msg"][:1].lower() + detail["msg"][1:]
    prefix = f"`{name}`: " if name and not name.isdigit() else ""
    if "-" in kind:
        return words if kind in ("unknown-block", "impossible-date") else f"{prefix}{words}"
    if value is None:
        return f"{prefix}the value is empty"
    if kind in ("too_short", "too_long"):
        context = detail.get("ctx", {})
        least = context.get("min_length")
        bound = f"at least {least}" if least is not None else f"at most {context.get('max_length')}"
        return f"{prefix}takes {bound}, and has {context.get('actual_length')}"
    shown = f", not `{value}`" if isinstance(value, Scalar) and len(value) < 60 else ""
    return f"{prefix}{_EXPECTED[kind][0] if kind in _EXPECTED else words.replace('input should be ', 'expected ')}{shown}"


def _cure(kind: str) -> str:
    if kind == "impossible-date":
        return "check the day and the month"
    if kind == "string_pattern_mismatch":
        return "lower-case Latin letters, digits and hyphens; a letter first"
    if kind in ("too_short", "too_long"):
        return "add what is missing, or leave the key out" if kind == "too_short" else "take out what is too much"
    if kind == "unpaired-paragraphs":
        return "give every language the same number of paragraphs"
    return _EXPECTED[kind][1] if kind in _EXPECTED else "change the value to what is expected"


def _known_keys(model: type[BaseModel], steps: tuple[int | str, ...], blocks: BlockModels) -> frozenset[str]:
    """Return the keys that the model at some place of the tree allows."""
    current: Any = model
    for step in steps:
        current = next((inner for part in _parts(current) if (inner := _descend(part, step, blocks)) is not None), None)
    models = [part for part in _parts(current) if isinstance(part, type) and issubclass(part, BaseModel)]
    return frozenset(field.alias or name for part in models for name, field in part.model_fields.items())


def _parts(annotation: Any) -> tuple[Any, ...]:
    """Return the alternatives of a union, or the annotation alone."""
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _descend(annotation: Any, step: int | str, blocks: BlockModels) -> Any:
    """Return the annotation of what one step leads to, or nothing."""
    if annotation is BlockItem:
        return blocks.get(str(step))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return next((f.annotation for name, f in annotation.model_fields.items() if step in (name, f.alias)), None)
    if get_origin(annotation) is dict:
        return get_args(annotation)[1]
    if get_origin(annotation) is tuple and isinstance(step, int):
        return get_args(annotation)[0]
    return None
