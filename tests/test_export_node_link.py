from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given

from export_graphs import ANY_TEXT, CLEAN_TEXT, graphs, same, small_graph
from graphkit.export import write
from graphkit.problems import WriteError

RESERVED = ("id", "source", "target", "key")


def read_back(path: Path) -> nx.MultiDiGraph:
    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    document = json.loads(path.read_bytes().decode("utf-8"), parse_constant=refuse)
    return nx.node_link_graph(document, edges="edges")


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json") / "graph.json"


def test_networkx_reads_the_same_graph(path: Path) -> None:
    write(small_graph(), path)
    same(small_graph(), read_back(path))


@given(graph=graphs(CLEAN_TEXT, finite=True, reserved=RESERVED))
def test_networkx_reads_any_graph_of_scalars_alike(path: Path, graph: nx.MultiDiGraph) -> None:
    write(graph, path)
    same(graph, read_back(path))


@given(graph=graphs(ANY_TEXT, finite=True, reserved=RESERVED))
def test_any_text_gives_a_file_that_can_be_read(path: Path, graph: nx.MultiDiGraph) -> None:
    write(graph, path)
    assert len(read_back(path)) == len(graph)


def test_an_empty_graph_is_a_document_too(path: Path) -> None:
    write(nx.MultiDiGraph(), path)
    same(nx.MultiDiGraph(), read_back(path))


def test_one_node_and_one_edge_a_line_with_sorted_keys(path: Path) -> None:
    graph = small_graph()
    write(graph, path)
    lines = path.read_text("utf-8").splitlines()
    objects = [json.loads(line.rstrip(",")) for line in lines if line.startswith("{") and line != "{"]
    assert len(objects) == len(graph) + graph.number_of_edges()
    assert all(list(o) == sorted(o) for o in objects)
    write(graph, path)
    assert path.read_text("utf-8").splitlines() == lines


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_json_lacks_is_named(tmp_path: Path, value: float) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("n", x=value)
    with pytest.raises(WriteError, match="node 'n': attribute 'x'"):
        write(graph, tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []


def test_names_that_the_form_keeps_for_itself_are_refused(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("n", id="other")
    with pytest.raises(WriteError, match="'id'"):
        write(graph, tmp_path / "a.json")
    assert list(tmp_path.iterdir()) == []


def test_whole_numbers_stay_node_names(path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, key=0)
    write(graph, path)
    same(graph, read_back(path))
