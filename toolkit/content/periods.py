"""Defines the times that figures hold for: dates, and quarters, half-years and ranges of years, as statistics count."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, ClassVar

from pydantic_core import PydanticCustomError

from toolkit.content.scalars import in_reach
from toolkit.content.values import Moment, last_day


class Period(Moment):
    """A year, a month or a day, or what statistics count by: a quarter `2016-Q1`, a half-year `2016-H1`, some years `2014/2016`."""

    json_schema: ClassVar[dict[str, Any]] = {
        "type": ["string", "integer"],
        "pattern": r"^\d{4}(-\d{2}(-\d{2})?|-Q[1-4]|-H[12]|/\d{4})?$",
    }

    @classmethod
    def read(cls, value: Any) -> Period:
        """Read a time of any kind."""
        words = value if isinstance(value, str) else ""
        if years := re.fullmatch(r"([0-9]{4})/([0-9]{4})", words):
            if years[2] <= years[1]:
                raise PydanticCustomError("impossible-date", "`{value}` ends before it begins", {"value": words})
        elif not re.fullmatch(r"[0-9]{4}-(?:Q[1-4]|H[12])", words):
            try:
                return cls(Moment.read(value))
            except PydanticCustomError as error:
                if error.type != "wrong-type":
                    raise
                kinds = "expected a time, as 2016, 2016-05, 2016-05-09, 2016-Q1, 2016-H1 or 2014/2016"
                raise PydanticCustomError("wrong-type", kinds) from None
        in_reach(words)
        return cls(words)

    @property
    def kind(self) -> str:
        """`quarter`, `half` or `years`; nothing for a plain date."""
        return "years" if "/" in self else {"Q": "quarter", "H": "half"}.get(self[5:6], "")

    @property
    def number(self) -> int:
        """Which quarter or half of its year it is."""
        return int(self[6:])

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day of its beginning, as exact as it is."""
        if self.kind in ("quarter", "half"):
            return int(self[:4]), (self.number - 1) * (3 if self.kind == "quarter" else 6) + 1
        return (int(self[:4]),) if self.kind else super().parts

    @property
    def last(self) -> dt.date:
        """The last day that it speaks of."""
        if self.kind == "years":
            return dt.date(int(self[5:]), 12, 31)
        if self.kind:
            return last_day((int(self[:4]), self.number * (3 if self.kind == "quarter" else 6)))
        return super().last
