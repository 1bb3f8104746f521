"""Which small shapes number a connector: one test a rule of `graphkit.analysis.badges`."""

from __future__ import annotations

from math import cos, radians, sin

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, line, rectangle, text
from graphkit.corrections import Corrections
from graphkit.rebinding import rebound

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (400, 0), (100, 60), "B")
PAYS = arrow("pays", "a", "b")


def circle(id: str, number: str, middle: tuple[float, float], size: float = 26) -> Pieces:
    """A circle with a number in it."""
    x, y = middle
    return ellipse(id, (x - size / 2, y - size / 2), (size, size), number, font=16)


def labels(*pieces: Pieces) -> dict[str, str]:
    """What the connectors say."""
    return {c.id: c.label for c in gk.analyze(drawing(*pieces)).connections}


@pytest.mark.parametrize("y", [-1, 10, 50, 62])
@pytest.mark.parametrize("number", ["1", "12", "(3)", "4."])
def test_a_circle_with_a_number_beside_an_arrow_is_a_badge_of_it(number: str, y: float) -> None:
    assert labels(A, B, PAYS, circle("c", number, (240, y))) == {"pays": number}


@pytest.mark.parametrize(
    "small",
    [
        circle("c", "x", (240, 8)),
        rectangle("c", (228, -4), (24, 24), "1", font=16),
        circle("c", "1", (240, -6)),  # too far away
        circle("c", "1", (124, 8)),  # not beside the middle part
    ],
)
def test_other_shapes_beside_an_arrow_are_things(small: Pieces) -> None:
    assert labels(A, B, PAYS, small) == {"pays": ""}


def test_of_two_arrows_the_nearest_has_the_badge() -> None:
    back = arrow("back", (392, 52), (108, 52))
    assert labels(A, B, arrow("pays", (108, 12), (392, 12)), back, circle("c", "2", (240, 34))) == {
        "pays": "", "back": "2",
    }  # fmt: skip


def test_a_circle_nearer_to_where_another_arrow_begins_is_no_badge() -> None:
    on = arrow("on", (210, -10), (900, -10)), rectangle("far", (904, -40), (100, 60), "Far")
    assert labels(A, B, PAYS, on, circle("c", "1", (240, 8)))["pays"] == ""
    assert labels(A, B, PAYS, circle("c", "1", (240, 8)))["pays"] == "1"


@pytest.mark.parametrize(
    "other",
    [
        rectangle("box", (220, -40), (90, 40), "Box"),  # the circle stands on its corner
        rectangle("box", (180, -40), (120, 62), "Box"),  # it stands in it, and the arrow does not
    ],
)
def test_a_number_in_a_circle_at_another_shape_is_no_badge(other: Pieces) -> None:
    assert labels(A, B, PAYS, other, circle("c", "1", (226, 2))) == {"pays": ""}


def test_a_badge_may_stand_in_what_its_arrow_is_in() -> None:
    around = rectangle("around", (-40, -60), (600, 180), rounded=False)
    assert labels(around, A, B, PAYS, circle("c", "1", (240, 8))) == {"pays": "1"}


@pytest.mark.parametrize("link", [arrow("r", (60, 213), (180, 213)), line("r", (67, 213), (180, 213))])
def test_where_numbers_in_circles_are_joined_they_are_things(link: Pieces) -> None:
    # The second arrow would have the number 3 beside it.
    one, two, three = circle("one", "1", (40, 213)), circle("two", "2", (200, 213)), circle("three", "3", (240, 8))
    assert labels(A, B, PAYS, one, two, three, link)["pays"] == ""


def test_an_arrow_that_stops_short_of_a_circle_means_it_too() -> None:
    one, two, three = circle("one", "1", (40, 213)), circle("two", "2", (200, 213)), circle("three", "3", (240, 8))
    assert labels(A, B, PAYS, one, two, three, arrow("r", (70, 213), (170, 213)))["pays"] == ""


@pytest.mark.parametrize(("count", "label"), [(1, "1"), (2, "1 2"), (3, "")])
def test_numbers_in_a_row_beside_an_arrow_are_things(count: int, label: str) -> None:
    assert labels(A, B, PAYS, [circle(f"c{k}", str(k + 1), (180 + 60 * k, 8)) for k in range(count)]) == {"pays": label}


