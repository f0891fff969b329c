"""Makes the page, the files and the page to embed of each figure and table that readers can take away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from toolkit.core.diagnostics import ContentError, Diagnostic
from toolkit.language.typography import composed
from toolkit.outline.addresses import embedded, kind_page, relative
from toolkit.outline.addresses import figure as figure_path
from toolkit.outline.numbering import Publication
from toolkit.site import linked_data
from toolkit.site.figure import MEDIA, Figure, languages_of, taken
from toolkit.site.figure_file import png_file, svg_file
from toolkit.site.figure_values import csv_file
from toolkit.site.frame import Page
from toolkit.site.pixels import pixel_size
from toolkit.site.site_pages import Files, Several, SitePages, WithheldError


def figure_paths(pages: SitePages) -> Iterator[tuple[Publication, str, str, str]]:
    """Yield each figure that there is: publication, block, language, and the edition that shows it."""
    there: dict[str, dict[str, None]] = {}
    known = {entry.publication.id: entry.publication for entries in pages.catalogue.entries.values() for entry in entries}
    for edition, entries in pages.catalogue.entries.items():
        for entry in entries:
            there.setdefault(entry.publication.id, {})[edition] = None
    for id, editions in there.items():
        for block in pages.catalogue.figures.get(id, ()):
            for language, edition in languages_of(tuple(editions)).items():
                yield known[id], block, language, edition


def figure_addresses(pages: SitePages) -> Iterator[str]:
    """Yield the address of each figure."""
    for publication, block, language, _ in figure_paths(pages):
        yield figure_path(language, publication, block)


def figures_of_pages(pages: SitePages) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the page of each figure, with all that may be made beside it: which of its files there are, its drawing tells."""
    for publication, block, language, _ in figure_paths(pages):
        made = tuple(path for one in (publication, *before(publication)) for path in _paths(language, one, block))
        yield made[0], made[1:]


def before(publication: Publication) -> tuple[Publication, ...]:
    """Return a publication under each address that it had before: figures that other sites show stay there too."""
    return tuple(replace(publication, id=str(alias)) for alias in publication.document.aliases)


def _paths(language: str, publication: Publication, block: str) -> tuple[str, ...]:
    """Return the addresses of a figure: its page first, its page to embed, its files."""
    files = (figure_path(language, publication, block, suffix) for suffix in MEDIA)
    return figure_path(language, publication, block), embedded(language, publication, block), *files


def figure_files(pages: SitePages) -> Files:
    """Yield the page of each figure; its files and the page to embed belong to it."""
    for publication, block, language, edition in figure_paths(pages):
        yield figure_path(language, publication, block), partial(_made, pages, publication, block, language, edition)


def _made(pages: SitePages, publication: Publication, block: str, language: str, edition: str) -> Several:
    try:
        return FigurePages(pages, taken(pages.shell, pages.catalogue.recorder, publication, block, language, edition)).made()
    except (ContentError, LookupError) as error:
        raise WithheldError(publication.id, error) from None


