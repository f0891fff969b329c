"""Makes the icons of a site from the drawing of its theme: for tabs, bookmarks and the home screen of a phone."""

from __future__ import annotations

from functools import partial

from toolkit.outline.addresses import SITE
from toolkit.render.design_tokens import design
from toolkit.site.logo import ASSETS, picture
from toolkit.site.pixels import icon, pixels
from toolkit.site.site_pages import Files, SitePages

DRAWING = f"{ASSETS}/icon.svg"
TOUCH = 180
"""Pixels that a phone shows on its home screen."""


def icon_files(pages: SitePages) -> Files:
    """Yield the icons; a site whose theme has no drawing for them has none."""
    if pages.pixels and DRAWING in pages.workspace.list(ASSETS, "icon.svg"):
        yield f"{SITE}/favicon.ico", partial(_icon, pages)
        yield f"{SITE}/apple-touch-icon.png", partial(_touch, pages)


def _icon(pages: SitePages) -> bytes:
    """Return the icon of tabs for browsers that take no drawing."""
    return icon(pixels(picture(pages.workspace, DRAWING), "", width=48))


def _touch(pages: SitePages) -> bytes:
    """Return the icon of a home screen, on the paper of the house: phones show what is transparent as black."""
    return pixels(picture(pages.workspace, DRAWING), "", width=TOUCH, ground=design(pages.workspace)["paper"])
