"""Makes the web pages of an edition: one, or as many parts as its length asks for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.build.formats import Format, Job, Made, Named, Rendered
from toolkit.evidence.provenance import digest_in
from toolkit.site.document_data import stated
from toolkit.site.downloads import fill
from toolkit.site.web_edition import WebEdition

_SIZE = re.compile(r' <span class="size">[^<]*</span>|,"contentSize":"\d+"|,"sha256":"[0-9a-f]{64}"')


@dataclass(frozen=True, slots=True)
class HtmlJob:
    """The pages by path, the first part first; sizes of files that they offer are marks still."""

    html: Mapping[str, str]

    @property
    def size(self) -> int:
        """The characters of the pages."""
        return sum(map(len, self.html.values()))

    def digest(self) -> str:
        """Return the digest of the pages."""
        return hashlib.sha256("\0".join(part for page in self.html.items() for part in page).encode()).hexdigest()

    def make(self) -> Made:
        """Return the pages: rendering has made them."""
        first, *rest = self.html.items()
        return Made(first[1].encode(), beside={path: html.encode() for path, html in rest})


class Html(Format):
    """Web pages."""

    name = "html"
    suffix = ".html"
    label = "HTML"
    media_type = "text/html"
    offered = False
    kept = False

    def __init__(self, others: Iterable[Format]) -> None:
        self._others = tuple(others)

    def job(self, edition: Rendered) -> Job:
        """Return the pages, as they are before the sizes of other files are known."""
        publication, editions = edition.publication, edition.library.editions_of(edition.publication.document)
        web = WebEdition(
            edition.pages, edition.outline, edition.body, edition.fragments, edition.history, edition.speaking, edition.cuts,
            lambda tag: tuple(one.download(tag, publication) for one in self._others if one.makes(publication, tag, editions)),
            edition.reads,
        )  # fmt: skip
        return HtmlJob(web.render(edition.downloads))

    def named(self, data: bytes) -> Named | None:
        """Return the edition that the linked data of a page names."""
        name = stated(data, "edition")
        return Named(name) if name else None

    def same(self, made: Made, data: bytes) -> bool:
        """Compare all but the sizes of files: a page does not hold those files."""
        bare = fill(made.data.decode(), lambda path: None, lambda language, measure: "")
        return bare == _SIZE.sub("", data.decode("utf-8", "replace"))

    def stamp(self, job: Job) -> str:
        """Return the digest on the sheet at the foot of the page."""
        return digest_in("".join(job.html.values())) if isinstance(job, HtmlJob) else ""
