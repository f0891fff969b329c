"""Checks the header of a PO file: its fields, its language, its rule for plural forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from gettext import c2py

import polib
from babel import Locale, UnknownLocaleError

from toolkit.core.diagnostics import Diagnostic, Place, Severity
from toolkit.language.catalogs import plural_forms, used_forms
from toolkit.language.tags import locale
from toolkit.locales.plurals import plural_header, same_forms

_FIELDS = (
    "Project-Id-Version", "PO-Revision-Date", "Last-Translator", "Language-Team", "Language", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding",
)  # fmt: skip


def check_header(file: polib.POFile, path: str, language: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the header of a file; ContentError for a language that CLDR does not know."""
    spoken = plural_header(locale(language))
    place = Place(path, 1)
    missing = [field for field in _FIELDS if field not in file.metadata]
    if missing:
        hint = "`toolkit locales update` writes the fields of a new file; copy the lines from another"
        yield Diagnostic("header", f"the header has no {', '.join(missing)}", place, hint, Severity.WARNING)
    said = file.metadata.get("Language", "").replace("_", "-")
    if said and not _same_language(said, language):
        hint = f"write `Language: {language.replace('-', '_')}`, or move the file"
        yield Diagnostic("header-language", f"the header says `{said}`, the folder `{language}`", place, hint)
    rule = re.search(r"plural\s*=\s*([^;]+)", file.metadata.get("Plural-Forms", "").partition(";")[2])
    count, expected = plural_forms(file), int(re.findall(r"nplurals=(\d+)", spoken)[0])
    if not rule or not _usable(rule.group(1), count):
        hint = f"write `Plural-Forms: {spoken}`"
        yield Diagnostic("po-plural-rule", "the header has no usable rule for plural forms", place, hint)
    elif count != expected and not same_forms(c2py(rule.group(1).strip()), locale(language)):
        hint = f"write `Plural-Forms: {spoken}`" + (
            "; a further form is for fractions, which have messages of their own" * (count > expected)
        )
        message = f"the header asks for {count} plural forms; `{language}` has {expected} here"
        yield Diagnostic("plural-forms", message, place, hint)


def _same_language(said: str, folder: str) -> bool:
    """Return whether a header names the language of its folder, be it with a region more or less: `be-BY` in `be`."""
    try:
        one, other = (Locale.parse(tag.replace("-", "_")) for tag in (said, folder))
    except (UnknownLocaleError, ValueError):
        return False
    regions = {one.territory, other.territory} - {None}
    return (one.language, one.script) == (other.language, other.script) and len(regions) < 2


def used_by(header: str) -> int:
    """Return how many forms whole numbers take by the rule of a header; all of them where it has none that can be used."""
    found = re.search(r"nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*([^;]+)", header)
    if found is None:
        return 2
    rule = found.group(2).strip()
    return used_forms(c2py(rule)) if _usable(rule, int(found.group(1))) else int(found.group(1))


def _usable(rule: str, count: int) -> bool:
    """Return whether a plural rule can be computed, and names only forms that exist."""
    try:
        choose = c2py(rule.strip())
        return all(0 <= choose(n) < count for n in range(1001))
    except (ValueError, ZeroDivisionError):
        return False
