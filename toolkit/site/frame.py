"""Makes what stands around a page's text: head, navigation, language switch."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from markupsafe import Markup

from toolkit.content.library import Library, edition_languages
from toolkit.content.own_page import OwnPage
from toolkit.content.site import Licence, Site
from toolkit.content.text import Text
from toolkit.content.vocabulary import DocumentKind, RegisterName
from toolkit.core.diagnostics import Diagnostic
from toolkit.core.workspace import Workspace
from toolkit.language.localizer import Localizer
from toolkit.outline.addresses import ROOT, SITE, Base, card, clashes, feed, home, kind_page, kinds, register_page, relative
from toolkit.outline.numbering import Publication, folder_of
from toolkit.render.fragments import Templates
from toolkit.site.earlier import EarlierVersions
from toolkit.site.extras import Extras
from toolkit.site.linked_data import Thing, breadcrumbs, script
from toolkit.site.logo import logo_of
from toolkit.site.preview_card import SIZE, Look
from toolkit.site.registers import REGISTERS
from toolkit.site.web_fonts import WebFonts


@dataclass(frozen=True, slots=True)
class Switch:
    """A link to the same page in another edition, or to that edition's home where it has no such page."""

    edition: str
    languages: tuple[str, ...]
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Way:
    """An entry of the navigation: a section's name, what it is called, and the link to it."""

    name: str
    words: DocumentKind | RegisterName
    href: str
    documents: bool


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link to a page of the site's own."""

    name: str
    title: Text
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that `frames/shell.html` shows of a page; links are relative to it, `canonical` is full or empty."""

    path: str
    edition: str
    languages: tuple[str, ...]
    kind: str
    section: str
    title: str
    description: str
    root: str
    home: str
    search: str
    report: str
    feed: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    switch: tuple[Switch, ...]
    ways: tuple[Way, ...]
    site: Site
    site_title: str
    locale: str
    meta: tuple[tuple[str, str], ...]
    linked_data: Markup
    heading: Text | Markup | None = None
    """The title as the page itself shows it, with the marks of a draft."""
    lead: Text | Markup | None = None
    """The description, in the same way."""
    image: str = ""
    """The full address of the picture that messengers show beside a link to it."""
    image_size: tuple[int, int] = SIZE
    logo: str = ""
    """The publisher's mark, below the root of the site."""
    fonts: tuple[str, ...] = ()
    """Links to the fonts of its text."""
    foot: tuple[OwnLink, ...] = ()
    navigation: tuple[OwnLink, ...] = ()
    """The site's own pages that foot and navigation link."""
    licence: Licence | None = None
    data_licence: Licence | None = None

    def to(self, path: str) -> str:
        """Return the link from this page to a path below `build/`."""
        return relative(path, self.path)


