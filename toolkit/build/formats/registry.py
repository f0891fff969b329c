"""Lists the formats that there are: our own, and those of installed packages."""

from __future__ import annotations

from toolkit.build.formats import Format
from toolkit.build.formats.akoma_ntoso import AkomaNtoso
from toolkit.build.formats.docx import Docx
from toolkit.build.formats.html import Html
from toolkit.build.formats.pdf import Pdf
from toolkit.build.formats.references import Bibtex, CslJson, Ris
from toolkit.core.extensions import FORMATS, brought


def registered() -> tuple[Format, ...]:
    """Return every format, the pages that offer the others first."""
    others: tuple[Format, ...] = (Pdf(), Docx(), AkomaNtoso(), Bibtex(), Ris(), CslJson(), *(made() for made in brought(FORMATS).values()))
    return (Html(others), *others)
