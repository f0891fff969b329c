"""Labels that a template prints, some to be marked, in; HTML with a mark around each where a reader sees it out.

A label may stand in text or in an attribute, and only the finished page shows which. So a label that
is to be marked travels between characters of Unicode's private use, and becomes an element at the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markupsafe import Markup

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
_TAG = re.compile(r"(<[^>]*>)")
_HIDDEN = re.compile(r"<(/?)(?:title|style|script)\b", re.IGNORECASE)
_PART = re.compile(f"({_OPEN}[0-9]+{_MIDDLE}|{_CLOSE})")
_ANY = re.compile(f"{_OPEN}[0-9]*{_MIDDLE}?|[{_MIDDLE}{_CLOSE}]")


@dataclass(slots=True)
class Marks:
    """The marks of one set of templates: opening tags by number."""

    tags: dict[str, int] = field(default_factory=dict)

    def bracket(self, words: str, tag: str) -> str:
        """Return words that will be wrapped in the element that `tag` opens, a span."""
        return f"{_OPEN}{self.tags.setdefault(tag, len(self.tags))}{_MIDDLE}{words}{_CLOSE}"

    def resolve(self, html: str) -> Markup:
        """Return HTML with its bracketed words wrapped; in attributes, titles and scripts the brackets go."""
        if _OPEN not in html:
            return Markup(html)
        tags = list(self.tags)
        out, hidden = [], 0
        for part in _TAG.split(html):
            if part.startswith("<"):
                found = _HIDDEN.match(part)
                hidden += (-1 if found.group(1) else 1) if found else 0
                out.append(plain(part))
            else:
                out.append(plain(part) if hidden else _wrapped(part, tags))
        return Markup("".join(out))


def plain(words: str) -> str:
    """Return words without brackets."""
    return _ANY.sub("", words)


def _wrapped(words: str, tags: list[str]) -> str:
    """Wrap the bracketed words of one text; a bracket without its fellow goes."""
    out: list[str] = []
    open_at: list[int] = []
    for part in _PART.split(words):
        if part == _CLOSE:
            if open_at:
                open_at.pop()
                out.append("</span>")
        elif part.startswith(_OPEN):
            open_at.append(len(out))
            out.append(tags[int(part[1:-1])])
        else:
            out.append(part)
    for position in open_at:
        out[position] = ""
    return plain("".join(out))
