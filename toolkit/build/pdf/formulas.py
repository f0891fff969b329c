"""Draws the formulas of a page for paper, where WeasyPrint has no MathML: as outlines that stand on the line, with their words."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

_MATH = re.compile(r'<math alttext="([^"]*)"( display="block")?>(.*?)</math>', re.DOTALL)
_SIZE = 20.0
"""Units of a drawing that make one em."""


def with_drawn_formulas(html: str) -> str:
    """Return a page whose formulas are drawings; it is the same where it has none."""
    return _MATH.sub(_drawn, html) if "<math " in html else html


def _drawn(found: re.Match[str]) -> str:
    words, display, inner = found.groups()
    drawing, width, height, below = _outline(inner, bool(display))
    style = f"width:{width / _SIZE:.4f}em;height:{height / _SIZE:.4f}em;vertical-align:{below / _SIZE:.4f}em"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="formula-drawn" role="img" style="{style}" viewBox="{drawing[0]}">'
    return f"{head}<title>{escape(Markup(words).unescape())}</title>{drawing[1]}</svg>"


@lru_cache(maxsize=1000)
def _outline(inner: str, display: bool) -> tuple[tuple[str, str], float, float, float]:
    """Return the view box and the shapes of a formula, and its width, height and depth below the line."""
    from ziamath.config import config
    from ziamath.zmath import Math

    config.svg2 = False
    config.precision = 2
    style = ' display="block"' if display else ""
    made = Math(f'<math xmlns="http://www.w3.org/1998/Math/MathML"{style}>{inner}</math>', size=_SIZE)
    svg = made.svg()
    head = re.match(r'<svg[^>]*width="([\d.]+)" height="([\d.]+)" viewBox="([^"]*)"[^>]*>', svg)
    assert head is not None
    top = float(head.group(3).split()[1])
    width, height = float(head.group(1)), float(head.group(2))
    return (head.group(3), svg[head.end() : svg.rindex("</svg>")]), width, height, -(top + height)
