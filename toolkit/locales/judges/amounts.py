"""A translation in; a fault where its numbers or dates are not those of the source out.

Values are compared, not spellings: 9 000 is 9,000, 1,5 млн is 1.5 million, 5 мая 2026 г. is 5 May 2026 and
05.05.2026. A small number may be written as a word. Values are sets, so that repeating one is no fault. A
translation without quotation marks need not keep what the source quotes: «30 дней» may be an example of grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from babel import Locale

from toolkit.language.placeholders import PLACEHOLDER
from toolkit.locales.judges import QUOTED, Fault, Pair, listed

_SMALL = 20
_NOT_NUMBERS = re.compile(r"\]\([^)]*\)|\[@[A-Za-z0-9_#-]+|https?://\S+|[\w.+-]+@[\w-]+\.\w+")
_POINT = r"\d+(?:\.\d+)*"
_GROUPED = re.compile(rf"(?<![\d.,])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|{_POINT}")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?(?!\d)|\d+,\d+|" + _POINT)
_DAY = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_SCALES = (
    (re.compile(r"[\s\u00a0]*(?:тыс\b|тысяч|thousand)", re.IGNORECASE), Decimal(1_000)),
    (re.compile(r"[\s\u00a0]*(?:млн|миллион|мільён|million|mln)", re.IGNORECASE), Decimal(1_000_000)),
    (re.compile(r"[\s\u00a0]*(?:млрд|миллиард|мільярд|billion|bln)", re.IGNORECASE), Decimal(1_000_000_000)),
)
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
        here, there = values(source, pair.source_language), values(words, pair.language)
        lost, added = here - there, there - here
        lost, added = lost - _romans(words), added - _romans(source)
        if not QUOTED.search(words):
            lost -= {value for quote in QUOTED.findall(source) for value in values(quote, pair.source_language)}
        if not (lost and added):
            lost = _unspoken(lost, words, pair.language)
            added = _unspoken(added, source, pair.source_language)
        if lost or added:
            said = "; ".join(f"{how}: {listed(numbers)}" for how, numbers in (("lost", lost), ("not in the source", added)) if numbers)
            hint = "correct the number; if both are right, write the comment `# accept: numbers` above the entry"
            yield Fault("numbers", f"numbers or dates differ ({said})", hint)


def values(words: str, language: str) -> set[str]:
    """Return the numbers of a text in one spelling, a month as `month 5`."""
    found: set[str] = set()
    rest = PLACEHOLDER.sub(" ", _NOT_NUMBERS.sub(" ", words))
    for day in _DAY.finditer(rest):
        parts = day.groups()[:3] if day.group(1) else (day.group(6), day.group(5), day.group(4))
        found |= {str(int(parts[0])), f"month {int(parts[1])}", str(int(parts[2]))}
    rest = _DAY.sub(" ", rest)
    found |= _months(rest, language)
    pattern = _GROUPED if language.partition("-")[0] in ("en", "zh", "ja", "ko") else _SPACED
    return found | {_value(number, rest) for number in pattern.finditer(rest)}


def _value(number: re.Match[str], words: str) -> str:
    spelling = re.sub(r"[ \u00a0\u202f]", "", number.group())
    if number.re is _GROUPED:
        spelling = spelling.replace(",", "")
    spelling = spelling.replace(",", ".")
    if spelling.count(".") > 1:
        return spelling
    scale = next((scale for pattern, scale in _SCALES if pattern.match(words, number.end())), Decimal(1))
    value = Decimal(spelling) * scale
    return f"{value.normalize():f}" if scale != 1 or "." not in spelling else spelling


def _months(words: str, language: str) -> set[str]:
    names = _month_names(language.replace("-", "_"))
    if not names:
        return set()
    pattern = re.compile(rf"\d[\s\u00a0]+({'|'.join(names)})\w{{0,2}}\b|\b({'|'.join(names)})\w{{0,2}}[\s\u00a0]+\d", re.IGNORECASE)
    return {f"month {names[(found.group(1) or found.group(2)).lower()]}" for found in pattern.finditer(words)}


@lru_cache(maxsize=16)
def _month_names(language: str) -> dict[str, int]:
    """Return the months of a language by name, as it stands in a date and alone, without its last letter: «в мае», «мая»."""
    months = Locale.parse(language).months
    named = ((name.lower(), number) for use in ("format", "stand-alone") for number, name in months[use]["wide"].items())
    found = {name if language.startswith("en") else name[:-1]: number for name, number in named if name.isalpha()}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _romans(words: str) -> set[str]:
    """Return the values of Roman numerals: «XXI век» is the 21st century."""
    return {str(_roman(found.group())) for found in _ROMAN.finditer(words)}


def _roman(numeral: str) -> int:
    digits = [_ROMAN_DIGITS[sign] for sign in numeral]
    return sum(-digit if any(later > digit for later in digits[index + 1 : index + 2]) else digit for index, digit in enumerate(digits))


def _unspoken(numbers: set[str], words: str, language: str) -> set[str]:
    """Return the numbers that the words of the other text do not say in letters."""
    stems = _STEMS.get(language.partition("-")[0])
    small = {str(number) for number in range(_SMALL + 1)}
    if stems is None:
        return numbers - small
    said = {_said(word, stems) for word in re.findall(r"[^\W\d_]+", words.lower())}
    return numbers - (small & said)


def _said(word: str, stems: tuple[str, ...]) -> str:
    """Return the number that a word says: the one whose stem is longest, as «три» and «тринадцат» begin alike."""
    found = [(len(stem), value) for value, held in enumerate(stems) for stem in held.split() if _begins(word, stem)]
    return str(max(found)[1]) if found else ""


def _begins(word: str, stem: str) -> bool:
    return word == stem if len(stem) == 1 or stem == "an" else word.startswith(stem)
