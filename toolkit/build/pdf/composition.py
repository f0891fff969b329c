"""Composes the pages of a document: lays it out, looks at the pages, and lays it out again where that cures what is wrong.

Layout is what costs: a document is laid out once where nothing is wrong with it, as most are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from toolkit.build.pdf.inspection import QUARTER, Inspection
from toolkit.build.pdf.roles import Page

SHORT = 5
"""A document of more pages than this prints its contents, as readers of paper expect."""
WHEN_LONG = "when-long"
"""The class of what only a long document prints."""
LONG_TEXT = 17_000
"""Characters that more than five pages mostly hold: of the shipped documents, 1 in 33 is guessed wrong."""
KEPT = "kept"
"""The class of a row that goes to the next page whole."""
ON_NEXT_PAGE = "on-next-page"
"""The class of a row, or of a table, that begins on the next page, as the name of its first row would be divided."""
WITH_ITS_LINE = "with-its-line"
"""The class of a note that takes the line that calls it to the next page, where this one has no room for it."""
FITTED = "fitted"
"""The class of a figure that is set smaller, to stand on the page on which it is spoken of."""
CLOSER = ("closer", "closest", "wider")
"""The classes of a paragraph that is set a little closer, closer still, then wider, until no letter or two stand on a line of their own."""
SMALLEST = 0.8
"""The part of its size that such a figure has, as in the stylesheet."""
TIGHT = ("tight-1", "tight-2", "tight-3")
"""The classes of a body that is set tighter and tighter; the stylesheet says within which limits."""
ROUNDS = 4
"""How often rows that are torn are mended: mending one may tear another."""
_NO_TEXT = re.compile(r"<svg.*?</svg>|<[^>]*>|\s+(?=\s)", re.DOTALL)


@dataclass(frozen=True)
class Composition:
    """Composes one page of HTML; `render` lays it out, with the contents of a long document or without."""

    html: str
    root: Any
    render: Callable[[bool], Any]

    def composed(self) -> tuple[Any, Inspection]:
        """Return the document in its best form, and what stands where in it."""
        first = self._whole()
        if len(first[0].pages) < 2 or first[1].fill >= QUARTER:
            return first
        for degree in TIGHT:
            self._tighten(degree)
            tighter = self._whole()
            if len(tighter[0].pages) < len(first[0].pages):
                return self._with_sheet_in_a_corner(tighter)
        self._tighten("")
        return self._with_sheet_in_a_corner(self._whole())

    def _with_sheet_in_a_corner(self, made: tuple[Any, Inspection]) -> tuple[Any, Inspection]:
        """Return the document with the sheet on the edition in the free room of an earlier page, where it has a page for itself alone."""
        part = made[1].corner()
        if part is None:
            return made
        main = self.root.find("body/main")
        for sheet in [one for one in main if "provenance" in _classes(one)]:
            main.remove(sheet)
            part.append(sheet)
        moved = self._whole()
        return moved if len(moved[0].pages) < len(made[0].pages) else made

    def _whole(self) -> tuple[Any, Inspection]:
        """Return the document with each text beside its translation, and each figure near what speaks of it, as far as can be had."""
        document = self._with_contents()
        found = self._inspected(document)
        for _ in range(ROUNDS):
            parted = found.parted()
            without = (*found.robbed(), *(it for it in parted if WITH_ITS_LINE in _classes(it)))
            wrong = [
                *((it, ON_NEXT_PAGE) for it in found.beheaded()),
                *((it, WITH_ITS_LINE) for it in parted),
                *((it, KEPT) for it in (*found.torn(), *found.small(), *found.calling(without))),
                *((it, FITTED) for it in found.pushed(SMALLEST)),
            ]
            wrong += [(it, next((name for name in CLOSER if name not in _classes(it)), CLOSER[-1])) for it in found.short()]
            cures = [(element, name) for element, name in wrong if name not in _classes(element)]
            if not cures:
                break
            for element, name in cures:
                element.set("class", f"{element.get('class', '')} {name}".strip())
            document = self._with_contents()
            found = self._inspected(document)
        return document, found

    def _with_contents(self) -> Any:
        """Return the document with what is `when-long` where it has more pages than `SHORT`; the likelier form is tried first."""
        guess = WHEN_LONG not in self.html or len(_NO_TEXT.sub("", self.html)) > LONG_TEXT
        first = self.render(guess)
        if WHEN_LONG not in self.html or guess is (len(first.pages) > SHORT):
            return first
        return self.render(not guess)

    def _inspected(self, document: Any) -> Inspection:
        return Inspection.of([page._page_box for page in document.pages], Page(self.root))

    def _tighten(self, degree: str) -> None:
        body = self.root.find("body")
        kept = [name for name in _classes(body) if name not in TIGHT]
        body.set("class", " ".join(filter(None, [*kept, degree])))


def _classes(element: Any) -> list[str]:
    return str(element.get("class", "")).split()
