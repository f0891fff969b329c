"""Serves the preview of a translation, in which passages are translated in place: what is written goes into the PO file.

Only this machine is answered, by the names that it has itself; a page of another site knows neither them nor the session's token,
which every writing must bear.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from toolkit.core.diagnostics import ContentError
from toolkit.core.layers import open_workspace
from toolkit.locales.desk import Desk, RefusedError, Writing
from toolkit.locales.preview import Session, preview
from toolkit.project import Project
from toolkit.serve.guard import Guard

LOOPBACK = "127.0.0.1"
HEADER = "x-toolkit-token"
LARGEST = 1_000_000
"""Bytes of what a page may send."""


@dataclass(slots=True)
class Room:
    """A translator's session: the workspace, the language, the token that writing needs."""

    root: Path
    language: str
    token: str
    today: str
    """The day under which a draft of a machine is approved."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    _desk: Desk | None = None
    _pages: int = 0

    def nonce(self) -> str:
        """Return what lets the script of one page run; nobody who does not have the token can foretell it."""
        self._pages += 1
        return hmac.new(self.token.encode(), str(self._pages).encode(), hashlib.sha256).hexdigest()

    def page(self, document: str, nonce: str) -> str | None:
        """Return the preview of a document as it is now; nothing where there is no such document."""
        with self.lock:
            project = Project(open_workspace(self.root))
            if project.library is None:
                raise ContentError(*project.diagnostics)
            found = next((one for one in project.publications if one.id == document), None)
            if found is None:
                return None
            self._desk = Desk(self.root, project, project.library, self.language, self.today)
            _ = self._desk.messages  # read now, so that the first check while somebody writes does not wait for it
            documents = tuple(one.id for one in project.publications)
            return preview(project, project.library, found, self.language, Session(self.token, nonce, documents)).html

    def answer(self, writing: Writing, *, save: bool) -> dict[str, Any]:
        """Judge what somebody writes, and save it where that is asked for."""
        with self.lock:
            if self._desk is None:
                raise RefusedError("the page is of another session: load it anew")
            return self._desk.save(writing) if save else self._desk.judge(writing)


def application(room: Room, first: str) -> ASGIApp:
    """Return the server of a session; `first` is the document that it opens with."""

    async def page(request: Request) -> Response:
        nonce = room.nonce()
        try:
            html = await run_in_threadpool(room.page, request.path_params["document"], nonce)
        except ContentError as error:
            return PlainTextResponse("".join(f"{one}\n" for one in error.diagnostics), 500)
        return Response(html, media_type="text/html", headers=_headers(nonce)) if html else PlainTextResponse("no such document\n", 404)

    async def answer_page(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), room.token.encode()):
            return JSONResponse({"problem": "this page is of another session: load it anew"}, 403)
        body = await request.body()
        if len(body) > LARGEST:
            return JSONResponse({"problem": "too much was sent"}, 413)
        try:
            writing = Writing.of(json.loads(body))
            return JSONResponse(await run_in_threadpool(room.answer, writing, save=request.url.path.endswith("/save")))
        except (RefusedError, json.JSONDecodeError, RecursionError) as error:
            return JSONResponse({"problem": str(error)}, 409)
        except (ContentError, OSError) as error:
            return JSONResponse({"problem": " · ".join(str(one) for one in getattr(error, "diagnostics", (error,)))}, 409)

    async def home(request: Request) -> Response:
        return RedirectResponse(f"/translate/{first}")

    routes = [
        Route("/", home),
        Route("/translate/{document:path}", page),
        *(Route(f"/.toolkit/{act}", answer_page, methods=["POST"]) for act in ("judge", "save")),
    ]
    return Guard(Starlette(routes=routes), LOOPBACK)


def _headers(nonce: str) -> dict[str, str]:
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce}'; img-src data:; font-src data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
