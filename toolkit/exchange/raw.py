"""Defines a work as a file of another program has it, before it is a record: variables of CSL, and what was not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.core.diagnostics import Place

_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class RawWork:
    """A work: its id as typed, its variables, where it begins, and the names of the fields that have no variable."""

    id: str
    fields: Mapping[str, Any]
    place: Place
    passed: frozenset[str] = field(default_factory=frozenset)


def dated(typed: str) -> str:
    """Return a date or a range as sources have it: `2021/06/03/` is `2021-06-03`, and `2012/2014` stays; nothing where it is none."""
    ends = typed.split("/", 1) if re.fullmatch(r"\d{4}[-\d]*/\d{4}[-\d]*", typed) else [typed]
    found = [_DATE.match(end.strip()) for end in ends]
    return "/".join(full_date(*(part or "" for part in one.groups())) for one in found if one)


def full_date(year: str, month: str = "", day: str = "") -> str:
    """Return year, month and day as one word, as far as they are numbers."""
    if not re.fullmatch(r"\d{4}", year):
        return ""
    parts = [year]
    for part in (month, day):
        if not part.isdecimal() or not int(part):
            break
        parts.append(f"{int(part):02}")
    return "-".join(parts)
