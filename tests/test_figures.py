"""Little people made of loose pieces: the rule of `graphkit.analysis.figures`."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, diamond, drawing, ellipse, line, polygon, rectangle, text
from transforms import turned

FIGURE = (
    ellipse("head", (20, 0), (30, 30)),
    line("body", (35, 30), (35, 80)),
    line("arms", (8, 50), (62, 48)),
    line("leg1", (35, 80), (12, 114)),
    line("leg2", (35, 80), (58, 115)),
)


def things(*pieces: Pieces) -> set[str]:
    graph = gk.extract(drawing(*pieces))
    return {f"{data['label']}: {data['elements']}" for _, data in graph.nodes(data=True)}


def test_head_body_and_limbs_are_one_thing_named_by_the_words_below() -> None:
    found = things(FIGURE, text("name", "Guard", centre=(35, 132)))
    assert found == {"Guard: head body arms leg1 leg2 name"}


def test_an_arrow_may_mean_a_figure_anywhere_around_it() -> None:
    graph = gk.extract(
        drawing(FIGURE, rectangle("gate", (262, 30), (130, 70), "Gate"), arrow("r", (72, 100), (252, 70)))
    )
    assert [graph.nodes[u]["element"] for u, _ in graph.edges()] == ["head"]


BARBS = {
    "at the circle": (line("l1", (35, 32), (28, 44)), line("l2", (35, 32), (42, 44))),
    "away from it": (line("l1", (35, 118), (28, 106)), line("l2", (35, 118), (42, 106))),
}


@pytest.mark.parametrize("barbs", [*BARBS.values(), sum(BARBS.values(), ())], ids=[*BARBS, "both"])
def test_the_strokes_of_an_arrowhead_are_no_limbs(barbs: tuple[Pieces, ...]) -> None:
    found = things(FIGURE[0], line("body", (35, 32), (35, 118)), barbs, text("t", "Start", (200, 0)))
    assert not any("head body" in thing for thing in found)


def test_an_arrow_with_a_head_of_two_lines_may_lead_to_a_circle() -> None:
    box = rectangle("box", (-15, 120), (100, 60), "Box")
    graph = gk.extract(drawing(FIGURE[0], box, line("shaft", (35, 118), (35, 32)), BARBS["at the circle"]))
    assert [(graph.nodes[u]["element"], graph.nodes[v]["element"]) for u, v in graph.edges()] == [("box", "head")]


def test_a_figure_may_let_its_arms_hang_down() -> None:
    arms = line("arm1", (35, 32), (20, 60)), line("arm2", (35, 32), (50, 60))
    found = things(*FIGURE[:2], arms, *FIGURE[3:], text("name", "Guard", centre=(35, 132)))
    assert found == {"Guard: head body arm1 arm2 leg1 leg2 name"}


def test_without_limbs_there_is_no_figure() -> None:
    assert "head body" not in " ".join(things(FIGURE[:2], text("name", "Guard", centre=(35, 132))))


def test_lines_that_lead_to_other_things_are_no_limbs() -> None:
    leaves = (ellipse("l1", (-8, 114), (30, 30)), ellipse("l2", (48, 114), (30, 30)))
    assert not any("body" in thing for thing in things(FIGURE, leaves, text("t", "A tree", (200, 0))))


def test_lines_that_lead_to_words_of_their_own_are_no_limbs() -> None:
    words = (text("w1", "yes", centre=(4, 128)), text("w2", "no", centre=(68, 128)))
    assert not any("body" in thing for thing in things(FIGURE, words))


def test_a_line_may_come_to_a_figure_by_its_head() -> None:
    gate, joined = rectangle("gate", (-30, -150), (130, 70), "Gate"), line("l", (35, -78), (35, -3))
    graph = gk.extract(drawing(FIGURE, text("name", "Guard", centre=(35, 128)), gate, joined))
    names = graph.nodes(data="label")
    assert {
        tuple(sorted((names[u], names[v]))) for u, v, data in graph.edges(data=True) if data["relation"] == "line"
    } == {("Gate", "Guard")}


NO_FIGURE = {
    "beside its middle": ((48, 26), (48, 80)),
    "much too long": ((35, 30), (35, 400)),
    "through the head": ((35, 0), (35, 70)),
}


@pytest.mark.parametrize("way", NO_FIGURE.values(), ids=NO_FIGURE)
def test_other_lines_at_a_circle_are_no_body(way: tuple[tuple[float, float], tuple[float, float]]) -> None:
    x, y = way[1]
    limbs = (
        line("arms", (x - 27, 50), (x + 27, 48)),
        line("leg1", (x, y), (x - 20, y + 34)),
        line("leg2", (x, y), (x + 20, y + 34)),
    )
    assert not any("head body" in thing for thing in things(FIGURE[0], line("body", *way), limbs))


def test_lines_much_longer_than_the_body_are_no_limbs() -> None:
    assert not any(
        "head body" in thing for thing in things(FIGURE[:2], line("arms", (-200, 50), (200, 48)), FIGURE[3:])
    )


NAME = text("name", "Guard", centre=(35, 132))
ARMS = line("arm1", (35, 50), (8, 60)), line("arm2", (35, 50), (62, 60))
LEGS = line("legs", (12, 114), (58, 115), via=[(35, 80)])
CASES = ellipse("open", (130, 20), (160, 70), "Open"), ellipse("close", (300, 120), (160, 70), "Close")


@pytest.mark.parametrize("figure", [FIGURE, (*FIGURE[:3], LEGS), (*FIGURE[:2], ARMS, *FIGURE[3:])])
def test_lines_may_join_the_body_of_a_figure_to_other_things(figure: Pieces) -> None:
    analysis = gk.analyze(
        drawing(figure, NAME, CASES, line("l1", (35, 55), (128, 55)), line("l2", (35, 65), (298, 150)))
    )
    assert {c.id: {c.start.target, c.end.target} for c in analysis.connections} == {
        "l1": {"head", "open"}, "l2": {"head", "close"},
    }  # fmt: skip
    assert analysis.thing_of["head"].label == "Guard"


BESIDE = {
    "a border that an arm touches": rectangle("hall", (64, -100), (400, 300)),
    "what it stands on": rectangle("floor", (-100, 118), (300, 60), "Floor"),
    "a line behind it": line("lane", (35, -200), (35, 400)),
}


@pytest.mark.parametrize("other", BESIDE.values(), ids=BESIDE)
def test_a_figure_with_arms_and_legs_may_stand_at_something(other: Pieces) -> None:
    analysis = gk.analyze(drawing(FIGURE, other))
    assert set(analysis.thing_of["head"].elements) == {"head", "body", "arms", "leg1", "leg2"}
    assert not analysis.connections


BOX = rectangle("a", (-96, 100), (100, 40), "A"), rectangle("b", (66, 100), (100, 40), "B")
TREES = {
    "legs to two things": (FIGURE, BOX),
    "arms to two things": (
        FIGURE, rectangle("a", (-94, 36), (100, 30), "A"), rectangle("b", (64, 36), (100, 30), "B"),
    ),
    "no legs": (*FIGURE[:2], ARMS, line("l", (35, 65), (-60, 98)), BOX),
    "legs on one side": (*FIGURE[:4], line("leg2", (35, 80), (14, 90)), BOX),
    "two crossings": (FIGURE, line("more", (8, 65), (62, 65)), BOX[1]),
}  # fmt: skip


@pytest.mark.parametrize("pieces", TREES.values(), ids=TREES)
def test_lines_at_a_circle_that_lead_to_something_are_no_figure_without_arms_and_legs(pieces: Pieces) -> None:
    assert not any("head body" in thing for thing in things(pieces))


# Rule 2: a head on shoulders

HEAD = ellipse("head", (50, 0), (60, 60))


@pytest.mark.parametrize(("y", "more"), [(40, ()), (58, ()), (62, ()), (60, line("l", (-200, 30), (44, 30)))])
def test_a_head_on_what_has_a_name_is_part_of_it(y: float, more: Pieces) -> None:
    found = things(HEAD, rectangle("body", (0, y), (160, 100), "Buyer"), more)
    assert "Buyer: body head body-label" in found


@pytest.mark.parametrize("y", [44, 60, 70])
def test_a_head_and_shoulders_are_one_thing_named_by_the_words_below(y: float) -> None:
    shoulders = polygon("body", (20, y + 60), (28, y + 12), (80, y), (132, y + 12), (140, y + 60))
    pieces = HEAD, shoulders, text("name", "Buyer", centre=(80, y + 80))
    assert things(*pieces) == {"Buyer: body head name"}
    graph = gk.extract(
        drawing(pieces, rectangle("shop", (400, -10), (140, 80), "Shop"), arrow("r", (116, 30), (394, 30)))
    )
    names = graph.nodes(data="label")
    assert [(names[u], names[v]) for u, v, _ in graph.edges(data=True)] == [("Buyer", "Shop")]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_above_is_what_is_so_to_the_words(quarters: int) -> None:
    plain = drawing(HEAD, rectangle("body", (0, 60), (160, 100)), text("name", "Buyer", centre=(80, 180)))
    for by_angle in (False, True):
        found = gk.analyze(turned(plain, quarters, by_angle=by_angle))
        assert found.thing_of["head"] is found.thing_of["body"]


NO_SHOULDERS = {
    "beside its middle": rectangle("body", (30, 60), (160, 100), "Buyer"),
    "below what has a name": rectangle("body", (0, 72), (160, 100), "Buyer"),
    "far below": rectangle("body", (0, 80), (160, 100)),
    "above": rectangle("body", (0, -100), (160, 100), "Buyer"),
    "no broader": rectangle("body", (45, 60), (70, 100), "Buyer"),
    "much broader": rectangle("body", (-80, 60), (320, 100), "Buyer"),
    "flat": rectangle("body", (0, 60), (160, 20)),
    "around it": rectangle("body", (0, -20), (160, 100), "Buyer"),
    "another at its side": (rectangle("body", (0, 60), (160, 100)), rectangle("other", (112, 0), (60, 40))),
    "two heads": (rectangle("body", (0, 60), (160, 100)), ellipse("other", (52, 10), (56, 50))),
    "what holds something": (rectangle("body", (0, 60), (160, 160)), rectangle("in", (20, 100), (80, 60), "In")),
    "with words": (rectangle("body", (0, 60), (160, 100)), text("t", "3", centre=(80, 30))),
    "an arrow from it": (rectangle("body", (0, 60), (160, 100), "Buyer"), arrow("a", (80, 40), (80, 80))),
    "an arrow to it": (rectangle("body", (0, 64), (160, 100)), arrow("a", (20, 80), (52, 30))),
    "a rhombus": diamond("body", (0, 60), (160, 100), "Buyer"),
}  # fmt: skip


@pytest.mark.parametrize("pieces", NO_SHOULDERS.values(), ids=NO_SHOULDERS)
def test_other_shapes_below_are_no_shoulders(pieces: Pieces) -> None:
    assert all(not {"head", "body"} <= {*thing.split()} for thing in things(HEAD, pieces))
