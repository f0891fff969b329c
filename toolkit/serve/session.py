"""Builds the pages of a workspace again and again while someone writes in it, and tells what is wrong with it now."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from contextlib import suppress
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


ASSETS = f"{SITE}/assets/"
"""What every page is dressed in."""


class _SupersededError(Exception):
    """Something changed again, or someone waits for a page: what was being built is left as it is."""


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
    begun: bool = field(default=False, init=False)
    """False until every page has been built once: a page that is missing is made when it is asked for until then."""
    _project: Project = field(init=False)
    _overdue: set[OnDemand] = field(default_factory=set)
    """What is older than the last edit, of all that waits for being asked for."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _asking: int = 0
    """Requests that wait for the lock: a building of many pages gives way to them."""
    _counting: threading.Condition = field(default_factory=threading.Condition)

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
        turns: list[Turn] = []
        self.follow((), turns.append)
        return turns[-1]

    def follow(self, open_pages: Iterable[str], announce: Callable[[Turn], None], superseded: Callable[[], bool] = lambda: False) -> None:
        """Build the pages that someone looks at, then all others; `announce` both. What asked for nothing that changed is kept.

        The others are left as soon as `superseded` says that something has changed again, and wait while someone asks for a page.
        """

        def between() -> None:
            if self._asking or superseded():
                raise _SupersededError

        try:
            self._project = self._opened()
            self._overdue = set(OnDemand) if self.begun else {OnDemand.REPORT}
            if seen := set(open_pages):
                announce(self._guarded(partial(self._pages, seen)))
            while not superseded():
                with suppress(_SupersededError):
                    announce(self._guarded(partial(self._all, between)))
                    return
                with self._counting:
                    self._counting.wait_for(lambda: not self._asking)
        except Exception as error:  # the preview outlives every mistake, our own too
            announce(_failed(error))

    def _pages(self, seen: set[str]) -> Turn:
        """Build some pages, by their paths below `build/`; a folder, which ends in a slash, stands for all below it."""
        first = {first_part(path) for path in seen}
        known = {address(tag, one, ".html"): (one, tag) for one in self._asked() for tag in self._editions()}
        shown = [known[path] for path in known if path in first]
        publications = tuple({one.id: one for one, _ in shown}.values())
        around = frozenset(seen - known.keys() - self._reports())
        editions = tuple(dict.fromkeys(tag for _, tag in shown))
        return self._build(publications, editions=editions, around=around) if publications or around else Turn(0, ())

    def _all(self, between: Callable[[], None]) -> Turn:
        """Build everything that is asked for; the first time, what no document makes any more is removed."""
        if self.begun:
            return self._build(self._asked(), between=between)
        if not (self.folder.parent / ASSETS).exists():
            self._build((), around=frozenset({ASSETS}))
        turn = self._build(self._asked(), whole=not self.names, between=between)
        self.begun = True
        self._overdue = set(OnDemand) if self.names else set()
        return turn

    def state(self, path: str) -> str:
        """Return what tells a page below `build/` from itself after a change: browsers load it anew when this is another."""
        if self._waits(path):
            return "overdue"
        page = self.folder.parent / path
        dressed = (page, *sorted((self.folder / "assets").rglob("*")))
        times = "-".join(str(file.stat().st_mtime_ns) for file in dressed if file.is_file())
        return blake2b(times.encode(), digest_size=16).hexdigest()

    def find(self, path: str) -> None:
        """Make a page below `build/` as it is now, while not every page has been built yet."""
        if not self.begun and not (path.startswith(ASSETS) and (self.folder.parent / path).exists()):
            self._asked_for(partial(self._pages, {path}))

    def refresh(self, path: str) -> None:
        """Make what takes too long for every edit, when it is asked for after one: the count of what is unfinished, the search index."""
        for one in self._waits(path):
            self._overdue.discard(one)
            around = NO_PAGES if one is OnDemand.SEARCH else frozenset(self._reports())
            self._asked_for(partial(self._build, (), around=around, demanded=frozenset({one})))

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
                        around = None if self.begun else NO_PAGES
                        self._asked_for(partial(self._build, (publication,), formats=(format.name,), editions=(edition,), around=around))

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
            publications, editions or self._editions(), formats, whole=whole, promised=True, expected=not (self.begun or whole),
            around=around, demanded=demanded,
        )  # fmt: skip
        report = builder.build(asked)
        return Turn(report.written, in_order(one for one in report.diagnostics if one.severity is not Severity.INFO))

    def _asked_for(self, work: Callable[[], Turn]) -> None:
        """Do what someone waits for, as soon as the building that runs has given way."""
        with self._counting:
            self._asking += 1
        try:
            self._guarded(work)
        finally:
            with self._counting:
                self._asking -= 1
                self._counting.notify_all()

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
