"""HTML in; the same HTML with the numbers of acts («№ 488-ФЗ») kept whole where a line ends out.

A line may break after a hyphen, and neither PT Serif nor PT Sans has the hyphen that forbids it; so the number stands in
a span that styles keep on one line. Titles, drawings and quoted readings hold no spans and stay as they are.
"""

from __future__ import annotations

import re

_SPLIT = re.compile(r"(<[^>]*>)")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_NUMBER = re.compile("(?:№|\\bNos?\\.)\u00a0[\\w/.]*\\w(?:-\\w[\\w/]*)+")
_WITHOUT_SPANS = frozenset({"title", "svg", "option", "textarea", "script", "style"})
_OPENING = '<span class="unbroken">'


def unbroken(html: str) -> str:
    """Return a fragment in which no number of an act is broken; one that is so already comes out as it is."""
    out, closed_to, previous = [], "", ""
    for part in _SPLIT.split(html):
        tag = _TAG.match(part)
        free = tag is None and not closed_to and previous != _OPENING
        out.append(_NUMBER.sub(rf"{_OPENING}\g<0></span>", part) if free else part)
        if tag and not closed_to and not tag.group(1) and tag.group(2).lower() in _WITHOUT_SPANS:
            closed_to = tag.group(2).lower()
        elif tag and tag.group(1) and tag.group(2).lower() == closed_to:
            closed_to = ""
        previous = part
    return "".join(out)
