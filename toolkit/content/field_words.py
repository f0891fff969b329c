"""Reads what the fields of a record mean from the words below them in the source, for schemas and guides alone.

Pydantic can read them too, as each model is made (`use_attribute_docstrings`): a seventh of every start of the program.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Mapping
from copy import copy
from functools import cache
from typing import Any

from pydantic import BaseModel


def fields_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the fields of a model by name, each with what it means as its description."""
    words = words_of(model)
    found = {name: copy(field) for name, field in model.model_fields.items()}
    for name, field in found.items():
        field.description = field.description or words.get(name)
    return found


def words_of(model: type[BaseModel]) -> dict[str, str]:
    """Return what the fields of a model mean; a field that a model writes anew takes no words from the model below it."""
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        said = _said(owner.__module__).get(owner.__qualname__, {}) if issubclass(owner, BaseModel) else {}
        found = {**found, **said}
    return {name: words for name, words in found.items() if words}


@cache
def _said(module: str) -> Mapping[str, Mapping[str, str]]:
    """Return for each class of a module its fields, each with the words below it; nothing for a module whose source is not there."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (KeyError, OSError, TypeError):
        return {}
    return {node.name: _fields(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _fields(node: ast.ClassDef) -> dict[str, str]:
    found = {}
    for here, after in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(here, ast.AnnAssign) and isinstance(here.target, ast.Name):
            told = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            found[here.target.id] = inspect.cleandoc(told) if isinstance(told, str) else ""
    return found
