"""What drawings declare is taken out, inferred again and compared: each step by itself, then all of it."""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import graphkit as gk
from drawing_builder import Pieces, arrow, diamond, drawing, ellipse, line, rectangle, text
from graphkit.elements import Arrow, DeclaredBinding, Text, with_fields
from graphkit.evaluation import PARTS, Evaluation, Judged
from graphkit.evaluation.declarations import declarations, shortened, without_declarations
from graphkit.evaluation.readings import Reading, evaluate_readings, reading
from graphkit.evaluation.reliability import reliability
from graphkit.evaluation.scoring import score
from obstacles import OBSTACLES

# What is declared


def shops(*more: Pieces, **arrows: object) -> gk.Drawing:
    return drawing(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label="Bank"),
        ellipse("club", at=(400, 300), label="Club"),
        arrow("pays", "shop", "bank", bound=True, label="pays", **arrows),  # type: ignore[arg-type]
        *more,
    )


def bound_to(found: gk.Drawing, id: str, target: str) -> gk.Drawing:
    """The drawing with an arrow's end bound to something else, where it is not."""
    binding = DeclaredBinding(element_id=target)
    elements = (with_fields(e, end_binding=binding) if e.id == id else e for e in found.elements)
    return replace(found, elements=tuple(elements))


def test_what_a_drawing_declares() -> None:
    declared = declarations(shops())
    assert declared.edges == {"pays": ("shop", "bank")}
    assert declared.texts == {"shop-label": "shop", "bank-label": "bank", "club-label": "club"}
    assert declared.labels == {"pays-label": "pays"}


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param(arrow("e", "shop", "bank"), id="loose"),
        pytest.param(arrow("e", "shop", (900, 900), bound=True), id="half bound"),
        pytest.param(arrow("e", "shop", "shop", via=[(50, -80), (120, -80)], bound=True), id="both ends at one thing"),
        pytest.param(line("e", "shop", "bank"), id="a line"),
    ],
)
def test_what_declares_no_edge(piece: Pieces) -> None:
    assert set(declarations(shops(piece)).edges) == {"pays"}


def test_an_arrow_at_a_text_in_a_shape_declares_the_shape() -> None:
    found = shops(arrow("e", "club", "bank", bound=True))
    assert declarations(bound_to(found, "e", "bank-label")).edges["e"] == ("club", "bank")


def test_a_drawing_without_declarations_declares_nothing_and_looks_the_same() -> None:
    before = shops()
    after = without_declarations(before, gap=0, labels="drawn")
    assert not declarations(after)
    assert not any(element.bound_elements for element in after.elements)
    assert [(e.id, e.x, e.y, e.width, e.height) for e in after.elements] == [
        (e.id, e.x, e.y, e.width, e.height) for e in before.elements
    ]
    assert {e.text_align for e in after.elements if isinstance(e, Text)} == {"left"}


def path_of(drawing: gk.Drawing, id: str) -> list[tuple[float, float]]:
    (found,) = (e for e in drawing.elements if e.id == id)
    assert isinstance(found, Arrow)
    return [(found.x + x, found.y + y) for x, y in found.points]


def test_a_gap_pulls_both_ends_back_along_the_arrow() -> None:
    before, after = shops(), without_declarations(shops(), gap=20, labels="drawn")
    old, new = path_of(before, "pays"), path_of(after, "pays")
    assert math.dist(old[0], new[0]) == pytest.approx(20)
    assert math.dist(old[-1], new[-1]) == pytest.approx(20)
    assert math.dist(new[0], new[-1]) == pytest.approx(math.dist(old[0], old[-1]) - 40)


def test_a_gap_takes_no_more_than_three_tenths_off_each_end() -> None:
    old, new = path_of(shops(), "pays"), path_of(without_declarations(shops(), gap=1e6, labels="drawn"), "pays")
    assert math.dist(new[0], new[-1]) == pytest.approx(0.4 * math.dist(old[0], old[-1]))