@pytest.mark.parametrize(("y", "label"), [(8, "1 money"), (30, "money 1")])
def test_a_badge_leaves_room_for_words(y: float, label: str) -> None:
    assert labels(A, B, PAYS, circle("c", "1", (220, y)), text("w", "money", centre=(270, 8), font=16)) == {
        "pays": label
    }


def tag(words: str, **more: float) -> Pieces:
    """A box in small type on the middle of an arrow."""
    size, font, at = (more.get("width", 90), more.get("height", 28)), more.get("font", 14), more.get("at", (205, 16))
    return rectangle("tag", at, size, words, font=font, fill="#ffffff")


@pytest.mark.parametrize("words", ["REST", "asks for it"])
def test_words_in_a_small_box_on_an_arrow_are_its_label(words: str) -> None:
    analysis = gk.analyze(drawing(A, B, PAYS, tag(words)))
    assert [(c.label, c.labels[0].evidence.rule) for c in analysis.connections] == [(words, "badge")]
    assert "tag" not in analysis.thing


@pytest.mark.parametrize(
    "box",
    [
        tag("REST", font=20, height=40),  # in the type of the drawing
        tag("REST", height=34),  # high, as a thing is
        tag("REST", width=140),  # wide, as a bar is
        tag("REST", at=(205, 33)),  # beside its words
        tag("REST", at=(110, 16)),  # at the arrow's end
        tag("REST\nor so", height=28),
        ellipse("tag", (205, 16), (90, 28), "REST", font=14),
    ],
)
def test_another_box_on_an_arrow_is_a_thing(box: Pieces) -> None:
    analysis = gk.analyze(drawing(A, B, arrow("pays", (104, 36.5), (396, 36.5)), box))
    assert [c.label for c in analysis.connections] == [""]
    assert "tag" in analysis.thing


def test_a_box_that_other_arrows_lead_to_is_a_thing() -> None:
    below = rectangle("below", (200, 200), (100, 60), "Below")
    analysis = gk.analyze(drawing(A, B, PAYS, below, tag("REST"), arrow("up", (250, 196), (250, 48))))
    assert {c.id: (c.end.target, c.label) for c in analysis.connections} == {"pays": ("b", ""), "up": ("tag", "")}


def test_a_correction_says_that_a_box_on_an_arrow_is_a_thing() -> None:
    found = drawing(A, B, PAYS, tag("REST"))
    analysis = gk.analyze(found, corrections=Corrections(names={"tag-label": "tag"}))
    assert [c.label for c in analysis.connections] == [""]
    assert analysis.thing["tag"].label == "REST"


def test_it_is_told_how_far_a_badge_is_from_its_arrow() -> None:
    for y, far in ((30, 0), (8, 9)):
        (found,) = gk.analyze(drawing(A, B, PAYS, circle("c", "1", (240, y)))).connections
        assert found.labels[0].evidence.distance == pytest.approx(far, abs=0.1)


def test_a_badge_beside_an_arrow_stays_where_it_is() -> None:
    found = drawing(A, B, PAYS, circle("c", "1", (240, 8)))
    left = rebound(found, gk.analyze(found)).left
    assert ("label", "it stands in a shape, and would leave it") in {(one.part, one.why) for one in left}


@pytest.mark.parametrize("turn", [0, 30, 45, 90, 200])
def test_a_badge_is_as_far_away_whichever_way_its_arrow_runs(turn: float) -> None:
    def at(x: float, y: float) -> tuple[float, float]:
        c, s = cos(radians(turn)), sin(radians(turn))
        return c * x - s * y, s * x + c * y

    one, two = circle("one", "Left", at(-200, 0), 80), circle("two", "Right", at(200, 0), 80)
    between = arrow("r", at(-155, 0), at(155, 0))
    for away, label in ((0.99, "1"), (1.01, "")):
        small = circle("c", "1", at(0, 13 + 16 * away))
        assert labels(one, two, between, small) == {"r": label}
