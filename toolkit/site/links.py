"""Finds every link within a folder of pages that leads nowhere, fragments included."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from toolkit.core.diagnostics import Diagnostic, Place
from toolkit.outline.addresses import Base

_LINKS = frozenset({"href", "src", "action"})


@dataclass(slots=True)
class Anchors(HTMLParser):
    """The ids of a page, and its links with their lines; ids that stand twice are noted."""

    ids: set[str] = field(default_factory=set)
    twice: list[tuple[str, int]] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one element is called and where it leads."""
        for name, value in attrs:
            if name == "id" and value:
                if value in self.ids:
                    self.twice.append((value, self.getpos()[0]))
                self.ids.add(value)
            elif name in _LINKS and value:
                self.links.append((value, self.getpos()[0]))
            elif tag == "meta" and name == "content" and value and "url=" in value and ("http-equiv", "refresh") in attrs:
                self.links.append((value.partition("url=")[2], self.getpos()[0]))


def broken(site: Path, base: Base) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each link in a folder that leads to no file or no id of the site; other sites are not asked."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in files if path.suffix == ".html"}
    return broken_in(pages, {path.relative_to(site).as_posix() for path in files}, base)


def broken_in(pages: Mapping[str, str], files: Collection[str], base: Base) -> tuple[Diagnostic, ...]:
    """Return the same of pages by their path in a site that has some files."""
    read = {name: _read(html) for name, html in pages.items()}
    return tuple(found for name, page in read.items() for found in _of_page(name, page, read, files, base))


def _read(html: str) -> Anchors:
    page = Anchors()
    page.feed(html)
    page.close()
    return page


def _of_page(name: str, page: Anchors, pages: Mapping[str, Anchors], files: Collection[str], base: Base) -> Iterator[Diagnostic]:
    for id, line in page.twice:
        yield Diagnostic("double-anchor", f"the id `{id}` stands twice on the page", Place(f"site/{name}", line), "rename one")
    for link, line in page.links:
        target, fragment = _target(name, link, base)
        if target is None:
            continue
        if target not in files:
            yield Diagnostic(
                "broken-link", f"`{link}` leads to no file", Place(f"site/{name}", line), "correct the link, or build its target"
            )
        elif fragment and target in pages and fragment not in pages[target].ids:
            yield Diagnostic("broken-link", f"`{link}`: the page has no `#{fragment}`", Place(f"site/{name}", line), "correct the link")


def _target(name: str, link: str, base: Base) -> tuple[str | None, str]:
    """Return the file that a link of a page leads to, by its path in the site, and the id in it; no file for other sites."""
    if base.url and link.startswith(base.url):
        link = "/" + link.removeprefix(base.url)
    elif link.startswith("/"):
        link = "/" + link.removeprefix(base.prefix)
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None, ""
    path = unquote(parts.path)
    if not path:
        return name, unquote(parts.fragment)
    joined = normpath(path.lstrip("/") if path.startswith("/") else str(PurePosixPath(name).parent / path))
    return (f"{joined}/index.html".removeprefix("./") if path.endswith("/") else joined), unquote(parts.fragment)
