"""Tells whether this workspace makes the same bytes as a given PDF."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.build.builder import Builder, Planned, Request
from toolkit.build.pdf.layout import make_pdf
from toolkit.content.paper import PdfVariant
from toolkit.outline.addresses import NO_BASE, Base
from toolkit.project import Project

_KEYWORDS = re.compile(rb"<pdf:Keywords>([^<]*)</pdf:Keywords>")
_ARCHIVAL = re.compile(rb"pdfaid:part[^0-9]{1,2}(\d)")
_CONFORMANCE = re.compile(rb"pdfaid:conformance[^A-Z]{1,2}([A-Z])")
_ACCESSIBLE = re.compile(rb"pdfuaid:part[^0-9]{1,2}(\d)")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing a PDF with the workspace shows: `agrees`, `differs`, or `unknown` when it is no edition of this workspace."""

    word: str
    edition: str = ""
    digest: str = ""
    """The digest that the PDF of this workspace prints."""


def named_in(data: bytes) -> str:
    """Return the edition that a PDF says it is, as `ru/briefs/first`; nothing when it says none."""
    for stream in (data, *_streams(data)):
        found = _KEYWORDS.search(stream)
        if found:
            return found.group(1).decode("utf-8", "replace").rpartition(", ")[2].strip()
    return ""


def claimed_by(data: bytes) -> PdfVariant | None:
    """Return the standard that a PDF claims; nothing when it claims none that we make."""
    for stream in (data, *_streams(data)):
        if b"<pdf:Keywords>" in stream:
            part, level = _ARCHIVAL.search(stream), _CONFORMANCE.search(stream)
            access = _ACCESSIBLE.search(stream)
            level_of = level.group(1).decode().lower() if level else ""
            name = f"pdf/a-{part.group(1).decode()}{level_of}" if part else f"pdf/ua-{access.group(1).decode()}" if access else ""
            return next((one for one in PdfVariant if one == name), None)
    return None


def _streams(data: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(data):
        try:
            yield zlib.decompress(found.group(1))
        except zlib.error:
            continue


def verify(project: Project, builder: Builder, data: bytes, base: Base = NO_BASE) -> Verdict:
    """Make the edition that a PDF says it is once more, as a draft and as a release, and compare the bytes.

    `base` is where the site stands: a PDF that encloses its figures says so in them.
    """
    name = named_in(data)
    edition, _, id = name.partition("/")
    publication = next((one for one in project.publications if one.id == id), None)
    if publication is None or project.library is None or edition not in project.library.editions:
        return Verdict("unknown", name)
    verdict = Verdict("unknown", name)
    for stamped in (False, True):
        request = Request((publication,), (edition,), ("pdf",), stamped=stamped, variant=claimed_by(data), base=base)
        planned: list[Planned] = list(builder.planned(publication, request, builder.pages(request)))
        if planned and planned[0].job is not None:
            same = make_pdf(planned[0].job).data == data
            verdict = Verdict("agrees" if same else "differs", name, digest=_digest_in(planned[0].job.html))
            if same:
                return verdict
    return verdict


def _digest_in(html: str) -> str:
    found = re.findall(r"<code>([0-9a-f]{32})</code>", html)
    return found[-1] if found else ""
