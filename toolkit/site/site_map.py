"""Makes the sitemap of a site: every page that a visitor may want to find, in as many files as the protocol asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from toolkit.outline.addresses import SITE, home, kind_page, kinds, register_page
from toolkit.site.catalogue import Entry
from toolkit.site.list_pages import DocumentList
from toolkit.site.machines import Located, sitemap, sitemap_index
from toolkit.site.register_pages import located
from toolkit.site.site_pages import Files, Several, SitePages

URLS = 20_000
"""Addresses of one file; the protocol allows 50,000, and 50 MB."""
PATH = f"{SITE}/sitemap.xml"


def sitemap_files(pages: SitePages) -> Files:
    """Yield the sitemap where it is known where the site will stand."""
    if pages.shell.base.url:
        yield PATH, lambda: _sitemap(pages)


def _sitemap(pages: SitePages) -> Several:
    """Return the sitemap; of more addresses than one file may hold, an index of files."""
    found, files, base = iter(_located(pages)), [], pages.shell.base
    while run := tuple(islice(found, URLS)):
        files.append(sitemap(run, base))
    if len(files) < 2:
        return Several({PATH: files[0]})
    named = {f"{SITE}/sitemap-{number}.xml": data for number, data in enumerate(files, 1)}
    return Several({PATH: sitemap_index(named, base), **named})


def _located(pages: SitePages) -> Iterator[Located]:
    single = pages.single

    def alike(edition: str, path: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
        return tuple((one, path(one)) for one in single) if edition in single else ()

    for edition in pages.library.site.editions:
        yield Located(home(edition), None, alike(edition, home))
        for kind in kinds(pages.library, pages.shell.publications):
            first, *further = DocumentList(pages, edition, kind).records()
            yield Located(first, None, alike(edition, lambda one, kind=kind: kind_page(one, kind)))  # type: ignore[misc]
            yield from (Located(path, None, ()) for path in further)
    by_language = {edition: {one.publication.id: one for one in pages.catalogue.listed(edition)} for edition in single}
    for listed in pages.catalogue.entries:
        parts = pages.catalogue.in_parts(listed)
        for entry in pages.catalogue.listed(listed):
            yield from _document(entry, listed, parts[entry.path], by_language)
    for language in single:
        for name in pages.shell.registers:
            own, *further = located(pages, language, name)
            yield Located(own, None, alike(language, lambda one, name=name: register_page(one, name)))  # type: ignore[misc]
            yield from (Located(path, None, ()) for path in further)
        yield Located(register_page(language, "report"), None, alike(language, lambda one: register_page(one, "report")))


def _document(entry: Entry, edition: str, parts: tuple[str, ...], by_language: Mapping[str, Mapping[str, Entry]]) -> Iterator[Located]:
    id, day = entry.publication.id, entry.publication.document.updated
    versions = tuple((one, known[id].path) for one, known in by_language.items() if id in known) if edition in by_language else ()
    yield Located(entry.path, day, versions)
    yield from (Located(path, day, ()) for path in parts)
