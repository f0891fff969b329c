"""The whole site of the repository, built once in each session (pages only) and served on loopback under a path."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

import pytest

from toolkit.build.builder import Builder, Report, Request
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
    """A built site: its folder, its address, and what the build said."""

    folder: Path
    base: Base
    report: Report

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
    folder = tmp_path_factory.mktemp("site")
    (folder / SITE).mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder / SITE)))
    base = Base.of(f"http://127.0.0.1:{server.server_port}{PREFIX}")
    project = Project(DiskWorkspace(ROOT))
    assert project.library is not None
    request = Request(project.publications, project.library.editions, FORMATS, base=base)
    report = Builder(project, project.library, folder, _no_pdf).build(request)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Built(folder / SITE, base, report)
    server.shutdown()


def _no_pdf() -> None:  # type: ignore[misc]
    raise AssertionError("these tests make no PDF")


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, as a package of the lock file ships it."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
