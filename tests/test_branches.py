"""Branches that carry what they lead to: one test a rule of `graphkit.analysis.branches`, one tiny drawing a test."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, drawing, ellipse, line, text
from graphkit.corrections import Corrections
from transforms import drawn_backwards

TRIP = ellipse("trip", (0, 0), (120, 80), "Trip")
FOOD = line("to-food", (110, 16), (300, -60), via=[(160, -60)])
HOTEL = line("to-hotel", (112, 62), (300, 140), via=[(160, 140)])
WORDS = text("food", "Food", (200, -90)), text("hotel", "Hotel", (210, 112))


def joined(*pieces: Pieces) -> set[str]:
    return said(drawing(*pieces))


def said(content: gk.Drawing) -> set[str]:
    analysis = gk.analyze(content)
    return {f"{analysis.thing[c.start.target].label} -- {analysis.thing[c.end.target].label}"
            for c in analysis.connections}  # fmt: skip


def test_branches_join_what_they_grow_from_with_the_words_on_them() -> None:
    found = gk.analyze(drawing(TRIP, FOOD, HOTEL, WORDS))
    assert {(c.start.target, c.end.target, c.end.evidence.rule) for c in found.connections} == {
        ("trip", "food", "branch"),
        ("trip", "hotel", "branch"),
    }
    assert not found.decoration


def test_a_branch_may_be_drawn_towards_its_root() -> None:
    assert said(drawn_backwards(drawing(TRIP, FOOD, HOTEL, WORDS), "to-food")) == {"Food -- Trip", "Trip -- Hotel"}


@pytest.mark.parametrize(
    "others",
    [
        (),
        (HOTEL, text("hotel", "Hotel", (400, 300))),
        (HOTEL, text("hotel", "Hotel", (112, 112))),
        (HOTEL, text("hotel", "Hotel", (210, 112)), text("bar", "bar", (210, 150))),
        (HOTEL, text("hotel", "Hotel", (210, 112)), ellipse("sea", (302, 100), (80, 80), "Sea")),
    ],
    ids=["only one", "words elsewhere", "words at the root", "words on both sides", "it leads to something"],
)
def test_what_may_be_an_underline_is_no_branch(others: tuple[Piece, ...]) -> None:
    assert "Trip -- Food" not in joined(TRIP, FOOD, WORDS[0], others)


def test_a_branch_grows_from_the_words_on_another() -> None:
    more = line("to-pizza", (302, -61), (430, -120), via=[(330, -120)]), text("pizza", "Pizza", (350, -150))
    assert joined(TRIP, FOOD, HOTEL, WORDS, more) == {"Trip -- Food", "Trip -- Hotel", "Food -- Pizza"}
    last = line("to-oven", (432, -121), (560, -180), via=[(460, -180)]), text("oven", "Oven", (480, -210))
    assert "Pizza -- Oven" in joined(TRIP, FOOD, HOTEL, WORDS, more, last)


def test_corrections_win_over_branches() -> None:
    found = gk.analyze(drawing(TRIP, FOOD, HOTEL, WORDS), corrections=Corrections(ends={("to-food", "end"): "hotel"}))
    assert ("trip", "hotel") in {(c.start.target, c.end.target) for c in found.connections if c.id == "to-food"}
