"""Makes the web page of a publication in an edition, and the page that becomes its PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from toolkit.content.drafts import FrozenDraft
from toolkit.content.library import Library
from toolkit.content.paper import PageStyle
from toolkit.content.vocabulary import DocumentKind
from toolkit.core.workspace import Workspace
from toolkit.exchange.references import cited_work
from toolkit.language.typography import composed, typeset
from toolkit.outline.addresses import SITE, address, base_of_site, kind_page, relative, versioned
from toolkit.outline.numbering import Outline, Publication
from toolkit.render.context import Context
from toolkit.render.design_tokens import STYLES
from toolkit.render.edition import Body, Part, apart, print_body
from toolkit.render.fragments import Templates
from toolkit.render.layout import layout_of
from toolkit.render.stylesheets import stylesheet
from toolkit.site.address_code import address_code
from toolkit.site.cell_cache import CellCache
from toolkit.site.citation_tags import citation_tags, coins
from toolkit.site.document_data import document_data, document_part, in_parts
from toolkit.site.downloads import Download
from toolkit.site.facets import facets
from toolkit.site.figure import offered
from toolkit.site.frame import Shell
from toolkit.site.logo import logo_of
from toolkit.site.related import Related
from toolkit.site.stacked_tables import stacked

WEB_STYLES = ("tokens", "night", "document", "figures", "agreement", "web", "site", "agreement-web", "parts", "figure-pages")
PRINT_STYLES = ("tokens", "document", "figures", "agreement", "print", "agreement-print")
DRAFT_FILES = (".akn.xml", ".bib", ".ris", ".csl.json")
"""How the files of a public draft end: those that need no laying out."""
FACED = 2
"""Languages that pages which face one another have: one on the left, one on the right."""
TALL = 600
"""Characters of a cell from which on its row may be parted between pages: moved whole it would leave half a page empty, or fill one."""
_ROW = re.compile(r"<tr([^>]*)>((?:(?!<tr\b|</tr>).)*)</tr>", re.DOTALL)
_CELL = re.compile(r"</t[dh]>")
_MARKUP = re.compile(r"<[^>]*>")
_ASSET = re.compile(r'(?<=src=")asset:([^"]+)')


def print_styles(page: PageStyle) -> tuple[str, ...]:
    """Return the names of the stylesheets for a way of making up pages."""
    extra = (
        ("gost", page.style == "gost"),
        ("letter", page.size == "Letter"),
        ("two-sided", page.sides == "two"),
        ("facing", page.parallel == "facing"),
    )
    return PRINT_STYLES + tuple(f"page-{name}" for name, wanted in extra if wanted)


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """A frozen draft that a page tells of: what readers call each of its files, and the path of the file below `build/`."""

    draft: FrozenDraft
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of an edition that is published in parts: its number, its path, the sections on it."""

    number: int
    path: str
    sections: tuple[Part, ...]

    @property
    def headed(self) -> tuple[Part, ...]:
        """The sections that have a heading."""
        return tuple(one for one in self.sections if one.headings)


