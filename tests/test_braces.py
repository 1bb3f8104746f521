"""Braces and brackets: one test a rule of `graphkit.analysis.braces`, one tiny drawing a test."""

from __future__ import annotations

import itertools
import math

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, freedraw, line, rectangle, text
from transforms import scaled

CURLY = line(
    "curly", (200, 0), (200, 200), via=[(182, 18), (184, 80), (164, 100), (184, 120), (182, 182)], rounded=True
)
SQUARE = line("square", (190, 0), (190, 200), via=[(166, 0), (166, 200)])
PARTS = (text("a", "Pump", (214, 10)), text("b", "Patch", (214, 88)), text("c", "Glue", (214, 166)))


def edges(*pieces: Pieces) -> set[str]:
    graph = gk.extract(drawing(*pieces))
    name = graph.nodes(data="label")
    return {
        " -> ".join((name[u], name[v])) if data["directed"] else " -- ".join(sorted((name[u], name[v])))
        for u, v, data in graph.edges(data=True)
        if data["relation"] in ("arrow", "line")
    }


def test_a_brace_joins_what_is_at_its_tip_with_all_in_it() -> None:
    found = edges(CURLY, PARTS, text("kit", "Kit", (110, 88)))
    assert found == {"Kit -- Pump", "Kit -- Patch", "Glue -- Kit"}


def test_edges_of_a_brace_have_keys_of_their_own() -> None:
    analysis = gk.analyze(drawing(CURLY, PARTS, text("kit", "Kit", (110, 88))))
    assert sorted(connection.key for connection in analysis.connections) == ["curly", "curly:2", "curly:3"]
    assert {connection.start.evidence.rule for connection in analysis.connections} == {"brace"}
    assert len(gk.to_graph(analysis).edges) == 3


def test_a_brace_with_nothing_at_its_tip_is_decoration() -> None:
    analysis = gk.analyze(drawing(CURLY, PARTS))
    assert not analysis.connections
    assert analysis.decoration == ("curly",)


def test_an_arc_is_no_brace() -> None:
    arc = line(
        "arc", (200, 0), (200, 200), via=[(178, 30), (166, 70), (164, 100), (166, 130), (178, 170)], rounded=True
    )
    assert "Kit -- Patch" not in edges(arc, PARTS, text("kit", "Kit", (110, 88)))


def test_a_bracket_joins_like_a_brace() -> None:
    found = edges(SQUARE, PARTS, text("set", "Set", (110, 88)))
    assert found == {"Pump -- Set", "Patch -- Set", "Glue -- Set"}


def test_a_line_with_two_corners_from_shape_to_shape_is_no_bracket() -> None:
    boxes = (rectangle("x", (192, -30), (100, 60), "X"), rectangle("y", (192, 170), (100, 60), "Y"))
    assert edges(SQUARE, boxes, text("set", "Set", (110, 88))) == {"X -- Y"}


def test_what_stands_behind_another_thing_is_not_in_a_brace() -> None:
    behind = text("d", "Bell", (290, 88))
    assert not any("Bell" in edge for edge in edges(CURLY, PARTS, behind, text("kit", "Kit", (110, 88))))


def test_a_brace_may_mark_a_part_of_one_thing() -> None:
    tall = rectangle("t", (214, -200), (120, 700), "Programme")
    assert edges(CURLY, tall, text("kit", "Kit", (110, 88))) == {"Kit -- Programme"}


def test_an_arrow_to_the_tip_leads_to_all_in_the_brace() -> None:
    found = edges(CURLY, PARTS, rectangle("k", (-100, 70), (100, 60), "Kit"), arrow("r", (4, 100), (160, 100)))
    assert found == {"Kit -> Pump", "Kit -> Patch", "Kit -> Glue"}


def test_an_arrow_from_the_tip_leads_from_all_in_the_brace() -> None:
    found = edges(CURLY, PARTS, rectangle("k", (-100, 70), (100, 60), "Kit"), arrow("r", (160, 100), (8, 100)))
    assert found == {"Pump -> Kit", "Patch -> Kit", "Glue -> Kit"}


def drawn(id: str, *corners: tuple[float, float]) -> Piece:
    """A stroke of the pen through corners, which shakes."""
    ways = itertools.pairwise(corners)
    places = [(ax + (bx - ax) * k / 8, ay + (by - ay) * k / 8) for (ax, ay), (bx, by) in ways for k in range(8)]
    shaken = [(x + 1.4 * math.sin(3 * k), y + 1.4 * math.cos(2 * k)) for k, (x, y) in enumerate([*places, corners[-1]])]
    return freedraw(id, *shaken)


