"""Makes the header's rule for plural forms from a language's CLDR data.

CLDR also counts fractions: Russian has a form for «1,5 кластера» there. gettext counts whole numbers
only, so a form that no whole number takes is left out: Russian has three here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import c2py

from babel import Locale
from babel.messages.plurals import get_plural
from babel.plural import PluralRule, to_gettext

from toolkit.language.tags import locale

_ORDER = ("zero", "one", "two", "few", "many", "other")
_WHOLE_NUMBERS = (*range(1001), 10_000, 100_000)
_COMPACT = re.compile(r"\be\b")
"""CLDR's exponent of compact numbers («2 млн»): C has no word for it."""


def plural_header(locale: Locale) -> str:
    """Return `nplurals=…; plural=…;`: in gettext's customary words where they mean the same."""
    used = {str(locale.plural_form(n)) for n in _WHOLE_NUMBERS}
    order = [form for form in _ORDER if form in used]
    count, customary = get_plural(locale)
    if count == len(order) and _agrees(locale, order, customary):
        return f"nplurals={count}; plural={customary};"
    rules = {form: rule for form, rule in locale.plural_form.rules.items() if form in order and not _COMPACT.search(str(rule))}
    if "other" not in order:
        rules.pop(order[-1])
    return str(to_gettext(PluralRule(rules)))


def form_examples(language: str) -> tuple[str, ...]:
    """Return for each plural form some numbers that take it: `("1, 21, 31", "2, 3, 4", "0, 5, 6")` for Russian."""
    rule = re.search(r"plural=(.+);", plural_header(locale(language)))
    choose = c2py(rule.group(1)) if rule else int
    numbers: dict[int, list[str]] = {}
    for n in range(200):
        numbers.setdefault(choose(n), []).append(str(n))
    return tuple(", ".join(numbers[form][:3]) for form in sorted(numbers))


def same_forms(rule: Callable[[int], int], locale: Locale) -> bool:
    """Return whether a rule tells whole numbers apart as the language does, whatever its forms are called.

    Weblate and Transifex give Russian and Belarusian a fourth form, which no whole number takes.
    """
    pairs = {(rule(n), str(locale.plural_form(n))) for n in _WHOLE_NUMBERS}
    return len(pairs) == len({form for form, _ in pairs}) == len({category for _, category in pairs})


def _agrees(locale: Locale, order: list[str], customary: str) -> bool:
    rule = c2py(customary)
    return all(rule(n) < len(order) and order[rule(n)] == str(locale.plural_form(n)) for n in _WHOLE_NUMBERS)
