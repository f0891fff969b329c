"""Tells what a language tag means: its name in another language, and which way its script runs."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from toolkit.core.diagnostics import ContentError, Diagnostic, Place


def language_name(tag: str, into: Locale) -> str:
    """Return the name of any language that CLDR knows, as `into` says it: «сербский (латиница)», “Brazilian Portuguese”.

    CLDR names some tags whole and of the others only the parts; what `into` has no word for is said in English.
    """
    key = tag.replace("-", "_")
    for speaker in (into, Locale("en")):
        if key in speaker.languages:
            return str(speaker.languages[key])
        name = Locale.parse(key).get_display_name(speaker)
        if name and Locale.parse(key).language in speaker.languages:
            return str(name)
    return tag


@lru_cache(maxsize=256)
def right_to_left(tag: str) -> bool:
    """Return whether a language is written from right to left; one that CLDR does not know is taken not to be."""
    try:
        return bool(tag) and Locale.parse(tag.replace("-", "_")).text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return False


def locale(language: str) -> Locale:
    """Return Babel's locale for a tag; English is British."""
    try:
        return Locale.parse("en_GB" if language == "en" else language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise ContentError(
            Diagnostic(
                "unknown-language",
                f"`{language}` is not a language that CLDR knows",
                Place("content/site.yaml"),
                "use a tag as ru, en or kk",
            )
        ) from None
