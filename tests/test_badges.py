"""Which small shapes number a connector: one test a rule of `graphkit.analysis.badges`."""

from __future__ import annotations

from math import cos, radians, sin

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, freedraw, line, rectangle, text
from graphkit.corrections import Corrections
from graphkit.rebinding import rebound

A, B = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (400, 0), (100, 60), "B")
PAYS = arrow("pays", "a", "b")
PAYS_NOTHING = arrow("pays", (104, 30), (396, 30))


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


@pytest.mark.parametrize("x", [122, 125, 217])
def test_a_number_on_an_arrow_may_stand_right_before_the_thing_at_its_end(x: float) -> None:
    near = rectangle("b", (240, 0), (100, 60), "B")
    assert labels(A, near, arrow("pays", (104, 30), (236, 30)), circle("c", "1", (x, 30))) == {"pays": "1"}


def test_a_number_on_an_arrow_is_no_thing_that_another_begins_at_with_its_own() -> None:
    near, below = rectangle("b", (240, 0), (100, 60), "B"), rectangle("d", (240, 100), (100, 60), "D")
    arrows = arrow("pays", (104, 30), (236, 30)), arrow("down", (104, 36), (236, 130))
    numbers = circle("c1", "1", (126, 26)), circle("c2", "2", (130, 54.5))
    assert labels(A, near, below, arrows, numbers) == {"pays": "1", "down": "2"}


def test_a_number_before_an_end_with_nothing_at_it_is_what_it_ends_at() -> None:
    near, one = rectangle("b", (240, 0), (100, 60), "B"), circle("c", "1", (125, 30))
    assert labels(near, one, arrow("pays", (104, 30), (236, 30)))["pays"] == ""


@pytest.mark.parametrize("end", [(138, 30), (120, 30)])
def test_a_number_that_an_arrow_ends_at_or_in_is_a_thing(end: tuple[float, float]) -> None:
    one = circle("c", "1", (124, 30))
    assert labels(B, one, arrow("pays", (396, 30), end)) == {"pays": ""}


@pytest.mark.parametrize(("y", "label"), [(36, "x"), (44, "")])
def test_a_small_box_is_a_label_where_an_arrow_runs_through_its_middle(y: float, label: str) -> None:
    # One that an arrow cuts a corner off is a cell.
    assert labels(A, B, PAYS_NOTHING, rectangle("c", (226, y - 20), (40, 40), "x", font=16)) == {"pays": label}


def tag(words: str, **more: float) -> Pieces:
    """A box in small type on the middle of an arrow."""
    size, font, at = (more.get("width", 90), more.get("height", 28)), more.get("font", 14), more.get("at", (205, 16))
    return rectangle("tag", at, size, words, font=font, fill="#ffffff")


@pytest.mark.parametrize("words", ["REST", "asks for it"])
def test_words_in_a_small_box_on_an_arrow_are_its_label(words: str) -> None:
    analysis = gk.analyze(drawing(A, B, PAYS, tag(words)))
    assert [(c.label, c.labels[0].evidence.rule) for c in analysis.connections] == [(words, "badge")]
    assert "tag" not in analysis.thing


CLOSE = rectangle("tag", (220, 12), (60, 36), "REST", font=20, fill="#ffffff")


@pytest.mark.parametrize(
    ("box", "words"),
    [
        (CLOSE, "REST"),
        (rectangle("tag", (212, 4), (76, 52), "asks\nfor all", font=16, fill="#ffffff"), "asks\nfor all"),
    ],
)
def test_words_in_a_box_close_around_them_on_an_arrow_are_its_label_in_any_type(box: Pieces, words: str) -> None:
    analysis = gk.analyze(drawing(A, B, PAYS, box))
    assert [(c.label, c.labels[0].evidence.rule) for c in analysis.connections] == [(words, "badge")]
    assert "tag" not in analysis.thing


@pytest.mark.parametrize("names", [["parse", "check"], ["parse", "check", "store"]])
def test_many_boxes_close_around_words_on_one_arrow_are_stations(names: list[str]) -> None:
    way = rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (700, 0), (100, 60), "B"), arrow("r", "a", "b")
    boxes = [rectangle(name, (180 + 150 * k, 14), (64, 32), name, font=20) for k, name in enumerate(names)]
    analysis = gk.analyze(drawing(way, boxes))
    assert [name in analysis.thing for name in names] == [len(names) > 2] * len(names)


def test_where_boxes_close_around_words_are_joined_they_are_things() -> None:
    other = rectangle("other", (220, 212), (60, 36), "MQTT", font=20), arrow("asks", (50, 64), (230, 208))
    assert labels(A, B, PAYS, CLOSE, other) == {"pays": "", "asks": ""}


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


def by_hand(id: str, y: float, left: float = 108, right: float = 392) -> Pieces:
    """An arrow of the pen, and its head as a stroke of its own."""
    way = [(left + (right - left) * k / 20, y + 2 * sin(k)) for k in range(20)]
    tip = (right, y)
    return (
        freedraw(id, *way, tip),
        freedraw(f"{id}-head", (right - 14, y - 9), (right - 7, y - 5), tip, (right - 7, y + 5), (right - 14, y + 9)),
    )


@pytest.mark.parametrize("y", [8, 30, 52])
def test_an_arrow_of_the_pen_has_badges_too(y: float) -> None:
    assert [*labels(A, B, by_hand("pays", 30), circle("c", "1", (240, y))).values()] == ["1"]


def test_but_not_of_circles_that_it_leads_to() -> None:
    one, two = circle("one", "1", (40, 213)), circle("two", "2", (300, 213))
    assert [*labels(A, B, by_hand("pays", 30), by_hand("r", 213, 60, 280), one, two, circle("c", "3", (240, 8)))
            .values()] == ["", ""]  # fmt: skip


