"""Tells when a page last changed, by what its records and documents say of themselves: the clock is never asked.

A document says on which day it was published or changed. A record has the days on which somebody checked it, and its page
changes too when a document that rests on it does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from toolkit.content.library import Library
from toolkit.outline.numbering import Publication

CHECKED = frozenset({"checked_on", "confirmed"})
"""The fields that tell on which day somebody compared a record with its source."""


def checked(value: object) -> Iterator[dt.date]:
    """Yield every day on which a record, or a figure in it, was checked."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            part = getattr(value, name)
            if name in CHECKED and isinstance(part, dt.date):
                yield part
            else:
                yield from checked(part)
    elif isinstance(value, Mapping | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from checked(part)


@dataclass(frozen=True)
class LastModified:
    """The days of a site's pages."""

    library: Library
    publications: tuple[Publication, ...]
    naming: Callable[[str], tuple[Publication, ...]]
    """Gives the documents that mention a record."""

    @cached_property
    def of_all(self) -> dt.date:
        """The day of the newest document, or of its newest change."""
        return self.of(self.publications)

    def of(self, publications: Iterable[Publication]) -> dt.date:
        """Return the day of the newest of some documents; of the newest of all where there are none."""
        return max((one.document.updated for one in publications), default=None) or self.of_all

    def of_records(self, collection: str, ids: Iterable[str]) -> dt.date:
        """Return the day on which a page of some records last changed."""
        days: list[dt.date] = []
        for id in ids:
            days += checked(self.library.collection(collection)[id])
            days += [one.document.updated for one in self.naming(id)]
        return max(days, default=self.of_all)
