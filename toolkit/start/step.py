"""Tells what a newer toolkit would write differently in a workspace that was begun with an older one, as a diff."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Step:
    """A file that a newer toolkit writes differently."""

    path: str
    state: Literal["new", "untouched", "yours"]
    """`new`: it was not written before; `untouched`: it stands as it was written; `yours`: somebody has written in it since."""
    before: bytes
    after: bytes

    @property
    def diff(self) -> str:
        """What changed since it was written, as `git apply` and `patch` take it."""
        first = "/dev/null" if self.state == "new" else f"a/{self.path}"
        lines = difflib.unified_diff(_lines(self.before), _lines(self.after), first, f"b/{self.path}")
        return f"diff --git a/{self.path} b/{self.path}\n" + ("new file mode 100644\n" if self.state == "new" else "") + "".join(lines)


def steps(written: Mapping[str, bytes], newer: Mapping[str, bytes], now: Callable[[str], bytes | None]) -> Iterator[Step]:
    """Yield what differs between what was written and what would be; a file that somebody removed stays removed."""
    for path, after in newer.items():
        before, here = written.get(path), now(path)
        if after in (before, here):
            continue
        if before is None:
            yield Step(path, "new" if here is None else "yours", b"", after)
        elif here is not None:
            yield Step(path, "untouched" if here == before else "yours", before, after)


def _lines(data: bytes) -> list[str]:
    return data.decode().splitlines(keepends=True)
