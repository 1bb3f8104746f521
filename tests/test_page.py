from __future__ import annotations

import itertools
import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import graphkit as gk
from browser import Visit, chromium, settle, visit
from export_graphs import small_graph
from graphkit import report
from graphkit.export import page, write
from graphkit.problems import WriteError


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


def opened(browser: Any, graph: nx.MultiDiGraph, folder: Path, **options: Any) -> Any:
    write(graph, folder / "page.html")
    return visit(browser, folder / "page.html", **options)


def point_on_edge(page: Any, key: str) -> tuple[float, float]:
    """Where the middle of an edge is on the screen."""
    found = page.evaluate(
        """(key) => {
            const { network, edges } = window.graphkit;
            const drawn = network.body.edges[edges.findIndex((edge) => edge.key === key)];
            const point = network.canvasToDOM(drawn.edgeType.getPoint(0.5, drawn.edgeType.getViaNode?.()));
            const frame = document.getElementById("canvas").getBoundingClientRect();
            return [frame.left + point.x, frame.top + point.y];
        }""",
        key,
    )
    return found[0], found[1]


def test_the_page_holds_the_graph_as_data(browser: Any, tmp_path: Path) -> None:
    graph = small_graph()
    with opened(browser, graph, tmp_path) as seen:
        data = seen.page.evaluate("({ nodes: graphkit.nodes, edges: graphkit.edges, graph: graphkit.graph })")
        seen.quiet()
    assert {n["id"]: {k: v for k, v in n.items() if k != "id"} for n in data["nodes"]} == dict(graph.nodes(data=True))
    ends = ("source", "target", "key")
    edges = {tuple(e[k] for k in ends): {k: v for k, v in e.items() if k not in ends} for e in data["edges"]}
    assert edges == {(u, v, k): a for u, v, k, a in graph.edges(keys=True, data=True)}
    assert data["graph"] == graph.graph


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_label_is_drawn(browser: Any, tmp_path: Path, scheme: str) -> None:
    with opened(browser, small_graph(), tmp_path, color_scheme=scheme) as seen:
        drawn = seen.drawn()
        seen.quiet()
    assert {"API", "Data", "base", "Cache", "Backend", "Services of today"} <= drawn
    assert {"reads", "writes", "notifies", "retries"} <= drawn


def test_nodes_lie_where_they_were_drawn_and_physics_is_off(browser: Any, tmp_path: Path) -> None:
    with opened(browser, small_graph(), tmp_path) as seen:
        page = seen.page
        before = positions(page)
        assert before["small.excalidraw#^a"] == (100, 130)
        assert before["small.excalidraw#^b"] == (560, 130)
        page.wait_for_timeout(300)
        assert positions(page) == before
        page.click("#physics")
        page.wait_for_function("graphkit.network.physics.physicsEnabled")
        page.wait_for_timeout(300)
        assert positions(page) != before
        page.click("#physics")
        assert positions(page) == before
        seen.quiet()


def positions(page: Any) -> dict[str, tuple[float, float]]:
    return {
        node: (at["x"], at["y"])
        for node, at in page.evaluate(
            """Object.fromEntries(Object.entries(graphkit.network.getPositions())
                .map(([id, at]) => [graphkit.nodes[Number(id)].id, at]))"""
        ).items()
    }


def test_parallel_opposite_and_looping_edges_do_not_overlap(browser: Any, tmp_path: Path) -> None:
    graph = small_graph()
    graph.add_edge("small.excalidraw#^a", "small.excalidraw#^a", key="e6", relation="arrow", directed=True)
    with opened(browser, graph, tmp_path) as seen:
        middles = [point_on_edge(seen.page, key) for key in ("e1", "e2", "e3")]
        loops = seen.page.evaluate(
            """["e5", "e6"].map((key) => graphkit.network.body.edges[graphkit.edges.findIndex((e) => e.key === key)]
                .options.selfReference.size)"""
        )
        seen.quiet()
    for (ax, ay), (bx, by) in itertools.combinations(middles, 2):
        assert abs(ax - bx) + abs(ay - by) > 15
    assert loops[0] != loops[1]


def test_a_line_is_dashed_without_direction_and_dotted_where_unsure(browser: Any, tmp_path: Path) -> None:
    with opened(browser, small_graph(), tmp_path) as seen:
        style = seen.page.evaluate(
            """Object.fromEntries(graphkit.edges.map((edge, n) => {
                const { dashes, arrows } = graphkit.network.body.edges[n].options;
                return [edge.key, [dashes, arrows.to.enabled]];
            }))"""
        )
        legend = seen.page.inner_text("#legend")
    assert style["e1"] == [False, True]
    assert style["e2"] == [[2, 5], True]
    assert style["e4"] == [[12, 7], False]
    for words in ("without direction", "confidence below 0.75", "container", "heading or note"):
        assert words in legend


