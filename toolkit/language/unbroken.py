"""HTML in; the same HTML with the numbers of acts («№ 488-ФЗ») kept whole where a line ends out.

A line may break after a hyphen, and neither PT Serif nor PT Sans has the hyphen that forbids it; so the number stands in
a span that styles keep on one line. Titles, drawings and quoted readings hold no spans and stay as they are.
"""

from __future__ import annotations

import re

from toolkit.language.typography import typeset

_NUMBER = re.compile("(?:№|\\bNos?\\.)\u00a0[\\w/.]*\\w(?:-\\w[\\w/]*)+")
_WITHOUT_SPANS = ("title", "svg", "option", "textarea", "script", "style")
_OPENING = '<span class="unbroken">'


def unbroken(html: str) -> str:
    """Return a fragment in which no number of an act is broken; one that is so already comes out as it is."""
    return _NUMBER.sub(lambda found: f"{_OPENING}{found.group()}</span>" if _free(html, found.start()) else found.group(), html)


def composed(html: str, language: str) -> str:
    """Return HTML as pages print it: set by the rules of its languages, no number of an act broken."""
    return unbroken(typeset(html, language))


def _free(html: str, at: int) -> bool:
    """Return whether a span may stand here: in text, in no element that holds none, and in no such span yet."""
    if html.rfind("<", 0, at) > html.rfind(">", 0, at) or html.startswith(_OPENING, at - len(_OPENING)):
        return False
    return not any(html.rfind(f"<{name}", 0, at) > html.rfind(f"</{name}", 0, at) for name in _WITHOUT_SPANS)