@dataclass(frozen=True)
class Shell:
    """Knows the whole site: its editions, its sections, and where it will stand."""

    library: Library
    publications: tuple[Publication, ...]
    templates: Mapping[str, Templates]
    base: Base
    fonts: WebFonts | None = None
    earlier: EarlierVersions = field(default_factory=dict)
    """The versions that stay beside the ones that are made now."""

    @cached_property
    def by_id(self) -> Mapping[str, Publication]:
        """Every publication by its id."""
        return {one.id: one for one in self.publications}

    @cached_property
    def latest(self) -> Publication:
        """The publication of the latest day: pages about no document judge law on it."""
        return max(self.publications, key=lambda one: (one.as_of, one.id))

    @property
    def workspace(self) -> Workspace:
        """The files that its pages are made with."""
        return next(iter(self.templates.values())).workspace

    @property
    def extras(self) -> Extras:
        """What its owner puts into head and foot of every page."""
        return Extras.of(self.library.site, self.workspace)

    @property
    def look(self) -> Look:
        """The colours and the font of the pictures beside links."""
        return Look.of(next(iter(self.templates.values())).tokens)

    @property
    def registers(self) -> tuple[str, ...]:
        """The registers that have a record to show."""
        return tuple(name for name, register in REGISTERS.items() if self.library.any(register.model))

    @property
    def clashes(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the addresses of documents and pages: two of them have one."""
        own = self.library.all(OwnPage)
        found = clashes(self.publications, (*self.taken, *(page.id for page in own)))
        hint = "give the file another name"
        return (
            *found,
            *(
                Diagnostic("address-taken", f"`{page.id}` is the address of a page that the toolkit makes", page.place, hint)
                for page in own
                if page.id in self.taken
            ),
        )

    @property
    def taken(self) -> tuple[str, ...]:
        """Addresses within an edition that no document may have, without suffix."""
        lists = (f"{folder_of(kind)}/index" for kind in kinds(self.library, self.publications))
        return ("index", "search", "report", *REGISTERS, *lists, *self._records())

    def _records(self) -> Iterator[str]:
        """Yield the addresses of records in folders in which a document stands or stood too."""
        addresses = (address for one in self.publications for address in (one.id, *one.document.aliases))
        folders = {address.partition("/")[0] for address in addresses}
        for name in (name for name in REGISTERS if name in folders):
            yield from (f"{name}/{record.id}" for record in self.library.all(REGISTERS[name].model))

    def listed_edition(self, edition: str) -> str:
        """Return the edition whose lists lead here; one that only some documents have shares those of its first language."""
        of_site = self.library.site.editions
        return next((one for one in (edition, *edition_languages(edition)) if one in of_site), of_site[0])

    def page(
        self, path: str, edition: str, kind: str, section: str, title: str, description: str, versions: Callable[[str], str],
        meta: Iterable[tuple[str, str]] = (), linked_data: Iterable[Mapping[str, Any]] = (),
        subject: Publication | None = None, is_same: bool = True,
    ) -> Page:  # fmt: skip
        """Return what stands around a page; `versions` gives the path of the page in an edition, or nothing.

        `subject` is the document that the page shows. `is_same` is False where the page of another edition shows other records.
        """
        languages = edition_languages(edition)
        localizer = self.templates[languages[0]].localizer
        site = self.library.site
        offered = self.library.editions_of(subject.document) if subject else site.editions
        editions = {one: versions(one) for one in offered}
        listed = self.listed_edition(edition)
        ways = self._ways(path, listed)
        crumbs = self._crumbs(path, home(listed), next((way for way in ways if way.name == section), None), title, localizer)
        return Page(
            path=path, edition=edition, languages=languages, kind=kind, section=section, title=title, description=description,
            root=relative(f"{SITE}/x", path).removesuffix("x"), home=relative(home(listed), path),
            search=relative(register_page(languages[0], "search"), path) if languages[0] in editions else "",
            report=relative(register_page(languages[0], "report"), path) if site.public_report and languages[0] in editions else "",
            feed=relative(feed(edition), path) if languages[0] in editions else "",
            canonical=self.base.of_page(path), alternates=self._alternates(path, editions if is_same else {edition: path}),
            switch=self._switch(path, editions), ways=ways,
            site=site, site_title=localizer.text(site.title).words,
            locale=str(localizer.locale).replace("-", "_"), meta=tuple(meta), linked_data=script([*linked_data, *crumbs]),
            image=self.image(languages[0], subject),
            logo=f"assets/{mark.asset}" if (mark := logo_of(self.library, self.workspace)) else "",
            foot=self._own(site.pages.foot, languages[0], path) if languages[0] in editions else (),
            navigation=self._own(site.pages.navigation, languages[0], path) if languages[0] in editions else (),
            licence=site.licence, data_licence=site.data_licence,
            fonts=tuple(relative(one, path) for one in self.fonts.main(languages)) if self.fonts else (),
        )  # fmt: skip

    def image(self, language: str, subject: Publication | None = None) -> str:
        """Return the full address of the picture that goes with a link; nothing where none can be drawn."""
        return self.base.of_page(card(language, subject)) if self.look.available else ""

    def superseded_by(self, publication: Publication) -> Iterator[Publication]:
        """Yield the publications that one replaces; of a series the one about the same cluster."""
        before = publication.document.supersedes
        if before:
            yield from (one for one in self.publications if one.document.id == before.record and one.subject in (None, publication.subject))

    def _crumbs(self, path: str, first: str, way: Way | None, title: str, localizer: Localizer) -> Iterator[Thing]:
        """Yield the way from the home page to a page of a section, where it is known where the site will stand."""
        if way is None or not self.base.url:
            return
        words = way.words.in_menus
        places = [(localizer.text(self.library.site.title).words, self.base.of_page(first))]
        if (there := posixpath.normpath(posixpath.join(posixpath.dirname(path), way.href))) != path:
            places.append((localizer.text(words).words, self.base.of_page(there)))
        yield breadcrumbs([*places, (title, self.base.of_page(path))])

    def _own(self, ids: Iterable[str], language: str, path: str) -> tuple[OwnLink, ...]:
        """Return the links to pages of the site's own; one that is not there is told of already."""
        named = ((id, self.library.page_named(id)) for id in ids)
        return tuple(OwnLink(id, name, relative(register_page(language, id), path)) for id, name in named if name)

    def _alternates(self, path: str, editions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        return tuple((tag, self.base.of_page(there) or relative(there, path)) for tag, there in alternates(editions))

    def _switch(self, path: str, editions: Mapping[str, str]) -> tuple[Switch, ...]:
        return tuple(
            Switch(one, edition_languages(one), edition_label(one, self.templates), relative(there or home(self.listed_edition(one)), path))
            for one, there in editions.items()
        )

    def _ways(self, path: str, edition: str) -> tuple[Way, ...]:
        language = edition_languages(edition)[0]
        documents = [
            Way(kind, self.library.get(DocumentKind, kind), relative(kind_page(edition, kind), path), True)
            for kind in kinds(self.library, self.publications)
        ]
        registers = self.registers if language in self.library.site.editions else ()
        named = ((name, self.library.get(RegisterName, name)) for name in registers)
        return (*documents, *(Way(name, words, relative(register_page(language, name), path), False) for name, words in named))


def alternates(editions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return a page in every edition that has it, itself among them, by what `hreflang` calls each, and the one for all other readers.

    A parallel edition is in no single language. To call it `ru` would set it against the Russian page, and `ru-en` would be Russian as
    it is spoken in a country `EN`. So it is `mul`, more than one language (ISO 639-2), with its languages behind the `x` of private use
    (RFC 5646, 2.2.7): search engines that take ISO 639-1 alone pass it over, and readers get the page in their own language.
    Readers of other languages get the edition that the site names first; of home pages the one that offers every edition.
    """
    there = {edition: path for edition, path in editions.items() if path}
    found = [(hreflang(edition), path) for edition, path in there.items()]
    first = next((edition for edition in there if len(edition_languages(edition)) == 1), next(iter(there), ""))
    if first:
        found.append(("x-default", ROOT if there[first] == home(first) else there[first]))
    return tuple(found)


def hreflang(edition: str) -> str:
    """Return what `hreflang` calls an edition: `ru`, or of one in several languages `mul-x-ru-en`."""
    return edition if len(edition_languages(edition)) == 1 else f"mul-x-{edition.lower()}"


def edition_label(edition: str, templates: Mapping[str, Templates]) -> str:
    """Return an edition's name in its own languages: «Русский», “English”, «Русский / English»."""
    names = []
    for tag in edition_languages(edition):
        name = templates[tag].localizer.language_name(tag)
        names.append(name[:1].upper() + name[1:])
    return " / ".join(names)
