"""Drafts the case form of a Russian phrase, to be confirmed by a person; the only module that knows pymorphy3.

A draft is offered in diagnostics and by `toolkit forms`; no document ever prints one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
CASELESS = frozenset({"en"})
"""Languages whose names have one form for every case."""
_GRAMMEMES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}
_GENDERS = {"masculine": "masc", "feminine": "femn"}
_WORD = re.compile(r"[А-Яа-яЁё]+")

Kind = Literal["name", "phrase"]


def draft(words: str, case: str, kind: Kind = "phrase", gender: str = "") -> str:
    """Return a draft of words in a case.

    In a phrase the head noun and the adjectives before it change, and what follows stays («директор завода»);
    in a person's name every word does.
    """
    parts = _WORD.split(words)
    found = _WORD.findall(words)
    changed = found if kind == "name" else found[: _head(tuple(found)) + 1]
    animacy = _animacy(changed[-1]) if kind == "phrase" and changed else ""
    forms = [_inflected(word, case, kind, gender, animacy) for word in changed] + found[len(changed) :]
    return "".join(part + form for part, form in zip(parts, [*forms, ""], strict=True))


def drafts(words: str, kind: Kind = "phrase", gender: str = "") -> Iterator[tuple[str, str]]:
    """Yield each case with its draft; the nominative is the words themselves."""
    yield "nom", words
    for case in CASES[1:]:
        yield case, draft(words, case, kind, gender)


def offer(words: str, case: str, kind: Kind = "phrase", gender: str = "") -> str:
    """Return the part of a hint that offers a draft."""
    return f"a draft by pymorphy3, to be confirmed: `{case}: {draft(words, case, kind, gender)}`"


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def _head(words: tuple[str, ...]) -> int:
    """Return the place of the first noun in the nominative: the head of the phrase."""
    for place, word in enumerate(words):
        if any(parse.tag.POS == "NOUN" and "nomn" in parse.tag for parse in _analyzer().parse(word)[:3]):
            return place
    return len(words) - 1


def _animacy(head: str) -> str:
    """Return whether the head noun is a living being: adjectives in the accusative agree with it."""
    tags = [parse.tag for parse in _analyzer().parse(head) if parse.tag.POS == "NOUN" and "nomn" in parse.tag]
    return "anim" if tags and "anim" in tags[0] else "inan"


def _inflected(word: str, case: str, kind: Kind, gender: str, animacy: str) -> str:
    parses = _analyzer().parse(word)
    fitting = [parse for parse in parses if "nomn" in parse.tag and "sing" in parse.tag]
    if kind == "name":
        wanted = _GENDERS.get(gender, "masc")
        people = [parse for parse in fitting if {"Surn", "Name", "Patr"} & set(parse.tag.grammemes) and wanted in parse.tag]
        fitting = people or fitting
    for parse in fitting or parses[:1]:
        wanted_case = {_GRAMMEMES[case], "sing"} if fitting else {_GRAMMEMES[case]}
        form = (parse.inflect({*wanted_case, animacy}) if animacy else None) or parse.inflect(wanted_case)
        if form is not None:
            return _as_written(word, form.word)
    return word


def _as_written(word: str, form: str) -> str:
    if word.isupper() and len(word) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if word[:1].isupper() else form
