"""Chooses what the home page shows: one claim with its figure, what is new, and where each kind of reader begins."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from toolkit.content.records import Source
from toolkit.content.site import Way
from toolkit.content.text import Text
from toolkit.content.vocabulary import DocumentKind
from toolkit.outline.addresses import kind_page, kinds
from toolkit.outline.numbering import outline
from toolkit.render.bibliography import reference
from toolkit.render.citations import act_mark, collect, number
from toolkit.render.context import Context
from toolkit.render.fragments import Fragments
from toolkit.site.catalogue import Catalogue, Entry
from toolkit.site.frame import Page, Shell

_CAPTION = re.compile(r'(?<=<figcaption>).*?(?=<p class="plot-source">|</figcaption>)', re.DOTALL)
NEW = 3
"""How many documents are shown as new."""


@dataclass(frozen=True, slots=True)
class Door:
    """A link of the home page."""

    title: Text
    href: str


@dataclass(frozen=True, slots=True)
class Home:
    """Makes the values of the home page of an edition."""

    shell: Shell
    catalogue: Catalogue
    edition: str
    page: Page

    def values(self, card: Callable[[Entry, Page], Mapping[str, Any]]) -> dict[str, Any]:
        """Return what `site/home.html` is given; each document stands there once: in the claim, on a way, or as new."""
        claimed = self._claimed()
        named = {str(document) for way in self.shell.library.site.ways for document in way.documents}
        named |= {claimed.publication.document.id} if claimed else set()
        newest = self.catalogue.newest(self.edition, NEW + len(named))
        new = [one for one in newest if one.publication.document.id not in named][:NEW]
        return {
            "claim": self._claim(claimed) if claimed else None,
            "latest": [card(one, self.page) for one in new],
            "ways": [(way, tuple(self._doors(way))) for way in self.shell.library.site.ways],
            "series": [
                (self.shell.library.get(DocumentKind, kind), self.page.to(kind_page(self.edition, kind)), self._count(kind))
                for kind in kinds(self.shell.library, self.shell.publications)
            ],
        }

    def _count(self, kind: str) -> int:
        return self.catalogue.count(self.edition, kind)

    def _claimed(self) -> Entry | None:
        """Return the document of the claim, where it is there."""
        lead = self.shell.library.site.lead
        entry = self._entry(lead.document) if lead else None
        return None if entry is None or entry.publication.document.series else entry

    def _entry(self, document: str) -> Entry | None:
        found = (one for one in self.shell.publications if one.document.id == document)
        return next((entry for one in found if (entry := self.catalogue.entry(self.edition, one.id))), None)

    def _claim(self, entry: Entry) -> dict[str, Any]:
        """Return the claim with its figure, whose sources are numbered and listed on the page itself."""
        library = self.shell.library
        lead, figure, language = library.site.lead, self._figure(entry), self.page.languages[0]
        assert lead is not None
        cited = collect([figure])
        return {
            "words": lead.claim,
            "href": self.page.to(entry.path),
            "title": entry.publication.document.title,
            "figure": number(figure, cited, lambda act, position: act_mark(act)),
            "references": [reference(library.get(Source, id), language, library.site.citation_styles) for id in cited.sources],
        }

    def _figure(self, entry: Entry) -> Markup:
        """Return the figure that shows the claim, with its sources, in the page's leading language; the claim stands for its caption."""
        lead, library = self.shell.library.site.lead, self.shell.library
        assert lead is not None
        if lead.figure is None:
            return Markup("")
        self.catalogue.recorder.note(f"publication {entry.publication.id}")
        numbered = outline(entry.publication, library)
        block = next((one for one in numbered.blocks() if one.id == lead.figure), None)
        if block is None:
            return Markup("")
        templates = self.shell.templates[self.page.languages[0]]
        figure = Fragments(templates, Context(library, numbered, templates.localizer)).block(block).html
        return Markup(_CAPTION.sub("", figure, count=1))

    def _doors(self, way: Way) -> Iterator[Door]:
        library = self.shell.library
        for document in way.documents:
            if entry := self._entry(document):
                yield Door(entry.publication.document.title, self.page.to(entry.path))
        for kind in way.kinds:
            if self._count(kind):
                yield Door(library.get(DocumentKind, kind).plural, self.page.to(kind_page(self.edition, kind)))
