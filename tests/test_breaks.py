"""Which words stand in the gap of an arrow that is broken for them: one test a side of the rule."""

from __future__ import annotations

from typing import Any

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, line, rectangle, text
from graphkit.corrections import Corrections
from graphkit.rebinding import rebound
from transforms import drawn_backwards, turned

A, B = rectangle("a", (0, 0), (120, 60), "A"), rectangle("b", (460, 0), (120, 60), "B")
WORDS = text("words", "sends", centre=(290, 30))


def first(**more: Any) -> Piece:
    """The piece before the words."""
    return line("first", (124, 30), (254, 30), **more)


def second(**more: Any) -> Piece:
    """The piece after them, with the head."""
    return arrow("second", more.pop("start", (326, 30)), (456, 30), gap=0, **more)


def read(found: gk.Drawing) -> list[tuple[str, str, str]]:
    """What is joined, and the label."""
    graph = gk.extract(found)
    name = graph.nodes(data="label")
    return [(name[u], name[v], data["label"]) for u, v, data in graph.edges(data=True)]


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize(
    "words", [WORDS, text("words", "sends", centre=(286, 38)), text("words", "sends", centre=(290, 30), font=16)]
)
def test_words_in_the_gap_of_an_arrow_label_it(words: Piece, turn: int) -> None:
    said = [("A", "B", "sends")]
    assert read(turned(drawing(A, B, first(), second(), words), turn, by_angle=True)) == said


def test_it_does_not_matter_which_way_the_pieces_were_drawn() -> None:
    found = drawing(A, B, first(), second(), WORDS)
    for one in ("first", "second"):
        assert read(drawn_backwards(found, one)) == [("A", "B", "sends")]


def test_the_edge_is_that_of_both_pieces() -> None:
    (connection,) = gk.analyze(drawing(A, B, first(), second(), WORDS)).connections
    assert connection.elements == ("second", "first")
    assert (connection.labels[0].evidence.rule, connection.relation) == ("gap", "arrow")


@pytest.mark.parametrize("bend", [30, 60])
def test_words_may_stand_where_the_pieces_meet(bend: int) -> None:
    pieces = line("first", (124, 30), (290, bend)), arrow("second", (291, bend + 1), (456, 30), gap=0)
    assert read(drawing(A, B, *pieces, text("words", "sends", centre=(290, bend)))) == [("A", "B", "sends")]


@pytest.mark.parametrize("at", [250, 262, 290, 320, 330])
def test_they_may_stand_beside_the_place_where_the_pieces_meet(at: int) -> None:
    pieces = line("first", (124, 30), (at, 31)), arrow("second", (at - 1, 30), (456, 30), gap=0)
    assert read(drawing(A, B, *pieces, WORDS)) == [("A", "B", "sends")]


def test_a_shape_at_its_end_may_have_no_words() -> None:
    found = read(drawing(A, rectangle("b", (460, 0), (120, 60)), first(), second(), WORDS))
    assert found == [("A", "", "sends")]


NOT_ONE: dict[str, Pieces] = {
    "of another colour": (A, B, first(stroke="#e03131"), second(), WORDS),
    "of another width": (A, B, first(), second(stroke_width=4), WORDS),
    "from one to the next": (A, B, arrow("first", (254, 30), (124, 30), gap=0),
                             arrow("second", (456, 30), (326, 30), gap=0), WORDS,
                             line("elsewhere", (0, 300), (200, 300))),
    "both plain": (A, B, first(), line("second", (326, 30), (456, 30)), WORDS),
    "with a head at the words": (A, B, arrow("first", (124, 30), (254, 30), gap=0), second(), WORDS),
    "a tick": (A, B, line("first", (214, 30), (254, 30)), second(), WORDS, rectangle("c", (100, 0), (110, 60), "C")),
    "askew": (A, B, first(), second(start=(326, 60)), WORDS),
    "beside the words": (A, B, first(), second(), text("words", "sends", centre=(290, 54))),
    "without a box at one end": (A, text("b", "B", (462, 18)), first(), second(), WORDS),
    "words that others lead to": (A, B, first(), second(), WORDS, rectangle("c", (240, 200), (100, 60), "C"),
                                  arrow("up", (290, 196), (290, 46), gap=0)),
}  # fmt: skip


@pytest.mark.parametrize("pieces", NOT_ONE.values(), ids=NOT_ONE)
def test_other_words_between_two_pieces_are_no_label_of_both(pieces: Pieces) -> None:
    assert "sends" not in {label for _, _, label in read(drawing(pieces))}


def test_it_does_not_matter_which_words_were_drawn_first_where_both_ends_of_a_piece_are_at_some() -> None:
    pieces = (
        A, rectangle("z", (760, 0), (120, 60), "Z"), line("between", (326, 30), (520, 30)),
        arrow("left", (254, 30), (124, 30), gap=0), arrow("right", (580, 30), (756, 30), gap=0),
        rectangle("c", (330, 36), (60, 40), "C"), rectangle("d", (460, 36), (60, 40), "D"),
        text("one", "sends every thing", centre=(290, 30), font=6),
        text("two", "gets every bit more", centre=(550, 30), font=6),
    )  # fmt: skip
    assert {*read(drawing(*pieces))} == {*read(drawing(*reversed(pieces)))}


def test_a_person_may_say_that_they_are_a_thing() -> None:
    found = drawing(A, B, first(), second(), WORDS)
    analysis = gk.analyze(found, corrections=Corrections(ends={("second", "start"): "words"}))
    assert ("words", "b") in {(c.start.target, c.end.target) for c in analysis.connections}


@pytest.mark.parametrize(("end", "joined"), [(("second", "end"), ("a", "c")), (("first", "start"), ("c", "b"))])
def test_what_a_person_says_of_its_far_ends_leaves_it_one_arrow(end: Any, joined: tuple[str, str]) -> None:
    found = drawing(A, B, rectangle("c", (230, 200), (120, 60), "C"), first(), second(), WORDS)
    (connection,) = gk.analyze(found, corrections=Corrections(ends={end: "c"})).connections
    assert (connection.start.target, connection.end.target, connection.label) == (*joined, "sends")


def test_it_can_be_written_back() -> None:
    found = drawing(A, B, first(), second(), WORDS)
    assert rebound(found, gk.analyze(found)).drawing is not None


def test_what_a_person_says_of_an_end_at_the_words_leaves_two_pieces() -> None:
    found = drawing(A, B, rectangle("c", (230, 200), (120, 60), "C"), first(), second(), WORDS)
    analysis = gk.analyze(found, corrections=Corrections(ends={("first", "end"): "c"}))
    assert ("a", "c") in {(c.start.target, c.end.target) for c in analysis.connections}


@pytest.mark.parametrize(("words", "label"), [("sends\nevery", True), ("sends\nevery\nthing", False)])
def test_words_of_two_lines_may_stand_in_a_gap_and_no_more(words: str, label: bool) -> None:
    found = read(drawing(A, B, first(), second(), text("words", words, centre=(290, 30))))
    assert (found == [("A", "B", words)]) == label