@pytest.mark.parametrize("odd", [{"elbow": True}, {"angle": 0.3}])
def test_elbow_arrows_and_turned_ones_keep_their_ends(odd: dict[str, object]) -> None:
    before = shops(**odd)
    assert path_of(without_declarations(before, gap=20, labels="drawn"), "pays") == path_of(before, "pays")


finite = st.floats(-1e4, 1e4)


@given(st.lists(st.tuples(finite, finite), max_size=6), st.floats(0, 1e4))
def test_an_arrow_of_any_shape_can_be_shortened(points: list[tuple[float, float]], gap: float) -> None:
    after = shortened(Arrow(id="e", points=tuple(points)), gap, gap)
    total = sum(map(math.dist, points, points[1:]))
    left = sum(map(math.dist, after.points, after.points[1:]))
    assert left <= total + 1e-6
    assert left >= 0.4 * total - 1e-3 * (1 + total) or len(points) < 2
    if len(points) > 1:
        assert after.points[0] == (0.0, 0.0)


@pytest.mark.parametrize(
    ("start", "end", "where"),
    [
        ((0, 0), (400, 0), "above"),
        ((400, 0), (0, 0), "above"),
        ((0, 0), (0, 400), "right"),
        ((0, 400), (0, 0), "right"),
    ],
)
def test_labels_beside_stand_off_the_line(start: tuple[float, float], end: tuple[float, float], where: str) -> None:
    before = drawing(
        rectangle("a", at=(-1000, 0), label="A"), arrow("e", start, end, label="word", bound=True)
    )  # fmt: skip
    after = without_declarations(before, gap=0, labels="beside")
    (label,) = (e for e in after.elements if e.id == "e-label")
    if where == "above":
        assert label.y + label.height == pytest.approx(-6)
        assert label.x + label.width / 2 == pytest.approx(200)
    else:
        assert label.x == pytest.approx(6)
        assert label.y + label.height / 2 == pytest.approx(200)


# How it is scored


def scored(given: gk.Drawing, meant: gk.Drawing) -> tuple[int, int, int, int]:
    """Edges, ends, texts and labels right, of an analysis of one drawing beside what another declares."""
    found = score(gk.analyze(given), declarations(meant))
    return found.edges_right, found.ends_right, found.texts_right, found.labels_right


def test_what_is_inferred_right_counts() -> None:
    found = gk.evaluate([shops()])
    (one,) = found.drawings
    assert (one.edges_right, one.ends_right, one.texts_right, one.labels_right) == (1, 2, 3, 1)
    assert one.exact
    assert one.differences == ()
    assert set(found.figures.values()) == {0.0, 1.0}
    assert found.merged == 0.0


def misleading() -> gk.Drawing:
    """An arrow that is bound to a box far away, and ends at another."""
    return drawing(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label="Bank"),
        rectangle("club", at=(400, 900), label="Club"),
        arrow("pays", "shop", "bank", bound=True),
    )


def lying() -> gk.Drawing:
    return bound_to(misleading(), "pays", "club")


def test_what_is_inferred_otherwise_is_told_end_by_end() -> None:
    found = gk.evaluate([lying()])
    (one,) = found.drawings
    assert (one.edges, one.edges_right, one.ends_right) == (1, 0, 1)
    (difference,) = one.differences
    assert (difference.part, difference.subject, difference.terminal) == ("end", "pays", "end")
    assert (difference.declared, difference.inferred) == ("club", "bank")
    assert not one.exact
    assert found.macro == 0.0
    assert found.end == 0.5


def test_the_differences_are_drawn_in_red_with_both_answers() -> None:
    one = gk.evaluate([lying()]).drawings[0]
    svg = one.overlay().svg
    assert svg.count("data-difference=") == 1
    assert "'Club' (club), as the file declares; inferred was 'Bank' (bank)" in svg
    assert "declared, and not inferred" in svg
    right = gk.evaluate([shops()]).drawings[0].overlay().svg
    assert "data-difference" not in right
    assert "declared, and not inferred" not in right


