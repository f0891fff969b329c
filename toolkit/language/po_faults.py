"""Finds what makes a translation unfit to be printed: other placeholders than its source, signs that nobody sees, broken Markdown.

A build refuses what is found here; a check of the locale files, and whoever looks on while a translation is written, find the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.content.units import PLAIN, mark_in
from toolkit.core.characters import hidden, named
from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.language.dialects import Fault
from toolkit.language.markdown import faults
from toolkit.language.placeholders import forms_of, loose_brace, placeholders

_NAMES = "keep every placeholder of the source, letter for letter; their order is free"


def fault(context: str, sources: Sequence[str], strings: Sequence[str], place: Place, *, prose: bool, phrase: bool) -> Diagnostic | None:
    """Return the first thing for which a translation cannot be printed."""
    found = next(unfit(sources, strings, prose=prose, phrase=phrase), None)
    return Diagnostic(found.code, f"translation of `{context}`: {found.message}", place, found.hint) if found else None


def unfit(sources: Sequence[str], strings: Sequence[str], *, prose: bool, phrase: bool) -> Iterator[Fault]:
    """Yield all for which a translation cannot be printed; in prose stands Markdown, and a case may follow a placeholder.

    The phrases of a unit are no prose, and hold no mark that would be printed as it is typed.

    `sources` are the message and its plural, where it has one. What a source holds too is told there.
    """
    expected = frozenset[str]().union(*map(placeholders, sources))
    known = {one.code for source in sources for one in faults(source)} if prose else frozenset[str]()
    for string in strings:
        if phrase and (mark := mark_in(string)):
            yield Fault("markdown-block", f"`{mark}` would be printed as it is typed", PLAIN)
        if sign := hidden(string):
            hint = "delete it, and type what belongs there anew"
            yield Fault("invisible-character", f"{named(sign.group())} stands in it, unseen", hint)
        broken = [one for one in faults(string) if one.code not in known] if prose else []
        yield from broken
        if not any(one.code == "broken-mark" for one in broken):
            yield from _braces(sources, string, prose=prose)
        found = placeholders(string)
        if expected != found:
            lost = ", ".join(f"`{{{name}}}`" for name in sorted(expected - found))
            added = ", ".join(f"`{{{name}}}`" for name in sorted(found - expected))
            said = "; ".join(filter(None, (lost and f"lost {lost}", added and f"not in the source {added}")))
            yield Fault("placeholder-mismatch", said, _NAMES)


def _braces(sources: Sequence[str], string: str, *, prose: bool) -> Iterator[Fault]:
    """Yield a fault for a brace that is part of no placeholder, and in a label for a case that nothing there can have.

    In a label without placeholders a brace is a sign like any other.
    """
    if not prose and not any(map(placeholders, sources)):
        return
    if loose_brace(string, prose=prose) and not any(loose_brace(source, prose=prose) for source in sources):
        hint = "write a placeholder as {name}" + ("; a brace that is meant as such is written `\\{`" if prose else "")
        yield Fault("brace-format", "a brace stands alone, and would be printed as it is typed", hint)
    cases = forms_of(string) - frozenset[str]().union(*map(forms_of, sources))
    if cases and not prose:
        yield Fault("brace-format", f"nothing here has a form `{min(cases)}`", "write the placeholder as the source does, without a colon")
