"""Finds the stored case form of a party or signatory; a form that is not stored is an error, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from toolkit.content.agreements import Party
from toolkit.content.text import Text
from toolkit.core.diagnostics import ContentError, Diagnostic
from toolkit.language.cases import CASELESS, Kind, offer
from toolkit.language.localizer import Localizer

Part = Literal["name", "position", "basis"]
PARTS: tuple[Part, ...] = ("name", "position", "basis")


def short_name(party: Party, case: str, localizer: Localizer) -> str:
    """Return the name by which the agreement calls a party, in a case."""
    if case in ("", "nom") or localizer.language in CASELESS:
        return localizer.text(party.short).words
    found = party.forms.get(localizer.language, {}).get(case)  # type: ignore[call-overload]
    if found is None:
        raise ContentError(_missing(party, "its short name", party.short, case, localizer.language, f"forms: {localizer.language}:"))
    return str(found)


def of_signatory(party: Party, part: Part, case: str, localizer: Localizer) -> str:
    """Return name, position or basis of authority of a party's signatory, in a case; empty when it is not known."""
    text: Text | None = getattr(party.signatory, part)
    if text is None:
        return ""
    if case == "nom" or localizer.language in CASELESS:
        return localizer.text(text).words
    forms = party.signatory.forms.get(localizer.language)
    found = getattr(forms, part).get(case) if forms else None
    if found is None:
        where = f"signatory: forms: {localizer.language}: {part}:"
        kind: Kind = "name" if part == "name" else "phrase"
        gender = party.signatory.gender or ""
        raise ContentError(_missing(party, f"the signatory's {part}", text, case, localizer.language, where, kind, gender))
    return str(found)


def missing_forms(party: Party, cases: frozenset[str], localizer: Localizer) -> Iterator[Diagnostic]:
    """Yield every form that texts in a language need and the party does not store."""
    for case in sorted(cases):
        try:
            short_name(party, case, localizer)
        except ContentError as error:
            yield from error.diagnostics
    for part in PARTS:
        try:
            of_signatory(party, part, "gen", localizer)
        except ContentError as error:
            yield from error.diagnostics


def _missing(
    party: Party, what: str, text: Text, case: str, language: str, where: str, kind: Kind = "phrase", gender: str = ""
) -> Diagnostic:
    words = dict(text.official).get(language, text.source)
    hint = f"add `{case}:` under `{where}` of the party" + (f"; {offer(words, case, kind, gender)}" if language == "ru" else "")
    return Diagnostic("missing-case", f"`{party.id}` stores no `{case}` of {what} “{words}” for `{language}`", party.place, hint)
