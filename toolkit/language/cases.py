"""Drafts the case form of a Russian phrase, to be confirmed by a person; the only module that knows pymorphy3.

A draft is offered in diagnostics and by `toolkit forms`; no document ever prints one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

CASES = ("nom", "gen", "dat", "acc", "ins", "prep")
DECLINING = frozenset({
    "ab", "az", "ba", "be", "bs", "cs", "cv", "de", "el", "et", "fi", "hr", "hu", "hy", "is", "ka", "kk", "krc", "ky", "la", "lt", "lv",
    "mn", "os", "pl", "ro", "ru", "sah", "sk", "sl", "sq", "sr", "tk", "tr", "tt", "tyv", "udm", "ug", "uk", "uz",
})  # fmt: skip
"""Languages in whose sentences names and titles of office change by case, or their articles do; of others one form serves every case."""
CASE_NAMES = {
    "nom": "nominative", "gen": "genitive", "dat": "dative", "acc": "accusative", "ins": "instrumental", "prep": "prepositional",
}  # fmt: skip
_GRAMMEMES = {"nom": "nomn", "gen": "gent", "dat": "datv", "acc": "accs", "ins": "ablt", "prep": "loct"}
_GENDERS = {"masculine": "masc", "feminine": "femn"}
_WORD = re.compile(r"[А-Яа-яЁё]+")

_MONTHS = frozenset(["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"])
_NUMERAL = re.compile(r"\d+(?:[\u00a0 ]\d{3})*(?!\d)")
_BRACKETED = re.compile(r"\s*\([^)]*\)")

Kind = Literal["name", "phrase"]


def declines(language: str) -> bool:
    """Say whether names change by case in a language; one that is not known to us is taken to leave them as they are."""
    return language.replace("_", "-").partition("-")[0].lower() in DECLINING


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


# ── is it in that case ───────────────────────────────────────────────────────────────────────────


def has_case(words: str, case: str) -> bool:
    """Return whether Russian words can be read in a case: each of them up to the first noun; in doubt they can.

    After digits the noun stands as the number asks: «3 лет» is a genitive, «3 года» is none.
    """
    bare = _BRACKETED.sub("", words).strip()
    digits, leading = _NUMERAL.match(bare), list(_leading(bare))
    if digits:
        return not leading or _counted(int(re.sub(r"\D", "", digits.group())), leading, case)
    if case == "acc" and leading and _lifeless(leading[-1]):
        return all(_can_be(word, {"accs"}, without="anim") for word in leading)
    return all(_can_be(word, {_GRAMMEMES[case]}) for word in leading)


def _leading(words: str) -> Iterator[str]:
    """Yield the words that bear the case: those up to and with the first noun, abbreviations and Latin names left out."""
    for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?", words):
        if (word.endswith(".") and len(word) < 4) or not _WORD.fullmatch(word.strip(".").replace("-", "")):
            return
        yield word.strip(".")
        if any(parse.tag.POS == "NOUN" for parse in _analyzer().parse(word.strip("."))[:1]):
            return


def _counted(value: int, words: list[str], case: str) -> bool:
    """Return whether words after digits stand as number and case ask."""
    noun = words[-1]
    if noun in _MONTHS:  # «1 марта»: the day is the head
        return True
    one = value % 10 == 1 and value % 100 != 11
    few = value % 10 in (2, 3, 4) and value % 100 not in (12, 13, 14)
    if one:
        return _can_be(noun, {_GRAMMEMES[case], "sing"})
    if case in ("nom", "acc"):
        return _can_be(noun, {"gent", "sing"} if few else {"gent", "plur"}) or (few and case == "acc" and not _lifeless(noun))
    return _can_be(noun, {_GRAMMEMES[case], "plur"})


def _can_be(word: str, grammemes: set[str], without: str = "") -> bool:
    declined = [parse.tag for parse in _analyzer().parse(word) if parse.tag.case or parse.tag.POS in ("NUMR", "ADJF", "PRTF")]
    return not declined or any(grammemes <= set(tag.grammemes) and without not in tag.grammemes for tag in declined)


def _lifeless(noun: str) -> bool:
    return any("inan" in parse.tag for parse in _analyzer().parse(noun)[:1])
