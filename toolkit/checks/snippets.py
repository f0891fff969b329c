"""Checks the files that a site puts into the head and the foot of every page, and says what they ask of its security policy."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urlsplit

from toolkit.content.library import Library
from toolkit.content.scalars import FileName
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, did_you_mean
from toolkit.core.workspace import Workspace, text_of

SNIPPETS = "content/snippets"
LARGEST = 100_000
"""Characters: more than this is no snippet, and every page would carry it."""
_FRAME = frozenset({"html", "head", "body", "main", "header", "footer", "title"})
"""Elements that every page has already, once."""
_IN_HEAD = frozenset({"base", "link", "meta", "noscript", "script", "style", "template", "title"})
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
_DIRECTIVES = {"script": ("src", "script-src"), "img": ("src", "img-src"), "iframe": ("src", "frame-src"), "link": ("href", "style-src")}
_POLICY = "the Content-Security-Policy of the guide to publishing"


def check_snippets(library: Library, workspace: Workspace) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files that `extra_head` and `extra_foot` name, and what a browser will ask of the policy for them."""
    for name, is_head in ((library.site.extra_head, True), (library.site.extra_foot, False)):
        if name:
            yield from _snippet(name, workspace, is_head=is_head)


def _snippet(name: FileName, workspace: Workspace, *, is_head: bool) -> Iterator[Diagnostic]:
    path, present = f"{SNIPPETS}/{name}", workspace.list(SNIPPETS, "")
    if path not in present:
        known = [one.removeprefix(f"{SNIPPETS}/") for one in present]
        hint = did_you_mean(name, known, f"put the file into {SNIPPETS}/")
        yield Diagnostic("missing-snippet", f"there is no file `{path}`", name.place, hint)
        return
    try:
        words = text_of(workspace, path)
    except ContentError as error:
        yield from error.diagnostics
        return
    if len(words) > LARGEST:
        message = f"the snippet has {len(words):,} characters, {LARGEST:,} at most"
        yield Diagnostic("too-large", message, Place(path), "put what is long into a file of templates/assets, and name that")
        return
    read = _Reader(path, is_head=is_head)
    read.feed(words)
    read.close()
    yield from read.told()


class _Reader(HTMLParser):
    """Reads one snippet, and collects what is wrong with it."""

    def __init__(self, path: str, *, is_head: bool) -> None:
        super().__init__()
        self.path, self.is_head = path, is_head
        self.open: list[tuple[str, Place]] = []
        self.found: list[Diagnostic] = []

    @property
    def here(self) -> Place:
        line, column = self.getpos()
        return Place(self.path, line, column + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element: one that the frame of pages has, one that no head may hold, one that asks another site."""
        values = {name: value or "" for name, value in attrs}
        if tag in _FRAME:
            self._wrong(f"`<{tag}>` stands on every page already", "leave it out")
        elif self.is_head and tag not in _IN_HEAD and not any(name in ("noscript", "template") for name, _ in self.open):
            self._wrong(f"`<{tag}>` cannot stand in a head: the browser would begin the page there", "put it into the file of `extra_foot`")
        if tag not in _VOID:
            self.open.append((tag, self.here))
        self._policy(tag, values)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element; one that is not open, or not the last one opened, is wrong."""
        if tag in _FRAME or not self.open or self.open[-1][0] != tag:
            self._wrong(f"`</{tag}>` ends what this file did not begin, or out of order", "close what was opened last, and nothing else")
            return
        self.open.pop()

    def told(self) -> Iterator[Diagnostic]:
        """Yield all that is wrong, in order."""
        yield from self.found
        for tag, place in self.open:
            yield Diagnostic("bad-snippet", f"`<{tag}>` has no end: it would swallow what follows on the page", place, "close it")

    def _policy(self, tag: str, values: dict[str, str]) -> None:
        """Say what a browser needs to be allowed for an element, under the policy that the site is made for."""
        if any(name.startswith("on") for name in values):
            self._asks("an attribute that holds a script", "move it into a file of templates/assets; no policy that is safe lets it run")
        name, directive = _DIRECTIVES.get(tag, ("", ""))
        if tag == "style" or "style" in values:
            self._asks("styles within the page", "move them into a stylesheet of templates/styles, or allow `style-src 'unsafe-inline'`")
        elif tag == "script" and "src" not in values and values.get("type", "") in ("", "module", "text/javascript"):
            hint = "move it into a file of templates/assets, or add its digest to `script-src`, as the browser's console prints it"
            self._asks("a script within the page", hint)
        elif name and (host := _host(values.get(name, ""))) and not (tag == "link" and "stylesheet" not in values.get("rel", "")):
            self._asks(f"`{host}`", f"add it: `{directive} 'self' {host}`, and where it reports to: `connect-src 'self' {host}`")

    def _asks(self, what: str, hint: str) -> None:
        message = f"{_POLICY} does not allow {what}"
        self.found.append(Diagnostic("snippet-policy", message, self.here, hint, Severity.INFO))

    def _wrong(self, message: str, hint: str) -> None:
        self.found.append(Diagnostic("bad-snippet", message, self.here, hint))


def _host(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""
