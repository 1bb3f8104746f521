"""Which words label a connector: one test a rule, where words beside things and words beside arrows look alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, diamond, drawing, ellipse, line, rectangle, text
from graphkit.analysis import arrange
from graphkit.analysis.captions import MANY, neighbours, repeated
from graphkit.analysis.decide import decide, fitted
from graphkit.analysis.labels import FEATURES
from graphkit.corrections import Corrections

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (400, 0), (100, 60), "B")


def labels(*pieces: Pieces) -> dict[str, list[str]]:
    """The texts that label each connector."""
    analysis = gk.analyze(drawing(*pieces))
    return {c.id: [label.text for label in c.labels] for c in analysis.connections if c.labels}


def test_a_number_that_stands_where_others_stand_beside_circles_is_no_label() -> None:
    # Beside the arrow's middle, it would be its label: but each circle has its number at its upper right.
    circles = [(ellipse(f"c{k}", (130 * k, 0), (60, 60)), text(f"n{k}", str(k), (130 * k + 58, -20))) for k in range(5)]
    below = rectangle("below", (246, 150), (100, 60), "Below")
    found = labels(*circles, below, arrow("r1", (336, -50), (336, 144)))
    assert "n2" not in found.get("r1", [])


def test_the_same_words_alone_beside_an_arrow_are_its_label() -> None:
    assert labels(A, B, arrow("r1", "a", "b"), text("n", "2", centre=(250, 12))) == {"r1": ["n"]}


def test_it_is_weighed_that_words_stand_in_what_an_arrow_leads_to() -> None:
    # The second text stands in the box that the arrow leads to, the first beside the arrow.
    words = text("free", "free", (150, 0)), text("held", "held", (305, -2), font=14)
    shed = (rectangle("shed", (300, -60), (260, 200)), rectangle("saw", (420, 60), (100, 50), "Saw"))
    content = drawing(rectangle("oak", (0, -40), (100, 60), "Oak"), shed, words, arrow("r1", (104, -10), (298, -12)))
    assert told_held(content)["free"][0] == 0
    assert told_held(content)["held"][0] > 0.5


def test_what_stands_in_the_thing_that_an_arrow_surely_leads_to_is_no_label() -> None:
    words = text("free", "free", (150, 0)), text("held", "held", (305, -2), font=14)
    shed = (rectangle("shed", (300, -60), (260, 200)), rectangle("saw", (420, 60), (100, 50), "Saw"))
    content = drawing(rectangle("oak", (0, -40), (100, 60), "Oak"), shed, words, arrow("r1", (104, -10), (298, -12)))
    assert told_held(content)["held"][1] < 0.01


def told_held(content: gk.Drawing) -> dict[str, tuple[float, float]]:
    """How much it counts that each text is written in what the arrow leads to, and how likely it is a label then."""
    scene, names, made, _, targets, linking = arrange(content, gk.Thresholds(), Corrections())
    decision = decide(scene, made, targets, linking, names.around, {}, fitted())
    near, chance = decision.near, decision.label_probability.tolist()
    column = near.features[:, FEATURES.index("held")].tolist()
    return {scene.elements[near.texts[k]].id: (value, likely)
            for k, value, likely in zip(near.text.tolist(), column, chance, strict=True)}  # fmt: skip


ABOVE, BELOW = text("above", "ask for", centre=(250, 14)), text("below", "a ticket", centre=(250, 46))


@pytest.mark.parametrize("number", ["1", "2.", "(3)", "#4", "12)", "1a"])
def test_the_number_of_a_step_labels_an_arrow_besides_words(number: str) -> None:
    words, step = text("w", "sends", centre=(250, 12)), text("n", number, centre=(160, 12))
    for pieces in ((words, step), (step, words)):
        assert {*labels(A, B, arrow("r1", "a", "b"), pieces)["r1"]} == {"w", "n"}


@pytest.mark.parametrize(("one", "two"), [("1", "2"), ("n", "1"), ("sends", "keeps"), ("sends", "1 to 2")])
def test_no_other_two_texts_apart_label_one_arrow(one: str, two: str) -> None:
    pair = text("w", one, centre=(250, 12)), text("n", two, centre=(150, 12))
    assert len(labels(A, B, arrow("r1", "a", "b"), pair)["r1"]) == 1


@pytest.mark.parametrize("numbers", [("1", "5"), ("10", "20"), ("1", "2", "3", "4")])
def test_of_several_numbers_along_an_arrow_none_is_that_of_a_step(numbers: tuple[str, ...]) -> None:
    last = len(numbers) - 1
    along = [text(f"n{k}", one, centre=(125 + 250 * k / last, 46)) for k, one in enumerate(numbers)]
    assert labels(A, B, arrow("r1", "a", "b"), text("w", "owns", centre=(250, 12)), along)["r1"] == ["w"]


def test_words_between_two_arrows_are_not_added_to_the_number_of_one() -> None:
    boxes = [rectangle(id, (x, y), (100, 60), id) for id, x, y in
             (("a", 0, -40), ("b", 400, -40), ("c", 0, 40), ("d", 400, 40))]  # fmt: skip
    upper, lower = arrow("r1", (106, -10), (394, -10)), arrow("r2", (106, 54), (394, 54))
    between = text("w", "sends", centre=(250, 9)), text("n", "1", centre=(200, -26))
    assert labels(boxes, upper, lower, between) == {"r1": ["n"], "r2": ["w"]}


def test_words_on_both_sides_of_an_arrow_are_one_label() -> None:
    assert labels(A, B, arrow("r1", "a", "b"), ABOVE, BELOW) == {"r1": ["above", "below"]}


@pytest.mark.parametrize(
    "second",
    [
        text("below", "a ticket", centre=(330, 46)),  # not level with the first
        text("below", "a ticket", centre=(250, 84)),  # too far off
        text("below", "a ticket", centre=(250, 46), font=14),  # of another size
        text("below", "a ticket", centre=(344, 14)),  # on the same side, and not close to it
    ],
)
def test_what_does_not_stand_across_an_arrow_is_no_line_of_its_label(second: Pieces) -> None:
    assert len(labels(A, B, arrow("r1", "a", "b"), ABOVE, second)["r1"]) == 1


def test_words_between_two_arrows_label_one_each() -> None:
    # Level, of one size, less than a unit apart, the upper arrow between them: but the lower ones may be the other's.
    c, d = rectangle("c", (0, 40), (100, 60), "C"), rectangle("d", (400, 40), (100, 60), "D")
    boxes = (rectangle("a", (0, -40), (100, 60), "A"), rectangle("b", (400, -40), (100, 60), "B"))
    upper, lower = arrow("r1", (106, -10), (394, -10)), arrow("r2", (106, 42), (394, 42))
    one, two = text("one", "ask", centre=(250, -26)), text("two", "tell", centre=(250, 6))
    assert labels(boxes, c, d, upper, one, two) == {"r1": ["one", "two"]}
    assert labels(boxes, c, d, upper, lower, one, text("two", "tell", centre=(250, 8))) == {
        "r1": ["one"],
        "r2": ["two"],
    }


@pytest.mark.parametrize(
    ("kinds", "offset", "alike"),
    [
        ([ellipse] * 5, (58, -20), True),
        ([ellipse, ellipse, rectangle, rectangle, rectangle], (58, -20), True),  # two are enough to be a series
        ([rectangle, rectangle, ellipse, rectangle, rectangle], (58, -20), False),
        ([ellipse] * 5, (20, 18), False),  # inside of them
    ],
)
def test_texts_are_a_series_by_things_of_one_kind_and_outside_of_them(
    kinds: list[Callable[..., Piece]], offset: tuple[float, float], alike: bool
) -> None:
    pieces = [
        (kind(f"c{k}", (130 * k, 0), (60, 60)), text(f"n{k}", "n", (130 * k + offset[0], offset[1])))
        for k, kind in enumerate(kinds)
    ]
    content = drawing(*pieces, arrow("r1", (0, 400), (300, 400)))
    scene, _, made, _, targets, _ = arrange(content, gk.Thresholds(), Corrections())
    texts = [scene.index[f"n{k}"] for k in range(5)]
    asked = next(k for k, kind in enumerate(kinds) if kind is ellipse)
    assert (repeated(scene, made, targets, texts)[asked] > 0) == alike


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([(0, 0), (1, 0), (2.1, 0)], [1, 1, 0]),  # at 1, and just beyond it
        ([(0.99, 0.99), (1.01, 1.01), (-0.01, -0.01)], [2, 1, 1]),  # in four cells of the grid, near each other
        ([(0, 0)] * 6, [MANY] * 6),
        ([], []),
    ],
)
def test_places_are_alike_whatever_cells_they_are_counted_in(
    places: list[tuple[float, float]], expected: list[int]
) -> None:
    found = neighbours(["kind"] * len(places), np.array(places, dtype=float).reshape(-1, 2), *apart(len(places)))
    assert found.tolist() == expected


def test_places_of_other_kinds_are_not_alike() -> None:
    assert neighbours(["one", "other"], np.zeros((2, 2)), *apart(2)).tolist() == [0, 0]


def apart(count: int) -> tuple[list[str], np.ndarray]:
    """So many texts that all say something else, at one place."""
    return [str(k) for k in range(count)], np.zeros((count, 2))


def test_the_same_words_far_off_stand_in_a_copy() -> None:
    at = np.array([(0, 0), (1, 1), (1.1, 0), (3, 3)], dtype=float)
    assert neighbours(["kind"] * 4, np.zeros((4, 2)), ["yes"] * 4, at).tolist() == [1, 2, 1, 0]
    assert neighbours(["kind"] * 4, np.zeros((4, 2)), ["yes", "no", "yes", "no"], at).tolist() == [2, 2, 2, 2]


LIGHT, GROWTH = text("light", "Light", (0, 0)), text("growth", "Growth", (300, 160))
"""Words that an arrow joins: it touches both, and passes its label at a distance."""


@pytest.mark.parametrize(("aside", "label"), [(52, ["means"]), (90, None)])
def test_words_that_an_arrow_joins_with_each_other_are_no_rivals_of_its_label(
    aside: float, label: list[str] | None
) -> None:
    # The way goes from (50, 25) down to (298, 165), and the words stand below its middle.
    drawn = LIGHT, GROWTH, arrow("r1", (50, 25), (298, 165)), text("means", "needs", (110, 80 + aside))
    assert labels(drawn).get("r1") == label


def test_but_they_are_rivals_of_what_is_nearer_to_another_arrow() -> None:
    # Two rows of words: the label lies 14 px above the arrow of the lower one, and 36 px below that of the upper one.
    upper = text("seed", "Seed", (0, 0)), text("plant", "Plant", (300, 0)), arrow("r1", (70, 14), (280, 14))
    lower = text("root", "Root", (0, 76)), text("leaf", "Leaf", (300, 76)), arrow("r2", (70, 90), (280, 90))
    analysis = gk.analyze(drawing(upper, lower, text("grows", "grows", (140, 51), font=16)))
    ((label,),) = [c.labels for c in analysis.connections if c.labels]
    assert (label.owner, label.evidence.confidence > 0.85) == ("r2", True)


def test_the_next_of_a_list_is_no_label_of_the_arrow_from_the_one_before() -> None:
    items = text("one", "Light", (0, 0)), text("two", "Water", (0, 30)), text("far", "Growth", (200, 100))
    assert labels(items, arrow("r1", (56, 14), (194, 112))) == {}


def test_words_in_a_shape_that_the_arrow_only_passes_are_the_name_of_something() -> None:
    ring = ellipse("ring", (60, 40), (120, 160))
    words = text("name", "Water", centre=(80, 104)), text("more", "Air", centre=(120, 180))
    assert labels(LIGHT, GROWTH, ring, words, arrow("r1", (50, 25), (298, 165))) == {}


@pytest.mark.parametrize("deep", [30, 56])
def test_a_line_that_was_drawn_on_into_a_shape_may_have_a_label(deep: float) -> None:
    asked = diamond("asked", (0, 0), (200, 120), "dry?"), diamond("next", (300, 200), (200, 120), "warm?")
    drawn = line("r1", (150, 90), (340 + deep, 230 + deep / 2)), text("yes", "yes", centre=(250, 158))
    assert labels(asked, drawn) == {"r1": ["yes"]}
