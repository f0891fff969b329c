"""Checks whether this workspace builds the same bytes as a given file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from toolkit.build.builder import Builder, Request
from toolkit.build.formats import Format, Named
from toolkit.outline.addresses import NO_BASE, Base
from toolkit.site.figure import taken
from toolkit.site.figure_file import named
from toolkit.site.figure_pages import FigurePages, figure_paths
from toolkit.site.figure_values import csv_file


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a file with the workspace shows: `agrees`, `differs`, or `unknown` when it is no edition of this workspace."""

    word: str
    edition: str = ""
    digest: str = ""
    """The digest that the file of this workspace prints."""


def named_in(builder: Builder, data: bytes) -> tuple[Format, Named] | None:
    """Return the format of a file and what it says of itself; nothing when no format knows it."""
    return next(((one, found) for one in builder.formats if (found := one.named(data))), None)


def verify(builder: Builder, data: bytes, base: Base = NO_BASE) -> Verdict:
    """Make the edition that a file says it is once more, as a draft and as a release, and compare.

    `base` is where the site stands: a PDF that encloses its figures says so in them.
    """
    known = named_in(builder, data)
    if known is None:
        return _figure(builder, data, base)
    format, said = known
    edition, _, id = said.edition.partition("/")
    publication = next((one for one in builder.project.publications if one.id == id), None)
    verdict = Verdict("unknown", said.edition)
    if publication is None or edition not in builder.library.editions:
        return verdict
    for stamped in (False, True):
        request = Request((publication,), (edition,), (format.name,), stamped=stamped, variant=said.variant, base=base)
        works = (planned.work(format.name) for planned in builder.planned(publication, request))
        for work in filter(None, works):
            same = format.same(work.job.make(), data)
            verdict = Verdict("agrees" if same else "differs", said.edition, format.stamp(work.job))
            if same:
                return verdict
    return verdict


def _figure(builder: Builder, data: bytes, base: Base) -> Verdict:
    """Make the figure once more that a drawing or picture says it is; a table of values says nothing, and is sought among all."""
    id, suffix = named(data)
    if not id and suffix != ".csv":
        return Verdict("unknown")
    pages = builder.site_pages(Request(builder.project.publications, builder.library.editions, ("html",), base=base, promised=True))
    for publication, block, language, edition in figure_paths(pages):
        if id in ("", f"{language}/{publication.id}.{block}"):
            figure = taken(pages.shell, pages.catalogue.recorder, publication, block, language, edition)
            if suffix not in figure.files:
                continue
            made = csv_file(figure) if suffix == ".csv" else FigurePages(pages, figure).made().files[figure.path(suffix)]
            if made == data or id:
                return Verdict("agrees" if made == data else "differs", f"{figure.id}{suffix}", hashlib.sha256(made).hexdigest())
    return Verdict("unknown", id)
