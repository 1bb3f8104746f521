"""Shapes made of open lines: one test a rule of `graphkit.analysis.boxes`."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, freedraw, line, rectangle, text

BOX = (
    line("top", (0, 0), (150, 2)),
    line("right", (150, 1), (149, 80)),
    line("bottom", (149, 79), (1, 81)),
    line("left", (0, 81), (1, 0)),
)


def labels(*pieces: Pieces) -> set[str]:
    graph = gk.extract(drawing(*pieces))
    return {f"{data['label']}: {data['elements']}" for _, data in graph.nodes(data=True)}


def edges(*pieces: Pieces) -> set[str]:
    graph = gk.extract(drawing(*pieces))
    name = graph.nodes(data="label")
    return {f"{name[u]} {'->' if data['directed'] else '--'} {name[v]}" for u, v, data in graph.edges(data=True)}


def test_lines_that_meet_all_around_are_one_shape_named_by_the_words_in_it() -> None:
    assert labels(BOX, text("name", "Loom", centre=(75, 40))) == {"Loom: bottom top right left name"}


def test_an_arrow_finds_such_a_shape_by_its_outline() -> None:
    pieces = (BOX, text("name", "Loom", (8, 6)), rectangle("b", (300, 10), (100, 60), "B"))
    assert edges(*pieces, arrow("r", (158, 60), (292, 50))) == {"Loom -> B"}


def test_rounded_corners_are_sides_too() -> None:
    rounded = (
        line("top", (20, 0), (130, 0)),
        line("c1", (130, 0), (150, 20), via=[(146, 4)], rounded=True),
        line("right", (150, 20), (150, 80)),
        line("bottom", (150, 80), (0, 80)),
        line("left", (0, 80), (0, 20)),
        line("c2", (0, 20), (20, 0), via=[(4, 4)], rounded=True),
    )
    assert len(labels(rounded, text("name", "Loom", centre=(75, 40)))) == 1


def test_a_line_may_lead_away_from_a_corner() -> None:
    pieces = (BOX, text("name", "Loom", centre=(75, 40)), rectangle("b", (300, 10), (100, 60), "B"))
    assert edges(*pieces, line("r", (150, 2), (297, 30))) == {"Loom -- B"}


def four_sides(id: str, *corners: tuple[float, float]) -> list[Piece]:
    return [line(f"{id}{k}", corners[k], corners[(k + 1) % 4]) for k in range(4)]


def level(id: str, x: float, y: float) -> list[Piece]:
    return four_sides(id, (x, y), (x + 120, y), (x + 120, y + 60), (x, y + 60))


@pytest.mark.parametrize("apart", [3, 6, 12])
def test_boxes_may_be_close_to_each_other(apart: float) -> None:
    words = text("x", "Loom", centre=(60, 30)), text("y", "Yarn", centre=(60, 90 + apart))
    assert labels(level("a", 0, 0), level("b", 1, 60 + apart), words) == {"Loom: a0 a1 a2 a3 x", "Yarn: b0 b1 b2 b3 y"}


@pytest.mark.parametrize("via", [(), ((160, 40),)])
def test_lines_may_lead_from_corners_to_corners(via: Sequence[tuple[float, float]]) -> None:
    words = text("x", "Loom", centre=(60, 30)), text("y", "Yarn", centre=(260, 130))
    pieces = level("a", 0, 0), level("b", 200, 100), words, line("j", (120, 60), (200, 100), via=via)
    assert labels(*pieces) == {"Loom: a0 a1 a2 a3 x", "Yarn: b0 b1 b2 b3 y"}
    assert edges(*pieces) in ({"Loom -- Yarn"}, {"Yarn -- Loom"})


def test_rhombs_are_met_at_their_corners_too() -> None:
    rhombs = (four_sides("a", (60, 0), (120, 50), (60, 100), (0, 50)),
              four_sides("b", (60, 200), (120, 250), (60, 300), (0, 250)))  # fmt: skip
    words = text("x", "old?", centre=(60, 50)), text("y", "full?", centre=(60, 250))
    pieces = rhombs, words, line("j", (60, 100), (60, 200))
    assert labels(*pieces) == {"old?: a0 a1 a2 a3 x", "full?: b0 b1 b2 b3 y"}
    assert edges(*pieces) in ({"old? -- full?"}, {"full? -- old?"})


def test_sides_that_lines_join_at_their_corners_are_a_picture_where_no_words_stand_in_it() -> None:
    cube = level("a", 0, 0), level("b", 40, -40)
    edges_between = [line(f"e{k}", (x, y), (x + 40, y - 40)) for k, (x, y) in enumerate(
        ((0, 0), (120, 0), (120, 60), (0, 60))
    )]  # fmt: skip
    assert labels(cube, edges_between, text("name", "Loom", (300, 0))) == {"Loom: name"}


def test_one_line_from_corner_to_corner_may_stop_short_of_its_start() -> None:
    almost = line("box", (0, 0), (0, 12), via=[(40, 0), (40, 40), (0, 40)])
    assert labels(almost, text("name", "7", centre=(20, 20))) == {"7: box name"}
    bracket = line("box", (0, 0), (0, 40), via=[(40, 0), (40, 40)])
    assert labels(bracket, text("name", "7", centre=(20, 20))) == {"7: name"}


@pytest.mark.parametrize("rounded", [False, True])
def test_a_line_that_goes_a_long_way_round_from_one_shape_to_another_is_none(rounded: bool) -> None:
    a, b = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (0, 80), (100, 60), "B")
    around = line("l", (100, 30), (100, 110), via=[(500, 30), (500, 110)], rounded=rounded)
    assert edges(a, b, around, text("in", "apart", centre=(300, 70))) == {"A -- B"}
    # But shapes that lie in it, hold it, or are at both its ends, are not where it leads.
    inner = ellipse("a", (104, 34), (16, 16)), ellipse("b", (104, 90), (16, 16))
    page, beside = rectangle("page", (95, 0), (600, 200)), rectangle("c", (0, 0), (100, 140), "C")
    for more in ((inner, page), beside):
        analysis = gk.analyze(drawing(more, around, text("in", "words", centre=(300, 70))))
        assert "l" in {thing.id for thing in analysis.things}


def test_three_sides_are_no_shape() -> None:
    found = labels(BOX[:3], text("name", "Loom", centre=(75, 40)))
    assert found == {"Loom: name"}


def test_lines_that_meet_at_small_shapes_are_the_edges_of_a_graph() -> None:
    dots = (ellipse("a", (-6, -6), (12, 12)), ellipse("b", (194, -6), (12, 12)), ellipse("c", (94, 144), (12, 12)))
    sides = (line("ab", (0, 0), (200, 0)), line("bc", (200, 0), (100, 150)), line("ca", (100, 150), (0, 0)))
    graph = gk.extract(drawing(dots, sides))
    assert {data["elements"] for _, data in graph.nodes(data=True)} == {"a", "b", "c"}


def test_lines_that_meet_at_another_shape_at_each_corner_are_the_edges_of_a_graph() -> None:
    corners = [(0, 0), (300, 0), (300, 200), (0, 200)]
    sides = [line(f"l{k}", corners[k], corners[(k + 1) % 4]) for k in range(4)]
    above = rectangle("a", (-104, -64), (100, 60), "A", rounded=False), ellipse("b", (294, -6), (12, 12))
    low = rectangle("c", (304, 204), (100, 60), "C", rounded=False), rectangle("d", (-104, 204), (100, 60), "D")
    assert edges(above, low, sides) == {"A -- ", " -- C", "C -- D", "D -- A"}
    # Where one of them is none, they enclose what lies in them, and one that stands under two is at none for sure.
    name = text("name", "Loom", centre=(150, 100))
    assert "Loom: l0 l1 l2 l3 name" in labels(above, low[:1], sides, name)
    assert "Loom: l0 l1 l2 l3 name" in labels(above, rectangle("shelf", (-50, 204), (400, 60), "Shelf"), sides, name)


def test_lines_that_meet_at_words_are_the_edges_of_a_graph() -> None:
    words = (text("a", "A", centre=(-12, -12)), text("b", "B", centre=(212, -12)), text("c", "C", centre=(100, 170)))
    sides = (line("ab", (0, 0), (200, 0)), line("bc", (200, 0), (100, 150)), line("ca", (100, 150), (0, 0)))
    graph = gk.extract(drawing(words, sides))
    assert not any("ab" in data["elements"].split() for _, data in graph.nodes(data=True))


def test_words_along_a_side_mark_no_corners() -> None:
    words = text("name", "Loom", centre=(75, 40)), text("above", "where cloth is made", centre=(75, -14))
    assert "Loom: bottom top right left name" in labels(BOX, words)


def test_words_at_half_of_the_corners_of_a_box_make_it_no_graph() -> None:
    words = text("name", "Loom", centre=(75, 40)), text("two", "2", centre=(-10, -10)), text("x", "x", centre=(162, 90))
    assert "Loom: bottom top right left name" in labels(BOX, words)


def test_lines_that_cross_each_other_enclose_nothing() -> None:
    tie = [line(f"l{k}", *ends) for k, ends in enumerate((
        ((0, 0), (150, 80)), ((150, 80), (150, 0)), ((150, 0), (0, 80)), ((0, 80), (0, 0)),
    ))]  # fmt: skip
    assert labels(tie, text("name", "Loom", centre=(30, 40))) == {"Loom: name"}


def test_lines_of_which_three_meet_at_a_corner_enclose_nothing_together() -> None:
    corners = [(0, 0), (100, -30), (200, 0), (200, 100), (100, 130), (0, 100)]
    sides = [line(f"l{k}", corners[k], corners[(k + 1) % 6]) for k in range(6)]
    across = line("across", corners[0], corners[3])
    assert labels(sides, across, text("name", "Loom", centre=(130, 20))) == {"Loom: name"}


def test_two_straight_strokes_of_the_pen_enclose_nothing() -> None:
    strokes = freedraw("one", (0, 0), (100, 0)), freedraw("two", (100, 0), (0, 0))
    assert labels(strokes, text("name", "Loom", (0, 20))) == {"Loom: name"}