@pytest.mark.parametrize("name", OBSTACLES)
def test_an_obstacle_is_read_otherwise_than_it_declares(name: str) -> None:
    (found,) = gk.evaluate([OBSTACLES[name]]).drawings
    assert not found.exact
    pictured = Path(__file__).parent.parent / "docs" / "images" / "obstacles" / f"{name}.svg"
    assert pictured.read_text(encoding="utf-8") == found.overlay().svg, "`make pictures` draws it anew"


def test_words_in_a_difference_do_nothing_but_be_read() -> None:
    hostile = "]]>\"'<script>alert(1)</script>\x00\ud800"
    found = drawing(
        rectangle("shop", at=(0, 0), label="Shop"),
        rectangle("bank", at=(400, 0), label=hostile),
        rectangle("club", at=(400, 900), label=hostile),
        arrow("pays", "shop", "bank", bound=True),
    )
    svg = gk.evaluate([bound_to(found, "pays", "club")]).drawings[0].overlay().svg
    assert "data-difference" in svg
    assert "<script" not in svg
    ElementTree.fromstring(svg)  # noqa: S314  # our own writing


def test_an_undirected_edge_is_right_from_either_end() -> None:
    def joined(start: str, end: str, heads: tuple[str | None, str | None]) -> gk.Drawing:
        return drawing(
            rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"),
            arrow("e", start, end, bound=True, heads=heads),
        )  # fmt: skip

    for heads in ((None, None), ("arrow", "arrow")):
        assert scored(joined("a", "b", heads), joined("b", "a", heads))[:2] == (1, 2)
    for heads in ((None, "arrow"), ("arrow", None)):
        assert scored(joined("a", "b", heads), joined("b", "a", heads))[:2] == (0, 0)


def test_a_thing_that_swallows_its_neighbours_earns_nothing() -> None:
    pieces = [
        rectangle("a", at=(0, 0), size=(120, 80)), rectangle("b", at=(12, 10), size=(120, 80)),
        rectangle("c", at=(500, 0), size=(120, 80)),
        arrow("e", "a", "c", bound=True, shift=(-20, 0)), arrow("f", "b", "c", bound=True, shift=(20, 0)),
    ]  # fmt: skip
    (one,) = gk.evaluate([drawing(*pieces)]).drawings
    assert (one.bound, one.merged) == (3, 2)


def test_macro_is_the_mean_over_drawings_and_edge_over_edges() -> None:
    wrong = lying()
    right = drawing(
        *(rectangle(name, at=(400 * k, 0), label=name) for k, name in enumerate("abcd")),
        *(arrow(f"{a}{b}", a, b, bound=True) for a, b in ("ab", "bc", "cd")),
    )
    found = gk.evaluate([wrong, right])
    assert found.macro == 0.5
    assert found.edge == 0.75


def test_drawings_that_declare_nothing_are_told_and_not_counted() -> None:
    silent = drawing(text("t", "alone", at=(0, 0)), name="silent.excalidraw")
    found = gk.evaluate(iter([silent, shops()]))
    assert found.silent == ("silent.excalidraw",)
    assert len(found.drawings) == 1


def test_labels_stand_beside_where_there_is_a_gap_unless_told() -> None:
    assert [gk.evaluate([], gap=gap).labels for gap in (0, 1)] == ["drawn", "beside"]
    assert gk.evaluate([], gap=20, labels="drawn").labels == "drawn"


@pytest.mark.parametrize("gap", [-1, math.nan, math.inf])
def test_a_gap_that_is_no_length_is_refused(gap: float) -> None:
    with pytest.raises(ValueError, match="gap"):
        gk.evaluate([], gap=gap)


