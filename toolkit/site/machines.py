"""Writes `sitemap.xml`, an Atom feed for each language and `robots.txt`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from toolkit.content.library import Library, edition_languages
from toolkit.outline.addresses import SITE, Base, feed, home, relative
from toolkit.render.context import Context
from toolkit.site.catalogue import Entry

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class Located:
    """A page as a sitemap has it: its path, the day on which it last changed, and the same page by what `hreflang` calls it."""

    path: str
    day: dt.date
    versions: tuple[tuple[str, str], ...]


def sitemap(pages: Iterable[Located], base: Base) -> bytes:
    """Return the sitemap; every page names its other editions, and itself, as the protocol asks."""
    root = Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    for page in pages:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = base.of_page(page.path)
        SubElement(url, "lastmod").text = page.day.isoformat()
        for tag, path in page.versions:
            SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": tag, "href": base.of_page(path)})
    return _written(root)


def sitemap_index(paths: Iterable[str], base: Base) -> bytes:
    """Return the index of the files of a sitemap that is longer than the protocol lets one be."""
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    for path in paths:
        SubElement(SubElement(root, "sitemap"), "loc").text = base.of_page(path)
    return _written(root)


def atom(library: Library, edition: str, entries: Iterable[Entry], context: Context, base: Base) -> bytes:
    """Return the feed of a language with the newest documents, the newest first.

    Ids are the full addresses; without a base they are URNs, and links are relative to the feed.
    """
    path, found = feed(edition), list(entries)
    root = Element("feed", {"xmlns": ATOM, "xml:lang": edition_languages(edition)[0]})
    SubElement(root, "title").text = context.plain(library.site.title)
    SubElement(root, "subtitle").text = context.plain(library.site.description)
    SubElement(root, "id").text = _id(path, base)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": base.of_page(path) or "feed.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": base.of_page(home(edition)) or "index.html"})
    SubElement(root, "updated").text = _moment(max((one.publication.document.updated for one in found), default=dt.date(1970, 1, 1)))
    SubElement(SubElement(root, "author"), "name").text = context.plain(library.site.publisher)
    for entry in found:
        _entry(root, entry, context, base, path)
    return _written(root)


def _entry(root: Element, entry: Entry, context: Context, base: Base, path: str) -> None:
    document = entry.publication.document
    own = Context(context.library, type(context.outline)(entry.publication, (), {}), context.localizer)
    item = SubElement(root, "entry")
    SubElement(item, "title").text = own.plain(document.title)
    SubElement(item, "id").text = _id(entry.path, base)
    SubElement(item, "link", {"rel": "alternate", "type": "text/html", "href": base.of_page(entry.path) or relative(entry.path, path)})
    for it in entry.downloads:
        href = base.of_page(it.path) or relative(it.path, path)
        SubElement(item, "link", {"rel": "enclosure", "type": it.media_type, "href": href, "length": it.bytes_mark})
    SubElement(item, "published").text = _moment(document.date)
    SubElement(item, "updated").text = _moment(document.updated)
    SubElement(item, "category", {"term": document.kind})
    if document.summary:
        SubElement(item, "summary").text = own.plain(document.summary.paragraphs[0])
    if document.changes:
        told = (f"{own.localizer.day(one.date)}: {own.plain(one.what)}" for one in document.newest_first)
        SubElement(item, "content", {"type": "text"}).text = "\n".join(told)


def robots(base: Base) -> str:
    """Return `robots.txt`: all may be read; where the sitemap is, when that is known."""
    lines = ["User-agent: *", "Allow: /"]
    if base.url:
        lines += ["", f"Sitemap: {base.of_page(f'{SITE}/sitemap.xml')}"]
    return "\n".join(lines) + "\n"


def _id(path: str, base: Base) -> str:
    return base.of_page(path) or "urn:policy-site:" + path.removeprefix(f"{SITE}/").replace("/", ":")


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _written(root: Element) -> bytes:
    indent(root, " ")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(tostring(root, encoding="utf-8")) + b"\n"
