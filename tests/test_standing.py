"""What stands by what: names of two lines, titles above boxes, lists in a shape, words where circles overlap."""

from __future__ import annotations

import itertools

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, image, rectangle, text


def labels(found: gk.Analysis) -> dict[str, str]:
    """What each thing says, by its main element."""
    return {thing.id: thing.label for thing in found.things}


def ends(found: gk.Analysis) -> dict[str, tuple[str, str]]:
    """What each connection joins."""
    return {c.id: (c.start.target, c.end.target) for c in found.connections}


# Further lines of a name

ROUTER = image("router", (0, 0), (80, 80)), text("name", "Router", centre=(40, 98))
SWITCH = image("switch", (0, 300), (80, 80)), text("other", "Switch", centre=(40, 398))


def test_a_line_right_below_a_caption_is_more_of_the_name() -> None:
    address = text("address", "10.0.0.1", centre=(40, 120), font=14)
    link = arrow("link", (40, 134), (40, 296), gap=0)
    found = gk.analyze(drawing(ROUTER, address, SWITCH, link))
    assert labels(found)["router"] == "Router 10.0.0.1"
    assert ends(found) == {"link": ("router", "switch")}


APART: dict[str, Piece] = {
    "farther off": text("address", "10.0.0.1", centre=(40, 132), font=14),
    "aside": text("address", "10.0.0.1", centre=(90, 120), font=14),
    "larger": text("address", "10.0.0.1", centre=(40, 128), font=28),
    "two lines": text("address", "10.0.0.1\n10.0.0.2", centre=(40, 130), font=14),
}


@pytest.mark.parametrize("note", APART.values(), ids=APART)
def test_other_words_near_a_caption_are_no_part_of_it(note: Piece) -> None:
    assert labels(gk.analyze(drawing(ROUTER, note)))["router"] == "Router"


def test_so_are_words_that_an_arrow_joins_with_the_thing() -> None:
    more = text("more", "more", centre=(40, 120), font=14), arrow("r", (64, 120), (84, 60), via=[(130, 100)], gap=0)
    assert "more" in labels(gk.analyze(drawing(ROUTER, more)))


def listed(size: float, gap: float, aside: bool) -> tuple[Pieces, ...]:
    """Two words below the caption of a picture, `gap` px apart, and an arrow from each to a box, aside or beyond."""
    high = 1.25 * size
    tops = 110.5 + gap, 110.5 + 2 * gap + high
    boxes = [(300, 90), (300, 190)] if aside else [(-60, 300), (60, 300)]
    return (
        ROUTER,
        *(text(f"item{k}", "item", centre=(40, top + high / 2), font=size) for k, top in enumerate(tops)),
        *(rectangle(f"box{k}", at, (90, 50), f"Box {k}") for k, at in enumerate(boxes)),
        *(arrow(f"to{k}", f"item{k}", f"box{k}", gap=4) for k in range(2)),
    )


@pytest.mark.parametrize("aside", [True, False])
@pytest.mark.parametrize(("size", "gap"), [(20, 0), (20, 5), (16, 5), (14, 3)])
def test_below_a_caption_words_with_an_arrow_each_are_a_list(size: float, gap: float, aside: bool) -> None:
    found = gk.analyze(drawing(*listed(size, gap, aside)))
    assert labels(found)["router"] == "Router"
    assert ends(found) == {"to0": ("item0", "box0"), "to1": ("item1", "box1")}


def second_line(size: float, box: tuple[float, float]) -> gk.Analysis:
    """What is read where a line below a caption has an arrow to a box."""
    words = text("line", "sample", centre=(40, 112 + 0.625 * size), font=size)
    pieces = ROUTER, words, rectangle("box", box, (90, 60), "Box"), arrow("to", "line", "box", gap=4)
    return gk.analyze(drawing(*pieces))


def test_an_arrow_beside_a_second_line_as_large_as_the_name_means_that_line() -> None:
    found = second_line(20, (300, 94))
    assert ends(found) == {"to": ("line", "box")}
    assert labels(found)["router"] == "Router"


@pytest.mark.parametrize(("size", "box"), [(20, (-5, 240)), (14, (300, 94))], ids=["below", "smaller"])
def test_an_arrow_below_all_lines_means_all_and_so_does_one_beside_a_smaller_line(
    size: float, box: tuple[float, float]
) -> None:
    found = second_line(size, box)
    assert ends(found) == {"to": ("router", "box")}
    assert labels(found)["router"] == "Router sample"


# Titles above a box with a picture and its name


def pictured(id: str, x: float, words: str) -> tuple[Piece, ...]:
    """A box with a picture in it, and the picture's name below that."""
    return (
        rectangle(id, (x, 0), (140, 130)),
        image(f"{id}-image", (x + 45, 20), (50, 50)),
        text(f"{id}-name", words, centre=(x + 70, 90), font=16),
    )


def test_under_a_title_a_box_holds_the_picture_with_its_name() -> None:
    found = gk.analyze(drawing(pictured("box", 0, "Orders"), text("title", "Gold", (2, -30))))
    assert labels(found) == {"box": "Gold", "box-image": "Orders"}
    assert {(m.whole, m.member) for m in found.memberships} == {("box", "box-image")}


def test_a_number_above_a_box_with_a_picture_is_no_title() -> None:
    steps = [(pictured(id, x, words), text(f"{id}-step", step, (x + 2, -30)))
             for id, x, words, step in (("one", 0, "Orders", "1"), ("two", 200, "Prices", "2."))]  # fmt: skip
    found = labels(gk.analyze(drawing(steps)))
    assert (found["one"], found["two"]) == ("Orders", "Prices")


