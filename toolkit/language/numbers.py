"""Reads the numbers and dates that words state, the same for every language.

Values are read, not spellings: 9 000 is 9,000, 1,5 млн is 1.5 million, 5 мая 2026 г. is 5 May 2026 and 05.05.2026,
and the 2.1 of a version is 2.1 everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from babel import Locale

from toolkit.language.placeholders import PLACEHOLDER

_MARKS = re.compile(r"\{[^}]*\}|\[@[^\]]*\]|\[\]\([^)]*\)")
_NOT_NUMBERS = re.compile(r"\]\([^)]*\)|(?:\[|;\s*)@[A-Za-z0-9_#-]+|https?://\S+|[\w.+-]+@[\w-]+\.\w+")
_DIGIT = re.compile(r"\d")
_POINT = r"\d+(?:\.\d+)*"
_COMMAS = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|{_POINT}")
_POINTS = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?(?!\d)|\d+,\d+|{_POINT}")
_SPACES = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?:,\d+)?(?!\d)|\d+,\d+|{_POINT}")
_GROUPED_BY_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_SCALES = (
    (re.compile(r"[\s\u00a0]*(?:тыс\b|тысяч|thousand)", re.IGNORECASE), Decimal(1_000)),
    (re.compile(r"[\s\u00a0]*(?:млн|миллион|мільён|million|mln)", re.IGNORECASE), Decimal(1_000_000)),
    (re.compile(r"[\s\u00a0]*(?:млрд|миллиард|мільярд|billion|bln)", re.IGNORECASE), Decimal(1_000_000_000)),
)


def figures(words: str, language: str) -> Counter[str]:
    """Return numbers and months of dates, counted; marks of citations, placeholders and references are passed over."""
    return numbers(_MARKS.sub(" ", words), language)


def numbers(words: str, language: str) -> Counter[str]:
    """Return the numbers of a text in one spelling, counted, a month as `month 5`; the locator of a citation counts."""
    rest = PLACEHOLDER.sub(" ", _NOT_NUMBERS.sub(" ", words))
    if not _DIGIT.search(rest):  # most texts state none, and months count beside a number alone
        return Counter()
    found = Counter(part for day in _DAY.finditer(rest) for part in _day(day))
    rest = _DAY.sub(" ", rest)
    found.update(_months(rest, language))
    found.update(_value(number, rest) for number in _pattern(language).finditer(rest))
    return found


def _day(day: re.Match[str]) -> Iterator[str]:
    first, month, year = day.groups()[:3] if day.group(1) else (day.group(6), day.group(5), day.group(4))
    yield from (str(int(first)), f"month {int(month)}", str(int(year)))


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    """Return what a number looks like in a language, by the sign that parts its thousands."""
    sign = Locale.parse(language.replace("-", "_")).number_symbols.get("latn", {}).get("group", " ")
    return {",": _COMMAS, ".": _POINTS}.get(str(sign), _SPACES)


def _value(number: re.Match[str], words: str) -> str:
    spelling = re.sub(r"[ \u00a0\u202f]", "", number.group())
    if number.re is _COMMAS:
        spelling = spelling.replace(",", "")
    elif number.re is _POINTS and _GROUPED_BY_POINTS.fullmatch(spelling):
        spelling = spelling.replace(".", "")
    spelling = spelling.replace(",", ".")
    if spelling.count(".") > 1:
        return spelling
    scale = next((scale for pattern, scale in _SCALES if pattern.match(words, number.end())), Decimal(1))
    value = Decimal(spelling) * scale
    return f"{value.normalize():f}" if scale != 1 or "." not in spelling else spelling


def _months(words: str, language: str) -> Iterator[str]:
    """Yield the months beside a number: a month alone may be another word (“may”)."""
    names = _month_names(language.replace("-", "_"))
    if not names:
        return
    pattern = re.compile(rf"\d[\s\u00a0]+({'|'.join(names)})\w{{0,2}}\b|\b({'|'.join(names)})\w{{0,2}}[\s\u00a0]+\d", re.IGNORECASE)
    yield from (f"month {names[(found.group(1) or found.group(2)).lower()]}" for found in pattern.finditer(words))


@lru_cache(maxsize=16)
def _month_names(language: str) -> dict[str, int]:
    """Return the months of a language by name, as it stands in a date and alone, without its last letter: «в мае», «мая»."""
    months = Locale.parse(language).months
    named = ((name.lower(), number) for use in ("format", "stand-alone") for number, name in months[use]["wide"].items())
    found = {name if language.startswith("en") else name[:-1]: number for name, number in named if name.isalpha()}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))
