"""What is near is found alike however many there are, and as exact geometry has it."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
import shapely.affinity
from hypothesis import given
from hypothesis import strategies as st

from graphkit import nearby
from graphkit.elements import Point, Rectangle
from graphkit.geometry import outline
from graphkit.nearby import Nearby, near_each_other
from graphkit.rings import DEEPEST, Rings

# Halves meet each other exactly, at corners and borders, as drawn things do.
NUMBER = st.integers(-20, 20).map(lambda n: n / 2)
POINT = st.tuples(NUMBER, NUMBER)
BOX = st.tuples(NUMBER, NUMBER, st.integers(0, 12), st.integers(0, 12)).map(
    lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])
)
RING = st.lists(POINT, min_size=3, max_size=6, unique=True).filter(
    lambda ring: shapely.Polygon(ring).is_valid and shapely.Polygon(ring).area > 0
)


@pytest.fixture(params=["each with each", "what may be near", "by index"])
def however_many(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "each with each":
        monkeypatch.setattr(nearby, "FEW", -1)
    if request.param == "by index":
        monkeypatch.setattr(nearby, "SEVERAL", -1)


@pytest.mark.usefixtures("however_many")
class TestNearby:
    @given(boxes=st.lists(BOX, min_size=1, max_size=8), points=st.lists(POINT, max_size=6), distance=st.integers(0, 9))
    def test_points(self, boxes: list[tuple[float, ...]], points: list[Point], distance: int) -> None:
        found = Nearby(np.array(boxes)).points(np.array(points).reshape(-1, 2), distance)
        assert pairs(found) == {
            (p, b) for p, point in enumerate(points) for b, box in enumerate(boxes)
            if shapely.Point(point).distance(shapely.box(*box)) <= distance
        }  # fmt: skip

    @given(boxes=st.lists(BOX, min_size=1, max_size=8), others=st.lists(BOX, max_size=6), distance=st.integers(0, 9))
    def test_boxes(self, boxes: list[tuple[float, ...]], others: list[tuple[float, ...]], distance: int) -> None:
        found = Nearby(np.array(boxes)).overlaps(np.array(others).reshape(-1, 4), distance)
        assert pairs(found) == {
            (o, b) for o, other in enumerate(others) for b, box in enumerate(boxes)
            if shapely.box(*other).distance(shapely.box(*box)) <= distance
        }  # fmt: skip

    @given(boxes=st.lists(BOX, min_size=1, max_size=8), ways=st.lists(st.tuples(POINT, POINT), max_size=6))
    def test_ways(self, boxes: list[tuple[float, ...]], ways: list[tuple[Point, Point]]) -> None:
        points, along = np.array(ways).reshape(-1, 2, 2).transpose(1, 0, 2)
        found = Nearby(np.array(boxes)).met(points, along)
        assert pairs(found) == {
            (w, b) for w, ((x, y), (dx, dy)) in enumerate(ways) for b, box in enumerate(boxes)
            if shapely.LineString([(x, y), (x + dx, y + dy)]).distance(shapely.box(*box)) < 1e-9
        }  # fmt: skip

    def test_whole_numbers(self) -> None:
        assert pairs(near_each_other(np.array([[0, 0], [3, 4], [9, 9]]), 5)) == {(0, 0), (1, 1), (2, 2), (0, 1), (1, 0)}

    def test_pairs_come_in_the_order_of_what_was_looked_for(self) -> None:
        found, _ = Nearby(np.array([[0.0, 0, 9, 9], [5, 5, 20, 20]])).points(np.array([[6.0, 6], [1, 1], [8, 8]]), 0)
        assert found.tolist() == sorted(found.tolist())


@given(rings=st.lists(RING, min_size=1, max_size=4), points=st.lists(POINT, min_size=1, max_size=6))
def test_points_in_rings_or_on_them(rings: list[list[Point]], points: list[Point]) -> None:
    which = range(len(rings))
    assert pairs(Rings(rings).around(np.array(points), which)) == {
        (p, r) for p, point in enumerate(points) for r, ring in enumerate(rings)
        if shapely.Point(point).intersects(shapely.Polygon(ring))
    }  # fmt: skip


@given(ring=RING, points=st.lists(POINT, min_size=1, max_size=6))
def test_points_off_a_ring(ring: list[Point], points: list[Point]) -> None:
    rows = np.arange(len(points))
    off, inside = Rings([ring]).off(np.array(points), rows, np.zeros(len(points), dtype=np.intp))
    assert off.tolist() == pytest.approx([shapely.Point(p).distance(shapely.LinearRing(ring)) for p in points])
    for point, distance, is_inside in zip(points, off.tolist(), inside.tolist(), strict=True):
        assert is_inside == shapely.Polygon(ring).contains(shapely.Point(point)) or distance < 1e-9


@given(
    place=st.tuples(st.integers(-999, 999), st.integers(-999, 999)),
    size=st.tuples(st.integers(10, 300), st.integers(10, 300)),
    part=st.sampled_from([1, 3, 7, 10]),
    quarters=st.integers(1, 3),
)
def test_what_is_level_with_the_corner_of_a_turned_box_is_not_inside(
    place: tuple[int, int], size: tuple[int, int], part: int, quarters: int
) -> None:
    (x, y), (width, height) = place, size
    box = Rectangle(id="r", x=x / part, y=y / part, width=width / part, height=height / 7, angle=quarters * math.pi / 2)
    ring = outline(box)
    far = min(x for x, _ in ring) - 50
    points = np.array([(far, y) for _, y in ring])
    rows = np.arange(len(ring))
    assert not Rings([ring]).hold(points, rows, np.zeros(len(ring), dtype=np.intp)).any()


@given(ring=RING, angle=st.floats(-math.pi, math.pi))
def test_rings_in_a_turned_frame(ring: list[Point], angle: float) -> None:
    turned = shapely.affinity.rotate(shapely.Polygon(ring), -angle, origin=(0, 0), use_radians=True)
    assert Rings([ring]).turned(angle)[0].tolist() == pytest.approx(list(turned.bounds), abs=1e-9)


def pairs(found: tuple[nearby.Ints, nearby.Ints]) -> set[tuple[int, int]]:
    """What was found, as a set; nothing is found twice."""
    both = list(zip(found[0].tolist(), found[1].tolist(), strict=True))
    assert len(both) == len(set(both))
    return set(both)


def test_of_many_rings_around_a_point_the_smallest_are_told() -> None:
    sides = np.arange(DEEPEST + 30, 0, -1.0)
    rings = Rings([[(-s, -s), (s, -s), (s, s), (-s, s)] for s in sides.tolist()])
    points = np.array([[0.0, 0.0], [500.0, 0.0], [0.2, 0.1]])
    which, ring = rings.around(points, range(len(sides)))
    assert which.tolist() == [0] * DEEPEST + [2] * DEEPEST
    assert sorted(ring[which == 0].tolist()) == list(range(30, DEEPEST + 30))


@given(rings=st.lists(st.lists(POINT, min_size=1, max_size=6), max_size=5), back=st.booleans())
def test_areas_are_those_within_the_corners_however_many_and_whether_they_come_back(
    rings: list[list[Point]], back: bool
) -> None:
    drawn = [[*ring, ring[0]] if back else ring for ring in rings]
    # Of one point or two there is no ring but the last of them again.
    alike = [shapely.Polygon([*ring, *[ring[-1]] * (3 - len(ring))]) for ring in drawn]
    found = Rings(drawn).areas(range(len(drawn)))
    assert [shapely.to_wkb(area) for area in found] == [shapely.to_wkb(area) for area in alike]
