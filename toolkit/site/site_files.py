"""Lists every page and file around the documents of a site, with what makes each."""

from __future__ import annotations

from toolkit.site.figure_pages import figure_files
from toolkit.site.font_files import font_files
from toolkit.site.icons import icon_files
from toolkit.site.list_pages import list_files
from toolkit.site.own_pages import own_page_files
from toolkit.site.register_pages import register_files
from toolkit.site.site_map import sitemap_files
from toolkit.site.site_pages import Files, SitePages


def site_files(pages: SitePages) -> Files:
    """Yield every page and file around documents but the report, with what makes it."""
    yield from pages.files()
    yield from list_files(pages)
    yield from register_files(pages)
    yield from own_page_files(pages)
    yield from figure_files(pages)
    yield from icon_files(pages)
    yield from sitemap_files(pages)
    if pages.shell.fonts:
        yield from font_files(pages.shell.fonts)
