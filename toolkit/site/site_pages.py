"""Makes every page and file of the site that is no document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from toolkit.content.library import Library, edition_languages
from toolkit.content.text import Text
from toolkit.content.values import ActRef
from toolkit.content.vocabulary import DocumentKind
from toolkit.core.diagnostics import ContentError
from toolkit.core.reads import Question
from toolkit.core.workspace import Workspace
from toolkit.language.typography import composed, typeset
from toolkit.outline.addresses import NOT_FOUND, ROOT, SITE, address, card, feed, home, kinds, register_page, relative
from toolkit.outline.numbering import Outline, Publication, outline
from toolkit.render.citations import collect, number, teaser
from toolkit.render.context import Context
from toolkit.render.note_marks import in_place
from toolkit.render.template_faults import check_drawing
from toolkit.site import linked_data, redirects
from toolkit.site.catalogue import Catalogue, Entry
from toolkit.site.cuts import Cuts
from toolkit.site.finding import Finding, finding
from toolkit.site.frame import Page, Shell, alternates, edition_label
from toolkit.site.home_page import Home
from toolkit.site.logo import ASSETS, logo_of, picture
from toolkit.site.machines import atom, robots
from toolkit.site.open_data import as_csv, as_json, csv_metadata, data_package
from toolkit.site.preview_card import Card, draw

TITLES = 60
"""Documents of a kind that the page of search names; lists have them all."""
FEED = 50
"""Documents in a feed, the newest."""
_SOURCE = re.compile(r'href="#source-([^"]*)"')


class WithheldError(ContentError):
    """A page shows what its document has a mistake in: the document is withheld, and the page stays as it is."""

    def __init__(self, document: str, error: Exception) -> None:
        super().__init__(*(error.diagnostics if isinstance(error, ContentError) else ()))
        self.document = document


@dataclass(frozen=True, slots=True)
class Several:
    """Files by their paths, which are made together; `own` are questions by the path of the one file that each was asked for."""

    files: Mapping[str, bytes]
    own: Mapping[str, Question] = field(default_factory=dict)


Maker = Callable[[], bytes | Several]
"""Makes a file, or several that belong together."""
Files = Iterator[tuple[str, Maker]]
"""Files by their path below `build/`, each with what makes it: one that holds is not made."""


@dataclass(frozen=True, slots=True)
class SitePages:
    """Makes the pages of a site around its documents."""

    workspace: Workspace
    shell: Shell
    catalogue: Catalogue
    cuts: Cuts
    pixels: bool = True
    """False where pages are judged alone: what turns drawings into pixels finds no mistake."""

    @property
    def library(self) -> Library:
        """The library of the site."""
        return self.shell.library

    @property
    def single(self) -> tuple[str, ...]:
        """The editions in one language."""
        return tuple(edition for edition in self.library.site.editions if len(edition_languages(edition)) == 1)

    def files(self) -> Files:
        """Yield every file by its path below `build/`."""
        yield from self._assets()
        for edition in self.library.site.editions:
            yield home(edition), partial(self._home, edition)
        for language in self.single:
            yield register_page(language, "search"), partial(self._search, language)
        yield from self._old_addresses()
        yield ROOT, partial(self._root, "site/root.html", ROOT)
        yield NOT_FOUND, partial(self._root, "site/404.html", NOT_FOUND)
        yield from self._machines()

    def context(self, language: str) -> Context:
        """Return the context of pages about no document: law is judged on the latest day of any document."""
        return self.cuts.context(language)

    def publication(self, id: str) -> Publication:
        """Return a document by its id."""
        self.catalogue.recorder.note(f"publication {id}")
        return self.shell.by_id[id]

    def own(self, publication: Publication, language: str) -> Context:
        """Return the context of a document's title and summary."""
        return Context(self.library, Outline(publication, (), {}), self.shell.templates[language].localizer)

    # ── pages ────────────────────────────────────────────────────────────────────────────────────

    def _home(self, edition: str) -> bytes:
        context = self.context(edition_languages(edition)[0])
        site, path = self.library.site, home(edition)
        data = (linked_data.website(self.library, context, self.shell.base, path),)
        page = self.shell.page(path, edition, "home", "", context.plain(site.title), context.plain(site.description), home, (), data)
        page = replace(page, heading=site.title, lead=site.description)
        counts = {name: self.cuts.count(context.localizer.language, name) for name in self.shell.registers}
        shown = Home(self.shell, self.catalogue, edition, page).values(self.card)
        return self.rendered("site/home.html", page, context, site=site, counts=counts, **shown)

    def _search(self, language: str) -> bytes:
        path, context = register_page(language, "search"), self.context(language)
        title, description = self._words(context, "search")
        page = self.shell.page(path, language, "search", "", title.striptags(), description.striptags(), self.versions("search"))
        page = replace(page, heading=title, lead=description)
        listed = self._titles(language, page, TITLES)
        return self.rendered("site/search.html", page, context, listed=listed)

    def own_page(self, language: str, name: str, path: str = "", **values: Any) -> bytes:
        """Return a page that others know the values of; its words and its layout are in `templates/site/`, by its name."""
        context = self.context(language)
        title, description = self._words(context, name)
        there = path or register_page(language, name)
        page = self.shell.page(
            there,
            language,
            "register",
            name,
            title.striptags(),
            description.striptags(),
            self._also(there, language, name),
            is_same=not path or path == register_page(language, name),
        )
        return self.rendered(f"site/{name}.html", replace(page, heading=title, lead=description), context, **values)

    def versions(self, name: str) -> Callable[[str], str]:
        """Return what gives the page of a name in a language."""
        return lambda edition: register_page(edition, name) if len(edition_languages(edition)) == 1 else ""

    def _also(self, path: str, language: str, name: str) -> Callable[[str], str]:
        usual = self.versions(name)
        return lambda edition: path if edition == language else usual(edition)

    def set(self, context: Context, text: Text) -> str:
        """Return a text as the title of a page has it: plain words, set by the rules of the language."""
        return Markup(typeset(str(escape(context.plain(text))), context.localizer.language)).unescape()

    def _words(self, context: Context, key: str) -> tuple[Markup, Markup]:
        """Return title and description of a page that shows no collection; the words are in a template, as all are."""
        language = context.localizer.language
        html = self.shell.templates[language].render("site/words.html", self.library.site.place, key=key, context=context)
        title, _, description = typeset(html.strip(), language).partition("\n")
        return Markup(title), Markup(description)

    def _titles(self, edition: str, page: Page, count: int) -> list[tuple[str, list[dict[str, Any]], int]]:
        """Return the newest documents of each kind, and how many there are in all."""
        return [
            (kind, [self.card(one, page) for one in self.catalogue.newest(edition, count, kind)], self.catalogue.count(edition, kind))
            for kind in kinds(self.library, self.shell.publications)
        ]

    def card(self, entry: Entry, page: Page) -> dict[str, Any]:
        """Return what a list shows of a document."""
        document = entry.publication.document
        context = self.own(entry.publication, page.languages[0])
        return {
            "kind": document.kind,
            "title": context.inline(document.title),
            "summary": teaser(context.inline(document.summary.paragraphs[0])) if document.summary else "",
            "subtitle": context.inline(document.subtitle) if document.subtitle else "",
            "date": document.date,
            "href": page.to(entry.path),
            "downloads": entry.downloads,
        }

    def rendered(self, template: str, page: Page, context: Context, **values: Any) -> bytes:
        """Return a page laid out by a template, its citations numbered."""
        html = self.shell.templates[page.languages[0]].render(
            template, self.library.site.place, page=page, context=context, **{"leaf": None, **values}
        )
        return (self.shell.extras.put(composed(self._numbered(html, page, context), page.languages[0])) + "\n").encode()

    def _numbered(self, html: Markup, page: Page, context: Context) -> Markup:
        """Cite sources by their number on the page of sources, acts by a sign that leads to the page of acts."""
        language = context.localizer.language
        html = Markup(in_place(str(html), language))
        found = collect([html])
        cited = replace(found, numbers={id: self.cuts.number(id) for id in found.sources})

        def note(id: str, position: int) -> Markup:
            if (id, language) in cited.words:
                return Markup('<small class="footnote-here"> ({})</small>').format(number(cited.words[id, language], cited, note))
            act = context.act(ActRef(id))
            href = self.cuts.link(language, "legal-bases", act.id, page.path)
            return Markup('<sup class="note-call"><a href="{}" title="{}">§</a></sup>').format(href, context.plain(act.short))

        def led(mark: re.Match[str]) -> str:
            return f'href="{escape(self.cuts.link(language, "sources", mark.group(1), page.path))}"'

        return Markup(_SOURCE.sub(led, str(number(html, cited, note))))

    def _root(self, template: str, path: str) -> bytes:
        """Return a page in all languages; the one for addresses that do not exist is served anywhere, so its links are absolute."""
        base, site = self.shell.base, self.library.site
        at = (lambda there: base.prefix + there.removeprefix(f"{SITE}/")) if path == NOT_FOUND else (lambda there: relative(there, path))
        ways = []
        for edition in site.editions:
            language = edition_languages(edition)[0]
            title, lead = self._words(self.context(language), "404")
            search, _ = self._words(self.context(language), "search")
            ways.append(
                {"edition": edition, "language": language, "label": edition_label(edition, self.shell.templates), "href": at(home(edition)),
                 "site": self.context(language).inline(site.title), "title": title, "lead": lead,
                 "search": search, "search_href": at(register_page(language, "search"))}
            )  # fmt: skip
        first = self.context(ways[0]["language"])
        alike = alternates({edition: home(edition) for edition in site.editions}) if path == ROOT else ()
        html = self.shell.templates[ways[0]["language"]].render(
            template, site.place, ways=ways, root=at(f"{SITE}/x").removesuffix("x"), context=first, canonical=base.of_page(path),
            alternates=[(tag, base.of_page(there) or relative(there, path)) for tag, there in alike],
            description=first.plain(site.description),
        )  # fmt: skip
        return (self.shell.extras.put(typeset(html, ways[0]["language"])) + "\n").encode()

    def _old_addresses(self) -> Files:
        for publication in self.shell.publications:
            for one in self.library.editions_of(publication.document) if publication.document.aliases else ():
                for alias in publication.document.aliases:
                    there, language = address(one, publication, ".html"), edition_languages(one)[0]
                    yield f"{SITE}/{one}/{alias}.html", partial(self.moved, publication, one, language, f"{SITE}/{one}/{alias}.html", there)
        if moved := [one for one in self.shell.publications if one.document.aliases]:
            yield redirects.PATH, partial(redirects.redirects, self.library, moved, self.catalogue, self.shell.base)

    def moved(self, publication: Publication, edition: str, language: str, path: str, there: str) -> bytes:
        """Return the page at an address that a document had before: it leads on to the new one, with and without a script."""
        self.catalogue.recorder.note(f"publication {publication.id}")
        context = self.own(publication, language)
        title, lead = self._words(context, "moved")
        html = self.shell.templates[language].render(
            "site/moved.html", publication.document.place, context=context, language=language, title=title, lead=lead,
            document=publication.document, href=relative(there, path), canonical=self.shell.base.of_page(there),
            ways=[{"language": language, "site": context.inline(self.library.site.title), "href": relative(home(edition), path)}],
            root=relative(f"{SITE}/x", path).removesuffix("x"),
        )  # fmt: skip
        return (self.shell.extras.put(typeset(html, language)) + "\n").encode()

    # ── machines ─────────────────────────────────────────────────────────────────────────────────

    def _assets(self) -> Files:
        for path in self.workspace.list(ASSETS, ""):
            yield f"{SITE}/assets/{path.removeprefix(ASSETS + '/')}", partial(self._asset, path)
        with suppress(ContentError):  # a mark that is not there is told of, and the pages that show it are withheld
            if (logo := logo_of(self.library, self.workspace)) and not logo.path.startswith(ASSETS):
                yield f"{SITE}/assets/{logo.asset}", partial(picture, self.workspace, logo.path)

    def _asset(self, path: str) -> bytes:
        """Return a file beside the pages; a drawing is written anew from what was checked of it, in the colours of the house."""
        if path.endswith(".svg") and (wrong := tuple(check_drawing(path, self.workspace))):
            raise ContentError(*wrong)
        return picture(self.workspace, path)

    def _machines(self) -> Files:
        base, library = self.shell.base, self.library
        for edition in self.single:
            yield feed(edition), partial(self._feed, edition)
        yield f"{SITE}/robots.txt", lambda: robots(base).encode()
        yield f"{SITE}/facts.json", lambda: as_json(library, self.contexts(), base.url).encode()
        yield f"{SITE}/facts.csv", lambda: as_csv(library, self.contexts()).encode()
        yield f"{SITE}/facts.csv-metadata.json", lambda: csv_metadata(library, self.contexts(), base.url).encode()
        yield f"{SITE}/datapackage.json", lambda: data_package(library, self.contexts(), base.url).encode()
        if base.url:
            yield from self._cards_of_links()

    def contexts(self) -> dict[str, Context]:
        """Return the context of every language of the site."""
        return {tag: self.context(tag) for tag in self.library.languages}

    def _feed(self, edition: str) -> bytes:
        return atom(self.library, edition, self.catalogue.newest(edition, FEED), self.context(edition), self.shell.base)

    def _cards_of_links(self) -> Files:
        """Yield the pictures that go with links; they need full addresses, so there are none without a base."""
        for language in self.library.languages if self.shell.look.available else ():
            yield card(language), partial(self._card_of_site, language)
            for publication in self.shell.publications:
                yield card(language, publication), partial(self._card_of_link, language, publication)

    def _card_of_site(self, language: str) -> bytes:
        context, site = self.context(language), self.library.site
        title = typeset(context.plain(site.title), language)
        if site.lead is None:
            return draw(Card("", title, "", language), self.shell.look)
        return draw(Card("", "", title, language, Finding(typeset(context.plain(site.lead.claim), language))), self.shell.look)

    def _card_of_link(self, language: str, publication: Publication) -> bytes:
        self.catalogue.recorder.note(f"publication {publication.id}")
        templates, numbered = self.shell.templates[language], outline(publication, self.library)
        context = Context(self.library, numbered, templates.localizer, recorder=self.catalogue.recorder)
        kind = self.set(context, self.library.get(DocumentKind, publication.document.kind).label)
        title, site = context.plain(publication.document.title), self.context(language).plain(self.library.site.title)
        found = finding(numbered, context, templates)
        said = Finding(*(typeset(words, language) for words in (found.words, found.value, found.below)))
        return draw(Card(kind, typeset(title, language), site, language, said), self.shell.look)
