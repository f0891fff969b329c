"""A workshop in; a web server that shows its pages, and tells browsers when they changed, out."""

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

from toolkit.diagnostics import Diagnostic
from toolkit.live.workshop import Turn, Workshop
from toolkit.site.addresses import SITE

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy that the site is made for; `docs/publishing.md` gives it to web servers."""
_LIVE = b'<script src="/.toolkit/live.js" defer></script>'
_EMPTY = b'<!doctype html>\n<html lang="en">\n<head><title>toolkit serve</title></head>\n<body><p>No page here yet.</p></body>\n</html>\n'
_BEAT = 0.5
"""Seconds between looks at whether the server ends."""


@dataclass(slots=True)
class Audience:
    """The browsers that listen: the page that each shows, and what it has yet to hear."""

    ending: Callable[[], bool]
    listeners: dict[asyncio.Queue[str], str] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    loop: asyncio.AbstractEventLoop | None = None

    def tell(self, turn: Turn) -> None:
        """Tell every browser of a building; called from the thread that builds."""
        self.diagnostics = turn.diagnostics
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._put, _event(turn.diagnostics, reload=turn.reload))

    def _put(self, message: str) -> None:
        for queue in self.listeners:
            queue.put_nowait(message)

    async def listen(self, page: str) -> AsyncIterator[str]:
        """Yield events for one browser, until it leaves or the server ends."""
        self.loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str] = asyncio.Queue()
        self.listeners[queue] = page
        try:
            yield _event(self.diagnostics, reload=False)
            while not self.ending():
                try:
                    yield await asyncio.wait_for(queue.get(), _BEAT)
                except TimeoutError:
                    yield ": \n\n"
        finally:
            del self.listeners[queue]

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths below `build/` of the pages that are open."""
        return tuple(_path(page) for page in list(self.listeners.values()))


def _event(diagnostics: tuple[Diagnostic, ...], reload: bool) -> str:
    found = [
        {"severity": one.severity.value, "code": one.code, "place": str(one.place), "message": one.message, "hint": one.hint}
        for one in diagnostics
    ]
    return f"data: {json.dumps({'reload': reload, 'diagnostics': found}, ensure_ascii=False)}\n\n"


def _path(page: str) -> str:
    name = unquote(page).lstrip("/")
    return f"{SITE}/{name}index.html" if not name or name.endswith("/") else f"{SITE}/{name}"


def application(workshop: Workshop, audience: Audience) -> Starlette:
    """Return the server: pages, PDFs made when they are asked for, and the stream of events."""

    async def events(request: Request) -> Response:
        stream = audience.listen(request.query_params.get("page", "/"))
        return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-store"})

    async def script(request: Request) -> Response:
        return Response(files("toolkit.live").joinpath("live.js").read_bytes(), media_type="text/javascript")

    async def page(request: Request) -> Response:
        path = _path(request.url.path)
        if path.endswith(".pdf"):
            await run_in_threadpool(workshop.pdf, path)
        await run_in_threadpool(workshop.refresh, path)
        return await run_in_threadpool(_file, workshop.folder, path.removeprefix(f"{SITE}/"))

    return Starlette(routes=[Route("/.toolkit/events", events), Route("/.toolkit/live.js", script), Route("/{path:path}", page)])


def _file(folder: Path, name: str) -> Response:
    """Return a file of the site; a page gets the script that follows the building."""
    path = (folder / name).resolve()
    if not path.is_relative_to(folder.resolve()):
        return _page(folder / "404.html", 404)
    if path.is_dir():
        return RedirectResponse(f"/{PurePosixPath(name)}/")
    if not path.is_file():
        return _page(folder / "404.html", 404)
    if path.suffix == ".html":
        return _page(path, 200)
    kind = {".pagefind": "application/octet-stream", ".js": "text/javascript"}.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    return Response(path.read_bytes(), media_type=kind or "application/octet-stream", headers=_headers())


def _page(path: Path, status: int) -> Response:
    html = path.read_bytes() if path.is_file() else _EMPTY
    return Response(html.replace(b"</head>", _LIVE + b"</head>", 1), status, _headers(), "text/html")


def _headers() -> dict[str, Any]:
    return {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
