"""A drawing means the same wherever it stands, however large, whichever way up, and in whatever order it was drawn.

Each golden drawing is changed by hypothesis, and its graph must stay as it was: node ids, labels, roles, contexts and
the elements that make up each node; edge keys, ends, labels and directions. Distances scale, so they are not compared;
how sure an edge is must not change. The drawings that are not read right yet are held to this as well.
"""

from __future__ import annotations

from functools import cache
from typing import TypeAlias

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

import graphkit as gk
from graphkit.elements import Arrow, Drawing, Freedraw, Line
from test_golden import SOURCES
from transforms import drawn_backwards, reordered, scaled, translated, turned

Meaning: TypeAlias = dict[str, dict[object, object]]

NODE = ("label", "role", "kind", "context")
EDGE = ("relation", "label", "directed", "context", "sequence", "start_cardinality", "end_cardinality")

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
