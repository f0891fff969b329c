"""The cooperation figure in both layouts: nothing meets, nothing leaves the frame, every tie is drawn once."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import REPOSITORY
from toolkit.blocks.drawing.series import overlaps
from toolkit.blocks.drawing.shapes import Words
from toolkit.blocks.network import STATUS_ORDER, Network, Partner, narrow, wide
from toolkit.content.library import Library
from toolkit.content.records import Cluster, Link, Organisation
from toolkit.core.workspace import DiskWorkspace
from toolkit.project import Project

SIZES = st.lists(st.integers(0, 9), min_size=1, max_size=6)
STATUS = st.sampled_from(["", *STATUS_ORDER])
LAYOUTS = {"wide": wide, "narrow": narrow}


def library() -> Library:
    found = Project(DiskWorkspace(REPOSITORY)).library
    assert found is not None
    return found


SHIPPED = library()


def ends(path: str) -> list[tuple[float, float]]:
    """Return the points of a path, those that it only bends towards left out."""
    found = []
    for part in re.findall(r"[MLQC][^MLQC]*", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", part)]
        found.append((numbers[-2], numbers[-1]))
    return found


def said(words: tuple[Words, ...], role: str) -> str:
    """Return what the lines of a role say together."""
    return " ".join(word.text for word in words if word.role == role)


def check(figure: Network) -> None:
    """Boxes and hubs stand apart inside the frame with their words inside them, and lines end inside it."""
    width, height = figure.frame.width, figure.height
    for box in (*figure.boxes, *figure.hubs):
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= width
        assert box.y + box.height <= height + 0.01
        for left, top, right, bottom in (word.box for word in box.words):
            assert left >= 0
            assert top >= 0
            assert right <= box.width
            assert bottom <= box.height
    places = [(box.x, box.y, box.x + box.width, box.y + box.height) for box in (*figure.boxes, *figure.hubs)]
    assert not any(overlaps(one, other) for one, other in combinations(places, 2))
    for line in figure.lines:
        assert all(0 <= x <= width and 0 <= y <= height for x, y in ends(line.path)), line


@given(SIZES, st.data())
def test_both_layouts_draw_every_tie_once(sizes: list[int], data: st.DataObject) -> None:
    """Whatever the number of clusters, partners and ties between clusters; a partner of several clusters is one box, on a phone too."""
    clusters, records, links = SHIPPED.all(Cluster)[: len(sizes)], SHIPPED.all(Organisation), st.sampled_from(SHIPPED.all(Link))
    groups = [tuple(Partner(records[number], (data.draw(links),)) for number in range(size)) for size in sizes]
    between = {pair: data.draw(STATUS) for pair in combinations(range(len(clusters)), 2)}
    tied = sum(map(bool, between.values()))

    names = {record.id: " ".join(["Слово"] * data.draw(st.integers(1, 12))) for record in (*records[: max(sizes)], *clusters)}

    for layout in LAYOUTS.values():
        figure = layout(
            clusters,
            groups,
            between,
            lambda record: names[record.id],
            lambda partner: "вид связи, " * 6,
            lambda status: f"состояние {status}",
        )
        check(figure)
        assert len(figure.boxes) == max(sizes)
        assert len(figure.lines) == sum(sizes) + tied
        assert set(figure.statuses) == {line.status for line in figure.lines}
        assert {word.text for word in figure.words} == {f"состояние {status}" for status in figure.statuses}
        assert len(figure.keys) == len(figure.statuses)
        assert all(said(box.words, "label") == names[box.record.id] for box in figure.boxes)
    assert len({(box.x, box.y) for box in figure.boxes}) == len(figure.boxes)
