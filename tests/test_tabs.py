"""Which boxes at the corner of a box are no tabs of it: one test a condition of `graphkit.analysis.tabs`."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, rectangle, text
from graphkit.corrections import Corrections

TAB, BODY = (
    rectangle("tab", (0, 0), (80, 28), rounded=False),
    rectangle("body", (2, 30), (240, 140), "core", rounded=False),
)
NAMED = rectangle("tab", (0, 0), (80, 28), "web", rounded=False, font=16)
BARE = rectangle("body", (2, 30), (240, 140), rounded=False)


def together(found: gk.Analysis) -> bool:
    """Whether the tab is part of the box."""
    return found.thing_of["tab"].id == found.thing_of["body"].id


def test_a_tab_is_part_of_its_box() -> None:
    assert together(gk.analyze(drawing(TAB, BODY)))
    assert together(gk.analyze(drawing(NAMED, BARE)))


@pytest.mark.parametrize(
    "held",
    [(text("t", "a", (6, 2), font=14), text("u", "b", (50, 2), font=14)), rectangle("in", (8, 6), (20, 14))],
    ids=["several words", "a box"],
)
def test_a_box_with_something_in_it_is_no_tab_of_a_named_one(held: Pieces) -> None:
    assert not together(gk.analyze(drawing(TAB, BODY, held)))


def test_what_has_a_tab_is_none_itself() -> None:
    tab = rectangle("tab", (0, 0), (80, 20), "web", rounded=False, font=12)
    body, low = (rectangle(id, at, size, words, rounded=False) for id, at, size, words in
                 (("body", (2, 22), (240, 48), ""), ("low", (4, 72), (500, 300), "All")))  # fmt: skip
    found = gk.analyze(drawing(tab, body, low, text("far", "far", (900, 0))))
    assert together(found)
    assert found.thing_of["body"].id != found.thing_of["low"].id


def test_a_box_the_words_of_which_an_end_is_said_to_mean_is_no_tab() -> None:
    made = drawing(NAMED, BARE, rectangle("c", (-300, 0), (100, 60), "C"), arrow("r", (-196, 14), (-4, 14)))
    analysis = gk.analyze(made, corrections=Corrections(ends={("r", "end"): "tab-label"}))
    assert not together(analysis)
    assert [c.end.target for c in analysis.connections] == ["tab"]
