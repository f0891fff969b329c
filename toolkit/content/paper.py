"""Defines what a publisher chooses for paper: how pages are made up, and which standard the PDFs claim."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from toolkit.content.values import Record


class PageStyle(Record):
    """How pages are made up for print."""

    style: Literal["house", "gost"] = "house"
    """House: the publisher's own; gost: GOST R 7.0.97-2025."""
    size: Literal["A4", "Letter"] = "A4"
    """The size of the sheet."""
    sides: Literal["one", "two"] = "one"
    """Whether sheets are printed on one side or on two, with inner and outer margins."""
    parallel: Literal["columns", "facing"] = "columns"
    """How an edition in two languages is printed: in columns, or on facing pages; on the web and in Word always in columns."""


class PdfVariant(StrEnum):
    """Which standard the PDFs claim: PDF/UA for screen readers, PDF/A for the archive, or one of each in one file."""

    UA_1 = "pdf/ua-1"
    UA_2 = "pdf/ua-2"
    A_2U = "pdf/a-2u"
    A_2A = "pdf/a-2a"
    A_3U = "pdf/a-3u"
    A_3A = "pdf/a-3a"
    A_3A_UA_1 = "pdf/a-3a+ua-1"
    A_4U = "pdf/a-4u"

    @property
    def encloses(self) -> bool:
        """Say whether a PDF of this variant may carry a file of data."""
        return self in (PdfVariant.A_3U, PdfVariant.A_3A, PdfVariant.A_3A_UA_1)
