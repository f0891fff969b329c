"""Builds the pages of a workspace again and again while someone writes in it, and tells what is wrong with it now."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from pathlib import Path

from toolkit.build.builder import Builder, Request
from toolkit.build.cache import FOLDER, Cache
from toolkit.build.formats.registry import registered
from toolkit.build.request import NO_PAGES, OnDemand
from toolkit.build.search_index import INDEX
from toolkit.core.diagnostics import ContentError, Diagnostic, Place, Severity, in_order
from toolkit.core.kept_files import NOT_KEPT
from toolkit.core.layers import open_workspace
from toolkit.core.notes import Notes
from toolkit.outline.addresses import SITE, address, first_part, register_page
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.site.report_page import NAME as REPORT

PREVIEW = "preview"
"""Folder below `build/` for the pages: they promise PDFs that are made when they are asked for, so they are no release."""


class _SupersededError(Exception):
    """Something changed again: what was being built is built anew."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one building brought: files written, and all that is wrong; notes stand in no writer's way, `toolkit check` has them."""

    written: int
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Workshop:
    """Builds pages of a workspace, one building at a time; a mistake of any sort becomes a diagnostic."""

    root: Path
    executor: Callable[[], Executor]
    names: tuple[str, ...] = ()
    """Documents or folders to build, as `toolkit list` shows them; all when empty."""
    editions: tuple[str, ...] = ()
    _project: Project = field(init=False)
    _overdue: set[OnDemand] = field(default_factory=set)
    """What is older than the last edit, of all that waits for being asked for."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._project = self._opened()

    def _opened(self) -> Project:
        """Return the workspace as it is now; what was read of files that are still the same, and what was found of them, is kept."""
        return Project(open_workspace(self.root), kept=Notes.of(self.root / "build" / PREVIEW) or NOT_KEPT)

    @property
    def folder(self) -> Path:
        """Where the pages are."""
        return self.root / "build" / PREVIEW / SITE

    def start(self) -> Turn:
        """Build everything that is asked for."""
        self._overdue = set(OnDemand) if self.names else set()
        return self._guarded(lambda: self._build(self._asked(), whole=not self.names))

    def follow(self, open_pages: Iterable[str], announce: Callable[[Turn], None], superseded: Callable[[], bool] = lambda: False) -> None:
        """Build the pages that someone looks at, then all others; `announce` both. What asked for nothing that changed is kept.

        The others are left as soon as `superseded` says that something has changed again.
        """

        def between() -> None:
            if superseded():
                raise _SupersededError

        try:
            self._follow(set(open_pages), announce, between)
        except _SupersededError:
            return
        except Exception as error:  # the preview outlives every mistake, our own too
            announce(_failed(error))

    def _follow(self, seen: set[str], announce: Callable[[Turn], None], between: Callable[[], None]) -> None:
        self._project = self._opened()
        self._overdue = set(OnDemand)
        first = {first_part(path) for path in seen}
        shown = [(one, tag) for one in self._asked() for tag in self._editions() if address(tag, one, ".html") in first]
        publications = tuple({one.id: one for one, _ in shown}.values())
        around = frozenset(seen - {address(tag, one, ".html") for one, tag in shown} - self._reports())
        if publications or around:
            editions = tuple(dict.fromkeys(tag for _, tag in shown))
            announce(self._guarded(partial(self._build, publications, editions=editions, around=around)))
        announce(self._guarded(lambda: self._build(self._asked(), between=between)))

    def state(self, path: str) -> str:
        """Return what tells a page below `build/` from itself after a change: browsers load it anew when this is another."""
        if self._waits(path):
            return "overdue"
        page = self.folder.parent / path
        dressed = (page, *sorted((self.folder / "assets").rglob("*")))
        times = "-".join(str(file.stat().st_mtime_ns) for file in dressed if file.is_file())
        return blake2b(times.encode(), digest_size=16).hexdigest()

    def refresh(self, path: str) -> None:
        """Make what takes too long for every edit, when it is asked for after one: the count of what is unfinished, the search index."""
        for one in self._waits(path):
            self._overdue.discard(one)
            around = NO_PAGES if one is OnDemand.SEARCH else None
            self._guarded(partial(self._build, (), around=around, demanded=frozenset({one})))

    def _waits(self, path: str) -> set[OnDemand]:
        """Return what is to be made before a file is shown, and is older than the last edit."""
        wanted = {OnDemand.REPORT: path in self._reports(), OnDemand.SEARCH: path.startswith(INDEX)}
        return {one for one in self._overdue if wanted[one]}

    def _reports(self) -> set[str]:
        library = self._project.library
        return {register_page(tag, REPORT) for tag in library.languages} if library else set()

    def make(self, path: str) -> None:
        """Make the file at a path below `build/`, when it is one that a page offers; the cache knows whether it must be."""
        for format in (one for one in registered() if one.offered):
            for publication in self._asked():
                for edition in self._editions():
                    if path in format.files(edition, publication):
                        self._guarded(partial(self._build, (publication,), formats=(format.name,), editions=(edition,)))

    def _asked(self) -> tuple[Publication, ...]:
        known = self._project.publications
        return tuple(p for p in known if not self.names or {p.id, p.folder, p.id.rpartition("/")[2]} & set(self.names))

    def _editions(self) -> tuple[str, ...]:
        library = self._project.library
        return self.editions or (library.editions if library else ())

    def _build(
        self,
        publications: tuple[Publication, ...],
        whole: bool = False,
        formats: tuple[str, ...] = ("html",),
        editions: tuple[str, ...] = (),
        around: frozenset[str] | None = None,
        demanded: frozenset[OnDemand] = frozenset(),
        between: Callable[[], None] = lambda: None,
    ) -> Turn:
        library = self._project.library
        if library is None:
            return Turn(0, self._project.diagnostics)
        cache = Cache(self.root / "build" / FOLDER)
        builder = Builder(self._project, library, self.root / "build" / PREVIEW, self.executor, cache=cache, between=between)
        asked = Request(
            publications, editions or self._editions(), formats, whole=whole, promised=True, around=around, demanded=demanded
        )  # fmt: skip
        report = builder.build(asked)
        return Turn(report.written, in_order(one for one in report.diagnostics if one.severity is not Severity.INFO))

    def _guarded(self, work: Callable[[], Turn]) -> Turn:
        with self._lock:
            try:
                return work()
            except _SupersededError:
                raise
            except ContentError as error:
                return Turn(0, error.diagnostics)
            except Exception as error:
                return _failed(error)


def _failed(error: Exception) -> Turn:
    words = " ".join(f"{type(error).__name__}: {error}".split())
    return Turn(0, (Diagnostic("internal", f"the toolkit itself failed: {words}", Place("toolkit"), "please report it"),))
