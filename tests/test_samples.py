"""Which arrows are samples in a legend: one test a side of the rule."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, line, rectangle, text
from graphkit.corrections import Corrections
from graphkit.report import report_on
from transforms import turned

A, B = rectangle("a", (0, 0), (120, 60), "A"), rectangle("b", (300, 0), (120, 60), "B")
PAYS = arrow("pays", "a", "b")


def sample(id: str, y: float, words: str, *, x: float = 500, long: float = 60, gap: float = 10) -> Pieces:
    """A short arrow, and words behind it."""
    return arrow(id, (x, y), (x + long, y), gap=0), text(f"{id}-words", words, (x + long + gap, y - 12.5))


LEGEND = (sample("s", 0, "calls"), sample("t", 34, "sends"))


def joined(found: gk.Drawing) -> set[str]:
    """The arrows that join something."""
    return {connection.id for connection in gk.analyze(found).connections}


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("more", [(), text("key", "Legend", (500, -44)), rectangle("box", (480, -60), (200, 130)),
                                  rectangle("box", (492, -18), (190, 70))])  # fmt: skip
def test_arrows_in_a_legend_join_nothing(more: Pieces, turn: int) -> None:
    assert joined(turned(drawing(A, B, PAYS, LEGEND, more), turn, by_angle=True)) == {"pays"}


def test_so_do_lines() -> None:
    rows = [
        (line(f"l{k}", (500, 34 * k), (560, 34 * k)), text(f"w{k}", f"way {k}", (570, 34 * k - 12))) for k in range(3)
    ]
    assert joined(drawing(A, B, PAYS, rows)) == {"pays"}


OTHERS: dict[str, tuple[Piece, ...] | Pieces] = {
    "something at their beginnings": (sample("s", 20, "calls", x=428), sample("t", 44, "sends", x=428)),
    "the border of what is around them there": (LEGEND, rectangle("box", (498, -60), (200, 130))),
    "something there that their words are not in": (LEGEND, rectangle("box", (492, -60), (80, 130))),
    "long": (sample("s", 0, "calls", long=160), sample("t", 34, "sends", long=160)),
    "unlike": (sample("s", 0, "calls"), sample("t", 34, "sends", long=100)),
    "far apart": (sample("s", 0, "calls"), sample("t", 134, "sends")),
    "out of line": (sample("s", 0, "calls"), sample("t", 34, "sends", x=520)),
}  # fmt: skip


@pytest.mark.parametrize("pieces", OTHERS.values(), ids=OTHERS)
def test_other_short_arrows_may_join_something(pieces: Pieces) -> None:
    found = gk.analyze(drawing(A, B, PAYS, pieces))
    assert {candidate.subject for candidate in found.candidates} >= {"s", "t"}


@pytest.mark.parametrize("turn", range(4))
def test_it_is_told_that_they_are_samples_and_of_what(turn: int) -> None:
    analysis = gk.analyze(turned(drawing(A, B, PAYS, LEGEND), turn, by_angle=True))
    assert {(one.sample, one.text) for one in analysis.samples} == {("s", "s-words"), ("t", "t-words")}
    (subject,) = gk.explain(analysis, "s").subjects
    assert subject.says == "It is taken for a sample in a legend: it joins nothing."
    (reason,) = subject.reasons
    assert reason.says == "text “calls” (s-words) says what those like it mean."
    assert "others like it stand in a row" in reason.because
    words = gk.explain(analysis, "s-words").subjects[0].reasons[0]
    assert (words.part, "(s)" in words.says) == ("sample", True)
    left = {one.element: one.why for one in report_on(analysis, gk.to_graph(analysis)).left_over}
    assert (left["s"], left["t"]) == ("a sample in a legend", "a sample in a legend")


def test_of_two_words_behind_one_the_nearer_says_what_it_means() -> None:
    far = text("far", "(old)", (582, -12.5))
    analysis = gk.analyze(drawing(A, B, PAYS, LEGEND, far, sample("u", 68, "asks")))
    assert {one.text for one in analysis.samples} == {"s-words", "t-words", "u-words"}


def test_a_person_may_say_that_one_joins_something() -> None:
    analysis = gk.analyze(drawing(A, B, PAYS, LEGEND), corrections=Corrections(ends={("s", "start"): "b"}))
    assert "s" in {connection.id for connection in analysis.connections}
    assert "s" not in {one.sample for one in analysis.samples}


@pytest.mark.parametrize("head", [(), text("key", "Legend", (490, -52))])
def test_the_words_in_a_legend_name_no_box_around_it(head: Pieces) -> None:
    found = gk.analyze(drawing(A, B, PAYS, LEGEND, head, rectangle("box", (480, -60), (200, 130))))
    named = {thing.id: thing.label for thing in found.things}
    assert named["box"] == ("Legend" if head else "")
    assert named["s-words"] == "calls"
    assert named["t-words"] == "sends"
    assert {m.member for m in found.memberships if m.whole == "box"} >= {"s-words", "t-words"}
