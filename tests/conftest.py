"""A small but complete workspace, ways to run the command line on it, and the `--update` flag of golden files."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from typer.testing import CliRunner

from tests.small import check, content, shared_files, small, whole_small
from toolkit.build.pdf.layout import warm
from toolkit.cli import app
from toolkit.cli.build import TIMEOUT
from toolkit.core.workers import Workers
from toolkit.core.workspace import MemoryWorkspace

settings.register_profile("toolkit", deadline=None, derandomize=True)
settings.load_profile("toolkit")

__all__ = ["check", "content", "shared_files", "small", "whole_small"]

HERE = Path(__file__).parent
REPOSITORY = HERE.parent
CONTENT = HERE / "workspace" / "content"
DOCUMENTS = ("agreements/north-south", "briefs/small-brief", "profiles/north", "profiles/south")
EDITIONS = ("ru", "en", "ru-en")
RUSSIAN = "locales/ru/LC_MESSAGES/interface.po"
_LATIN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
_RUSSIAN_UNITS = {
    "units.member.forms.exact": ("{n} участник", "{n} участника", "{n} участников"),
    "units.member.forms.more-than": ("более {n} участника", "более {n} участников", "более {n} участников"),
    "units.percent.forms.exact": ("{n} %", "{n} %", "{n} %"),
    "units.percent.forms.almost": ("почти {n} %", "почти {n} %", "почти {n} %"),
}


class Inline(Executor):
    """Runs a job where it is asked for."""

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class Lasting(Executor):
    """Processes that outlive the build that asks for them: to load WeasyPrint and the fonts takes longer than to lay out a page."""

    def __init__(self, workers: Workers) -> None:
        self.workers, self.count = workers, workers.count

    def submit(self, fn, /, *args, **kwargs):
        return self.workers.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Do nothing: the next build goes on with them."""


@pytest.fixture(scope="session", autouse=True)
def lasting() -> Iterator[None]:
    """Let all builds that run in the tests' own process share two processes; one with a time limit of its own has its own."""
    workers = Workers(2, TIMEOUT, warm)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "toolkit.cli.build.Workers", lambda count, limit, warm: Lasting(workers) if limit == TIMEOUT else Workers(count, limit, warm)
        )
        yield
    workers.shutdown(cancel_futures=True)


BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
"""How it is started, on a machine of any sort."""


def chromium() -> str:
    """Return the Chromium of this machine; `make test` installs it, so that its absence is a failure, not a skip."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "no Chromium on this machine: run `make test`, or install it"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that pages are looked at in; one for all tests of a worker."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`."""
    parser.addoption("--update", action="store_true", help="write golden files anew; read the difference like code")


@dataclass(frozen=True)
class Ran:
    """What a command did: exit code, results, diagnostics and progress."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Folder:
    """A workspace on disk, with the edits that tests make to it."""

    root: Path

    @property
    def build(self) -> Path:
        """Where the artifacts go."""
        return self.root / "build"

    def run(self, *arguments: str) -> Ran:
        """Run the command line in this process."""
        result = CliRunner().invoke(app, [*arguments, "--workspace", str(self.root)], env={"COLUMNS": "200"})
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    def process(self, *arguments: str, python: tuple[str, ...] = (), **environment: str) -> Ran:
        """Run the command line as people do, in a process of its own; the workspace is its working folder."""
        done = subprocess.run(
            [sys.executable, *python, "-m", "toolkit", *arguments], cwd=self.root, env=self.environment(**environment), text=True,
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    def copied(self, folder: Path) -> Folder:
        """Return a copy, below a folder, in which nothing is built."""
        shutil.copytree(self.root, folder / "workspace", ignore=shutil.ignore_patterns("build"))
        return Folder(folder / "workspace")

    def environment(self, **more: str) -> dict[str, str]:
        """Return an environment in which a process finds this checkout's toolkit."""
        return {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}

    def replace(self, path: str, old: str, new: str) -> None:
        """Replace words that stand once in a file."""
        file = self.root / path
        words = file.read_text(encoding="utf-8")
        assert words.count(old) == 1, f"`{old}` stands {words.count(old)} times in {path}"
        file.write_text(words.replace(old, new), encoding="utf-8")

    def write(self, path: str, data: str | bytes) -> None:
        """Write a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data if isinstance(data, bytes) else data.encode())

    def artifact(self, edition: str, document: str, suffix: str) -> Path:
        """Return the path of a document's page or PDF."""
        return self.build / "site" / edition / f"{document}{suffix}"

    def snapshot(self, folder: str = "build/site") -> dict[str, str]:
        """Return the digest of every file below a folder."""
        base = self.root / folder
        return {
            file.relative_to(base).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
            for file in sorted(base.rglob("*"))
            if file.is_file()
        }