@dataclass(frozen=True, slots=True)
class Pages:
    """Lays out the pages of documents; everything that they show is given."""

    workspace: Workspace
    shell: Shell
    related: Related | None = None
    """Knows which documents belong together; pages name none where it is left out."""

    def web_page(
        self, outline: Outline, body: Body, context: Context, downloads: tuple[Download, ...],
        leaves: tuple[Leaf, ...] = (), number: int = 1, versions: Callable[[str], str] | None = None,
    ) -> str:  # fmt: skip
        """Return the web page of a publication in an edition; `downloads` are the files that it offers.

        Of an edition in parts, that with the number given; `versions` gives the like of it in another edition.
        """
        publication, base = outline.publication, self.shell.base
        first = address(body.edition, publication, ".html")
        leaf = leaves[number - 1] if leaves else None
        path = leaf.path if leaf else first
        values = self._values(outline, context)
        work = cited_work(publication, context, body.edition, base)
        about = document_data(self.shell, publication, context, body.edition, downloads)
        page = self.shell.page(
            path, body.edition, publication.document.kind, publication.document.kind, values["title"], values["description"],
            versions or (lambda edition: address(edition, publication, ".html")),
            tuple(citation_tags(work, body.languages, downloads, base)),
            (about if not leaves else in_parts(about, [base.of_page(one.path) for one in leaves]) if number == 1
             else document_part(about, number, base.of_page(path)),), publication, is_same=number == 1,
        )  # fmt: skip
        values |= {
            "page": page,
            "successor_href": page.to(address(body.edition, values["successor"], ".html")) if values["successor"] else "",
            "body": _of_leaf(body.on_the_web, leaf, len(leaves)) if leaf else body.on_the_web,
            "contents": body.parts,
            "figures": {one.id: one for one in offered(outline, body, context)},
            "leaf": leaf,
            "leaves": leaves,
            "address": base.of_page(first),
            "cited_kind": work.genre,
            "cited_by": context.plain(publication.document.authors) if publication.document.authors else values["author"],
            "coins": coins(work),
            "frame": "frames/web.html",
            "downloads": downloads,
            "earlier": self.shell.earlier.get(f"{body.edition}/{publication.id}", ()),
            "drafts": _drafts(self.shell.library, publication, body.edition, downloads) if publication.document.agreement else (),
            "facets": facets(outline, context),
            "related": [self._named(one, body, path) for one in (self.related.of(publication) if self.related else ())],
            "kind_list": relative(kind_page(self.shell.listed_edition(body.edition), publication.document.kind), path),
        }
        html = stacked(self._render(outline, body, values))
        return self.shell.extras.put(_ASSET.sub(lambda found: f"{page.root}assets/images/{found.group(1)}", html))

    def print_page(self, outline: Outline, body: Body, context: Context) -> str:
        """Return the page that becomes the PDF of a publication in an edition."""
        style = outline.publication.document.page or self.shell.library.site.page
        published = outline.publication.purpose == "draft"
        # Paper travels: it bears the lasting address that site.yaml gives, and is the same wherever a copy of the site stands.
        lasting = base_of_site(self.shell.library)
        url = lasting.of_page(address(body.edition, outline.publication, ".html")) if published else ""
        titles = [(tag, self._words("contents-title", outline, tag)) for tag in body.languages]
        signed = [(tag, self._words("signature-mark", outline, tag)) for tag in body.languages] if style.style == "gost" else []
        facing = style.parallel == "facing" and len(body.languages) == FACED
        values = {
            "body": print_body(apart(body) if facing else body),
            "facing": facing,
            "frame": "frames/print.html",
            "printed": True,
            "page_address": url,
            "address_code": address_code(url) if url and style.style == "gost" else "",
            "signature_marks": signed,
            "contents_titles": titles,
        }
        return tall_rows(self._render(outline, body, self._values(outline, context) | values))

    def _named(self, publication: Publication, body: Body, path: str) -> dict[str, Any]:
        """Return what a page says of another document: its kind, its title, and the link to it."""
        language, library = body.languages[0], self.shell.library
        own = Context(library, Outline(publication, (), {}), self.shell.templates[language].localizer)
        edition = body.edition if body.edition in library.editions_of(publication.document) else self.shell.listed_edition(body.edition)
        return {
            "kind": own.inline(library.get(DocumentKind, publication.document.kind).label),
            "title": own.inline(publication.document.title),
            "href": relative(address(edition, publication, ".html"), path),
        }

    def _words(self, component: str, outline: Outline, language: str) -> Markup:
        """Return what a component says in a language of the edition, as the title of the contents."""
        templates = self.shell.templates[language]
        return Markup(templates.render(f"components/{component}.html", outline.publication.document.place).strip())

    def _render(self, outline: Outline, body: Body, values: Mapping[str, Any]) -> str:
        document = outline.publication.document
        texts = CellCache()
        values = {**values, "body": texts.of(values["body"])}
        html = self._templates(body).render(layout_of(document, self.workspace), document.place, **values)
        return texts.put_back(composed(html, body.languages[0])) + "\n"

    def _templates(self, body: Body) -> Templates:
        return self.shell.templates[body.languages[0]]

    def _values(self, outline: Outline, context: Context) -> dict[str, Any]:
        document = outline.publication.document
        summary = document.summary.paragraphs[0] if document.summary else document.subtitle or document.title
        return {
            "context": context,
            "document": document,
            "publication": outline.publication,
            "title": typeset(context.plain(document.title), context.localizer.language),
            "description": typeset(_shortened(context.plain(summary)), context.localizer.language),
            "author": context.plain(document.publisher or self.shell.library.site.publisher),
            "keywords": document.kind,
            "logo": mark.name if (mark := logo_of(self.shell.library, self.workspace)) else "",
            "successor": self._successor(outline),
            "successor_href": "",
            "site_title": context.plain(self.shell.library.site.title),
        }

    def _successor(self, outline: Outline) -> Publication | None:
        """Return the publication that replaces this one; of a series the one about the same cluster."""
        publication = outline.publication
        found = {document.id for document in self.shell.library.successors_of(publication.document.id)}
        made = (one for one in self.shell.publications if one.document.id in found and one.subject in (None, publication.subject))
        return next(made, None)

    def stylesheet(self, *names: str) -> str:
        """Return stylesheets joined, in order."""
        return "\n".join(stylesheet(self.workspace, f"{STYLES}/{name}.css") for name in names)

    def web_stylesheet(self) -> str:
        """Return the stylesheet of the site, with the fonts that it brings along."""
        return self.stylesheet(*WEB_STYLES) + (f"\n{self.shell.fonts.css}" if self.shell.fonts else "")