def test_another_place_of_labels_is_refused() -> None:
    with pytest.raises(ValueError, match="beside"):
        gk.evaluate([], labels="under")  # type: ignore[arg-type]  # on purpose


def test_the_same_drawings_give_the_same_evaluation() -> None:
    drawings = [shops(), lying()]
    assert gk.evaluate(drawings, gap=20) == gk.evaluate(drawings, gap=20)
    assert str(gk.evaluate(drawings)) == str(gk.evaluate(drawings))


def test_an_evaluation_prints_a_row_for_each_drawing_and_all_shares() -> None:
    shown = str(gk.evaluate([shops(), lying()]))
    assert shown.count("\n") > 4
    assert "macro 0.5000" in shown
    assert "expected error" in shown


# Confidence


def judged(confidence: float, right: bool, many: int = 1) -> list[Judged]:
    return [Judged(part="edge", subject="e", rule="ahead", confidence=confidence, right=right)] * many


def test_a_curve_tells_the_mean_confidence_and_the_share_that_was_right() -> None:
    curve = reliability(judged(0.95, True, 190) + judged(0.95, False, 10) + judged(0.55, True, 50), "edge")
    low, high = curve.bins
    assert (low.low, low.high, low.count, low.right) == (0.5, 0.6, 50, 1.0)
    assert (high.low, high.count) == (0.9, 200)
    assert high.confidence == pytest.approx(0.95)
    assert high.error == pytest.approx(0.0)
    assert curve.expected_error == pytest.approx(0.45 * 50 / 250)
    # Of the two, only one holds enough to tell.
    assert curve.worst is high


def test_certainty_lies_in_the_last_bin_and_nonsense_in_the_first() -> None:
    assert reliability(judged(1.0, True), "edge").bins[0].high == 1.0
    assert reliability(judged(math.nan, True), "edge").bins[0].low == 0.0
    assert reliability([], "edge").bins == ()
    assert reliability(judged(0.5, True), "label").count == 0
    assert "no bin holds 100" in str(reliability(judged(0.5, True), "edge"))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_a_curve_counts_everything_once(pairs: list[tuple[float, bool]]) -> None:
    curve = reliability([one for confidence, right in pairs for one in judged(confidence, right)], "edge")
    assert curve.count == sum(one.count for one in curve.bins) == len(pairs)
    assert sum(one.right * one.count for one in curve.bins) == pytest.approx(sum(right for _, right in pairs))
    assert 0.0 <= curve.expected_error <= 1.0
    for one in curve.bins:
        assert one.low - 1e-9 <= one.confidence <= one.high + 1e-9


def test_what_is_judged_is_what_is_stated() -> None:
    found = gk.evaluate([shops(), lying()])
    graph = gk.to_graph(gk.analyze(without_declarations(shops(), gap=0, labels="drawn")))
    ((_, _, stated),) = graph.edges(data=True)
    first, second = (one.judged for one in found.drawings)
    (edge,) = (one for one in first if one.part == "edge")
    assert edge.confidence == stated["confidence"]
    assert edge.right
    assert [one.right for one in second if one.part == "end"] == [True, False]
    assert [one.right for one in second if one.part == "edge"] == [False]
    assert {one.part for one in first} == set(PARTS)


def test_a_text_that_declares_nothing_may_label_what_it_likes() -> None:
    free = drawing(
        rectangle("a", at=(0, 0), label="A"), rectangle("b", at=(400, 0), label="B"),
        arrow("e", "a", "b", bound=True), text("t", "yes", centre=(250, 15)),
    )  # fmt: skip
    found = gk.evaluate([free])
    analysis = gk.analyze(without_declarations(free, gap=0, labels="drawn"))
    assert [label.text for c in analysis.connections for label in c.labels] == ["t"]
    assert not [one for one in found.drawings[0].judged if one.part == "label"]


# What people read


def read(**changes: object) -> Reading:
    edge = {"by": "pays", "source": ["shop"], "target": ["bank-label"], "label": ["pays-label"], "direction": "forward"}
    return reading({"edges": [edge | changes]})


