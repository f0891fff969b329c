"""Laws of layout: whatever the values and the words, nothing meets, nothing leaves the frame, and lengths are true."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit.blocks.drawing.bars import Row, rows
from toolkit.blocks.drawing.point_map import point_map
from toolkit.blocks.drawing.scale import begin, end, ticks, years
from toolkit.blocks.drawing.series import Curve, Point, crosses, overlaps, series, spread
from toolkit.blocks.drawing.shapes import NARROW, WIDE, Drawing, hatch
from toolkit.blocks.drawing.tile_map import Spot, cells, eastward, tile_map
from toolkit.blocks.drawing.timeline import Entry, Span, mark_key, timeline
from toolkit.content.values import Moment

FRAMES = st.sampled_from([WIDE, NARROW])
LABELS = st.text(alphabet="абвгджиклмнопрстухцшщыьэя АБВГ abcdeXYZ №«»—,.", min_size=1, max_size=90)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def check(drawing: Drawing) -> None:
    """No two words overlap; words and shapes stay in the frame."""
    for one, other in combinations(drawing.words, 2):
        assert not overlaps(one.box, other.box), (one, other)
    for word in drawing.words:
        left, top, right, bottom = word.box
        assert min(left, top) >= -0.01, word
        assert right <= drawing.width + 0.01, word
        assert bottom <= drawing.height + 0.01, word
    for shape in drawing.shapes:
        for x, y in points(shape.path):
            assert -3 <= x <= drawing.width + 3, shape
            assert -3 <= y <= drawing.height + 3, shape


def points(path: str) -> list[tuple[float, float]]:
    """Return the absolute points of a path."""
    found = []
    for part in re.findall(r"[ML][^A-Za-z]*", path):
        x, y = NUMBER.findall(part)[:2]
        found.append((float(x), float(y)))
    return found


@st.composite
def some_rows(draw: st.DrawFn) -> list[Row]:
    found = []
    for _ in range(draw(st.integers(2, 7))):
        low = draw(st.one_of(st.just(0.0), st.floats(0.01, 1e6)))
        mark = draw(st.sampled_from(["exact", "about", "more-than", "less-than", "range"]))
        high = low + draw(st.floats(0.01, 1e6)) if mark == "range" else low
        value = (
            draw(st.sampled_from(["", "более "]))
            + f"{low:.0f} "
            + draw(st.sampled_from(["", "рабочих мест", "крупных предприятий отрасли"]))
        )
        found.append(Row(draw(LABELS), value, low, high, draw(st.one_of(st.just(""), LABELS)), mark))
    return found


@given(some_rows(), FRAMES, st.sampled_from(["bar", "dot"]))
def test_rows_never_collide(found: list[Row], frame, kind) -> None:
    """Labels and values of bars and dots stand free of each other."""
    check(rows(found, frame, kind, lambda value: f"{value:g}", [mark_key("adopted", "приблизительное число в источнике")] * 3))


@given(st.lists(st.floats(0.5, 1e5), min_size=1, max_size=5), FRAMES)
def test_shares_never_collide(parts: list[float], frame) -> None:
    """The parts of a whole stand behind each other, and end where the whole ends."""
    start, found = 0.0, [Row("Целое", "100", sum(parts), sum(parts), look="whole")]
    for part in parts:
        found.append(Row("Часть", f"{part:.0f}", part, part, start=start))
        start += part

    check(rows(found, frame, "share", lambda value: f"{value:g}"))


@given(st.lists(st.floats(1, 1000), min_size=2, max_size=6), FRAMES)
def test_bars_are_as_long_as_their_values(values: list[float], frame) -> None:
    """Bars begin at zero, and their lengths are to each other as the values."""
    drawing = rows([Row("Строка", "1", value, value) for value in values], frame, "bar", str)
    bars = [NUMBER.findall(shape.path) for shape in drawing.shapes if shape.role == "solid"]
    lengths = [float(bar[2]) for bar in bars]

    assert len({bar[0] for bar in bars}) == 1
    for value, length in zip(values, lengths, strict=True):
        assert abs(length - value / max(values) * max(lengths)) <= 0.15


@st.composite
def some_curves(draw: st.DrawFn) -> list[Curve]:
    found = []
    for _ in range(draw(st.integers(1, 4))):
        times = sorted(draw(st.sets(st.integers(1990, 2026), min_size=2, max_size=9)))
        values = [draw(st.floats(0, 1e6)) for _ in times]
        found.append(Curve(draw(LABELS), tuple(Point(at, value, f"{value:.0f}") for at, value in zip(times, values, strict=True))))
    return found


@given(some_curves(), FRAMES)
def test_series_never_collide(found: list[Curve], frame) -> None:
    """Names, values and years of lines stand free of each other, and no value lies on a line."""
    drawing = series(found, frame, lambda value: f"{value:g}")
    lines = [points(shape.path) for shape in drawing.shapes if shape.role.startswith("curve")]

    check(drawing)
    for word in drawing.words:
        left, top, right, bottom = word.box
        if word.role == "value" and word.anchor != "start":  # paths are written in tenths
            assert not any(crosses((left + 0.2, top + 0.2, right - 0.2, bottom - 0.2), *pair) for line in lines for pair in pairwise(line))


@st.composite
def some_entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for _ in range(draw(st.integers(1, 8))):
        first = draw(st.floats(1950, 2035))
        last = draw(st.one_of(st.none(), st.floats(0.1, 40).map(lambda length, first=first: first + length)))
        marks = tuple(
            (first + draw(st.floats(0, 5)), draw(st.sampled_from(["adopted", "amended", "expired", "repealed", "term", "event"])))
            for _ in range(2)
        )
        spans = (Span(first, last, draw(st.sampled_from(["held", "open", "over", "to-come"]))),) if draw(st.booleans()) else ()
        found.append(Entry(draw(LABELS), draw(LABELS), spans, marks if spans else (), "" if spans else "даты нет"))
    return found


@given(some_entries(), FRAMES, st.floats(1990, 2030))
def test_timeline_never_collides(found: list[Entry], frame, day: float) -> None:
    """Names, states, years and the day of a timeline stand free of each other."""
    check(timeline(found, frame, day, "1 ноября 2026 г.", [mark_key("term", "конец срока программы"), mark_key("adopted", "принят")]))


SPOTS = st.lists(
    st.builds(Spot, LABELS, st.floats(-85, 85), st.floats(-20, 150), st.one_of(st.just(""), LABELS), st.booleans()), min_size=2, max_size=12
)


@given(SPOTS, st.integers(2, 7))
def test_tiles_keep_north_and_east(spots: list[Spot], columns: int) -> None:
    """No two places share a cell; what lies further west or north is never further right or lower."""
    found = cells(spots, columns)

    assert len(set(found)) == len(spots)
    assert all(0 <= column < columns for column, _ in found)
    for (one, (column, row)), (other, (far, low)) in combinations(zip(spots, found, strict=True), 2):
        assert (one.longitude - other.longitude) * (column - far) >= 0
        assert (one.latitude - other.latitude) * (row - low) <= 0


@given(SPOTS, FRAMES)
def test_tiles_hold_their_names(spots: list[Spot], frame) -> None:
    """Names stand inside of their tiles, and no tile meets another."""
    drawing = tile_map(spots, frame)
    check(drawing)
    tiles = []
    for shape in drawing.shapes:
        left, top, wide, high = (float(one) for one in NUMBER.findall(shape.path)[:4])
        tiles.append((left, top, left + wide, top + high))
    assert not any(overlaps(*pair) for pair in combinations(tiles, 2))
    for word in drawing.words:
        left, top, right, bottom = word.box
        assert any(x - 0.1 <= left and y - 0.1 <= top and right <= x2 + 0.1 and bottom <= y2 + 0.1 for x, y, x2, y2 in tiles), word


@given(SPOTS, FRAMES)
def test_points_never_collide(spots: list[Spot], frame) -> None:
    """Names and degrees of a map of points stand free of each other."""
    check(point_map(spots, frame))


def test_the_date_line_does_not_cut_a_map() -> None:
    """Longitudes run on over the date line: Anadyr lies east of Kaluga, not at the other end of the world."""
    assert eastward([36.3, 177.5, -179.0]) == (36.3, 177.5, 181.0)


@given(st.lists(st.floats(0, 200), max_size=6), st.lists(st.floats(10, 40), min_size=6, max_size=6))
def test_spread_keeps_order_and_distance(wanted: list[float], heights: list[float]) -> None:
    """What is pushed apart does not overlap, keeps its order, and stays where it was wanted if nothing is near."""
    high = heights[: len(wanted)]
    found = spread(wanted, high, 0, 1000)
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))

    for above, below in pairwise(order):
        assert found[above] + high[above] / 2 <= found[below] - high[below] / 2
    if len(wanted) == 1:
        assert found[0] == max(wanted[0], high[0] / 2)


@given(st.floats(0, 1e6), st.floats(0.1, 1e6), st.integers(1, 6))
def test_ticks_are_round_and_hold_zero(below: float, high: float, most: int) -> None:
    """Ticks are even, few, within the axis, and one of them is zero."""
    found = ticks(-below, high, most, whole=False)

    assert 0 in found
    assert len(found) <= most + 1
    assert all(-below - 1e-6 <= value <= high + 1e-6 for value in found)


@given(st.integers(1900, 2030), st.integers(0, 120), st.integers(1, 12))
def test_years_are_few(first: int, length: int, most: int) -> None:
    """No more years are named than have room, and they are evenly spaced."""
    found = years(first, first + length, most)

    assert len(found) <= most + 1
    assert len({later - earlier for earlier, later in pairwise(found)}) <= 1


def test_a_bare_year_is_as_long_as_a_year() -> None:
    """A year begins with its first day and ends where the next begins; a month and a day likewise."""
    assert (begin(Moment("2016")), end(Moment("2016"))) == (2016, 2017)
    assert begin(Moment("2016-07")) < end(Moment("2016-07")) == begin(Moment("2016-08"))
    assert end(Moment("2016-12")) == 2017
    assert begin(Moment("2016-05-09")) < end(Moment("2016-05-09")) < begin(Moment("2016-05-11"))


@given(st.floats(1, 300), st.floats(1, 40))
def test_hatching_stays_in_its_rectangle(wide: float, high: float) -> None:
    """The lines of a pattern end at the edges of what they fill."""
    assert all(-0.1 <= x <= wide + 0.1 and -0.1 <= y <= high + 0.1 for x, y in points(hatch(0, 0, wide, high)))
