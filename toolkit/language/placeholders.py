"""Finds placeholders in texts: `{alpha.participants}`, `{party_a:gen}`; those of labels are python-brace-format of gettext."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.language.formulas import FORMULA

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)(?::([a-z-]+|Words?))?\}")

_CODE_OR_ESCAPED = re.compile(r"`[^`]*`|\\[{}]")


def placeholders(words: str) -> frozenset[str]:
    """Return the names in a text, without what stands after the colon: a language may need another case."""
    return frozenset(found.group(1) for found in PLACEHOLDER.finditer(FORMULA.sub("", words) if "$" in words else words))


def forms_of(words: str) -> frozenset[str]:
    """Return what stands after the colons of a text's placeholders: the cases and forms that it asks for."""
    return frozenset(found.group(2) for found in PLACEHOLDER.finditer(words) if found.group(2))


def loose_brace(words: str, *, prose: bool) -> bool:
    """Return whether a brace is part of no placeholder; in prose formulas, code and what follows a backslash may have their own."""
    bare = _CODE_OR_ESCAPED.sub("", FORMULA.sub("", words)) if prose else words
    return not {"{", "}"}.isdisjoint(PLACEHOLDER.sub("", bare))


def fill(words: str, value: Callable[[str, str], str]) -> str:
    """Return the words with each placeholder replaced by `value(name, spec)`."""
    return PLACEHOLDER.sub(lambda found: value(found.group(1), found.group(2) or ""), words)
