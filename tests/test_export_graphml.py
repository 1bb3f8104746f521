from __future__ import annotations

import json
import math
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

import graphkit as gk
from export_graphs import ANY_TEXT, graphs, same, small_graph
from graphkit.export import write
from graphkit.problems import WriteError

DRAWINGS = sorted((Path(__file__).parent.parent / "data" / "drawings").glob("*/source.*"))
NAMESPACE = {"g": "http://graphml.graphdrawing.org/xmlns"}


def read_back(path: Path) -> nx.MultiDiGraph:
    return nx.read_graphml(path, edge_key_type=str, force_multigraph=True)


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("graphml") / "graph.graphml"


def test_networkx_reads_the_same_graph(path: Path) -> None:
    graph = small_graph()
    write(graph, path)
    same(graph, read_back(path))


@given(graph=graphs())
def test_networkx_reads_any_graph_of_scalars_alike(path: Path, graph: nx.MultiDiGraph) -> None:
    write(graph, path)
    same(graph, read_back(path))


@given(graph=graphs(ANY_TEXT))
def test_any_text_gives_a_file_that_can_be_read(path: Path, graph: nx.MultiDiGraph) -> None:
    write(graph, path)
    assert len(read_back(path)) == len(graph)


def test_types_come_back(path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", whole=1, broken=0.1, yes=True, text="1", number=1, mixed=1, huge=2**60)
    graph.add_node("b", whole=2**40, broken=math.inf, yes=False, text="", number=2.5, mixed="one", huge=0.5)
    graph.add_edge("a", "b", key="7")
    write(graph, path)
    read = read_back(path)
    same(graph, read)
    types = {name: (type(read.nodes["a"][name]), type(read.nodes["b"][name])) for name in graph.nodes["a"]}
    assert types == {
        "whole": (int, int),
        "broken": (float, float),
        "yes": (bool, bool),
        "text": (str, str),
        "number": (float, float),
        "mixed": (int, str),
        # No double holds this whole number, so it stays one.
        "huge": (int, float),
    }


def test_a_graph_without_parallel_edges_comes_back_as_a_multigraph(path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="e", label="x")
    write(graph, path)
    same(graph, read_back(path))


def test_white_space_and_markup_come_back(path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node('<"a">\r\n\t', label="one\r\ntwo\rthree\n ]]> <b> & &amp;\t", empty="", blank="  \n")
    graph.add_edge('<"a">\r\n\t', '<"a">\r\n\t', key="\n&")
    write(graph, path)
    same(graph, read_back(path))


def test_numbers_of_numpy_are_numbers(path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("a", x=np.float64(1.5), y=np.float32(0.5), n=np.int64(3))
    write(graph, path)
    assert read_back(path).nodes["a"] == {"x": 1.5, "y": 0.5, "n": 3}


def test_key_ids_are_unique_and_say_what_they_are_for(path: Path) -> None:
    write(small_graph(), path)
    keys = ElementTree.parse(path).getroot().findall("g:key", NAMESPACE)  # noqa: S314 our own file
    ids = [key.get("id") for key in keys]
    assert len(ids) == len(set(ids))
    assert {"n_label", "e_label", "g_name"} <= set(ids)


def test_what_neo4j_reads_labels_and_types_from(path: Path) -> None:
    write(small_graph(), path)
    tree = ElementTree.parse(path).getroot()  # noqa: S314 our own file
    labels = {node.get("id"): node.get("labels") for node in tree.iterfind(".//g:node", NAMESPACE)}
    assert labels["small.excalidraw#^a"] == ":Entity"
    assert labels["small.excalidraw#^f"] == ":Container"
    types = {edge.get("id"): edge.get("label") for edge in tree.iterfind(".//g:edge", NAMESPACE)}
    assert types["e1"] == "ARROW"
    assert types["f:a"] == "CONTAINS"


@pytest.mark.parametrize("value", [None, ["a"], {"a": 1}, ("a",), b"a", object(), 1j])
def test_a_value_that_is_no_scalar_is_named(tmp_path: Path, value: object) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("the node", colour=value)
    with pytest.raises(WriteError, match=r"node 'the node': attribute 'colour'"):
        write(graph, tmp_path / "a.graphml")
    assert list(tmp_path.iterdir()) == []
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="k", colour=value)
    with pytest.raises(WriteError, match=r"edge \('a', 'b', 'k'\): attribute 'colour'"):
        write(graph, tmp_path / "a.graphml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("nodes", [[1, "1"], ["a\x00", "a\x01"], [(1, 2)], [None], [1.5], [True]])
def test_nodes_that_a_file_cannot_name(tmp_path: Path, nodes: list[object]) -> None:
    graph = nx.MultiDiGraph()
    for node in nodes:
        if node is None:
            graph.add_node(frozenset())
        else:
            graph.add_node(node)
    with pytest.raises(WriteError, match="name"):
        write(graph, tmp_path / "a.graphml")
    assert list(tmp_path.iterdir()) == []


def test_what_networkx_read_can_be_written_again(path: Path) -> None:
    write(small_graph(), path)
    first = path.read_bytes()
    write(read_back(path), path)
    assert path.read_bytes() == first


def test_the_graph_is_not_changed(path: Path) -> None:
    graph = small_graph()
    write(graph, path)
    same(graph, small_graph())


def test_an_unknown_suffix_and_a_plain_graph_are_the_callers_mistakes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.graphml, \.html, \.json"):
        write(small_graph(), tmp_path / "a.xyz")
    with pytest.raises(TypeError, match="MultiDiGraph"):
        write(nx.DiGraph(), tmp_path / "a.graphml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.parent.name)
def test_every_golden_drawing_comes_back_from_both_formats(path: Path, drawing: Path) -> None:
    graph = gk.extract(gk.read(drawing))
    write(graph, path)
    same(graph, read_back(path))
    write(graph, path.with_suffix(".json"))
    same(graph, nx.node_link_graph(json.loads(path.with_suffix(".json").read_bytes()), edges="edges"))
