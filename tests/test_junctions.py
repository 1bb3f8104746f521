"""Connectors drawn with several strokes: one test a rule of `graphkit.analysis.junctions`, one tiny drawing a test."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, line, rectangle, text
from graphkit.corrections import parse
from transforms import scaled, turned

BOXES = (
    rectangle("a", (0, 0), (100, 60), "A"),
    rectangle("b", (400, 0), (100, 60), "B"),
    rectangle("c", (400, 200), (100, 60), "C"),
)


def edges(*pieces: Pieces) -> set[str]:
    """The arrows and lines of a drawing, as `A -> B (element)` or `A -- B (element)`."""
    return said(gk.extract(drawing(*pieces)))


def said(graph: nx.MultiDiGraph) -> set[str]:
    name = graph.nodes(data="label")
    return {
        f"{name[source]} {'->' if data['directed'] else '--'} {name[target]} ({data['element']})"
        for source, target, data in graph.edges(data=True)
        if data["relation"] in ("arrow", "line")
    }


def test_a_chain_leads_from_its_first_stroke_to_its_head() -> None:
    found = edges(
        BOXES, line("s", (106, 30), (250, 32)), line("t", (251, 31), (253, 230)), arrow("u", (252, 229), (390, 230))
    )
    assert found == {"A -> C (u)"}


@pytest.mark.parametrize("at", [150, 200, 250, 340])
def test_what_goes_on_straight_passes_words_beside_it_and_what_lies_ahead(at: float) -> None:
    pieces = line("s", (106, 30), (at, 31)), arrow("t", (at + 1, 30), (390, 30))
    assert edges(BOXES, *pieces) == {"A -> B (t)"}
    for words in (text("w", "sends", centre=(248, 16)), text("w", "sends", centre=(248, 46))):
        assert edges(BOXES, *pieces, words) == {"A -> B (t)"}


ELBOW = line("s", (106, 30), (250, 30)), line("t", (250, 30), (250, 230)), arrow("u", (250, 230), (390, 230))


@pytest.mark.parametrize(
    "other",
    [
        text("w", "yes it is", centre=(250, 226)),
        rectangle("d", (200, 250), (100, 60), "D"),
        rectangle("d", (160, 210), (76, 60), "D"),
    ],
    ids=["its label", "ahead of one", "ahead of both"],
)
def test_a_corner_of_an_arrow_is_at_nothing_that_it_does_not_touch(other: Pieces) -> None:
    assert "A -> C (u)" in edges(BOXES, ELBOW, other)


def test_a_corner_of_an_arrow_is_at_what_it_touches_or_was_drawn_up_to() -> None:
    for near in (rectangle("d", (200, 234), (100, 60), "D"), rectangle("d", (200, 240), (100, 60), "D")):
        assert edges(BOXES, ELBOW, near) == {"A -- D (t)", "D -> C (u)"}


@pytest.mark.parametrize("off", [0, 4])
def test_a_line_and_an_arrow_begin_at_the_tip_of_a_rounded_corner(off: float) -> None:
    down = line("s", (100 + off, 60 + off), (100 + off, 198))
    right = arrow("t", (100 + off, 60 + off), (394, 60 + off))
    others = rectangle("d", (50, 200), (100, 60), "D"), rectangle("e", (400, 30), (100, 60), "E")
    assert edges(rectangle("a", (0, 0), (100, 60), "A"), *others, down, right) == {"A -- D (s)", "A -> E (t)"}


def test_a_corner_of_an_arrow_within_a_region_is_not_at_its_border() -> None:
    assert edges(BOXES, ELBOW, rectangle("r", (241, 21), (500, 400), rounded=False)) == {"A -> C (u)"}


def test_at_a_sharp_corner_two_begin() -> None:
    d, e = rectangle("d", (200, 252), (100, 60), "D"), rectangle("e", (200, -20), (100, 60), "E")
    sharp = line("t", (250, 42), (250, 230)), arrow("u", (250, 230), (394, 62))
    assert edges(BOXES, d, e, sharp) == {"E -- D (t)", "D -> B (u)"}


def test_the_sides_of_an_angle_are_no_arrow_in_pieces() -> None:
    sides = line("x", (0, 100), (150, 100)), arrow("z", (0, 100), (130, 20))
    assert not edges(sides, text("t", "a", (50, 75)), text("v", "v", (140, 10)))


def test_an_arrow_in_pieces_may_have_its_tail_in_the_open() -> None:
    assert edges(BOXES, line("s", (135, 30), (250, 80)), arrow("u", (250, 80), (394, 200))) == {"A -> C (u)"}
    wave = line("s", (250, 130), (250, 230)), arrow("u", (250, 230), (390, 230))
    assert edges(BOXES, wave, rectangle("d", (130, 210), (100, 60), "D")) == {"D -> C (u)"}


def test_what_goes_on_behind_a_bar_is_at_the_bar() -> None:
    bar = rectangle("bar", (248, 0), (5, 60))
    assert edges(BOXES, bar, line("s", (106, 30), (248, 30)), arrow("t", (253, 30), (390, 30))) == {
        "A --  (s)", " -> B (t)",
    }  # fmt: skip


@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("off", [6, 10])
def test_lines_that_go_on_beside_a_shape_that_they_were_drawn_up_to_are_at_it(off: float, quarters: int) -> None:
    boxes = [rectangle(name, (200 * k, -60 - off), (100, 60), name) for k, name in enumerate("ABC")]
    lines = line("s", (50, 0), (250, 0)), line("t", (250, 0), (450, 0))
    found = said(gk.extract(turned(drawing(boxes, lines), quarters, by_angle=True)))
    assert found == {"A -- B (s)", "B -- C (t)"}


def test_an_arrow_in_two_pieces_passes_a_shape_beside_it() -> None:
    pieces = line("s", (106, 30), (250, 30)), arrow("t", (250, 30), (390, 30))
    assert edges(BOXES, rectangle("d", (200, 40), (100, 60), "D"), *pieces) == {"A -> B (t)"}


def test_a_chain_of_plain_lines_has_no_direction() -> None:
    found = edges(BOXES, line("s", (106, 30), (250, 32)), line("t", (251, 31), (392, 30)))
    assert found == {"A -- B (t)"}


def test_strokes_that_do_not_meet_are_no_chain() -> None:
    assert edges(BOXES, line("s", (50, 68), (50, 200)), arrow("t", (130, 230), (390, 230))) == set()


def test_a_branch_that_joins_nothing_is_told() -> None:
    boxes = rectangle("last", (840, 61), (60, 60)), rectangle("first", (60, 60), (60, 60))
    rail = arrow("rail", (920, 60), (0, 80), via=[(920, 0), (0, 0)], gap=0)
    branch = arrow("branch", (140, 60), (140, 0), gap=0, heads=(None, None))
    analysis = gk.analyze(drawing(boxes, rail, branch, text("size", "x", (340, 180), font=28)))
    assert [connection.elements for connection in analysis.connections] == [("rail",)]
    assert analysis.decoration == ("branch",)


def test_strokes_that_meet_at_a_thing_are_two_connectors() -> None:
    found = edges(
        BOXES,
        rectangle("m", (240, 10), (40, 40), "M"),
        line("s", (106, 30), (236, 30)),
        arrow("t", (284, 30), (392, 30)),
    )
    assert found == {"A -- M (s)", "M -> B (t)"}


def test_lines_that_spread_from_a_shape_do_not_meet_before_it() -> None:
    low = rectangle("a", (-300, 200), (100, 60), "L"), rectangle("b", (500, 200), (100, 60), "R")
    top = rectangle("top", (100, 0), (100, 60), "Top")
    found = edges(top, low, line("s", (147, 72), (-226, 190)), line("t", (153, 72), (526, 190)))
    assert found == {"Top -- L (s)", "Top -- R (t)"}


def test_a_fork_has_the_source_of_the_arrow_it_starts_on() -> None:
    found = edges(BOXES, arrow("r", (108, 30), (392, 30)), arrow("f", (250, 31), (392, 228), via=[(250, 228)]))
    assert found == {"A -> B (r)", "A -> C (f)"}


def test_arrows_that_go_on_where_others_turn_off_fork() -> None:
    found = edges(
        rectangle("a", (0, 0), (100, 60), "A"),
        rectangle("b", (300, 100), (100, 60), "B"),
        rectangle("c", (500, 100), (100, 60), "C"),
        rectangle("d", (700, 100), (100, 60), "D"),
        arrow("r", (108, 30), (350, 92), via=[(350, 30)]),
        arrow("f", (330, 31), (550, 92), via=[(550, 29)]),
        arrow("g", (525, 28), (750, 92), via=[(750, 31)]),
    )
    assert found == {"A -> B (r)", "A -> C (f)", "A -> D (g)"}


@pytest.mark.parametrize(
    "other",
    [
        arrow("f", (330, 31), (110, 200), via=[(110, 33)]),
        arrow("f", (110, 200), (330, 31), via=[(110, 33)]),
        arrow("f", (610, 200), (325, 31), via=[(610, 33)]),
        line("f", (325, 31), (610, 200), via=[(610, 33)]),
    ],
    ids=["against its way", "with its head", "head against its way", "without a head"],
)
def test_what_runs_beside_an_arrow_does_not_branch_off(other: Pieces) -> None:
    found = edges(
        rectangle("a", (0, 0), (100, 60), "A"),
        rectangle("b", (300, 100), (100, 60), "B"),
        rectangle("c", (60, 208), (600, 60), "C"),
        arrow("r", (108, 30), (350, 92), via=[(350, 30)]),
        other,
    )
    assert found == {"A -> B (r)"}


def test_an_arrow_beside_another_to_its_end_does_not_branch_off() -> None:
    found = edges(
        rectangle("a", (0, 0), (100, 60), "A"),
        rectangle("b", (300, 100), (100, 60), "B"),
        rectangle("m", (140, -40), (64, 58), "M"),
        arrow("r", (108, 30), (350, 92), via=[(350, 30)]),
        arrow("f", (200, 32), (366, 92), via=[(366, 32)]),
    )
    assert found == {"A -> B (r)", "M -> B (f)"}


def test_a_merge_has_the_target_of_the_arrow_it_ends_on() -> None:
    found = edges(
        BOXES,
        rectangle("d", (0, 200), (100, 60), "D"),
        arrow("r", (108, 30), (392, 30)),
        arrow("m", (108, 230), (250, 32), via=[(250, 230)]),
    )
    assert found == {"A -> B (r)", "D -> B (m)"}


def test_a_second_edge_of_the_same_arrow_names_what_is_its_own() -> None:
    found = edges(
        BOXES,
        rectangle("d", (0, 200), (100, 60), "D"),
        line("l", (106, 40), (250, 119)),
        line("m", (106, 220), (250, 121)),
        arrow("r", (251, 120), (392, 40)),
    )
    assert found == {"A -> B (r)", "D -> B (r m)"}


def test_edges_of_one_arrow_have_keys_of_their_own() -> None:
    analysis = gk.analyze(drawing(
        BOXES,
        line("trunk", (106, 30), (250, 30)),
        line("bar", (250, 28), (250, 232)),
        line("up", (250, 30), (390, 30)),
        line("down", (250, 230), (390, 230)),
    ))  # fmt: skip
    graph = gk.to_graph(analysis)
    keys = [key for _, _, key in graph.edges(keys=True)]
    assert sorted(keys) == ["down", "up"]
    assert {connection.key for connection in analysis.connections} <= set(analysis.paths)


def test_the_root_of_a_tree_is_on_its_own_side() -> None:
    crew = [rectangle(f"d{k}", (k * 150, 200), (100, 60), f"D{k}") for k in range(3)]
    branches = [line(f"l{k}", (k * 150 + 50, 130), (k * 150 + 50, 196)) for k in range(3)]
    found = edges(
        rectangle("r", (150, 0), (100, 60), "R"), crew, line("t", (200, 64), (200, 130)),
        line("bar", (50, 130), (350, 130)), branches,
    )  # fmt: skip
    assert found == {"R -- D0 (l0)", "R -- D1 (l1)", "R -- D2 (l2)"}


def test_the_trunk_of_a_tree_may_be_aslant() -> None:
    crew = [rectangle(f"d{k}", (300, k * 90 - 230), (100, 60), f"D{k}") for k in range(3)]
    branches = [line(f"l{k}", (100 - k * 23.33, k * 90 - 200), (296, k * 90 - 200)) for k in range(3)]
    found = edges(rectangle("r", (0, 100), (100, 60), "R"), crew, line("t", (22.5, 98), (100, -200)), branches)
    assert found == {"R -- D0 (l0)", "R -- D1 (l1)", "R -- D2 (l2)"}


@pytest.mark.parametrize("foot", [205, 260])
def test_the_branches_of_a_tree_may_lead_aside(foot: float) -> None:
    found = edges(
        rectangle("r", (0, 0), (100, 60), "R"),
        rectangle("p", (120, 80), (100, 60), "P"),
        rectangle("q", (120, 180), (100, 60), "Q"),
        line("trunk", (50, 62), (50, foot)),
        line("one", (52, 110), (118, 110)),
        line("two", (50, 205), (116, 206)),
    )
    assert found == {"R -- P (one)", "R -- Q (two)"}


def test_lines_meet_beside_the_name_in_a_container() -> None:
    shed = rectangle("shed", (300, 0), (300, 200), "Shed")
    ends = rectangle("a", (310, 20), (50, 40), "A"), rectangle("b", (540, 150), (50, 40), "B")
    first, second = line("l1", (362, 40), (418, 100)), arrow("l2", (418, 100), (538, 168))
    assert edges(shed, ends, first, second) == {"A -> B (l2)"}


def test_without_a_root_there_is_no_tree() -> None:
    found = edges(
        rectangle("n", (200, -160), (100, 60), "N"),
        rectangle("w", (0, 0), (100, 60), "W"),
        rectangle("e", (400, 0), (100, 60), "E"),
        rectangle("s", (200, 160), (100, 60), "S"),
        line("l1", (104, 30), (250, 30)), line("l2", (396, 30), (250, 30)),
        line("l3", (250, -96), (250, 30)), line("l4", (250, 156), (250, 30)),
    )  # fmt: skip
    assert found == set()


def test_lines_that_make_a_loop_are_a_picture() -> None:
    found = edges(
        BOXES,
        line("l1", (106, 30), (250, 60)), line("l2", (250, 60), (320, 110)), line("l3", (320, 110), (250, 160)),
        line("l4", (250, 160), (180, 110)), line("l5", (180, 110), (250, 60)), line("l6", (250, 60), (250, 160)),
        line("l7", (250, 160), (394, 220)),
    )  # fmt: skip
    assert found == set()


def test_an_arrow_to_a_line_between_two_things_joins_neither() -> None:
    found = edges(
        BOXES, text("note", "a remark", (190, 180)), line("l", (104, 30), (396, 30)), arrow("r", (240, 172), (250, 36)),
    )  # fmt: skip
    assert "A -- B (l)" in found
    assert not any("remark" in edge and ("A" in edge or "B" in edge) for edge in found)


def test_many_strokes_without_a_head_are_a_curve() -> None:
    steps = [(106 + 30 * k, 30 + 20 * (k % 2)) for k in range(10)]
    strokes = [line(f"s{k}", steps[k], steps[k + 1]) for k in range(9)]
    assert edges(BOXES, strokes, line("s9", steps[-1], (394, 32))) == set()


@pytest.mark.parametrize("gap", [0, 8])
def test_strokes_meet_within_the_drawings_unit(gap: float) -> None:
    found = edges(BOXES, line("s", (106, 30), (250 - gap, 30)), arrow("t", (250, 30), (390, 30)))
    assert found == {"A -> B (t)"}


def test_after_an_arrowhead_nothing_goes_on() -> None:
    below = rectangle("below", (210, 60), (80, 60), "C")
    found = edges(BOXES, below, arrow("r", (104, 20), (236, 34)), arrow("t", (236, 34), (390, 30)))
    assert "A -> B (r t)" not in found
    assert not any("A" in edge and "B" in edge for edge in found)


@pytest.mark.parametrize("mark", ["circle", "bar", "diamond"])
def test_a_mark_at_the_tail_of_an_arrow_is_no_head_and_strokes_lead_to_it(mark: str) -> None:
    found = edges(BOXES, line("s", (106, 30), (250, 30)), arrow("t", (250, 30), (390, 30), heads=(mark, "arrow")))
    assert found == {"A -> B (t)"}


def test_what_meets_at_marks_goes_on() -> None:
    first, second = ((106, 30), (250, 30)), ((250, 30), (390, 30))
    assert edges(
        BOXES, arrow("s", *first, heads=(None, "diamond")), arrow("t", *second, heads=("diamond", "arrow"))
    ) == {"A -> B (t)"}
    assert edges(BOXES, arrow("s", *first, heads=("diamond", None)), line("t", *second)) == {"A -- B (s)"}


def test_a_chain_with_a_mark_at_its_end_has_no_direction() -> None:
    strokes = line("s", (106, 30), (250, 32)), line("t", (251, 31), (253, 230))
    assert edges(BOXES, strokes, arrow("u", (252, 229), (390, 230), heads=(None, "diamond"))) == {"A -- C (u)"}


def test_a_head_on_a_trunk_points_at_what_its_branches_lead_to() -> None:
    branches = line("m", (250, 30), (396, 30)), line("n", (250, 230), (396, 230))
    trunk = line("l", (250, 30), (250, 230)), arrow("r", (104, 50), (248, 70))
    found = gk.analyze(drawing(BOXES, trunk, branches)).connections
    assert {(c.start.target, c.end.target, c.start_arrowhead, c.end_arrowhead) for c in found} == {
        ("a", "b", None, "arrow"), ("a", "c", None, "arrow"),
    }  # fmt: skip


def test_a_chain_keeps_the_mark_that_it_begins_with() -> None:
    strokes = arrow("s", (106, 30), (250, 30), heads=("diamond", None)), arrow("t", (250, 30), (390, 30))
    (found,) = gk.analyze(drawing(BOXES, strokes)).connections
    assert (found.elements, found.start_arrowhead, found.end_arrowhead) == (("t", "s"), "diamond", "arrow")


def test_a_stroke_that_comes_back_the_way_it_went_ends_where_it_turned() -> None:
    assert edges(BOXES, line("s", (104, 30), (104, 30), via=[(396, 30)])) == {"A -- B (s)"}


FAMILY = (
    rectangle("root", (200, 0), (100, 50), "Root"),
    rectangle("one", (20, 140), (100, 50), "One"),
    rectangle("two", (200, 140), (100, 50), "Two"),
    rectangle("three", (380, 140), (100, 50), "Three"),
)
BACK = [(70, 105), (430, 105)]
BRACKET = line("bar", (70, 138), (430, 138), via=BACK)
TREE = {"Root -- One", "Root -- Two", "Root -- Three"}


def joined(*pieces: Pieces) -> set[str]:
    """The same without the elements."""
    return {edge[: edge.index(" (")] for edge in edges(*pieces)}


@pytest.mark.parametrize("trunk", [((250, 52), (250, 138)), ((250, 138), (250, 52))])
def test_a_trunk_that_crosses_a_bracket_is_the_trunk_of_a_tree(trunk: tuple[tuple[float, float], ...]) -> None:
    assert joined(FAMILY, line("trunk", *trunk), BRACKET) == TREE


@pytest.mark.parametrize("factor", [0.37, 1.0, 41.0])
def test_a_tree_with_a_bracket_is_one_however_large_and_turned(factor: float) -> None:
    content = scaled(drawing(FAMILY, line("trunk", (250, 52), (250, 138)), BRACKET), factor)
    for quarters in range(4):
        found = said(gk.extract(turned(content, quarters, by_angle=False)))
        assert {edge[: edge.index(" (")] for edge in found} == TREE


@pytest.mark.parametrize("draw", [line, arrow], ids=["lines", "arrows"])
def test_a_trunk_that_crosses_a_straight_bar_with_branches_is_the_trunk_of_a_tree(draw: Callable[..., Piece]) -> None:
    found = joined(FAMILY, draw("trunk", (250, 52), (250, 136)), line("bar", (70, 95), (430, 95)),
                   draw("left", (70, 95), (70, 136)), draw("right", (430, 95), (430, 136)))  # fmt: skip
    assert found == (TREE if draw is line else {edge.replace("--", "->") for edge in TREE})


def test_an_arrow_from_a_bracket_leads_from_both_its_ends() -> None:
    found = edges(FAMILY[:2], FAMILY[3], arrow("r", (250, 105), (250, 54)), BRACKET)
    assert found == {"One -> Root (r)", "Three -> Root (r bar)"}


@pytest.mark.parametrize("trunk", [line("t", (250, 52), (250, 105)), arrow("t", (250, 52), (250, 136))])
def test_a_bracket_with_two_heads_leads_from_its_trunk(trunk: Piece) -> None:
    ends = arrow("bar", (70, 136), (430, 136), via=BACK, heads=("arrow", "arrow"))
    family = FAMILY if trunk.element["type"] == "arrow" else (*FAMILY[:2], FAMILY[3])
    across = {"Root -> Two"} if trunk.element["type"] == "arrow" else set()
    assert joined(family, trunk, ends) == {"Root -> One", "Root -> Three"} | across


NO_TRUNKS = {
    "it points where the branches do not": (arrow("t", (250, 52), (250, 136)),),
    "it ends on the bar with its head": (arrow("t", (250, 52), (250, 103)),),
    "it comes from within": (arrow("t", (250, 105), (250, 136)),),
    "there are two": (line("t", (230, 52), (230, 138)), line("u", (270, 52), (270, 138))),
    "it crosses aslant": (line("t", (200, 52), (280, 138)),),
}


@pytest.mark.parametrize("trunk", NO_TRUNKS.values(), ids=NO_TRUNKS.keys())
def test_what_is_no_trunk_leaves_a_bracket_as_it_is(trunk: tuple[Pieces, ...]) -> None:
    found = joined(FAMILY, *trunk, BRACKET)
    assert {"One -- Three", "Three -- One"} & found
    assert not {edge for edge in found if "Root" in edge and "Two" not in edge}


def test_a_bracket_that_declares_what_it_joins_has_no_trunk() -> None:
    bar = arrow("bar", "one", "three", via=BACK, heads=("arrow", "arrow"), bound=True)
    found = joined(FAMILY, line("trunk", (250, 52), (250, 138)), bar)
    assert found == {"One -> Three", "Three -> One", "Root -- Two"}


def test_what_crosses_is_left_apart_where_there_is_no_tree() -> None:
    # What crosses the bracket has a branch of its own, so that there are several sources and several targets.
    side = rectangle("side", (488, 50), (100, 60), "Side")
    down, away = arrow("down", (250, 136), (250, 52)), arrow("away", (250, 75), (480, 75))
    assert joined(FAMILY, side, down, away, BRACKET) == {"One -- Three", "Two -> Root", "Two -> Side"}


def test_corrections_win_over_the_trunk_of_a_bracket() -> None:
    content = drawing(FAMILY, line("trunk", (250, 52), (250, 138)), BRACKET)
    corrections = parse('[arrows.bar]\nstart = "one"\nend = "three"\n', content)
    found = said(gk.to_graph(gk.analyze(content, corrections=corrections)))
    assert found == {"One -- Three (bar)", "Root -- Two (trunk)"}


def test_a_bar_may_have_two_corners_at_one_place() -> None:
    bar, stem = line("bar", (50, 62), (200, 100), via=[(50, 100), (50, 100)]), line("stem", (120, 100), (120, 198))
    box, low = rectangle("a", (0, 0), (100, 60), "A"), rectangle("low", (70, 200), (100, 60), "Low")
    assert len(gk.analyze(drawing(box, low, bar, stem)).things) == 2


def test_two_ways_of_unlike_length_between_two_places_are_a_loop_and_no_net() -> None:
    boxes = rectangle("a", (-140, -30), (100, 60), "A"), rectangle("b", (440, -30), (100, 60), "B")
    ends = line("in", (-38, 0), (50, 0)), line("out", (350, 0), (438, 0))
    straight = line("straight", (50, 0), (350, 0))
    long, alike = (line("long", (50, 0), (350, 0), via=[(50, y), (350, y)]) for y in (200, 12))
    assert edges(boxes, ends, straight, alike) != set()
    assert edges(boxes, ends, straight, long) == set()


@pytest.mark.parametrize("x", [71, 74, 426, 429])
def test_what_crosses_a_bracket_at_its_corner_is_no_trunk(x: float) -> None:
    ends = arrow("bar", (70, 136), (430, 136), via=BACK, heads=("arrow", "arrow"))
    assert joined(FAMILY, arrow("t", (x, 52), (x, 136)), ends) == {"One -> Three", "Three -> One"}


def test_an_arrow_across_a_bracket_leads_from_its_ends_where_these_do_not_point() -> None:
    back = arrow("t", (250, 136), (250, 52))
    assert joined(FAMILY, back, BRACKET) == {"One -> Root", "Two -> Root", "Three -> Root"}
    ends = arrow("bar", (70, 136), (430, 136), via=BACK, heads=("arrow", "arrow"))
    assert joined(FAMILY, back, ends) == {"One -> Three", "Three -> One", "Two -> Root"}
