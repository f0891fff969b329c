"""Tells which item of a list a message is: the fourth of five key messages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_ITEM = re.compile(r"^(.+?)\.(\d+)(?=\.|$)")


@dataclass(frozen=True, slots=True)
class Positions:
    """How many items each list has."""

    lengths: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, contexts: Iterable[str]) -> Positions:
        """Count the items of every list, by the contexts of all messages."""
        lengths: dict[str, int] = {}
        for context in contexts:
            for found in _ITEM.finditer(context):
                lengths[found.group(1)] = max(lengths.get(found.group(1), 0), int(found.group(2)))
        return cls(lengths)

    def at(self, context: str) -> tuple[int, int] | None:
        """Return the number of a message's item and how many there are; nothing outside of lists, and for second blocks of a name."""
        found = _ITEM.match(context)
        if found is None or found.group(1).endswith(".blocks"):
            return None
        return int(found.group(2)), self.lengths.get(found.group(1), int(found.group(2)))
