"""A drawing means the same wherever it stands, however large, whichever way up, and in whatever order it was drawn.

Each golden drawing is changed by hypothesis, and its graph must stay as it was: node ids, labels, roles, contexts and
the elements that make up each node; edge keys, ends, labels and directions. Distances scale, so they are not compared;
how sure an edge is must not change. The drawings that are not read right yet are held to this as well.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TypeAlias

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import graphkit as gk
from drawing_builder import arrow, drawing, ellipse, frame, image, line, rectangle, text
from graphkit.analysis.scales import sizes_of, unlike
from graphkit.analysis.scene import median
from graphkit.elements import Arrow, Drawing, Freedraw, Line, Text
from graphkit.thresholds import Thresholds
from test_golden import SOURCES
from transforms import OTHER, beside, drawn_backwards, renamed, reordered, scaled, translated, turned

Meaning: TypeAlias = dict[str, dict[object, object]]

NODE = ("label", "role", "kind", "context")
EDGE = (
    "relation", "label", "directed", "context", "sequence", "start_cardinality", "end_cardinality", "start_role",
    "end_role",
)  # fmt: skip

every_drawing = pytest.mark.parametrize("name", SOURCES)
few = settings(max_examples=8)
far = st.floats(-1e5, 1e5)


@cache
def original(name: str) -> Drawing:
    return gk.read(SOURCES[name])


@cache
def graph_of_original(name: str) -> nx.MultiDiGraph:
    return gk.extract(original(name))


def meaning(graph: nx.MultiDiGraph) -> Meaning:
    """What the graph says, by node id and edge key."""
    return {
        "nodes": {
            node: {key: attributes.get(key) for key in NODE} | {"elements": sorted(attributes["elements"].split())}
            for node, attributes in graph.nodes(data=True)
        },
        "edges": {
            (source, target, key): {key: attributes.get(key) for key in EDGE}
            for source, target, key, attributes in graph.edges(keys=True, data=True)
        },
    }


def assert_same(name: str, changed: Drawing) -> None:
    """Check that the changed drawing says what the original says, and is as sure of it."""
    expected, got = graph_of_original(name), gk.extract(changed)
    assert meaning(got) == meaning(expected)
    assert confidences(got) == pytest.approx(confidences(expected), abs=2e-4)  # they are rounded to four digits


def confidences(graph: nx.MultiDiGraph) -> dict[object, float]:
    """How sure each edge is."""
    return {(u, v, key): confidence for u, v, key, confidence in graph.edges(keys=True, data="confidence")}


@every_drawing
@few
@given(dx=far, dy=far)
def test_moved(name: str, dx: float, dy: float) -> None:
    assert_same(name, translated(original(name), dx, dy))


@every_drawing
@few
@given(factor=st.floats(0.1, 10))
def test_scaled(name: str, factor: float) -> None:
    assert_same(name, scaled(original(name), factor))


@every_drawing
@few
@given(quarters=st.integers(1, 3), by_angle=st.booleans())
def test_turned(name: str, quarters: int, by_angle: bool) -> None:
    assert_same(name, turned(original(name), quarters, by_angle=by_angle))


@every_drawing
@few
@given(data=st.data())
def test_drawn_in_another_order(name: str, data: DataObject) -> None:
    drawing = original(name)
    order = data.draw(st.permutations(range(len(drawing.elements))))
    assert_same(name, reordered(drawing, order))


@every_drawing
def test_each_connector_drawn_backwards(name: str) -> None:
    drawing = original(name)
    expected = directions(graph_of_original(name))
    for element in drawing.elements:
        # A branch of the mind-map script leads from its start to its end: its direction is not drawn but declared.
        if isinstance(element, Arrow | Line | Freedraw) and not element.custom.get("isBranch"):
            changed = directions(gk.extract(drawn_backwards(drawing, element.id)))
            assert changed == expected, f"{element.id} drawn backwards"


def has_a_scale(drawing: Drawing) -> bool:
    """Whether the drawing has words enough to have a scale of its own, and something that may connect."""
    texts = [e for e in drawing.elements if isinstance(e, Text) and e.label]
    return len(texts) > 2 and any(isinstance(e, Arrow | Line | Freedraw) for e in drawing.elements)


def here(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The part of a graph that is not of the other drawing on the sheet."""
    return graph.subgraph([node for node, element in graph.nodes(data="element") if not element.startswith(OTHER)])


