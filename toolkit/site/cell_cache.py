"""Sets each text of a body once, and puts the set texts into every page that shows them.

The same text stands on the page of its edition, in its PDF, in a parallel edition and perhaps on a part. It is set by the
rules of its language once, and the templates and what goes over whole pages have only the stand-ins to go through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from markupsafe import Markup

from toolkit.language.typography import composed
from toolkit.render.edition import Body, Row

_KEPT = re.compile("\ue0f0(\\d+)\ue0f1")
"""Two characters for private use, which no text of content has."""


@dataclass(slots=True)
class CellCache:
    """The texts of a page, and the numbers that stand for them."""

    texts: list[tuple[str, str]] = field(default_factory=list)

    def of(self, body: Body) -> Body:
        """Return a body whose texts are stand-ins; headings, which contents repeat, stay."""
        front: Mapping[str, Row] = {name: self._row(row) for name, row in body.front.items()}
        return replace(body, front=front, parts=tuple(replace(part, rows=tuple(map(self._row, part.rows))) for part in body.parts))

    def _row(self, row: Row) -> Row:
        cells = []
        for cell in row.cells:
            cells.append(replace(cell, html=Markup(f"\ue0f0{len(self.texts)}\ue0f1")))
            self.texts.append((str(cell.html), cell.language))
        return replace(row, cells=tuple(cells))

    def put_back(self, page: str) -> str:
        """Return a page with the texts, set by the rules of their languages, in place of their stand-ins."""
        return _KEPT.sub(lambda found: _set(*self.texts[int(found.group(1))]), page)


@lru_cache(maxsize=2_000)
def _set(text: str, language: str) -> str:
    return composed(text, language)