def test_the_tooltip_gives_the_evidence(browser: Any, tmp_path: Path) -> None:
    with opened(browser, small_graph(), tmp_path) as seen:
        # The edge lies in a container, which must not be in the way.
        seen.page.mouse.move(*point_on_edge(seen.page, "e2"))
        tooltip = seen.page.inner_text("#tooltip")
        for words in ("API → Data base", "writes", "start: declared", "end: nearest", "31.0 px", "confidence 0.40"):
            assert words in tooltip
        seen.page.mouse.click(*point_on_edge(seen.page, "e2"))
        details = seen.page.inner_text("#details")
        assert "target_rule" in details
        assert "nearest" in details
        seen.quiet()


def model() -> nx.MultiDiGraph:
    """The small graph, of which edges say how many there are at their ends; `e3` is read against its drawing."""
    graph = small_graph()
    for *_, key, data in graph.edges(keys=True, data=True):
        data["turned"] = key == "e3"
        if key in ("e3", "e4", "e5"):
            data.update(start_cardinality="1", end_cardinality="0..*" if key != "e4" else "2..5")
    return graph


def count_places(page: Any) -> dict[str, tuple[float, float]]:
    """Where, in the drawing's px, the words that say how many were last written."""
    page.evaluate(
        """() => {
            window.written = {};
            const plain = CanvasRenderingContext2D.prototype.fillText;
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
              window.written[text] = [x, y];
              return plain.call(this, text, x, y);
            };
            graphkit.network.redraw();
        }"""
    )
    return dict(page.evaluate("window.written"))


def test_how_many_there_are_stands_at_the_ends_of_an_edge(browser: Any, tmp_path: Path) -> None:
    graph = model()
    with opened(browser, graph, tmp_path) as seen:
        written = count_places(seen.page)
        # e4 joins a, at the left, with c.
        ((ax, ay), (bx, by)) = written["1"], written["2..5"]
        assert 160 < ax < 230 < 430 < bx < 500
        assert abs(ay - by) > 20
        # A loop has it with its label.
        assert "1 → 0..*" in seen.drawn()
        seen.page.mouse.move(*point_on_edge(seen.page, "e3"))
        assert "how many: 0..* at Data base, 1 at API" in seen.page.inner_text("#tooltip")
        seen.page.click("#show-table")
        rows = seen.page.eval_on_selector_all("#rows tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent))")
        assert [row[:5] for row in rows if row[3]] == [
            ["API", "line (undirected)", "", "1 – 2..5", "Cache"],
            ["API", "arrow", "retries", "1 → 0..*", "API"],
            ["Data\nbase", "arrow", "notifies", "0..* → 1", "API"],
        ]
        assert seen.page.is_visible("#at-ends")
        seen.quiet()


def test_roles_stand_at_the_ends_of_an_edge_beside_how_many_there_are(browser: Any, tmp_path: Path) -> None:
    graph = model()
    for *_, key, data in graph.edges(keys=True, data=True):
        if key in ("e3", "e4", "e5"):
            data.update(start_role="owner", end_role=f"+pets of {key}")
    with opened(browser, graph, tmp_path) as seen:
        written = count_places(seen.page)
        # e4 joins a, at the left, with c; each is on another side of the line than the number there.
        (ax, ay), (bx, by) = written["1"], written["+pets of e4"]
        assert 160 < ax < 230 < 350 < bx < 500
        assert (by - written["2..5"][1]) * (ay - written["owner"][1]) > 0
        # A loop has them with its label.
        assert "1 owner →" in " ".join(seen.drawn())
        seen.page.mouse.move(*point_on_edge(seen.page, "e3"))
        assert "roles: +pets of e3 at Data base, owner at API" in seen.page.inner_text("#tooltip")
        seen.page.mouse.click(*point_on_edge(seen.page, "e3"))
        assert "start_role" in seen.page.inner_text("#details")
        seen.page.click("#show-table")
        rows = seen.page.eval_on_selector_all("#rows tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent))")
        assert [row[3] for row in rows if row[3]] == [
            "1 owner – 2..5 +pets of e4", "1 owner → 0..* +pets of e5", "0..* +pets of e3 → 1 owner",
        ]  # fmt: skip
        seen.page.fill("#search", "pets of e3")
        assert seen.page.inner_text("#found") == "1 found"
        seen.quiet()


