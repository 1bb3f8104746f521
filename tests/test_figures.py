"""Little people made of loose pieces: the rule of `graphkit.analysis.figures`."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, line, rectangle, text

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
