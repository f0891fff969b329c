"""Lists the formats that there are: our own, and those of installed packages."""

from __future__ import annotations

from importlib.metadata import entry_points

from toolkit.build.formats import Format
from toolkit.build.formats.docx import Docx
from toolkit.build.formats.html import Html
from toolkit.build.formats.pdf import Pdf

GROUP = "toolkit.formats"
"""The group of entry points by which a package of its own brings a format: a class without arguments."""


def registered() -> tuple[Format, ...]:
    """Return every format, the pages that offer the others first."""
    others: tuple[Format, ...] = (Pdf(), Docx(), *(found.load()() for found in sorted(entry_points(group=GROUP))))
    return (Html(others), *others)
