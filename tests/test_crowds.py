"""Elements that lie on one another too deep to be told apart: the rule of `graphkit.analysis.crowds`."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, freedraw, line, rectangle, text
from graphkit.analysis import crowds
from graphkit.corrections import Corrections

LIMITS = gk.Thresholds(crowd=20)
PAIR = (
    rectangle("a", (0, 500), (100, 60), "A"),
    arrow("ab", (105, 530), (295, 530)),
    rectangle("b", (300, 500), (100, 60), "B"),
)
"""What stands beside the crowd, and is read as ever."""


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


@pytest.mark.parametrize("kind", KINDS)
def test_a_crowd_is_left_out_and_told_and_the_rest_is_read(kind: str) -> None:
    content = drawing(*crowd(kind, 50), *PAIR)
    analysis = gk.analyze(content, LIMITS)
    told = [problem for problem in analysis.problems if problem.code == "crowded-place"]
    left = {element.id for element in content.elements if element.id.startswith("c")}
    assert left <= set(analysis.decoration)
    assert [(c.id, c.start.target, c.end.target) for c in analysis.connections] == [("ab", "a", "b")]
    assert {thing.id for thing in analysis.things} == {"a", "b"}
    assert len(told) == 1
    assert told[0].message.startswith(f"{len(left)} elements lie on one another, more than 20 at one place")
    assert len(gk.to_graph(analysis)) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_what_can_be_told_apart_stays(kind: str) -> None:
    """As many as the limit may be at one place."""
    analysis = gk.analyze(drawing(*crowd(kind, 10), *PAIR), LIMITS)
    assert "crowded-place" not in {problem.code for problem in analysis.problems}


def test_many_arrows_may_lead_to_one_shape() -> None:
    hub = ellipse("hub", (0, 0), (100, 100), "Hub")
    angles = np.linspace(0, 2 * np.pi, 80, endpoint=False)
    spokes = [arrow(f"s{k}", (50 + 900 * x, 50 + 900 * y), (50 + 52 * x, 50 + 52 * y))
              for k, (x, y) in enumerate(zip(np.cos(angles), np.sin(angles), strict=True))]  # fmt: skip
    ends = [rectangle(f"e{k}", (50 + 950 * x - 20, 50 + 950 * y - 20), (40, 40))
            for k, (x, y) in enumerate(zip(np.cos(angles), np.sin(angles), strict=True))]  # fmt: skip
    analysis = gk.analyze(drawing(hub, *spokes, *ends), LIMITS)
    assert {c.end.target for c in analysis.connections} == {"hub"}
    assert len(analysis.connections) == 80
    assert not analysis.problems


def test_explain_says_that_an_element_lies_in_a_crowd() -> None:
    analysis = gk.analyze(drawing(*crowd("arrows", 50), line("rule", (0, 900), (300, 900)), *PAIR), LIMITS)
    assert "more than 20 elements lie on one another there" in str(gk.explain(analysis, "c7"))
    assert "taken for decoration" in str(gk.explain(analysis, "rule"))


def test_corrections_may_speak_of_what_lies_in_a_crowd() -> None:
    said = Corrections(ends={("ab", "end"): "c3"}, ignored=("c4",))
    analysis = gk.analyze(drawing(*crowd("boxes", 50), *PAIR), LIMITS, corrections=said)
    assert [(c.id, c.end.target) for c in analysis.connections] == [("ab", "c3")]
    assert not {"c3", "c4"} & set(analysis.decoration)
    assert "c5" in analysis.decoration


@given(
    st.lists(st.tuples(*[st.integers(-5, 5)] * 2, *[st.integers(0, 5)] * 2), max_size=60),
    st.lists(st.tuples(st.integers(-7, 12), st.integers(-7, 12)), max_size=20),
)
def test_covers_counts_the_boxes_over_each_point(boxes: list[tuple[int, ...]], points: list[tuple[int, int]]) -> None:
    """As comparing each with each does."""
    low = np.array([box[:2] for box in boxes], dtype=float).reshape(-1, 2)
    high = low + np.array([box[2:] for box in boxes], dtype=float).reshape(-1, 2)
    asked = np.array(points, dtype=float).reshape(-1, 2) + 0.25
    within = (low[None] <= asked[:, None]) & (asked[:, None] <= high[None])
    counted = crowds.covers(np.concatenate([low, high], axis=1), asked)
    assert counted.tolist() == within.all(axis=2).sum(axis=1).tolist()
    for axis in (0, 1):
        abreast = crowds.abreast(low[:, axis], high[:, axis], asked[:, axis])
        assert abreast.tolist() == within[:, :, axis].sum(axis=1).tolist()
