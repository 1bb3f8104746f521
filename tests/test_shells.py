"""Arrows from shell to shell: the rules of `graphkit.analysis.shells`, one tiny drawing a test."""

from __future__ import annotations

from dataclasses import replace

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, frame, rectangle, text
from graphkit.corrections import Corrections, parse
from graphkit.elements import Arrow, DeclaredBinding, with_fields
from transforms import turned

SKIN, FLESH = ellipse("skin", (-300, -300), (600, 600)), ellipse("flesh", (-200, -200), (400, 400))
STONE = ellipse("stone", (-100, -100), (200, 200), "Stone")
WORDS = text("skin-name", "Skin", centre=(0, -250)), text("flesh-name", "Flesh", centre=(0, -150))
PLUM = (SKIN, FLESH, STONE, WORDS)
INWARDS = arrow("in", (-250, 0), (-150, 0))


def ends(content: gk.Drawing, said: Corrections | None = None) -> dict[str, tuple[str, str]]:
    return {c.id: (c.start.target, c.end.target) for c in gk.analyze(content, corrections=said).connections}


def read(*pieces: Pieces) -> dict[str, tuple[str, str]]:
    return ends(drawing(*pieces))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_an_arrow_over_an_outline_joins_the_shells_on_both_sides(quarters: int) -> None:
    made = turned(drawing(*PLUM, INWARDS, arrow("out", (60, 0), (150, 0))), quarters, by_angle=True)
    assert ends(made) == {"in": ("skin", "flesh"), "out": ("stone", "flesh")}
    assert {c.start.evidence.rule for c in gk.analyze(made).connections} == {"shell"}


def test_shells_may_be_boxes() -> None:
    boxes = [rectangle(f"box-{k}", (-k, -k), (2 * k, 2 * k)) for k in (300, 200, 100)]
    assert read(*boxes, WORDS, INWARDS) == {"in": ("box-300", "box-200")}


@pytest.mark.parametrize(
    "pieces",
    [
        (SKIN, FLESH, WORDS),
        (SKIN, STONE, WORDS[0], frame("frame", (-400, -400), (800, 800), "Plum")),
        (*PLUM, rectangle("worm", (200, 60), (60, 40), "Worm")),
        (*PLUM[:2], *WORDS, ellipse("one", (-90, -60), (80, 80), "One"), ellipse("two", (20, -60), (80, 80), "Two")),
    ],
    ids=["two", "two in a frame", "something else in one", "two in the innermost"],
)
def test_what_are_no_shells(pieces: tuple[Pieces, ...]) -> None:
    rules = {c.start.evidence.rule for c in gk.analyze(drawing(*pieces, INWARDS)).connections}
    assert "shell" not in rules


@pytest.mark.parametrize(("off", "are"), [(48, True), (53, False)])
def test_each_shell_is_about_in_the_middle_of_the_next(off: float, are: bool) -> None:
    shapes = SKIN, ellipse("flesh", (-200 + off, -200), (400, 400)), ellipse("stone", (-100, -100), (200, 200), "Stone")
    found = read(*shapes, WORDS, arrow("in", (0, 270), (0, 150)))
    assert (found.get("in") == ("skin", "flesh")) is are


@pytest.mark.parametrize(
    ("start", "end", "are"),
    [(-220, -150, True), (-212, -150, False), (-250, -180, True), (-250, -188, False), (-250, -112, False)],
    ids=["starts within", "starts at the outline", "ends within", "ends at the outline", "ends at the next"],
)
def test_its_ends_lie_well_within(start: float, end: float, are: bool) -> None:
    found = read(*PLUM, arrow("in", (start, 0), (end, 0)))
    assert (found.get("in") == ("skin", "flesh")) is are


def test_an_end_at_words_means_these() -> None:
    words = text("peel", "Peel", (-289, -12), font=16)
    assert read(*PLUM[:3], words, WORDS[1], text("wax", "Wax", centre=(0, -250)), INWARDS)["in"] == ("peel", "flesh")


def test_the_picture_wins_over_what_the_editor_bound_in_passing() -> None:
    made = drawing(*PLUM, INWARDS)
    bound = [
        with_fields(e, start_binding=DeclaredBinding("flesh"), end_binding=DeclaredBinding("stone"))
        if isinstance(e, Arrow)
        else e
        for e in made.elements
    ]
    analysis = gk.analyze(replace(made, elements=tuple(bound)))
    assert [(c.start.target, c.end.target) for c in analysis.connections] == [("skin", "flesh")]
    assert [(problem.code, problem.element_id) for problem in analysis.problems] == [("stale-binding", "in")] * 2


def test_what_the_editor_bound_as_the_picture_says_is_declared() -> None:
    made = drawing(*PLUM, INWARDS)
    bound = [with_fields(e, start_binding=DeclaredBinding("skin")) if isinstance(e, Arrow) else e
             for e in made.elements]  # fmt: skip
    analysis = gk.analyze(replace(made, elements=tuple(bound)))
    assert not analysis.problems
    assert [c.start.evidence.rule for c in analysis.connections] == ["declared"]


def test_a_person_may_say_otherwise() -> None:
    said = parse('[arrows.in]\nstart = "flesh"\nend = "stone"')
    assert ends(drawing(*PLUM, INWARDS), said) == {"in": ("flesh", "stone")}
