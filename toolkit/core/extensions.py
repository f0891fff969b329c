"""Finds what installed packages bring by entry points: kinds of records, blocks, checks, formats, themes."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from toolkit.core.command_line import typed
from toolkit.core.diagnostics import ContentError, Diagnostic, Place

KINDS = "toolkit.kinds"
"""Kinds of records: the name of the collection, and its class."""
REGISTERS = "toolkit.registers"
"""Pages of collections: the name of the page, and its `RegisterPage`."""
BLOCKS = "toolkit.blocks"
"""Blocks: the name of the block, and the class of its arguments."""
CHECKS = "toolkit.checks"
"""Checks: a function that is given the library, and yields diagnostics."""
FORMATS = "toolkit.formats"
"""Formats of files: a class without arguments."""
THEMES = "toolkit.themes"
"""Themes: the package that holds `templates/`, `locales/` and `vocabulary.yaml`."""


def found(group: str) -> tuple[EntryPoint, ...]:
    """Return the entry points of a group, by name."""
    return tuple(sorted(_every().select(group=group)))


@lru_cache(maxsize=1)
def _every() -> Any:
    """Return the entry points of all packages: to find them, the description of each is read."""
    return entry_points()


def brought(group: str) -> dict[str, Any]:
    """Return what packages bring to a group, by name; ContentError names one that cannot be loaded."""
    return {one.name: _load(one) for one in found(group)}


def _load(one: EntryPoint) -> Any:
    try:
        return one.load()
    except Exception as error:  # whatever a foreign module raises
        message = f"`{one.name}` of {one.group} cannot be loaded from `{one.value}`: {type(error).__name__}: {error}"
        hint = f"install a version that fits, or take it out: {typed('pip', 'uninstall', one.dist.name if one.dist else one.value)}"
        raise ContentError(Diagnostic("broken-extension", message, Place(one.value), hint)) from None


@lru_cache(maxsize=1)
def packages() -> tuple[str, ...]:
    """Return the packages that bring records or blocks, by name: their classes are values of content, their templates a layer."""
    return tuple(dict.fromkeys(one.module.partition(".")[0] for group in (KINDS, BLOCKS) for one in found(group)))
