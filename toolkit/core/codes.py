"""Holds the table of diagnostic codes, and writes the page that explains them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Code:
    """What one code says."""

    name: str
    group: str
    says: str
    example: str
    cure: str

    def __str__(self) -> str:
        example = "\n".join(f"    {line}" for line in self.example.splitlines())
        return f"{self.name}\n\n{self.says}\n\nExample:\n{example}\n\nCure: {self.cure}"


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """Return every code of the toolkit by name, in the order of the table."""
    table = yaml.safe_load(files("toolkit.core").joinpath("codes.yaml").read_text("utf-8"))
    return {name: Code(name, **row) for name, row in table.items()}


def page() -> str:
    """Return docs/diagnostics.md: every code under its group."""
    lines = ["# Diagnostics", "", "Made from `toolkit/core/codes.yaml` by `toolkit explain --markdown`. Every code is for ever.", ""]
    group = ""
    for code in codes().values():
        if code.group != group:
            group = code.group
            lines += [f"## {group}", ""]
        lines += [f"### `{code.name}`", "", code.says, "", "```", *code.example.splitlines(), "```", "", f"**Cure.** {code.cure}", ""]
    return "\n".join(lines)