def test_a_reading_that_the_graph_says_is_right() -> None:
    found = evaluate_readings([(shops(), read())])
    measured = {name: value for name, value in found.figures.items() if not math.isnan(value)}
    assert measured == {"recall": 1.0, "precision": 1.0, "label": 1.0, "exact": 1.0}


@pytest.mark.parametrize(
    ("changes", "recall", "label"),
    [
        ({"target": ["club"]}, 0, 1),
        ({"direction": "none"}, 0, 1),
        ({"label": []}, 1, 0),
        ({"by": "nothing"}, 0, 0),
        ({"source": ["bank"], "target": ["shop"]}, 0, 1),
    ],
)
def test_a_reading_that_the_graph_does_not_say(changes: dict[str, object], recall: float, label: float) -> None:
    found = evaluate_readings([(shops(), read(**changes))])
    assert (found.figures["recall"], found.figures["label"], found.figures["exact"]) == (recall, label, 0.0)


def test_doubtful_edges_count_neither_way() -> None:
    more = shops(arrow("e", "bank", "club"))
    data = {"edges": [{"by": "pays", "source": ["shop"], "target": ["bank"], "label": None, "direction": "forward"}]}
    assert evaluate_readings([(more, reading(data))]).figures["precision"] == 0.5
    doubtful = evaluate_readings([(more, reading({**data, "doubtful": ["e"]}))])
    assert doubtful.figures["precision"] == 1.0
    assert doubtful.figures["exact"] == 1.0
    assert math.isnan(doubtful.figures["label"])


def test_a_free_text_that_is_left_alone_is_right() -> None:
    more = shops(text("title", "All about shops", at=(0, -400)))
    assert evaluate_readings([(more, reading({"edges": [], "free": ["title"]}))]).figures["free"] == 1.0
    assert evaluate_readings([(shops(), reading({"edges": [], "free": ["pays-label"]}))]).figures["free"] == 0.0


def test_declarations_may_be_taken_out_before() -> None:
    assert evaluate_readings([(lying(), read(target=["bank"], label=None))], declared=False).figures["recall"] == 1.0


@pytest.mark.parametrize("data", [{}, [], {"edges": 1}, {"edges": [{}]}, {"edges": [3]}, None])
def test_what_is_no_reading_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match="reading"):
        reading(data)  # type: ignore[arg-type]  # on purpose


def test_a_direction_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="forward"):
        read(direction="sideways")


def test_of_nothing_nothing_is_measured() -> None:
    found = gk.evaluate([])
    assert isinstance(found, Evaluation)
    for figures in (found.figures, evaluate_readings([]).figures):
        assert all(math.isnan(value) for value in figures.values())
    assert math.isnan(found.macro)
    assert math.isnan(found.reliability().expected_error)
    assert "macro –  edge –  end –  text –  label –  merged –  exact –" in str(found)
    assert "expected error – over 0" in str(found)


def test_what_a_drawing_does_not_declare_is_not_measured() -> None:
    figures = gk.evaluate([drawing(rectangle("a", at=(0, 0), label="A"), arrow("e", (200, 0), (400, 0)))]).figures
    assert {name for name, value in figures.items() if math.isnan(value)} == {"macro", "edge", "end", "label", "merged"}
    assert figures["text"] == figures["exact"] == 1.0


def test_a_part_that_is_not_judged_is_refused() -> None:
    with pytest.raises(ValueError, match="one of end, edge, label, name, not 'foo'"):
        gk.evaluate([shops()]).reliability("foo")  # type: ignore[arg-type]  # on purpose


def test_shapes_of_any_kind_hold_their_texts() -> None:
    found = gk.evaluate([drawing(diamond("d", at=(0, 0), label="D"), ellipse("e", at=(400, 0), label="E"))])
    assert found.text == 1.0