WITH_A_SCALE = [name for name in SOURCES if has_a_scale(original(name))]


@pytest.mark.parametrize("name", WITH_A_SCALE)
@few
@given(factor=st.sampled_from([0.1, 0.3, 3.0, 8.0]), other=st.sampled_from(WITH_A_SCALE))
def test_beside_a_drawing_of_another_scale(name: str, factor: float, other: str) -> None:
    far = scaled(original(other), factor)
    small, large = sorted(median(sizes_of(found.elements)) for found in (original(name), far))
    assume(unlike(Thresholds(), small, large))
    got, expected = here(gk.extract(beside(original(name), far, 10_000))), graph_of_original(name)
    assert meaning(got) == meaning(expected)
    assert confidences(got) == pytest.approx(confidences(expected), abs=2e-4)


@every_drawing
def test_beside_copies_of_itself(name: str) -> None:
    sheet = original(name)
    for n in range(1, 4):
        copy = translated(original(name), 0, 7 * n)
        sheet = beside(sheet, renamed(copy, f"{n}"), 10_000)
    got, expected = here(gk.extract(sheet)), graph_of_original(name)
    assert meaning(got) == meaning(expected)
    assert confidences(got) == pytest.approx(confidences(expected), abs=0.02)  # how far ends usually stop tells more


def directions(graph: nx.MultiDiGraph) -> set[tuple[object, ...]]:
    """The arrows and lines with their ends, which for those without direction are in no order."""
    return {
        (
            frozenset((source, target)) if not attributes["directed"] else (source, target),
            attributes["relation"],
            attributes["label"],
            attributes["element"],
        )
        for source, target, attributes in graph.edges(data=True)
        if attributes["relation"] in ("arrow", "line")
    }


TABLE = [rectangle(f"c{row}{column}", (200 + 200 * column, 100 + 150 * row), (100, 60))
         for row in range(3) for column in range(3)]  # fmt: skip
SHED = rectangle("shed", (0, 0), (500, 300)), rectangle("saw", (200, 100), (100, 60), "Saw")
ORDERLESS = {
    "headings of rows and columns": drawing(
        [text(f"row{n}", f"Row {n}", (50, 118 + 150 * n)) for n in range(3)],
        [text(f"column{n}", f"Column {n}", (220 + 200 * n, 40)) for n in range(3)],
        TABLE,
    ),
    "two texts as far from the side of a container": drawing(
        SHED, text("one", "Title", (10, 10)), text("two", "Other", (10, 60))
    ),
    "words in the middle between two pictures": drawing(
        image("p", (0, 0), (60, 60)), image("q", (100, 0), (60, 60)), text("t", "x", centre=(80, 30))
    ),
    "a label between two arrows": drawing(
        [rectangle(name, (x, 0), (100, 120), name) for name, x in (("A", 0), ("B", 400))],
        arrow("one", (100, 30), (400, 30)),
        arrow("two", (400, 90), (100, 90)),
        text("t", "words", centre=(250, 60)),
    ),
    "words as far from one thing as from the next": drawing(
        [rectangle(f"c{k}", (60 * k, 0), (60, 60)) for k in range(5)],
        [text(f"w{k}", f"w{k}", centre=(60 * k + 60, 78)) for k in range(4)],
        rectangle("b", (120, 200), (60, 40)),
        arrow("a", (138, 200), (138, 60)),
    ),
    "a lifeline aslant": drawing(
        [rectangle(name, (x, 0), (100, 60), name) for name, x in (("A", 0), ("B", 600), ("C", 900))],
        line("la", (50, 60), (20, 560)),
        line("lb", (650, 60), (650, 560)),
        line("lc", (950, 60), (950, 560)),
        arrow("m1", (42, 200), (650, 200)),
        arrow("m2", (650, 215), (950, 215)),
    ),
}
"""What looks the same in whatever order it was drawn, since nothing lies on anything else."""

