"""Finds translations whose numbers or dates are not those of the source.

Values are compared, not spellings: 9 000 is 9,000, 1,5 млн is 1.5 million, 5 мая 2026 г. is 5 May 2026 and
05.05.2026. A small number may be written as a word. Values are sets, so that repeating one is no fault. A
translation without quotation marks need not keep what the source quotes: «30 дней» may be an example of grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.language.numbers import numbers
from toolkit.locales.judges import QUOTED, Fault, Pair, listed

_SMALL = 20
_ROMAN = re.compile(r"(?<!\w)[IVXLC]+(?!\w)")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_STEMS = {
    "ru": (
        "нол нул", "один одн перв единств", "дв втор оба обе обо обеих вдво", "три тре трё трет тро втро", "четыр четв", "пят впят", "шест",
        "сем седьм", "восем восьм", "девят", "десят", "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат",
        "семнадцат", "восемнадцат", "девятнадцат", "двадцат",
    ),
    "en": (
        "zero nil", "one once first single sole a an", "two twice second both doubl pair",
        "three thrice third tripl treb", "four quart quadr",
        "five fifth", "six", "seven", "eight", "nin", "ten", "eleven", "twel", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
        "eighteen", "nineteen", "twent",
    ),
}  # fmt: skip
"""Beginnings of the words for 0 to 20; in other languages any word may say a small number."""


def amounts(pair: Pair) -> Iterator[Fault]:
    """Yield one fault for each form whose numbers differ."""
    for source, words in pair.forms():
        here, there = set(numbers(source, pair.source_language)), set(numbers(words, pair.language))
        lost, added = here - there, there - here
        lost, added = lost - _romans(words), added - _romans(source)
        if not QUOTED.search(words):
            lost -= {value for quote in QUOTED.findall(source) for value in numbers(quote, pair.source_language)}
        if not (lost and added):
            lost = _unspoken(lost, words, pair.language)
            added = _unspoken(added, source, pair.source_language)
        if lost or added:
            said = "; ".join(f"{how}: {listed(unlike)}" for how, unlike in (("lost", lost), ("not in the source", added)) if unlike)
            hint = "correct the number; if both are right, write the comment `# accept: numbers` above the entry"
            yield Fault("numbers", f"numbers or dates differ ({said})", hint)


def _romans(words: str) -> set[str]:
    """Return the values of Roman numerals: «XXI век» is the 21st century."""
    return {str(_roman(found.group())) for found in _ROMAN.finditer(words)}


def _roman(numeral: str) -> int:
    digits = [_ROMAN_DIGITS[sign] for sign in numeral]
    return sum(-digit if any(later > digit for later in digits[index + 1 : index + 2]) else digit for index, digit in enumerate(digits))


def _unspoken(unlike: set[str], words: str, language: str) -> set[str]:
    """Return the numbers that the words of the other text do not say in letters."""
    stems = _STEMS.get(language.partition("-")[0])
    small = {str(number) for number in range(_SMALL + 1)}
    if stems is None or not unlike & small:
        return unlike - small if stems is None else unlike
    said = {_said(word, stems) for word in re.findall(r"[^\W\d_]+", words.lower())}
    return unlike - (small & said)


def _said(word: str, stems: tuple[str, ...]) -> str:
    """Return the number that a word says: the one whose stem is longest, as «три» and «тринадцат» begin alike."""
    found = [(len(stem), value) for value, held in enumerate(stems) for stem in held.split() if _begins(word, stem)]
    return str(max(found)[1]) if found else ""


def _begins(word: str, stem: str) -> bool:
    return word == stem if len(stem) == 1 or stem == "an" else word.startswith(stem)
