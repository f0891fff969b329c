"""Works out what a chart draws of the facts that it names, and what stands under the drawing.

The words are those of a language: a template gives them as functions, and the geometry is made from them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from toolkit.blocks.drawing.bars import THICK, End, Look, Row, chevrons, rows, torn
from toolkit.blocks.drawing.scale import begin
from toolkit.blocks.drawing.series import Curve, Point, series
from toolkit.blocks.drawing.shapes import FRAMES, Drawing, Key, Shape, circle, hatch, line, rect
from toolkit.blocks.drawing.text_width import NEXT_LINE
from toolkit.blocks.figures import ChartArguments
from toolkit.content.facts import Fact, Qualifier
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Correction
from toolkit.content.values import Moment
from toolkit.language.draft_marks import flagged, unflagged
from toolkit.outline.numbering import Outline

_TAG, _SPACES = re.compile("<[^>]*>"), re.compile("[ \t\n]+")
_BINDING, BOUND = re.compile(r"(?<=№) |(?<=\d) (?=[^\W\d_])"), "\u00a0"
Say = Callable[..., str]
"""A function of a template that gives words of a language."""
ENDS: Mapping[Qualifier, End] = {
    Qualifier.EXACT: "exact",
    Qualifier.ABOUT: "about",
    Qualifier.ALMOST: "about",
    Qualifier.MORE_THAN: "more-than",
    Qualifier.LESS_THAN: "less-than",
}


@dataclass(frozen=True, slots=True)
class Plotted:
    """A fact of a chart: its owner, and what the sources have that is not printed as it stands there."""

    fact: Fact
    owner: Cluster | None
    corrections: tuple[Correction, ...] = ()
    strong: bool = True


@dataclass(frozen=True, slots=True)
class Datum:
    """A line of the table: a fact, or one value of its series."""

    plotted: Plotted
    time: Moment | None
    value: Decimal | None = None
    """The value of that time, in a series."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart draws."""

    it: ChartArguments
    drawn: tuple[Plotted, ...]
    whole: Plotted | None = None

    @property
    def everything(self) -> tuple[Plotted, ...]:
        """The facts and, where they are parts, their whole."""
        return (*self.drawn, *((self.whole,) if self.whole else ()))

    @property
    def owners(self) -> bool:
        """Tell whether the facts are told apart by their clusters, or by what they count."""
        owners = {one.owner.id for one in self.drawn if one.owner}
        return len(owners) > 1 and all(one.owner for one in self.drawn)

    @property
    def one_matter(self) -> bool:
        """Tell whether all count the same, so that the name of the cluster says enough."""
        return len({one.fact.label.source for one in self.drawn}) == 1

    @property
    def times(self) -> tuple[Moment | None, ...]:
        """The times of the facts, each once: where they differ, every label has its own."""
        return tuple(dict.fromkeys(one.fact.as_of for one in self.everything))

    @property
    def ends(self) -> tuple[End, ...]:
        """The ends that need a word of explanation."""
        found = dict.fromkeys(end_of(one.fact) for one in self.drawn)
        inexact = tuple(end for end in found if end != "exact")
        return inexact[:1] if self.it.kind == "series" else inexact

    @property
    def data(self) -> tuple[Datum, ...]:
        """The rows of the table: the whole, then every fact, with every year of its series."""
        return (
            *(datum for one in ((self.whole,) if self.whole else ()) for datum in _data(one)),
            *(d for o in self.drawn for d in _data(o)),
        )

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The errors of sources that touch what is drawn, each once."""
        return tuple({note.id: note for datum in self.data for note in datum.plotted.corrections}.values())

    @property
    def corrected(self) -> frozenset[str]:
        """The facts whose value in the source is not what is drawn; they bear a star."""
        return frozenset(datum.plotted.fact.id for datum in self.data if datum.plotted.corrections)

    @property
    def evidence(self) -> tuple[Fact, ...]:
        """The facts by which the sources are cited, one for each place in a source."""
        found: dict[object, Fact] = {}
        for one in self.everything:
            fact = one.fact
            place = (fact.source, fact.locator.source if fact.locator else "") if fact.source else fact.id
            found.setdefault(place, fact)
        return tuple(found.values())

    def drawing(self, frame: str, name: Say, sub: Say, value: Say, number: Say, rest: Say, key: Say) -> Drawing:
        """Return the drawing: `name` and `sub` give the label of a fact, `value` its words, `number` those of a value of an axis."""
        keys = tuple(Key(end_shapes(end, self.it.kind), plain(key(end, self.it.kind))) for end in self.ends)
        if self.it.kind == "series":
            return series(tuple(self._curves(name, value)), FRAMES[frame], lambda at: plain(number(_decimal(at))), keys)
        found = list(self._rows(name, sub, value, rest))
        return rows(found, FRAMES[frame], self.it.kind, lambda at: plain(number(_decimal(at))), keys)

    def _rows(self, name: Say, sub: Say, value: Say, rest: Say) -> Iterator[Row]:
        start = 0.0
        if self.whole:
            yield Row(
                plain(name(self.whole)), plain(value(self.whole.fact)), *_reach(self.whole.fact), plain(sub(self.whole)), look="whole"
            )
        for one in self.drawn:
            low, high = _reach(one.fact)
            look: Look = "solid" if one.strong else "light"
            yield Row(plain(name(one)), plain(value(one.fact)), low, high, plain(sub(one)), end_of(one.fact), start, look)
            start += high if self.it.kind == "share" else 0
        left = self._left(start)
        if left > 0:
            yield Row(plain(rest()), "", left, left, "", "exact", start, "rest")

    def _left(self, taken: float) -> float:
        """Return what is left of the whole of a share; of 100 where the parts are per cent."""
        if self.it.kind != "share":
            return 0.0
        return (float(self.whole.fact.value) if self.whole else 100.0) - taken

    def _curves(self, name: Say, value: Say) -> Iterator[Curve]:
        if all(one.fact.series for one in self.drawn):
            for one in self.drawn:
                exact = end_of(one.fact) == "exact"
                values = sorted(one.fact.series.items())
                points = tuple(Point(begin(time), float(v), plain(value(one.fact, v)), exact) for time, v in values)
                yield Curve(plain(name(one)), points, one.strong)
            return
        dated = sorted(self.drawn, key=lambda one: str(one.fact.as_of))
        found = [
            Point(begin(one.fact.as_of), float(one.fact.value), plain(value(one.fact)), end_of(one.fact) == "exact")
            for one in dated
            if one.fact.as_of
        ]
        yield Curve("", tuple(found))


def plain(words: str) -> str:
    """Return what a template said as plain words on one line; a number stays with its sign and with what it counts.

    Words that are not translated, or not reviewed, begin with a flag.
    """
    if NEXT_LINE in words:  # in several languages, each plain already
        return words
    found = " ".join(filter(None, _SPACES.split(_TAG.sub("", unflagged(words)))))
    return flagged(words) + _BINDING.sub(BOUND, Markup(found).unescape())


def end_of(fact: Fact) -> End:
    """Return how the mark of a fact ends."""
    return "range" if fact.to is not None else ENDS[fact.qualifier]


def end_shapes(end: End, kind: str) -> tuple[Shape, ...]:
    """Return the shapes by which a legend explains an end, in a box of 26 by 12."""
    scale = 12 / THICK
    if kind == "series" or (kind == "dot" and end == "about"):
        return (Shape(circle(13, 6, 4.4), "ring"),)
    if kind == "dot":
        return _dot_end(end)
    if end == "about":
        return (Shape(torn(0, 0, 20, THICK * scale), "solid"),)
    if end == "more-than":
        return (Shape(rect(0, 0, 11, 12), "solid"), Shape(chevrons(11, -1, 14), "arrow"))
    found = (Shape(hatch(8, 0, 14, 12), "hatch"), Shape(rect(8, 0, 14, 12), "edge" if end == "range" else "edge-dashed"))
    return (Shape(rect(0, 0, 8, 12), "solid"), *found) if end == "range" else found


def _dot_end(end: End) -> tuple[Shape, ...]:
    if end == "range":
        return (Shape(line(5, 6, 21, 6), "between"), Shape(circle(5, 6, 4.4), "solid"), Shape(circle(21, 6, 4.4), "solid"))
    if end == "more-than":
        return (Shape(circle(6, 6, 4.4), "solid"), Shape(chevrons(10, -1, 14), "arrow"))
    return (Shape(circle(17, 6, 4.4), "ring"), Shape("M10 1L5 6L10 11", "arrow"))


def _reach(fact: Fact) -> tuple[float, float]:
    return float(fact.value), float(fact.value if fact.to is None else fact.to)


def _decimal(value: float) -> Decimal:
    found = Decimal(str(value))
    return found.to_integral_value() if found == found.to_integral_value() else found


def _data(one: Plotted) -> Iterator[Datum]:
    if len(one.fact.series) > 1:
        yield from (Datum(one, time, value) for time, value in sorted(one.fact.series.items()))
    else:
        yield Datum(one, one.fact.as_of)


def chart(library: Library, outline: Outline, it: ChartArguments) -> Mapping[str, Any]:
    """Return the chart of some facts."""
    found = [_plotted(library, id.record, not it.highlight or id in it.highlight) for id in it.facts]
    if it.order != "given":
        found.sort(key=lambda one: one.fact.value, reverse=it.order == "falling")
    whole = _plotted(library, it.whole.record, True) if it.whole else None
    return {"chart": Chart(it, tuple(found), whole)}


def _plotted(library: Library, id: str, strong: bool) -> Plotted:
    fact = library.facts[id]
    return Plotted(fact, library.get(Cluster, fact.owner) if fact.owner else None, library.corrections_of(id), strong)
