"""Lays out the figure of links between clusters; the words are those of a language, or of several.

On paper and wide screens a cluster stands in the middle, its partners left and right of it; on a phone they
stand below it. Several clusters stand one below the other. A partner of several clusters is one box, and a line leads to it
from each. Lines tell the status by their dashes, so that the figure is read in grey too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.blocks.charts import Say, plain
from toolkit.blocks.drawing import shapes
from toolkit.blocks.drawing.shapes import Key, Shape, Words, height_of, set_lines
from toolkit.blocks.drawing.text_width import lines
from toolkit.content.records import Cluster, Link
from toolkit.content.values import Item

GAP = 6
GROUP_GAP = 20
TURN = 7
"""Radius of the corner where a tie turns into its lane."""
LANE = 9
"""From a tie of two clusters to the next beside it, at most."""
INSET = 6
"""From the end of such a tie to the next on the side of a cluster, at most."""
SIZE, SMALL = 13, 11.5
"""Sizes of names, and of what ties a partner."""
PADDING = 10
"""From the edge of a box to its words."""
STATUS_ORDER = ("in-force", "derived", "planned", "considered", "proposed", "absent")
"""The first of a partner's statuses is the one that its line shows."""


def drawn_as(status: str) -> str:
    """Return the role by which a template draws a tie; a status of a workspace's own looks like a plan."""
    return f"tie-{status}" if status in STATUS_ORDER else "tie-planned"


def _rank(status: str) -> tuple[int, str]:
    """Return a status's place; those of a workspace's own vocabulary follow."""
    return (STATUS_ORDER.index(status) if status in STATUS_ORDER else len(STATUS_ORDER), status)


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a figure: its width, that of the boxes of partners, the least size of a cluster, and the room for ties on its right."""

    width: float
    box: float
    hub: tuple[float, float]
    lanes: float


WIDE = Frame(720, 230, (152, 56), 46)
NARROW = Frame(340, 242, (302, 34), 31)
NARROW_ALONE = Frame(340, 280, (340, 34), 0)
_INDENT = NARROW.hub[0] - NARROW.box


@dataclass(frozen=True, slots=True)
class Box:
    """A partner or a cluster in its place, with its words; they stand where the box does."""

    record: Item
    x: float
    y: float
    width: float
    height: float
    words: tuple[Words, ...]
    status: str = ""
    """How a partner is tied."""

    @property
    def middle(self) -> float:
        """How far down the middle of the box is."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A curve to a box, or from a hub to another; `middle` is where a tie that the source denies is crossed."""

    path: str
    status: str
    middle: tuple[float, float]

    @property
    def role(self) -> str:
        """How it is drawn."""
        return drawn_as(self.status)


