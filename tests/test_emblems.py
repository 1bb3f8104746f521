"""Which containers are named by a picture and words in their corner: one test a side of the rule."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, image, rectangle, text

FARM = rectangle("farm", (0, 0), (460, 240))
PLOUGH, WORDS = image("plough", (6, 8), (40, 40)), text("words", "Farm", (54, 18), font=16)
WHEAT, RYE = rectangle("wheat", (40, 120), (120, 60), "Wheat"), rectangle("rye", (300, 120), (120, 60), "Rye")

GATE = rectangle("gate", (-200, 0), (100, 60), "Gate")


def named(*pieces: Pieces) -> str:
    """What the farm is called."""
    graph = gk.extract(drawing(FARM, WHEAT, RYE, *pieces))
    (name,) = (data["label"] for _, data in graph.nodes(data=True) if "farm" in data["elements"].split())
    return name


def test_words_beside_a_picture_in_the_corner_name_the_container_and_the_picture_is_part_of_it() -> None:
    graph = gk.extract(drawing(FARM, WHEAT, RYE, PLOUGH, WORDS, arrow("r1", "wheat", "rye", gap=5)))
    told = {data["label"]: (data["role"], data["elements"]) for _, data in graph.nodes(data=True)}
    assert told["Farm"] == ("container", "farm plough words")
    assert set(told) == {"Farm", "Wheat", "Rye"}


def test_of_two_lines_beside_the_picture_the_upper_one_is_the_name() -> None:
    assert named(PLOUGH, text("t", "Farm", (54, 8), font=16), text("u", "12 ha", (54, 30), font=12)) == "Farm"


NONE = {
    "an arrow ends at it": (PLOUGH, WORDS, GATE, arrow("r1", (-96, 28), (4, 28))),
    "a list": (PLOUGH, WORDS, image("cart", (6, 190), (40, 40)), text("cart-name", "Cart", (54, 200), font=16)),
    "in a row": (PLOUGH, WORDS, rectangle("oats", (200, 10), (120, 60), "Oats")),
    "not in the corner": (image("plough", (100, 40), (40, 40)), text("words", "Plough", (148, 50), font=16)),
    "over the picture": (PLOUGH, WORDS, rectangle("oats", (30, 44), (120, 60), "Oats")),
    "too large": (image("plough", (6, 8), (200, 100)), text("words", "Plough", (214, 50), font=16)),
}


@pytest.mark.parametrize("pieces", NONE.values(), ids=NONE)
def test_a_picture_with_its_name_may_be_a_thing_in_a_container(pieces: tuple[Piece, ...]) -> None:
    assert named(*pieces) == ""
