"""The whole site of the repository, built once for all tests (pages only) and served on loopback under a path."""

from __future__ import annotations

import fcntl
import functools
import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import alone
from toolkit.build.builder import Builder, Request
from toolkit.core.diagnostics import Severity
from toolkit.core.workspace import DiskWorkspace
from toolkit.outline.addresses import SITE, Base
from toolkit.project import Project
from toolkit.serve.server import POLICY

ROOT = Path(__file__).parents[2]
PREFIX = "/policy/"
FORMATS = ("html", "akoma-ntoso", "bibtex", "ris", "csl-json")
"""Every format whose files are made in a moment."""


@dataclass(frozen=True)
class Built:
    """A built site: its folder, its address, how many editions it has, and what the build warned of."""

    folder: Path
    base: Base
    editions: int
    warnings: list[str]

    def pages(self) -> list[str]:
        """Return the pages that readers read: those at permanent addresses of records only lead to them, others are for frames."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))
        return sorted(name for name in found if not name.startswith("embed/") and "kind-permanent" not in self.text(name))

    def documents(self) -> list[str]:
        """Return the pages of documents, all parts of each."""
        deep = (name for name in self.pages() if name.count("/") == 2 and not name.endswith("index.html"))
        return [name for name in deep if "kind-figure" not in self.text(name)]

    def text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8")


class _Handler(SimpleHTTPRequestHandler):
    """Serves files under a path, with the policy that the site is made for, and 404.html for what is not there."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path[len(PREFIX) - 1 :] if path.startswith(PREFIX) else "/outside/the/prefix")

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write((Path(self.directory) / "404.html").read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The site, built once for all workers; who builds it serves it, until nobody reads it any more."""
    with ExitStack() as stack:
        with alone(tmp_path_factory, "site") as root:
            (root / SITE).mkdir(parents=True, exist_ok=True)
            readers = stack.enter_context((root / "readers").open("w"))
            note = root / "built.json"
            known = json.loads(note.read_text("utf-8")) if note.is_file() else None
            server = _server(root / SITE, known["port"] if known else 0)
            if known is None:
                assert server is not None
                known = _build(root, server.server_port)
                note.write_text(json.dumps(known), "utf-8")
            fcntl.flock(readers, fcntl.LOCK_SH)
        yield Built(root / SITE, _base(known["port"]), known["editions"], known["warnings"])
        if server is not None:
            fcntl.flock(readers, fcntl.LOCK_EX)
            server.shutdown()
            server.server_close()


def _server(folder: Path, port: int) -> ThreadingHTTPServer | None:
    """Serve a folder, at any port when it is 0; return nothing where another worker does so at the port."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Handler, directory=str(folder)))
    except OSError:
        return None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _base(port: int) -> Base:
    return Base.of(f"http://127.0.0.1:{port}{PREFIX}")


def _build(root: Path, port: int) -> dict[str, Any]:
    """Build the site, and return what others want to know of it."""
    project = Project(DiskWorkspace(ROOT))
    assert project.library is not None
    request = Request(project.publications, project.library.editions, FORMATS, base=_base(port))
    report = Builder(project, project.library, root, _no_pdf).build(request)
    warnings = [str(one) for one in report.diagnostics if one.severity is not Severity.INFO]
    return {"port": port, "editions": report.editions, "warnings": warnings}


def _no_pdf() -> None:  # type: ignore[misc]
    raise AssertionError("these tests make no PDF")


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, as a package of the lock file ships it."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
