"""Which of the chosen pairs of targets are believed: arrows in the open, loops, rows of words, what a label says."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, rectangle, text

BOX = rectangle("box", (0, 0), (100, 60), "Box")
SIDE = rectangle("side", (0, 0), (120, 300), "Side")
OPEN, SHED = arrow("r1", (50, 64), (50, 260)), rectangle("shed", (0, 350), (100, 60), "Shed")
"""From a box towards another, which it ends 90 px short of: 5.6 units."""


@pytest.mark.parametrize(("short", "joins"), [(26, False), (34, True)])
def test_where_both_ends_stop_short_it_is_not_the_open(short: float, joins: bool) -> None:
    analysis = gk.analyze(drawing(BOX, SHED, arrow("r1", (50, 60 + short), (50, 260))))
    assert len(analysis.connections) == joins


@pytest.mark.parametrize(("out", "joins"), [(38, False), (52, True)])
def test_an_arrow_from_a_thing_to_itself_bends_back(out: float, joins: bool) -> None:
    analysis = gk.analyze(drawing(SIDE, arrow("r1", (124, 100), (124, 200), via=[(124 + out, 150)])))
    assert len(analysis.connections) == joins


def test_an_arrow_that_begins_at_a_thing_and_ends_in_the_open_joins_nothing() -> None:
    analysis = gk.analyze(drawing(BOX, SHED, OPEN))
    assert analysis.connections == ()
    reasons = {end.terminal: end.reason for end in analysis.unresolved}
    assert reasons == {
        "start": "what its other end might mean is far off from that",
        "end": "what it might mean is far off, and its other end is at a thing",
    }
    told = str(gk.explain(analysis, "r1"))
    assert "start: it may well mean" in told.lower()
    # A limit of its own says how far is far.
    wider = gk.Thresholds(end_reach=6.0)
    assert len(gk.analyze(drawing(BOX, SHED, OPEN), wider).connections) == 1


@pytest.mark.parametrize("farther", [(), (rectangle("far", at=(150, 260), size=(90, 60), label="Far"),)])
def test_an_arrow_from_a_label_to_a_note_says_so_whatever_lies_farther_off(farther: tuple[Pieces, ...]) -> None:
    circles = ellipse("a", at=(0, 100), size=(80, 80)), ellipse("b", at=(300, 100), size=(80, 80))
    words = text("r", "R", centre=(190, 122)), text("note", "the result", centre=(180, 40))
    analysis = gk.analyze(drawing(*circles, arrow("e", "a", "b"), *words, arrow("n", (188, 104), (184, 58)), *farther))
    (edge,) = analysis.connections
    assert [label.text for label in edge.labels] == ["r"]
    assert {end.reason for end in analysis.unresolved} == {"only a label is there for one of its ends to mean"}


@pytest.mark.parametrize(
    "pieces",
    [
        [OPEN, text("label", "falls", (60, 150))],  # A label says that it joins something.
        [arrow("r1", (50, 130), (50, 260))],  # Both ends stop short.
        [arrow("r1", "box", "shed", gap=(4, 90), bound=True)],  # The file says so.
    ],
    ids=["labelled", "both", "declared"],
)
def test_one_that_may_end_there_joins_what_is_far_off(pieces: list[Piece]) -> None:
    (found,) = gk.analyze(drawing(BOX, SHED, pieces)).connections
    assert (found.start.target, found.end.target) == ("box", "shed")


def test_where_a_label_says_that_an_arrow_joins_something_what_is_aside_is_told_as_hardly_sure() -> None:
    words = text("label", "falls", (60, 150)), text("aside", "Aside", (150, 240))
    graph = gk.extract(drawing(BOX, words, arrow("r1", (50, 64), (50, 260))))
    ((source, target, data),) = [edge for edge in graph.edges(data=True) if edge[2]["relation"] == "arrow"]
    assert (graph.nodes[source]["label"], graph.nodes[target]["label"], data["label"]) == ("Box", "Aside", "falls")
    assert data["target_rule"] == "aside"
    assert data["confidence"] < 0.2
    explained = str(gk.explain(gk.analyze(drawing(BOX, words, arrow("r1", (50, 64), (50, 260)))), "r1"))
    assert "Only its label says that it joins something; it points elsewhere, 100.0 px away" in explained
    assert "where up to 200 px count; right with probability 0.08" in explained


def test_where_only_its_label_says_that_it_joins_something_an_end_in_the_open_is_told_as_hardly_sure() -> None:
    pieces = BOX, SHED, OPEN, text("label", "falls", (60, 150))
    made = drawing(*pieces)
    (found,) = gk.analyze(made).connections
    assert [end.evidence.rule for end in (found.start, found.end)] == ["touches", "far"]
    assert found.end.evidence.confidence < 0.2 < found.start.evidence.confidence
    assert "its other end is at a thing, and this one far off" in str(gk.explain(gk.analyze(made), "r1"))
    # Where another arrow ends, it is not the open.
    met = gk.analyze(drawing(*pieces, arrow("r2", (300, 260), (50, 260)))).connections
    assert "far" not in [end.evidence.rule for found in met for end in (found.start, found.end)]


def test_an_arrow_along_a_row_of_words_joins_none_of_them() -> None:
    words = [text(f"t{k}", name, centre=(100 + 200 * k, 26)) for k, name in enumerate(("Dawn", "Noon", "Dusk"))]
    day = gk.analyze(drawing(arrow("day", (0, 0), (600, 0)), words))
    assert day.connections == ()
    assert {end.reason for end in day.unresolved} == {"what is there is beside the way, and neither end points at it"}
    # It comes from what is behind its start, however far aside.
    words[0] = text("t0", "Dawn", centre=(-50, 40))
    (found,) = gk.analyze(drawing(arrow("day", (0, 0), (600, 0)), words)).connections
    assert [found.start.target, *(label.text for label in found.labels)] == ["t0", "t1"]


def test_what_is_aside_is_no_surer_where_it_is_the_title_of_a_container() -> None:
    shed = rectangle("shed", (146, 246), (440, 320)), text("title", "Shed", (148, 250))
    parts = rectangle("p1", (200, 330), (100, 60), "P1"), rectangle("p2", (400, 330), (100, 60), "P2")
    words = text("label", "falls", (60, 150))
    analysis = gk.analyze(drawing(BOX, words, shed, parts, arrow("r1", (50, 64), (50, 262))))
    ends = [c.end for c in analysis.connections]
    assert [(end.target, end.evidence.rule) for end in ends] == [("shed", "aside")]
    assert ends[0].evidence.confidence < 0.2


def test_an_arrow_beside_a_row_of_words_joins_none_though_they_reach_beyond_it() -> None:
    words = [text(f"t{k}", name, centre=(100 * k - 30, 36)) for k, name in enumerate(("Dawn", "Noon", "Dusk", "Night"))]
    assert gk.analyze(drawing(arrow("day", (0, 0), (300, 0)), words)).connections == ()


@pytest.mark.parametrize(("short", "joins"), [(100, True), (190, True), (205, False)])
def test_a_long_arrow_may_stop_short_by_a_third_of_its_length(short: float, joins: bool) -> None:
    things = (
        rectangle("a", at=(0, 0), size=(100, 60), label="A"),
        rectangle("b", at=(900, 0), size=(100, 60), label="B"),
    )
    analysis = gk.analyze(drawing(*things, arrow("r1", (102, 30), (900 - short, 30))))
    assert len(analysis.connections) == joins
