"""Tells what is wrong with a placeholder that nothing fills."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean


def unknown_placeholder(name: str, place: Place, known: frozenset[str]) -> Diagnostic:
    """Return the diagnostic for a placeholder that nothing fills."""
    hint = did_you_mean(name, known, "a placeholder names a fact, as {alpha.participants}")
    return Diagnostic("unknown-placeholder", f"`{{{name}}}` names nothing that can be printed here", place, hint)


def unknown_footnote(label: str, place: Place, known: Iterable[str] = ()) -> Diagnostic:
    """Return the diagnostic for a call of a footnote that is not written."""
    hint = did_you_mean(label, known, f"write it below the paragraph, in prose: `[^{label}]: …`")
    return Diagnostic("unknown-footnote", f"the footnote `[^{label}]` is called here, and not written", place, hint)
