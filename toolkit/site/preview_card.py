"""Draws the picture that messengers show beside a link to a page (PNG, 1200 × 630)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from toolkit.core import fonts
from toolkit.render.design_tokens import families

SIZE = (1200, 630)
MARGIN = 84
_TITLE_SIZES = (80, 72, 64, 56, 48, 42)
_LINES = 4


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a card, and the font that it is set in."""

    paper: str
    ink: str
    soft: str
    accent: str
    family: str

    @classmethod
    def of(cls, known: Mapping[str, str]) -> Look:
        """Return the look that the tokens of a workspace give."""
        return cls(known["paper"], known["ink"], known["ink-soft"], known["accent"], families({"sans": known["sans"]})[0])

    @property
    def available(self) -> bool:
        """Tell whether this machine has a font to draw with."""
        return _file(self.family, bold=True) is not None


def draw(kind: str, title: str, site: str, look: Look) -> bytes:
    """Return the card of a page: the kind of document, its title as large as it fits, the name of the site."""
    from PIL import Image, ImageDraw

    def font(size: int, *, bold: bool) -> Any:
        return _font(look.family, size, bold=bold)

    image = Image.new("RGB", SIZE, look.paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 18), fill=look.accent)
    pen.text((MARGIN, 76), kind.upper(), font=font(30, bold=True), fill=look.accent)
    size = next((one for one in _TITLE_SIZES if len(list(_lines(title, font(one, bold=True)))) <= _LINES), _TITLE_SIZES[-1])
    for number, line in enumerate(list(_lines(title, font(size, bold=True)))[:_LINES]):
        pen.text((MARGIN, 138 + number * size * 1.18), line, font=font(size, bold=True), fill=look.ink)
    pen.rectangle((MARGIN, 534, MARGIN + 9, 578), fill=look.accent)
    pen.text((MARGIN + 28, 536), site, font=font(32, bold=False), fill=look.soft)
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
def _font(family: str, size: int, *, bold: bool) -> Any:
    from PIL import ImageFont

    path = _file(family, bold=bold)
    assert path is not None
    return ImageFont.truetype(path, size)


def _file(family: str, *, bold: bool) -> str | None:
    """Return the file of a font; of each family the regular style comes first, the bold second."""
    files = [file for _, _, file in fonts.matched((family,))]
    return files[1 if bold else 0] if len(files) > 1 else None
