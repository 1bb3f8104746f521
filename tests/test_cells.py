"""Which boxes are a cell with words and one that points: one test a side of each rule."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, rectangle, text
from graphkit.analysis.scene import Scene
from transforms import turned


def cell(id: str, at: tuple[float, float], words: str, way: str = "right", size: float = 40) -> Pieces:
    """A box with words and an empty one beside it."""
    (x, y), (w, h) = at, (60, 40)
    places = {"right": (x + w, y), "left": (x - size, y), "below": (x, y + h)}
    shape = (w, size) if way == "below" else (size, h)
    return rectangle(id, at, (w, h), words, rounded=False), rectangle(f"{id}-next", places[way], shape, rounded=False)


def joined(found: gk.Drawing) -> set[tuple[str, str]]:
    """What is joined, by what it says, or else by its element."""
    graph = gk.extract(found)
    name = {node: data["label"] or data["element"] for node, data in graph.nodes(data=True)}
    return {(name[u], name[v]) for u, v, relation in graph.edges(data="relation") if relation == "arrow"}


def things(*pieces: Pieces) -> set[str]:
    """The things' main elements."""
    return {thing.id for thing in gk.analyze(drawing(*pieces)).things}


THREE, SEVEN = cell("a", (0, 0), "3"), cell("b", (200, 0), "7")
LEADS = arrow("leads", (80, 20), (196, 20), gap=0)


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("tail", [(66, 20), (80, 20), (98, 12), (103, 24)])
def test_what_leads_on_from_an_empty_cell_does_so_from_the_one_with_words(tail: tuple[float, float], turn: int) -> None:
    found = drawing(THREE, SEVEN, arrow("leads", tail, (196, 20), gap=0))
    assert joined(turned(found, turn, by_angle=True)) == {("3", "7")}


def test_the_last_part_is_one_thing_too() -> None:
    assert things(THREE, SEVEN, LEADS) == {"a", "b"}


def test_it_may_point_both_ways_and_down() -> None:
    left, right = rectangle("l", (160, 0), (40, 40), rounded=False), cell("b", (200, 0), "7")
    back = arrow("back", (180, 30), (104, 30), gap=0)
    first = (rectangle("f", (-40, 0), (40, 40), rounded=False), *THREE)
    assert joined(drawing(first, left, right, arrow("leads", (80, 10), (156, 10), gap=0), back)) == {
        ("3", "7"), ("7", "3"),
    }  # fmt: skip
    down = cell("a", (0, 0), "3", "below"), cell("b", (200, 0), "7", "below")
    assert joined(drawing(down, arrow("leads", (30, 60), (196, 20), gap=0))) == {("3", "7")}


def test_a_dot_in_it_is_part_of_it() -> None:
    dot = ellipse("dot", (76, 16), (8, 8), fill="#1e1e1e")
    assert joined(drawing(THREE, SEVEN, dot, LEADS)) == {("3", "7")}


def test_so_is_one_in_a_box_with_words_that_an_arrow_begins_at() -> None:
    box, other = rectangle("box", (0, 0), (140, 50), rounded=False), rectangle("c", (300, 0), (80, 50), "C")
    dot, words = ellipse("dot", (116, 21), (8, 8), fill="#1e1e1e"), text("words", "next", (12, 12))
    assert joined(drawing(box, words, dot, other, arrow("leads", (120, 25), (296, 25), gap=0))) == {("next", "C")}


OTHERS: dict[str, Pieces] = {
    "begins in the words": (THREE, arrow("leads", (30, 38), (30, 160)), rectangle("c", (0, 164), (100, 40), "C")),
    "ends there": (THREE, SEVEN, arrow("leads", (196, 20), (80, 20), gap=0)),
    "larger than the words": (cell("a", (0, 0), "3", size=140), arrow("leads", (180, 20), (296, 20), gap=0),
                              cell("b", (300, 0), "7", size=140)),
    "apart": (rectangle("a", (0, 0), (60, 40), "3"), rectangle("a-next", (68, 0), (40, 40)), SEVEN, LEADS),
    "lower": (rectangle("a", (0, 0), (60, 60), "3"), rectangle("a-next", (60, 0), (40, 40)), SEVEN, LEADS),
    "a row of several": (rectangle("z", (-60, 0), (60, 40), "2", rounded=False), THREE, SEVEN, LEADS),
}  # fmt: skip


@pytest.mark.parametrize("pieces", OTHERS.values(), ids=OTHERS)
def test_other_empty_boxes_are_things(pieces: Pieces) -> None:
    assert "a-next" in things(pieces)


def test_a_circle_in_a_box_is_one_where_it_is_large_or_nothing_begins_there() -> None:
    box, other = rectangle("box", (0, 0), (140, 50), rounded=False), rectangle("c", (300, 0), (80, 50), "C")
    words: Piece = text("words", "next", (12, 12))
    for dot, end in ((ellipse("dot", (100, 12), (26, 26)), 126), (ellipse("dot", (100, 21), (8, 8)), 142)):
        assert "dot" in things(box, words, dot, other, arrow("leads", (end, 25), (296, 25), gap=0))


def test_what_lies_in_boxes_is_asked_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Scene] = []
    held = Scene.held

    def counted(scene: Scene) -> object:
        asked.append(scene)
        return held(scene)

    monkeypatch.setattr(Scene, "held", counted)
    times = []
    for many in (2, 20):
        asked.clear()
        boxes = [(cell(f"a{k}", (0, 100 * k), "3"), ellipse(f"d{k}", (76, 100 * k + 16), (8, 8)),
                  arrow(f"l{k}", (80, 100 * k + 20), (196, 100 * k + 20), gap=0)) for k in range(many)]  # fmt: skip
        gk.analyze(drawing(boxes, rectangle("b", (200, 0), (60, 2000), "7")))
        times.append(len(asked))
    assert times[0] == times[1]


def test_what_is_drawn_at_another_size_is_no_part_of_the_list() -> None:
    tiny = (
        rectangle("z", (0, 200), (24, 16), "1", rounded=False, font=8),
        rectangle("z-next", (24, 200), (16, 16), rounded=False),
    )
    assert "z-next" in things(THREE, SEVEN, LEADS, tiny)
    assert "z-next" not in things(THREE, SEVEN, LEADS, cell("z", (0, 200), "1"))


def test_an_empty_box_with_something_in_it_is_a_thing() -> None:
    assert "a-next" in things(THREE, SEVEN, LEADS, rectangle("in", (76, 4), (18, 10)))


def test_a_dot_in_a_box_with_several_words_is_a_thing_as_where_states_begin() -> None:
    region, dot = rectangle("region", (0, 0), (400, 120), rounded=False), ellipse("dot", (20, 56), (8, 8))
    words = text("idle", "idle", (120, 48)), text("busy", "busy", (300, 48))
    steps = arrow("begins", (28, 60), (116, 60), gap=0), arrow("goes", (165, 60), (296, 60), gap=0)
    assert joined(drawing(region, dot, words, steps)) == {("dot", "idle"), ("idle", "busy")}


def test_four_in_a_row_are_no_part_of_a_list() -> None:
    row = [rectangle(f"n{k}", (60 + 40 * k, 0), (40, 40), rounded=False) for k in range(3)]
    assert "n0" in things(THREE[0], row, SEVEN, arrow("leads", (160, 20), (196, 20), gap=0))
