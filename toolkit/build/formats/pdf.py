"""Makes the PDF of an edition: a tagged one, with its figures attached where the standard that it claims allows."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from toolkit.build.formats import Format, Job, Named, Rendered
from toolkit.build.formats.printed import printed
from toolkit.build.pdf.attachment import figures_attachment
from toolkit.build.pdf.layout import PdfJob
from toolkit.build.pdf.transcript import transcript
from toolkit.content.paper import PdfVariant
from toolkit.core import fonts
from toolkit.evidence.provenance import digest_in
from toolkit.outline.addresses import base_of_site
from toolkit.render.design_tokens import design, families

_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count (\d+)|/Count (\d+)[^>]*?/Type\s*/Pages\b")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b[^>]*>>\s*stream\r?\n")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_KEYWORDS = re.compile(rb"<pdf:Keywords>([^<]*)</pdf:Keywords>")
_ARCHIVAL = re.compile(rb"pdfaid:part[^0-9]{1,2}(\d)")
_CONFORMANCE = re.compile(rb"pdfaid:conformance[^A-Z]{1,2}([A-Z])")
_ACCESSIBLE = re.compile(rb"pdfuaid:part[^0-9]{1,2}(\d)")


class Pdf(Format):
    """PDFs, laid out by WeasyPrint."""

    name = "pdf"
    suffix = ".pdf"
    label = "PDF"
    media_type = "application/pdf"

    def job(self, edition: Rendered) -> Job:
        """Return the print page with its styles and pictures."""
        html, styles = printed(edition)
        attachment = figures_attachment(edition.variant, edition.fragments, edition.body, base_of_site(edition.library))
        return PdfJob(html, styles, edition.images, edition.variant.value, attachment, fonts.digest(families(design(edition.workspace))))

    def pages(self, data: bytes) -> int:
        """Count the pages of a PDF as WeasyPrint writes it: one page tree, its root with the count of all pages."""
        counts = [int(first or second) for part in (data, *_objects(data)) for first, second in _PAGES.findall(part)]
        return max(counts, default=0)

    def named(self, data: bytes) -> Named | None:
        """Return the edition that the metadata names, and the standard that it claims."""
        for stream in (data, *_streams(data)) if data.startswith(b"%PDF") else ():
            found = _KEYWORDS.search(stream)
            if found:
                return Named(found.group(1).decode("utf-8", "replace").rpartition(", ")[2].strip(), _claimed(stream))
        return None

    def beside(self, path: str) -> str:
        """Return the path of the transcript: what a screen reader says of the PDF, passage by passage."""
        return f"{path.removesuffix(self.suffix)}.transcript.txt"

    def telling(self, data: bytes) -> bytes:
        """Return the transcript."""
        return transcript(data).encode()

    def stamp(self, job: Job) -> str:
        """Return the digest on the last page."""
        return digest_in(job.html) if isinstance(job, PdfJob) else ""


def _claimed(metadata: bytes) -> PdfVariant | None:
    """Return the standard that metadata claim; nothing when it is none that we make."""
    part, level, access = _ARCHIVAL.search(metadata), _CONFORMANCE.search(metadata), _ACCESSIBLE.search(metadata)
    level_of = level.group(1).decode().lower() if level else ""
    claims = [f"a-{part.group(1).decode()}{level_of}"] if part else []
    claims += [f"ua-{access.group(1).decode()}"] if access else []
    return next((one for one in PdfVariant if one == f"pdf/{'+'.join(claims)}"), None)


def _streams(data: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(data):
        try:
            yield zlib.decompress(found.group(1))
        except zlib.error:
            continue


def _objects(data: bytes) -> Iterator[bytes]:
    """Yield the objects that a PDF keeps in compressed streams."""
    for found in _OBJECTS.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[found.end() :])
        except zlib.error:
            continue
