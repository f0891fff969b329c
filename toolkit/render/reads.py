"""Notes what a block printed while it was rendered: which fact, act, source or text, and the place in content that asked for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.core.diagnostics import Place

Kind = Literal["act", "fact", "source", "text"]


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """One thing printed: its kind, its id (of a text the msgctxt), and where content asks for it."""

    kind: Kind
    id: str
    place: Place


@dataclass(frozen=True, slots=True, order=True)
class Printed:
    """Where a thing is printed: a publication and the block of it."""

    publication: str
    block: str
    section: str = ""

    def __str__(self) -> str:
        return f"{self.publication}#{self.block}"


@dataclass(slots=True)
class Trace:
    """Notes what one context prints; whoever renders a fragment takes the notes from `begin` to `end`."""

    _uses: dict[Use, None] = field(default_factory=dict)

    def note(self, kind: Kind, id: str, place: Place) -> None:
        """Note one thing printed."""
        self._uses[Use(kind, id, place)] = None

    def begin(self) -> dict[Use, None]:
        """Start anew; give what is returned to `end`."""
        before, self._uses = self._uses, {}
        return before

    def end(self, before: dict[Use, None]) -> tuple[Use, ...]:
        """Return what was noted since `begin`, and go back to the notes before it."""
        found, self._uses = tuple(self._uses), before
        return found


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where each thing is printed: by kind and id the places in content that ask for it, each with its blocks in reading order."""

    found: Mapping[tuple[Kind, str], Mapping[Place, Mapping[Printed, None]]]

    def of(self, kind: Kind, id: str) -> Iterator[tuple[Place, Printed]]:
        """Yield the places in content that ask for one thing, each with a block that prints it."""
        for place, blocks in self.found.get((kind, id), {}).items():
            yield from ((place, printed) for printed in blocks)

    def all(self, kind: Kind) -> Iterator[tuple[str, Printed]]:
        """Yield every thing of a kind, with each block that prints it."""
        for (known, id), places in self.found.items():
            if known == kind:
                yield from ((id, printed) for blocks in places.values() for printed in blocks)


def gather(traces: Iterable[tuple[Printed, Iterable[Use]]]) -> Ledger:
    """Return where each thing is printed."""
    found: dict[tuple[Kind, str], dict[Place, dict[Printed, None]]] = {}
    for printed, uses in traces:
        for use in uses:
            found.setdefault((use.kind, use.id), {}).setdefault(use.place, {})[printed] = None
    return Ledger(found)
