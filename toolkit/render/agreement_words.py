"""Fills the placeholders that stand for the parties of an agreement: one, all of them, the other one, and how many copies there are."""

from __future__ import annotations

from markupsafe import Markup, escape

from toolkit.content.agreements import Agreement, Party
from toolkit.content.library import Library
from toolkit.language.localizer import Localizer
from toolkit.outline.agreement import ALL_PARTIES, OTHER_PARTY, PARTY_NAMES
from toolkit.outline.party_names import short_name
from toolkit.outline.phrases import say


def agreement_word(library: Library, terms: Agreement, name: str, case: str, localizer: Localizer) -> Markup | None:
    """Return what a placeholder of an agreement stands for, in a case; nothing when it is no name of a party or of parties."""
    if name in PARTY_NAMES[: len(terms.parties)]:
        return escape(_short(library, terms, PARTY_NAMES.index(name), case, localizer))
    if name == ALL_PARTIES:
        return escape(localizer.listing(_short(library, terms, position, case, localizer) for position in range(len(terms.parties))))
    if name == OTHER_PARTY:
        number = "two" if len(terms.parties) == 2 else "more"
        return localizer.marked(lambda: say(localizer, f"agreement.other-party.{terms.form}.{number}.{case or 'nom'}"))
    if name == "copies":
        return localizer.marked(lambda: say(localizer, f"agreement.copies.{len(terms.parties)}"))
    return None


def _short(library: Library, terms: Agreement, position: int, case: str, localizer: Localizer) -> str:
    return short_name(library.get(Party, terms.parties[position]), case, localizer)
