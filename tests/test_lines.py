"""Plain lines that join things, and those that are decoration: one test a rule of `graphkit.analysis.lines`."""

from __future__ import annotations

from dataclasses import replace

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, freedraw, line, rectangle, text
from graphkit.elements import with_fields

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (300, 0), (100, 60), "B")


def edges(*pieces: Pieces) -> set[str]:
    graph = gk.extract(drawing(*pieces))
    name = graph.nodes(data="label")
    return {
        " -- ".join(sorted((name[u], name[v]))) for u, v, data in graph.edges(data=True) if data["relation"] == "line"
    }


def joined(*pieces: Pieces) -> set[str]:
    """The lines and arrows that join something."""
    return {connection.id for connection in gk.analyze(drawing(*pieces)).connections}


@pytest.mark.parametrize("gap", [0, 15, 45])
def test_a_line_joins_what_its_ends_touch_or_point_at(gap: float) -> None:
    assert edges(A, B, line("l", (100 + gap, 30), (300 - gap, 30))) == {"A -- B"}


@pytest.mark.parametrize("past", [-1, -0.2, 0, 0.2, 1, 3])
@pytest.mark.parametrize("corner", [0, 60])
def test_a_line_that_all_but_passes_by_a_corner_points_at_it(past: float, corner: float) -> None:
    # From 15 px off it goes on to the corner, or so many px past it.
    down = 1 if corner else -1
    rise = 3 if corner else -3
    y = corner + down * past - rise
    sharp = rectangle("b", (300, 0), (100, 60), "B", rounded=False)
    assert edges(A, sharp, line("l", (285, y), (115, y - rise * 170 / 15))) == {"A -- B"}


@pytest.mark.parametrize(("gap", "joins"), [(12, {"A -- C"}), (12.2, set())])
def test_a_line_aslant_joins_a_shape_that_it_was_drawn_up_to(gap: float, joins: set[str]) -> None:
    # Going on from its lower end it passes by the corner.
    wide = rectangle("c", (400, 220), (100, 60), "C", rounded=False)
    assert edges(A, wide, line("l", (30, 60), (485, 220 - gap))) == joins


def test_an_end_with_nothing_ahead_or_near_joins_nothing() -> None:
    assert edges(A, B, line("l", (100, 30), (200, 150))) == set()


def test_a_line_to_the_middle_of_a_shape_joins_it() -> None:
    assert edges(ellipse("a", (0, 0), (100, 100), "A"), B, line("l", (50, 40), (296, 30))) == {"A -- B"}


def test_an_end_that_touches_a_thing_means_no_other() -> None:
    ring = ellipse("ring", (108, 20), (20, 20))
    graph = gk.extract(drawing(A, B, ring, line("l", (128, 30), (298, 30))))
    assert {graph.nodes[u]["element"] for edge in graph.edges() for u in edge} == {"ring", "b"}


@pytest.mark.parametrize(("behind", "meant"), [(4, "b"), (12, "b"), (30, "region")])
def test_a_line_to_the_border_of_a_container_may_mean_what_lies_close_behind_it(behind: float, meant: str) -> None:
    region = rectangle("region", (300, -100), (400, 260)), text("t", "Region", (450, -90))
    held = rectangle("b", (300 + behind, 0), (100, 60), "B"), rectangle("c", (550, 60), (100, 60), "C")
    for draw in (line, arrow):
        (found,) = gk.analyze(drawing(A, region, held, draw("l", (100, 30), (297, 30)))).connections
        assert {found.start.target, found.end.target} == {"a", meant}


def test_a_line_joins_words_that_it_points_at() -> None:
    assert edges(text("x", "Mouse", (0, 20)), text("y", "Owl", (300, 18)), line("l", (80, 32), (280, 30))) == {
        "Mouse -- Owl"
    }


def test_an_underline_joins_nothing() -> None:
    found = edges(text("t", "Market day", (0, 0)), text("x", "stalls", (140, 14)), line("l", (0, 28), (110, 28)))
    assert found == set()


def test_a_line_that_passes_close_by_a_corner_of_words_does_not_run_along_them() -> None:
    words = text("root", "Fungi", (-60, -120)), text("low", "stalks and caps and gills", (-155, -40))
    assert edges(*words, text("leaf", "spores", (164, -40)), line("l", (-30, -94), (159, -40))) == {"Fungi -- spores"}


