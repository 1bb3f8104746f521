"""Names beside pictures: rules 3, 5 and 6 of `graphkit.analysis.containers`."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, ellipse, image, line, rectangle, text
from transforms import turned

START, GOAL = rectangle("start", (-260, 0), (120, 60), "Start"), rectangle("goal", (400, 0), (120, 60), "Goal")
PICTURE = image("picture", (0, 0), (60, 60))
BELOW, ASIDE = text("name", "Mill", centre=(30, 78)), text("name", "Mill", (66, 18))


def edges(*pieces: Pieces) -> set[tuple[str, str]]:
    """What is joined, by the ids of the main elements."""
    return {(c.start.target, c.end.target) for c in gk.analyze(drawing(*pieces)).connections}


def named(*pieces: Pieces) -> dict[str, str]:
    """What each thing is called."""
    return {thing.id: thing.label for thing in gk.analyze(drawing(*pieces)).things}


@pytest.mark.parametrize("name", [BELOW, ASIDE], ids=["below", "at its side"])
def test_a_name_that_an_arrow_begins_at_is_the_picture_that_it_stands_by(name: Pieces) -> None:
    right, low = (114, 30) if name is ASIDE else (66, 30), 94 if name is BELOW else 66
    crew = rectangle("crew", (-30, 260), (120, 60), "Crew")
    drawn = START, GOAL, crew, PICTURE, name, arrow("in", "start", "picture"), arrow("out", right, "goal")
    down = arrow("down", (30, low), "crew")
    assert edges(*drawn, down) == {("start", "picture"), ("picture", "goal"), ("picture", "crew")}
    assert named(*drawn, down)["picture"] == "Mill"


def test_words_that_an_arrow_joins_with_the_picture_are_a_thing_of_their_own() -> None:
    drawn = GOAL, PICTURE, text("name", "Mill", (72, 18)), arrow("out", (118, 30), "goal")
    round_trip = arrow("back", (96, 14), (30, -4), via=[(96, -60), (30, -60)])
    assert edges(*drawn) == {("picture", "goal")}
    assert edges(*drawn, round_trip) == {("name", "goal"), ("name", "picture")}


@pytest.mark.parametrize(("off", "source"), [(0, "picture"), (42, "picture"), (54, "name")])
def test_words_that_an_arrow_means_name_only_what_they_are_centred_at(off: float, source: str) -> None:
    large = image("picture", (-80, -60), (240, 120))
    drawn = GOAL, large, text("name", "Mill", centre=(40 + off, 78)), arrow("out", (70 + off, 78), "goal")
    assert edges(*drawn) == {(source, "goal")}


@pytest.mark.parametrize(
    ("size", "name", "target"),
    [(20, "u", "dot"), (20, "unit", "name"), (24, "u", "name")],
    ids=["dot", "word", "circle"],
)
def test_a_letter_that_an_arrow_means_names_the_dot_that_it_stands_aslant_of(
    size: float, name: str, target: str
) -> None:
    dot, letter = ellipse("dot", (0, 0), (size, size), fill="#1e1e1e"), text("name", name, (size + 6, size + 4))
    goal = rectangle("goal", (300, size + 4), (120, 60), "Goal")
    start = 12 * len(name) + size + 10
    assert edges(dot, letter, goal, arrow("out", (start, size + 18), "goal")) == {(target, "goal")}


def test_the_nearest_words_name_a_picture_whether_an_arrow_means_others_or_not() -> None:
    drawn = GOAL, PICTURE, text("mill", "Mill", centre=(30, 82)), text("miller", "Miller", (63, 18))
    assert edges(*drawn, arrow("out", (136, 30), "goal")) == {("miller", "goal")}
    assert named(*drawn, arrow("out", (136, 30), "goal"))["picture"] == "Mill"


@pytest.mark.parametrize(("gap", "name"), [(4, "Mill"), (14, "a remark")])
@pytest.mark.parametrize("turn", range(4))
def test_words_below_that_an_arrow_means_name_a_picture_rather_than_a_remark_farther_off(
    gap: float, name: str, turn: int
) -> None:
    mill, remark = text("mill", "Mill", centre=(30, 60 + gap + 12.5)), text("remark", "a remark", (69, 18))
    crew = rectangle("crew", (-30, 260), (120, 60), "Crew")
    drawn = drawing(PICTURE, mill, remark, crew, arrow("down", (30, 90 + gap), "crew"))
    found = gk.analyze(turned(drawn, turn, by_angle=True))
    assert found.thing_of["picture"].label == name


@pytest.mark.parametrize("foot", [130, 101], ids=["nearer to the picture", "nearer to the border"])
def test_a_caption_in_a_container_names_its_picture(foot: float) -> None:
    title, yard = text("title", "Yard", centre=(150, -62)), rectangle("yard", (-40, -40), (380, 40 + foot))
    barn = rectangle("barn", (180, 0), (120, 60), "Barn")
    found = named(yard, title, PICTURE, text("name", "Mill", centre=(30, 86)), barn)
    assert (found["yard"], found["picture"]) == (("Yard", "Mill") if foot == 130 else ("Mill", ""))


def test_a_caption_in_a_container_in_another_names_neither() -> None:
    farm, yard = rectangle("farm", (-100, -100), (700, 400)), rectangle("yard", (-40, -40), (400, 240))
    titles = text("farm-name", "Farm", centre=(250, -122)), text("yard-name", "Yard", (-32, -34))
    found = named(farm, yard, titles, PICTURE, BELOW, rectangle("barn", (180, 60), (120, 60), "Barn"))
    assert (found["farm"], found["yard"], found["picture"]) == ("Farm", "Yard", "Mill")


YARD, BARN = rectangle("yard", (-40, 0), (300, 160)), rectangle("barn", (60, 40), (120, 60), "Barn")


@pytest.mark.parametrize(
    ("title", "guest", "at"),
    [
        ((110, -18), (50, -260), (110, -34)),
        ((-10, -18), (-70, -260), (-10, -34)),
        ((110, 178), (50, 360), (110, 194)),
        ((110, 163), (50, 360), (110, 180)),
    ],
    ids=["above", "above its left", "below", "over its lower border"],
)
def test_an_arrow_at_a_title_outside_of_a_container_means_the_container(
    title: tuple[float, float], guest: tuple[float, float], at: tuple[float, float]
) -> None:
    drawn = YARD, BARN, rectangle("guest", guest, (120, 60), "Guest"), text("title", "Yard", centre=title)
    assert edges(*drawn, arrow("in", "guest", at)) == {("guest", "yard")}


def test_an_arrow_from_within_a_container_to_words_above_it_means_the_words() -> None:
    assert edges(YARD, BARN, text("title", "Yard", centre=(110, -18)), arrow("out", "barn", (110, -4))) == {
        ("barn", "title")
    }


@pytest.mark.parametrize(("begins", "label"), [(60, ""), (46, "Mill")], ids=["at the corner", "at the words"])
def test_words_at_the_side_of_a_picture_label_a_line_only_where_it_ends_at_them(begins: float, label: str) -> None:
    shop = image("shop", (240, 170), (60, 60)), text("shop-name", "Shop", centre=(270, 248))
    drawn = PICTURE, text("name", "Mill", (66, 18)), shop, line("out", (62, begins), (236, 176))
    (found,) = gk.analyze(drawing(*drawn)).connections
    assert (found.start.target, found.end.target, found.label) == ("picture", "shop", label)


def test_words_on_an_arrow_that_leads_to_a_picture_are_its_label() -> None:
    shop = image("shop", (300, 0), (60, 60)), text("shop-name", "Shop", (366, 18))
    drawn = PICTURE, ASIDE, shop, arrow("out", (114, 30), (297, 30)), text("label", "bread", (224, 17))
    (found,) = gk.analyze(drawing(*drawn)).connections
    assert (found.start.target, found.end.target, found.label) == ("picture", "shop", "bread")


def test_a_note_of_many_lines_beside_a_box_is_not_its_name() -> None:
    notes = "\n".join(["Release notes", *(f"- change {k}" for k in range(7))])
    drawn = rectangle("box", (300, 40), (160, 100)), text("note", notes, (150, -20))
    for words, label in ((drawn[1], ""), (text("note", "Docker", (220, 76)), "Docker")):
        found = gk.analyze(drawing(drawn[0], words))
        assert {thing.id: thing.label for thing in found.things}["box"] == label
