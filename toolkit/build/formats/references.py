"""Makes the files by which reference managers take in a document: BibTeX, RIS and CSL JSON, one for each edition."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.build.formats import Format, Job, Made, Named, Rendered
from toolkit.content.works import Source
from toolkit.exchange.bibtex import write_bibtex
from toolkit.exchange.references import cited_work
from toolkit.exchange.ris import write_ris
from toolkit.exchange.sources import write_csl_json


@dataclass(frozen=True, slots=True)
class WordsJob:
    """A file that is known in full already: its words."""

    words: str

    @property
    def size(self) -> int:
        """The characters of the file."""
        return len(self.words)

    def digest(self) -> str:
        """Return the digest of the words."""
        return hashlib.sha256(self.words.encode()).hexdigest()

    def make(self) -> Made:
        """Return the file."""
        return Made(self.words.encode())


class Reference(Format):
    """A file that says how an edition is cited, in one of the languages of reference managers."""

    listed = False
    kept = False
    _id: re.Pattern[str]
    """Finds the edition that a file is of."""
    _write: Callable[[Mapping[str, Source]], str]

    def job(self, edition: Rendered) -> Job:
        """Return the reference of the edition, in its leading language."""
        name = f"{edition.body.edition}/{edition.publication.id}"
        work = cited_work(edition.publication, edition.context, edition.body.edition, edition.pages.shell.base)
        return WordsJob(type(self)._write({name: work}))

    def named(self, data: bytes) -> Named | None:
        """Return the edition that the id of the one work names."""
        found = self._id.search(data.decode("utf-8", "replace"))
        return Named(found.group(1)) if found else None


class Bibtex(Reference):
    """References for BibLaTeX, and for everything that reads BibTeX."""

    name, suffix, label, media_type = "bibtex", ".bib", "BibTeX", "application/x-bibtex"
    _id = re.compile(r"\A@\w+\{([^,]+/[^,]+),")
    _write = staticmethod(write_bibtex)


class Ris(Reference):
    """References for EndNote, Mendeley, Zotero and catalogues of libraries."""

    name, suffix, label, media_type = "ris", ".ris", "RIS", "application/x-research-info-systems"
    _id = re.compile(r"\ATY  - \w+\r?\nID  - (\S+/\S+)\r?\n")
    _write = staticmethod(write_ris)


class CslJson(Reference):
    """References for citeproc: Zotero, pandoc, Quarto."""

    name, suffix, label, media_type = "csl-json", ".csl.json", "CSL JSON", "application/vnd.citationstyles.csl+json"
    _id = re.compile(r'\A\[\s*\{\s*"id": "([^"]+/[^"]+)",')
    _write = staticmethod(write_csl_json)
