"""Geometry at its limits: no drawing that can be read breaks the analysis, whatever its elements measure."""

from __future__ import annotations

import gc
import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as with_

import graphkit as gk
from drawing_builder import arrow, drawing, read_scene, rectangle
from graphkit import geometry
from graphkit.elements import Text

sizes = st.sampled_from([0, 0, 1e-9, 1, 20, 100, -50, 1e9])
places = st.sampled_from([0, 0, 1e-9, 10, 100, -100, 1e9])
kinds = st.sampled_from(["rectangle", "ellipse", "diamond", "text", "line", "arrow", "freedraw", "frame", "image"])


@st.composite
def elements(draw: st.DrawFn) -> dict[str, Any]:
    """One element with sizes and places that tend to coincide, to vanish, or to be enormous."""
    kind = draw(kinds)
    element: dict[str, Any] = {
        "type": kind, "x": draw(places), "y": draw(places), "width": draw(sizes), "height": draw(sizes),
        "angle": draw(st.sampled_from([0, 0, 0.5, 1e-9])), "groupIds": draw(st.sampled_from([[], [], ["g"]])),
    }  # fmt: skip
    if kind == "text":
        element |= {
            "text": draw(st.sampled_from(["a", "b c"])),
            "fontSize": draw(st.sampled_from([20, 1e-3, 1e-9, 1e9])),
        }
    if kind in ("line", "arrow", "freedraw"):
        element["points"] = draw(st.lists(st.tuples(places, places).map(list), max_size=5))
        element["polygon"] = kind == "line" and draw(st.booleans())
        element["endArrowhead"] = draw(st.sampled_from([None, "arrow"]))
    return element


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(elements(), max_size=12))
def test_any_geometry_is_analyzed(drawn: list[dict[str, Any]]) -> None:
    numbered = [element | {"id": f"e{i}"} for i, element in enumerate(drawn)]
    drawing = read_scene({"type": "excalidraw", "version": 2, "elements": numbered})
    graph = gk.to_graph(gk.analyze(drawing))
    assert all(0 <= confidence <= 1 for *_, confidence in graph.edges(data="confidence", default=1.0))


def test_a_thing_may_be_without_breadth_beside_its_length() -> None:
    drawn = {"x": 0, "y": 0, "width": 0, "height": 0, "groupIds": ["g"]}
    word = {"type": "text", "id": "t", "text": "a", **drawn}
    stroke = {"type": "freedraw", "id": "f", "angle": 0.5, "points": [[0, 0], [0, 1e9]], **drawn}
    empty = {"type": "rectangle", "id": "r", **drawn, "groupIds": []}
    read = read_scene({"elements": [empty, word, stroke]})
    tiny = [with_(e, font_size=1e-9) if isinstance(e, Text) else e for e in read.elements]
    analysis = gk.analyze(replace(read, elements=tuple(tiny)))
    assert analysis.thing_of["t"] is analysis.thing_of["f"]


@pytest.mark.parametrize("size", [5e-324, 1e-9, 1e-3, 0, -1])
def test_texts_may_be_too_small_to_be_seen(size: float) -> None:
    box = {"id": "b", "type": "rectangle", "x": 0, "y": 0, "width": 100, "height": 60}
    text = {"type": "text", "x": 0, "width": 30, "height": 20, "containerId": "b", "fontSize": size}
    texts = [text | {"id": "c", "y": 0, "text": "first"}, text | {"id": "d", "y": 1e9, "text": "second"}]
    graph = gk.to_graph(gk.analyze(read_scene({"type": "excalidraw", "version": 2, "elements": [box, *texts]})))
    assert "first second" in [label for _, label in graph.nodes(data="label")]


