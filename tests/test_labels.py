"""Which words label a connector: one test a rule, where words beside things and words beside arrows look alike."""

from __future__ import annotations

import numpy as np
import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, rectangle, text
from graphkit.analysis.captions import MANY, alike

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (400, 0), (100, 60), "B")


def labels(*pieces: Pieces) -> dict[str, list[str]]:
    """The texts that label each connector."""
    analysis = gk.analyze(drawing(*pieces))
    return {c.id: [label.text for label in c.labels] for c in analysis.connections if c.labels}


def test_a_number_that_stands_where_others_stand_beside_circles_is_no_label() -> None:
    # Beside the arrow's middle, it would be its label: but each circle has its number at its upper right.
    circles = [(ellipse(f"c{k}", (130 * k, 0), (60, 60)), text(f"n{k}", str(k), (130 * k + 58, -20))) for k in range(5)]
    below = rectangle("below", (246, 150), (100, 60), "Below")
    found = labels(*circles, below, arrow("r1", (330, -50), (330, 144)))
    assert "n2" not in found.get("r1", [])


def test_the_same_words_alone_beside_an_arrow_are_its_label() -> None:
    assert labels(A, B, arrow("r1", "a", "b"), text("n", "2", centre=(250, 12))) == {"r1": ["n"]}


def test_words_in_the_corner_of_what_an_arrow_leads_to_are_no_label() -> None:
    shed = (rectangle("shed", (300, -60), (260, 200)), rectangle("saw", (420, 60), (100, 50), "Saw"))
    corner = text("corner", "Tools", (308, -52))
    found = labels(rectangle("oak", (0, -40), (100, 60), "Oak"), shed, corner, arrow("r1", (104, -10), (302, -12)))
    assert found == {}


def test_words_on_both_sides_of_an_arrow_are_one_label() -> None:
    found = labels(A, B, arrow("r1", "a", "b"), text("above", "ask for", centre=(250, 14)),
                   text("below", "a ticket", centre=(250, 46)))  # fmt: skip
    assert found == {"r1": ["above", "below"]}


def test_words_between_two_arrows_label_one_each() -> None:
    c, d = rectangle("c", (0, 34), (100, 60), "C"), rectangle("d", (400, 34), (100, 60), "D")
    boxes = (rectangle("a", (0, -40), (100, 60), "A"), rectangle("b", (400, -40), (100, 60), "B"))
    found = labels(boxes, c, d, arrow("r1", (106, -10), (394, -10)), arrow("r2", (106, 56), (394, 56)),
                   text("one", "ask", centre=(250, -26)), text("two", "tell", centre=(250, 40)))  # fmt: skip
    assert found == {"r1": ["one"], "r2": ["two"]}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(0, 0), (1, 0), (2.1, 0)], [1, 1, 0]),  # at 1, and just beyond it
        ([(0.99, 0.99), (1.01, 1.01), (-0.01, -0.01)], [2, 1, 1]),  # in four cells of the grid, near each other
        ([(0, 0)] * 6, [MANY] * 6),
        ([], []),
    ],
)
def test_places_are_alike_whatever_cells_they_are_counted_in(
    places: list[tuple[float, float]], expected: list[int]
) -> None:
    found = alike(["kind"] * len(places), np.array(places, dtype=float).reshape(-1, 2))
    assert found.tolist() == expected


def test_places_of_other_kinds_are_not_alike() -> None:
    assert alike(["one", "other"], np.zeros((2, 2))).tolist() == [0, 0]
