"""Charts: the rule of `graphkit.analysis.axes`, and what only looks like one."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, diamond, drawing, ellipse, frame, line, rectangle, text
from graphkit.corrections import Corrections

ACROSS, UP = arrow("across", (-20, 300), (400, 303)), arrow("up", (1, 330), (0, 0))
NAMES = text("effort", "effort", (404, 290)), text("joy", "joy", (-14, -26))
"""They touch the tips."""


def edges(*pieces: Pieces) -> set[str]:
    """The arrows that join something."""
    return {connection.id for connection in gk.analyze(drawing(*pieces)).connections}


def test_axes_are_decoration_whatever_stands_at_their_tips() -> None:
    boxes = rectangle("tent", (150, 100), label="Tent"), ellipse("inn", (-80, 310), (50, 40), "Inn")
    analysis = gk.analyze(drawing(ACROSS, UP, NAMES, boxes))
    assert analysis.connections == () == analysis.unresolved
    assert set(analysis.decoration) == {"across", "up"}


@pytest.mark.parametrize(
    ("up", "chart"),
    [
        (arrow("up", (-20, 303), (-18, 0)), True),
        (arrow("up", (-18, 0), (-20, 303), heads=("arrow", None)), True),
        (arrow("up", (300, 330), (300, 0)), False),
        (arrow("up", (0, 120), (0, 400)), False),
    ],
    ids=["tail at tail", "head at its start", "across the far half", "by its far half"],
)
def test_axes_meet_by_their_tails(up: Pieces, chart: bool) -> None:
    decoration = gk.analyze(drawing(ACROSS, up, NAMES)).decoration
    assert set(decoration) == ({"across", "up"} if chart else set())


def test_what_branches_off_a_line_is_no_axis() -> None:
    boss, crew = rectangle("r", (-180, 280), (60, 50), "R"), [text("a", "A", (404, 290)), text("b", "B", (-10, -30))]
    branches = arrow("across", (0, 305), (400, 303)), arrow("up", (0, 305), (0, 0))
    assert edges(boss, crew, line("trunk", (-118, 305), (0, 305)), branches) == {"across", "up"}


def test_axes_of_two_heads_cross_in_the_middle() -> None:
    fast, slow = text("fast", "fast", (404, 190)), text("slow", "slow", (-60, 190))
    heads = ("arrow", "arrow")
    across, up = arrow("across", (-5, 200), (400, 200), heads=heads), arrow("up", (200, 0), (200, 400), heads=heads)
    assert edges(across, up, fast, slow) == set()
    higher = arrow("up", (200, -300), (200, 230), heads=heads)
    assert edges(across, higher, fast, slow) == {"across"}
    west, east = rectangle("west", (-110, 170), (100, 60), "West"), rectangle("east", (405, 170), (100, 60), "East")
    assert edges(across, up, west, east) == {"across"}


@pytest.mark.parametrize("at", [(-110, 270), (-40, 305)])
def test_arrows_from_a_shape_are_no_axes(at: tuple[float, float]) -> None:
    """At the one tail, or where they meet."""
    assert "across" in edges(ACROSS, UP, NAMES, diamond("one", at, (85, 60)))


def test_arrows_from_a_word_are_no_axes() -> None:
    right, up = arrow("right", (0, 0), (200, 0)), arrow("up", (0, 0), (0, -200))
    words = text("me", "me", (-30, 0)), text("you", "you", (204, -12)), text("it", "it", (-8, -228))
    assert edges(right, up, words) == {"right", "up"}


def test_a_panel_around_a_chart_is_nothing_in_its_way() -> None:
    assert edges(ACROSS, UP, NAMES, rectangle("panel", (-100, -100), (700, 500))) == set()
    assert edges(ACROSS, UP, NAMES, frame("panel", (-100, -100), (700, 500), name="Chart")) == set()


def test_arrows_that_declare_both_ends_are_no_axes() -> None:
    boxes = [rectangle(name, at, (60, 40), name) for name, at in
             (("a", (-90, 280)), ("b", (410, 280)), ("c", (-30, 340)), ("d", (-30, -50)))]  # fmt: skip
    crossing = arrow("across", "a", "b", bound=True), arrow("up", "c", "d", bound=True)
    assert edges(boxes, crossing) == {"across", "up"}


def test_what_is_neither_level_nor_straight_is_no_axis() -> None:
    slanted = arrow("across", (0, 300), (400, 200))
    assert "across" in edges(slanted, UP, text("effort", "effort", (404, 180)), text("zero", "zero", (-70, 290)))


def test_a_correction_makes_an_axis_a_connector_again() -> None:
    made = drawing(ACROSS, UP, NAMES, ellipse("inn", (-80, 310), (50, 40), "Inn"))
    said = Corrections(ends={("across", "start"): "inn", ("across", "end"): "effort"})
    (connection,) = gk.analyze(made, corrections=said).connections
    assert (connection.id, connection.start.target, connection.end.target) == ("across", "inn", "effort")
