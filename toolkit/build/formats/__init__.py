"""Says what a format of documents is: the protocol that web pages, PDFs and every other kind of file follow.

A format is a class with a name, a suffix and the work that makes its file of a rendered edition. Everything else
(which files are kept, listed, offered, removed, verified, published) follows from that, and no other module names a format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from toolkit.build.pdf.findings import Finding
from toolkit.content.library import Library
from toolkit.content.paper import PdfVariant
from toolkit.core.reads import Reads
from toolkit.core.workspace import Workspace
from toolkit.outline.addresses import address
from toolkit.outline.numbering import Outline, Publication
from toolkit.render.context import Context
from toolkit.render.edition import Body
from toolkit.render.fragments import Fragments
from toolkit.site.document_pages import Pages
from toolkit.site.downloads import Download
from toolkit.site.web_edition import Cuts


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a file and how many pages they hold, or the words of what went wrong."""

    data: bytes = b""
    pages: int = 0
    """0 where a format has no pages, or nobody has counted them."""
    problem: str = ""
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Further files that belong to it, by their path below `build/`: the parts of a long page."""
    findings: tuple[Finding, ...] = ()
    """What is wrong with its pages, though they are made."""


class Job(Protocol):
    """What a file is made from, as values only: it may be made in another process, or on another machine."""

    @property
    def size(self) -> int:
        """How much work it is, in characters of the page: the longest is begun first."""
        ...

    def digest(self) -> str:
        """Return the digest of all that the file depends on, the version of the program that makes it included."""
        ...

    def make(self) -> Made:
        """Make the file; what goes wrong is told in `problem`, and is no exception."""
        ...


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition of a publication, rendered: all that a format may ask for."""

    outline: Outline
    body: Body
    fragments: Mapping[str, Fragments]
    """The fragments of each language of the edition."""
    images: Mapping[str, bytes]
    pages: Pages
    """Lays out pages, for the web and for print, with the site's frame and stylesheets."""
    variant: PdfVariant
    history: Mapping[str, str]
    """The commit of each file, where what is made is to bear one; empty in a draft."""
    speaking: Callable[[Publication, str], Fragments]
    """Gives the fragments of a publication in any language."""
    cuts: Cuts
    reads: Reads = field(default_factory=dict)
    """What was asked for the words of the edition."""
    downloads: tuple[Download, ...] = ()
    """The files of other formats that pages may offer."""

    @property
    def publication(self) -> Publication:
        """The publication."""
        return self.outline.publication

    @property
    def library(self) -> Library:
        """The library."""
        return self.pages.shell.library

    @property
    def workspace(self) -> Workspace:
        """The workspace, for files that a format needs: stylesheets, a reference document."""
        return self.pages.workspace

    @property
    def context(self) -> Context:
        """The context of the leading language."""
        return self.fragments[self.body.languages[0]].context


@dataclass(frozen=True, slots=True)
class Named:
    """What a file says of itself: the edition that it is, as `ru/briefs/first`, and the standard that it claims, if it does."""

    edition: str
    variant: PdfVariant | None = None


class Format:
    """A kind of file that an edition is published as. A new one says its names and gives a job; the rest has a good default."""

    name: str
    """What `--format` calls it: `pdf`."""
    suffix: str
    """With the stop: `.pdf`."""
    label: str
    """What readers call it, in any language: `PDF`."""
    media_type: str
    offered = True
    """True for a file that pages offer for download; the pages themselves are not."""
    listed = True
    """True for a file that lists, feeds and search engines tell of; one that is offered beside the page alone is not."""
    kept = True
    """True when a file takes long enough to make that it is made by a worker, and kept."""

    def makes(self, publication: Publication, edition: str, editions: Sequence[str]) -> bool:
        """Say whether an edition has a file of this format, before it is rendered; `editions` are all of its document."""
        return True

    def job(self, edition: Rendered) -> Job:
        """Return what the file of an edition is made from; it is asked of those that have one."""
        raise NotImplementedError

    def pages(self, data: bytes) -> int:
        """Return how many pages a file of an earlier build has; 0 where it has none, or does not tell."""
        return 0

    def named(self, data: bytes) -> Named | None:
        """Return what a file says of itself; nothing when it is no file of this format, or does not tell."""
        return None

    def same(self, made: Made, data: bytes) -> bool:
        """Say whether a file is what was made."""
        return made.data == data

    def stamp(self, job: Job) -> str:
        """Return the digest that readers find printed in the file; nothing when none is."""
        return ""

    def path(self, edition: str, publication: Publication) -> str:
        """Return where the file of an edition stands, below `build/`."""
        return address(edition, publication, self.suffix)

    def beside(self, path: str) -> str:
        """Return the path of the file that tells what is in one of this format; nothing where there is none."""
        return ""

    def files(self, edition: str, publication: Publication) -> tuple[str, ...]:
        """Return the paths of the file of an edition, and of the one that tells what is in it."""
        own = self.path(edition, publication)
        return tuple(filter(None, (own, self.beside(own))))

    def telling(self, data: bytes) -> bytes:
        """Return that file."""
        raise NotImplementedError

    def download(self, edition: str, publication: Publication) -> Download:
        """Return how a page offers the file of an edition."""
        path = self.path(edition, publication)
        return Download(path, self.label, self.media_type, self.beside(path), self.listed)
