"""Editions of publications in; the addresses and the HTML of the site's pages out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from toolkit.content.library import Library, edition_languages
from toolkit.content.values import PageStyle
from toolkit.editions import Body, print_body, web
from toolkit.fragments import Templates
from toolkit.language.typography import typeset
from toolkit.language.voice import Voice
from toolkit.outline import Outline, Publication
from toolkit.scene import Scene
from toolkit.workspace import Workspace

SITE = "site"
KIND_ORDER = ("brief", "profile", "agreement", "overview")
WEB_STYLES = ("tokens", "document", "web")
PRINT_STYLES = ("tokens", "document", "print")


def print_styles(page: PageStyle) -> tuple[str, ...]:
    """Return the names of the stylesheets for a way of making up pages."""
    extra = (("gost", page.style == "gost"), ("letter", page.size == "Letter"), ("two-sided", page.sides == "two"))
    return PRINT_STYLES + tuple(f"page-{name}" for name, wanted in extra if wanted)


def address(edition: str, publication: Publication, suffix: str) -> str:
    """Return the path of an artifact below `build/`."""
    return f"{SITE}/{edition}/{publication.id}{suffix}"


def home(edition: str) -> str:
    """Return the path of an edition's home page below `build/`."""
    return f"{SITE}/{edition}/index.html"


def relative(target: str, page: str) -> str:
    """Return the link from a page to a target, both paths below `build/`; the site works under any prefix."""
    up = len(PurePosixPath(page).parent.parts)
    here, there = PurePosixPath(page).parent.parts, PurePosixPath(target).parts
    common = 0
    while common < min(up, len(there) - 1) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (up - common) + list(there[common:]))


@dataclass(frozen=True, slots=True)
class Switch:
    """A link to the same page in another edition."""

    edition: str
    languages: tuple[str, ...]
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Lays out the pages of one site; everything that they show is given."""

    library: Library
    workspace: Workspace
    templates: Mapping[str, Templates]

    def web_page(self, outline: Outline, body: Body, scene: Scene, pdf: bool) -> str:
        """Return the web page of a publication in an edition."""
        page = address(body.edition, outline.publication, ".html")
        values = self._values(outline, scene) | {
            "body": web(body),
            "frame": "frames/web.html",
            "switch": self._switch(page, lambda edition: address(edition, outline.publication, ".html")),
            "root": relative(f"{SITE}/x", page).removesuffix("x"),
            "home": relative(home(body.edition), page),
            "pdf": relative(address(body.edition, outline.publication, ".pdf"), page) if pdf else "",
        }
        return self._render(outline, body, values)

    def print_page(self, outline: Outline, body: Body, scene: Scene) -> str:
        """Return the page that becomes the PDF of a publication in an edition."""
        return self._render(outline, body, self._values(outline, scene) | {"body": print_body(body), "frame": "frames/print.html"})

    def _render(self, outline: Outline, body: Body, values: Mapping[str, Any]) -> str:
        document = outline.publication.document
        html = self.templates[body.languages[0]].render(f"documents/{document.kind}.html", document.place, **values)
        return _set_frame(html, body.languages[0])

    def _values(self, outline: Outline, scene: Scene) -> dict[str, Any]:
        document = outline.publication.document
        summary = document.summary.paragraphs[0] if document.summary else document.title
        return {
            "scene": scene,
            "document": document,
            "publication": outline.publication,
            "title": typeset(scene.plain(document.title), scene.voice.language),
            "description": typeset(scene.plain(summary), scene.voice.language),
            "author": scene.plain(document.publisher or self.library.site.publisher),
            "keywords": document.kind,
            "site_title": scene.plain(self.library.site.title),
        }

    def _switch(self, page: str, target: Callable[[str], str]) -> tuple[Switch, ...]:
        return tuple(
            Switch(edition, edition_languages(edition), edition_label(edition, self.templates), relative(target(edition), page))
            for edition in self.library.site.editions
        )

    def home_page(self, edition: str, listed: Iterable[tuple[str, list[dict[str, Any]]]], scene: Scene) -> str:
        """Return the home page of an edition."""
        page = home(edition)
        html = self.templates[scene.voice.language].render(
            "frames/index.html",
            self.library.site.place,
            scene=scene,
            listed=list(listed),
            edition=edition,
            site_title=scene.plain(self.library.site.title),
            description=scene.plain(self.library.site.description),
            author=scene.plain(self.library.site.publisher),
            switch=self._switch(page, home),
            root=relative(f"{SITE}/x", page).removesuffix("x"),
            home="index.html",
        )
        return _set_frame(html, scene.voice.language)

    def stylesheet(self, names: Iterable[str]) -> str:
        """Return stylesheets joined, in order."""
        return "\n".join(self.workspace.read(f"templates/styles/{name}.css").decode("utf-8") for name in names)


def _set_frame(html: Markup, language: str) -> str:
    return typeset(html, language) + "\n"


def edition_label(edition: str, templates: Mapping[str, Templates]) -> str:
    """Return an edition's name in its own languages: «Русский», “English”, «Русский / English»."""
    voices: list[Voice] = [templates[tag].voice for tag in edition_languages(edition)]
    names = [voice.locale.get_display_name(voice.locale.language) or voice.language for voice in voices]
    return " / ".join(_capital(voice.locale.languages.get(voice.locale.language, name)) for voice, name in zip(voices, names, strict=True))


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def root_page(library: Library, templates: Mapping[str, Templates]) -> str:
    """Return the page at the root: a link to each edition, and a redirect to the first that needs no script."""
    first = library.site.editions[0]
    links = "".join(
        f'<li><a href="{edition}/index.html" lang="{edition_languages(edition)[0]}">{edition_label(edition, templates)}</a></li>'
        for edition in library.site.editions
    )
    return (
        f'<!doctype html>\n<html lang="{edition_languages(first)[0]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{edition_label(first, templates)}</title>\n'
        f'<meta http-equiv="refresh" content="0; url={first}/index.html">\n<link rel="stylesheet" href="assets/site.css">\n'
        f'</head>\n<body class="web"><main><ul class="documents">{links}</ul></main></body>\n</html>\n'
    )
