"""Counts what is unfinished in each document and language, and what a release may not exceed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from toolkit.content.records import LegalBasis
from toolkit.core.diagnostics import ContentError, Diagnostic
from toolkit.language.localizer import State
from toolkit.outline.law import IN_DOUBT, Standing, standing
from toolkit.outline.numbering import Publication
from toolkit.project import Project
from toolkit.render.citations import blanks
from toolkit.render.fragments import Fragment
from toolkit.render.reads import Use

MEASURES = ("blanks", "unwritten", "untranslated", "machine", "fuzzy", "uncited", "stale", "out_of_force", "unchecked_acts", "missing_alt")
"""What is counted: lines to fill in; texts to come; messages without a translation, a machine draft, an unreviewed one;
figures in blocks that cite nothing; figures past their review; acts that do not bind on the day; acts of unknown state;
pictures without words."""
_MEASURES = {State.UNWRITTEN: "unwritten", State.MISSING: "untranslated", State.MACHINE: "machine", State.FUZZY: "fuzzy"}
_PICTURE = re.compile(r"<img\b[^>]*>|<svg\b.*?</svg>", re.DOTALL)
_WORDS = re.compile(r'\balt="[^"]+"|aria-label(?:ledby)?="[^"]+"|<title>[^<]+</title>|aria-hidden="true"')


@dataclass(frozen=True, slots=True)
class Row:
    """One document in one language."""

    document: str
    language: str
    counts: dict[str, int]
    withheld: bool = False


@dataclass
class Completeness:
    """Counts what is unfinished."""

    project: Project
    asked: tuple[str, ...] = ()
    """The languages that are counted; all when it is empty."""
    seen: dict[str, set[object]] = field(default_factory=lambda: {measure: set() for measure in MEASURES})

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every document in every language; those that cannot be rendered are marked withheld."""
        library = self.project.library
        languages = self.asked or (library.languages if library else ())
        found = tuple(self._row(publication, tag) for publication in self.project.publications for tag in languages)
        if library:
            self.project.recall.save()
        return found

    @property
    def totals(self) -> dict[str, int]:
        """Return the counts over all, each thing once however many documents print it."""
        _ = self.rows  # counting them fills `seen`
        return {measure: len(self.seen[measure]) for measure in MEASURES}

    def count(self, publication: Publication) -> None:
        """Note what is unfinished in a publication while its fragments are at hand."""
        library = self.project.library
        for tag in library.languages if library else ():
            if self.project.is_at_hand(publication, tag):
                self._row(publication, tag)

    def _row(self, publication: Publication, language: str) -> Row:
        try:
            name = f"{publication.id} {language} {self.project.asked or ''}"
            listed = self.project.recall.of("unfinished", name, lambda: list(self._all_unfinished(publication, language)))
        except (ContentError, LookupError):
            return Row(publication.id, language, dict.fromkeys(MEASURES, 0), withheld=True)
        found: dict[str, set[object]] = {measure: set() for measure in MEASURES}
        for measure, thing in listed:
            counted = tuple(thing) if isinstance(thing, list) else thing
            found[measure].add(counted)
            self.seen[measure].add(counted)
        return Row(publication.id, language, {measure: len(things) for measure, things in found.items()})

    def _all_unfinished(self, publication: Publication, language: str) -> Iterator[tuple[str, object]]:
        for block, fragment in self.project.fragments(publication, language).early():
            yield from self._unfinished(publication, language, block.id, fragment)

    def _unfinished(self, publication: Publication, language: str, block: str, fragment: Fragment) -> Iterator[tuple[str, object]]:
        yield from (("blanks", (publication.id, blank)) for blank in blanks([fragment.html]))
        for item in fragment.unfinished:
            measure = _MEASURES[item.state]
            yield measure, (language, item.context, item.source)
        cites = any(use.kind in ("source", "act") for use in fragment.uses)
        for use in fragment.uses:
            yield from self._judged(publication, block, use, cites)
        for number, picture in enumerate(_PICTURE.findall(fragment.html)):
            if not _WORDS.search(picture):
                yield "missing_alt", (publication.id, block, number)

    def _judged(self, publication: Publication, block: str, use: Use, cites: bool) -> Iterator[tuple[str, object]]:
        library = self.project.reader.library
        if use.kind == "fact":
            due = library.facts[use.id].review_due
            if not cites:
                yield "uncited", (publication.id, block, use.id)
            if due and publication.day > due:
                yield "stale", use.id
        elif use.kind == "act":
            state = standing(library.get(LegalBasis, use.id), publication.day)
            if state in IN_DOUBT:
                yield "out_of_force", use.id
            elif state is Standing.UNKNOWN:
                yield "unchecked_acts", use.id

    def exceeded(self) -> Iterator[Diagnostic]:
        """Yield one error for each threshold of `site.yaml` that the whole exceeds."""
        library = self.project.library
        for measure, allowed in sorted(library.site.thresholds.items()) if library else ():
            count = self.totals[measure]
            if library and count > allowed:
                message = f"{measure}: {count}, and `thresholds:` allow {allowed}"
                yield Diagnostic("report-threshold", message, library.site.place, "finish it (`toolkit report` lists it), or allow more")
