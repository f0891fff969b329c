"""Tells WeasyPrint how wide a box is that fits its content, without asking for the narrowest width where nothing hangs on it.

WeasyPrint 70 breaks the content of each such box at every word to know its narrowest width, though most boxes have room for their
content in one line: for an agreement with its blanks and numbers of clauses that took a fifth of the layout.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def use_our_fitting() -> None:
    """Put this module's function in the place of WeasyPrint's, once in the life of a worker."""
    from weasyprint.layout import absolute, inline
    from weasyprint.layout import float as floats

    for module in (absolute, floats, inline):
        module.shrink_to_fit = shrink_to_fit


def shrink_to_fit(context: Any, box: Any, available: float) -> float:
    """Return the width of a box that fits its content: the least of its widest and of what it has, but not below its narrowest.

    CSS 2.1, 10.3.5: min(max(narrowest, available), widest). Where the widest fits, the narrowest says nothing.
    """
    from weasyprint.layout.preferred import max_content_width, min_content_width

    widest: float = max_content_width(context, box, outer=False)
    if widest <= available:
        return widest
    narrowest: float = min_content_width(context, box, outer=False)
    return min(max(narrowest, available), widest)