def test_where_boxes_touch_the_label_of_their_edge_stands_beside_them(browser: Any, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    for k, name in enumerate(("wholesale", "retail")):
        graph.add_node(name, label=name, kind="rectangle", x=k * 200.0, y=0.0, width=200.0, height=60.0)
    graph.add_edge("wholesale", "retail", key="e", relation="arrow", label="delivers to", directed=True)
    with opened(browser, graph, tmp_path) as seen:
        x, y = count_places(seen.page)["delivers to"]
        seen.quiet()
    assert 150 < x < 250
    assert not -10 < y < 70


def test_where_nothing_says_how_many_there_is_no_column_for_it(browser: Any, tmp_path: Path) -> None:
    with opened(browser, small_graph(), tmp_path) as seen:
        seen.page.click("#show-table")
        assert seen.page.is_hidden("#at-ends")
        seen.quiet()


def test_what_has_no_name_is_told_by_its_place_where_it_is_not_the_one_of_its_kind(
    browser: Any, tmp_path: Path
) -> None:
    graph = small_graph()
    graph.add_node("d", label="", kind="freedraw", x=20.4, y=400.0, width=80.0, height=40.0)
    graph.add_node("e", label="", kind="freedraw", x=420.0, y=400.0, width=80.0, height=40.0)
    graph.add_node("f", label="", kind="image", x=820.0, y=400.0, width=80.0, height=40.0)
    graph.add_edge("d", "e", key="e7", relation="arrow", directed=True)
    graph.add_edge("e", "f", key="e8", relation="arrow", directed=True)
    with opened(browser, graph, tmp_path) as seen:
        seen.page.click("#show-table")
        rows = seen.page.eval_on_selector_all("#rows tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent))")
        seen.quiet()
    joined = [(row[0], row[3]) for row in rows]
    assert ("(freedraw at 20, 400)", "(freedraw at 420, 400)") in joined
    assert ("(freedraw at 420, 400)", "(image)") in joined


def test_the_page_tells_the_places_that_check_tells(browser: Any, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    places = [-2.5, -1.5, -0.5, -0.2, 0.0, 0.2, 0.5, 1.5, 2.5, 1e4 + 0.5]
    graph.add_node("named", label="Shop", kind="image", x=0.0, y=200.0, width=80.0, height=40.0)
    for x in places:
        graph.add_node(str(x), label="", kind="image", x=x, y=0.0, width=80.0, height=40.0)
    for start, end in itertools.pairwise(places):
        graph.add_edge(str(start), str(end), key="e", relation="arrow", directed=True)
    with opened(browser, graph, tmp_path) as seen:
        shown = seen.page.eval_on_selector_all("#rows tr", "rows => rows.map((row) => row.cells[0].textContent)")
        seen.quiet()
    assert shown == [report._names(graph)[str(x)] for x in places[:-1]]


@pytest.mark.parametrize("turned", [False, True])
def test_the_heads_of_an_edge_are_those_that_were_drawn(browser: Any, tmp_path: Path, turned: bool) -> None:
    graph = nx.MultiDiGraph()
    heads = {
        "whole": ("diamond_outline", "arrow"), "is": (None, "triangle_outline"), "many": ("cardinality_one", "bar"),
        "both": ("arrow", "arrow"), "plain": ("arrow", None), "odd": ("circle", "of another program"),
    }  # fmt: skip
    for y, (key, (start, end)) in enumerate(heads.items()):
        for x, name in enumerate("ab"):
            graph.add_node(f"{name}{y}", label=name, x=x * 300.0, y=y * 100.0, width=80.0, height=40.0)
        drawn = {"start_arrowhead": start, "end_arrowhead": end} if not turned else {
            "start_arrowhead": end, "end_arrowhead": start
        }  # fmt: skip
        drawn = {name: head for name, head in drawn.items() if head is not None}
        graph.add_edge(f"a{y}", f"b{y}", key=key, relation="arrow", directed=key != "many", turned=turned, **drawn)
    with opened(browser, graph, tmp_path) as seen:
        shown = seen.page.evaluate(
            """Object.fromEntries(graphkit.edges.map((edge, n) => {
                const { from, to } = graphkit.network.body.edges[n].options.arrows;
                return [edge.key, [from, to].map((head) => (head.enabled ? head.type : ""))];
            }))"""
        )
        seen.quiet()
    assert shown == {
        "whole": ["diamond_outline", "arrow"], "is": ["", "triangle_outline"], "many": ["cardinality_one", "bar"],
        "both": ["", "arrow"], "plain": ["", "arrow"], "odd": ["circle", "arrow"],
    }  # fmt: skip


def test_only_what_is_certain_has_confidence_one(browser: Any, tmp_path: Path) -> None:
    graph = small_graph()
    graph.edges["small.excalidraw#^a", "small.excalidraw#^b", "e1"]["confidence"] = 0.9965
    graph.edges["small.excalidraw#^a", "small.excalidraw#^b", "e2"]["confidence"] = 0.29
    graph.edges["small.excalidraw#^b", "small.excalidraw#^a", "e3"]["confidence"] = 1.0
    with opened(browser, graph, tmp_path) as seen:
        seen.page.click("#show-table")
        rows = seen.page.eval_on_selector_all("#rows tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent))")
    shown = {row[2]: row[5] for row in rows}
    assert (shown["reads"], shown["writes"], shown["notifies"]) == ("0.99", "0.29", "1.00")


def test_search_finds_dims_and_goes_there(browser: Any, tmp_path: Path) -> None:
    with opened(browser, small_graph(), tmp_path) as seen:
        page = seen.page
        page.keyboard.press("/")
        page.keyboard.type("cache")
        assert page.inner_text("#found") == "1 found"
        page.keyboard.press("Enter")
        assert page.inner_text("#found") == "1 of 1"
        assert page.inner_text("#details h2") == "Cache"
        page.keyboard.press("Escape")
        assert page.input_value("#search") == ""
        assert page.is_hidden("#details")
        page.fill("#search", "fast volatile")
        assert page.inner_text("#found") == "1 found"
        page.fill("#search", "no such thing")
        assert page.inner_text("#found") == "0 found"
        seen.quiet()


def test_switches_show_and_hide_structural_edges(browser: Any, tmp_path: Path) -> None:
    def shown(seen: Visit, relation: str) -> list[bool]:
        settle(seen)
        return list(
            seen.page.evaluate(
                """(relation) => graphkit.edges.map((edge, n) => [edge, graphkit.network.body.edges[n]])
                    .filter(([edge]) => edge.relation === relation).map(([, drawn]) => !drawn.options.hidden)""",
                relation,
            )
        )

    with opened(browser, small_graph(), tmp_path) as seen:
        assert shown(seen, "contains") == [False] * 3
        assert shown(seen, "heads") == [True]
        seen.page.check("#show-contains")
        seen.page.uncheck("#show-heads")
        assert shown(seen, "contains") == [True] * 3
        assert shown(seen, "heads") == [False]
        assert shown(seen, "arrow") == [True] * 4
        seen.quiet()


def test_there_are_no_switches_for_lines_that_are_not_there(browser: Any, tmp_path: Path) -> None:
    graph = small_graph()
    with opened(browser, graph, tmp_path) as seen:
        assert seen.page.is_visible("#show-contains")
        assert seen.page.is_visible("#show-heads")
    graph.remove_edges_from([edge for edge in graph.edges(keys=True) if graph.edges[edge]["relation"] == "heads"])
    with opened(browser, graph, tmp_path) as seen:
        assert seen.page.is_visible("#show-contains")
        assert not seen.page.is_visible("#show-heads")
        seen.quiet()


def test_the_table_lists_every_edge(browser: Any, tmp_path: Path) -> None:
    graph = small_graph()
    with opened(browser, graph, tmp_path) as seen:
        assert seen.page.is_hidden("#table")
        seen.page.click("#show-table")
        rows = seen.page.eval_on_selector_all("#rows tr", "rows => rows.map(r => [...r.cells].map(c => c.textContent))")
        assert len(rows) == graph.number_of_edges()
        assert ["API", "arrow", "reads", "Data\nbase", "", "0.94", "start: declared, end: nearest", "show"] in rows
        seen.page.click("#rows tr:first-child button")
        assert seen.page.is_visible("#details")
        seen.quiet()


def lanes(scale: float) -> nx.MultiDiGraph:
    """Two wide lanes with a box in the middle of each, a tall container turned by an eighth, and narrow ones."""
    graph = nx.MultiDiGraph()

    def node(name: str, at: tuple[int, int], size: tuple[int, int], role: str = "container", angle: float = 0) -> None:
        x, y, width, height = (value * scale for value in (*at, *size))
        place = {"x": x, "y": y, "width": width, "height": height, "angle": angle}
        graph.add_node(name, label=name, kind="rectangle", role=role, **place)

    node("Customer", (0, 0), (1300, 220))
    node("Sales and all that comes after them", (0, 220), (1300, 220))
    node("Order", (600, 80), (120, 60), "entity")
    node("Check", (600, 300), (120, 60), "entity")
    node("Turned", (-100, 500), (300, 900), angle=0.785)
    # As wide as its name is short, at the right border of all.
    node("Narrow with a long name that runs on", (1240, 600), (60, 200))
    node("x" * 300, (1240, 900), (60, 200))
    return graph


# Every node's box, turned as it is, and every text drawn, as [name, left, top, right, bottom] in px of the canvas.
ON_SCREEN = """() => {
    const { network, nodes } = graphkit;
    const places = network.getPositions();
    const around = (name, points) => {
        const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
        return [name, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    };
    const boxes = nodes.map((node, n) => around(node.id, [[-1, -1], [-1, 1], [1, -1], [1, 1]].map(([i, j]) => {
        const [x, y] = [(i * node.width) / 2, (j * node.height) / 2];
        const [c, s] = [Math.cos(node.angle), Math.sin(node.angle)];
        return network.canvasToDOM({ x: places[n].x + c * x - s * y, y: places[n].y + s * x + c * y });
    })));
    const texts = [];
    const fillText = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        const { width } = this.measureText(text);
        const half = parseFloat(this.font.match(/([\\d.]+)px/)[1]) / 2;
        const at = this.getTransform();
        texts.push(around(text, [-1, 1].map((i) => at.transformPoint({ x: x + (i * width) / 2, y: y + i * half }))));
    };
    network.redraw();
    CanvasRenderingContext2D.prototype.fillText = fillText;
    const { clientWidth, clientHeight } = document.getElementById("canvas");
    return { boxes, texts, view: [clientWidth, clientHeight], scale: network.getScale() };
}"""


@pytest.mark.parametrize("width", [1200, 1600])
@pytest.mark.parametrize("scale", [1, 6], ids=["near", "far"])
def test_all_is_in_view_at_first_and_after_fit(browser: Any, tmp_path: Path, width: int, scale: float) -> None:
    with opened(browser, lanes(scale), tmp_path, viewport={"width": width, "height": 800}) as seen:
        first = seen.page.evaluate(ON_SCREEN)
        seen.page.evaluate("graphkit.network.moveTo({ position: { x: 900, y: 90 }, scale: 3 })")
        seen.page.click("#fit")
        fitted = seen.page.evaluate(ON_SCREEN)
        seen.quiet()
    for shown in (first, fitted):
        right, bottom = shown["view"]
        names = " ".join(text[0] for text in shown["texts"])
        assert all(start in names for start in ("Customer", "Sales and all that", "Turned", "Narrow with a", "xxxxx"))
        for name, *box in shown["boxes"] + shown["texts"]:
            assert min(box[0], box[1], right - box[2], bottom - box[3]) > 8, name
        # Yet no smaller than need be: it fills the view in one direction but for its margins.
        extent = [f(box[side] for box in shown["boxes"]) for side, f in ((1, min), (2, min), (3, max), (4, max))]
        assert max((extent[2] - extent[0]) / right, (extent[3] - extent[1]) / bottom) > 0.75
    assert first["scale"] == pytest.approx(fitted["scale"], rel=0.01)


@pytest.mark.parametrize("kind", ["ellipse", "diamond"])
def test_the_name_of_a_round_container_stands_within_it(browser: Any, tmp_path: Path, kind: str) -> None:
    graph = nx.MultiDiGraph()
    for name, half in (("Ocean", 320), ("Archipelago", 200), ("Isle", 80)):
        place = {"x": -half, "y": -half, "width": 2 * half, "height": 2 * half, "angle": 0.0}
        graph.add_node(name, label=name, kind=kind, role="container", **place)
    with opened(browser, graph, tmp_path) as seen:
        shown = seen.page.evaluate(ON_SCREEN)
        seen.quiet()
    boxes = {name: box for name, *box in shown["boxes"]}
    for name, *text in shown["texts"]:
        left, top, right, bottom = boxes[name]
        # Its corners, as seen from the middle of a shape that is two wide and high.
        corners = itertools.product((text[0], text[2]), (text[1], text[3]))
        places = [(2 * (x - left) / (right - left) - 1, 2 * (y - top) / (bottom - top) - 1) for x, y in corners]
        assert all((math.hypot(x, y) if kind == "ellipse" else abs(x) + abs(y)) <= 1 for x, y in places), name
        assert text[3] < (top + bottom) / 2


def test_a_container_is_drawn_where_its_middle_is_out_of_view(browser: Any, tmp_path: Path) -> None:
    with opened(browser, lanes(1), tmp_path) as seen:
        widths = seen.page.evaluate(
            """() => {
                graphkit.network.moveTo({ position: { x: 60, y: 60 }, scale: 2 });
                const widths = [];
                const { roundRect } = CanvasRenderingContext2D.prototype;
                CanvasRenderingContext2D.prototype.roundRect = function (x, y, width, ...rest) {
                    widths.push(width);
                    return roundRect.call(this, x, y, width, ...rest);
                };
                graphkit.network.redraw();
                return widths;
            }"""
        )
    assert 1300 in widths
    assert 120 not in widths


def test_a_node_is_under_the_pointer_out_to_its_corners(browser: Any, tmp_path: Path) -> None:
    with opened(browser, lanes(1), tmp_path) as seen:
        for name, left, top, right, bottom in seen.page.evaluate(ON_SCREEN)["boxes"][-2:]:
            for x, y in itertools.product((left + 3, right - 3), (top + 3, bottom - 3)):
                seen.page.mouse.move(x, y + seen.page.evaluate("document.getElementById('view').offsetTop"))
                assert seen.page.inner_text("#tooltip").startswith(name)
        seen.quiet()


def clusters() -> nx.MultiDiGraph:
    """Edges of every kind between containers, what lies in the middle of them, and what lies outside."""
    graph = nx.MultiDiGraph()
    for name, x, y, width, height, role in (
        ("Cluster", 0, 0, 400, 300, "container"),
        ("Site", 500, 450, 300, 200, "container"),
        ("Rack", 550, 500, 100, 100, "container"),
        ("mid", 150, 120, 100, 60, "entity"),
        ("S3", 700, 120, 100, 60, "entity"),
        ("Log", -300, 120, 100, 60, "entity"),
    ):
        place = {"x": x, "y": y, "width": width, "height": height}
        graph.add_node(name, label=name, kind="rectangle", role=role, angle=0.0, **place)
    for source, target, key, directed in (
        ("Cluster", "S3", "one", True),
        ("Cluster", "S3", "two", True),
        ("Cluster", "S3", "three", True),
        ("S3", "Cluster", "three:reverse", True),
        ("Cluster", "Log", "plain", False),
        ("Cluster", "Site", "between", False),
        ("S3", "Site", "into", True),
        ("Cluster", "mid", "inwards", True),
        ("mid", "Cluster", "outwards", True),
        ("Site", "Rack", "deeper", True),
    ):
        graph.add_edge(source, target, key=key, relation="arrow", label="", directed=directed)
    return graph


def depth(graph: nx.MultiDiGraph, node: str, point: tuple[float, float]) -> float:
    """How far a point lies inside a node's box, or negative, outside of it, in px."""
    x, y, width, height = (graph.nodes[node][name] for name in ("x", "y", "width", "height"))
    return float(min(point[0] - x, x + width - point[0], point[1] - y, y + height - point[1]))


def drawn_line(page: Any, key: str) -> list[tuple[float, float]]:
    """Points of an edge as it is drawn, without its head, in px of the drawing."""
    return page.evaluate(  # type: ignore[no-any-return]
        """(key) => {
            const { edgeType } = graphkit.network.body.edges[graphkit.edges.findIndex((edge) => edge.key === key)];
            return Array.from({ length: 21 }, (_, n) => edgeType.getPoint(n / 20, edgeType.getViaNode()))
                .map(({ x, y }) => [x, y]);
        }""",
        key,
    )


def test_edges_begin_and_end_at_the_borders_of_containers(browser: Any, tmp_path: Path) -> None:
    graph = clusters()
    with opened(browser, graph, tmp_path) as seen:
        lines = {key: drawn_line(seen.page, key) for _, _, key in graph.edges(keys=True)}
        seen.quiet()
    for source, target, key in graph.edges(keys=True):
        for node, point in ((source, lines[key][0]), (target, lines[key][-1])):
            # A line ends behind its head, where it has one.
            near = 25 if node == target and graph.edges[source, target, key]["directed"] else 1
            if graph.nodes[node]["role"] == "container":
                assert abs(depth(graph, node, point)) < near, (key, node)
    # Nothing of what leads from outside to outside runs inside.
    for key in ("one", "two", "three", "three:reverse", "plain", "between"):
        assert all(depth(graph, "Cluster", point) < 1 for point in lines[key]), key
    for key in ("between", "into"):
        assert all(depth(graph, "Site", point) < 1 for point in lines[key]), key
    # And what leads inwards or outwards stays in its container, and is no longer than need be.
    for key in ("inwards", "outwards"):
        assert all(depth(graph, "Cluster", point) > -1 for point in lines[key]), key
        assert abs(lines[key][0][0] - lines[key][-1][0]) < 200
    assert all(depth(graph, "Site", point) > -1 and depth(graph, "Rack", point) < 1 for point in lines["deeper"])


def test_edges_at_containers_are_found_where_they_are_drawn(browser: Any, tmp_path: Path) -> None:
    with opened(browser, clusters(), tmp_path) as seen:
        page = seen.page
        middles = {key: point_on_edge(page, key) for key in ("one", "two", "three", "three:reverse", "plain")}
        for (ax, ay), (bx, by) in itertools.combinations(middles.values(), 2):
            assert abs(ax - bx) + abs(ay - by) > 15
        for key, at in middles.items():
            page.mouse.move(*at)
            ends = {"plain": "Cluster – Log", "three:reverse": "S3 → Cluster"}.get(key, "Cluster → S3")
            assert page.inner_text("#tooltip").startswith(ends)
            page.mouse.click(*at)
            assert key in page.inner_text("#details dd:first-of-type")
        # Where the line to Log would run under the cluster's members, there is the cluster alone.
        at = page.evaluate("graphkit.network.canvasToDOM({ x: 60, y: 150 })")
        page.mouse.move(at["x"], at["y"] + page.evaluate("document.getElementById('view').offsetTop"))
        assert page.inner_text("#tooltip").startswith("Cluster\n")
        seen.quiet()


HOSTILE = [
    "</script><script>window.ran.push('script')</script>",
    "<!--<script>",
    "<img src=x onerror=\"window.ran.push('img')\">",
    "<svg onload=window.ran.push('svg')>",
    "{{ 7 * 7 }}{% raw %}",
    "${window.ran.push('template')}",
    "'\"><style>*{display:none}</style>",
    "javascript:window.ran.push('link')",
    "\u2028\u2029\r\n\x00\ud800",
    "__proto__",
    "constructor",
]


def hostile_graph() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph(name="".join(HOSTILE), source=HOSTILE[0], **{"a</script>": HOSTILE[1], "__proto__": "x"})
    for n, words in enumerate(HOSTILE):
        graph.add_node(
            f"{words}{n}", label=words, kind=words, role=words, link=words, tags=words, context=words, drawing=words,
            stroke=words, background=words, label_rule=words, x=200.0 * n, y=0.0, width=150.0, height=50.0,
            **{words: words},
        )  # fmt: skip
    nodes = list(graph)
    for n, words in enumerate(HOSTILE):
        graph.add_edge(
            nodes[n], nodes[(n + 1) % len(nodes)], key=words, relation=words, label=words, context=words,
            source_rule=words, target_rule=words, label_rule=words, stroke=words, confidence=0.5,
            start_cardinality=words, end_cardinality=words, start_role=words, end_role=words,
            start_arrowhead=f"diamond{words}", end_arrowhead=f"cardinality_{words}", turned=n % 2 == 0,
            sequence=n if n % 3 else words,
        )  # fmt: skip
    return graph


def test_nothing_in_a_drawing_runs(browser: Any, tmp_path: Path) -> None:
    with opened(browser, hostile_graph(), tmp_path) as seen:
        page = seen.page
        page.click("#show-table")
        for row in page.query_selector_all("#rows button"):
            row.click()
        page.fill("#search", "window")
        page.keyboard.press("Enter")
        for n in range(len(HOSTILE)):
            at = page.evaluate("(n) => graphkit.network.canvasToDOM(graphkit.network.getPositions()[n])", n)
            frame = page.eval_on_selector("#canvas", "c => [c.getBoundingClientRect().x, c.getBoundingClientRect().y]")
            page.mouse.move(frame[0] + at["x"], frame[1] + at["y"])
        page.wait_for_timeout(200)
        seen.quiet()
        assert page.evaluate("document.querySelectorAll('script, img, svg, style').length") == 4
        assert page.inner_text("h1").startswith(HOSTILE[0])
        assert page.evaluate("graphkit.nodes.length") == len(HOSTILE)


def test_the_policy_stops_what_slips_in(browser: Any, tmp_path: Path) -> None:
    """Not that anything should; but then there is a second wall."""
    path = tmp_path / "page.html"
    write(small_graph(), path)
    slipped = "<script>window.ran.push('script')</script><img src=x onerror=\"window.ran.push('img')\"></body>"
    path.write_text(path.read_text("utf-8").replace("</body>", slipped), "utf-8")
    with visit(browser, path) as seen:
        seen.page.wait_for_timeout(200)
        assert seen.page.evaluate("window.ran") == []
        assert len(seen.page.evaluate("window.violations")) >= 2


@pytest.mark.parametrize(
    "places",
    [
        {"x": float("inf"), "y": float("nan"), "width": -1.0, "height": 0.0},
        {"x": 1e300, "y": -1e300, "width": 1e300, "height": 1e300, "angle": 1e300},
        {"x": "5", "y": True},
        {"x": 10**400, "y": -(10**400), "width": 10**400},
        {},
    ],
)
def test_any_place_gives_a_page_that_draws(browser: Any, tmp_path: Path, places: dict[str, Any]) -> None:
    graph = nx.MultiDiGraph()
    for n in range(3):
        graph.add_node(n, label=f"N{n}", **places)
    graph.add_edge(0, 1, key="e", confidence=float("nan"))
    with opened(browser, graph, tmp_path) as seen:
        assert seen.page.evaluate("graphkit.nodes.length") == 3
        seen.quiet()


def test_drawings_lie_side_by_side(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    for drawing, corner in itertools.product("abc", [(0.0, 0.0), (300.0, 200.0)]):
        graph.add_node(f"{drawing}{corner}", drawing=drawing, x=corner[0], y=corner[1], width=100.0, height=50.0)
    graph.add_node("concept", label="no place of its own")
    write(graph, tmp_path / "page.html")
    nodes = page_data(tmp_path / "page.html")["nodes"]
    at = {n["data"]["id"]: (n["x"], n["y"]) for n in nodes}
    boxes = [(*at[f"{d}(0.0, 0.0)"], *at[f"{d}(300.0, 200.0)"]) for d in "abc"]
    for left, top, right, bottom in boxes:
        assert (right - left, bottom - top) == (300, 200)
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] + 100 < b[0] or b[2] + 100 < a[0] or a[3] + 50 < b[1] or b[3] + 50 < a[1]
    assert at["concept"][1] > max(box[3] for box in boxes) + 50


def page_data(path: Path) -> Any:
    block = re.search(r'id="graph-data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert block is not None
    return json.loads(block[1])


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path) -> None:
    write(small_graph(), tmp_path / "one.html")
    write(small_graph(), tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert b"http://" not in (tmp_path / "one.html").read_bytes().split(b"<script>")[0]


def test_a_value_that_is_no_scalar_leaves_no_page(tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node("n", label=None)
    with pytest.raises(WriteError, match="node 'n': attribute 'label'"):
        write(graph, tmp_path / "page.html")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_graph_is_a_page_too(browser: Any, tmp_path: Path) -> None:
    write(nx.MultiDiGraph(), tmp_path / "page.html")
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((tmp_path / "page.html").as_uri())
    assert page.inner_text("#counts") == "0 nodes, 0 edges"
    assert errors == []
    page.close()


def test_importing_the_writers_does_not_import_pyvis() -> None:
    code = "import sys, graphkit.export; print({'pyvis', 'IPython', 'networkx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


FIRST = Path(__file__).parent.parent / "data/drawings/ml-vs-llm/source.excalidraw.md"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_the_first_drawing(browser: Any, tmp_path: Path, scheme: str) -> None:
    with opened(browser, gk.extract(gk.read(FIRST)), tmp_path, color_scheme=scheme) as seen:
        page = seen.page
        nodes = {n["id"]: n for n in page.evaluate("graphkit.nodes")}
        entities = sorted(n["label"] for n in nodes.values() if n["role"] == "entity")
        assert entities == ["Data", "Data", "Model", "Model", "Product", "Product"]
        arrows = [e for e in page.evaluate("graphkit.edges") if e["relation"] == "arrow"]
        assert sorted((nodes[e["source"]]["label"], e["label"], nodes[e["target"]]["label"]) for e in arrows) == [
            ("Data", "", "Model"),
            ("Data", "if scaling", "Model"),
            ("Model", "", "Product"),
            ("Product", "if successful", "Data"),
        ]
        # Not only held, but drawn: the words, and an arrow under the pointer where each runs.
        assert {"Data", "Model", "Product", "if successful", "if scaling"} <= seen.drawn()
        for edge in arrows:
            page.mouse.move(*point_on_edge(page, edge["key"]))
            ends = " → ".join(nodes[edge[end]]["label"] for end in ("source", "target"))
            assert page.inner_text("#tooltip").startswith(ends)
            assert f"confidence {int(100 * edge['confidence']) / 100:.2f}" in page.inner_text("#tooltip")
        page.fill("#search", "product")
        assert page.inner_text("#found") == "2 found"
        seen.quiet()


def test_messages_show_their_place_in_time(browser: Any, tmp_path: Path) -> None:
    graph = small_graph()
    graph.edges["small.excalidraw#^a", "small.excalidraw#^b", "e1"]["sequence"] = 3
    with opened(browser, graph, tmp_path) as seen:
        assert "3. reads" in seen.drawn()
        seen.page.mouse.move(*point_on_edge(seen.page, "e1"))
        assert "message 3" in seen.page.inner_text("#tooltip")
        seen.quiet()


def test_from_afar_a_note_gives_way_to_a_thing(browser: Any, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()

    def node(name: str, x: float, role: str) -> None:
        graph.add_node(name, label=name, kind="text", role=role, x=x, y=0.0, width=300.0, height=25.0)

    for k in range(2):
        node(f"thing {k}", 8000.0 * k, "entity")
        node(f"a note beside it {k}", 8000.0 * k + 310, "annotation")
    node("box", 16000.0, "container")
    graph.add_edge("box", "a note beside it 0", key="c", relation="contains")
    graph.add_edge("a note beside it 1", "thing 0", key="h", relation="heads")
    with opened(browser, graph, tmp_path) as seen:
        drawn = seen.drawn()
        seen.quiet()
    assert {"thing 0", "a note beside it 1"} <= drawn
    assert not {"a note beside it 0", "thing 1"} & drawn


def bends(page: Any) -> dict[str, tuple[str, float]]:
    """How each edge is bent: its type and roundness."""
    return dict(
        page.evaluate(
            """Object.fromEntries(graphkit.edges.map((edge, n) => {
                const { enabled, type, roundness } = graphkit.network.body.edges[n].options.smooth;
                return [edge.key, enabled ? [type, roundness] : ["", 0]];
            }))"""
        )
    )


def test_an_edge_goes_around_the_nodes_between_its_ends(browser: Any, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    for k, name in enumerate("abcd"):
        graph.add_node(name, label=name, x=k * 200.0, y=0.0, width=80.0, height=40.0)
    # Above the row stands another, so that there is room below it only.
    graph.add_node("above", label="above", x=0.0, y=-80.0, width=700.0, height=60.0)
    graph.add_node("around", label="around", role="container", x=-50.0, y=-200.0, width=900.0, height=500.0)
    for source, target in ("ab", "bc", "cd", "da"):
        graph.add_edge(source, target, key=source + target, relation="arrow", directed=True)
    with opened(browser, graph, tmp_path) as seen:
        found = bends(seen.page)
        x, y = point_on_edge(seen.page, "da")
        at = seen.page.evaluate(
            """([x, y]) => {
                const frame = document.getElementById("canvas").getBoundingClientRect();
                return graphkit.network.DOMtoCanvas({ x: x - frame.left, y: y - frame.top });
            }""",
            [x, y],
        )
        seen.quiet()
    assert found["ab"] == found["bc"] == found["cd"] == ["", 0]
    assert found["da"][1] > 0
    assert at["y"] > 40


def test_what_goes_around_a_node_goes_not_where_a_parallel_edge_is(browser: Any, tmp_path: Path) -> None:
    graph = nx.MultiDiGraph()
    for k, name in enumerate("abc"):
        graph.add_node(name, label=name, x=k * 200.0, y=0.0, width=80.0, height=40.0)
    keys = [str(k) for k in range(3)]
    for key in keys:
        graph.add_edge("a", "c", key=key, relation="arrow", directed=True)
    with opened(browser, graph, tmp_path) as seen:
        middles = [point_on_edge(seen.page, key) for key in keys]
        found = bends(seen.page)
        seen.quiet()
    assert all(found[key][1] for key in keys)
    for (ax, ay), (bx, by) in itertools.combinations(middles, 2):
        assert abs(ax - bx) + abs(ay - by) > 15


def test_of_very_many_edges_and_nodes_none_goes_around_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.MultiDiGraph()
    for k, name in enumerate("abc"):
        graph.add_node(name, label=name, x=k * 200.0, y=0.0, width=80.0, height=40.0)
    graph.add_edge("a", "c", key="ac", relation="arrow", directed=True)
    for most, bent in ((4, True), (3, False)):
        monkeypatch.setattr(page, "_MOST_IN_THE_WAY", most)
        write(graph, tmp_path / "page.html")
        assert ('"smooth": {"enabled": true' in (tmp_path / "page.html").read_text(encoding="utf-8")) == bent