@dataclass(frozen=True, slots=True)
class FigurePages:
    """Makes what there is of one figure."""

    pages: SitePages
    figure: Figure

    def made(self) -> Several:
        """Return its page, its files and its page to embed, by path."""
        it = self.figure
        source_line, credit = self._said("sources"), self._said("credit")
        files: dict[str, bytes] = {}
        if ".svg" in it.files:
            svg = svg_file(it, credit, source_line)
            files[it.path(".svg")] = svg
            if self.pages.pixels:
                files[it.path(".png")] = self._pixels(svg, credit)
        if ".csv" in it.files:
            files[it.path(".csv")] = csv_file(it)
        files[it.embed_path] = self._embed(source_line, credit, it.embed_path)
        files[it.path()] = self._page(source_line, files)
        self.pages.catalogue.recorder.note(f"publication {it.publication.id}")
        for one in before(it.publication):
            files |= self._before(one, files, source_line, credit)
        return Several(files)

    def _before(self, old: Publication, files: Mapping[str, bytes], source_line: str, credit: str) -> dict[str, bytes]:
        """Return a figure at the address of an alias: what other sites show as it is now, and a page that leads on to its own."""
        it = self.figure
        page, embed, *_ = _paths(it.language, old, it.block.id)
        there = [suffix for suffix in MEDIA if it.path(suffix) in files]
        copies = {figure_path(it.language, old, it.block.id, suffix): files[it.path(suffix)] for suffix in there}
        moved = self.pages.moved(it.publication, self.pages.shell.listed_edition(it.edition), it.language, page, it.path())
        return {**copies, embed: self._embed(source_line, credit, embed), page: moved}

    def _pixels(self, svg: bytes, credit: str) -> bytes:
        try:
            return png_file(svg, self.figure, credit)
        except Exception as error:  # whatever the program that draws says, it is of this one drawing
            words = f"`{self.figure.id}` cannot be turned into pixels: {' '.join(str(error).split())[:120]}"
            raise ContentError(Diagnostic("broken-image", words, self.figure.block.place, "export its file anew")) from error

    def _said(self, what: str) -> str:
        """Return a line of words that stands with the figure wherever it goes."""
        return " ".join(Markup(self._render("site/figure-words.html", what=what)).striptags().split(" ")).strip()

    def _render(self, template: str, **values: Any) -> Markup:
        it = self.figure
        html = it.fragments.templates.render(
            template, it.block.place, context=it.context, figure=it, document=it.publication.document, site=self.pages.library.site,
            url=self.pages.shell.base.of_page(it.path()), embed_url=self.pages.shell.base.of_page(it.embed_path), leaf=None, **values,
        )  # fmt: skip
        return Markup(composed(html.strip(), it.language))

    def _page(self, source_line: str, files: Mapping[str, bytes]) -> bytes:
        it, shell = self.figure, self.pages.shell
        png = files.get(it.path(".png"), b"")
        editions = {language: figure_path(language, it.publication, it.block.id) for language in self._languages()}
        page = shell.page(
            it.path(), it.language, "figure", it.publication.document.kind, it.title, self._description(),
            lambda edition: editions.get(edition, ""), (), (self._linked_data(files),), it.publication,
        )  # fmt: skip
        size = pixel_size(png) if png else (0, 0)
        if page.image and png:
            page = replace(page, image=shell.base.of_page(it.path(".png")), image_size=size)
        html = self._render(
            "site/figure.html", page=page, html=it.html, offers=it.offers, source_line=source_line,
            references=tuple(it.references), notes=self._notes(), back=page.to(it.document_path), there=self._anchor(page),
            embed=page.to(it.embed_path), frame_height=size[1] // 2 + 60 if png else 640, picture=self._picture(page),
            kind_list=relative(kind_page(shell.listed_edition(it.edition), it.publication.document.kind), it.path()),
        )  # fmt: skip
        return (shell.extras.put(self._with_assets(html, page)) + "\n").encode()

    def _with_assets(self, html: Markup, page: Page) -> str:
        return str(html).replace('src="asset:', f'src="{page.root}assets/images/')

    def _languages(self) -> tuple[str, ...]:
        return tuple(languages_of(self.pages.library.editions_of(self.figure.publication.document)))

    def _description(self) -> str:
        it = self.figure
        return f"{it.name}. {it.context.plain(it.publication.document.title)}"

    def _picture(self, page: Page) -> str:
        """Return the address of the drawing, for pages that show it as a picture: full, where it is known."""
        it = self.figure
        return self.pages.shell.base.of_page(it.path(".svg")) if ".svg" in it.files else ""

    def _anchor(self, page: Page) -> str:
        """Return the link to where the figure stands in its document; of one in parts, to its beginning."""
        it = self.figure
        several = self.pages.catalogue.is_in_parts(it.edition, it.publication.id)
        return page.to(it.document_path) + ("" if several else f"#{it.block.id}")

    def _notes(self) -> tuple[tuple[int, Markup], ...]:
        return tuple((note.number, note.cells[0].html) for note in self.figure.body.notes)

    def _embed(self, source_line: str, credit: str, path: str) -> bytes:
        it = self.figure
        root = relative("site/x", path).removesuffix("x")
        html = self._render(
            "site/figure-embed.html", root=root, html=it.bare, back=relative(it.path(), path), source_line=source_line,
            canonical=self.pages.shell.base.of_page(it.document_path), credit=credit,
        )  # fmt: skip
        return (str(html).replace('src="asset:', f'src="{root}assets/images/') + "\n").encode()

    def _linked_data(self, made: Mapping[str, bytes]) -> linked_data.Thing:
        """What the figure is: a picture, which rests on the values in its table, or a table."""
        it, base, site = self.figure, self.pages.shell.base, self.pages.library.site
        files = {
            suffix: linked_data.data_download(it.path(suffix), MEDIA[suffix], base, made.get(it.path(suffix), b""))
            for suffix in it.files
            if base.url
        }
        values = [files[".csv"]] if ".csv" in files else []
        pictures = [{**file, "@type": "MediaObject"} for suffix, file in files.items() if suffix != ".csv"]
        licence = site.data_licence.url if site.data_licence else ""
        of_picture = {
            "encoding": pictures,
            "isBasedOn": {
                "@type": "Dataset",
                "name": it.title,
                "description": self._description(),
                "license": licence,
                "distribution": values,
            }
            if values
            else {},
        }
        return {
            "@type": "ImageObject" if it.drawing or it.picture else "Dataset",
            "name": it.title,
            "inLanguage": it.language,
            "description": self._description(),
            "url": base.of_page(it.path()),
            "license": licence,
            "creditText": it.context.plain(it.publication.document.publisher or site.publisher),
            "creator": {"@type": "Organization", "name": it.context.plain(it.publication.document.publisher or site.publisher)},
            "dateModified": it.publication.document.updated.isoformat(),
            "isPartOf": {"@type": "Report", "name": it.context.plain(it.publication.document.title), "url": base.of_page(it.document_path)},
            **(of_picture if it.drawing or it.picture else {"distribution": values}),
        }
