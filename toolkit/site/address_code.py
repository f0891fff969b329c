"""Draws the QR code of a page's address, for readers who hold the page on paper."""

from __future__ import annotations

from markupsafe import Markup

QUIET = 4
"""Modules of white around the code, as ISO/IEC 18004 asks."""


def address_code(url: str) -> Markup:
    """Return the code as SVG, with the address as its title: a screen reader says where the code leads."""
    import segno

    code = segno.make(url, error="m", micro=False)
    return Markup(code.svg_inline(title=url, border=QUIET, svgclass="address-code", lineclass=None, omitsize=True))