@pytest.mark.parametrize(
    ("over", "under", "bar", "after"),
    [
        (text("over", "m v", (60, 2)), text("under", "t", (70, 42)), ((50, 34), (104, 34)), (120, 20)),
        (text("over", "px + q - 3", (54, 0)), text("under", "x", (106, 38)), ((50, 32), (192, 32)), (208, 16)),
    ],
    ids=["a fraction", "one letter below"],
)
def test_the_bar_of_a_fraction_joins_nothing(
    over: Pieces, under: Pieces, bar: tuple[tuple[float, float], tuple[float, float]], after: tuple[float, float]
) -> None:
    row = text("before", "F =", (0, after[1])), text("after", "= 1", after)
    assert edges(*row, over, under, line("bar", *bar)) == set()


def test_a_dash_between_words_joins_nothing() -> None:
    n, k = text("n", "n", (0, 0)), text("k", "k", (32, 0))
    assert edges(n, k, line("minus", (16, 13), (28, 13))) == set()
    # Longer than the letters are high, or at a shape, it joins.
    assert edges(n, text("k", "k", (40, 0)), line("l", (16, 13), (36, 13))) == {"k -- n"}
    assert edges(n, rectangle("box", (28, 0), (60, 30), "Box"), line("l", (16, 13), (28, 13))) == {"Box -- n"}


def test_what_several_lines_cross_is_a_rule_and_joins_nothing() -> None:
    words = text("over", "test", (62, -30)), text("under", "sign", (60, 170))
    upright = line("v", (80, 0), (80, 160))
    level = [line(f"h{y}", (-60, 25 + 110 * y), (260, 25 + 110 * y)) for y in range(2)]
    assert edges(words, upright) == edges(words, upright, level[0]) == {"sign -- test"}
    assert edges(words, upright, level) == set()


def test_a_line_from_border_to_border_divides_a_shape() -> None:
    box = rectangle("box", (0, 100), (100, 100))
    below = text("w", "fields", (10, 160))
    assert edges(box, text("n", "Name", (10, 110)), below, line("l", (0, 140), (100, 140)), B) == set()


def test_a_line_across_several_shapes_from_within_divides_them() -> None:
    lanes = [rectangle(f"lane{n}", (0, 120 * n), (500, 120), f"Lane {n}") for n in range(3)]
    assert edges(lanes, line("divider", (90, 1), (90, 358))) == set()
    assert edges(lanes[::2], line("joint", (90, 118), (90, 243))) == {"Lane 0 -- Lane 2"}


def test_two_lines_that_make_a_cross_join_no_words() -> None:
    found = edges(
        text("n", "N", centre=(100, -16)), text("s", "S", centre=(100, 216)), text("w", "W", centre=(-16, 100)),
        text("e", "E", centre=(216, 100)), line("v", (100, 0), (100, 200)), line("h", (0, 100), (200, 100)),
    )  # fmt: skip
    assert found == set()


def test_ticks_join_nothing() -> None:
    ticks = [line(f"t{k}", (96, 10 + 12 * k), (110, 10 + 12 * k)) for k in range(4)]
    assert edges(A, rectangle("c", (126, 0), (100, 60), "C"), ticks) == set()


def test_what_lies_beside_the_end_of_a_line_is_not_joined_by_it() -> None:
    # A slash between two ellipses, and one that leans over into one of them.
    pair = ellipse("a", (0, 0), (54, 42), "A"), ellipse("c", (78, 0), (54, 42), "C")
    assert edges(*pair, line("slash", (56, 60), (76, -18))) == set()
    assert edges(*pair, line("l", (50, 21), (84, 21))) == {"A -- C"}
    # Within half a unit of it, it all but touches.
    assert edges(A, B, line("l", (50, 67), (298, 30))) == {"A -- B"}
    assert edges(A, B, line("l", (50, 73), (298, 30))) == set()


@pytest.mark.parametrize(
    ("via", "bar", "joins"),
    [
        ([(2, 10), (12, -40)], -40, set()),
        ([(8, 0), (12, -40)], -40, {"one -- two"}),  # an elbow, without a hook
        ([], -40, {"one -- two"}),
        ([(60, -60)], -40, {"one -- two"}),  # an arc above its label
        ([(2, 10), (12, -90)], -90, {"one -- two"}),  # too high
    ],
    ids=["root", "elbow", "straight", "arc", "high"],
)
def test_the_sign_of_a_root_joins_nothing(via: list[tuple[float, float]], bar: float, joins: set[str]) -> None:
    words = text("one", "one", (-50, -10)), text("term", "p + q", (26, -34)), text("two", "two", (146, bar - 12))
    assert edges(*words, line("l", (-10, 0), (136, bar), via=via)) == joins


def test_the_sign_of_a_root_may_be_drawn_with_several_lines() -> None:
    words = text("one", "one", (-50, -10)), text("term", "p + q", (26, -34)), text("two", "two", (146, -52))
    bar = line("root", (-2, 4), (136, -40), via=[(8, 0), (12, -40)])
    assert edges(*words, bar) == {"one -- two"}
    assert edges(*words, line("tick", (-12, -6), (-3, 3)), bar) == set()


