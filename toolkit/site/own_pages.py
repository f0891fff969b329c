"""Makes the pages of a site that are its own and no document, in each language."""

from __future__ import annotations

from functools import partial

from toolkit.content.own_page import OwnPage
from toolkit.outline.addresses import register_page
from toolkit.render.context import Context
from toolkit.site.site_pages import Files, SitePages


def own_page_files(pages: SitePages) -> Files:
    """Yield every page of the site's own by its path below `build/`, with what makes it."""
    for language in pages.single:
        for id in pages.library.items["pages"]:
            yield register_page(language, id), partial(_page, pages, language, id)


def _page(pages: SitePages, language: str, id: str) -> bytes:
    """Return a page; its layout is in `templates/site/own-page.html`."""
    own, context, path = pages.library.get(OwnPage, id), pages.context(language), register_page(language, id)
    page = pages.shell.page(
        path, language, "page", id, pages.set(context, own.title), _description(pages, context, own), pages.versions(id)
    )
    return pages.rendered("site/own-page.html", page, context, own=own)


def _description(pages: SitePages, context: Context, own: OwnPage) -> str:
    """Return what search engines are told of a page: its description, else the first words that stand on it."""
    if own.description:
        return pages.set(context, own.description)
    first = next((text for prose in (own.text, *(part.text for part in own.sections)) if prose for text in prose.paragraphs), own.title)
    return pages.set(context, first)
