"""Corrections of what is drawn with the pen: its arrows, by whichever of their strokes, and strokes of no arrow."""

from __future__ import annotations

import math

import pytest

import graphkit as gk
from drawing_builder import Pieces, drawing, freedraw, line, rectangle, text
from graphkit.corrections import parse
from lettering import pen_arrow, ring, wide, written

A, B, C = (rectangle(id, at, (100, 60), id.upper()) for id, at in (("a", (0, 0)), ("b", (300, 0)), ("c", (300, 200))))
SHAFT = freedraw("s", (108, 30), (150, 32), (220, 29), (290, 30))
HEAD = freedraw("t", (276, 20), (291, 30), (275, 41))
HOOKED = freedraw("s", (108, 30), (150, 32), (220, 29), (290, 30), (276, 20), (290, 31), (275, 41))
OF_LINES = line("l", (104, 30), (292, 30)), line("g", (292, 30), (278, 20)), line("h", (278, 41), (292, 31))


def read(said: str, *pieces: Pieces) -> gk.Analysis:
    return gk.analyze(drawing(*pieces), corrections=parse(said))


def edges(analysis: gk.Analysis) -> set[str]:
    """What each connector joins, by its main element, with `!` after what a correction says."""
    mark = {"corrected": "!"}
    return {
        f"{c.id}: {c.start.target}{mark.get(c.start.evidence.rule, '')} {'->' if c.end_arrowhead else '--'} "
        f"{c.end.target}{mark.get(c.end.evidence.rule, '')}"
        for c in analysis.connections
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "reads"),
    [('end = "c"', "a -> c!"), ('start = "c"', "c! -> b"), ('start = "b"\nend = "c"', "b! -> c!")],
)
@pytest.mark.parametrize(
    ("pieces", "named", "main"),
    [
        ((SHAFT, HEAD), "s", "s"),
        ((SHAFT, HEAD), "t", "s"),
        ((HOOKED,), "s", "s"),
        ((freedraw("s", (290, 30), (220, 29), (150, 32), (108, 30)), HEAD), "s", "s"),  # drawn from its head
        ((freedraw("s", (290, 30), (220, 29), (150, 32), (108, 30)), HEAD), "t", "s"),
        ((freedraw("t", (275, 41), (290, 31), (276, 20), (290, 30), (220, 29), (108, 30)),), "t", "t"),
        (OF_LINES, "l", "l"),
        (OF_LINES, "g", "l"),
        (OF_LINES, "h", "l"),
        ((line("l", (292, 30), (104, 30)), *OF_LINES[1:]), "l", "l"),
        ((OF_LINES[0], HEAD), "t", "l"),
    ],
)
def test_each_stroke_of_an_arrow_speaks_for_the_arrow(
    pieces: Pieces, named: str, main: str, said: str, reads: str
) -> None:
    analysis = read(f"[arrows.{named}]\n{said}", A, B, C, pieces)
    assert edges(analysis) == {f"{main}: {reads}"}
    assert analysis.decoration == ()


def test_two_strokes_of_an_arrow_cannot_say_two_things() -> None:
    with pytest.raises(gk.CorrectionsError, match=r"arrows\.t\.end: it is the same end of one arrow as arrows\.s\.end"):
        read('[arrows.s]\nend = "c"\n[arrows.t]\nend = "b"', A, B, C, SHAFT, HEAD)
    assert edges(read('[arrows.s]\nend = "c"\n[arrows.t]\nend = "c"', A, B, C, SHAFT, HEAD)) == {"s: a -> c!"}
    assert edges(read('[arrows.s]\nend = "c"\n[arrows.t]\nstart = "b"', A, B, C, SHAFT, HEAD)) == {"s: b! -> c!"}


def test_an_arrow_that_leads_nowhere_as_drawn_leads_where_it_is_said_to() -> None:
    shaft = freedraw("s", (108, 600), (150, 602), (220, 599), (290, 600))
    head = freedraw("t", (276, 590), (291, 600), (275, 611))
    assert edges(gk.analyze(drawing(A, B, shaft, head))) == set()
    for named in "st":
        assert edges(read(f'[arrows.{named}]\nstart = "a"\nend = "b"', A, B, shaft, head)) == {"s: a! -> b!"}
    one = read('[arrows.t]\nstart = "a"', A, B, shaft, head)
    assert edges(one) == set()
    assert [(end.connector, end.terminal) for end in one.unresolved] == [("s", "end")]


def circle(centre: tuple[float, float], radius: float) -> list[tuple[float, float]]:
    return [(centre[0] + radius * math.cos(k / 3), centre[1] + radius * math.sin(k / 3)) for k in range(19)]


@pytest.mark.parametrize(
    "points",
    [
        circle((150, 150), 30),
        circle((50, 30), 80),  # a ring around a shape
        circle((345, 225), 8),  # a mark in a shape
        [(0, 400), (5, 380), (10, 400), (15, 380), (20, 400)],  # a letter
        [(0, 64), (50, 66), (100, 64)],  # an underline
        [(260, 0), (250, 5), (250, 90), (235, 100), (250, 110), (250, 190), (260, 200)],  # a brace
    ],
)
def test_a_stroke_of_no_arrow_joins_what_it_is_said_to(points: list[tuple[float, float]]) -> None:
    stroke = freedraw("x", *points)
    assert "x" not in {c.id for c in gk.analyze(drawing(A, B, C, stroke, SHAFT, HEAD)).connections}
    analysis = read('[arrows.x]\nstart = "a"\nend = "c"', A, B, C, stroke, SHAFT, HEAD)
    assert edges(analysis) == {"x: a! -- c!", "s: a -> b"}
    assert "x" not in analysis.thing_of


