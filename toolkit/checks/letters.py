"""Finds letters that no font of this machine has: a PDF prints an empty box in their place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping

from toolkit.content.library import Library
from toolkit.content.units import Unit
from toolkit.content.walk import texts
from toolkit.core import fonts
from toolkit.core.characters import named
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.catalogs import Catalog

SHOWN = 20
"""Letters that are named one by one for each language; a language whose script no font has needs no list of its letters."""
_SURE = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x410, 0x450)))) | frozenset("ЁёІіЎў–—…№«»„“”‘’•€−")


def check_letters(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[Diagnostic]:
    """Yield one warning for each letter of a language that would be an empty box."""
    if not fonts.matched():
        return
    places: dict[str, dict[str, Callable[[], Place]]] = {}
    for language, words, place in _printed(library, catalogs):
        found = places.setdefault(language, {})
        for sign in set(unicodedata.normalize("NFC", words)) - _SURE - found.keys():
            if unicodedata.category(sign)[0] not in "CZM":
                found[sign] = _place(place, sign)
    for language, found in places.items():
        told = 0
        for sign in sorted(found):
            if not fonts.has(sign):
                told += 1
                if told <= SHOWN:
                    yield _box(sign, language, found[sign]())
        if told > SHOWN:
            message = f"{told - SHOWN} more letters of `{language}` are in no font of this machine"
            yield Diagnostic("missing-glyph", message, Place("content/site.yaml"), _hint(), Severity.WARNING)


def _box(sign: str, language: str, place: Place) -> Diagnostic:
    message = f"`{sign}` ({named(sign)}) is in no font of this machine: PDFs in `{language}` have an empty box in its place"
    return Diagnostic("missing-glyph", message, place, _hint(), Severity.WARNING)


def _hint() -> str:
    return "install a font that has it (Debian: fonts-noto-core, fonts-noto-cjk), or write it otherwise"


def _place(place: Callable[[str], Place], sign: str) -> Callable[[], Place]:
    return lambda: place(sign)


def _printed(library: Library, catalogs: Mapping[str, Catalog]) -> Iterator[tuple[str, str, Callable[[str], Place]]]:
    """Yield the words that documents print: their language, and where a letter of them stands."""
    for _, item in library.records():
        if isinstance(item, Unit):
            yield item.language or "en", "".join(words for forms in item.forms.values() for words in forms.values()), _always(item.place)
        for text in texts(item):
            forms = dict(text.official) or {text.language: text.source}
            yield from ((language, words, text.at) for language, words in forms.items())
    for language, catalog in catalogs.items():
        for translation in catalog.messages.values():
            yield language, "".join(translation.strings), _always(translation.place)


def _always(place: Place) -> Callable[[str], Place]:
    return lambda _: place
