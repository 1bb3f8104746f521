"""Arrowheads that are drawn as shapes: the rule of `graphkit.analysis.heads`, one tiny drawing a test."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, diamond, drawing, ellipse, group, line, polygon, rectangle, text
from graphkit.corrections import parse
from graphkit.report import report_on
from transforms import drawn_backwards, scaled, turned

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (300, 0), (100, 60), "B")
SHAFT = line("l", (104, 30), (276, 30))
TRIANGLE = polygon("h", (276, 20), (296, 30), (276, 40))
DIAMOND = diamond("h", (266, 20), (30, 20))
RHOMBUS = polygon("h", (266, 30), (281, 20), (296, 30), (281, 40))


def said(content: gk.Drawing, corrections: str = "") -> set[str]:
    """The arrows and lines of a drawing, as `A -> B (element, relation)` or `A -- B (element, relation)`."""
    graph = gk.to_graph(gk.analyze(content, corrections=parse(corrections, content)))
    name = {node: data["label"] or data["element"] for node, data in graph.nodes(data=True)}
    return {
        f"{name[u]} {'->' if data['directed'] else '--'} {name[v]} ({data['element']}, {data['relation']})"
        for u, v, data in graph.edges(data=True)
        if data["relation"] in ("arrow", "line")
    }


def edges(*pieces: Pieces) -> set[str]:
    return said(drawing(*pieces))


def test_a_line_goes_on_through_a_triangle_and_points() -> None:
    graph = gk.extract(drawing(A, B, SHAFT, TRIANGLE))
    assert edges(A, B, SHAFT, TRIANGLE) == {"A -> B (l, arrow)"}
    assert {data["element"] for _, data in graph.nodes(data=True)} == {"a", "b"}


@pytest.mark.parametrize("head", [DIAMOND, RHOMBUS], ids=["of the editor", "drawn"])
def test_a_line_goes_on_through_a_rhombus_and_does_not_point(head: Piece) -> None:
    assert edges(A, B, line("l", (104, 30), (266, 30)), head) == {"A -- B (l, line)"}


@pytest.mark.parametrize("factor", [0.3, 1.0, 37.0])
@pytest.mark.parametrize("quarters", range(4))
def test_a_head_is_one_however_large_turned_and_drawn(factor: float, quarters: int) -> None:
    content = turned(scaled(drawing(A, B, SHAFT, TRIANGLE), factor), quarters, by_angle=False)
    for drawn in (content, drawn_backwards(content, "l"), drawn_backwards(content, "h")):
        assert said(drawn) == {"A -> B (l, arrow)"}


def test_an_arrow_keeps_the_direction_that_it_has() -> None:
    assert edges(A, B, arrow("l", (104, 30), (274, 30)), TRIANGLE) == {"A -> B (l, arrow)"}
    assert edges(A, B, arrow("l", (274, 30), (104, 30)), TRIANGLE) == {"B -> A (l, arrow)"}


def test_heads_at_both_ends_point_both_ways() -> None:
    other = polygon("o", (124, 20), (104, 30), (124, 40))
    found = edges(A, B, line("l", (124, 30), (276, 30)), TRIANGLE, other)
    assert found == {"A -> B (l, arrow)", "B -> A (l, arrow)"}


def test_several_lines_enter_one_head() -> None:
    c = rectangle("c", (0, 200), (100, 60), "C")
    found = edges(A, B, c, SHAFT, line("m", (104, 220), (276, 32), via=[(200, 220), (200, 32)]), TRIANGLE)
    assert found == {"A -> B (l, arrow)", "C -> B (m, arrow)"}


def test_branches_of_one_trunk_share_its_head() -> None:
    c = rectangle("c", (0, 200), (100, 60), "C")
    bracket = line("u", (104, 30), (104, 230), via=[(200, 30), (200, 230)])
    head = polygon("h", (276, 110), (296, 120), (276, 130))
    found = edges(A, c, rectangle("b", (300, 90), (100, 60), "B"), bracket, line("t", (200, 120), (276, 120)), head)
    assert found == {"A -> B (t, arrow)", "C -> B (t u, arrow)"}


STOPS_SHORT = polygon("h", (260, 20), (280, 30), (260, 40))


@pytest.mark.parametrize(
    "pieces",
    [
        (B, line("l", (104, 30), (260, 30)), STOPS_SHORT),
        (B, line("l", (104, 68), (268, 68)), polygon("h", (268, 58), (288, 68), (268, 78))),
        (text("b", "B", at=(300, 18), font=20), SHAFT, TRIANGLE),
    ],
    ids=["short of it", "past its corner", "at words"],
)
def test_a_head_points_at_what_it_leads_to(pieces: Pieces) -> None:
    assert edges(A, *pieces) == {"A -> B (l, arrow)"}


def test_heads_may_lie_on_each_other() -> None:
    c, m = rectangle("c", (0, 200), (100, 60), "C"), line("m", (104, 230), (276, 44), via=[(200, 230), (200, 44)])
    found = edges(A, B, c, SHAFT, TRIANGLE, m, polygon("o", (276, 34), (296, 44), (276, 54)))
    assert found == {"A -> B (l, arrow)", "C -> B (m, arrow)"}


def test_all_may_be_one_group() -> None:
    assert edges(group("g", A, B, SHAFT, TRIANGLE)) == {"A -> B (l, arrow)"}


NO_HEADS: dict[str, tuple[Pieces, ...]] = {
    "too large": (B, polygon("h", (250, 5), (296, 30), (250, 55)), line("l", (104, 30), (250, 30))),
    "a rhombus short of it": (
        B,
        polygon("h", (256, 30), (271, 20), (286, 30), (271, 40)),
        line("l", (104, 30), (256, 30)),
    ),
    "a rhombus at words": (text("b", "B", at=(300, 18), font=20), line("l", (104, 30), (266, 30)), RHOMBUS),
    "with words": (B, TRIANGLE, SHAFT, text("w", "!", centre=(281, 30), font=8)),
    "tip in the open": (B, polygon("h", (236, 20), (256, 30), (236, 40)), line("l", (104, 30), (236, 30))),
    "entered at its tip": (B, polygon("h", (296, 20), (276, 30), (296, 40)), SHAFT),
    "entered aslant": (B, TRIANGLE, line("l", (276, 200), (276, 36))),
    "something goes on": (B, TRIANGLE, SHAFT, line("m", (286, 35), (286, 200))),
    "part of a picture": (group("g", B, TRIANGLE), SHAFT),
    "declared": (B, DIAMOND, arrow("l", "a", "h", bound=True, gap=2)),
    "within what it touches": (rectangle("f", (-40, -60), (338, 180)), TRIANGLE, SHAFT),
}


@pytest.mark.parametrize("pieces", NO_HEADS.values(), ids=NO_HEADS.keys())
def test_what_is_no_head_is_a_thing(pieces: tuple[Pieces, ...]) -> None:
    assert any("h" in thing.elements for thing in gk.analyze(drawing(A, *pieces)).things)


def test_corrections_win_over_a_head() -> None:
    content = drawing(A, B, rectangle("c", (0, 200), (100, 60), "C"), SHAFT, TRIANGLE)
    assert said(content, '[arrows.l]\nend = "c"\n') == {"A -> C (l, arrow)"}
    assert said(content, '[arrows.l]\nend = "h"\n') == {"A -- h (l, line)"}


def many(count: int) -> gk.Drawing:
    rows = [
        piece for k in range(count) for piece in (
            rectangle(f"b{k}", (300, 100 * k), (100, 60)), line(f"l{k}", (104, 100 * k + 30), (276, 100 * k + 30)),
            rectangle(f"a{k}", (0, 100 * k), (100, 60)),
            polygon(f"h{k}", (276, 100 * k + 20), (296, 100 * k + 30), (276, 100 * k + 40)))
    ]  # fmt: skip
    return drawing(*rows)


def calls(content: gk.Drawing) -> int:
    """How many functions are called, of Python and of C, until a drawing is understood."""
    counted = Counter[str]()
    sys.setprofile(lambda frame, event, argument: counted.update((event,)))
    try:
        assert len(gk.analyze(content).connections) == len(content.elements) // 4
    finally:
        sys.setprofile(None)
    return counted.total()


def test_many_heads_and_many_lines_are_no_more_work_each() -> None:
    few, several = many(200), many(800)
    gk.analyze(few)  # what is loaded the first time
    assert calls(several) < 5 * calls(few)


# Dots


def dot(id: str, centre: tuple[float, float], radius: float = 5) -> Piece:
    x, y = centre
    return ellipse(id, (x - radius, y - radius), (2 * radius, 2 * radius))


P, Q = dot("p", (115, 30)), dot("q", (285, 30))
BOTH = line("l", (115, 30), (285, 30))
TAIL = arrow("l", (115, 30), (298, 30))


def test_a_line_goes_on_through_dots_to_shapes() -> None:
    assert edges(A, B, BOTH, P, Q) == {"A -- B (l, arrow)"}
    assert edges(A, B, line("l", (115, 30), (298, 30)), P) == {"B -> A (l, arrow)"}


def test_an_arrow_begins_where_the_dot_at_its_start_is() -> None:
    graph = gk.extract(drawing(A, B, TAIL, P))
    assert edges(A, B, TAIL, P) == {"A -> B (l, arrow)"}
    assert {data["element"] for _, data in graph.nodes(data=True)} == {"a", "b"}
    assert {data["start_arrowhead"] for *_, data in graph.edges(data=True)} == {"circle"}


@pytest.mark.parametrize("factor", [0.3, 1.0, 37.0])
@pytest.mark.parametrize("quarters", range(4))
def test_a_dot_is_a_head_however_large_turned_and_drawn(factor: float, quarters: int) -> None:
    content = turned(scaled(drawing(A, B, TAIL, P), factor), quarters, by_angle=False)
    for drawn in (content, drawn_backwards(content, "l")):
        assert said(drawn) == {"A -> B (l, arrow)"}


def test_several_arrows_begin_at_one_dot() -> None:
    others = [rectangle(f"b{k}", (300, 100 * k - 100), (100, 60), "BCD"[k]) for k in range(3)]
    fan = [arrow(f"l{k}", (115, 30), (298, 100 * k - 70)) for k in range(3)]
    assert edges(A, others, P, fan) == {"A -> B (l0, arrow)", "A -> C (l1, arrow)", "A -> D (l2, arrow)"}


def test_words_have_a_dot_where_an_arrow_begins() -> None:
    words = text("w", "these are the words", (0, 0))
    below = dot("p", (60, 33))
    assert edges(words, rectangle("b", (0, 200), (100, 60), "B"), below, arrow("l", (60, 33), (60, 198))) == {
        "these are the words -> B (l, arrow)"
    }


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([B, dot("i", (200, 30)), arrow("l", (205, 30), (298, 30))], "i -> B (l, arrow)"),
        ([A, rectangle("b", (140, 0), (100, 60), "B"), P, line("l", (120, 30), (139, 30))], "p -- B (l, line)"),
        ([A, B, dot("p", (140, 30)), arrow("l", (140, 30), (298, 30))], "p -> B (l, arrow)"),
        ([A, B, dot("p", (120, 30), 8), arrow("l", (128, 30), (298, 30))], "p -> B (l, arrow)"),
        ([rectangle("a", (80, 21), (18, 18), "A"), B, P, TAIL], "p -> B (l, arrow)"),
        ([A, B, P, line("l", (115, 30), (298, 30)), text("t", "x", (112, 11), font=10)], "x -- B (l, line)"),
        ([A, B, dot("p", (90, 70)), arrow("l", (90, 70), (298, 30))], "A -> B (l, arrow)"),
        ([A, B, P, arrow("l", (298, 30), (118, 30))], "B -> p (l, arrow)"),
    ],
    ids=["nothing beyond", "short", "far", "large", "no larger than it", "words nearer", "beside", "pointed at"],
)
def test_what_is_beyond_a_dot_is_meant(pieces: list[Piece], expected: str) -> None:
    assert edges(pieces) == {expected}


def test_where_several_go_on_from_dots_these_are_vertices() -> None:
    path = [dot("u", (115, 200)), dot("v", (215, 200)), line("m", (115, 200), (215, 200)),
            dot("w", (315, 200)), line("n", (215, 200), (315, 200))]  # fmt: skip
    assert "p -> B (l, arrow)" in edges(A, B, P, TAIL, path)


def test_dots_as_large_as_one_in_the_open_are_vertices_too() -> None:
    for radius, expected in ((5, "r -- q (l, line)"), (3, "r -> B (l, arrow)")):
        free = dot("r", (115, 30), radius)
        assert edges(B, BOTH, free, Q) == {expected}


@pytest.mark.parametrize("factor", [0.3, 0.7, 1.0, 2.5])
def test_dots_that_touch_a_shape_with_words_are_ports_however_large(factor: float) -> None:
    ports = line("l", (112, 30), (288, 30)), dot("p", (106, 30), 6), dot("q", (294, 30), 6)
    analysis = gk.analyze(scaled(drawing(A, B, *ports), factor))
    assert not analysis.heads
    assert len(analysis.connections) == 1


def test_a_dot_that_is_bound_is_a_thing() -> None:
    bound = arrow("l", "p", "b", bound=True)
    assert edges(A, B, P, bound) == {"p -> B (l, arrow)"}


def test_a_dot_that_a_person_speaks_of_is_a_thing() -> None:
    assert said(drawing(A, B, TAIL, P), '[arrows.l]\nstart = "p"') == {"p -> B (l, arrow)"}


def test_it_is_told_of_which_line_a_head_is_one() -> None:
    for pieces, id, what in (([SHAFT, TRIANGLE], "h", "line"), ([TAIL, P], "p", "arrow")):
        analysis = gk.analyze(drawing(A, B, pieces))
        assert [(one.head, one.connector) for one in analysis.heads] == [(id, "l")]
        assert not report_on(analysis, gk.to_graph(analysis)).left_over
        assert f"the head of {what} “A” → “B” (l)" in str(gk.explain(analysis, id))
