"""The comparison that golden drawings rely on sees every difference, and none where there is none."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

from reading import ROLES, differences
from test_golden import SOURCES

READINGS = {
    name: json.loads(source.with_name("expected.json").read_text(encoding="utf-8")) for name, source in SOURCES.items()
}


def graph_that_says(expected: dict[str, Any]) -> nx.MultiDiGraph:
    """A graph that says just what the reading says."""
    graph = nx.MultiDiGraph()
    for kind, role in ROLES.items():
        for ref in expected[kind]:
            label, _, element = ref.rpartition("#") if "#" in ref else (ref, "", ref.replace(" ", "-"))
            graph.add_node(ref, label=label.strip(), role=role, element=element, elements=element)
    for whole, members in expected.get("contexts", {}).items():
        for member in members:
            graph.nodes[member]["context"] = whole
    for i, edge in enumerate(expected["edges"]):
        relation = edge.get("relation", "arrow")
        attributes = {"label": "", "relation": relation, "directed": relation == "arrow", "element": f"e{i}", **edge}
        graph.add_edge(attributes.pop("source"), attributes.pop("target"), key=f"e{i}", **attributes)
    for relation in ("contains", "heads"):
        for whole, members in expected.get(relation, {}).items():
            for member in members:
                graph.add_edge(whole, member, relation=relation, label="", directed=True)
    return graph


@pytest.mark.parametrize("name", READINGS)
def test_the_reading_itself_differs_in_nothing(name: str) -> None:
    assert differences(graph_that_says(READINGS[name]), READINGS[name]) == []


def rename_a_node(graph: nx.MultiDiGraph) -> None:
    graph.nodes["API"]["label"] = "IPA"


def take_a_node_for_an_annotation(graph: nx.MultiDiGraph) -> None:
    graph.nodes["API"]["role"] = "annotation"


def add_a_node(graph: nx.MultiDiGraph) -> None:
    graph.add_node("more", label="More", role="entity", element="more", elements="more")


def double_a_node(graph: nx.MultiDiGraph) -> None:
    graph.add_node("API2", label="API", role="entity", element="x", elements="x")


def drop_an_edge(graph: nx.MultiDiGraph) -> None:
    graph.remove_edge("API", "Queue")


def turn_an_edge(graph: nx.MultiDiGraph) -> None:
    (key,) = graph["API"]["Queue"]
    attributes = graph["API"]["Queue"][key]
    graph.remove_edge("API", "Queue")
    graph.add_edge("Queue", "API", key=key, **attributes)


def double_an_edge(graph: nx.MultiDiGraph) -> None:
    graph.add_edge("API", "Queue", relation="arrow", label="", directed=True, element="x")


def lose_a_direction(graph: nx.MultiDiGraph) -> None:
    for attributes in graph["API"]["Queue"].values():
        attributes["directed"] = False


def misread_a_label(graph: nx.MultiDiGraph) -> None:
    for attributes in graph["Worker"]["Mail"].values():
        attributes["label"] = "POP"


def forget_a_member(graph: nx.MultiDiGraph) -> None:
    graph.remove_edge("Backend", "Queue")


def add_a_member(graph: nx.MultiDiGraph) -> None:
    graph.add_edge("Backend", "Mail", relation="contains", label="", directed=True)


def invent_a_heading(graph: nx.MultiDiGraph) -> None:
    graph.add_edge("Mail", "Browser", relation="heads", label="", directed=True)


def lose_a_context(graph: nx.MultiDiGraph) -> None:
    del graph.nodes["API"]["context"]


def invent_a_context(graph: nx.MultiDiGraph) -> None:
    graph.nodes["Mail"]["context"] = "Backend"


@pytest.mark.parametrize(
    "change",
    [
        rename_a_node,
        take_a_node_for_an_annotation,
        add_a_node,
        double_a_node,
        drop_an_edge,
        turn_an_edge,
        double_an_edge,
        lose_a_direction,
        misread_a_label,
        forget_a_member,
        add_a_member,
        invent_a_heading,
        lose_a_context,
        invent_a_context,
    ],
)
def test_each_change_is_a_difference(change: Callable[[nx.MultiDiGraph], None]) -> None:
    graph = graph_that_says(READINGS["framed-architecture"])
    change(graph)
    assert differences(graph, READINGS["framed-architecture"])


def test_an_edge_without_direction_is_the_same_from_either_end() -> None:
    expected = READINGS["crows-feet"]
    graph = graph_that_says(expected)
    (key,) = graph["Customer"]["Order"]
    attributes = graph["Customer"]["Order"][key]
    graph.remove_edge("Customer", "Order")
    start, end = attributes["start_cardinality"], attributes["end_cardinality"]
    graph.add_edge("Order", "Customer", **attributes | {"start_cardinality": end, "end_cardinality": start})
    assert differences(graph, expected) == []
    graph["Order"]["Customer"][0].update(start_cardinality=start, end_cardinality=end)
    assert differences(graph, expected)


def test_what_is_left_open_is_not_judged() -> None:
    expected = READINGS["picture-on-arrow"]
    graph = graph_that_says(expected)
    graph.add_node("picture", label="", role="entity", element="envelope", elements="envelope")
    assert differences(graph, expected) == []
