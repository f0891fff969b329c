"""Writes Cyrillic words in Latin letters, by the system BGN/PCGN 1947 for Russian, as the English-speaking press and maps do.

Letters that Russian has not follow the BGN/PCGN tables of their own languages. The optional dots of the system are left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel.core import get_global

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "ë", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "”", "ы": "y", "ь": "’", "э": "e", "ю": "yu", "я": "ya",
    "ә": "ä", "ғ": "gh", "қ": "q", "ң": "ng", "ө": "ö", "ұ": "u", "ү": "ü", "һ": "h", "і": "i", "ў": "w", "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip
_SOFT = re.compile(r"(?<![^\W\d_])[её]|(?<=[аеёиоуыэюяйъь])[её]", re.IGNORECASE)
"""The letters written `ye` and `yë`: at the beginning of a word, after a vowel, and after й, ъ and ь."""
_QUOTES = str.maketrans({"«": "“", "»": "”", "„": "“"})


@lru_cache(maxsize=256)
def script(tag: str) -> str:
    """Return the script that a language is written in, as ISO 15924 names it; one that CLDR does not know counts as Latin."""
    parts = tag.replace("-", "_").split("_")
    named = next((part for part in parts[1:] if len(part) == 4), "")
    likely = str(get_global("likely_subtags").get(parts[0], "")).split("_")
    return named or (likely[1] if len(likely) > 1 else "Latn")


def romanised(words: str) -> str:
    """Return words with each Cyrillic letter in Latin ones: «Вестник Ельца» is `Vestnik Yeltsa`."""
    soft = {found.start() for found in _SOFT.finditer(words)}
    made = "".join(_letter(words, at, at in soft) for at in range(len(words)))
    return made.translate(_QUOTES) if made != words else words


def _letter(words: str, at: int, soft: bool) -> str:
    sign = words[at]
    latin = _LETTERS.get(sign.lower())
    if latin is None:
        return sign
    latin = "y" + latin if soft else latin
    if not sign.isupper():
        return latin
    beside = words[at + 1 : at + 2] or words[at - 1 : at]
    return latin.upper() if beside.isupper() else latin[:1].upper() + latin[1:]
