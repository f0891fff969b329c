"""Tells whether this workspace makes the same bytes as a file that somebody holds."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.build.builder import Builder, Request
from toolkit.build.formats import Format, Named
from toolkit.outline.addresses import NO_BASE, Base


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
        return Verdict("unknown")
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