AT_A_LIMIT = {
    "a title at the left, another below": ORDERLESS["two texts as far from the side of a container"],
    "words in the overlap of equal boxes": drawing(
        rectangle("p", (0, 0), (200, 100)), rectangle("q", (140, 60), (200, 100)), text("t", "hi", centre=(170, 80))
    ),
    "a box in two containers of one size": drawing(
        rectangle("p", (0, 0), (300, 200), "P"),
        rectangle("q", (100, 0), (300, 200), "Q"),
        rectangle("x", (150, 100), (60, 40), "X"),
    ),
    "a box with three quarters in a container": drawing(SHED, rectangle("x", (425, 100), (100, 60), "X")),
    "a column with a gap as wide as may be": drawing(
        text("h", "Head", (20, 0)),
        [rectangle(name, (0, y), (100, 60)) for name, y in (("a", 65), ("b", 165), ("c", 345), ("e", 445))],
    ),
    "headings at two angles": drawing(
        [text(f"h{n}", f"Head {n}", (-120, 418 + 150 * n)) for n in range(3)],
        [rectangle(f"r{n}{k}", (150 * k, 400 + 150 * n), (100, 60), f"{n} {k}") for n in range(3) for k in range(2)],
        text("t", "Turned", centre=(600, 200), angle=math.pi / 2),
        [rectangle(f"down{n}", (550, 273 + 100 * n), (100, 60), f"down {n}") for n in range(2)],
        [rectangle(f"left{n}", (467 - 150 * n, 170), (100, 60), f"left {n}") for n in range(2)],
    ),
    "words of a box that are all but level": drawing(
        rectangle("box", (0, 0), (300, 100)), text("t", "left", (20, 31)), text("u", "right", (150, 28))
    ),
}
"""What the last bit of a number may not decide."""

ON_THE_BORDER = {
    "a plain line's end": drawing(
        rectangle("s", (900, 620), (100, 60)),
        text("t", "N11", (743.5, 637.5)),
        text("u", "N3", (919, 17.5)),
        line("one", (900, 650), (820, 650)),
        line("two", (928.19, 69.18), (900, 680)),
    ),
    "an end beside a frame": drawing(
        ellipse("s", (480, 300), (140, 80)),
        frame("big", (-40, -40), (210, 740)),
        line("c", (480.05, 338.56), (170, 332.17)),
    ),
    "an end at words": drawing(
        text("n", "N3", (699, 627.5)), text("t", "ab", (20, 620)), line("c", (680, 639.67), (42, 632.62))
    ),
}
"""Ends exactly on the border of something."""


@pytest.mark.parametrize("name", ORDERLESS)
@settings(max_examples=20)
@given(data=st.data())
def test_of_two_as_likely_the_order_does_not_decide(name: str, data: DataObject) -> None:
    made = ORDERLESS[name]
    order = data.draw(st.permutations(range(len(made.elements))))
    assert meaning(gk.extract(reordered(made, order))) == meaning(gk.extract(made))


@pytest.mark.parametrize("name", AT_A_LIMIT)
@settings(max_examples=40)
@given(dx=st.integers(-5000, 5000), dy=st.integers(-5000, 5000))
def test_at_a_limit_the_place_does_not_decide(name: str, dx: int, dy: int) -> None:
    made = AT_A_LIMIT[name]
    assert meaning(gk.extract(translated(made, dx / 10, dy / 10))) == meaning(gk.extract(made))


@pytest.mark.parametrize("name", ON_THE_BORDER)
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_an_end_on_a_border_is_read_alike_whichever_way_up(name: str, quarters: int) -> None:
    graph = gk.extract(ON_THE_BORDER[name])
    other = gk.extract(turned(ON_THE_BORDER[name], quarters, by_angle=False))
    assert meaning(other) == meaning(graph)
    assert confidences(other) == pytest.approx(confidences(graph), abs=2e-4)
