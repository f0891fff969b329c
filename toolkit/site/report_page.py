"""Makes the page that tells what is unfinished, in each language: `toolkit report` for the web, on as many pages as it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from toolkit.content.choices import DocumentKindRef
from toolkit.content.text import Text
from toolkit.core.reads import NOTHING, digest
from toolkit.evidence.completeness import MEASURES, Completeness, Row
from toolkit.outline.addresses import index_page, leaf_page, register_page
from toolkit.site.ranges import Range, below, shortened, split, tops
from toolkit.site.site_pages import Files, SitePages

NAME = "report"
"""The page's address within a language, without suffix."""
ROWS = 60
"""Lines on one page, at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A document in one language; `path` is its page, or nothing where there is none."""

    row: Row
    title: Text
    kind: DocumentKindRef
    path: str


@dataclass(frozen=True)
class ReportPages:
    """The pages of the report; what each asks is noted by its own rows."""

    pages: SitePages
    found: Completeness
    _runs: dict[str, dict[str, tuple[Row, ...]]] = field(default_factory=dict)

    def files(self) -> Files:
        """Yield the pages of each language by their path below `build/`, with what makes them."""
        for language in self.pages.single:
            for path in self._of(language):
                yield path, partial(self._page, language, path)
            for one in below(self._tops(language)):
                yield one.path, partial(self._index, language, one.path)

    def answers(self) -> dict[str, Callable[[str], str]]:
        """Return how the questions are answered: what is unfinished on a page, in all, and where the report is cut."""

        def on_page(asked: str) -> str:
            language, path = asked.split(" ")
            rows = self._of(language).get(path)
            return NOTHING if rows is None else digest(repr((rows, self._beside(language, path))).encode())

        def ranges(language: str) -> str:
            ends = [(path, rows[0].document, rows[-1].document, len(rows)) for path, rows in self._of(language).items() if rows]
            return digest(repr(ends).encode())

        return {"unfinished": on_page, "unfinished-in-all": lambda _: digest(repr(self.found.totals).encode()), "unfinished-ranges": ranges}

    def _of(self, language: str) -> dict[str, tuple[Row, ...]]:
        """Return the rows of each page by its path, those in the page's own language first."""
        if language not in self._runs:
            with self.pages.catalogue.recorder.aside():
                rows = sorted(self.found.rows, key=lambda row: row.language != language)
            names = [f"{row.document}.{row.language}".replace("/", ".") for row in rows]
            runs = split(names, [1] * len(rows), ROWS) or (range(0),)
            self._runs[language] = {
                leaf_page(language, NAME, "", names[run[0]]) if number else register_page(language, NAME): tuple(rows[at] for at in run)
                for number, run in enumerate(runs)
            }
        return self._runs[language]

    def _page(self, language: str, path: str) -> bytes:
        recorder, bare = self.pages.catalogue.recorder, register_page(language, NAME)
        recorder.note(f"unfinished {language} {path}")
        first = path == bare
        if first:
            recorder.note("unfinished-in-all")
        newer, older = self._beside(language, path)
        return self._written(
            language,
            path,
            tuple(self._lines(self._of(language)[path])),
            self._ranges(language) if first else (),
            newer,
            older,
            is_first=first,
        )

    def _index(self, language: str, path: str) -> bytes:
        within = next(one.within for one in below(self._ranges(language)) if one.path == path)
        return self._written(language, path, (), within, "", "", is_first=False)

    def _written(
        self, language: str, path: str, lines: Sequence[Line], ranges: Sequence[Range], newer: str, older: str, *, is_first: bool
    ) -> bytes:
        totals = self.found.totals if is_first else {}
        thresholds = self.pages.library.site.thresholds if is_first else {}
        ways = {"before": newer, "after": older, "index": "" if is_first else register_page(language, NAME)}
        rows = (totals, *(line.row.counts for line in lines))
        measures = tuple(one for one in MEASURES if any(counts.get(one) for counts in rows))  # a column of dashes says nothing
        return self.pages.own_page(
            language, NAME, path, lines=lines, measures=measures, ranges=ranges, totals=totals, thresholds=thresholds, **ways
        )

    def _beside(self, language: str, path: str) -> tuple[str, str]:
        """Return the paths of the pages before and after one; nothing where there is none."""
        known = list(self._of(language))
        at = known.index(path)
        return (known[at - 1] if at else "", known[at + 1] if at + 1 < len(known) else "")

    def _ranges(self, language: str) -> tuple[Range, ...]:
        self.pages.catalogue.recorder.note(f"unfinished-ranges {language}")
        return self._tops(language)

    def _tops(self, language: str) -> tuple[Range, ...]:
        known = self._of(language)
        if len(known) < 2:
            return ()
        found = [
            Range(path, self._name(rows[0], language), self._name(rows[-1], language), len(rows), f"{rows[0].document}.{rows[0].language}")
            for path, rows in known.items()
        ]
        return tops(found, lambda first, level: index_page(language, NAME, str(level), first.replace("/", ".")))

    def _name(self, row: Row, language: str) -> str:
        return shortened(self.pages.context(language).plain(self._title(row)))

    def _title(self, row: Row) -> Text:
        publication = self.pages.publication(row.document)
        return publication.subject.name if publication.subject else publication.document.title

    def _lines(self, rows: Sequence[Row]) -> Iterator[Line]:
        for row in rows:
            publication = self.pages.publication(row.document)
            entry = self.pages.catalogue.entry(row.language, row.document)
            yield Line(row, self._title(row), publication.document.kind, entry.path if entry else "")
