"""Finds what makes a translation unfit to be printed: other placeholders than its source, signs that nobody sees, broken Markdown."""

from __future__ import annotations

from collections.abc import Iterable

import polib

from toolkit.content.units import PLAIN, mark_in
from toolkit.core.characters import hidden, named
from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.language.markdown import faults
from toolkit.language.placeholders import placeholders


def fault_of_prose(entry: polib.POEntry, place: Place) -> Diagnostic | None:
    """Return the first thing that a text may not hold, whoever wrote it; what its source holds too is told there."""
    own = faults(entry.msgstr)
    known = {fault.code for fault in faults(entry.msgid)} if own else set()
    found = next((fault for fault in own if fault.code not in known), None)
    return Diagnostic(found.code, f"translation of `{entry.msgctxt}`: {found.message}", place, found.hint) if found else None


def fault_of_phrase(entry: polib.POEntry, strings: Iterable[str], place: Place) -> Diagnostic | None:
    """Return the first mark of the phrases of a unit that would be printed as it is typed."""
    mark = next((mark for string in strings if (mark := mark_in(string))), "")
    return (
        Diagnostic("markdown-block", f"translation of `{entry.msgctxt}`: `{mark}` would be printed as it is typed", place, PLAIN)
        if mark
        else None
    )


def fault(entry: polib.POEntry, strings: Iterable[str], place: Place) -> Diagnostic | None:
    """Return what is wrong with a translation's placeholders: sets are compared, order is free."""
    sources = [entry.msgid, entry.msgid_plural] if entry.msgid_plural else [entry.msgid]
    expected = frozenset[str]().union(*(placeholders(source) for source in sources))
    for string in strings:
        if sign := hidden(string):
            message = f"translation of `{entry.msgctxt}`: {named(sign.group())} stands in it, unseen"
            return Diagnostic("invisible-character", message, place, "delete it, and type what belongs there anew")
        found = placeholders(string)
        if expected != found:
            lost = ", ".join(f"`{{{name}}}`" for name in sorted(expected - found))
            added = ", ".join(f"`{{{name}}}`" for name in sorted(found - expected))
            said = "; ".join(filter(None, (lost and f"lost {lost}", added and f"not in the source {added}")))
            hint = "keep every placeholder of the source, letter for letter; their order is free"
            return Diagnostic("placeholder-mismatch", f"translation of `{entry.msgctxt}`: {said}", place, hint)
    return None
