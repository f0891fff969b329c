"""Checks that charts and timelines can draw honestly what they are asked for."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.blocks.arguments import PullFactArguments
from toolkit.blocks.drawing.series import MOST
from toolkit.blocks.figures import ChartArguments, TimelineArguments
from toolkit.content.document import Document
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.values import FactRef
from toolkit.core.diagnostics import Diagnostic, Place, did_you_mean

MOST_ROWS = 25
"""Rows of a chart that fit on a page of paper, with labels of two lines."""
Drawn = list[tuple[FactRef, Fact]]


def check_charts(library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with each figure of each document; a fact that does not exist has its diagnostic already."""
    for document in library.all(Document):
        for section in document.outline:
            for block in section.blocks:
                if isinstance(it := block.arguments, ChartArguments):
                    named = (*it.facts, *((it.whole,) if it.whole else ()))
                    if all(reference.record in library.facts for reference in named):
                        yield from _chart(library, it, block.place)
                elif isinstance(it, PullFactArguments) and it.of:
                    yield from _part_of(library, it.fact, it.of)
                elif isinstance(it, TimelineArguments) and it.shows == "events" and it.cluster is None and document.series is None:
                    hint = "write `cluster: …`, or make the document a series"
                    yield Diagnostic("no-subject", "`timeline` names no cluster, and the document is about none", block.place, hint)


def _part_of(library: Library, part: FactRef, whole: FactRef) -> Iterator[Diagnostic]:
    """In “24 of 63” the first is no more than the second, and both count the same."""
    if part.record not in library.facts or whole.record not in library.facts:
        return
    drawn = [(one, library.facts[one.record].in_year(one.part)) for one in (part, whole)]
    yield from _units(drawn)
    if drawn[0][1].bounds[0] > drawn[1][1].bounds[1]:
        message = f"`{part}` is {drawn[0][1].value}, and `{whole}`, the whole, is {drawn[1][1].value}"
        yield Diagnostic("parts-exceed-whole", message, whole.place, "name the whole of which the figure is a part, or take `of:` out")


def _chart(library: Library, it: ChartArguments, place: Place) -> Iterator[Diagnostic]:
    drawn = [(reference, library.facts[reference.record]) for reference in it.facts]
    whole = (it.whole, library.facts[it.whole.record]) if it.whole else None
    everything = drawn + ([whole] if whole else [])
    wrong = list(_undrawable(it, everything)) or list(_units(everything))
    yield from wrong
    yield from _highlights(it)
    if wrong:
        return
    yield from _few(it, drawn, place)
    yield from _many(it, drawn)
    if it.kind == "share":
        yield from _share(it, drawn, whole, place)
    elif it.whole:
        yield Diagnostic(
            "chart-fact", f"a chart of kind `{it.kind}` has no whole", it.whole.place, "write `kind: share`, or take `whole:` out"
        )
    if it.kind == "series":
        yield from _times(drawn)


def _undrawable(it: ChartArguments, drawn: Drawn) -> Iterator[Diagnostic]:
    for reference, fact in drawn:
        words = ""
        if fact.unit and fact.unit.record == "year":
            words = "is a year, and a year has no length"
        elif reference.part:
            words = "is one year of a series: a chart draws whole facts"
        elif fact.to is not None and it.kind in ("share", "series"):
            words = f"is a range, {fact.value}–{fact.to}"
        elif it.kind in ("bar", "share") and min((fact.value, *fact.series.values())) < 0:
            words = f"is {fact.value}, below zero"
        if words:
            hint = "bars and dots draw ranges, dots and series draw values below zero; else put it in an `evidence-table`"
            yield Diagnostic("chart-fact", f"`{reference}` {words}: `kind: {it.kind}` cannot draw it", reference.place, hint)