@dataclass(frozen=True, slots=True)
class Network:
    """The figure: its size, boxes, hubs and lines, and the rails that lines of a phone leave from."""

    frame: Frame
    height: float
    hubs: tuple[Box, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    statuses: tuple[str, ...]
    rails: tuple[str, ...] = ()
    keys: tuple[Shape, ...] = ()
    """The lines of the legend below the figure."""
    words: tuple[Words, ...] = ()
    """What the legend says."""


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
    clusters: Sequence[Cluster], found: Sequence[tuple[Partner, ...]], between: Between, name: Say, kinds: Say, status: Say
) -> Network:
    """Lay the figure out for paper and wide screens; `name` says what a record is called, `kinds` how a
    partner is tied, `status` how far a tie has come.

    A partner of several clusters stands beside the first of them.
    """
    hubs: list[Box] = []
    boxes: dict[str, Box] = {}
    ties: list[Line] = []
    top = 0.0
    for cluster, group in zip(clusters, found, strict=True):
        new = [_partner(partner, WIDE, name, kinds) for partner in group if partner.record.id not in boxes]
        columns = new[: (len(new) + 1) // 2], new[(len(new) + 1) // 2 :]
        hub = _hub(cluster, WIDE, name)
        height = max(hub.height, *map(_stacked, columns))
        hub = _at(hub, (WIDE.width - WIDE.hub[0]) / 2, top + (height - hub.height) / 2)
        for side, column in enumerate(columns):
            x = side * (WIDE.width - WIDE.box)
            boxes |= {box.record.id: box for box in _placed(column, x, top + (height - _stacked(column)) / 2)}
        ties.extend(_line(hub, boxes[partner.record.id], partner.status) for partner in group)
        hubs.append(hub)
        top += height + GROUP_GAP
    ties.extend(_straight(hubs, between))
    ties.extend(_lanes([_tie(hubs, pair, status) for pair, status in between.items() if status and pair[1] > pair[0] + 1], WIDE))
    return _explained(Network(WIDE, top - GROUP_GAP, tuple(hubs), tuple(boxes.values()), tuple(ties), _statuses(ties)), status)


def narrow(
    clusters: Sequence[Cluster], found: Sequence[tuple[Partner, ...]], between: Between, name: Say, kinds: Say, status: Say
) -> Network:
    """Lay the figure out for a phone: partners below their cluster, ties of two clusters beside them on the right.

    A partner of several clusters stands below the first of them; the others are tied to it on the right too.
    """
    named = [one.record.id for group in found for one in group]
    frame = NARROW if any(between.values()) or len(named) > len(set(named)) else NARROW_ALONE
    hubs: list[Box] = []
    boxes: dict[str, Box] = {}
    branches: list[Line] = []
    rails: list[str] = []
    shared: list[_Tie] = []
    top = 0.0
    for cluster, group in zip(clusters, found, strict=True):
        hub = _at(_hub(cluster, frame, name), 0, top)
        hubs.append(hub)
        shared.extend(_Tie(boxes[one.record.id], hub, one.status) for one in group if one.record.id in boxes)
        top += hub.height + GAP
        new = [_partner(partner, frame, name, kinds) for partner in group if partner.record.id not in boxes]
        placed = tuple(_placed(new, _INDENT, top))
        branches.extend(map(_branch, placed))
        if placed:
            rails.append(_rail(top - GAP, placed[-1].middle))
            top = placed[-1].y + placed[-1].height + GAP
        boxes |= {box.record.id: box for box in placed}
        top += GROUP_GAP - GAP
    ties = [*branches, *_lanes([*(_tie(hubs, pair, status) for pair, status in between.items() if status), *shared], frame)]
    made = Network(frame, top - GROUP_GAP, tuple(hubs), tuple(boxes.values()), tuple(ties), _statuses(ties), tuple(rails))
    return _explained(made, status)


def _explained(made: Network, status: Say) -> Network:
    """Return the figure with a legend below it: each line that is drawn, with what it means."""
    if not made.statuses:
        return made
    keys = [Key((Shape("M0 6L26 6", drawn_as(one)),), plain(status(one))) for one in made.statuses]
    frame = shapes.Frame(made.frame.width, SIZE, SMALL, stacked=False)
    lines_of, words, bottom = shapes.legend(keys, frame, made.height + GROUP_GAP * 0.8)
    return replace(made, height=bottom, keys=lines_of, words=words)


def _hub(cluster: Cluster, frame: Frame, name: Say) -> Box:
    """Return a cluster, as high as its name asks."""
    said = lines(plain(name(cluster)), frame.hub[0] - PADDING, SIZE, bold=True)
    high = height_of(len(said), SIZE)
    height = max(frame.hub[1], high + PADDING)
    words = set_lines(said, frame.hub[0] / 2, (height - high) / 2, SIZE, "hub", anchor="middle", bold=True)
    return Box(cluster, 0, 0, frame.hub[0], height, tuple(words))


def _partner(partner: Partner, frame: Frame, name: Say, kinds: Say) -> Box:
    """Return a partner, as high as its words ask."""
    room = frame.box - 1.5 * PADDING
    called = lines(plain(name(partner.record)), room, SIZE, bold=True)
    tied = lines(plain(kinds(partner)), room, SMALL)
    below = 6 + height_of(len(called), SIZE)
    words = (*set_lines(called, PADDING, 5.5, SIZE, "label", bold=True), *set_lines(tied, PADDING, below + 2, SMALL, "sub"))
    return Box(partner.record, 0, 0, frame.box, below + 2 + height_of(len(tied), SMALL) + 5, words, partner.status)


def _at(box: Box, x: float, y: float) -> Box:
    return Box(box.record, x, y, box.width, box.height, box.words, box.status)


def _stacked(column: Sequence[Box]) -> float:
    """Return how high boxes are that stand one below the other."""
    return sum(box.height + GAP for box in column) - GAP


def _placed(column: Sequence[Box], x: float, top: float) -> Iterator[Box]:
    """Yield boxes one below the other."""
    for box in column:
        yield _at(box, x, top)
        top += box.height + GAP


def _statuses(ties: Sequence[Line]) -> tuple[str, ...]:
    return tuple(sorted({line.status for line in ties}, key=_rank))


def _rail(top: float, last: float) -> str:
    return f"M{_INDENT / 4:g} {top:g}L{_INDENT / 4:g} {last:g}"


def _branch(box: Box) -> Line:
    return Line(f"M{_INDENT / 4:g} {box.middle:g}L{box.x:g} {box.middle:g}", box.status, (_INDENT * 2 / 3, box.middle))


def _straight(hubs: Sequence[Box], between: Between) -> Iterable[Line]:
    """Yield the ties of clusters that stand next to one another."""
    for (upper, lower), status in between.items():
        if status and lower == upper + 1:
            x, y1, y2 = hubs[upper].x + WIDE.hub[0] / 2, hubs[upper].y + hubs[upper].height, hubs[lower].y
            yield Line(f"M{x:g} {y1:g}L{x:g} {y2:g}", status, (x, (y1 + y2) / 2))


@dataclass(frozen=True, slots=True)
class _Tie:
    """A tie on the right of two boxes, the upper one first."""

    upper: Box
    lower: Box
    status: str

    def beside(self, other: _Tie) -> bool:
        """Say whether two ties pass each other."""
        return self.upper.y < other.lower.y and other.upper.y < self.lower.y


def _tie(hubs: Sequence[Box], pair: tuple[int, int], status: str) -> _Tie:
    return _Tie(hubs[pair[0]], hubs[pair[1]], status)


def _lanes(ties: Sequence[_Tie], frame: Frame) -> Iterable[Line]:
    """Yield ties on the right, each in the lane nearest to its boxes that no other takes there, the short ones first."""
    taken: list[tuple[_Tie, int]] = []
    for tie in sorted(ties, key=lambda one: one.lower.y - one.upper.y):
        beside = {lane for other, lane in taken if tie.beside(other)}
        taken.append((tie, next(number for number in range(1, len(taken) + 2) if number not in beside)))
    most = max((lane for _, lane in taken), default=1)
    step, inset = min(LANE, frame.lanes / most), min(INSET, frame.hub[1] / 2 / (most + 1))
    for tie, lane in taken:
        yield _in_lane(tie, lane * step, lane * inset)


def _in_lane(tie: _Tie, away: float, inset: float) -> Line:
    edge = tie.upper.x + tie.upper.width
    x, y1, y2 = edge + away, tie.upper.y + tie.upper.height - inset, tie.lower.y + inset
    path = f"M{edge:g} {y1:g}Q{x:g} {y1:g} {x:g} {y1 + TURN:g}L{x:g} {y2 - TURN:g}Q{x:g} {y2:g} {edge:g} {y2:g}"
    return Line(path, tie.status, (x, (y1 + y2) / 2))


def _line(hub: Box, box: Box, status: str) -> Line:
    left = box.x == 0
    x1, y1 = (hub.x if left else hub.x + hub.width), hub.middle
    x2, y2 = (box.width if left else box.x), box.middle
    bend = (x1 + x2) / 2
    return Line(f"M{x1:g} {y1:g}C{bend:g} {y1:g} {bend:g} {y2:g} {x2:g} {y2:g}", status, (x2 + (16 if left else -16), y2))
