"""Draws the pages of a PDF on one sheet, and marks what moved since the last proof."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

COLUMNS = 4
GUTTER = 12
SCALE = 0.8
"""Pixels a point: 0.8 is about 58 dots an inch."""
BACKGROUND = (190, 196, 202)
CHANGED = (200, 60, 20)
THRESHOLD = 24
"""How far a grey level (0 to 255) may drift before a pixel counts as changed."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A contact sheet as PNG, and the pages that changed: their numbers, and a sheet with what moved in colour."""

    sheet: bytes
    pages: int
    changed: tuple[int, ...] = ()
    changes: bytes = b""


def proof(data: bytes, before: bytes = b"") -> Proof:
    """Draw the pages of a PDF; with the PDF of the last proof, also what is different on them."""
    pages = _pages(data)
    old = _pages(before) if before else []
    marked = [_marked(new, was) for new, was in zip_longest(pages, old)] if before else []
    changed = tuple(number for number, page in enumerate(marked, 1) if page is not None)
    sheet = _png(_sheet(pages))
    changes = _png(_sheet([page for page in marked if page is not None])) if changed else b""
    return Proof(sheet, len(pages), changed, changes)


def _pages(data: bytes) -> list[Any]:
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]


def _marked(new: Any, was: Any) -> Any | None:
    """Return a page in grey with its changes in colour; nothing when it is as it was."""
    from PIL import Image, ImageChops, ImageFilter

    if new is None or was is None:
        return new if new is not None else was
    if new.size != was.size:
        was = was.resize(new.size)
    difference = ImageChops.difference(new.convert("L"), was.convert("L")).point(lambda level: 255 if level > THRESHOLD else 0)
    if not difference.getbbox():
        return None
    grey = new.convert("L").convert("RGB")
    return Image.composite(Image.new("RGB", new.size, CHANGED), grey, difference.filter(ImageFilter.MaxFilter(3)))


def _sheet(pages: Sequence[Any]) -> Any:
    from PIL import Image

    width, height = max(page.width for page in pages), max(page.height for page in pages)
    columns = min(COLUMNS, len(pages))
    rows = -(-len(pages) // columns)
    sheet = Image.new("RGB", (columns * (width + GUTTER) + GUTTER, rows * (height + GUTTER) + GUTTER), BACKGROUND)
    for number, page in enumerate(pages):
        sheet.paste(page, (GUTTER + number % columns * (width + GUTTER), GUTTER + number // columns * (height + GUTTER)))
    return sheet


def _png(image: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
