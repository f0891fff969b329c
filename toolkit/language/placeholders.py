"""Finds placeholders in texts: `{alpha.participants}`, `{party_a:gen}`; python-brace-format, so that gettext's tools check them."""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.language.formulas import FORMULA

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_.]*)(?::([a-z-]+|Words?))?\}")


def placeholders(words: str) -> frozenset[str]:
    """Return the names in a text, without what stands after the colon: a language may need another case."""
    return frozenset(found.group(1) for found in PLACEHOLDER.finditer(FORMULA.sub("", words) if "$" in words else words))


def fill(words: str, value: Callable[[str, str], str]) -> str:
    """Return the words with each placeholder replaced by `value(name, spec)`."""
    return PLACEHOLDER.sub(lambda found: value(found.group(1), found.group(2) or ""), words)
