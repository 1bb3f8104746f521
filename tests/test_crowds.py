"""Elements that lie on one another too deep to be told apart: the rule of `graphkit.analysis.crowds`."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, freedraw, group, line, rectangle, text
from graphkit.analysis import crowds
from graphkit.corrections import Corrections
from graphkit.report import report_on

LIMITS = gk.Thresholds(crowd=20)
PAIR = (
    rectangle("a", (0, 500), (100, 60), "A"),
    arrow("ab", (105, 530), (295, 530)),
    rectangle("b", (300, 500), (100, 60), "B"),
)
"""What stands beside the crowd, and is read as ever."""
SPARE = [line(f"spare{k}", (900 * k, 2000), (900 * k + 500, 2000)) for k in range(20)]
"""Lines far apart, so that there are more elements than the limit."""


def crowd(kind: str, count: int) -> list[Pieces]:
    """So many elements of a kind, nearly at one place."""
    off = [(k % 7, k % 5) for k in range(count)]
    match kind:
        case "boxes":
            return [rectangle(f"c{k}", (x, y), (100 + y, 60 + x)) for k, (x, y) in enumerate(off)]
        case "named":
            return [rectangle(f"c{k}", (x, y), (100, 60), f"N{k}") for k, (x, y) in enumerate(off)]
        case "words":
            return [text(f"c{k}", f"w{k}", (x, y)) for k, (x, y) in enumerate(off)]
        case "arrows":
            return [arrow(f"c{k}", (x, y), (200 + y, x)) for k, (x, y) in enumerate(off)]
        case "labelled":
            return [arrow(f"c{k}", (x, y), (200 + y, x), label=f"L{k}") for k, (x, y) in enumerate(off)]
        case "lines":
            return [line(f"c{k}", (x, y), (200 + y, 90 + x)) for k, (x, y) in enumerate(off)]
        case _:
            return [freedraw(f"c{k}", (x, y), (40 + y, 9), (50, 20 + x)) for k, (x, y) in enumerate(off)]


KINDS = ("boxes", "named", "words", "arrows", "labelled", "lines", "pen")


@pytest.mark.parametrize("grouped", [False, True], ids=["loose", "in a group"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_crowd_is_left_out_and_told_and_the_rest_is_read(kind: str, grouped: bool) -> None:
    pieces = crowd(kind, 50)
    content = drawing(*([group("g", *pieces)] if grouped else pieces), *PAIR)
    analysis = gk.analyze(content, LIMITS)
    left = {element.id for element in content.elements if element.id.startswith("c")}
    assert left == analysis.crowded <= set(analysis.decoration)
    assert [(c.id, c.start.target, c.end.target) for c in analysis.connections] == [("ab", "a", "b")]
    assert {thing.id for thing in analysis.things} == {"a", "b"}
    (told,) = (problem for problem in analysis.problems if problem.code == "crowded-place")
    assert told.message.startswith(f"{len(left)} elements lie among too many others")
    assert len(gk.to_graph(analysis)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_as_many_as_the_limit_may_lie_at_one_place(kind: str) -> None:
    most = 10 if kind == "named" else 20  # a name counts as well
    for count, crowded in ((most, False), (most + 1, True)):
        analysis = gk.analyze(drawing(*crowd(kind, count), *PAIR, *SPARE), LIMITS)
        assert bool(analysis.crowded) == crowded


def test_many_arrows_may_lead_to_one_shape() -> None:
    hub = ellipse("hub", (0, 0), (100, 100), "Hub")
    angles = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    ways = list(enumerate(zip(np.cos(angles).tolist(), np.sin(angles).tolist(), strict=True)))
    spokes = [arrow(f"s{k}", (50 + 900 * x, 50 + 900 * y), (50 + 52 * x, 50 + 52 * y)) for k, (x, y) in ways]
    ends = [rectangle(f"e{k}", (50 + 950 * x - 20, 50 + 950 * y - 20), (40, 40)) for k, (x, y) in ways]
    analysis = gk.analyze(drawing(hub, *spokes, *ends), LIMITS)
    assert {c.end.target for c in analysis.connections} == {"hub"}
    assert len(analysis.connections) == 80
    assert not analysis.problems


def test_arrows_that_cross_and_end_apart_are_no_crowd() -> None:
    """From every thing of one layer to every thing of the next."""
    low = [ellipse(f"l{k}", (0, 120 * k), (60, 60)) for k in range(20)]
    high = [ellipse(f"h{k}", (900, 120 * k), (60, 60)) for k in range(20)]
    net = [arrow(f"a{i}-{k}", (64, 120 * i + 30), (896, 120 * k + 30)) for i in range(20) for k in range(20)]
    analysis = gk.analyze(drawing(*low, *high, *net))
    assert not analysis.crowded
    assert len(analysis.connections) == 400


def test_lines_without_end_are_a_tangle() -> None:
    chance = random.Random(1)  # noqa: S311  # the same drawing every time, nothing secret
    places = [(chance.random() * 900, chance.random() * 900) for _ in range(120)]
    lines = [line(f"c{k}", places[2 * k], places[2 * k + 1]) for k in range(60)]
    assert gk.analyze(drawing(*lines), gk.Thresholds(crowd=20, tangle=3)).crowded
    assert not gk.analyze(drawing(*lines), gk.Thresholds(crowd=20)).crowded


@pytest.mark.parametrize("kind", ["boxes", "words", "arrows", "pen"])
def test_what_holds_a_crowd_is_no_part_of_it(kind: str) -> None:
    hall, oak = rectangle("hall", (-100, -100), (500, 400)), rectangle("oak", (600, 0), (100, 60), "Oak")
    analysis = gk.analyze(drawing(hall, *crowd(kind, 50), oak, arrow("r1", (596, 30), (404, 30))), LIMITS)
    assert "hall" not in analysis.crowded
    assert [(c.start.target, c.end.target) for c in analysis.connections] == [("oak", "hall")]


def test_the_scale_of_a_drawing_is_not_that_of_its_crowds() -> None:
    tiny = [text(f"c{k}", "w", (9000, 9000), font=2) for k in range(80)]
    loose = (
        rectangle("a", (0, 0), (100, 60), "A"),
        arrow("r1", (130, 30), (370, 30)),
        rectangle("b", (400, 0), (100, 60), "B"),
    )
    analysis = gk.analyze(drawing(*tiny, *loose), LIMITS)
    assert len(analysis.crowded) == 80
    assert analysis.connections == gk.analyze(drawing(*loose), LIMITS).connections


def test_a_binding_to_what_is_left_out_says_so() -> None:
    boxes = crowd("boxes", 50)
    analysis = gk.analyze(drawing(*boxes, *PAIR, arrow("r1", "a", "c3", bound=True)), LIMITS)
    assert "is bound to 'c3', which is left out" in next(p.message for p in analysis.problems if p.element_id == "r1")


def test_explain_and_the_report_say_that_an_element_lies_in_a_crowd() -> None:
    analysis = gk.analyze(drawing(*crowd("arrows", 50), line("rule", (0, 900), (300, 900)), *PAIR), LIMITS)
    assert "it lies among too many others at one place" in str(gk.explain(analysis, "c7"))
    assert "taken for decoration" in str(gk.explain(analysis, "rule"))
    why = {one.element: one.why for one in report_on(analysis, gk.to_graph(analysis)).left_over}
    assert (why["c7"], why["rule"]) == ("too many lie at one place", "taken for decoration")


def test_corrections_may_speak_of_what_lies_in_a_crowd() -> None:
    said = Corrections(ends={("ab", "end"): "c3"}, ignored=("c4",))
    analysis = gk.analyze(drawing(*crowd("boxes", 50), *PAIR), LIMITS, corrections=said)
    assert [(c.id, c.end.target) for c in analysis.connections] == [("ab", "c3")]
    assert not {"c3", "c4"} & analysis.crowded
    assert "c5" in analysis.crowded


@given(
    st.lists(st.tuples(*[st.integers(-5, 5)] * 2, *[st.integers(0, 5)] * 2), max_size=60),
    st.lists(st.tuples(st.integers(-7, 12), st.integers(-7, 12)), max_size=20),
)
def test_covers_counts_the_boxes_over_each_point(boxes: list[tuple[int, ...]], points: list[tuple[int, int]]) -> None:
    """As comparing each with each does; a border is part of its box."""
    low = np.array([box[:2] for box in boxes], dtype=float).reshape(-1, 2)
    high = low + np.array([box[2:] for box in boxes], dtype=float).reshape(-1, 2)
    asked = np.array(points, dtype=float).reshape(-1, 2)
    within = (low[None] <= asked[:, None]) & (asked[:, None] <= high[None])
    counted = crowds.covers(np.concatenate([low, high], axis=1), asked)
    assert counted.tolist() == within.all(axis=2).sum(axis=1).tolist()
    for axis in (0, 1):
        abreast = crowds.abreast(low[:, axis], high[:, axis], asked[:, axis])
        assert abreast.tolist() == within[:, :, axis].sum(axis=1).tolist()
