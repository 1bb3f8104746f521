"""Which bent lines are axes, and which lines are curves between axes: one test a side of each rule."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, freedraw, line, rectangle, text
from graphkit.corrections import Corrections
from transforms import turned

NAMES = text("cost", "cost", (-24, -30)), text("n", "n", (388, 306)), text("slow", "slow", (366, 40))
CURVE = [(10 + 40 * k, 292 - 3 * k * k) for k in range(10)]
WAYS: dict[str, Pieces] = {
    "two heads": arrow("axes", (0, 0), (400, 300), via=[(0, 300)], gap=0, heads=("arrow", "arrow")),
    "no heads": arrow("axes", (0, 0), (400, 300), via=[(0, 300)], gap=0, heads=(None, None)),
    "two lines": (line("axes", (0, 0), (0, 300)), line("axes-2", (400, 300), (0, 300))),
}


def drawn(*pieces: Pieces, way: Pieces = WAYS["two heads"]) -> gk.Analysis:
    """A chart, and what is in it."""
    return gk.analyze(drawing(way, NAMES, *pieces))


def curve(id: str = "curve") -> Pieces:
    """A line that rises between the axes."""
    return line(id, CURVE[0], CURVE[-1], via=CURVE[1:-1])


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_corner_with_a_curve_in_it_is_the_axes_of_a_chart(way: Pieces, turn: int) -> None:
    found = gk.analyze(turned(drawing(way, NAMES, curve()), turn, by_angle=True))
    assert found.connections == ()
    assert {"axes", "curve"} <= set(found.decoration)


def test_a_curve_may_be_drawn_with_the_pen() -> None:
    assert "axes" not in {connection.id for connection in drawn(freedraw("curve", *CURVE)).connections}


NO_CHARTS: dict[str, Pieces] = {
    "nothing in it": (),
    "a short line": line("short", (100, 200), (160, 180)),
    "a line beside it": line("beside", (-300, 0), (-40, 280)),
    "a box ahead": (curve(), rectangle("box", (430, 270), (90, 60), "Box")),
    "a box at the corner": (curve(), rectangle("box", (-60, 270), (60, 60), "Box")),
}


@pytest.mark.parametrize("pieces", NO_CHARTS.values(), ids=NO_CHARTS)
def test_other_corners_may_join_something(pieces: Pieces) -> None:
    assert "axes" not in drawn(pieces).decoration


def test_branches_of_a_tree_are_no_chart() -> None:
    words = text("r", "Root", (0, 0)), text("a", "Alpha", (140, 88)), text("b", "Beta", (140, 288))
    tree = [line(f"l{x}", (x, 30), (134, y), via=[(x, y)]) for x, y in ((35, 100), (10, 300))]
    assert "l10" not in gk.analyze(drawing(words, tree)).decoration


STRAIGHT = arrow("up", (0, 300), (0, 0), gap=0), arrow("on", (0, 300), (400, 300), gap=0)


def test_lines_between_axes_join_no_words() -> None:
    way, drop = (*STRAIGHT, text("t", "t", (203, 306))), line("drop", (208, 150), (208, 300), style="dashed")
    found = gk.analyze(drawing(way, NAMES, curve(), drop, text("here", "here", (190, 122))))
    assert found.connections == ()
    assert {"curve", "drop"} <= set(found.decoration)


def test_but_shapes_between_axes_may_be_joined() -> None:
    pair = rectangle("a", (60, 60), (80, 50), "A"), rectangle("b", (240, 180), (80, 50), "B"), line("link", "a", "b")
    found = gk.analyze(drawing(STRAIGHT, NAMES, pair, rectangle("sheet", (-80, -60), (600, 440))))
    assert {connection.id for connection in found.connections} == {"link"}


def test_a_person_may_say_that_one_joins_something() -> None:
    said = Corrections(ends={("axes", "start"): "cost", ("axes", "end"): "n"})
    found = gk.analyze(drawing(WAYS["two heads"], NAMES, curve()), corrections=said)
    assert "axes" in {connection.id for connection in found.connections}


def test_an_arrow_from_the_corner_makes_a_chart_too_and_joins_nothing() -> None:
    force, name = arrow("force", (0, 300), (260, 120), gap=0), text("f", "F", (266, 96))
    found = drawn(force, name, text("origin", "0", (-22, 308)))
    assert found.connections == ()
    assert {"axes", "force"} <= set(found.decoration)


def test_axes_of_two_arrows_may_have_their_origin_named() -> None:
    found = gk.analyze(drawing(STRAIGHT, NAMES, curve(), text("origin", "0", (-16, 304))))
    assert found.connections == ()
    fan = arrow("third", (0, 300), (300, 120), gap=0), text("high", "high", (306, 96))
    joined = gk.analyze(drawing(STRAIGHT, NAMES, fan, text("start", "start", (-60, 304))))
    assert {connection.id for connection in joined.connections} >= {"up", "on"}


@pytest.mark.parametrize("gap", [0, 8, 20])
@pytest.mark.parametrize("turn", range(4))
def test_a_line_from_one_thing_to_another_between_axes_joins_them(turn: int, gap: float) -> None:
    words = text("a", "Alpha", centre=(80, 60)), text("b", "Beta", centre=(330, 90)), text("c", "Gamma", (60, 240))
    box, links = (
        rectangle("d", (240, 210), (80, 50), "D"),
        (line("ab", "a", "b", gap=gap), line("bd", "b", "d", gap=gap)),
    )
    content = drawing(STRAIGHT, NAMES, curve(), words, box, links, line("cd", "c", "d", gap=gap, stroke_style="dashed"))
    found = gk.analyze(turned(content, turn, by_angle=True))
    assert {connection.id for connection in found.connections} == {"ab", "bd", "cd"}
    assert {"up", "on", "curve"} <= set(found.decoration)


def test_it_makes_no_axes_of_a_corner_around_it() -> None:
    words = [text(t, t, centre=at) for t, at in (("Alpha", (0, -20)), ("Beta", (440, 300)))]
    inner = text("c", "Gamma", centre=(130, 40)), text("d", "Delta", centre=(400, 200)), line("link", "c", "d", gap=8)
    assert {connection.id for connection in drawn(way=(WAYS["no heads"], words, inner)).connections} == {"axes", "link"}


def test_a_bent_line_may_join_words_too_but_not_the_names_of_the_axes() -> None:
    words = text("c", "Gamma", centre=(80, 40)), text("d", "Delta", centre=(360, 230))
    around = line("link", (112, 40), (326, 230), via=[(180, 60), (210, 150), (260, 215)], rounded=True)
    assert {connection.id for connection in gk.analyze(drawing(STRAIGHT, words, around)).connections} == {"link"}
    names = text("p", "P", centre=(8, -16)), text("q", "Q", centre=(416, 286))
    falling = line("falling", (12, 10), (384, 284), via=[(14, 190), (180, 270)], rounded=True)
    assert gk.analyze(drawing(STRAIGHT, names, falling)).connections == ()


@pytest.mark.parametrize("end", [(12, 150), (-4, 150)], ids=["before it", "over it"])
def test_a_line_to_words_beyond_an_axis_leads_to_the_axis(end: tuple[float, float]) -> None:
    words = text("price", "Price", centre=(-36, 150)), text("here", "here", centre=(366, 150))
    level = line("level", (340, 150), end)
    assert gk.analyze(drawing(STRAIGHT, words, level)).connections == ()
    inside = text("inner", "Price", centre=(36, 150)), words[1], line("level", (340, 150), (68, 150))
    assert {connection.id for connection in gk.analyze(drawing(STRAIGHT, inside)).connections} == {"level"}
