"""What is just inside a limit is read in one way, and what is just outside in the other, as a person would."""

from __future__ import annotations

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, image, rectangle, text
from graphkit.analysis import arrange
from graphkit.analysis.ends import candidates
from graphkit.corrections import Corrections

UNIT = 20.0
"""px: the size of the words in these drawings."""


def weighed(*pieces: Pieces) -> set[str]:
    """What the end of the arrow `r` may mean."""
    found = gk.analyze(drawing(*pieces)).candidates
    return {one.target for one in found if (one.subject, one.terminal) == ("r", "end")}


HOME = rectangle("home", (-200, -40), (100, 80), "Home")
BESIDE = rectangle("beside", (10, 20), (60, 40), "Shed")
"""It is near the end of an arrow that ends at 0 and points past it."""


def ahead(px: float) -> Pieces:
    """A box in the way of such an arrow."""
    return rectangle("ahead", (px, -100), (60, 110), "Barn")


@pytest.mark.parametrize(("units", "seen"), [(7.5, True), (8.5, False)])
def test_how_far_ahead_an_end_means_something_that_has_something_beside_it(units: float, seen: bool) -> None:
    # end_sight
    found = weighed(HOME, BESIDE, arrow("r", (-96, 0), (0, 0)), ahead(units * UNIT))
    assert found == {"beside", *(["ahead"] if seen else [])}


@pytest.mark.parametrize(("share", "seen"), [(0.45, True), (0.55, False)])
def test_a_long_arrow_sees_farther(share: float, seen: bool) -> None:
    # end_sight_share
    home = rectangle("home", (-1100, -40), (100, 80), "Home")
    found = weighed(home, BESIDE, arrow("r", (-1000, 0), (0, 0)), ahead(share * 1000))
    assert found == {"beside", *(["ahead"] if seen else [])}


@pytest.mark.parametrize(("units", "joined"), [(28, True), (32, False)])
def test_how_far_ahead_an_end_means_something_that_has_nothing_near_it(units: float, joined: bool) -> None:
    # far_sight
    assert weighed(HOME, arrow("r", (-96, 0), (0, 0)), ahead(units * UNIT)) == ({"ahead"} if joined else set())


@pytest.mark.parametrize(
    ("side", "farther", "likely"),
    [(40, 0.7, True), (40, 0.9, False), (300, 1.5, True), (300, 1.7, False)],
    ids=["small", "a small one too far", "large", "a large one too far"],
)
def test_what_lies_on_top_may_be_a_bit_farther_than_the_nearest(side: float, farther: float, likely: bool) -> None:
    # rival_reach, rival_reach_most
    below = rectangle("below", (10, -side / 2), (side, side), "Below")
    above = rectangle("above", (10 + farther * UNIT, -side / 2), (side, side), "Above")
    scene, _, _, _, targets, linking = arrange(
        drawing(HOME, below, above, arrow("r", (-96, 0), (0, 0))), gk.Thresholds(), Corrections()
    )
    assert bool(candidates(scene, linking, targets, {}).rivals.above.any()) == likely


def title(*pieces: Pieces) -> str:
    """What the box `farm` is called."""
    graph = gk.extract(drawing(rectangle("farm", (0, 0), (460, 300)), *pieces))
    (name,) = (data["label"] for _, data in graph.nodes(data=True) if "farm" in data["elements"].split())
    return str(name)


FIELDS = [rectangle(name.lower(), (x, 180), (120, 60), name) for name, x in (("Wheat", 40), ("Rye", 300))]


@pytest.mark.parametrize(("units", "named"), [(2.8, True), (3.2, False)])
def test_how_far_below_its_border_the_title_of_a_container_is(units: float, named: bool) -> None:
    # title_reach
    words = text("words", "Farm", (200, units * UNIT), font=UNIT)
    assert title(FIELDS, words) == ("Farm" if named else "")


def emblem(gap: float = 8, size: float = 40, *more: Pieces) -> str:
    """The same of one with a picture in its corner, and words beside that; both with words above the fields."""
    picture = image("plough", (6, 8), (size, size))
    return title(FIELDS, picture, text("words", "Farm", (6 + size + gap, 8 + size / 2 - 12)), *more)


@pytest.mark.parametrize(("units", "named"), [(1.4, True), (1.6, False)])
def test_how_far_beside_the_picture_the_words_begin(units: float, named: bool) -> None:
    # emblem_gap
    assert emblem(units * UNIT) == ("Farm" if named else "")


@pytest.mark.parametrize(("share", "named"), [(0.115, True), (0.135, False)])
def test_how_large_the_picture_is_beside_the_container(share: float, named: bool) -> None:
    # emblem_share
    assert emblem(8, (share * 460 * 300) ** 0.5) == ("Farm" if named else "")


@pytest.mark.parametrize(("share", "named"), [(0.54, True), (0.66, False)])
def test_how_much_alike_pictures_of_one_list_are(share: float, named: bool) -> None:
    # emblem_alike
    size = 40 * share**0.5
    other = image("cart", (6, 240), (size, size)), text("cart-name", "Cart", (14 + size, 240 + size / 2 - 10), font=16)
    assert emblem(8, 40, other) == ("Farm" if named else "")


def headed(*pieces: Pieces) -> tuple[str, ...]:
    """What the text `head` heads."""
    found = {heading.text: heading.members for heading in gk.analyze(drawing(*pieces)).headings}
    return found.get("head", ())


def column(*tops: float) -> list[Pieces]:
    """Boxes on one another, 60 px high."""
    return [rectangle(f"b{k}", (0, top), (100, 60), f"B{k}") for k, top in enumerate(tops)]


@pytest.mark.parametrize(("units", "heads"), [(9.5, True), (10.5, False)])
def test_how_far_above_its_column_a_heading_is(units: float, heads: bool) -> None:
    # heading_reach
    top = 25 + units * UNIT
    assert headed(text("head", "Head", (20, 0)), column(top, top + 100)) == (("b0", "b1") if heads else ())


@pytest.mark.parametrize(("times", "both"), [(2.8, True), (3.2, False)])
def test_which_gap_ends_a_column(times: float, both: bool) -> None:
    # heading_gap
    boxes = column(65, 65 + 60 + 50, 65 + 2 * 60 + 50 + 50 * times)
    assert headed(text("head", "Head", (20, 0)), boxes) == (("b0", "b1", "b2") if both else ("b0", "b1"))


@pytest.mark.parametrize(("units", "heads"), [(0.28, True), (0.34, False)])
def test_how_far_a_heading_reaches_into_the_first_thing(units: float, heads: bool) -> None:
    # heading_laps
    assert headed(text("head", "Head", (20, 40 + units * UNIT)), column(65, 165)) == (("b0", "b1") if heads else ())


@pytest.mark.parametrize(("units", "heads"), [(0.13, True), (0.09, False)])
def test_how_far_from_its_end_the_middle_of_a_heading_is_over_a_thing(units: float, heads: bool) -> None:
    # heading_within
    head = text("head", "Head", centre=(units * UNIT, 20))
    assert headed(head, column(65, 165)) == (("b0", "b1") if heads else ())
