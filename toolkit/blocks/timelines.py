"""Works out what a timeline draws of the acts of a document or of the dated events of a cluster."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from toolkit.blocks.charts import Say, plain
from toolkit.blocks.drawing.scale import at, begin, end
from toolkit.blocks.drawing.shapes import FRAMES, Drawing
from toolkit.blocks.drawing.timeline import Entry, Look, Mark, Span, look_key, mark_key, timeline
from toolkit.blocks.figures import TimelineArguments
from toolkit.blocks.reach import by_act, mentioned
from toolkit.content.facts import Fact
from toolkit.content.library import Library
from toolkit.content.records import Cluster, LegalBasis, Programme
from toolkit.content.values import ActRef, Moment
from toolkit.outline.law import Standing, standing
from toolkit.outline.numbering import Outline

_LOOKS: Mapping[Standing, Look] = {
    Standing.IN_FORCE: "held",
    Standing.UNKNOWN: "open",
    Standing.EXPIRED: "over",
    Standing.REPEALED: "over",
    Standing.NOT_YET: "to-come",
}
MARKS: tuple[Mark, ...] = ("adopted", "in-force", "amended", "term", "expired", "repealed", "event")


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of a timeline: a record with its spans and marks, in time; what it is called is said by a template."""

    kind: Literal["act", "programme", "founded", "facts"]
    record: LegalBasis | Programme | Cluster
    spans: tuple[Span, ...]
    marks: tuple[tuple[float, Mark], ...]
    references: tuple[ActRef, ...] = ()
    term: Moment | None = None
    """When the programme ends that an act approved."""
    facts: tuple[Fact, ...] = ()
    """The figures of one time."""

    @property
    def since(self) -> float:
        """When it begins; what has no date comes last."""
        times = [span.begin for span in self.spans] + [time for time, _ in self.marks]
        return min(times, default=float("inf"))


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a timeline draws."""

    it: TimelineArguments
    rows: tuple[Happening, ...]
    day: dt.date

    @property
    def dated(self) -> bool:
        """Tell whether there is anything to draw: figures of one time make no timeline."""
        return sum(1 for row in self.rows if row.spans or row.marks) > 1

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that are drawn, in the order of the legend."""
        drawn = {mark for row in self.rows for _, mark in row.marks}
        return tuple(mark for mark in MARKS if mark in drawn)

    @property
    def looks(self) -> tuple[Look, ...]:
        """The looks of bars that are drawn."""
        drawn = {span.look for row in self.rows for span in row.spans}
        return tuple(look for look in ("held", "open", "over", "to-come") if look in drawn)

    def drawing(self, frame: str, name: Say, state: Say, nothing: Say, day: Say, mark: Say, look: Say) -> Drawing:
        """Return the drawing: `name` and `state` give the words of a row, `mark` and `look` those of the legend."""
        entries = [
            Entry(
                plain(name(row)), plain(state(row)), row.spans, row.marks, "" if row.spans or row.marks else plain(nothing()),
                any(span.look == "held" for span in row.spans),
            )
            for row in self.rows
        ]  # fmt: skip
        keys = [look_key(one, plain(look(one))) for one in self.looks] + [mark_key(one, plain(mark(one))) for one in self.marks]
        return timeline(entries, FRAMES[frame], at(self.day), plain(day()), keys)


def timeline_view(library: Library, outline: Outline, it: TimelineArguments) -> Mapping[str, Any]:
    """Return the timeline of acts, or of a cluster's events."""
    cluster = library.get(Cluster, it.cluster) if it.cluster else outline.publication.subject
    day = outline.publication.day
    acts = _acts(library, outline, it, cluster)
    rows = [act_row(library, act, day, references) for act, references in acts]
    if it.shows == "events" and cluster:
        rows += _events(library, cluster, {act.id for act, _ in acts}, day)
    return {"timeline": Timeline(it, tuple(sorted(rows, key=lambda row: (row.since, row.kind))), day)}


def _acts(
    library: Library, outline: Outline, it: TimelineArguments, cluster: Cluster | None
) -> tuple[tuple[LegalBasis, tuple[ActRef, ...]], ...]:
    """Return the acts asked for, each once, with the references that name it."""
    if it.acts:
        named = by_act(it.acts)
    elif it.scope == "library":
        named = {act.id: [] for act in library.all(LegalBasis)}
    elif cluster:
        named = by_act(cluster.legal_bases)
    else:
        cited = mentioned(library, outline)
        named = {act.id: [] for act in library.all(LegalBasis) if act.id in cited}
    found = ((library.get(LegalBasis, id), tuple(references)) for id, references in named.items())
    return tuple((act, references) for act, references in found if not it.jurisdictions or act.jurisdiction in it.jurisdictions)


def act_row(library: Library, act: LegalBasis, day: dt.date, references: Iterable[ActRef] = ()) -> Happening:
    """Return the row of an act: a bar for the time in which it held, and a mark for each of its dates."""
    state = standing(act, day)
    begins = act.in_force or act.adopted
    ends = min(filter(None, (act.repealed, act.expires)), default=None)
    term = next((one.end for one in library.programmes_under(act.id) if one.end), None)
    marks: list[tuple[float, Mark]] = []
    dates: tuple[tuple[dt.date | None, Mark], ...] = (
        (act.adopted, "adopted"),
        (act.in_force, "in-force"),
        (act.amended.date if act.amended else None, "amended"),
        (act.expires if not (act.repealed and act.expires and act.repealed <= act.expires) else None, "expired"),
        (act.repealed, "repealed"),
    )
    marks += [(at(date), mark) for date, mark in dates if date]
    if term and not (act.expires and abs(at(act.expires) - end(term)) < 0.1):
        marks.append((end(term), "term"))
    spans = (Span(at(begins), at(ends) if ends else None, _LOOKS[state]),) if begins else ()
    return Happening("act", act, spans, tuple(marks), tuple(references), term)


def _events(library: Library, cluster: Cluster, acts: set[str], day: dt.date) -> Iterator[Happening]:
    """Yield the founding, the programmes that no act of the timeline stands for, and the dated figures of a cluster."""
    if cluster.founded:
        yield Happening("founded", cluster, (), ((_middle(cluster.founded), "event"),))
    for reference in cluster.programmes:
        programme = library.get(Programme, reference)
        if programme.start and not (programme.act and programme.act.record in acts):
            over = programme.end is not None and end(programme.end) <= at(day)
            span = Span(begin(programme.start), end(programme.end) if programme.end else None, "over" if over else "open")
            yield Happening("programme", programme, (span,), ())
    times = {fact.as_of: None for fact in cluster.facts.values() if fact.as_of and (fact.unit or "") != "year"}
    for time in times:
        facts = tuple(fact for fact in cluster.facts.values() if fact.as_of == time and (fact.unit or "") != "year")
        yield Happening("facts", cluster, (), ((_middle(time), "event"),), facts=facts)


def _middle(moment: Moment) -> float:
    """Return where a mark stands for a time that is a whole year or month."""
    return (begin(moment) + end(moment)) / 2
