"""Defines what `content/site.yaml` says of the whole publication: names, editions, paper, thresholds."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from toolkit.content.choices import DocumentKindRef
from toolkit.content.edition import Edition, edition_languages, is_edition
from toolkit.content.paper import PageStyle, PdfVariant
from toolkit.content.prose import Prose
from toolkit.content.scalars import Address, FileName, Language, LanguageTag, SiteAddress, Whole, Word
from toolkit.content.text import Text
from toolkit.content.tree import Fields, Items, Node, Scalar
from toolkit.content.values import DocumentRef, Item, Key, PageRef, Record

Measure = Literal[
    "blanks", "unwritten", "untranslated", "machine", "fuzzy", "uncited", "stale", "out_of_force", "unchecked_acts", "missing_alt"
]


UNSAID = "en"
"""The source language where neither it nor an edition is given."""


def source_language(site: Node) -> str:
    """Return the language that a workspace's content is written in, from what its site.yaml says."""
    if isinstance(site, Fields):
        editions = site.get("editions")
        first = editions[0] if isinstance(editions, Items) and editions else None
        said = site.get("source_language")
        if isinstance(said, Scalar) and said:
            return said
        if isinstance(first, Scalar) and is_edition(first):
            return edition_languages(first)[0]
    return UNSAID


class Licence(Record):
    """Under which terms others may use the data."""

    name: Word
    """Its name: `CC BY 4.0`."""
    url: Address
    """Where its text stands."""


class Lead(Record):
    """What the home page says first: one claim, with its figure, and the document that argues it."""

    claim: Text
    """The claim, in a sentence."""
    document: DocumentRef
    """The document that argues it."""
    figure: Key | None = None
    """The id of the chart, table or map in that document which shows it, as cross-references name it: `money.chart`."""


class Way(Record):
    """Where one kind of reader begins."""

    reader: Text
    """Who it is, as «Советнику министра»."""
    text: Text
    """What such a reader finds here, in a sentence."""
    documents: tuple[DocumentRef, ...] = ()
    """The documents to begin with."""
    kinds: tuple[DocumentKindRef, ...] = ()
    """Kinds of documents, whose lists are linked."""


class OwnPages(Record):
    """Where links to pages of the site's own stand, in which order."""

    foot: tuple[PageRef, ...] = ()
    """Pages that the foot of every page links, in this order."""
    navigation: tuple[PageRef, ...] = ()
    """Pages that stand in the navigation, behind the documents and registers."""


class Site(Item):
    """`content/site.yaml`: what is true of the whole publication."""

    title: Text
    """The title of the publication: «Кластеры без границ»."""
    description: Text
    """What the publication is, in a sentence, for search engines and the home page."""
    publisher: Text
    """Who publishes it: «Институт кластеров»."""
    about: Prose | None = None
    """What the publication is and for whom, printed on the home page."""
    lead: Lead | None = None
    """What the home page says first; the description alone, when left out."""
    ways: tuple[Way, ...] = ()
    """Where each kind of reader begins, in the order of the home page."""
    pages: OwnPages = OwnPages()
    """Where links to the pages of `content/pages` stand."""
    public_report: bool = True
    """Whether readers may see what is unfinished: a page of its own, linked in every foot and listed in the sitemap."""
    extra_head: FileName | None = None
    """A file of `content/snippets` that is put at the end of every page's `<head>`, letter for letter: `analytics.html`."""
    extra_foot: FileName | None = None
    """A file of `content/snippets` that is put at the end of every page's `<body>`, letter for letter: `cookies.html`."""
    licence: Licence | None = None
    """Terms on which others may use the texts, told on every page and in every file."""
    data_licence: Licence | None = None
    """Licence of the open data, `facts.json` and `facts.csv`."""
    source_language: LanguageTag = LanguageTag(UNSAID)
    """Language that content is written in, unless a file says `language:`; that of the first edition, when left out."""
    editions: tuple[Edition, ...] = Field((), min_length=1, validate_default=False)
    """Editions of every document: a language, or two or three with hyphens, the leading one first; when left out, the source language."""
    interface_languages: tuple[LanguageTag, ...] = ()
    """Languages beside those of the editions in which `locales/` keeps the interface, as `[de]`: for workspaces that build on this one."""
    known_abbreviations: tuple[Word, ...] = ()
    """Abbreviations, and names in capitals, that every reader knows, as `[PDF, UN]`: no document has to introduce them."""
    base_url: SiteAddress | None = None
    """The lasting address of the site: `https://example.org/policy/`; for canonical links, the sitemap, the feed and the foot of PDFs."""
    page: PageStyle = PageStyle()
    """Pages of every document that does not say otherwise."""
    pdf_variant: PdfVariant | None = None
    """Standard that the PDFs claim: `pdf/a-3a+ua-1` when left out. PDF/A-3 holds its figures."""
    theme: Word | None = None
    """Whose templates, colours and words stand below one's own: a folder, as `themes/house`, or the name of an installed theme."""
    logo: FileName | None = None
    """The publisher's mark, a file of `content/images`: it heads the first page of every PDF but those of agreements."""
    citation_styles: dict[Language, Key] = Field(default_factory=dict)
    """CSL style of each language's editions: `en: harvard-cite-them-right`; GOST R 7.0.5-2008 for those left out."""
    fallbacks: dict[Language, tuple[Language, ...]] = Field(default_factory=dict)
    """What stands in, for labels and content, where a language has no translation: `kk: [ru, en]`; the source language, when left out."""
    thresholds: dict[Measure, Annotated[Whole, Field(ge=0)]] = Field(default_factory=dict)
    """How many unfinished things a release may have, by measure: `{blanks: 0}`; what is left out is not limited."""

    @model_validator(mode="before")
    @classmethod
    def _languages(cls, value: Any) -> Any:
        """Fill in the one of source language and editions that is left out."""
        if not isinstance(value, Fields):
            return value
        language = source_language(value)
        return {"source_language": language, "editions": (language,), **value}

    def chain(self, language: str) -> tuple[str, ...]:
        """Return the languages that stand in for one, the nearest first."""
        return tuple(tag for tag in self.fallbacks.get(language, (str(self.source_language),)) if tag != language)

    @property
    def variant(self) -> PdfVariant:
        """Return the standard that PDFs claim: where nobody chose they can be kept for ever, and read by all."""
        return self.pdf_variant or PdfVariant.A_3A_UA_1
