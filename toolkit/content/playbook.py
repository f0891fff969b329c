"""Defines the playbook of a clause: what the office wants, what it may give, and who decides; for the office alone."""

from __future__ import annotations

from toolkit.content.scalars import Word
from toolkit.content.values import Record


class Playbook(Record):
    """How the office negotiates a clause; printed by `toolkit issues --internal` alone, and never in a file for the other side."""

    preferred: Word | None = None
    """What is wanted, and why: “Six months, for projects run that long”."""
    fallbacks: tuple[Word, ...] = ()
    """What may be agreed to instead, the best first: `[Four months, Three months]`."""
    red_line: Word | None = None
    """What may not be agreed to: “Less than a month”."""
    approver: Word | None = None
    """Who decides on anything beyond the fallbacks: “Head of the legal department”."""
