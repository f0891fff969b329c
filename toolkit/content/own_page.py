"""Defines the pages of a site that are its own and no document: About, Contact, Licence, each a file of Markdown or YAML."""

from __future__ import annotations

from typing import Annotated

from toolkit.content.document import SectionId
from toolkit.content.prose import Prose
from toolkit.content.text import Limit, Text
from toolkit.content.values import Day, Item, Record


class PagePart(Record):
    """A headed part of a page."""

    section: SectionId
    """Its anchor: in Markdown what stands in braces behind the heading, `## Method {#method}`, else `part-1` and so on."""
    title: Annotated[Text, Limit(90)]
    """The heading: «Метод»."""
    text: Prose | None = None
    """What stands below it."""


class OwnPage(Item):
    """A page of the site's own: `content/pages/ID.md`, Markdown below a few lines of YAML, or the same in YAML."""

    title: Annotated[Text, Limit(90)]
    """The heading of the page: «О сайте»."""
    short: Annotated[Text | None, Limit(30)] = None
    """The name of the page in footer and navigation; the title, when left out: «О сайте»."""
    description: Annotated[Text | None, Limit(300)] = None
    """What the page is about, in a sentence, for search engines and below the heading: «Кто и как делает этот сайт»."""
    updated: Day
    """The day on which its words last changed; readers and search engines are told."""
    text: Prose | None = None
    """What stands before the first heading; in Markdown it stands below the lines of YAML."""
    sections: tuple[PagePart, ...] = ()
    """The headed parts, in order; in Markdown each begins with `## Heading`."""

    @property
    def named(self) -> Text:
        """Its name in footer and navigation."""
        return self.short or self.title
