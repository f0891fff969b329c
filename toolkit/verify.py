"""The bytes of a PDF in; whether this workspace makes the same bytes, out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.build import Builder, Planned, Request
from toolkit.pdf import make_pdf
from toolkit.project import Project

_KEYWORDS = re.compile(rb"<pdf:Keywords>([^<]*)</pdf:Keywords>")
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


def _streams(data: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(data):
        try:
            yield zlib.decompress(found.group(1))
        except zlib.error:
            continue


def verify(project: Project, builder: Builder, data: bytes) -> Verdict:
    """Make the edition that a PDF says it is once more, as a draft and as a release, and compare the bytes."""
    name = named_in(data)
    edition, _, id = name.partition("/")
    publication = next((one for one in project.publications if one.id == id), None)
    if publication is None or project.library is None or edition not in project.library.editions:
        return Verdict("unknown", name)
    verdict = Verdict("unknown", name)
    for stamped in (False, True):
        request = Request((publication,), (edition,), ("pdf",), stamped=stamped)
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
