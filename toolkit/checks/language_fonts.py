"""Finds languages whose letters none of the fonts has that the theme names: another font stands in, of another design."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from babel import Locale

from toolkit.core import fonts
from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.core.workspace import Workspace
from toolkit.language.tags import language_name, locale
from toolkit.render.design_tokens import PATH, design

STACKS = ("serif", "sans")
"""The fonts of texts and of headings, as the theme calls them."""
SHOWN = 6
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui", "cursive", "fantasy"})
_PACKAGES = {"Hans": "fonts-noto-cjk", "Hant": "fonts-noto-cjk", "Jpan": "fonts-noto-cjk", "Kore": "fonts-noto-cjk"}


def check_fonts(workspace: Workspace, languages: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield a warning for each language and each stack of fonts that lacks letters of it, with what is to be installed."""
    if not fonts.matched():
        return
    stacks = {name: families(value) for name, value in design(workspace).items() if name in STACKS}
    for language in languages:
        for name, stack in stacks.items():
            lacking = sorted(letter for letter in letters(language) if not any(_has(family, letter) for family in stack))
            if lacking:
                yield _lacking(language, name, stack, lacking)
                break


def families(value: str) -> tuple[str, ...]:
    """Return the families that a stack of fonts names."""
    named = (part.strip().strip("\"'") for part in re.split(r",(?![^(]*\))", value))
    return tuple(family for family in named if family and family not in _GENERIC)


def letters(language: str) -> frozenset[str]:
    """Return the letters in which a language writes its months, days and the names of countries: nearly all that it has."""
    known = locale(language)
    words = [*known.months["format"]["wide"].values(), *known.days["format"]["wide"].values(), *known.territories.values()]
    said = "".join(map(str, words))
    own = {letter for letter in said if letter.isalpha() and said.count(letter) > 1}
    return frozenset(own | {letter.upper() for letter in own if len(letter.upper()) == 1})


def _has(family: str, letter: str) -> bool:
    return any(ord(letter) in some for some in fonts.letters_of(family))


def _lacking(language: str, name: str, stack: tuple[str, ...], lacking: list[str]) -> Diagnostic:
    shown = ", ".join(lacking[:SHOWN]) + (f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else "")
    called = language_name(language, Locale("en"))
    message = f"no font that the theme names as `--{name}` has these letters of {called} (`{language}`): {shown}"
    script = locale(language).script or ("Hans" if language == "zh" else {"ja": "Jpan", "ko": "Kore"}.get(language, ""))
    package = _PACKAGES.get(script, "fonts-noto-core")
    hint = f"install {package} (Debian), or name another font with them in {PATH}; it names {', '.join(stack[:3])} first"
    return Diagnostic("language-without-font", message, Place("content/site.yaml"), hint, Severity.WARNING)
