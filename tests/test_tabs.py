"""Which boxes at the corner of a box are no tabs of it: one test a condition of `graphkit.analysis.tabs`."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, drawing, rectangle, text
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


def test_steps_of_boxes_are_no_tabs() -> None:
    low = rectangle("low", (4, 172), (500, 300), rounded=False)
    flat = rectangle("body", (2, 30), (240, 40), rounded=False), rectangle("low", (4, 72), (500, 300), rounded=False)
    assert not together(gk.analyze(drawing(NAMED, flat)))
    assert together(gk.analyze(drawing(NAMED, BARE, low)))


def test_words_that_are_said_to_be_alone_name_no_box_by_its_tab() -> None:
    words = gk.analyze(drawing(NAMED, BARE), corrections=Corrections(names={"tab-label": "tab"}))
    assert not together(words)
