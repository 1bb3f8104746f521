"""The graph holds all that was understood, whatever the elements are called."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

import graphkit as gk
from drawing_builder import arrow, drawing, ellipse, rectangle, text
from graphkit import geometry
from graphkit.explanation.words import Names
from graphkit.relations import points_at
from graphkit.report import report_on

DRAWINGS = Path(__file__).parent.parent / "data" / "drawings"


def edges(graph: nx.MultiDiGraph[str]) -> list[tuple[str, str, str]]:
    """Source, target and key of each, without the drawing's name."""
    return [(u.partition("#^")[2], v.partition("#^")[2], key) for u, v, key in graph.edges(keys=True)]


def test_ids_that_only_differ_in_what_xml_forbids_are_told_apart() -> None:
    found = drawing(
        rectangle("a\x01", at=(0, 0), label="A"), rectangle("a\x02", at=(300, 0), label="B"),
        rectangle("a\N{REPLACEMENT CHARACTER}", at=(600, 0), label="C"),
        arrow("r\x01", "a\x01", "a\x02"), arrow("r\x02", "a\x02", "a\N{REPLACEMENT CHARACTER}"),
    )  # fmt: skip
    graph = gk.extract(found)
    assert {node.partition("#^")[2]: data["label"] for node, data in graph.nodes(data=True)} == {
        "a\ufffd:2": "A", "a\ufffd:3": "B", "a\ufffd": "C",
    }  # fmt: skip
    assert edges(graph) == [("a\ufffd:2", "a\ufffd:3", "r\ufffd"), ("a\ufffd:3", "a\ufffd", "r\ufffd:2")]
    for node, data in graph.nodes(data=True):
        assert node == f"drawing.excalidraw#^{data['element']}"
        assert data["element"] == data["elements"].split(" ")[0]
    assert [data["element"] for *_, data in graph.edges(data=True)] == ["r\ufffd", "r\ufffd:2"]


def test_an_arrow_may_be_called_like_the_second_half_of_another() -> None:
    found = drawing(
        rectangle("a", at=(0, 0)), rectangle("b", at=(400, 0)), arrow("r", "a", "b", heads=("arrow", "arrow")),
        arrow("r:reverse", (400, 50), (120, 50)),
    )  # fmt: skip
    assert sorted(edges(gk.extract(found))) == [("a", "b", "r"), ("b", "a", "r:reverse"), ("b", "a", "r:reverse:2")]


def test_an_arrow_may_be_called_like_what_lies_in_a_container() -> None:
    found = drawing(
        rectangle("a", at=(0, 0), size=(400, 300)), rectangle("b", at=(200, 100), size=(100, 60), label="B"),
        rectangle("c", at=(50, 200), size=(60, 60), label="C"), arrow("contains:b", (3, 130), (195, 130)),
    )  # fmt: skip
    assert edges(gk.extract(found)) == [("a", "b", "contains:b"), ("a", "b", "contains:b:2"), ("a", "c", "contains:c")]


def test_what_is_told_of_odd_ids_is_told_of_the_right_elements() -> None:
    found = drawing(
        rectangle("a\x01", at=(0, 0), label="A"), rectangle("a\x02", at=(300, 0), label="B"),
        rectangle("c\x01", at=(0, 600), label="C"), arrow("r\x01", "a\x01", "a\x02"),
    )  # fmt: skip
    analysis = gk.analyze(found)
    report = report_on(analysis, gk.to_graph(analysis))
    assert [(one.what, one.element) for one in report.left_over] == [("rectangle “C”", "c\x01")]
    assert all(sentence.startswith(("Start: ", "End: ")) for sentence in report.edges[0].evidence)
    assert len(report.edges[0].evidence) == 2


@pytest.mark.parametrize(
    "far", [None, "cardinality_many", "diamond", "diamond_outline", "circle", "circle_outline", "bar"]
)
@pytest.mark.parametrize("head", ["arrow", "triangle", "triangle_outline", "of another program"])
def test_beside_an_arrow_or_a_triangle_nothing_else_points(head: str, far: str | None) -> None:
    assert points_at(far, head) == (False, True)
    assert points_at(head, far) == (True, False)
    assert points_at(head, "arrow") == (True, True)


@pytest.mark.parametrize("head", ["circle", "circle_outline", "bar"])
def test_a_circle_or_a_bar_points_where_it_is_the_one_head(head: str) -> None:
    assert points_at(head, None) == (True, False)
    for other in ("circle", "bar", "diamond", "cardinality_one"):
        assert points_at(head, other) == points_at(other, head) == (False, False)


@pytest.mark.parametrize("head", [None, "diamond", "diamond_outline", "cardinality_one"])
def test_diamonds_and_crows_feet_do_not_point(head: str | None) -> None:
    assert points_at(head, None) == points_at(None, head) == points_at(head, "diamond") == (False, False)


@pytest.mark.parametrize(
    ("heads", "expected", "said"),
    [
        (("circle", "arrow"), [("a", "b", "r")], "“A” → “B”"),
        (("triangle", "bar"), [("b", "a", "r")], "“B” → “A”"),
        (("circle", None), [("b", "a", "r")], "“B” → “A”"),
        (("diamond", None), [("a", "b", "r")], "“A” — “B”"),
        (("circle", "circle"), [("a", "b", "r")], "“A” — “B”"),
        (("arrow", "arrow"), [("a", "b", "r"), ("b", "a", "r:reverse")], "“A” ↔ “B”"),
    ],
)
def test_an_edge_goes_where_its_heads_point_and_keeps_them_as_drawn(
    heads: tuple[str | None, str | None], expected: list[tuple[str, str, str]], said: str
) -> None:
    a, b = rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B")
    analysis = gk.analyze(drawing(a, b, arrow("r", "a", "b", heads=heads)))
    graph = gk.to_graph(analysis)
    assert sorted(edges(graph)) == expected
    for *_, data in graph.edges(data=True):
        assert (data.get("start_arrowhead"), data.get("end_arrowhead")) == heads
        assert data["directed"] == ("—" not in said)
    assert Names(analysis).joined(analysis.connections[0]) == said


