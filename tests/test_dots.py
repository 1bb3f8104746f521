"""Vertices of graphs as small strokes of the pen: the rule of `graphkit.analysis.dots`."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, freedraw, line, rectangle, text
from graphkit.corrections import Corrections

TITLE = text("title", "Walks", (-200, -80))


def dot(id: str, at: tuple[float, float], size: float = 7) -> Piece:
    """A scribble around a point."""
    x, y = at
    half = size / 2
    return freedraw(
        id, (x - half, y), (x, y - half), (x + half, y), (x, y + half), (x - half, y), (x + half, y), (x, y)
    )


def joined(*pieces: Pieces) -> set[tuple[str, str, str]]:
    """Each connection with the things it joins."""
    return {(c.id, *sorted((c.start.target, c.end.target))) for c in gk.analyze(drawing(TITLE, *pieces)).connections}


def test_lines_between_dots_join_them() -> None:
    dots = dot("a", (0, 0)), dot("b", (200, 10)), dot("c", (90, 160))
    lines = line("ab", (0, 0), (200, 10)), line("bc", (198, 12), (90, 160)), line("ca", (92, 158), (0, 0))
    # Three lines that close are no box where dots stand at their corners.
    assert joined(dots, lines) == {("ab", "a", "b"), ("bc", "b", "c"), ("ca", "a", "c")}


def test_two_lines_between_the_same_dots_are_two_edges() -> None:
    dots = dot("a", (0, 0)), dot("b", (200, 0))
    bent = line("over", (0, 0), (200, 0), via=[(100, -60)]), line("under", (0, 0), (200, 0), via=[(100, 60)])
    assert joined(dots, bent) == {("over", "a", "b"), ("under", "a", "b")}


def test_an_arrow_between_dots_joins_them_and_dots_have_no_label() -> None:
    graph = gk.extract(drawing(TITLE, dot("a", (0, 0)), dot("b", (200, 0)), arrow("ab", (0, 0), (197, 0))))
    nodes = {data["element"]: (data["label"], data["role"]) for _, data in graph.nodes(data=True)}
    assert nodes == {"a": ("", "entity"), "b": ("", "entity"), "title": ("Walks", "annotation")}
    assert [(graph.nodes[u]["element"], graph.nodes[v]["element"]) for u, v in graph.edges()] == [("a", "b")]


def test_of_two_small_strokes_at_an_end_the_one_in_whose_middle_it_lies_is_the_dot() -> None:
    serif = freedraw("serif", (6, 2), (9, 8))
    found = joined(dot("a", (0, 0)), serif, dot("b", (200, 0)), line("ab", (1, 0), (200, 0)))
    assert found == {("ab", "a", "b")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (dot("a", (0, 0), 14), text("b", "Box", centre=(220, 0))),  # 0.7 units: a scribble
        (dot("a", (0, 0)), dot("b", (200, 20))),  # The line ends beside it.
        (dot("a", (0, 0)), text("b", "Box", centre=(220, 0))),  # One small stroke is no dot yet.
    ],
)
def test_other_strokes_are_decoration(one: Pieces, other: Pieces) -> None:
    analysis = gk.analyze(drawing(TITLE, one, other, line("ab", (0, 0), (200, 0))))
    assert not analysis.connections
    assert "a" in analysis.decoration


@pytest.mark.parametrize("line_", [line("l", (0, 0), (200, 0)), arrow("l", (6, 0), (194, 0))])
def test_arrowheads_and_ticks_of_the_pen_are_no_dots(line_: Piece) -> None:
    boxes = rectangle("x", (-60, -20), (60, 40), "X"), rectangle("y", (200, -20), (60, 40), "Y")
    heads = freedraw("h1", (8, -5), (0, 0), (8, 5)), freedraw("h2", (192, -5), (200, 0), (192, 5))
    ticks = freedraw("t1", (4, -5), (4, 5)), freedraw("t2", (196, -5), (196, 5))
    for strokes in (heads, ticks):
        assert {end for _, *ends in joined(boxes, strokes, line_) for end in ends} == {"x", "y"}


@pytest.mark.parametrize("scale", [0.5, 1, 3])
def test_dots_are_small_beside_their_lines_where_there_are_no_words(scale: float) -> None:
    dots = [dot(id, (scale * x, scale * y), scale * 8) for id, x, y in (("a", 0, 0), ("b", 160, 20), ("c", 60, 140))]
    lines = line("ab", (0, 0), (scale * 160, scale * 20)), line("ac", (0, 0), (scale * 60, scale * 140))
    assert {c.id for c in gk.analyze(drawing(dots, lines)).connections} == {"ab", "ac"}


def test_a_line_without_strokes_at_its_ends_is_what_it_was() -> None:
    boxes = rectangle("x", (-70, -20), (60, 40), "X"), rectangle("y", (210, -20), (60, 40), "Y")
    assert joined(boxes, dot("a", (100, 50)), dot("b", (110, 50)), line("xy", (-8, 0), (208, 0))) == {("xy", "x", "y")}


def test_a_correction_may_mean_a_stroke_of_any_size() -> None:
    box, letter = rectangle("x", (-70, -20), (60, 40), "X"), freedraw("letter", (200, -20), (210, 20), (220, -20))
    made = drawing(TITLE, box, letter, arrow("r", (-8, 0), (190, 0)))
    said = Corrections(ends={("r", "end"): "letter"})
    (found,) = gk.analyze(made, corrections=said).connections
    assert (found.start.target, found.end.target, found.end.evidence.rule) == ("x", "letter", "corrected")
