"""Serialises content values to bytes and reads them back; reading accepts no other types, so foreign bytes run no code."""

from __future__ import annotations

import gc
import io
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from toolkit.core.extensions import packages

_HOMES = ("toolkit.content.", "toolkit.core.diagnostics", "toolkit.blocks.", "toolkit.language.catalogs")
"""The modules whose classes may stand in a pickle."""
_KNOWN = frozenset({("decimal", "Decimal"), ("datetime", "date"), ("builtins", "frozenset"), ("builtins", "set")})


class _Unpickler(pickle.Unpickler):
    """Refuses every name that is no class of content: a pickle may otherwise call anything."""

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if (module, name) in _KNOWN or module.startswith(_HOMES) or _is_brought(module) else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} has no place in content")
        return found


def _is_brought(module: str) -> bool:
    return module.partition(".")[0] in packages()


def pack(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    """Return the value of some bytes; nothing where they are none of ours."""
    try:
        with many():
            return _Unpickler(io.BytesIO(data)).load()
    except Exception:  # whatever is wrong with them, the file is read anew
        return None


@contextmanager
def many() -> Iterator[None]:
    """Make very many values in a row: none of them is garbage, so nobody looks for it meanwhile."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()
