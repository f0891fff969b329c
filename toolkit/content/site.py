"""Defines what `content/site.yaml` says of the whole publication: names, editions, paper, thresholds."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from toolkit.content.edition import Edition
from toolkit.content.paper import PageStyle, PdfVariant
from toolkit.content.scalars import Address, FileName, Language, LanguageTag, SiteAddress, Whole, Word
from toolkit.content.text import Prose, Text
from toolkit.content.values import Item, Record

Measure = Literal["blanks", "untranslated", "fuzzy", "uncited", "stale", "out_of_force", "unchecked_acts", "missing_alt"]


class Licence(Record):
    """Under which terms others may use the data."""

    name: Word
    url: Address


class Site(Item):
    """`content/site.yaml`: what is true of the whole publication."""

    title: Text
    description: Text
    publisher: Text
    about: Prose | None = None
    """What the publication is and for whom, printed on the home page."""
    data_licence: Licence | None = None
    """Licence of the open data, `facts.json` and `facts.csv`."""
    source_language: LanguageTag = LanguageTag("ru")
    """Language that content is written in, unless a file says `language:`."""
    editions: tuple[Edition, ...] = Field((Edition("ru"), Edition("en"), Edition("ru-en")), min_length=1)
    """Editions of every document: a language, or two joined by a hyphen, the leading one first."""
    base_url: SiteAddress | None = None
    """Where the site will stand: `https://example.org/policy/`; for canonical links, the sitemap and the feed."""
    page: PageStyle = PageStyle()
    """Pages of every document that does not say otherwise."""
    pdf_variant: PdfVariant | None = None
    """Standard that the PDFs claim: `pdf/a-3a+ua-1` for a release and `pdf/ua-1` for a draft, when left out. PDF/A-3 holds its figures."""
    logo: FileName | None = None
    """The publisher's mark, a file of `content/images`: it heads the first page of every PDF but those of agreements."""
    citation_styles: dict[Language, str] = Field(default_factory=dict)
    """CSL style of each language's editions: `en: harvard-cite-them-right`; GOST R 7.0.5-2008 for those left out."""
    thresholds: dict[Measure, Annotated[Whole, Field(ge=0)]] = Field(default_factory=dict)
    """How many unfinished things a release may have, by measure; what is left out is not limited."""

    def variant(self, *, release: bool) -> PdfVariant:
        """Return the standard that PDFs claim: a release, where nobody chose, is both kept for ever and read by all."""
        return self.pdf_variant or (PdfVariant.A_3A_UA_1 if release else PdfVariant.UA_1)
