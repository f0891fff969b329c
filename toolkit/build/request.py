"""Defines the request that a build receives and the report that it returns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from toolkit.content.paper import PdfVariant
from toolkit.core.diagnostics import Diagnostic
from toolkit.language.localizer import State, Unfinished
from toolkit.outline.addresses import NO_BASE, Base
from toolkit.outline.numbering import Publication
from toolkit.site.earlier import EarlierVersions

EXCERPT = 60
"""Characters of a source that a diagnostic quotes."""


class OnDemand(Enum):
    """What takes too long to be made after every edit."""

    REPORT = "report"
    """The page that counts what is unfinished."""
    SEARCH = "search"
    """The search index."""


NO_PAGES: frozenset[str] = frozenset()
"""What is asked for when documents alone are wanted."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to build."""

    publications: tuple[Publication, ...]
    editions: tuple[str, ...]
    formats: tuple[str, ...] = ()
    """Formats of files, by name; all when left out. Web pages are made in any case: they are where the others are offered."""
    release: bool = False
    whole: bool = True
    """True when everything is asked for, in every format."""
    stamped: bool = False
    """True for what is handed out: web pages then name the commit of what they print."""
    variant: PdfVariant | None = None
    """Standard that the PDFs claim; that of the site when left out."""
    base: Base = NO_BASE
    """Where the site will stand."""
    earlier: EarlierVersions = field(default_factory=dict)
    """The versions that stay published beside those that are built now."""
    around: frozenset[str] | None = None
    """The pages around documents that are wanted, lists and registers, by their paths below `build/`; all when left out.

    A path that ends in a slash stands for all files below it.
    """
    promised: bool = False
    """True when someone makes files as they are asked for: pages then link to files that are not there yet."""
    expected: bool = False
    """True while documents that are not there yet are on their way: lists show them."""
    demanded: frozenset[OnDemand] = frozenset()
    """What a preview is to make of that which it makes of itself only when it is built whole."""

    def wants(self, path: str) -> bool:
        """Say whether a page or file around the documents is asked for."""
        around = self.around
        return around is None or path in around or path.startswith(tuple(one for one in around if one.endswith("/")))


@dataclass(slots=True)
class Report:
    """What a build did."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    withheld: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    """The pages around documents that stay as they were, for a mistake in what they show."""
    editions: int = 0
    pages: int = 0
    made: Counter[str] = field(default_factory=Counter)
    """Files made now, by what readers call their format."""
    cached: Counter[str] = field(default_factory=Counter)
    """Files taken from the cache, likewise."""
    carried: int = 0
    """Editions that were rendered in another process, or on another machine."""
    written: int = 0
    removed: int = 0
    unfinished: dict[tuple[str, str, str], State] = field(default_factory=dict)
    """Messages that the pages show missing or fuzzy, by language, msgctxt and msgid."""
    blanks: dict[str, int] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """Return everything but the diagnostics, for JSON."""
        states = Counter(state.value for state in self.unfinished.values())
        return {
            "documents": sorted(self.documents), "withheld": sorted(self.withheld), "editions": self.editions, "pages": self.pages,
            "made": dict(sorted(self.made.items())), "cached": dict(sorted(self.cached.items())), "written": self.written,
            "removed": self.removed, "unfinished": dict(sorted(states.items())), "blanks": dict(sorted(self.blanks.items())),
        }  # fmt: skip


_HELD = {
    State.UNWRITTEN: ("unwritten-text", "is not written yet, a mark keeps its place", "write the words, or take out what may be left out"),
    State.MISSING: ("untranslated", "has no translation", "run `toolkit locales update`, then translate it"),
    State.FUZZY: ("fuzzy", "is fuzzy: its translation waits for review", "review it, and remove its fuzzy mark"),
    State.MACHINE: (
        "machine-draft",
        "is a machine’s draft that nobody has approved",
        "review it; `toolkit locales accept MSGCTXT --by NAME`",
    ),
}


def holding_back(item: Unfinished) -> Diagnostic:
    """Return what holds back the release of a document."""
    code, words, hint = _HELD[item.state]
    source = item.source if len(item.source) <= EXCERPT else f"{item.source[: EXCERPT - 1].rstrip()}…"
    return Diagnostic(code, f"message `{item.context}` ({item.into}) {words}: “{source}”", item.place, hint)