KIT = text("kit", "Kit", (110, 88))
JOINED = {"Kit -- Pump", "Kit -- Patch", "Glue -- Kit"}


@pytest.mark.parametrize("backwards", [False, True])
def test_a_stroke_of_the_pen_may_be_a_brace(backwards: bool) -> None:
    corners = [(200, 0), (182, 10), (184, 86), (164, 100), (184, 114), (182, 190), (200, 200)]
    content = drawing(drawn("pen", *(corners[::-1] if backwards else corners)), PARTS, KIT)
    for factor in (1, 6):
        analysis = gk.analyze(scaled(content, factor))
        assert {c.start.evidence.rule for c in analysis.connections} == {"brace"}
        assert len(analysis.connections) == 3


@pytest.mark.parametrize("shake", [0, 4, -4])
def test_a_stroke_of_the_pen_may_be_a_bracket(shake: float) -> None:
    assert edges(drawn("pen", (194, -2), (170 + shake, 2), (170, 196), (192, 200)), PARTS, KIT) == JOINED


@pytest.mark.parametrize(
    "corners",
    [
        [(200, 0), (172, 50), (164, 100), (172, 150), (200, 200)],  # an arc
        [(200, 0), (164, 100), (200, 200)],  # a wedge
        [(184, 0), (181, 20), (178, 100), (181, 180), (184, 200)],  # nearly straight
        [(200, 0), (160, 20), (200, 100), (160, 180), (200, 200)],  # a letter
    ],
)
def test_any_other_stroke_is_no_brace(corners: list[tuple[float, float]]) -> None:
    analysis = gk.analyze(drawing(drawn("pen", *corners), PARTS, KIT))
    assert not analysis.connections


def test_an_arrow_may_begin_a_bit_before_the_tip() -> None:
    sum = text("sum", "Sum", (20, 88))
    assert edges(CURLY, PARTS, sum, arrow("r1", (150, 100), (70, 100))) == {
        "Pump -> Sum",
        "Patch -> Sum",
        "Glue -> Sum",
    }


def test_a_brace_of_the_pen_holds_several_things_or_one_as_long() -> None:
    brace = drawn("pen", (200, 0), (182, 10), (184, 86), (164, 100), (184, 114), (182, 190), (200, 200))
    assert edges(brace, PARTS[1], KIT) == set()
    assert edges(brace, rectangle("box", (210, 10), (80, 180), "Box"), KIT) == {"Box -- Kit"}


@pytest.mark.parametrize("deep", [0.6, 0.68, 0.72])
def test_an_arc_of_five_points_joins_two_boxes(deep: float) -> None:
    # As deep at a quarter of its way as a brace may be, but without a hollow.
    ends = rectangle("a", (0, 0), (80, 60), "A"), rectangle("b", (300, 0), (80, 60), "B")
    via = [(110, -80 * deep), (190, -80), (270, -80 * deep)]
    assert edges(ends, line("r1", (40, 0), (340, 0), via=via, rounded=True)) == {"A -- B"}


def test_an_arrow_to_the_back_of_a_bracket_leads_to_all_in_it() -> None:
    kit = rectangle("k", (-100, 70), (100, 60), "Kit")
    assert edges(SQUARE, PARTS, kit, arrow("r", (4, 100), (162, 100))) == {"Kit -> Pump", "Kit -> Patch", "Kit -> Glue"}


def test_an_arrow_to_a_brace_with_nothing_in_it_is_told() -> None:
    analysis = gk.analyze(
        drawing(CURLY, rectangle("k", (-100, 70), (100, 60), "Kit"), arrow("r", (4, 100), (160, 100)))
    )
    assert {end.connector for end in analysis.unresolved} == {"r"}


@pytest.mark.parametrize("half", [14, 22])
def test_a_level_with_a_peak_is_no_brace(half: float) -> None:
    corners = [(200, 0), (200, 100 - half), (164, 100), (200, 100 + half), (200, 200)]
    assert edges(line("pulse", corners[0], corners[-1], via=corners[1:-1]), PARTS, KIT).isdisjoint(JOINED)


@pytest.mark.parametrize("by", [0, 6, 12])
def test_a_wedge_of_the_pen_with_bent_sides_is_no_brace(by: float) -> None:
    # Its sides sag, but it is not soon out of its way.
    corners = [(200, 0), (182 + by, 50), (164, 100), (182 + by, 150), (200, 200)]
    assert not gk.analyze(drawing(drawn("pen", *corners), PARTS, KIT)).connections
