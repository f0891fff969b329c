"""Chooses the round values that stand on an axis."""

from __future__ import annotations

import datetime as dt
import math

from toolkit.content.values import Moment

_STEPS = (1, 2, 5, 10)
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100)


def step(span: float, most: int, *, whole: bool) -> float:
    """Return a round step that cuts a span into at most so many parts; `whole` when fractions have no sense."""
    rough = span / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough)) if rough > 0 else 1.0
    found = next(power * factor for factor in _STEPS if power * factor >= rough * 0.999)
    return max(1.0, found) if whole else found


SMALLEST = 1e-6
"""A range smaller than this has no marks of its own: they are rounded to nine digits."""


def ticks(low: float, high: float, most: int, *, whole: bool) -> tuple[float, ...]:
    """Return round values from `low` to `high`, zero among them where it lies between."""
    if high - low < SMALLEST:
        return (low,)
    by = step(high - low, most, whole=whole)
    first = math.ceil(round(low / by, 9))
    last = math.floor(round(high / by, 9))
    return tuple(round(by * at, 9) for at in range(first, last + 1))


def years(first: int, last: int, most: int) -> tuple[int, ...]:
    """Return at most about so many years, evenly spaced."""
    by = next((by for by in _YEARS if (last - first) / by <= max(most, 1)), _YEARS[-1])
    begin = -(-first // by) * by
    return tuple(range(begin, last + 1, by))


def begin(moment: Moment) -> float:
    """Return where a year, month or day begins, in years: 2016-07-01 is about 2016.5."""
    year, month, day = (*moment.parts, 1, 1)[:3]
    return at(dt.date(year, month, day))


def end(moment: Moment) -> float:
    """Return where a year, month or day ends, in years."""
    if len(moment.parts) > 2:
        return at(moment.last) + 1 / 365
    return at(moment.last + dt.timedelta(days=1))


def at(day: dt.date) -> float:
    """Return a day, in years."""
    first = dt.date(day.year, 1, 1)
    return day.year + (day - first).days / (dt.date(day.year, 12, 31) - first).days * 0.997
