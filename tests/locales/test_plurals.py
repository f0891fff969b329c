"""Rules for plural forms come from CLDR, for whole numbers, in words that gettext computes."""

from __future__ import annotations

import re
from gettext import c2py

import pytest
from babel import Locale

from tests.locales.conftest import Small
from toolkit.language.localizer import State, state_of
from toolkit.locales.check import check_locales
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


FOURTH = (
    "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || n%10>=5 && n%10<=9 || n%100>=11 && n%100<=14 ? 2 : 3);"
)


@pytest.mark.parametrize(
    ("fourth", "third", "complete"), [("", "{n} участников", True), ("{n} участника", "{n} участников", True), ("", "", False)]
)
def test_a_form_that_no_number_takes_may_be_empty(small: Small, fourth: str, third: str, complete: bool) -> None:
    """Weblate gives Russian a fourth form: empty it is no fault and holds nothing back; an empty third one is told, and missing."""
    path = "locales/ru/LC_MESSAGES/content.po"
    small.translate_all()
    file = small.po(path)
    file.metadata["Plural-Forms"] = FOURTH
    entry = next(entry for entry in file if entry.msgid_plural)
    entry.msgstr_plural = {0: "{n} участник", 1: "{n} участника", 2: third, 3: fourth}
    small.save(file, path)
    small.update()
    told = [one.code for one in check_locales(small.workspace, small.library)]
    states = [state_of(one) for (context, _), one in small.project.catalogs["ru"].messages.items() if context == entry.msgctxt]

    assert ("plural-forms" in told) is not complete
    assert (states == [State.DONE]) is complete
