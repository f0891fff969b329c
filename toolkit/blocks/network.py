"""Lays out the figure of links between clusters; the geometry is the same for every language.

On paper and wide screens a cluster stands in the middle, its partners left and right of it; on a phone they
stand below it. Several clusters stand one below the other. Lines tell the status by their dashes, so that the
figure is read in grey too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.content.records import Cluster, Link
from toolkit.content.values import Item

GAP = 6
LINE = 14
"""What a box grows by with each further line of its name."""
_ONE_LINE: Mapping[str, int] = {}
GROUP_GAP = 20
TURN = 7
"""Radius of the corner where a tie turns into its lane."""
LANE = 9
"""From a tie of two clusters to the next beside it, at most."""
INSET = 6
"""From the end of such a tie to the next on the side of a cluster, at most."""
STATUS_ORDER = ("in-force", "derived", "planned", "considered", "proposed", "absent")
"""The first of a partner's statuses is the one that its line shows."""


def _rank(status: str) -> tuple[int, str]:
    """Return a status's place; those of a workspace's own vocabulary follow."""
    return (STATUS_ORDER.index(status) if status in STATUS_ORDER else len(STATUS_ORDER), status)


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a figure: its width, the sizes of the boxes of partners and of clusters, and the room for ties on the right of these."""

    width: float
    box: tuple[float, float]
    hub: tuple[float, float]
    lanes: float


WIDE = Frame(720, (230, 38), (152, 56), 46)
NARROW = Frame(340, (242, 38), (302, 34), 31)
_INDENT = NARROW.hub[0] - NARROW.box[0]


@dataclass(frozen=True, slots=True)
class Box:
    """A partner in its place, with how it is tied."""

    record: Item
    kinds: tuple[str, ...]
    status: str
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Hub:
    """A cluster in its place."""

    record: Cluster
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A curve to a box, or from a hub to another; `middle` is where a tie that the source denies is crossed."""

    path: str
    status: str
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Network:
    """The figure: its size, boxes, hubs and lines, and the rails that lines of a phone leave from."""

    frame: Frame
    height: float
    hubs: tuple[Hub, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    statuses: tuple[str, ...]
    rails: tuple[str, ...] = ()


Between = Mapping[tuple[int, int], str]
"""The status of the tie between two clusters by their positions, or nothing."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A record at the other end of one or more links."""

    record: Item
    links: tuple[Link, ...]

    @property
    def status(self) -> str:
        """The status that weighs most."""
        return min((link.status for link in self.links), key=_rank)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its links, each once."""
        return tuple(dict.fromkeys(link.kind for link in self.links))


def partners(found: Iterable[tuple[Item, Link]], drawn: Sequence[Cluster]) -> tuple[Partner, ...]:
    """Return the partners of a cluster, those of firm links first; clusters that are drawn themselves are left out."""
    own = {cluster.id for cluster in drawn} if len(drawn) > 1 else set()
    links: dict[str, list[Link]] = {}
    records: dict[str, Item] = {}
    for record, link in found:
        if not (isinstance(record, Cluster) and record.id in own):
            links.setdefault(record.id, []).append(link)
            records[record.id] = record
    made = [Partner(records[id], tuple(ties)) for id, ties in links.items()]
    return tuple(sorted(made, key=lambda partner: _rank(partner.status)))


def wide(
    clusters: Sequence[Cluster], found: Sequence[tuple[Partner, ...]], between: Between, lines_of: Mapping[str, int] = _ONE_LINE
) -> Network:
    """Lay the figure out for paper and wide screens; `lines_of` says how many lines a name takes.

    A partner of several clusters is one box, beside the first of them; a line leads to it from each.
    """
    hubs: list[Hub] = []
    boxes: dict[str, Box] = {}
    lines: list[Line] = []
    top = 0.0
    for cluster, group in zip(clusters, found, strict=True):
        new = tuple(partner for partner in group if partner.record.id not in boxes)
        columns = _columns(new)
        height = max(WIDE.hub[1], *(_stacked(column, WIDE, lines_of) for column in columns))
        hub = Hub(cluster, (WIDE.width - WIDE.hub[0]) / 2, top + (height - WIDE.hub[1]) / 2)
        for side, column in enumerate(columns):
            x, used = side * (WIDE.width - WIDE.box[0]), _stacked(column, WIDE, lines_of)
            boxes |= {box.record.id: box for box in _boxes(column, x, top + (height - used) / 2, WIDE, lines_of)}
        lines.extend(_line(hub, boxes[partner.record.id], partner.status) for partner in group)
        hubs.append(hub)
        top += height + GROUP_GAP
    lines.extend(_straight(hubs, between))
    lines.extend(_lanes(hubs, {(upper, lower): status for (upper, lower), status in between.items() if lower > upper + 1}, WIDE))
    return Network(WIDE, top - GROUP_GAP, tuple(hubs), tuple(boxes.values()), tuple(lines), _statuses(lines))


def narrow(
    clusters: Sequence[Cluster], found: Sequence[tuple[Partner, ...]], between: Between, lines_of: Mapping[str, int] = _ONE_LINE
) -> Network:
    """Lay the figure out for a phone: partners below their cluster, ties of two clusters beside them on the right."""
    hubs: list[Hub] = []
    boxes: list[Box] = []
    lines: list[Line] = []
    rails: list[str] = []
    top = 0.0
    for cluster, group in zip(clusters, found, strict=True):
        hubs.append(Hub(cluster, 0, top))
        top += NARROW.hub[1] + GAP
        placed = tuple(_boxes(group, _INDENT, top, NARROW, lines_of))
        lines.extend(map(_branch, placed))
        if placed:
            rails.append(_rail(top - GAP, placed[-1].y + placed[-1].height / 2))
            top = placed[-1].y + placed[-1].height + GAP
        boxes.extend(placed)
        top += GROUP_GAP - GAP
    lines.extend(_lanes(hubs, between, NARROW))
    return Network(NARROW, top - GROUP_GAP, tuple(hubs), tuple(boxes), tuple(lines), _statuses(lines), tuple(rails))


def _statuses(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(sorted({line.status for line in lines}, key=_rank))


def _rail(top: float, last: float) -> str:
    return f"M{_INDENT / 4:g} {top:g}L{_INDENT / 4:g} {last:g}"


def _branch(box: Box) -> Line:
    y = box.y + box.height / 2
    return Line(f"M{_INDENT / 4:g} {y:g}L{box.x:g} {y:g}", box.status, (_INDENT * 2 / 3, y))


def _straight(hubs: Sequence[Hub], between: Between) -> Iterable[Line]:
    """Yield the ties of clusters that stand next to one another."""
    for (upper, lower), status in between.items():
        if status and lower == upper + 1:
            x, y1, y2 = hubs[upper].x + WIDE.hub[0] / 2, hubs[upper].y + WIDE.hub[1], hubs[lower].y
            yield Line(f"M{x:g} {y1:g}L{x:g} {y2:g}", status, (x, (y1 + y2) / 2))


def _lanes(hubs: Sequence[Hub], between: Between, frame: Frame) -> Iterable[Line]:
    """Yield the ties of clusters on their right, each in the lane nearest to them that no other takes there, the short ones first."""
    taken: dict[tuple[int, int], int] = {}
    for upper, lower in sorted((pair for pair, status in between.items() if status), key=lambda pair: pair[1] - pair[0]):
        beside = {lane for (first, last), lane in taken.items() if first < lower and upper < last}
        taken[upper, lower] = next(number for number in range(1, len(taken) + 2) if number not in beside)
    most = max(taken.values(), default=1)
    step, inset = min(LANE, frame.lanes / most), min(INSET, frame.hub[1] / 2 / (most + 1))
    for (upper, lower), lane in taken.items():
        yield _in_lane(hubs[upper], hubs[lower], (lane * step, lane * inset), between[upper, lower], frame)


def _in_lane(upper: Hub, lower: Hub, away: tuple[float, float], status: str, frame: Frame) -> Line:
    edge = upper.x + frame.hub[0]
    x, y1, y2 = edge + away[0], upper.y + frame.hub[1] - away[1], lower.y + away[1]
    path = f"M{edge:g} {y1:g}Q{x:g} {y1:g} {x:g} {y1 + TURN:g}L{x:g} {y2 - TURN:g}Q{x:g} {y2:g} {edge:g} {y2:g}"
    return Line(path, status, (x, (y1 + y2) / 2))


def _columns(group: tuple[Partner, ...]) -> tuple[tuple[Partner, ...], tuple[Partner, ...]]:
    """Return the partners left and right of a cluster."""
    half = (len(group) + 1) // 2
    return group[:half], group[half:]


def _height(partner: Partner, frame: Frame, lines_of: Mapping[str, int]) -> float:
    return frame.box[1] + LINE * (lines_of.get(partner.record.id, 1) - 1)


def _stacked(column: Sequence[Partner], frame: Frame, lines_of: Mapping[str, int]) -> float:
    """Return how high partners are that stand one below the other."""
    return sum(_height(partner, frame, lines_of) + GAP for partner in column) - GAP


def _boxes(column: Sequence[Partner], x: float, top: float, frame: Frame, lines_of: Mapping[str, int]) -> Iterator[Box]:
    """Yield the boxes of partners, one below the other."""
    for partner in column:
        height = _height(partner, frame, lines_of)
        yield Box(partner.record, partner.kinds, partner.status, x, top, height)
        top += height + GAP


def _line(hub: Hub, box: Box, status: str) -> Line:
    left = box.x == 0
    x1, y1 = (hub.x if left else hub.x + WIDE.hub[0]), hub.y + WIDE.hub[1] / 2
    x2, y2 = (WIDE.box[0] if left else box.x), box.y + box.height / 2
    bend = (x1 + x2) / 2
    return Line(f"M{x1:g} {y1:g}C{bend:g} {y1:g} {bend:g} {y2:g} {x2:g} {y2:g}", status, (x2 + (16 if left else -16), y2))
