"""Strokes of the pen: one test a rule of `graphkit.analysis.loops` and `strokes`, one tiny drawing a test."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, freedraw, line, rectangle, text
from graphkit.analysis import scene, strokes
from graphkit.corrections import parse
from transforms import reordered, scaled, turned

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (300, 0), (100, 60), "B")


def edges(*pieces: Pieces) -> set[str]:
    return said(drawing(*pieces))


def said(content: gk.Drawing) -> set[str]:
    graph = gk.extract(content)
    name = graph.nodes(data="label")
    return {f"{name[u]} {'->' if data['directed'] else '--'} {name[v]} ({data['element']})"
            for u, v, data in graph.edges(data=True) if data["relation"] in ("arrow", "line")}  # fmt: skip


def loop(id: str, centre: tuple[float, float], radius: float, begin: float = 0, end: float = 350) -> Piece:
    """A round stroke from one angle to another, in degrees."""
    angles = [math.radians(begin + (end - begin) * k / 20) for k in range(21)]
    return freedraw(id, *((centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles))


def test_a_ring_round_a_word_is_the_shape_that_it_names() -> None:
    graph = gk.extract(drawing(text("w", "Model", centre=(100, 100)), loop("ring", (100, 100), 50)))
    assert [(data["label"], data["elements"]) for _, data in graph.nodes(data=True)] == [("Model", "ring w")]


@pytest.mark.parametrize(("width", "height"), [(400, 60), (60, 400), (300, 30)])
def test_a_ring_may_be_long_and_low_or_high_and_narrow(width: float, height: float) -> None:
    corners = [(0, 0), (width, 0), (width, height), (0, height), (0, 0)]
    sides = [(ax + (bx - ax) * k / 20, ay + (by - ay) * k / 20)
             for (ax, ay), (bx, by) in itertools.pairwise(corners) for k in range(20)]  # fmt: skip
    graph = gk.extract(drawing(text("w", "Model", centre=(width / 2, height / 2)), freedraw("ring", *sides)))
    assert [(data["label"], data["elements"]) for _, data in graph.nodes(data=True)] == [("Model", "ring w")]


def sides(id: str, *corners: tuple[float, float]) -> list[Piece]:
    """A stroke from each corner to the next, and from the last to the first."""
    ways = zip(corners, (*corners[1:], corners[0]), strict=True)
    return [freedraw(f"{id}{n}", *((ax + (bx - ax) * k / 9, ay + (by - ay) * k / 9) for k in range(10)))
            for n, ((ax, ay), (bx, by)) in enumerate(ways)]  # fmt: skip


def test_several_strokes_that_meet_all_around_are_a_ring() -> None:
    box, words = sides("s", (0, 0), (150, 2), (149, 80), (1, 78)), text("w", "Loom", centre=(75, 40))
    graph = gk.extract(drawing(words, box))
    assert [(data["label"], data["elements"]) for _, data in graph.nodes(data=True)] == [("Loom", "s0 w s1 s2 s3")]
    shape = rectangle("box", (10, 10), (130, 60), "Loom")
    graph = gk.extract(drawing(shape, box))
    assert {*next(iter(graph.nodes(data="elements")))[1].split()} >= {"box", "s0", "s1", "s2", "s3"}


@pytest.mark.parametrize("gap", [0, 12, 19])
def test_strokes_from_shape_to_shape_are_no_ring(gap: float) -> None:
    ways, name = sides("s", (150, 80), (400, 80), (275, 300)), text("w", "Loom", centre=(275, 140))
    above = [rectangle(label, at, (130, 60), label, rounded=False)
             for label, at in (("A", (20 - gap, 30)), ("B", (400 + gap, 30)))]  # fmt: skip
    low = rectangle("C", (225, 300 + gap), (100, 60), "C", rounded=False)
    graph = gk.extract(drawing(above, low, ways, name))
    assert {frozenset(id[-1] for id in ends) for ends in graph.edges()} == {*map(frozenset, ("AB", "BC", "CA"))}
    # Where nothing is at one of the corners, it is a ring.
    graph = gk.extract(drawing(above, ways, name))
    assert {"s0", "s1", "s2", "w"} in [{*elements.split()} for _, elements in graph.nodes(data="elements")]


def test_an_arrow_leads_to_a_box_of_several_strokes() -> None:
    box, words = sides("s", (300, 0), (450, 2), (449, 80), (301, 78)), text("w", "Loom", centre=(375, 40))
    assert edges(A, box, words, arrow("r", (104, 30), (296, 30))) == {"A -> Loom (r)"}


def test_strokes_may_lead_from_a_corner_of_a_box_of_several_strokes_to_that_of_another() -> None:
    boxes = [
        *sides("s", (0, 0), (99, 1), (98, 60), (1, 58)), text("v", "Loom", centre=(50, 30)),
        *sides("t", (250, 99), (350, 99), (350, 160), (251, 160)), text("w", "Yarn", centre=(300, 130)),
        *sides("u", (0, 300), (100, 300), (100, 360), (0, 361)), text("x", "Silk", centre=(50, 330)),
    ]  # fmt: skip
    down = freedraw("down", *((107 + 13.6 * k, 62 + 2.9 * k) for k in range(11)))
    up = freedraw("up", *((107 + 13.6 * k, 296 - 13 * k) for k in range(11)))
    assert edges(boxes, down, up) == {"Loom -- Yarn (down)", "Silk -- Yarn (up)"}


def test_two_strokes_across_words_that_meet_at_their_ends_are_no_ring() -> None:
    struck = (freedraw("one", *((20.0 * k, 0.2 * k * (10 - k)) for k in range(11))),
              freedraw("two", *((20.0 * k, -0.2 * k * (10 - k)) for k in range(11))))  # fmt: skip
    graph = gk.extract(drawing(text("w", "Loom and yarn", centre=(100, 0)), struck))
    assert [data["elements"] for _, data in graph.nodes(data=True)] == ["w"]


@pytest.mark.parametrize("low", [4, 40])
def test_a_stroke_out_and_back_is_no_ring_however_long_it_is(low: float) -> None:
    out = [(15.0 * k, low * k / 20) for k in range(21)]
    back = [(x, y + 6) for x, y in out[::-1]]
    graph = gk.extract(drawing(text("w", "Model", centre=(150, low / 2 + 3)), freedraw("under", *out, *back)))
    assert [data["elements"] for _, data in graph.nodes(data=True)] == ["w"]


def test_a_ring_round_a_shape_is_part_of_it() -> None:
    box = rectangle("box", (70, 75), (60, 50), "Box")
    graph = gk.extract(drawing(box, loop("ring", (100, 100), 50)))
    assert [data["elements"].split()[0] for _, data in graph.nodes(data=True)] == ["box"]
    assert "ring" in next(iter(graph.nodes(data="elements")))[1].split()


def test_a_ring_round_several_shapes_holds_them() -> None:
    boxes = (rectangle("x", (40, 80), (50, 40), "X"), rectangle("y", (110, 80), (50, 40), "Y"))
    graph = gk.extract(drawing(boxes, loop("ring", (100, 100), 100)))
    assert {data["role"] for _, data in graph.nodes(data=True) if data["element"] == "ring"} == {"container"}


def test_a_round_stroke_around_nothing_is_decoration() -> None:
    analysis = gk.analyze(drawing(A, loop("ring", (300, 300), 50)))
    assert analysis.decoration == ("ring",)


def test_a_head_is_one_where_its_shaft_bends_before_the_tip() -> None:
    # The shaft comes from above and to the left; one leg lies nearly on it, the other far to its side.
    shaft = freedraw("s", (106, 4), (180, -40), (240, -26), (296, 30))
    assert edges(A, B, shaft, freedraw("t", (282, 13), (296, 30), (278, 43))) == {"A -> B (s)"}


def test_a_head_is_one_where_the_pen_came_back_at_the_end_of_a_leg() -> None:
    shaft = freedraw("s", (108, 30), (200, 32), (292, 30))
    head = freedraw("t", (276, 18), (294, 30), (272, 42), (280, 38))
    assert edges(A, B, shaft, head) == {"A -> B (s)"}


@pytest.mark.parametrize(
    "legs",
    [
        ((293, 10), (294, 30), (293, 50)),  # a bar
        ((274, 26), (294, 30), (304, 47)),  # one leg leads on
        ((274, 28), (294, 30), (274, 32)),  # hardly open
    ],
)
def test_what_does_not_open_backwards_is_no_head(legs: tuple[tuple[float, float], ...]) -> None:
    shaft = freedraw("s", (108, 30), (200, 32), (292, 30))
    assert edges(A, B, shaft, freedraw("t", *legs)) == set()


def test_a_stroke_that_ends_in_a_hook_is_an_arrow() -> None:
    stroke = freedraw("s", (108, 30), (150, 32), (220, 29), (290, 30), (276, 20), (290, 31), (275, 41))
    assert edges(A, B, stroke) == {"A -> B (s)"}


def test_a_stroke_drawn_from_its_head_is_the_same_arrow() -> None:
    points = [(108, 30), (150, 32), (220, 29), (290, 30), (276, 20), (290, 31), (275, 41)]
    assert edges(A, B, freedraw("s", *reversed(points))) == {"A -> B (s)"}


def test_a_stroke_that_passes_its_tip_before_leads_all_the_way() -> None:
    there = [(0, 0), (200, 0), (300, 100), (320, -100), (250, -80), (200, 0)]
    stroke = freedraw("f", *there, (225, -25), (199, 1), (190, -38))
    found = gk.analyze(drawing(A, text("t", "note", (200, 10)), stroke))
    assert found.paths["f"] == tuple(there)


def test_a_stroke_may_begin_where_its_head_is() -> None:
    round_way = [(0, 0), (150, -80), (300, -100), (400, 0), (300, 100), (150, 40), (0, 0)]
    stroke = freedraw("f", *round_way, (30, -12), (2, 1), (14, 30))
    found = gk.analyze(drawing(rectangle("a", (-120, -30), (100, 60), "A"), text("t", "note", (10, 40)), stroke))
    assert found.paths["f"] == tuple(round_way)


def test_a_stroke_without_a_head_is_no_arrow() -> None:
    assert edges(A, B, freedraw("s", (108, 30), (150, 32), (220, 29), (290, 30))) == {"A -- B (s)"}


def test_an_angle_at_the_end_of_a_stroke_is_its_head() -> None:
    shaft = freedraw("shaft", (108, 30), (150, 32), (220, 29), (290, 30))
    analysis = gk.analyze(drawing(A, B, shaft, freedraw("head", (276, 20), (291, 30), (275, 41))))
    assert [(c.id, set(c.elements), c.end_arrowhead) for c in analysis.connections] == [
        ("shaft", {"shaft", "head"}, "arrow")
    ]


def test_an_angle_drawn_with_lines_is_a_head_too() -> None:
    assert edges(A, B, line("l", (108, 30), (290, 30)), line("h", (276, 20), (275, 41), via=[(291, 30)])) == {
        "A -> B (l)"
    }


SHAFT = line("l", (104, 30), (292, 30))
UP, DOWN = line("g", (292, 30), (278, 20)), line("h", (278, 41), (292, 31))


def test_two_short_lines_that_meet_at_the_end_of_a_line_are_its_head() -> None:
    analysis = gk.analyze(drawing(A, B, SHAFT, UP, DOWN))
    assert [(c.id, c.elements, c.relation, c.end_arrowhead) for c in analysis.connections] == [
        ("l", ("l", "g", "h"), "arrow", "arrow")
    ]


@pytest.mark.parametrize("factor", [0.3, 1.0, 37.0])
@pytest.mark.parametrize("quarters", range(4))
def test_a_head_of_two_strokes_is_one_however_large_and_turned(factor: float, quarters: int) -> None:
    shaft = freedraw("s", (106, 30), (150, 28), (220, 32), (292, 30))
    legs = freedraw("g", (292, 30), (285, 25), (276, 20)), freedraw("h", (277, 41), (286, 36), (292, 31))
    content = turned(scaled(drawing(A, B, shaft, legs), factor), quarters, by_angle=False)
    assert said(content) == said(reordered(content, [*range(len(content.elements))][::-1])) == {"A -> B (s)"}


@pytest.mark.parametrize("factor", [0.3, 1.0, 37.0])
def test_the_strokes_of_a_head_may_miss_each_other_by_a_third_of_their_length(factor: float) -> None:
    shaft = freedraw("s", (106, 30), (150, 28), (220, 32), (292, 30))
    for off in (3, 5):
        legs = freedraw("g", (292, 30 - off), (276, 20 - off)), freedraw("h", (276, 40 + off), (292, 30 + off))
        assert (said(scaled(drawing(A, B, shaft, legs), factor)) == {"A -> B (s)"}) == (off == 3)


@pytest.mark.parametrize("factor", [0.3, 1.0, 37.0])
@pytest.mark.parametrize("made", [freedraw, line], ids=["of the pen", "of lines"])
def test_an_arrow_of_three_strokes_may_be_short(made: Callable[..., Piece], factor: float) -> None:
    near, legs = (
        rectangle("b", (140, 0), (100, 60), "B"),
        (made("g", (136, 30), (126, 23)), made("h", (136, 31), (126, 37))),
    )
    content = scaled(drawing(A, near, made("s", (104, 30), (136, 30)), legs), factor)
    assert said(content) == {"A -> B (s)"}


def test_three_short_lines_that_meet_are_no_arrow() -> None:
    near, legs = (
        rectangle("b", (140, 0), (100, 60), "B"),
        (line("g", (136, 30), (122, 20)), line("h", (136, 31), (122, 41))),
    )
    assert "A -> B (s)" not in edges(A, near, line("s", (104, 30), (136, 30)), legs, line("i", (136, 30), (136, 48)))


def test_heads_of_two_strokes_at_both_ends_lead_both_ways() -> None:
    other = line("i", (104, 30), (118, 20)), line("j", (104, 30), (118, 40))
    assert edges(A, B, SHAFT, UP, DOWN, other) == {"A -> B (l)", "B -> A (l)"}


NO_ANGLES = {
    "they do not meet": (line("g", (292, 20), (278, 10)), DOWN),
    "they are too long": (line("g", (292, 30), (258, 8)), line("h", (292, 31), (258, 52))),
    "they open forwards": (line("g", (292, 30), (306, 20)), line("h", (292, 31), (306, 41))),
    "one is bent": (line("g", (292, 30), (278, 20), via=[(270, 30)]), DOWN),
    "a third one meets them": (UP, DOWN, line("i", (292, 30), (292, 45))),
    "they go on": (UP, DOWN, line("i", (278, 20), (278, 41))),
}


@pytest.mark.parametrize("legs", NO_ANGLES.values(), ids=NO_ANGLES.keys())
def test_two_lines_that_are_no_angle_are_no_head(legs: tuple[Piece, ...]) -> None:
    assert all(c.end_arrowhead is None for c in gk.analyze(drawing(A, B, SHAFT, legs)).connections)


def test_corrections_win_over_a_head_of_two_strokes() -> None:
    content = drawing(A, B, rectangle("c", (0, 200), (100, 60), "C"), SHAFT, UP, DOWN)
    for end in ("b", "c"):
        corrections = parse(f'[arrows.l]\nstart = "a"\nend = "{end}"\n', content)
        (found,) = gk.analyze(content, corrections=corrections).connections
        assert (found.id, found.start.target, found.end.target, found.end.evidence.rule) == ("l", "a", end, "corrected")


def test_an_angle_that_opens_forwards_is_no_head() -> None:
    shaft = freedraw("shaft", (108, 30), (150, 32), (220, 29), (280, 30))
    assert edges(A, B, shaft, freedraw("head", (294, 20), (280, 30), (294, 41))) == set()


def test_heads_at_both_ends_lead_both_ways() -> None:
    found = edges(
        A, B, freedraw("shaft", (112, 30), (150, 32), (220, 29), (290, 30)),
        freedraw("h1", (276, 20), (291, 30), (275, 41)), freedraw("h2", (126, 20), (111, 30), (127, 41)),
    )  # fmt: skip
    assert found == {"A -> B (shaft)", "B -> A (shaft)"}


def test_a_drawn_loop_leads_back_to_where_it_began() -> None:
    state = ellipse("q", (0, 0), (80, 80), "q")
    shaft = loop("shaft", (40, -34), 36, begin=55, end=-240)
    tip = 40 + 36 * math.cos(math.radians(-240)), -34 + 36 * math.sin(math.radians(-240))
    head = freedraw("head", (tip[0] - 12, tip[1] - 2), tip, (tip[0] + 4, tip[1] - 13))
    assert edges(state, shaft, head) == {"q -> q (shaft)"}


def test_letters_far_from_anything_are_no_arrows() -> None:
    stroke = freedraw("s", (1108, 900), (1150, 902), (1290, 900), (1276, 890), (1290, 901), (1275, 911))
    analysis = gk.analyze(drawing(A, B, stroke))
    assert not analysis.unresolved
    assert analysis.decoration == ("s",)


@pytest.mark.parametrize("factor", [0.2, 5])
@pytest.mark.parametrize("quarters", [0, 1])
def test_neither_scale_nor_turn_matters(factor: float, quarters: int) -> None:
    stroke = freedraw("s", (108, 30), (150, 32), (220, 29), (290, 30), (276, 20), (290, 31), (275, 41))
    assert said(turned(scaled(drawing(A, B, stroke), factor), quarters, by_angle=False)) == {"A -> B (s)"}


WAY = ((108, 30), (160, 32), (230, 29), (292, 30))


@pytest.mark.parametrize("leg", [((292, 30), (276, 41)), ((277, 42), (293, 31)), ((292, 31), (278, 40), (276, 44))])
def test_a_shaft_may_go_on_as_one_leg_of_its_head(leg: tuple[tuple[float, float], ...]) -> None:
    found = gk.analyze(drawing(A, B, freedraw("s", *WAY, (277, 19)), freedraw("t", *leg)))
    assert [(c.start.target, c.end.target, c.elements) for c in found.connections] == [("a", "b", ("s", "t"))]
    assert found.paths["s"] == WAY


def test_it_is_no_head_where_both_legs_are_at_one_side() -> None:
    assert edges(A, B, freedraw("s", *WAY, (277, 19)), freedraw("t", (292, 30), (274, 23))) == set()


@pytest.mark.parametrize(
    "head",
    [
        ((277, 19), (276, 41), (291, 31)),  # a triangle, closed
        ((277, 19), (276, 41), (283, 36)),  # not quite
        ((276, 40), (284, 34), (277, 20), (290, 29)),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_stroke_may_go_round_its_head(head: tuple[tuple[float, float], ...], backwards: bool) -> None:
    points = (*WAY, *head)
    found = gk.analyze(drawing(A, B, freedraw("s", *(points[::-1] if backwards else points))))
    assert [(c.start.target, c.end.target) for c in found.connections] == [("a", "b")]
    assert found.paths["s"] == WAY


def test_what_goes_round_after_it_turned_back_is_no_arrow() -> None:
    letter = freedraw("s", (108, 30), (292, 30), (190, 32), (292, 34), (276, 44), (284, 38), (277, 24), (290, 33))
    assert edges(A, B, letter) == set()


@pytest.mark.parametrize("deep", [4, 20, 60])
def test_the_head_of_an_arrow_may_lie_in_what_it_points_at(deep: float) -> None:
    tip = 300 + deep
    shaft = freedraw("s", (108, 30), (200, 32), (tip, 30))
    for head in (
        [freedraw("t", (tip - 15, 19), (tip + 1, 30), (tip - 16, 41))],
        [freedraw("t", (tip - 15, 19), (tip + 1, 30)), freedraw("u", (tip - 16, 41), (tip, 30))],
    ):
        assert edges(A, rectangle("b", (300, 0), (100, 60), bound=False), shaft, head) == {"A ->  (s)"}


def test_strokes_in_a_shape_are_part_of_it_though_others_come_near() -> None:
    inside = freedraw("t", (320, 15), (350, 45), (380, 15))
    found = gk.analyze(drawing(A, rectangle("b", (300, 0), (100, 60)), inside, freedraw("s", (250, 100), (410, 90))))
    assert {thing.id: thing.elements for thing in found.things}["b"] == ("b", "t")


def test_an_arrow_within_a_picture_is_a_part_of_it() -> None:
    shown, aside = rectangle("shown", (0, 0), (300, 200)), text("w", "Words", (320, 60))
    stroke = freedraw("s", (40, 60), (120, 62), (200, 60)), freedraw("t", (184, 48), (201, 60), (184, 72))
    assert edges(shown, aside, stroke) == set()


def test_words_that_are_crossed_out_are_in_no_ring() -> None:
    # Back and forth across them, aslant, and back to where it began.
    zigzag = [(x, x / 2 + (20 if k % 2 else -20)) for k, x in enumerate(range(0, 121, 16))]
    stroke = freedraw("out", *zigzag, *[(x, x / 2) for x in range(120, -1, -8)])
    found = gk.analyze(drawing(stroke, text("t", "Loom", centre=(60, 30)), text("u", "Yarn", (300, 0))))
    assert all("out" not in thing.elements for thing in found.things)


def test_a_shaft_that_comes_back_to_its_own_tip_has_no_head_there() -> None:
    seen = scene.build(drawing(text("t", "Loom", (0, 0))), gk.Thresholds())
    assert not strokes.is_head(seen, [(-100, 0), (0, 0), (10, 0), (0, 0)], 120, (0, 0), (-12, 16), (-12, -16))
    legs = (-12.0, 16.0), (-12.0, -16.0)
    assert strokes.is_head(seen, [(-100, 0), (0, 0)], 100, (0, 0), *legs)
