"""Tells what is wrong with a placeholder that nothing fills."""

from __future__ import annotations

from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean


def unknown_placeholder(name: str, place: Place, known: frozenset[str]) -> Diagnostic:
    """Return the diagnostic for a placeholder that nothing fills."""
    hint = did_you_mean(name, known, "a placeholder names a fact, as {alpha.participants}")
    return Diagnostic("unknown-placeholder", f"`{{{name}}}` names nothing that can be printed here", place, hint)
