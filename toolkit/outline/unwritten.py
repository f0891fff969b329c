"""Finds the texts of an agreement that are not written yet, or have a gap; one that holds nothing but a mark prints as a blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeGuard, TypeVar

from toolkit.content.agreements import Party
from toolkit.content.text import Text
from toolkit.content.walk import texts
from toolkit.core.diagnostics import ContentError, Place
from toolkit.language.localizer import Localizer, State
from toolkit.language.stand_ins import is_stand_in, stand_in

Given = TypeVar("Given", Text, str)
_LONGEST = 57
"""Characters of the name of a blank; a content control of Word takes 64, with what we put before it."""


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A text to come: the blank that it prints as, the mark that keeps its place, and where."""

    blank: str
    mark: str
    place: Place


def blank_of(text: Text) -> str:
    """Return the id of the blank that a text prints as while it is not written: that of the field, where leaving it out is one.

    `parties.north.address` is the blank `north.address`, a parameter its own name, a recital `recitals.2`.
    """
    collection, _, rest = text.context.partition(".")
    if collection == "documents":
        rest = rest.partition(".")[2].removeprefix("agreement.").removeprefix("parameters.")
    elif collection not in ("parties", "clauses"):
        rest = text.context
    return (rest or text.context)[-_LONGEST:].lstrip(".")


def given(value: Given | None) -> TypeGuard[Given]:
    """Say whether a file gives a value; one that is left out, or holds a mark for what is to come, prints as a blank."""
    return value is not None and not is_stand_in(value.source if isinstance(value, Text) else value)


def unwritten(printed: Iterable[Text], parties: Iterable[Party], localizers: Iterable[Localizer]) -> Iterator[Unwritten]:
    """Yield the texts of an agreement and of its parties that are not written in some language, each place once."""
    told: set[Place] = set()
    known, of_parties = tuple(printed), tuple(parties)
    for localizer in localizers:
        for text in (*known, *(text for party in of_parties for text in texts(party.model_copy(update={"note": None})))):
            words, place = _said(text, localizer)
            if place not in told and (mark := stand_in(words)):
                told.add(place)
                yield Unwritten(blank_of(text), mark, place)
    for party in of_parties:
        if party.tax_number is not None and not given(party.tax_number):
            yield Unwritten(f"{party.id}.tax", str(party.tax_number), party.place)


def _said(text: Text, localizer: Localizer) -> tuple[str, Place]:
    """Return what a text says in a language, and where that stands: in the content, or in a catalog."""
    try:
        said = localizer.text(text)
    except ContentError:  # A faulty translation has its own diagnostic.
        return text.source, text.place
    found = localizer.catalog.messages.get((text.context, text.source))
    translated = found and said.state is not State.MISSING and localizer.language not in dict(text.official)
    return said.words, found.place if found and translated else text.place