def counted(*heads: str | None) -> gk.Analysis:
    """An arrow from A to B with these heads, 1 at its start and 0..* at its end in words."""
    return gk.analyze(drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"), arrow("r", "a", "b", heads=heads),
        text("one", at=(130, 5), words="1"), text("many", at=(350, 5), words="0..*"),
    ))  # fmt: skip


def test_an_edge_says_whether_its_source_is_where_it_was_drawn_to() -> None:
    for heads, turned in (((None, "arrow"), [False]), (("arrow", None), [True]), ((None, None), [False])):
        assert [data["turned"] for *_, data in gk.to_graph(counted(*heads)).edges(data=True)] == turned
    both = gk.to_graph(counted("arrow", "arrow"))
    assert {key: data["turned"] for *_, key, data in both.edges(keys=True, data=True)} == {
        "r": False,
        "r:reverse": True,
    }


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ((None, "arrow"), [("A", "1", "0..*", "B")]),
        (("arrow", None), [("B", "0..*", "1", "A")]),
        (("arrow", "arrow"), [("A", "1", "0..*", "B"), ("B", "0..*", "1", "A")]),
    ],
)
def test_how_many_are_told_of_each_edge_in_the_direction_it_is_read(
    heads: tuple[str | None, str | None], expected: list[tuple[str, str, str, str]]
) -> None:
    analysis = counted(*heads)
    found = report_on(analysis, gk.to_graph(analysis)).edges
    assert [(one.source, one.source_cardinality, one.target_cardinality, one.target) for one in found] == expected


def test_what_has_no_name_is_told_by_its_place_where_it_is_not_the_one_of_its_kind() -> None:
    analysis = gk.analyze(drawing(
        rectangle("a", at=(-0.2, 10)), rectangle("b", at=(400, 0)), ellipse("c", at=(800, 0)), arrow("r", "a", "b"),
        arrow("s", "b", "c"),
    ))  # fmt: skip
    told = report_on(analysis, gk.to_graph(analysis)).edges
    assert [(one.source, one.target) for one in told] == [
        ("(rectangle at 0, 10)", "(rectangle at 400, 0)"), ("(rectangle at 400, 0)", "(ellipse)"),
    ]  # fmt: skip
    assert [(one.source_element, one.target_element) for one in told] == [("a", "b"), ("b", "c")]


def test_crows_feet_are_evidence_of_how_many_there_are() -> None:
    heads = ("cardinality_exactly_one", "cardinality_zero_or_many")
    found = drawing(rectangle("a", at=(0, 0)), rectangle("b", at=(400, 0)), arrow("r", "a", "b", heads=heads))
    analysis = gk.analyze(found)
    (edge,) = report_on(analysis, gk.to_graph(analysis)).edges
    says = "1 at its start: its arrowhead says so.", "0..* at its end: its arrowhead says so."
    assert edge.evidence[2:] == says
    assert all(sentence in gk.overlay(analysis).svg for sentence in says)


def boxes(name: str) -> dict[str, tuple[float, ...]]:
    """Left, top, right, bottom of each node of a golden drawing, in whole px, by its label or its element."""
    (source,) = (DRAWINGS / name).glob("source.*")
    graph = gk.extract(gk.read(source))
    return {
        data["label"] or data["element"]: tuple(
            round(value) for value in (data["x"], data["y"], data["x"] + data["width"], data["y"] + data["height"])
        )
        for _, data in graph.nodes(data=True)
    }


def test_what_is_drawn_with_many_strokes_is_as_large_as_all_of_them() -> None:
    strokes = [
        geometry.box(one) for one in gk.read(DRAWINGS / "words-of-the-pen" / "source.excalidraw").elements
        if one.id.startswith("print.")
    ]  # fmt: skip
    around = tuple(round(pick(box[k] for box in strokes)) for k, pick in enumerate((min, min, max, max)))
    (found,) = [box for box in boxes("words-of-the-pen").values() if abs(box[2] - around[2]) < 3]
    assert found[:3] == around[:3]
    # The underline is part of it.
    assert found[3] >= around[3]


def test_a_figure_is_as_large_as_all_that_it_is_drawn_with_and_a_box_as_large_as_it_is() -> None:
    figure = boxes("stick-figures")["Visitor"]
    assert figure[3] - figure[1] > 2 * (figure[2] - figure[0])
    # Lifelines are part of a party, and ports of a shape: its box is where its name stands.
    assert boxes("sequence-diagram")["Phone"][3] < 100
    source = {one.id: one for one in gk.read(DRAWINGS / "ports-on-borders" / "source.excalidraw").elements}
    assert boxes("ports-on-borders")["Shop"] == tuple(round(value) for value in geometry.box(source["shop"]))


def test_messages_are_told_in_the_order_of_time() -> None:
    analysis = gk.analyze(gk.read(DRAWINGS / "sequence-diagram" / "source.excalidraw"))
    told = report_on(analysis, gk.to_graph(analysis)).edges
    assert [(one.sequence, one.label) for one in told] == [(1, "tap"), (2, "charge"), (3, "paid"), (4, "open")]
    assert "Message 3 in the order of time." in gk.overlay(analysis).svg
    (subject,) = gk.explain(analysis, "paid").subjects
    assert subject.says.endswith("It is message 3 in the order of time.")