def test_a_stroke_with_one_end_said_leads_on_as_any_line_does_and_says_so_where_it_does_not() -> None:
    near = freedraw("x", (110, 240), (200, 242), (290, 240))
    assert edges(read('[arrows.x]\nstart = "a"', A, B, C, near)) == {"x: a! -- c"}
    far = read('[arrows.x]\nstart = "a"', A, B, C, freedraw("x", (110, 900), (200, 902), (290, 900)))
    assert [(end.connector, end.terminal) for end in far.unresolved] == [("x", "end")]


def test_the_other_end_of_a_line_stays_where_it_was() -> None:
    far = freedraw("x", (140, 30), (200, 31), (290, 30))
    assert edges(gk.analyze(drawing(A, B, C, far))) == {"x: a -- b"}
    assert edges(read('[arrows.x]\nend = "b"', A, B, C, far)) == {"x: a -- b!"}
    assert edges(read('[arrows.x]\nend = "c"', A, B, C, far)) == {"x: a -- c!"}


def test_a_word_may_be_said_to_label_an_arrow_of_the_pen() -> None:
    word = text("w", "pays", centre=(700, 500))
    for named in "st":
        analysis = read(f'[texts.w]\nlabels = "{named}"', A, B, C, SHAFT, HEAD, word)
        assert [(c.id, c.label, c.labels[0].evidence.rule) for c in analysis.connections] == [
            ("s", "pays", "corrected")
        ]


FLOW = (
    text("title", "Errands", (-400, -300)),
    written("user", "user", (0, 0)),
    pen_arrow("p1", (wide("user") + 12, 20), (230, 20)),
    written("print", "print it", (244, 2)),
    pen_arrow("p2", (244 + wide("print it") + 12, 20), (560, 22)),
    ring("loop", (640, 22), 66, 44),
    written("bank", "bank", (606, 2)),
)
WORDS = drawing(*FLOW)
STROKES = {element.id for element in WORDS.elements if element.id.startswith("p1")}


@pytest.mark.parametrize("named", sorted(STROKES))
@pytest.mark.parametrize("side", ["start", "end"])
def test_arrows_from_word_to_word_are_corrected_as_others(named: str, side: str) -> None:
    def joined(analysis: gk.Analysis) -> list[tuple[str, str]]:
        return [(c.start.target.partition(".")[0], c.end.target.partition(".")[0]) for c in analysis.connections]

    target = next(element.id for element in WORDS.elements if element.id.startswith("bank"))
    before = gk.analyze(WORDS)
    after = gk.analyze(WORDS, corrections=parse(f'[arrows."{named}"]\n{side} = "{target}"'))
    assert joined(before) == [("user", "print"), ("print", "loop")]
    assert joined(after) == [("loop", "print") if side == "start" else ("user", "loop"), ("print", "loop")]
    # All of a word stays one thing, be it that nothing leads to it any more.
    kept = {frozenset(thing.elements) for thing in before.things}
    assert {frozenset(thing.elements) for thing in after.things} <= kept


def test_a_word_that_is_spoken_of_stays_one_where_what_leads_to_it_leads_nowhere_else() -> None:
    stroke = freedraw("x", (0, 900), (60, 902), (120, 900))
    user = [element.id for element in WORDS.elements if element.id.startswith("user")]
    for target in user:
        analysis = gk.analyze(drawing(FLOW, stroke), corrections=parse(f'[arrows.x]\nstart = "{target}"'))
        assert set(analysis.thing_of[target].elements) == set(user)


def test_a_letter_that_is_said_to_connect_is_part_of_no_word() -> None:
    letter = next(element.id for element in WORDS.elements if element.id.startswith("print"))
    analysis = gk.analyze(WORDS, corrections=parse(f'[arrows."{letter}"]\nstart = "title"\nend = "loop"'))
    assert letter not in analysis.thing_of
    assert (letter, "title", "loop") in [(c.id, c.start.target, c.end.target) for c in analysis.connections]


def test_an_arrow_of_the_pen_that_goes_on_from_a_line_has_all_its_strokes() -> None:
    shaft = freedraw("s", (202, 30), (240, 32), (260, 29), (290, 30))
    pieces = (A, B, C, line("l", (104, 30), (200, 30)), shaft, HEAD)
    (found,) = gk.analyze(drawing(*pieces)).connections
    assert (set(found.elements), found.start.target, found.end.target) == ({"l", "s", "t"}, "a", "b")
    for named in "st":
        assert [(c.start.target, c.end.target) for c in read(f'[arrows.{named}]\nend = "c"', *pieces).connections] == [
            ("a", "c")
        ]


def test_what_a_correction_changes_is_told_whichever_stroke_it_was_said_of() -> None:
    analysis = read('[arrows.t]\nend = "c"', A, B, C, SHAFT, HEAD)
    for named in "st":
        told = str(gk.explain(analysis, named))
        assert "End: it means rectangle “C” (c).\n  A correction says so." in told
        assert "Without that correction, it would mean rectangle “B” (b)" in told
