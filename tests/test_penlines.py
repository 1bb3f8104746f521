"""Lines of the pen: one test a rule of `graphkit.analysis.penlines`, one tiny drawing a test."""

from __future__ import annotations

import math

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, diamond, drawing, freedraw, line, rectangle, text
from transforms import drawn_backwards, reordered, scaled, turned

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (300, 0), (100, 60), "B")
STROKE = freedraw("s", (108, 30), (150, 32), (220, 29), (290, 30))


def edges(*pieces: Pieces) -> set[str]:
    return said(drawing(*pieces))


def said(content: gk.Drawing) -> set[str]:
    graph = gk.extract(content)
    name = graph.nodes(data="label")
    return {" -- ".join(sorted((name[u], name[v]))) + f" ({data['element']})" for u, v, data in graph.edges(data=True)
            if data["relation"] == "line"}  # fmt: skip


def arc(id: str, one: tuple[float, float], over: tuple[float, float], two: tuple[float, float]) -> Piece:
    """A stroke that bends towards a place on its way."""
    places = [((1 - t) ** 2, 2 * t * (1 - t), t**2) for t in (k / 16 for k in range(17))]
    return freedraw(id, *((a * one[0] + b * over[0] + c * two[0], a * one[1] + b * over[1] + c * two[1])
                          for a, b, c in places))  # fmt: skip


@pytest.mark.parametrize("factor", [1, 7])
def test_a_stroke_from_one_thing_to_another_is_a_line(factor: float) -> None:
    content = drawing(A, B, STROKE)
    for same in (content, reordered(content, [4, 3, 2, 1, 0]), drawn_backwards(content, "s")):
        assert said(scaled(same, factor)) == {"A -- B (s)"}


def test_it_may_bend_and_stop_short_and_lead_to_words() -> None:
    year, may = text("year", "Year", centre=(0, 0), font=36), text("may", "May", centre=(260, -120))
    assert edges(year, may, arc("s", (52, -12), (110, -100), (228, -118))) == {"May -- Year (s)"}


@pytest.mark.parametrize(
    ("rise", "joins"), [(0, {"A -- B (s)"}), (48, set())], ids=["points at both", "passes them by"]
)
def test_a_line_that_stops_far_short_leads_to_the_shape_that_it_points_at(rise: float, joins: set[str]) -> None:
    assert edges(A, B, freedraw("s", (145, 30 + rise), (190, 32 + rise), (255, 30 + rise))) == joins


def test_of_two_lines_the_one_that_comes_close_is_believed() -> None:
    near = arc("s", (60, 64), (200, 180), (340, 64))
    assert edges(A, B, near, freedraw("t", (145, 30), (190, 32), (255, 30))) == {"A -- B (s)"}


@pytest.mark.parametrize(
    "stroke",
    [
        freedraw("s", (108, 30), (150, 32), (220, 29)),  # ends in the open
        freedraw("s", (108, 30), (150, 32), (290, 30), (180, 34)),  # turns back
        arc("s", (104, 30), (200, 700), (296, 30)),  # far round
        freedraw("s", (8, 70), (60, 72), (92, 70)),  # under one thing
    ],
)
def test_any_other_is_decoration(stroke: Piece) -> None:
    found = gk.analyze(drawing(A, B, stroke))
    assert (found.connections, found.decoration) == ((), ("s",))


def test_an_underline_of_two_words_is_decoration() -> None:
    words = text("deep", "deep", (0, 0)), text("learning", "learning", (56, 0))
    assert edges(*words, freedraw("s", (-4, 27), (60, 28), (146, 26))) == set()


def test_letters_are_no_lines() -> None:
    # A stroke between two boxes, as wide as the way, that another crosses: a letter as large.
    assert edges(A, B, STROKE, freedraw("t", (180, -20), (182, 30), (181, 80))) == set()


def test_what_is_drawn_along_an_arrow_marks_it() -> None:
    waves = freedraw("s", *((108 + 8 * k, 30 + 6 * math.sin(k)) for k in range(24)))
    found = gk.analyze(drawing(A, B, arrow("r1", (104, 30), (296, 30)), waves))
    assert ([c.id for c in found.connections], found.decoration) == (["r1"], ("s",))


def test_what_is_drawn_along_a_line_marks_it() -> None:
    assert edges(A, B, line("l1", (104, 30), (296, 30)), STROKE) == {"A -- B (l1)"}


@pytest.mark.parametrize("names", ["st", "ts"])
def test_a_line_drawn_twice_joins_once(names: str) -> None:
    again = freedraw(names[1], (106, 34), (200, 50), (294, 36))
    assert edges(A, B, freedraw(names[0], (108, 30), (200, 31), (290, 30)), again) == {f"A -- B ({names[0]})"}


def test_lines_of_the_pen_that_meet_make_a_tree() -> None:
    root = rectangle("root", (150, -200), (100, 60), "Root")
    strokes = freedraw("s", (196, -136), (120, -70), (56, -4)), freedraw("t", (204, -136), (280, -70), (344, -4))
    assert edges(A, B, root, *strokes) == {"A -- Root (s)", "B -- Root (t)"}


