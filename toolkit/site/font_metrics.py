"""Fits the fonts that nearly every reader has to those of a site, so that text keeps its lines when the site's fonts arrive.

While a font is on its way, or where a reader lets none come, Arial or Times New Roman stands in. Set in a size in which its words are
as wide as those of the site's font, and with the height of its lines, it fills the same room: nothing jumps, no label of a drawing is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from toolkit.core.fonts import Installed

SAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "latin": "Partners in several countries share laboratories, train people together and sell under one name; "
        "each of them stays a firm of its own.",
        "cyrillic": "Партнёры из нескольких стран вместе пользуются лабораториями, учат людей и продают под одним именем; "
        "каждый остаётся отдельным предприятием.",
    }
)
"""A sentence in each alphabet, in which fonts are compared."""
_RANGES = {"latin": "U+0-3FF,U+2000-2115,U+2117-22FF", "cyrillic": "U+400-52F,U+2116"}
_STYLES = ((400, "normal", ""), (700, "normal", " Bold"), (400, "italic", " Italic"), (700, "italic", " Bold Italic"))
_TIMES = ("Times New Roman", "Liberation Serif"), ((0.3917, 0.4700), (0.4195, 0.5021), (0.3980, 0.4871), (0.4067, 0.5096))
_ARIAL = ("Arial", "Liberation Sans"), ((0.4364, 0.5177), (0.4703, 0.5586), (0.4364, 0.5462), (0.4703, 0.5890))
_KNOWN = MappingProxyType({"serif": _TIMES, "sans": _ARIAL})
"""What stands in for a list of fonts: its names, and how wide a letter of either sample is on average, in ems, by style.

Measured on Liberation 1.07, whose widths are those of Arial and Times New Roman."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A rule of CSS by which a font stands in, and the family that it makes."""

    family: str
    css: str


def stand_ins(token: str, fonts: Mapping[tuple[int, str], Installed], family: str) -> Iterator[Stand]:
    """Yield the rules for a list of fonts; `fonts` are those of the site by weight and slope."""
    if token not in _KNOWN:
        return
    (names, widths), called = _KNOWN[token], f"{family} Fallback"
    for (weight, slope, suffix), by_alphabet in zip(_STYLES, widths, strict=True):
        font = fonts.get((weight, slope))
        for alphabet, width in zip(SAMPLES, by_alphabet, strict=True):
            if font and (set_in := _measured(font, alphabet)):
                local = ", ".join(f'local("{name}{suffix}")' for name in names)
                head = f'font-family: "{called}"; font-style: {slope}; font-weight: {weight}; src: {local}'
                yield Stand(called, f"@font-face {{ {head}; unicode-range: {_RANGES[alphabet]}; {_fitted(*set_in, width)} }}")


def _fitted(width: float, up: float, down: float, gap: float, stands: float) -> str:
    size = width / stands
    sizes = {"size-adjust": size, "ascent-override": up / size, "descent-override": down / size, "line-gap-override": gap / size}
    return " ".join(f"{name}: {value * 100:.1f}%;" for name, value in sizes.items())


@lru_cache(maxsize=64)
def _measured(font: Installed, alphabet: str) -> tuple[float, float, float, float] | None:
    """Return how wide a letter of a sample is on average, and ascent, descent and gap of lines, all in ems; nothing where letters lack."""
    from fontTools.ttLib import TTFont

    made = TTFont(font.file, fontNumber=font.index & 0xFFFF, lazy=True)
    letters, widths, lines, em = made.getBestCmap(), made["hmtx"], made["hhea"], made["head"].unitsPerEm
    signs = SAMPLES[alphabet]
    if not _has(letters, signs):
        return None
    wide = sum(widths[letters[ord(sign)]][0] for sign in signs) / len(signs)
    return wide / em, lines.ascent / em, -lines.descent / em, lines.lineGap / em


def _has(letters: Iterable[int], signs: str) -> bool:
    known = set(letters)
    return all(ord(sign) in known for sign in signs)