@pytest.mark.parametrize(("gap", "name"), [(20, "Gold"), (28, "Orders")])
def test_under_a_title_the_name_of_a_picture_is_close_to_it(gap: float, name: str) -> None:
    box = rectangle("box", (0, 0), (160, 190)), image("image", (40, 10), (80, 80))
    words = text("name", "Orders", centre=(80, 102.5 + gap)), text("title", "Gold", (2, -30))
    found = gk.analyze(drawing(box, words))
    assert (labels(found)["box"], bool(found.memberships)) == (name, name == "Gold")


@pytest.mark.parametrize("below", [4, 10, 17.5])
@pytest.mark.parametrize("gap", [6, 17.5])
def test_under_a_title_what_stands_at_the_bottom_names_the_picture(below: float, gap: float) -> None:
    pieces = rectangle("box", (0, 0), (140, 115 + gap + below)), image("image", (30, 10), (80, 80))
    words = text("name", "Camera", centre=(70, 102.5 + gap)), text("title", "Input", centre=(70, -20))
    assert labels(gk.analyze(drawing(pieces, words))) == {"box": "Input", "image": "Camera"}


@pytest.mark.parametrize(
    ("at", "centre", "name"),
    [
        ((4, 4), (60, 50), "Orders"),
        ((92, 4), (60, 50), "Orders"),
        ((4, 4), (60, 56), "Gold"),
        ((48, 4), (60, 50), "Gold"),
    ],
    ids=["corner", "other corner", "below the middle", "above the words"],
)
def test_under_a_title_words_in_the_very_middle_name_the_box_with_a_picture_in_its_corner(
    at: tuple[float, float], centre: tuple[float, float], name: str
) -> None:
    box, logo = rectangle("box", (0, 0), (120, 100)), image("logo", at, (24, 24))
    words = text("name", "Orders", centre=centre), text("title", "Gold", (2, -30))
    assert labels(gk.analyze(drawing(box, logo, words)))["box"] == name


def test_the_last_line_of_a_box_is_no_title_of_the_box_below() -> None:
    pieces: list[Pieces] = []
    for k, words in enumerate((("Fruit", "apple", "pear", "fig"), ("Nuts", "pecan", "walnut", "hazel"))):
        tops = [200 * k + 20 + 50 * n for n in range(4)]
        pieces.append(rectangle(f"box{k}", (0, 200 * k), (200, 190)))
        pieces += [text(word, word, centre=(100, top)) for word, top in zip(words, tops, strict=True)]
    pieces += [rectangle(f"to{n}", (300, tops[n] - 20), (90, 40), f"To {n}") for n in (1, 2, 3)]
    pieces += [arrow(f"arrow{n}", words[n], f"to{n}", gap=4) for n in (1, 2, 3)]
    assert labels(gk.analyze(drawing(*pieces)))["box1"] == "Nuts"


def test_without_a_title_it_is_one_thing() -> None:
    assert labels(gk.analyze(drawing(pictured("box", 0, "Orders")))) == {"box": "Orders"}


def test_a_title_above_one_of_several_such_boxes_heads_them() -> None:
    several = pictured("one", 0, "Orders"), pictured("two", 200, "Prices"), text("title", "Gold", (2, -30))
    found = labels(gk.analyze(drawing(several)))
    assert (found["one"], found["two"], found["title"]) == ("Orders", "Prices", "Gold")


def test_words_at_an_arrow_above_are_no_title() -> None:
    boss, label = rectangle("boss", (0, -200), (140, 60), "Boss"), text("label", "pays", centre=(70, -16))
    found = labels(gk.analyze(drawing(pictured("box", 0, "Orders"), boss, label, arrow("r", "boss", "box"))))
    assert found["box"] == "Orders"


# Sets of words


def oval(id: str, x: float, words: str) -> tuple[Piece, ...]:
    """An oval with words under each other, the middle one in its very middle, and a title above."""
    return (
        ellipse(id, (x - 70, -160), (140, 320)),
        *(text(f"{id}{k}", word, centre=(x, 80 * (k - 1))) for k, word in enumerate(words)),
        text(f"{id}-title", id.upper(), centre=(x, -182)),
    )


def test_the_middle_one_of_several_words_in_an_oval_is_no_name_of_it() -> None:
    sets = oval("x", 0, "123"), oval("y", 340, "abc")
    links = arrow("r", (14, 0), (326, 2), gap=0), arrow("s", (14, -80), (326, 78), gap=0)
    found = gk.analyze(drawing(sets, links))
    assert ends(found) == {"r": ("x1", "y1"), "s": ("x0", "y2")}
    # Neither is one that no arrow leads to.
    assert {id: words for id, words in labels(found).items() if id in "xy"} == {"x": "X", "y": "Y"}


@pytest.mark.parametrize("size", [(140, 320), (60, 320)])
def test_the_only_words_in_the_middle_are_the_name(size: tuple[float, float]) -> None:
    found = gk.analyze(drawing(ellipse("x", (-70, -160), size, "1"), oval("y", 340, "abc")))
    assert labels(found)["x"] == "1"


# Words in common


def test_words_where_circles_overlap_lie_in_the_nearest_however_they_are_ordered() -> None:
    pieces: list[Pieces] = [
        ellipse("a", (0, 0), (240, 240)),
        ellipse("b", (160, 0), (240, 240)),
        text("one", "Skills", centre=(70, 120)),
        text("two", "Market", centre=(330, 120)),
        text("both", "job", centre=(196, 120)),
    ]
    for order in itertools.permutations(pieces[:2]):
        found = gk.analyze(drawing(*order, *pieces[2:]))
        assert ("both", "a") in {(m.member, m.whole) for m in found.memberships}
