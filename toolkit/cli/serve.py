"""Runs `toolkit serve`."""

from __future__ import annotations

import errno
import gc
import socket
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Annotated

import typer

from toolkit.cli.build import pool
from toolkit.cli.printing import err, plural, print_diagnostics, wrong_command
from toolkit.cli.shared import Root, choose, editions_asked, open_project
from toolkit.core.diagnostics import errors
from toolkit.serve.server import Audience, application
from toolkit.serve.session import Turn, Workshop

WATCHED = ("content", "templates", "locales")


def serve(
    documents: Annotated[list[str] | None, typer.Argument(help="Documents or folders of them to build; all when left out.")] = None,
    lang: Annotated[list[str] | None, typer.Option("--lang", "-l", help="Edition to build; all when left out.")] = None,
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="Port to listen on; 0 takes a free one.")] = 8000,
    host: Annotated[str, typer.Option("--host", help="Address to listen on; only this machine when left out.")] = "127.0.0.1",
    open_browser: Annotated[bool, typer.Option("--open", help="Open the home page in a browser.")] = False,
    workspace: Root = Path(),
) -> None:
    """Preview the site in a browser; it reloads as you edit content, templates and translations."""
    import uvicorn

    listening = listen(host, port)
    stop = threading.Event()
    changes = _changes(workspace.resolve(), stop)
    next(changes, None)  # watching begins: what is edited from here on is followed, during the first build too
    workshop = Workshop(
        workspace.resolve(), lambda: pool(1), tuple(name.strip("/") for name in documents or []), _editions(workspace, documents, lang)
    )
    server: uvicorn.Server
    audience = Audience(workshop, lambda: server.should_exit)
    server = uvicorn.Server(uvicorn.Config(application(audience, host), log_level="error", timeout_graceful_shutdown=2))
    url = f"http://{host}:{listening.getsockname()[1]}/"
    err.print(f"{url} · watching {', '.join(WATCHED)} · Ctrl-C ends", markup=False)
    watcher = threading.Thread(target=_follow, args=(audience, changes), daemon=True)
    watcher.start()
    if open_browser:
        webbrowser.open(url)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        watcher.join(5)
        listening.close()
    err.print("stopped", markup=False)


def _editions(workspace: Path, documents: list[str] | None, lang: list[str] | None) -> tuple[str, ...]:
    """Check the names on the command line, where there is a library to check them against."""
    project = open_project(workspace)
    if project.library is None:
        return tuple(lang or ())
    choose(project, documents or [])
    editions_asked(project.library, lang or [])
    return tuple(lang or ())


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; a port that is taken is a wrong command."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be listened on: {error.strerror or error}"
        wrong_command(f"port {port} of {host} {reason}", f"choose another: --port {port + 1}, or --port 0 for any that is free")
    return listening


def _changes(root: Path, stop: threading.Event) -> Iterator[set[str]]:
    """Yield the paths that change in a workspace, until `stop`; an empty set now and then, the first as soon as it is watched."""
    from watchfiles import watch

    folders = [root / name for name in WATCHED if (root / name).is_dir()]
    for found in watch(
        *folders, stop_event=stop, debounce=400, step=20, rust_timeout=200, yield_on_timeout=True, raise_interrupt=False
    ):  # fmt: skip
        yield {_inside(root, Path(path)) for _, path in found}


def _follow(audience: Audience, changes: Iterator[set[str]]) -> None:
    """Build again whenever files change; runs in a thread of its own, and another one watches meanwhile."""
    changed: SimpleQueue[bool] = SimpleQueue()
    changed.put(True)  # the first building follows what was edited before

    def announce(turn: Turn) -> None:
        print_diagnostics(turn.diagnostics)
        mistakes = len(errors(turn.diagnostics))
        if turn.written or mistakes:
            err.print(f"{plural(turn.written, 'file')} written" + (f" · {plural(mistakes, 'error')}" if mistakes else ""), markup=False)
        audience.tell(turn)

    def watch() -> None:
        for _ in filter(None, changes):
            changed.put(True)
        changed.put(False)

    threading.Thread(target=watch, daemon=True).start()
    while changed.get():
        while not changed.empty():
            if not changed.get():
                return
        first = not audience.workshop.begun
        if not first:
            gc.disable()  # a page is waited for: garbage is looked for when it is there
        audience.workshop.follow(audience.pages, announce, lambda: not changed.empty())
        if first and audience.workshop.begun:
            err.print("every page is built", markup=False)
        gc.collect()
        gc.enable()


def _inside(root: Path, path: Path) -> str:
    """Return a path as the workspace knows it; a folder may be a link to another place."""
    for name in WATCHED:
        for folder in (root / name, (root / name).resolve()):
            if path.is_relative_to(folder):
                return f"{name}/{path.relative_to(folder).as_posix()}"
    return path.as_posix()
