"""Links of clusters in; the geometry of the cooperation figure, the same for every language, out.

A cluster stands in the middle, its partners left and right of it; several clusters stand one below the
other. Lines tell the status by their dashes, so that the figure is read in grey too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.content.records import Cluster, Link
from toolkit.content.values import Item

WIDTH = 720
BOX = (212, 38)
HUB = (152, 56)
GAP = 6
GROUP_GAP = 20
STATUS_ORDER = ("in-force", "derived", "planned", "considered", "proposed", "absent")
"""The first of a partner's statuses is the one that its line shows."""


@dataclass(frozen=True, slots=True)
class Box:
    """A partner in its place, with how it is tied."""

    record: Item
    kinds: tuple[str, ...]
    status: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Hub:
    """A cluster in its place."""

    record: Cluster
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A curve from a hub to a box, or from a hub to another."""

    path: str
    status: str
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Network:
    """The figure: its size, boxes, hubs and lines, and the links that it draws, for its table."""

    height: float
    hubs: tuple[Hub, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """A record at the other end of one or more links."""

    record: Item
    links: tuple[Link, ...]

    @property
    def status(self) -> str:
        """The status that weighs most."""
        return min((link.status for link in self.links), key=STATUS_ORDER.index)

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
    return tuple(sorted(made, key=lambda partner: STATUS_ORDER.index(partner.status)))


def network(clusters: Sequence[Cluster], found: Sequence[tuple[Partner, ...]], between: Mapping[tuple[int, int], str]) -> Network:
    """Lay the figure out; `between` is the status of the tie between two clusters by their positions, or nothing."""
    hubs: list[Hub] = []
    boxes: list[Box] = []
    lines: list[Line] = []
    top = 0.0
    for cluster, group in zip(clusters, found, strict=True):
        rows = max((len(group) + 1) // 2, 1)
        height = max(rows * (BOX[1] + GAP) - GAP, HUB[1])
        hub = Hub(cluster, (WIDTH - HUB[0]) / 2, top + (height - HUB[1]) / 2)
        placed = tuple(_boxes(group, top, height))
        boxes.extend(placed)
        lines.extend(_line(hub, box) for box in placed)
        hubs.append(hub)
        top += height + GROUP_GAP
    for (upper, lower), status in between.items():
        if status:
            lines.append(_line_between(hubs, upper, lower, status))
    statuses = tuple(status for status in STATUS_ORDER if any(line.status == status for line in lines))
    return Network(top - GROUP_GAP, tuple(hubs), tuple(boxes), tuple(lines), statuses)


def _boxes(group: Sequence[Partner], top: float, height: float) -> Iterable[Box]:
    half = (len(group) + 1) // 2
    for side, column in enumerate((group[:half], group[half:])):
        used = len(column) * (BOX[1] + GAP) - GAP
        for row, partner in enumerate(column):
            y = top + (height - used) / 2 + row * (BOX[1] + GAP)
            yield Box(partner.record, partner.kinds, partner.status, 0 if side == 0 else WIDTH - BOX[0], y)


def _line(hub: Hub, box: Box) -> Line:
    left = box.x == 0
    x1, y1 = (hub.x if left else hub.x + HUB[0]), hub.y + HUB[1] / 2
    x2, y2 = (BOX[0] if left else box.x), box.y + BOX[1] / 2
    bend = (x1 + x2) / 2
    return Line(f"M{x1:g} {y1:g}C{bend:g} {y1:g} {bend:g} {y2:g} {x2:g} {y2:g}", box.status, (x2 + (16 if left else -16), y2))


def _line_between(hubs: Sequence[Hub], upper: int, lower: int, status: str) -> Line:
    """Return the line between two clusters; where others stand between them it passes these on the right, the farther the wider."""
    x = hubs[upper].x + HUB[0] / 2
    if lower == upper + 1:
        y1, y2 = hubs[upper].y + HUB[1], hubs[lower].y
        return Line(f"M{x:g} {y1:g}L{x:g} {y2:g}", status, (x, (y1 + y2) / 2))
    x, bend = x + HUB[0] / 2, min(28 + 16 * (lower - upper), 90)
    y1, y2 = hubs[upper].y + HUB[1] - 12, hubs[lower].y + 12
    return Line(f"M{x:g} {y1:g}C{x + bend:g} {y1 + 30:g} {x + bend:g} {y2 - 30:g} {x:g} {y2:g}", status, (x + bend * 3 / 4, (y1 + y2) / 2))
