"""Makes the Word file of an edition: the words of its PDF, set by the styles of a reference file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.build.formats import Format, Job, Made, Named, Rendered
from toolkit.build.formats.printed import printed
from toolkit.core import fonts
from toolkit.evidence.provenance import digest_in
from toolkit.render.design_tokens import design, families

if TYPE_CHECKING:
    from toolkit.build.word.document import WordJob

REFERENCE = "templates/word/reference.docx"
"""The file whose styles, fonts and paper a theme may replace."""
LETTER = (12_240, 15_840)
"""US Letter, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class DocxJob:
    """What a Word file is made from, and the fonts in which its drawings are set."""

    word: WordJob
    fonts: str

    @property
    def size(self) -> int:
        """The characters of the page."""
        return len(self.word.html)

    def digest(self) -> str:
        """Return the digest of page, reference file, pictures and fonts."""
        return self.word.digest(self.fonts)

    def make(self) -> Made:
        """Make the file; a reference file that cannot be used is a problem in words."""
        from toolkit.build.word.document import make_word

        try:
            return Made(make_word(self.word))
        except ValueError as error:
            return Made(problem=f"{REFERENCE} {error}")


class Docx(Format):
    """Word files."""

    name = "docx"
    suffix = ".docx"
    label = "Word"
    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def job(self, edition: Rendered) -> Job:
        """Return the printed page with the reference file and pictures."""
        from toolkit.build.word.document import WordJob
        from toolkit.build.word.house_style import in_house_style

        html, _ = printed(edition)
        page = edition.publication.document.page or edition.library.site.page
        size = LETTER if page.size == "Letter" else None
        known = design(edition.workspace)
        reference = in_house_style(edition.workspace.read(REFERENCE), known)
        return DocxJob(WordJob(html, reference, edition.images, size), fonts.digest(families(known)))

    def named(self, data: bytes) -> Named | None:
        """Return the edition that the file's keywords name."""
        from toolkit.build.word.reading import opened

        try:
            core = opened(data).get("docProps/core.xml")
        except ValueError:
            return None
        said = core.findtext("{*}keywords") if core is not None else None
        words = re.split(r"[,;\s]+", said.strip()) if said else []  # LibreOffice leaves the comma out
        return Named(words[-1]) if words else None

    def stamp(self, job: Job) -> str:
        """Return the digest on the last page."""
        return digest_in(job.word.html) if isinstance(job, DocxJob) else ""
