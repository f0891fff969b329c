"""Reads the colours of `templates/styles/tokens.css`, so that drawings on paper have those of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

PATH = "templates/styles/tokens.css"
_TOKEN = re.compile(r"--([a-z][a-z0-9-]*)\s*:\s*([^;}]+)")


def tokens(css: str) -> Mapping[str, str]:
    """Return what each custom property is first given: `accent` is `#0a5563`."""
    found: dict[str, str] = {}
    for name, value in _TOKEN.findall(css):
        found.setdefault(name, value.strip())
    return found
