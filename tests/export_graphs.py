"""Graphs for the tests of the writers: one by hand that follows the schema, and hypothesis strategies for any other."""

from __future__ import annotations

import networkx as nx
from hypothesis import strategies as st

from graphkit.output import clean_text


def small_graph() -> nx.MultiDiGraph:
    """Two boxes in a frame under a heading, joined by parallel, opposite and undirected edges."""
    graph = nx.MultiDiGraph(
        name="small.excalidraw", source="small.excalidraw", created_with="graphkit test", thresholds='{"gap": 1.5}'
    )

    def node(key: str, label: str, at: tuple[float, float], **more: object) -> None:
        attributes = {
            "label": label,
            "kind": "rectangle",
            "role": "entity",
            "element": key,
            "elements": key,
            "x": at[0],
            "y": at[1],
            "width": 120.0,
            "height": 60.0,
            "angle": 0.0,
            "drawing": "small.excalidraw",
            "confidence": 1.0,
        }
        graph.add_node(f"small.excalidraw#^{key}", **(attributes | more))

    def edge(source: str, target: str, key: str, **more: object) -> None:
        attributes = {
            "relation": "arrow",
            "label": "",
            "directed": True,
            "element": key,
            "source_rule": "declared",
            "target_rule": "nearest",
            "distance": 12.5,
            "confidence": 0.94,
            "drawing": "small.excalidraw",
        }
        graph.add_edge(f"small.excalidraw#^{source}", f"small.excalidraw#^{target}", key=key, **(attributes | more))

    node("f", "Backend", (0.0, 0.0), kind="frame", role="container", width=700.0, height=300.0)
    node("a", "API", (40.0, 100.0), background="#a5d8ff", context="Backend")
    node("b", "Data\nbase", (500.0, 100.0), kind="ellipse", context="Backend")
    node("c", "Cache", (500.0, 220.0), kind="diamond", link="[[Cache note]]", tags="fast volatile")
    node("h", "Services of today", (40.0, -60.0), kind="text", role="annotation")
    edge("a", "b", "e1", label="reads")
    edge("a", "b", "e2", label="writes", confidence=0.4, distance=31.0)
    edge("b", "a", "e3", label="notifies")
    edge("a", "c", "e4", relation="line", directed=False)
    edge("a", "a", "e5", label="retries")
    for member in "abc":
        edge("f", member, f"f:{member}", relation="contains")
    edge("h", "a", "h:a", relation="heads")
    return graph


ANY_TEXT = st.text(st.characters(), max_size=30) | st.sampled_from(
    [
        "",
        " ",
        "\r\n",
        "a\rb",
        "\t",
        "\x00",
        "\x0b",
        "\ufffe",
        "\ud83d\ude00",
        "\ud83d",
        "]]>",
        "<&\"'>",
        "</script>",
        "0",
    ]
)
CLEAN_TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=["\ufffe", "\uffff"]), max_size=30
).map(lambda text: "".join(c for c in text if c >= " " or c in "\t\n\r"))


def scalar_values(text: st.SearchStrategy[str], *, finite: bool) -> st.SearchStrategy[object]:
    numbers = st.floats(allow_nan=False, allow_infinity=not finite)
    return text | st.booleans() | st.integers(-(2**70), 2**70) | numbers


@st.composite
def graphs(
    draw: st.DrawFn, text: st.SearchStrategy[str] = CLEAN_TEXT, *, finite: bool = False, reserved: tuple[str, ...] = ()
) -> nx.MultiDiGraph:
    """Any graph with scalar attributes; few attribute names, so that their types mix.

    No two names of nodes, or of attributes of one node, differ only in what is cleaned away.
    """
    names = st.sampled_from(["label", "x", "confidence", "id", "key", "a b", "a.b", "a_b", "é", "n_label"]) | text
    attributes = st.lists(
        st.tuples(names.filter(lambda name: name not in reserved), scalar_values(text, finite=finite)),
        max_size=5,
        unique_by=lambda pair: clean_text(pair[0]),
    ).map(dict)
    nodes = draw(st.lists(text, unique_by=clean_text, min_size=1, max_size=6))
    graph = nx.MultiDiGraph()
    graph.graph.update(draw(attributes))
    for node in nodes:
        graph.add_node(node)
        graph.nodes[node].update(draw(attributes))
    ends = st.sampled_from(nodes)
    for n, (source, target) in enumerate(draw(st.lists(st.tuples(ends, ends), max_size=8))):
        key = graph.add_edge(source, target, key=f"{n}{draw(text)}")
        graph.edges[source, target, key].update(draw(attributes))
    return graph


def same(one: nx.MultiDiGraph, other: nx.MultiDiGraph) -> None:
    """Assert that two graphs have equal nodes, edges, keys and attributes, types included, in the same order."""
    assert list(one.nodes) == list(other.nodes)
    assert list(one.edges(keys=True)) == list(other.edges(keys=True))
    ignored = ("node_default", "edge_default")  # networkx adds these when it reads GraphML.
    assert {k: v for k, v in other.graph.items() if k not in ignored} == one.graph
    for node in one:
        assert other.nodes[node] == one.nodes[node]
    for edge in one.edges(keys=True):
        assert other.edges[edge] == one.edges[edge]
