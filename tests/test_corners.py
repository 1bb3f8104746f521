"""Which words are the title of a container and no label, though a connector comes close to them: one test a rule."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, rectangle, text

LOOM = rectangle("loom", (0, -160), (120, 60), "Loom")
SHED = rectangle("shed", (200, 0), (260, 180))
WHEEL = rectangle("wheel", (280, 80), (110, 60), "Wheel")


def read(*pieces: Pieces) -> tuple[set[str], str]:
    """The words that label an edge, and what the shed is called."""
    graph = gk.extract(drawing(*pieces))
    said = {edge["label"] for *_, edge in graph.edges(data=True) if edge["relation"] == "arrow"}
    (shed,) = (node["label"] for _, node in graph.nodes(data=True) if "shed" in node["elements"].split())
    return said - {""}, shed


CORNERS = {
    "upper left": text("t", "Shed 2", (208, 6), font=16),
    "above": text("t", "Shed 2", (202, -24), font=16),
}


@pytest.mark.parametrize("title", CORNERS.values(), ids=CORNERS)
def test_a_title_is_no_label_of_the_arrow_that_passes_it(title: Piece) -> None:
    way = arrow("r1", (130, -80), "wheel", gap=6)
    assert read(LOOM, SHED, WHEEL, way, title) == (set(), "Shed 2")


def test_a_title_in_a_lower_corner_is_none_either() -> None:
    below = rectangle("below", (60, 300), (120, 60), "Below")
    title = text("t", "Shed 2", (210, 152), font=16)
    assert read(SHED, WHEEL, below, arrow("r1", "wheel", "below", gap=6), title) == (set(), "Shed 2")


def test_words_in_two_corners_are_both_none() -> None:
    title, note = text("t", "Shed 2", (208, 6), font=16), text("n", "12 m", (412, 6), font=16)
    said, _ = read(LOOM, SHED, WHEEL, arrow("r1", (130, -80), "wheel", gap=6), title, note)
    assert said == set()


LABELS = {
    "beside what lies in it": (WHEEL, rectangle("spool", (370, 4), (80, 40), "Spool")),
    "named": (WHEEL, text("name", "Old shed", centre=(330, 16), font=16)),
}


@pytest.mark.parametrize("within", LABELS.values(), ids=LABELS)
def test_words_in_a_corner_may_label_where_they_are_no_title(within: tuple[Piece, ...]) -> None:
    # Something else begins as high up, or the shed has a name already.
    said, _ = read(LOOM, SHED, *within, arrow("r1", (130, -80), "wheel", gap=6), text("t", "yarn", (208, 6), font=16))
    assert said == {"yarn"}