def latin(words: str) -> str:
    """Return a stand-in for an English translation: the same words in Latin letters, marks untouched."""
    both = _LATIN | {sign.upper(): put.capitalize() for sign, put in _LATIN.items()}
    return "".join(both.get(sign, sign) for sign in words)


def translate(path: Path) -> None:
    """Fill what a catalog leaves open, so that a release has nothing to refuse."""
    catalog = polib.pofile(str(path), wrapwidth=78)
    english = path.parent.parent.name == "en"
    for entry in catalog.untranslated_entries():
        if entry.msgid_plural:
            forms = _RUSSIAN_UNITS.get(entry.msgctxt or "", (entry.msgid_plural,) * 3)
            entry.msgstr_plural = dict(enumerate(forms))
        else:
            entry.msgstr = latin(entry.msgid) if english else entry.msgid
    catalog.save()


def lay_out_workspace(root: Path) -> Folder:
    """Make the workspace in a folder: content, the real templates, and catalogs with nothing missing."""
    shutil.copytree(CONTENT, root / "content")
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    (root / RUSSIAN).parent.mkdir(parents=True)
    shutil.copy(REPOSITORY / RUSSIAN, root / RUSSIAN)
    folder = Folder(root)
    ran = folder.run("locales", "update")
    assert ran.code == 0, ran.err
    for path in sorted((root / "locales").rglob("*.po")):
        translate(path)
    return folder


@contextmanager
def alone(factory: pytest.TempPathFactory, name: str) -> Iterator[Path]:
    """Give a folder that all workers share to one of them at a time; the first finds none, and makes it for all."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Return the workspace, built and checked once for all workers; for copying and reading, never for changing."""
    with alone(tmp_path_factory, "made") as root:
        folder = Folder(root)
        if not folder.build.exists():
            lay_out_workspace(folder.root)
            for command in ("build", "check"):
                ran = folder.run(command)
                assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def workspace(made: Folder, tmp_path: Path) -> Folder:
    """Return a workspace of one's own, nothing built yet."""
    return made.copied(tmp_path)


@pytest.fixture
def built(made: Folder, tmp_path: Path) -> Folder:
    """Return a workspace of one's own in which everything is built."""
    shutil.copytree(made.root, tmp_path / "workspace")
    return Folder(tmp_path / "workspace")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Iterator[Callable[[str, str], None]]:
    """Yield a function that compares words with a golden file beside the test, or with `--update` writes it."""
    folder = request.path.parent / "golden"

    def compare(name: str, words: str) -> None:
        if request.config.getoption("--update"):
            folder.mkdir(exist_ok=True)
            (folder / name).write_text(words, encoding="utf-8")
        assert words == (folder / name).read_text(encoding="utf-8")

    yield compare  # noqa: PT022


def memory(changes: dict[str, str] | None = None) -> MemoryWorkspace:
    """Return the small workspace as values, its content not translated, with files changed: for tests that need no disk."""
    files = {
        f"{folder.name}/{file.relative_to(folder).as_posix()}": file.read_bytes()
        for folder in (CONTENT, REPOSITORY / "templates")
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    files[RUSSIAN] = (REPOSITORY / RUSSIAN).read_bytes()
    return MemoryWorkspace(files | {path: words.encode() for path, words in (changes or {}).items()})
