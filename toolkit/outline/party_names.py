"""Finds the stored case form of a party or signatory; a form that is not stored is an error, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from toolkit.content.agreements import Party
from toolkit.content.text import Text
from toolkit.core.command_line import typed
from toolkit.core.diagnostics import ContentError, Diagnostic
from toolkit.language.cases import Kind, declines, offer
from toolkit.language.localizer import Localizer
from toolkit.language.stand_ins import is_stand_in

Part = Literal["name", "position", "basis"]
PARTS: tuple[Part, ...] = ("name", "position", "basis")


def short_name(party: Party, case: str, localizer: Localizer) -> str:
    """Return the name by which the agreement calls a party, in a case."""
    if case in ("", "nom"):
        return localizer.text(party.short).words
    found = party.forms.get(localizer.language, {}).get(case)  # type: ignore[call-overload]
    if found is None and not declines(localizer.language):
        return localizer.text(party.short).words
    if found is None:
        raise ContentError(_missing(party, "its short name", party.short, case, localizer.language, f"forms: {localizer.language}:"))
    return str(found)


def of_signatory(party: Party, part: Part, case: str, localizer: Localizer) -> str:
    """Return name, position or basis of authority of a party's signatory, in a case; empty when it is not known, or yet to come."""
    text: Text | None = getattr(party.signatory, part)
    if text is None or is_stand_in(text.source):
        return ""
    if case == "nom":
        return localizer.text(text).words
    forms = party.signatory.forms.get(localizer.language)
    found = getattr(forms, part).get(case) if forms else None
    if found is None and not declines(localizer.language):
        return localizer.text(text).words
    if found is None:
        where = f"signatory: forms: {localizer.language}: {part}:"
        kind: Kind = "name" if part == "name" else "phrase"
        gender = party.signatory.gender or ""
        raise ContentError(_missing(party, f"the signatory's {part}", text, case, localizer.language, where, kind, gender))
    return str(found)


def stale_forms(party: Party, language: str) -> Iterator[Diagnostic]:
    """Yield each stored form that is no form of the short name as it now is: a change of name leaves the old ones behind."""
    short = dict(party.short.official).get(language, party.short.source if party.short.language == language else "")
    for case, form in party.forms.get(language, {}).items():
        if short and not _same_words(short, str(form), exactly=case == "nom"):
            hint = f"write the forms of “{short}” anew under `forms: {language}:`; {typed('toolkit', 'forms', party.id)} drafts them"
            message = f"the `{case}` of `{party.id}` is “{form}”, which is no form of its short name “{short}”"
            yield Diagnostic("stale-form", message, party.place, hint)


def _same_words(short: str, form: str, *, exactly: bool) -> bool:
    """Return whether a form has the words of a name, each with the beginning that its cases share."""
    mine, its = short.split(), form.split()
    if exactly or len(mine) != len(its):
        return mine == its
    return all(_begins_alike(first, second) for first, second in zip(mine, its, strict=True))


def _begins_alike(first: str, second: str) -> bool:
    """Return whether two words may be forms of one: of long ones all but the last four letters are the same."""
    shared = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    return shared >= max(1, min(len(first), len(second)) - 4)


def missing_forms(party: Party, cases: frozenset[str], localizer: Localizer) -> Iterator[Diagnostic]:
    """Yield every form that texts in a language need and the party does not store."""
    for case in sorted(cases):
        try:
            short_name(party, case, localizer)
        except ContentError as error:
            yield from error.diagnostics


def missing_forms_of_signatory(party: Party, localizer: Localizer) -> Iterator[Diagnostic]:
    """Yield the genitives that every preamble needs and the party does not store."""
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