def _drafts(library: Library, publication: Publication, edition: str, downloads: tuple[Download, ...]) -> tuple[ShownDraft, ...]:
    """Return the drafts of an agreement that its page tells of, in the order of their days, with the files that each has."""
    shown = (one for one in library.all(FrozenDraft) if one.public and one.agreement == publication.document.id)
    own = f"{SITE}/{edition}/{publication.id}"
    offered = [it for it in downloads if it.path.removeprefix(own) in DRAFT_FILES]
    return tuple(
        ShownDraft(one, tuple((it.label, versioned(it.path, own, one.version)) for it in offered))
        for one in sorted(shown, key=lambda one: (one.date, one.id))
    )


def _of_leaf(body: Body, leaf: Leaf, count: int) -> Body:
    """Return what stands on one part: every part says what it is of, the first what it is about, the last has the notes."""
    ids = {one.id for one in leaf.sections}
    front = body.front if leaf.number == 1 else {name: row for name, row in body.front.items() if name == "title"}
    notes = body.notes if leaf.number == count else ()
    return replace(body, front=front, parts=tuple(one for one in body.parts if one.id in ids), notes=notes)


def _shortened(words: str, limit: int = 300) -> str:
    """Return as many whole words as a search engine shows."""
    if len(words) <= limit:
        return words
    return words[:limit].rpartition(" ")[0].rstrip(" ,;:—–") + "…"


def tall_rows(html: str) -> str:
    """Return a page for print in which the rows of tables that may be longer than a page are marked.

    WeasyPrint 70 prints no head of the table on a page that one row fills (Kozea/WeasyPrint#2679), unless the row may be parted.
    """
    return _ROW.sub(_marked_row, html)


def _marked_row(row: re.Match[str]) -> str:
    longest = max(len(_MARKUP.sub("", cell)) for cell in _CELL.split(row.group(2)))
    return row.group() if longest < TALL else f"<tr{_with_class(row.group(1), 'tall')}>{row.group(2)}</tr>"


def _with_class(attributes: str, name: str) -> str:
    found = re.sub(r'\bclass="', f'class="{name} ', attributes, count=1)
    return found if found != attributes else f'{attributes} class="{name}"'
