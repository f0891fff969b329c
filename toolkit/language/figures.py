"""Words in a language in; the numbers and dates that they state, the same for every language, out."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from babel import Locale
from babel.dates import get_month_names

_MARKS = re.compile(r"\{[^}]*\}|\[@[^\]]*\]|\[\]\([^)]*\)")
_NUMBER = re.compile(r"\d+(?:[\u00a0 ,.]\d{3}(?!\d))*(?:[.,]\d+)?")


def figures(words: str, locale: Locale) -> Counter[str]:
    """Return numbers and months of dates, counted; marks of citations, placeholders and references are passed over."""
    bare = _MARKS.sub(" ", words)
    found = Counter(_plain(number, locale) for number in _NUMBER.findall(bare))
    for pattern, month in _months(locale):
        found[f"month {month}"] += len(pattern.findall(bare))
    return +found


def _plain(number: str, locale: Locale) -> str:
    """Return a number without grouping, with a decimal point."""
    decimal = str(locale.number_symbols["latn"]["decimal"])
    grouping = "," if decimal == "." else "."
    return re.sub(r"[\u00a0 ]", "", number).replace(grouping, "").replace(decimal, ".")


@lru_cache(maxsize=16)
def _months(locale: Locale) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return patterns of a month beside a number: a month alone may be another word (“may”)."""
    names = get_month_names("wide", context="format", locale=locale)
    return tuple((re.compile(rf"\d[\s\u00a0]+{name}\b|\b{name}[\s\u00a0]+\d"), month) for month, name in names.items())
