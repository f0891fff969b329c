"""Runs the session of `toolkit locales preview --edit`: a preview in which passages are translated."""

from __future__ import annotations

import secrets
import webbrowser
from pathlib import Path

from toolkit.cli.printing import err
from toolkit.cli.serve import listen


def translate(root: Path, language: str, document: str, port: int, today: str, *, open_browser: bool) -> None:
    """Serve the preview of a language on this machine until Ctrl-C; other machines cannot reach it."""
    import uvicorn

    from toolkit.serve.translating import LOOPBACK, Room, application

    listening = listen(LOOPBACK, port)
    url = f"http://{LOOPBACK}:{listening.getsockname()[1]}/"
    room = Room(root, language, secrets.token_urlsafe(24), today)
    server = uvicorn.Server(uvicorn.Config(application(room, document), log_level="error", timeout_graceful_shutdown=2))
    err.print(f"{url} · what is written goes into locales/{language.replace('-', '_')} · Ctrl-C ends", markup=False)
    if open_browser:
        webbrowser.open(url)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    err.print("stopped", markup=False)
