"""Draws the picture that messengers show beside a link to a page (PNG, 1200 × 630)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from toolkit.core import fonts

SIZE = (1200, 630)
MARGIN = 84
_PAPER, _INK, _SOFT, _ACCENT = "#ffffff", "#1b2430", "#4c5866", "#0a5563"
"""The colours of templates/styles/tokens.css."""
_TITLE_SIZES = (80, 72, 64, 56, 48, 42)
_LINES = 4


def available() -> bool:
    """Tell whether this machine has a font to draw with."""
    return _file(bold=True) is not None


def draw(kind: str, title: str, site: str) -> bytes:
    """Return the card of a page: the kind of document, its title as large as it fits, the name of the site."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 18), fill=_ACCENT)
    pen.text((MARGIN, 76), kind.upper(), font=_font(30, bold=True), fill=_ACCENT)
    size = next((one for one in _TITLE_SIZES if len(list(_lines(title, _font(one, bold=True)))) <= _LINES), _TITLE_SIZES[-1])
    for number, line in enumerate(list(_lines(title, _font(size, bold=True)))[:_LINES]):
        pen.text((MARGIN, 138 + number * size * 1.18), line, font=_font(size, bold=True), fill=_INK)
    pen.rectangle((MARGIN, 534, MARGIN + 9, 578), fill=_ACCENT)
    pen.text((MARGIN + 28, 536), site, font=_font(32, bold=False), fill=_SOFT)
    out = io.BytesIO()
    image.quantize(48).save(out, "PNG")
    return out.getvalue()


def _lines(words: str, font: Any) -> Iterator[str]:
    """Yield the lines of a title; words bound by a non-breaking space stay together."""
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > SIZE[0] - 2 * MARGIN:
            yield line
            longer = word
        line = longer
    yield line


@lru_cache(maxsize=16)
def _font(size: int, bold: bool) -> Any:
    from PIL import ImageFont

    path = _file(bold)
    assert path is not None
    return ImageFont.truetype(path, size)


def _file(bold: bool) -> str | None:
    """Return the font file for PT Sans; of each family the regular style comes first, the bold second."""
    files = [file for asked, _, file in fonts.matched() if asked == "PT Sans"]
    return files[1 if bold else 0] if len(files) > 1 else None
