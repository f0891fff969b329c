"""Measures how wide words are set, and breaks them into lines that fit a width.

Nobody measures a page while it is made, so the widths of PT Sans stand here, rounded to 20 thousandths of the size.
Browsers may answer with another sans serif: a reserve is added to every width.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.language.draft_marks import bare, flagged, unflagged

RESERVE = 1.1
"""What Segoe UI, Arial or Noto Sans take more than PT Sans, at most."""
_ELSE = 0.8
"""Width of a character that the table does not have, in parts of the size."""
_REGULAR = {
    200: "‘’", 220: "',.:", 240: "|", 260: " ;ijіј\xa0·", 280: "()`ї", 300: "!IJ[]lІЇЈ", 320: "f", 340: '"rt{}“”„', 360: "*-/гѓґ",
    380: "\\ғ", 400: "_т", 420: "sѕ°", 440: "?zЃГзҐ", 460: "cyсуьэў", 480: "kvкчяєќ«»Ғүұ", 500: "+<=>^ae~авелъё≈×±−§қә", 520: "FLxх",
    540: "#$0123456789ESZbdghnopquЁЅЕЗбдийнопрцђћџ€ңһө", 560: "PTVYЎБРТУЬЯҮҰ", 580: "ABCЄАВСЭ", 600: "KRЌКЧҺ", 620: "GXЛХҚ", 640: "ЪмӘ",
    660: "DUЏДПжы–", 680: "HNOQИЙНОЦфӨ", 700: "Ң", 720: "Ђю", 740: "wшљ", 760: "ЋЫщњ…", 780: "%Ф", 800: "MЖМ", 820: "&Wm—", 880: "Ш",
    900: "Ю", 920: "ЉЩ", 980: "Њ", 1020: "№", 1060: "@",
}  # fmt: skip
_BOLD = {
    220: "|‘’", 240: ".", 260: " ',:ijіј\xa0·", 280: ";IІ", 300: "!lЇ", 320: "()[]`fї", 340: "JtЈ", 360: "-r", 380: "*{}гѓґ", 400: '"/“”„',
    420: "\\sтѕғ", 440: "_cзс°", 460: "?zЃГэєҐ", 480: "vyкуьќў«»", 500: "F^aekавечяёҒүұә", 520: "+<=>ELSx~ЁЅЕЗлх≈×±−§қ",
    540: "Zbdghnopquбийнопръџһө", 560: "#$0123456789CTЎБСТУЬдцђћ€ң", 580: "PЄРЭЯ", 600: "ABGRVYАВЧҮҰҺ", 620: "KUЌКЛ", 640: "DXЏПХҚӘ",
    660: "HNИЙНЪм–", 680: "OQОЦӨ", 700: "ДжфыҢ", 720: "w", 740: "Ђю", 760: "Ћшљ", 780: "щњ", 800: "MmМФЫ…", 820: "&—", 840: "%Ж",
    860: "WШ", 900: "Ю", 920: "Щ", 940: "Љ", 960: "Њ", 1020: "№", 1060: "@",
}  # fmt: skip
NEXT_LINE = "\u2028"
"""Stands between words that are never set on one line: a label in one language, and the same in another."""
_SPACES = re.compile(r"[ \t\n]+")
"""Where a line may break: at plain spaces, never at those that bind."""


def _by_character(groups: Mapping[int, str]) -> Mapping[str, float]:
    return {character: thousandths / 1000 for thousandths, characters in groups.items() for character in characters}


_WIDTHS = {False: _by_character(_REGULAR), True: _by_character(_BOLD)}


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Return how wide words are set in a size, with the reserve; marks of labels take no room."""
    known = _WIDTHS[bold]
    return max(sum(known.get(character, _ELSE) for character in bare(line)) for line in words.split(NEXT_LINE)) * size * RESERVE


def flat(words: str) -> str:
    """Return words in several languages for a place that has one line."""
    return words.replace(NEXT_LINE, " / ")


def lines(words: str, limit: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return words in lines no wider than `limit`; nothing is left out, and a word that is wider is broken.

    Lines of another language than the first begin with `NEXT_LINE`.
    """
    first, *others = words.split(NEXT_LINE)
    more = (f"{NEXT_LINE}{line}" for other in others for line in _flagged_lines(other, limit, size))
    return (*_flagged_lines(first, limit, size, bold=bold), *more)


def _flagged_lines(words: str, limit: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return words in lines, each of which begins with what tells that the words are not finished."""
    flag = flagged(words)
    return tuple(f"{flag}{line}" for line in _lines(unflagged(words), limit, size, bold=bold))


def _lines(words: str, limit: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    out: list[str] = []
    for word in _pieces(words, limit, size, bold):
        if out and width(f"{out[-1]} {word}", size, bold=bold) <= limit:
            out[-1] = f"{out[-1]} {word}"
        else:
            out.append(word)
    return tuple(out)


def _pieces(words: str, limit: float, size: float, bold: bool) -> list[str]:
    """Return the words, those broken that no line can hold."""
    out = []
    for word in filter(None, _SPACES.split(words)):
        rest = word
        while width(rest, size, bold=bold) > limit and len(rest) > 1:
            fits = next((end for end in range(len(rest) - 1, 1, -1) if width(f"{rest[:end]}-", size, bold=bold) <= limit), 1)
            own = rest.rfind("-", 1, fits + 1) + 1  # a hyphen of its own is the better place
            out.append(rest[:own] if own else f"{rest[:fits]}-")
            rest = rest[own or fits :]
        out.append(rest)
    return out
