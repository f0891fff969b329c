"""Serves the pages of a session, and tells browsers when they changed."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from toolkit.core.diagnostics import Diagnostic
from toolkit.outline.addresses import SITE
from toolkit.serve.guard import Guard
from toolkit.serve.session import Turn, Workshop

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy that the site is made for; `docs/publishing.md` gives it to web servers."""
_LIVE = '<script src="/.toolkit/live.js?state={}" defer></script></head>'
_EMPTY = b'<!doctype html>\n<html lang="en">\n<head><title>toolkit serve</title></head>\n<body><p>No page here yet.</p></body>\n</html>\n'
_BEAT = 0.5
"""Seconds between looks at whether the server ends."""


@dataclass(frozen=True, slots=True, eq=False)
class Listener:
    """A browser that shows a page, in the state that it was served in."""

    path: str
    """The page's path below `build/`."""
    state: str
    news: asyncio.Event = field(default_factory=asyncio.Event)


@dataclass(slots=True)
class Audience:
    """The browsers that listen. What each is told is decided by the state of its page: one that comes late misses nothing."""

    workshop: Workshop
    ending: Callable[[], bool]
    listeners: set[Listener] = field(default_factory=set)
    diagnostics: tuple[Diagnostic, ...] = ()
    loop: asyncio.AbstractEventLoop | None = None

    def tell(self, turn: Turn) -> None:
        """Tell every browser of a building; called from the thread that builds."""
        self.diagnostics = turn.diagnostics
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for listener in self.listeners:
            listener.news.set()

    async def listen(self, page: str, state: str) -> AsyncIterator[str]:
        """Yield events for one browser, until it leaves or the server ends; the first tells how things stand."""
        self.loop = asyncio.get_running_loop()
        listener = Listener(_path(page), state)
        self.listeners.add(listener)
        try:
            yield self._event(listener)
            while not self.ending():
                try:
                    await asyncio.wait_for(listener.news.wait(), _BEAT)
                    listener.news.clear()
                    yield self._event(listener)
                except TimeoutError:
                    yield ": \n\n"
        finally:
            self.listeners.discard(listener)

    def _event(self, listener: Listener) -> str:
        return _event(self.diagnostics, reload=self.workshop.state(listener.path) != listener.state)

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths below `build/` of the pages that are open."""
        return tuple(listener.path for listener in self.listeners.copy())


def _event(diagnostics: tuple[Diagnostic, ...], reload: bool) -> str:
    found = [
        {"severity": one.severity.value, "code": one.code, "place": str(one.place), "message": one.message, "hint": one.hint}
        for one in diagnostics
    ]
    return f"data: {json.dumps({'reload': reload, 'diagnostics': found}, ensure_ascii=False)}\n\n"


def _path(page: str) -> str:
    name = unquote(page).lstrip("/")
    return f"{SITE}/{name}index.html" if not name or name.endswith("/") else f"{SITE}/{name}"


def application(audience: Audience, listening: str) -> ASGIApp:
    """Return the server: pages, PDFs made when they are asked for, and the stream of events; `listening` is its address."""
    workshop = audience.workshop

    async def events(request: Request) -> Response:
        stream = audience.listen(request.query_params.get("page", "/"), request.query_params.get("state", ""))
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def script(request: Request) -> Response:
        return Response(files("toolkit.serve").joinpath("live.js").read_bytes(), media_type="text/javascript")

    async def page(request: Request) -> Response:
        return await run_in_threadpool(_answer, workshop, _path(request.url.path))

    return Guard(
        Starlette(routes=[Route("/.toolkit/events", events), Route("/.toolkit/live.js", script), Route("/{path:path}", page)]), listening
    )


def _answer(workshop: Workshop, path: str) -> Response:
    """Return what is at a path below `build/`, made anew where that waits for being asked for."""
    workshop.find(path)
    workshop.make(path)
    workshop.refresh(path)
    state = workshop.state(path)  # before the file is read: what is written meanwhile is loaded anew
    try:
        return _file(workshop.folder, path.removeprefix(f"{SITE}/"), state)
    except OSError:  # it is there, and may not be read
        return _page(workshop.folder / "404.html", 404, state)


def _file(folder: Path, name: str, state: str) -> Response:
    """Return a file of the site; a page gets the script that follows the building."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return _page(folder / "404.html", 404, state)
    if path.is_dir():
        return RedirectResponse(f"/{PurePosixPath(name)}/")
    if not path.is_file():
        return _page(folder / "404.html", 404, state)
    if path.suffix == ".html":
        return _page(path, 200, state)
    kind = {".pagefind": "application/octet-stream", ".js": "text/javascript", ".woff2": "font/woff2"}.get(
        path.suffix
    ) or mimetypes.guess_type(path.name)[0]
    return Response(path.read_bytes(), media_type=kind or "application/octet-stream", headers=_headers())


def _page(path: Path, status: int, state: str) -> Response:
    html = path.read_bytes() if path.is_file() else _EMPTY
    return Response(html.replace(b"</head>", _LIVE.format(state).encode(), 1), status, _headers(), "text/html")


def _headers() -> dict[str, Any]:
    return {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
