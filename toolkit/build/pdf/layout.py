"""Lays out a PDF from values alone; WeasyPrint is imported only when one is made."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import io
import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from importlib.metadata import version
from typing import Any
from urllib.parse import unquote

from toolkit.build.formats import Made
from toolkit.build.pdf.composition import WHEN_LONG, Composition
from toolkit.build.pdf.facing import FACING, divided
from toolkit.build.pdf.findings import FALLBACK, Finding
from toolkit.build.pdf.fitting import use_our_fitting
from toolkit.build.pdf.formulas import with_drawn_formulas
from toolkit.build.pdf.hidden import hidden
from toolkit.build.pdf.inspection import Inspection
from toolkit.build.pdf.line_breaks import use_our_line_breaks
from toolkit.build.pdf.metadata import ACCESSIBLE, claim_accessible
from toolkit.build.pdf.streams import compress, use_our_streams
from toolkit.build.pdf.tagging import use_our_tags

VARIANT = "pdf/ua-1"
FORMAT = 12
"""Raised when the way a job becomes bytes changes, so that no cached PDF of before is taken."""
FEW = 20
"""Letters of a font that stands in for another one that are named."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of data that a PDF carries; the day stands for the moment it was made."""

    name: str
    data: bytes
    day: dt.date
    description: str


@dataclass(frozen=True, slots=True)
class PdfJob:
    """All that a PDF depends on: page, stylesheets (shared by many jobs) and assets by name."""

    html: str
    stylesheets: tuple[str, ...]
    assets: Mapping[str, bytes] = field(default_factory=dict)
    variant: str = VARIANT
    attachment: Attachment | None = None
    fonts: str = ""
    """The digest of the fonts that the page is to be set in."""

    @property
    def size(self) -> int:
        """The characters of the page."""
        return len(self.html)

    def digest(self) -> str:
        """Return the address of the job's result."""
        programs = ["weasyprint", "pydyf", *(["ziamath"] if "<math " in self.html else [])]
        parts = [FORMAT, *map(version, programs), self.fonts, self.variant, self.html, *self.stylesheets]
        parts += [f"{name}:{hashlib.sha256(data).hexdigest()}" for name, data in sorted(self.assets.items())]
        if self.attachment:
            parts += [self.attachment.name, self.attachment.day.isoformat(), self.attachment.description]
            parts.append(hashlib.sha256(self.attachment.data).hexdigest())
        return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()

    def make(self) -> Made:
        """Lay the page out."""
        return make_pdf(self)


def warm() -> None:
    """Import WeasyPrint before the first job comes."""
    gc.disable()
    import weasyprint  # noqa: F401

    gc.freeze()  # what has been loaded is no garbage: to look through it after every document took a seventh of the time


def make_pdf(job: PdfJob) -> Made:
    """Lay a job out; a missing asset, a font or a style that cannot be had is a problem, never a gap in the page."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    gc.collect()  # the document before this one: while a document is laid out, nothing of it is garbage
    use_our_tags()
    use_our_streams()
    use_our_fitting()
    use_our_line_breaks()
    undrawn = _Undrawn()
    logging.getLogger("weasyprint").addHandler(undrawn)
    try:
        html = HTML(string=with_drawn_formulas(job.html), url_fetcher=_fetcher(job.assets), base_url="asset:")
        document, seen = _lay_out(html, job)
        facing = FACING in html.etree_element.find("body").get("class", "").split()
        document = divided(document) if facing else document
        out = io.BytesIO()
        attachment = _attachments(job.attachment)
        variant, _, also = job.variant.partition("+")
        document.write_pdf(out, finisher=partial(_finish, also), pdf_variant=variant, pdf_tags=True, attachments=attachment)
    except FatalURLFetchingError as error:
        return Made(problem=" ".join(str(error).split()))
    except Exception as error:  # whatever it is, it is one edition's, and the others are made
        return Made(problem=f"cannot be laid out: {type(error).__name__}: {' '.join(str(error).split())}")
    finally:
        logging.getLogger("weasyprint").removeHandler(undrawn)
    if undrawn.images:
        return Made(problem=f"cannot be drawn: {', '.join(undrawn.images)}")
    return Made(out.getvalue(), len(document.pages), findings=(*_wrong(html, job, seen), *_fallbacks(document, job, seen)))


def _lay_out(html: Any, job: PdfJob) -> tuple[Any, Inspection]:
    """Return the pages in their best form, and what stands where on them."""
    stylesheets = [_stylesheet(css) for css in job.stylesheets]
    without = [*stylesheets, _stylesheet(f".{WHEN_LONG} {{ display: none }}")]

    def render(with_contents: bool) -> Any:
        return html.render(stylesheets=stylesheets if with_contents else without, font_config=_fonts())

    return Composition(job.html, html.etree_element, render).composed()


def _wrong(html: Any, job: PdfJob, seen: Inspection) -> tuple[Finding, ...]:
    """Return what is still wrong with the pages."""
    return seen.findings(hidden(html.etree_element, [*job.stylesheets, f".{WHEN_LONG} {{ display: none }}"]))


def _fallbacks(document: Any, job: PdfJob, seen: Inspection) -> Iterator[Finding]:
    """Yield the fonts that stand in for those that the page names, with the letters that are set in them."""
    named = "".join((job.html, *job.stylesheets))
    for font in sorted(document.fonts.values(), key=lambda one: one.family):
        if font.family not in named:
            letters = "".join(sorted({letter for words in font.to_unicode.values() for letter in words}))
            yield Finding(FALLBACK, seen.page_of(letters), f"{font.family} ({letters[:FEW]})")


def _attachments(attachment: Attachment | None) -> list[Any]:
    """Return the data that the PDF carries, with a fixed moment: the clock of the machine is not in the bytes."""
    from weasyprint import Attachment

    if attachment is None:
        return []
    moment = dt.datetime.combine(attachment.day, dt.time())
    return [
        Attachment(
            file_obj=io.BytesIO(attachment.data), name=attachment.name, description=attachment.description,
            created=moment, modified=moment, relationship="Data",
        )
    ]  # fmt: skip


def _finish(also: str, _: Any, pdf: Any) -> None:
    """Complete what WeasyPrint 70 writes: `also` is the second standard that the file keeps, which it cannot claim beside the first."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.compress = False  # as ISO 19005 asks, so that any tool reads what the file is
    if also == ACCESSIBLE:
        metadata.stream = [claim_accessible(b"".join(metadata.stream))]
    # An associated file is listed twice.
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    compress(pdf)


class _Undrawn(logging.Handler):
    """Hears which images WeasyPrint leaves out: it only says so in its log."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.images: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(("Failed to load image", "Failed to render SVG image")) and isinstance(record.args, tuple):
            self.images.append(f"`{str(record.args[0]).removeprefix('asset:')}`")


@lru_cache(maxsize=1)
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@lru_cache(maxsize=32)
def _stylesheet(css: str) -> Any:
    """Parse a stylesheet once in the life of a worker."""
    from weasyprint import CSS

    return CSS(string=css, url_fetcher=_fetcher({}), font_config=_fonts(), base_url="asset:")


def _fetcher(assets: Mapping[str, bytes]) -> Any:
    """Return a fetcher that knows the job's assets and nothing else: no network, no file."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = unquote(url.removeprefix("asset:").lstrip("/"))
            if not url.startswith("asset:") or name not in assets:
                raise FatalURLFetchingError(f"`{name}` is not an asset of this document")
            return URLFetcherResponse(url, body=assets[name])

    return AssetFetcher(fail_on_errors=True, allowed_protocols=("asset",))
