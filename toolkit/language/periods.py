"""Says quarters, half-years and ranges of years in a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from babel import Locale
from babel.dates import format_skeleton

from toolkit.content.periods import Period

HALVES: Mapping[str, str] = MappingProxyType({"period.half.1": "first half of {year}", "period.half.2": "second half of {year}"})
"""Words for half-years, which CLDR has not, by msgctxt."""


def period_words(period: Period, locale: Locale, pgettext: Callable[..., str]) -> str:
    """Return a period in words: «2-й квартал 2016 г.», “first half of 2016”, 2014–2016."""
    if period.kind == "years":
        return period.replace("/", "–")
    if period.kind == "half":
        context = f"period.half.{period.number}"
        return pgettext(context, HALVES[context], year=period[:4])
    return str(format_skeleton("yQQQQ", period.first, locale=locale))