def _units(drawn: Drawn) -> Iterator[Diagnostic]:
    """The first fact gives the unit; what is counted in another has no place on its axis."""
    first = drawn[0][1]
    for reference, fact in drawn[1:]:
        if (fact.unit or "") != (first.unit or ""):
            message = f"`{reference}` is in `{fact.unit}`, and `{drawn[0][0]}` in `{first.unit}`: one axis has one unit"
            hint = "draw facts of one unit, or put these in an `evidence-table`"
            yield Diagnostic(
                "mixed-units", message, reference.place, hint, related=((first.place, "the first fact"), (fact.place, "this fact"))
            )
            return


def _highlights(it: ChartArguments) -> Iterator[Diagnostic]:
    for reference in it.highlight:
        if reference not in it.facts:
            hint = did_you_mean(reference, it.facts, "drawn here: " + ", ".join(it.facts))
            yield Diagnostic("chart-fact", f"`{reference}` is highlighted, and the chart does not draw it", reference.place, hint)


def _many(it: ChartArguments, drawn: Drawn) -> Iterator[Diagnostic]:
    """A row for each value: more than a page holds would run off it."""
    if it.kind != "series" and len(drawn) > MOST_ROWS:
        message = f"a chart of kind `{it.kind}` has {len(drawn)} values, {MOST_ROWS} at most: more run off the page"
        yield Diagnostic("too-many", message, drawn[MOST_ROWS][0].place, "draw those that matter; a table holds all")


def _few(it: ChartArguments, drawn: Drawn, place: Place) -> Iterator[Diagnostic]:
    """A picture compares: with one value there is nothing to compare, but for a part of a whole."""
    values = sum(max(len(fact.series), 1) for _, fact in drawn) if it.kind == "series" else len(drawn)
    if values < 2 and it.kind != "share":
        yield Diagnostic(
            "too-few-values", f"a chart of kind `{it.kind}` has {values} value", place, "give it two or more, or say it in a sentence"
        )


def _share(it: ChartArguments, drawn: Drawn, whole: tuple[FactRef, Fact] | None, place: Place) -> Iterator[Diagnostic]:
    """Parts without a whole are parts of 100 per cent; together they are no more than it."""
    if whole is None and (drawn[0][1].unit or "").partition("-")[0] != "percent":
        hint = "name the fact that these are parts of: `whole: …`"
        yield Diagnostic("chart-fact", "a share of what is not said: its facts are not per cent, and it has no whole", place, hint)
        return
    total = sum(fact.value for _, fact in drawn)
    limit = whole[1].value if whole else 100
    if total > limit:
        added = " + ".join(str(fact.value) for _, fact in drawn)
        message = f"the parts are {added} = {total}, and the whole is {limit}"
        yield Diagnostic("parts-exceed-whole", message, it.facts[-1].place, "take out what is no part of it, or draw bars: `kind: bar`")


def _times(drawn: Drawn) -> Iterator[Diagnostic]:
    """A series is one line of dated facts, a year each, or a line for each fact that has a series of its own."""
    own = [bool(fact.series) for _, fact in drawn]
    if all(own):
        for reference, fact in drawn:
            if len(fact.series) < 2:
                yield Diagnostic(
                    "series-time", f"the series of `{reference}` has one year", reference.place, "give it more under `series:`"
                )
        for reference, _ in drawn[MOST:]:
            hint = f"draw at most {MOST}: more cannot be told apart"
            yield Diagnostic("series-time", f"`{reference}` is one line too many", reference.place, hint)
        return
    if any(own):
        reference = drawn[own.index(False)][0]
        hint = "draw facts that all have `series:`, or none that has"
        yield Diagnostic("series-time", f"`{reference}` has no series, and others have", reference.place, hint)
        return
    seen: dict[str, FactRef] = {}
    for reference, fact in drawn:
        if fact.as_of is None:
            yield Diagnostic("series-time", f"`{reference}` has no time", reference.place, "add `as_of:` to the fact")
        elif fact.as_of in seen:
            message = f"`{reference}` and `{seen[fact.as_of]}` are both of {fact.as_of}"
            yield Diagnostic("series-time", message, reference.place, "draw one of them, or give the fact that is newer its own `as_of:`")
        else:
            seen[fact.as_of] = reference
