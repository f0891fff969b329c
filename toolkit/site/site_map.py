"""Makes the sitemap of a site: every page that a visitor may want to find, in as many files as the protocol asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from toolkit.content.choices import DocumentKindRef
from toolkit.content.own_page import OwnPage
from toolkit.outline.addresses import SITE, figure, home, kind_page, kinds, register_page
from toolkit.site.figure_pages import figure_paths
from toolkit.site.frame import alternates
from toolkit.site.last_modified import LastModified
from toolkit.site.list_pages import DocumentList
from toolkit.site.machines import Located, sitemap, sitemap_index
from toolkit.site.register_pages import located
from toolkit.site.site_pages import Files, Several, SitePages

URLS = 20_000
"""Addresses of one file; the protocol allows 50,000, and 50 MB."""
PATH = f"{SITE}/sitemap.xml"
Versions = tuple[tuple[str, str], ...]
"""A page in every edition, by what `hreflang` calls each."""


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
    site, days = pages.library.site, LastModified(pages.library, pages.shell.publications, pages.catalogue.naming)
    for edition in site.editions:
        listed = [one.publication for one in pages.catalogue.listed(edition)]
        yield Located(home(edition), days.of(listed), _versions(site.editions, home))
        for kind in kinds(pages.library, pages.shell.publications):
            yield from _list(pages, edition, kind, days)
    for named in pages.catalogue.entries:
        yield from _documents(pages, named)
    yield from _figures(pages)
    for language in pages.single:
        for name in pages.shell.registers:
            yield from _register(pages, language, name, days)
        if site.public_report:
            yield Located(register_page(language, "report"), days.of_all, _versions(pages.single, lambda one: register_page(one, "report")))
        for own in pages.library.all(OwnPage):
            yield Located(register_page(language, own.id), own.updated, _versions(pages.single, pages.versions(own.id)))


def _versions(editions: Iterable[str], path: Callable[[str], str]) -> Versions:
    return alternates({one: path(one) for one in editions})


def _list(pages: SitePages, edition: str, kind: DocumentKindRef, days: LastModified) -> Iterator[Located]:
    """Yield the pages of a list of documents; each changes with those that it lists."""
    first, *further = DocumentList(pages, edition, kind).records()
    runs = pages.catalogue.runs(edition, kind)
    all_listed = [one.publication for run in runs for one in run]
    yield Located(first, days.of(all_listed), _versions(pages.library.site.editions, lambda one: kind_page(one, kind)))
    for path, run in zip(further, runs[1:], strict=True):
        yield Located(path, days.of(one.publication for one in run), alternates({edition: path}))


def _documents(pages: SitePages, edition: str) -> Iterator[Located]:
    """Yield the pages of the documents of an edition, with the parts of those that stand on several."""
    parts = pages.catalogue.in_parts(edition)
    for entry in pages.catalogue.listed(edition):
        document = entry.publication.document
        offered = pages.library.editions_of(document)
        found = {one: there.path for one in offered if (there := pages.catalogue.entry(one, entry.publication.id))}
        yield Located(entry.path, document.updated, alternates(found))
        yield from (Located(path, document.updated, alternates({edition: path})) for path in parts[entry.path])


def _register(pages: SitePages, language: str, name: str, days: LastModified) -> Iterator[Located]:
    """Yield the pages of a register that show records, its own first."""
    by_page: dict[str, list[dt.date]] = {}
    for leaf in pages.cuts.whole(language, name).leaves:
        by_page.setdefault(leaf.path, []).append(days.of_records(leaf.collection, leaf.ids))
    own, *further = located(pages, language, name)
    all_days = [day for some in by_page.values() for day in some]
    yield Located(own, max(all_days, default=days.of_all), _versions(pages.single, lambda one: register_page(one, name)))
    yield from (Located(path, max(by_page[path]), alternates({language: path})) for path in further)


def _figures(pages: SitePages) -> Iterator[Located]:
    """Yield the pages of figures; those to embed are not for visitors."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    days = {}
    pages.catalogue.taken()
    for publication, block, language, _ in figure_paths(pages):
        found.setdefault((publication.id, block), {})[language] = figure(language, publication, block)
        days[publication.id] = publication.document.updated
    for (id, _), versions in found.items():
        yield from (Located(path, days[id], alternates(versions)) for path in versions.values())