TREE = (
    freedraw("trunk", (200, -136), (201, -70)),
    freedraw("bar", (50, -70), (200, -69), (350, -71)),
    freedraw("left", (50, -71), (51, -4)),
    freedraw("right", (350, -71), (349, -4)),
)


def test_a_trunk_and_branches_of_the_pen_make_a_tree() -> None:
    root = rectangle("root", (150, -200), (100, 60), "Root")
    for strokes in (TREE, TREE[::-1]):
        found = gk.analyze(drawing(A, B, root, strokes))
        assert {(c.start.target, c.end.target) for c in found.connections} == {("root", "a"), ("root", "b")}
        assert found.decoration == ()


@pytest.mark.parametrize("gone", range(4))
def test_what_leads_nowhere_but_for_what_is_not_there_is_decoration(gone: int) -> None:
    strokes = [stroke for k, stroke in enumerate(TREE) if k != gone]
    found = gk.analyze(drawing(A, B, rectangle("root", (150, -200), (100, 60), "Root"), strokes))
    assert {id for c in found.connections for id in c.elements} <= {"trunk", "bar", "left", "right"}
    assert len(found.connections) <= 1


def test_it_takes_no_longer_for_many_that_lead_nowhere() -> None:
    # A chain that is open at one end.
    strokes = [freedraw(f"s{k}", (108 + 50 * k, 30), (158 + 50 * k, 30)) for k in range(3000)]
    assert gk.analyze(drawing(A, rectangle("b", (0, 300), (100, 60), "B"), strokes)).connections == ()


def test_two_strokes_that_meet_are_axes() -> None:
    level, upright = freedraw("x", (0, 200), (120, 201), (260, 200)), freedraw("y", (0, 200), (1, 90), (0, -10))
    words = text("time", "time", centre=(290, 202)), text("load", "load", centre=(0, -30))
    assert edges(level, upright, words) == set()


@pytest.mark.parametrize(("deep", "joins"), [(36, {"A -- B (s)"}), (88, set())])
def test_a_line_may_begin_within_a_shape_that_it_leaves_soon(deep: float, joins: set[str]) -> None:
    tall = rectangle("a", (0, 0), (200, 200), "A"), rectangle("b", (280, 70), (100, 60), "B")
    begins = 200 - 2 * deep / 1.2
    way = [(begins + (276 - begins) * k / 8, 100 + (-1) ** k * 1.5) for k in range(9)]
    assert edges(tall, freedraw("s", *way)) == joins


def test_a_curve_that_crosses_itself_is_read_too() -> None:
    curve = line("blob", (816.3, 260.5), (816.3, 260.5), via=[(891.4, 346.7), (893.1, 266.8), (892.7, 260.2)],
                 rounded=True)  # fmt: skip
    into = arrow("into", (1066, 101), (877, 320))
    words, lozenge = text("words", "ab cd ef", (373, 236)), diamond("lozenge", (600, 205), (74, 24))
    analysis = gk.analyze(drawing(freedraw("s", (470, 210), (640, 212)), curve, words, lozenge, into))
    assert "blob" in analysis.thing


FAR = rectangle("b", (500, 0), (100, 60), "B")
BEGUN = freedraw("s", (108, 30), (150, 32), (220, 29), (298, 30))
LIFTED = freedraw("t", (300, 31), (400, 29), (490, 30), (474, 21), (490, 30), (474, 39))


def arrows(*pieces: Pieces) -> set[tuple[str, str, str]]:
    found = gk.analyze(drawing(*pieces)).connections
    return {(c.start.target, c.end.target, " ".join(c.elements)) for c in found if c.relation == "arrow"}


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("factor", [0.3, 1.0, 20.0])
def test_an_arrow_of_the_pen_goes_on_where_the_pen_was_lifted(factor: float, quarters: int) -> None:
    content = turned(scaled(drawing(A, FAR, BEGUN, LIFTED), factor), quarters, by_angle=False)
    for drawn in (content, drawn_backwards(content, "s"), reordered(content, [5, 4, 3, 2, 1, 0])):
        (found,) = gk.analyze(drawn).connections
        assert (found.start.target, found.end.target) == ("a", "b")
        assert {*found.elements} == {"s", "t"}


@pytest.mark.parametrize(
    "begun",
    [
        freedraw("s", (108, 30), (150, 32), (220, 29), (288, 30)),
        freedraw("s", (108, 130), (150, 132), (220, 129), (298, 130), (298, 34)),
        freedraw("s", (298, -300), (299, -100), (298, 29)),
        freedraw("s", (128, -300), (180, -150), (250, -40), (298, 29)),
    ],
    ids=["a gap", "from nothing, around a corner", "across", "from nothing"],
)
def test_it_does_not_go_on_along_a_stroke_that_comes_from_nothing_or_elsewhere(begun: Piece) -> None:
    assert not arrows(A, FAR, begun, LIFTED)


def test_an_arrow_without_a_way_goes_on_from_nothing() -> None:
    point = arrow("dot", (20, 30), (20, 30))
    assert edges(A, B, STROKE, point) == {"A -- B (s)"}
