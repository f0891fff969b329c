"""Marks the labels of a template that a reader of a draft sees, and lists which those are.

A label may stand in text or in an attribute, or be said and not printed at all; only the finished page
shows which. So a label travels between characters of Unicode's private use, and is dealt with at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from toolkit.language.localizer import Spoken

_OPEN, _MIDDLE, _CLOSE = "\ue000", "\ue001", "\ue002"
MISSING, FUZZY = "\ue003", "\ue004"
"""Stand before words of a drawing that are not translated, or not reviewed: where words are shapes, no element can mark them."""
_UNFINISHED = re.compile(r'class="(missing|fuzzy|machine)"')
_TAG = re.compile(r"(<[^>]*>)")
_HIDDEN = re.compile(r"<(/?)(?:title|style|script|svg)\b", re.IGNORECASE)
_PART = re.compile(f"({_OPEN}[0-9]+{_MIDDLE}|{_CLOSE})")
_NUMBER = re.compile(f"{_OPEN}([0-9]+){_MIDDLE}")
_ANY = re.compile(f"{_OPEN}[0-9]*{_MIDDLE}?|[{_MIDDLE}{_CLOSE}{MISSING}{FUZZY}]")


@dataclass(slots=True)
class Marks:
    """The labels of one set of templates, by number."""

    labels: list[Spoken] = field(default_factory=list)
    _numbers: dict[tuple[object, ...], int] = field(default_factory=dict)

    def bracket(self, words: str, spoken: Spoken) -> str:
        """Return the words of a label between brackets that know what was spoken."""
        key = tuple(spoken.asked)
        if key not in self._numbers:
            self._numbers[key] = len(self.labels)
            self.labels.append(spoken)
        return f"{_OPEN}{self._numbers[key]}{_MIDDLE}{flag_of(spoken)}{words}{_CLOSE}"

    def printed(self, html: str) -> dict[int, Spoken]:
        """Return the labels that stand in HTML, by number, in order."""
        found = (int(number) for number in _NUMBER.findall(html))
        return {number: self.labels[number] for number in found if number < len(self.labels)}

    def resolve(self, html: str, tag: Callable[[Spoken], str]) -> Markup:
        """Return HTML without brackets; what `tag` opens, a span, stands around labels that are seen.

        In attributes, titles, scripts and drawings, and where `tag` is empty, only the brackets go.
        """
        printed = self.printed(html)
        if not printed and MISSING not in html and FUZZY not in html:
            return Markup(html)
        tags = {number: tag(spoken) for number, spoken in printed.items()}
        out, hidden = [], 0
        for part in _TAG.split(html):
            if part.startswith("<"):
                found = _HIDDEN.match(part)
                hidden += (-1 if found.group(1) else 1) if found else 0
                out.append(bare(part))
            else:
                out.append(bare(part) if hidden else _wrapped(part, tags))
        return Markup("".join(out))


def flag_of(spoken: Spoken) -> str:
    """Return what tells a drawing that words are not finished; nothing for those that are."""
    states = {one.state.value for one in spoken.unfinished.values()}
    return MISSING if "missing" in states else FUZZY if states else ""


def flagged(html: str) -> str:
    """Return what tells a drawing that words are not finished, for words as HTML."""
    states = set(_UNFINISHED.findall(html))
    if "missing" in states or MISSING in html:
        return MISSING
    return FUZZY if states or FUZZY in html else ""


def unflagged(words: str) -> str:
    """Return words without what tells that they are not finished."""
    return words.replace(MISSING, "").replace(FUZZY, "")


def bare(words: str) -> str:
    """Return words without brackets: what a reader sees of them."""
    return _ANY.sub("", words)


def unmarked(html: str, spoken: Spoken) -> int:
    """Return how many unfinished messages of a drawing bear no mark; a preview, which ties every message, needs none."""
    return 0 if "data-tied=" in html else sum(f'data-message="{one.context}"' not in html for one in spoken.unfinished.values())


def _wrapped(words: str, tags: Mapping[int, str]) -> str:
    """Wrap the bracketed words of one text; a bracket without its fellow goes."""
    if _OPEN not in words:
        return bare(words)
    words = unflagged(words)
    out: list[str] = []
    open_at: list[int] = []
    for part in _PART.split(words):
        if part == _CLOSE:
            out.append("</span>" if open_at and out[open_at.pop()] else "")
        elif part.startswith(_OPEN):
            open_at.append(len(out))
            out.append(tags.get(int(part[1:-1]), ""))
        else:
            out.append(part)
    for position in open_at:
        out[position] = ""
    return "".join(out)