def test_ticks_across_a_time_line_join_no_words() -> None:
    axis = line("axis", (0, 100), (900, 100)), line("from", (0, 60), (0, 140)), line("to", (900, 60), (900, 140))
    ticks = [line(f"t{k}", (150 * k + 100, 80), (150 * k + 100, 120)) for k in range(5)]
    words = [
        (text(f"u{k}", "snow", centre=(150 * k + 100, 58)), text(f"d{k}", "2001", centre=(150 * k + 100, 142)))
        for k in range(5)
    ]
    assert edges(axis, ticks, words) == set()
    assert edges(axis[0], ticks[:2], words[:2]) == {"2001 -- snow"}
    # What is long beside the line is no tick.
    south, some = text("down", "south", centre=(830, 222)), (*ticks[:2], *ticks[3:])
    for top, found in ((-6, set()), (-56, {"north -- south"})):
        long = line("long", (830, top), (830, 206))
        assert edges(axis, some, south, text("up", "north", centre=(830, top - 16)), long) == found


@pytest.mark.parametrize(("ticks", "joins"), [(3, set()), (2, {"tick-0", "tick-1"})])
def test_ticks_across_an_arrow_join_no_words(ticks: int, joins: set[str]) -> None:
    places = range(100, 100 * ticks + 1, 100)
    hours = [text(f"hour-{x}", f"at {x}", centre=(x, 32)) for x in places]
    events = [text(f"event-{x}", "went off", centre=(x, -32)) for x in places]
    marks = [line(f"tick-{n}", (x, -12), (x, 12)) for n, x in enumerate(places)]
    assert joined(arrow("time", (0, 0), (700, 0)), hours, events, marks) == joins


def test_long_lines_across_an_arrow_are_no_ticks() -> None:
    places = range(100, 301, 100)
    below = [text(f"below-{x}", f"b {x}", centre=(x, 220)) for x in places]
    above = [text(f"above-{x}", f"a {x}", centre=(x, -220)) for x in places]
    marks = [line(f"line-{n}", (x, -195), (x, 195)) for n, x in enumerate(places)]
    assert joined(arrow("time", (0, 0), (700, 0)), below, above, marks) == {"line-0", "line-1", "line-2"}


@pytest.mark.parametrize(("gap", "joins"), [(14, {"l"}), (19, set())])
def test_a_short_line_joins_what_lies_ahead_within_half_its_length(gap: float, joins: set[str]) -> None:
    boss, crew = rectangle("boss", (0, 0), (120, 60), "Boss"), rectangle("crew", (0, 64 + 30 + gap), (120, 60), "Crew")
    assert joined(boss, crew, line("l", (60, 64), (60, 94))) == joins


@pytest.mark.parametrize(("length", "joins"), [(21, {"A -- C"}), (19, set())])
def test_a_line_that_stops_short_of_two_shapes_joins_them_where_it_spans_a_third_of_the_way(
    length: float, joins: set[str]
) -> None:
    near = rectangle("c", (160, 0), (100, 60), "C")
    assert edges(A, near, line("l", (130 - length / 2, 30), (130 + length / 2, 30))) == joins


@pytest.mark.parametrize(("gap", "joins"), [(28, {"A -- C"}), (32, set())])
def test_a_line_that_stops_short_of_two_shapes_is_not_far_from_either(gap: float, joins: set[str]) -> None:
    near = rectangle("c", (100 + 38 + 26 + gap, 0), (100, 60), "C")
    assert edges(A, near, line("l", (126, 30), (164, 30))) == joins


def test_a_line_that_stops_short_of_words_and_of_a_shape_joins_them() -> None:
    words, near = text("t", "words", (0, 18)), rectangle("c", (104, 0), (100, 60), "C")
    assert edges(words, near, line("l", (62, 30), (84, 30))) == {"C -- words"}


@pytest.mark.parametrize(
    "sign",
    [
        [((118, 30), (142, 30)), ((130, 18), (130, 42))],
        [((120, 20), (140, 40)), ((120, 40), (140, 20))],
        [((118, 26), (142, 26)), ((118, 34), (142, 34))],
        [((118, 22), (142, 22)), ((118, 30), (142, 30)), ((118, 38), (142, 38))],
    ],
)  # fmt: skip
def test_the_strokes_of_a_sign_between_two_shapes_join_nothing(
    sign: list[tuple[tuple[float, float], tuple[float, float]]],
) -> None:
    near = rectangle("c", (160, 0), (100, 60), "C")
    assert edges(A, near, *(line(f"l-{n}", start, end) for n, (start, end) in enumerate(sign))) == set()