# Numbers on the corners of boxes (`graphkit.analysis.steps`)


def ends(*pieces: Pieces) -> set[tuple[str, str]]:
    """What is joined, by its words."""
    analysis = gk.analyze(drawing(*pieces))
    label = {thing.id: thing.label for thing in analysis.things}
    return {(label[c.start.target], label[c.end.target]) for c in analysis.connections}


@pytest.mark.parametrize("corner", [(400, 0), (403, -4), (393, 8)])
@pytest.mark.parametrize("tip", [(384, 8), (388, -2), (386, 14), (391, 20)])
def test_an_arrow_that_ends_at_the_number_on_a_corner_means_the_box(
    corner: tuple[float, float], tip: tuple[float, float]
) -> None:
    pieces = (A, B, circle("one", "1", (0, 0)), circle("two", "2", corner), arrow("pays", (108, 12), tip))
    assert ends(*pieces) == {("A", "B")}


def test_one_that_is_bound_to_the_number_means_that() -> None:
    ring, number = ellipse("two", (387, -13), (26, 26)), text("number", "2", centre=(400, 0), font=16)
    assert ends(A, B, circle("two", "2", (400, 0)), arrow("pays", "a", "two", bound=True)) == {("A", "2")}
    assert ends(A, B, ring, number, arrow("pays", "a", "number", bound=True)) == {("A", "2")}


@pytest.mark.parametrize(
    "other",
    [
        circle("two", "x", (400, 0)),  # no number
        circle("two", "2", (400, 30)),  # on the side
        circle("two", "2", (384, -8)),  # beside the corner
        circle("two", "2", (400, 0), 44),  # large
        rectangle("two", (387, -13), (26, 26), "2", font=16),  # no circle
    ],
)
def test_other_small_shapes_at_a_box_may_be_meant(other: Pieces) -> None:
    analysis = gk.analyze(drawing(A, B, other, arrow("pays", (108, 12), (372, 4))))
    assert {"two", "b"} == {candidate.target for candidate in analysis.candidates} - {"a"}


def test_a_number_on_a_corner_may_have_a_mark_in_it() -> None:
    mark = ellipse("mark", (397, 6), (6, 6))
    assert ends(A, B, PAYS, circle("two", "2", (400, 0), 36), mark) == {("A", "B")}


def test_a_circle_beside_a_turned_box_is_on_no_corner_of_it() -> None:
    box = rectangle("b", (400, 0), (100, 100), "B", angle=radians(45))
    assert ends(A, box, circle("c", "2", (384, -16), 36), arrow("pays", (108, 12), (362, -12))) == {("A", "2")}


def test_a_badge_of_an_arrow_that_joins_nothing_is_its_label_all_the_same() -> None:
    analysis = gk.analyze(drawing(A, PAYS_NOTHING, circle("c", "1", (240, 30))))
    assert {end.labels for end in analysis.unresolved} == {("c-label",)}
    assert "labels arrow" in str(gk.explain(analysis, "c-label"))


def test_a_number_on_the_corner_of_two_boxes_says_which_step_neither_is() -> None:
    boxes = rectangle("x", (0, 0), (120, 60), "X"), rectangle("y", (120, 0), (120, 60), "Y")
    arrives = rectangle("z", (70, -200), (100, 60), "Z"), arrow("r", (120, -136), (120, -16), gap=0)
    (found,) = gk.analyze(drawing(boxes, arrives, circle("c", "1", (120, 0)))).connections
    assert found.end.target == "c"


@pytest.mark.parametrize("mark", [(400, 0), (402, 3), (480, 0), (400, 80)])
def test_a_number_at_the_corner_around_an_ellipse_says_which_step_it_is(mark: tuple[float, float]) -> None:
    bank = ellipse("bank", (400, 0), (80, 80), "Bank")
    # The arrow ends at the number.
    assert ends(A, bank, circle("two", "2", mark), arrow("pays", (104, 30), (mark[0] - 15, mark[1]))) == {("A", "Bank")}


@pytest.mark.parametrize(
    ("mark", "size"),
    [((440, -16), 26), ((396, -16), 26), ((400, 0), 50), ((400, 0), 12)],
    ids=["above", "beside the corner", "large", "apart"],
)
def test_another_number_beside_an_ellipse_may_be_meant(mark: tuple[float, float], size: float) -> None:
    bank, number = ellipse("bank", (400, 0), (80, 80), "Bank"), circle("two", "2", mark, size)
    tip = mark[0] - size / 2 - 1, mark[1]
    assert ends(A, bank, number, arrow("pays", (104, 30), tip)) == {("A", "2")}


@pytest.mark.parametrize("marks", [(1, 2, 3), (1, 3), (1, 2)])
@pytest.mark.parametrize("side", [0, 60])
def test_in_a_row_of_cells_the_numbers_stand_all_at_the_same_corner(side: float, marks: tuple[int, ...]) -> None:
    cells = [rectangle(f"r{n}", (60 * n, 300), (60, 60), "xyz"[n - 1]) for n in (1, 2, 3)]
    # That of the first or the last stands on the corner of one cell only.
    numbers = [circle(f"c{n}", str(n), (60 * n + side, 300)) for n in {*marks, 1 if not side else 3}]
    above = rectangle("above", (200 if side else 0, 0), (100, 60), "A")
    to_second = arrow("pays", (250 if side else 50, 64), (172 if side else 128, 286))
    assert ends(above, cells, numbers, to_second) == {("A", "y")}
