"""Finds the facts that placeholders name, and the marks that citations become."""

from __future__ import annotations

from markupsafe import Markup

from toolkit.content.library import Library
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, did_you_mean


def unknown_placeholder(name: str, place: Place, known: frozenset[str]) -> Diagnostic:
    """Return the diagnostic for a placeholder that nothing fills."""
    hint = did_you_mean(name, known, "a placeholder names a fact, as {alpha.participants}")
    return Diagnostic("unknown-placeholder", f"`{{{name}}}` names nothing that can be printed here", place, hint)


def mark_of(library: Library, id: str, part: str, locator: str, place: Place) -> Markup:
    """Return the mark of a citation of a source or an act."""
    if id in library.items["sources"]:
        return source_mark(id, locator)
    if id in library.items["legal_bases"]:
        return act_mark(f"{id}#{part}" if part else id)
    known = (*library.items["sources"], *library.items["legal_bases"])
    hint = did_you_mean(id, known, "add it to content/sources.yaml or content/legal_bases")
    raise ContentError(Diagnostic("unknown-source", f"`{id}` is neither a source nor a legal basis", place, hint))


def source_mark(id: str, locator: str) -> Markup:
    """Return the mark of a citation, for `citations.py` to number."""
    return Markup('<span data-source="{}" data-locator="{}"></span>').format(id, locator)


def act_mark(reference: str) -> Markup:
    """Return the mark of a note on an act."""
    return Markup('<span data-act="{}"></span>').format(reference)
