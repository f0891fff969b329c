"""Tells the state of an act on a day, and its official citation in a language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from toolkit.content.records import LegalBasis
from toolkit.language.localizer import Localizer
from toolkit.outline.phrases import PHRASES, say


class Standing(StrEnum):
    """What an act is on a day."""

    NOT_YET = "not-yet-in-force"
    IN_FORCE = "in-force"
    EXPIRED = "expired"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CitedIn:
    """A publication that cites an act: its title, kind, its page from here, and the numbers of the sections that do."""

    title: str
    href: str
    sections: tuple[str, ...]
    kind: str = ""


def standing(act: LegalBasis, day: dt.date) -> Standing:
    """Return the state of an act on a day; unknown when the content has no date by which to tell."""
    if act.repealed and act.repealed <= day:
        return Standing.REPEALED
    if act.expires and act.expires < day:
        return Standing.EXPIRED
    begins = act.in_force or act.adopted
    if begins is None:
        return Standing.UNKNOWN
    if begins > day:
        return Standing.NOT_YET
    return Standing.IN_FORCE if act.in_force else Standing.UNKNOWN


IN_DOUBT = (Standing.NOT_YET, Standing.EXPIRED, Standing.REPEALED)
"""States in which a citation must say that the act does not bind on the day."""


def legal_force(state: Standing) -> dict[str, str]:
    """Return schema.org's name for a state, as linked data; nothing for one that nobody knows."""
    if state is Standing.UNKNOWN:
        return {}
    return {"@id": "https://schema.org/InForce" if state is Standing.IN_FORCE else "https://schema.org/NotInForce"}


def standing_words(act: LegalBasis, day: dt.date, localizer: Localizer, short: Callable[[str], str]) -> str:
    """Return «акт утратил силу 1 марта 2025 г.»; nothing when the act is in force, or nobody knows.

    `short` gives the name of an act by id, for the act that replaced this one.
    """
    state = standing(act, day)
    since = {Standing.REPEALED: act.repealed, Standing.EXPIRED: act.expires, Standing.NOT_YET: act.in_force or act.adopted}.get(state)
    if since is None:
        return ""
    words = say(localizer, f"act.state.{state.value}", date=localizer.day(since))
    if act.replaced_by and state is not Standing.NOT_YET:
        words = say(localizer, "act.state.replaced", state=words, act=short(act.replaced_by.record))
    return words


def cite_act(act: LegalBasis, localizer: Localizer) -> str:
    """Return the full citation of an act in its national form, without the provision.

    Where a language that stands in has the phrase, the date and the words put into it are of that language too.
    """
    phrase = _phrase(act)
    if phrase:
        localizer = localizer.speaker(phrase, PHRASES[phrase])
    words = localizer.text(act.designation).words
    number = act.number_latin if act.number_latin and not _writes_cyrillic(localizer) else act.number
    values = {"act": words, "number": number or "", "title": localizer.text(act.title).words if act.title else ""}
    if act.title and act.place_signed:
        values["act"] = say(localizer, "act.citation.title", **values)
    values["date"] = localizer.day(act.adopted) if act.adopted else ""
    treaty = act.adopted and act.place_signed
    if treaty and act.place_signed:
        values["place"] = localizer.text(act.place_signed).words
    if treaty and act.amended:
        return say(localizer, phrase, edition=localizer.day(act.amended.date), **values)
    cited = say(localizer, phrase, **values) if phrase else words
    if act.amended:
        edition = localizer.day(act.amended.date)
        cited += " " + say(localizer, "act.edition", date=edition)
    return cited


def _phrase(act: LegalBasis) -> str:
    """Return the phrase that cites an act; nothing for one that is called by its designation alone."""
    if act.adopted and act.place_signed:
        return f"act.citation.treaty{'-amended' * bool(act.amended)}"
    if act.number and act.adopted:
        return f"act.citation.{'full' if act.title else 'number'}"
    return "act.citation.title" if act.title else ""


def _writes_cyrillic(localizer: Localizer) -> bool:
    return localizer.locale.language in ("ru", "be", "kk", "ky", "uk")
