"""Rules for plural forms come from CLDR, for whole numbers, in words that gettext computes."""

from __future__ import annotations

import re
from gettext import c2py

import pytest
from babel import Locale

from toolkit.locales.plurals import plural_header


def test_russian_has_three_forms() -> None:
    """CLDR's fourth form is for fractions: no whole number takes it."""
    assert plural_header(Locale("ru")).startswith("nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 :")


@pytest.mark.parametrize("tag", ["ru", "en", "kk", "be", "hy", "ky", "uz", "pl", "fr", "ar", "zh_Hant", "pt_BR", "lt"])
def test_rule_sorts_numbers_as_cldr_does(tag: str) -> None:
    """Numbers of one CLDR category share a form, and those of two do not."""
    locale = Locale.parse(tag)
    found = re.fullmatch(r"nplurals=(\d+); plural=(.*);", plural_header(locale))
    assert found
    rule = c2py(found.group(2))
    pairs = {(str(locale.plural_form(n)), rule(n)) for n in range(2000)}

    assert len(pairs) == len(dict(pairs)) == int(found.group(1))
