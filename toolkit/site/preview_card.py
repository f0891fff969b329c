"""Draws the picture that messengers show beside a link to a page (PNG, 1200 × 630)."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from toolkit.core import fonts
from toolkit.render.design_tokens import families
from toolkit.site.finding import NOTHING, Finding

SIZE = (1200, 630)
MARGIN = 84
WIDTH = SIZE[0] - 2 * MARGIN
TOP, FOOT = 132, 540
"""Where the words begin, and where the name of the site stands."""
SMALL, SMALL_LINES = 30, 2
LEADING = 1.18
STEP = 12
_TITLE_SIZES = (80, 72, 64, 56, 50, 44, 38, 34)
_WORD_SIZES = (56, 50, 44, 40, 36, 32)
_VALUE_SIZES = (170, 150, 130, 110, 96, 80, 64)
_RUSSIAN = "в во на из за от до по о об обо с со к ко у и а но не ни да или при для без под над про перед через между около после против"
_ENGLISH = "a an the of in on at to for by and or nor but as with from into than is are was were no not"
_SMALL_WORDS = {"ru": frozenset(_RUSSIAN.split()), "en": frozenset(_ENGLISH.split())}
"""Words that do not end a line, by language."""


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


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: the kind of document, its title, the name of the site; and above them what the document says first."""

    kind: str
    title: str
    site: str
    language: str = ""
    finding: Finding = NOTHING


def draw(card: Card, look: Look) -> bytes:
    """Return the card of a page: the figure or sentence that its document says first, as large as it fits, then the title."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", SIZE, look.paper)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 18), fill=look.accent)
    pen.text((MARGIN, 66), card.kind.upper(), font=_font(look.family, 30, bold=True), fill=look.accent)
    found, top = card.finding, float(TOP)
    said = found.words or card.title
    foot = _titled(card, look) if found.words else _Set((), 0)
    room = FOOT - 24 - foot.height - (20 if foot.lines else 0)
    if found.value:
        size = next((one for one in _VALUE_SIZES if _font(look.family, one, bold=True).getlength(found.value) <= WIDTH), _VALUE_SIZES[-1])
        pen.text((MARGIN - 4, top - size * 0.16), found.value, font=_font(look.family, size, bold=True), fill=look.accent)
        top += size * 1.06
    text = _fitted(said, card.language, look, _WORD_SIZES if found.value else _TITLE_SIZES, room - top)
    _write(pen, text, top, look, look.ink, bold=True)
    _write(pen, foot, FOOT - 22 - foot.height, look, look.soft, bold=False)
    pen.rectangle((MARGIN, FOOT, MARGIN + 9, FOOT + 44), fill=look.accent)
    pen.text((MARGIN + 28, FOOT + 2), card.site, font=_font(look.family, 32, bold=False), fill=look.soft)
    out = io.BytesIO()
    image.quantize(48).save(out, "PNG")
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Set:
    """Lines in a size."""

    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def _titled(card: Card, look: Look) -> _Set:
    """Return the title, or what the value counts, in small letters; where that takes more than two lines, nothing."""
    font = _font(look.family, SMALL, bold=False)
    found = balanced(card.finding.below or card.title, card.language, font.getlength)
    return _Set(found, SMALL) if len(found) < SMALL_LINES + 1 else _Set((), SMALL)


def _fitted(words: str, language: str, look: Look, sizes: tuple[int, ...], room: float) -> _Set:
    """Return words in the largest size in which they fit, no word of them cut."""
    for size in sizes:
        font = _font(look.family, size, bold=True)
        found = _Set(balanced(words, language, font.getlength), size)
        if found.height <= room and all(font.getlength(line) <= WIDTH for line in found.lines):
            return found
    return _Set(found.lines[: max(int(room / (sizes[-1] * LEADING)), 1)], sizes[-1])


def _write(pen: Any, text: _Set, top: float, look: Look, colour: str, *, bold: bool) -> None:
    for number, line in enumerate(text.lines):
        pen.text((MARGIN, top + number * text.size * LEADING), line, font=_font(look.family, text.size, bold=bold), fill=colour)


def balanced(words: str, language: str, width: Callable[[str], float]) -> tuple[str, ...]:
    """Return words in as few lines as they need, all about as long; no line ends with a word that belongs to the next one."""
    tied = bound(words, language)
    found = _lines(tied, width, WIDTH)
    for limit in range(WIDTH, 0, -STEP):
        narrower = _lines(tied, width, limit)
        if len(narrower) > len(found) or max(map(width, narrower)) > limit:
            return found
        found = narrower
    return found


def bound(words: str, language: str) -> str:
    """Return words in which prepositions, articles and other small words are tied to what follows."""
    small = _SMALL_WORDS.get(language, frozenset())
    first, *rest = re.split(" ", words)
    out = first
    for word in rest:
        last = re.split("[ \u00a0]", out)[-1].strip("«“„(").lower()
        out += ("\u00a0" if last in small or (len(last) == 1 and last.isalpha()) else " ") + word
    return out


def _lines(words: str, width: Callable[[str], float], limit: float) -> tuple[str, ...]:
    """Return lines no wider than a limit; words bound by a non-breaking space stay together."""
    out: list[str] = []
    for word in words.split(" "):
        longer = f"{out[-1]} {word}" if out else word
        if out and width(longer) <= limit:
            out[-1] = longer
        else:
            out.append(word)
    return tuple(out)


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
