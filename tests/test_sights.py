"""What is around the ends of connectors is the same, whoever asks first, and for however many at once."""

from __future__ import annotations

import math

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.connectors import Connector
from graphkit.analysis.sights import Found, Sights, terminals
from graphkit.elements import Point
from graphkit.rings import Rings
from graphkit.thresholds import Thresholds

NUMBER = st.integers(-200, 200).map(float)
POINT = st.tuples(NUMBER, NUMBER)
PATH = st.lists(POINT, min_size=2, max_size=4)
BOXES = [[(x, y), (x + 60, y), (x + 60, y + 40), (x, y + 40)] for x in (-180.0, 0.0, 90.0) for y in (-90.0, 60.0)]
THINGS = np.array([3, 0, 1, 1, 2, 0])
LIMITS = Thresholds()


def sights() -> Sights:
    return Sights(Rings(BOXES), THINGS, 10.0, LIMITS)


def connectors(paths: list[list[Point]]) -> list[Connector]:
    return [Connector(k, (k,), path, None, "arrow", True) for k, path in enumerate(paths)]


def rows(found: Found) -> list[tuple[int, int, float, bool]]:
    terminal, target, measured = found
    return list(
        zip(terminal.tolist(), target.tolist(), measured.distance.tolist(), measured.inside.tolist(), strict=True)
    )


@given(paths=st.lists(PATH, min_size=1, max_size=5), seed=st.integers(0, 99))
def test_it_is_the_same_whoever_asks_first(paths: list[list[Point]], seed: int) -> None:
    every, some = connectors(paths), sights()
    all_ = np.arange(2 * len(every))
    at_once = rows(sights().around(every, all_))
    random = np.random.default_rng(seed)
    # Some of them first, in another order, and only some of their ends.
    first = [every[k] for k in random.permutation(len(every))[: seed % len(every) + 1]]
    some.around(first, random.permutation(2 * len(first))[: seed % 4])
    some.tips(first[::-1])
    assert rows(some.around(every, all_)) == at_once
    number = {id(connector): k for k, connector in enumerate(every)}
    again = rows(some.around(first, np.arange(2 * len(first))))
    assert sorted((2 * number[id(first[t // 2])] + t % 2, *rest) for t, *rest in again) == [
        row for row in at_once if row[0] // 2 in {number[id(c)] for c in first}
    ]
    assert [t for t, *_ in again] == sorted(t for t, *_ in again)


@given(paths=st.lists(PATH, min_size=1, max_size=4))
def test_all_that_is_near_is_seen(paths: list[list[Point]]) -> None:
    every = connectors(paths)
    seen = {
        (t, k): (distance, inside) for t, k, distance, inside in rows(sights().around(every, np.arange(2 * len(every))))
    }
    for t in range(2 * len(every)):
        tip = shapely.Point(paths[t // 2][-(t % 2)])
        for k, ring in enumerate(BOXES):
            distance = tip.distance(shapely.LinearRing(ring))
            if tip.distance(shapely.Polygon(ring)) <= LIMITS.end_reach * 10.0:
                assert math.isclose(seen[t, k][0], distance, abs_tol=1e-9)


@given(paths=st.lists(PATH, min_size=2, max_size=4), one=st.integers(0, 3), two=st.integers(0, 3))
def test_what_an_end_declares_is_all_outlines_of_its_thing(paths: list[list[Point]], one: int, two: int) -> None:
    every, known = connectors(paths), sights()
    for fixed in ({0: one, 3: two}, {0: two}, {3: two, 0: one, 1: one}):
        found = rows(known.declared(every, fixed))
        assert [(t, k) for t, k, *_ in found] == [
            (t, k) for t in sorted(fixed) for k in range(len(BOXES)) if THINGS[k] == fixed[t]
        ]
        assert found == rows(sights().declared(every, fixed))


def test_an_end_points_along_the_last_bit_of_its_path() -> None:
    (start, end), directions, lengths = terminals([[(0, 0), (30, 0), (30, 40)]], unit=5.0)
    assert (start.tolist(), end.tolist(), lengths.tolist()) == ([0, 0], [30, 40], [70, 70])
    assert directions.tolist() == [[-1, 0], [0, 1]]