@pytest.mark.parametrize("apart", [14, 20])
def test_two_lines_side_by_side_that_stop_short_join_each(apart: float) -> None:
    near = rectangle("c", (160, 0), (100, 60), "C")
    pair = [line(f"l-{y}", (118, y), (142, y)) for y in (20, 20 + apart)]
    assert len(joined(A, near, pair)) == 2


@pytest.mark.parametrize(("aside", "joins"), [(13, {"A -- C"}), (17, set())])
def test_a_line_from_a_shape_may_pass_close_by_the_corner_of_another(aside: float, joins: set[str]) -> None:
    # It ends 12 px before the corner, and so many px beside it.
    sharp = rectangle("c", (412, 60 + aside), (100, 60), "C", rounded=False)
    assert edges(A, sharp, line("l", (104, 30), (400, 60))) == joins
    loose = line("l", (130, 90 + aside), (400, 60))
    assert edges(A, sharp, loose) == set()


@pytest.mark.parametrize(("rise", "joins"), [(30, set()), (43, {"p"})])
def test_a_stroke_of_the_pen_joins_no_shape_that_it_passes_by(rise: float, joins: set[str]) -> None:
    sharp = rectangle("c", (412, 73), (100, 60), "C", rounded=False)
    assert joined(A, sharp, freedraw("p", (104, 30), (250, 30 + rise / 2), (400, 30 + rise))) == joins


def test_a_stroke_of_a_cross_that_passes_close_by_a_shape_joins_nothing() -> None:
    near = rectangle("c", (190, 64), (100, 60), "C", rounded=False)
    cross = line("l", (104, 60), (176, 122)), line("m", (171, 55), (109, 127))
    assert edges(A, near, cross[0]) == {"A -- C"}
    assert edges(A, near, *cross) == set()


@pytest.mark.parametrize("gap", [12, 40])
def test_a_line_that_stops_short_may_have_a_label(gap: float) -> None:
    one, two = rectangle("one", (0, 0), (120, 60), "One"), rectangle("two", (0, 260 + gap), (120, 60), "Two")
    drawn = one, two, line("l", (60, 60 + gap), (60, 260)), text("t", "needs", (70, 140))
    (found,) = gk.analyze(drawing(*drawn)).connections
    assert found.label == "needs"


def test_a_line_to_words_is_read_beside_ornaments_that_are_no_lines() -> None:
    badged = ellipse("circle", (57, 66), (26, 26), "1"), arrow("r", (0, 100), (140, 100))
    boxes = rectangle("a", (-110, 60), (100, 80), "A"), rectangle("b", (150, 60), (100, 80), "B")
    words = text("from", "Sea", (0, 300)), text("to", "Sky", (300, 300))
    pieces = *boxes, *badged, *words, line("way", (44, 312), (290, 312))
    (found,) = [c for c in gk.analyze(drawing(*pieces)).connections if c.id == "way"]
    assert (found.start.target, found.end.target) == ("from", "to")


@pytest.mark.filterwarnings("error")
def test_a_line_whose_length_is_lost_in_its_place_on_the_sheet_joins_nothing() -> None:
    content = drawing(A, B, line("dot", (250, 30), (290, 30)))
    elements = tuple(with_fields(e, points=((0, 0), (0, 1e-15))) if e.id == "dot" else e for e in content.elements)
    assert gk.analyze(replace(content, elements=elements)).connections == ()


def test_a_line_through_a_container_from_border_to_border_divides_it_and_one_around_it_joins() -> None:
    region = rectangle("region", (0, 0), (400, 300)), rectangle("x", (50, 40), (80, 50), "X")
    around = rectangle("b", (-100, 120), (99, 60), "B"), rectangle("c", (401, 120), (99, 60), "C")
    low = rectangle("y", (200, 200), (80, 50), "Y")
    # The editor leaves a gap.
    for gap in (0, 12):
        through = gk.analyze(drawing(region, low, around, line("l", (gap, 150), (400 - gap, 150))))
        assert (through.connections, through.decoration) == ((), ("l",))
    (found,) = gk.analyze(
        drawing(region, low, around, line("l", (-1, 150), (401, 150), via=[(-60, 360), (460, 360)]))
    ).connections
    assert {found.start.target, found.end.target} == {"b", "c"}


@pytest.mark.parametrize(("words", "x", "joins"), [("S", 6, {"NP -- S"}), ("Sentences", 4, set())])
def test_a_branch_may_spread_from_the_middle_of_words(words: str, x: float, joins: set[str]) -> None:
    assert edges(text("s", words, (0, 0)), text("np", "NP", (200, 100)), line("r", (x, 28), (208, 98))) == joins