@pytest.mark.parametrize("points", [[], [[0, 0]], [[0, 0], [10, 10]], [[0, 0], [5, 5], [10, 0]]])
def test_a_closed_line_may_have_few_points(points: list[list[float]]) -> None:
    line = {"id": "l", "type": "line", "x": 0, "y": 0, "width": 10, "height": 10, "points": points, "polygon": True}
    text = {"id": "t", "type": "text", "x": 0, "y": 0, "width": 30, "height": 20, "text": "words", "fontSize": 20}
    graph = gk.to_graph(gk.analyze(read_scene({"type": "excalidraw", "version": 2, "elements": [line, text]})))
    assert "words" in [label for _, label in graph.nodes(data="label")]


@pytest.mark.parametrize("kind", ["line", "arrow", "freedraw"])
@pytest.mark.parametrize("count", [2, 3, 6])
def test_all_points_of_a_path_may_be_one(kind: str, count: int) -> None:
    path = {"id": "p", "type": kind, "x": 5, "y": 5, "width": 0, "height": 0, "points": [[0, 0]] * count}
    box = {"id": "b", "type": "rectangle", "x": 0, "y": 0, "width": 100, "height": 60}
    graph = gk.to_graph(gk.analyze(read_scene({"type": "excalidraw", "version": 2, "elements": [path, box]})))
    assert "b" in [element for _, element in graph.nodes(data="element")]
    assert graph.number_of_edges() == 0  # nobody sees it


@pytest.mark.parametrize("kind", ["line", "arrow", "freedraw"])
def test_a_path_may_have_a_hundred_thousand_corners(kind: str) -> None:
    """None is compared with all others: that would take minutes."""
    chance = random.Random(1)  # noqa: S311  # the same points every time, nothing secret
    points = [[chance.random() * 900, chance.random() * 900] for _ in range(100_000)]
    path = {"id": "p", "type": kind, "x": 0, "y": 0, "width": 900, "height": 900, "points": points}
    box = {"id": "b", "type": "rectangle", "x": 0, "y": 0, "width": 100, "height": 60}
    graph = gk.to_graph(gk.analyze(read_scene({"type": "excalidraw", "version": 2, "elements": [path, box]})))
    assert "b" in [element for _, element in graph.nodes(data="element")]


def test_large_drawings_are_no_more_work_for_the_garbage_collector() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(300, 0), label="B"), rectangle("c", at=(300, 70)),
        arrow("e", "a", "b", label="says"),
    )  # fmt: skip
    analysis = gk.analyze(found)
    (connection,) = analysis.connections
    evidence = connection.end.evidence
    assert evidence.runner_up is not None
    relations = [*analysis.things, connection, connection.end, evidence, evidence.runner_up, *connection.labels]
    assert not any(map(gc.is_tracked, (*found.elements, *relations)))


@pytest.mark.parametrize("points", [(), ((0.0, 0.0),)], ids=["none", "one"])
@pytest.mark.parametrize("kind", ["arrow", "line", "freedraw"])
def test_a_path_with_fewer_points_than_two_goes_across_its_box(
    kind: str, points: tuple[tuple[float, float], ...]
) -> None:
    # No file is read so, but a drawing may be made in other ways.
    drawn = {"id": "x", "type": kind, "x": 0, "y": 0, "width": 60, "height": 80, "points": [[0, 0], [60, 80]]}
    read = read_scene({"elements": [drawn]})
    made = replace(read, elements=tuple(with_(e, points=points) for e in read.elements))
    (element,) = made.elements
    assert geometry.path(element) == [(0, 0), (60, 80)]
    assert gk.to_graph(gk.analyze(made)).number_of_nodes() == 0


def test_an_elbow_arrow_goes_straight_from_corner_to_corner_though_it_is_rounded() -> None:
    bent = {"id": "x", "type": "arrow", "x": 0, "y": 0, "width": 60, "height": 80,
            "points": [[0, 0], [60, 0], [60, 80]],
            "roundness": {"type": 2}}  # fmt: skip
    for elbowed in (True, False):
        (element,) = read_scene({"elements": [bent | {"elbowed": elbowed}]}).elements
        assert (geometry.path(element) == [(0, 0), (60, 0), (60, 80)]) == elbowed
