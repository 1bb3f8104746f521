"""Headings: what a text heads where things lie in containers, and that it hangs neither on noise nor on what is far."""

from __future__ import annotations

import itertools

import pytest

import graphkit as gk
from drawing_builder import Pieces, arrow, drawing, frame, rectangle, text
from graphkit.analysis.headings import Levels


def heads(*pieces: Pieces) -> dict[str, list[str]]:
    """What each text heads, by their labels."""
    graph = gk.extract(drawing(*pieces))
    found: dict[str, list[str]] = {}
    for head, member, relation in graph.edges(data="relation"):
        if relation == "heads":
            found.setdefault(graph.nodes[head]["label"], []).append(graph.nodes[member]["label"])
    return {head: sorted(members) for head, members in found.items()}


def box(name: str, x: float, y: float, width: float = 100, height: float = 50) -> Pieces:
    return rectangle(name.lower(), (x, y), (width, height), name)


def held(name: str, x: float, y: float, width: float, height: float) -> Pieces:
    """A container with its title."""
    id = name.lower()
    return rectangle(id, (x, y), (width, height)), text(f"{id}-title", name, (x + 10, y + 6))


COLUMN = text("head", "Readers", (210, 40)), box("Ann", 200, 80), box("Bo", 200, 150)
BELOW = box("Cy", 200, 300), box("Di", 200, 370)


def test_a_heading_heads_the_column_below_it() -> None:
    assert heads(*COLUMN, *BELOW) == {"Readers": ["Ann", "Bo", "Cy", "Di"]}


@pytest.mark.parametrize("border", ["rectangle", "frame"])
def test_a_heading_in_a_container_heads_nothing_out_of_it(border: str) -> None:
    if border == "rectangle":
        around: Pieces = held("Library", 20, 0, 320, 230)
    else:
        around = frame("f", (20, 0), (320, 230), "Library", holds=["head", "ann", "bo"])
    assert heads(around, *COLUMN, *BELOW) == {"Readers": ["Ann", "Bo"]}


def test_a_heading_may_head_what_lies_in_one_container_beside_it() -> None:
    assert heads(text("head", "Readers", (0, 100)), held("Library", 120, 40, 360, 120), box("Ann", 140, 90),
                 box("Bo", 300, 90)) == {"Readers": ["Ann", "Bo"]}  # fmt: skip


def test_a_heading_may_head_what_lies_in_several_as_deep() -> None:
    lanes = held("North", 120, 0, 140, 240), held("South", 280, 0, 140, 240)
    rows = text("one", "Day", (0, 70)), text("two", "Night", (0, 170))
    boxes = box("Ann", 140, 60), box("Bo", 300, 60), box("Cy", 140, 160), box("Di", 300, 160)
    assert heads(*lanes, *rows, *boxes) == {"Day": ["Ann", "Bo"], "Night": ["Cy", "Di"]}


def test_for_what_lies_deeper_stands_what_it_lies_in() -> None:
    row = text("head", "Readers", (0, 65)), box("Ann", 140, 50), box("Di", 620, 50)
    inner = held("Guests", 280, 10, 300, 120), box("Bo", 300, 50), box("Cy", 440, 50)
    assert heads(*row, *inner) == {"Readers": ["Ann", "Di", "Guests"]}


def test_what_holds_each_other_lies_in_nothing() -> None:
    levels = Levels(4, {0: 1, 1: 0, 3: 2})
    assert levels.depth == [0, 0, 0, 1]
    assert levels.alike([0, 3]) == (0, 2)


def headed(*pieces: Pieces) -> dict[str, tuple[str, ...]]:
    """What each heading heads."""
    return {heading.text: heading.members for heading in gk.analyze(drawing(*pieces)).headings}


TOP = text("head", "Head", (20, 0))
DOWN = [rectangle(name, (0, y), (100, 60), name) for name, y in (("a", 65), ("b", 165), ("c", 265))]


@pytest.mark.parametrize("off", [-0.4, 0, 0.4])
def test_a_column_ends_where_two_begin_side_by_side(off: float) -> None:
    beside = rectangle("d", (0, 365 + off), (40, 40)), rectangle("e", (60, 365), (40, 40))
    assert headed(text("head", "Long head", (0, 0)), DOWN, beside) == {"head": ("a", "b", "c")}


@pytest.mark.parametrize(("off", "far"), [(200, False), (350, False), (420, True), (3000, True)])
def test_what_is_far_off_is_of_no_row(off: float, far: bool) -> None:
    row = rectangle("a", (100, 0), (100, 60)), rectangle("b", (200 + off, 0), (100, 60))
    assert headed(text("head", "Head", (20, 18)), row) == ({} if far else {"head": ("a", "b")})


WAYS = [(dx, dy) for dx, dy in itertools.product((-0.3, 0, 0.3), repeat=2)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("place", "members"), [((20, 45), ("a", "b", "c")), ((-22, 40), ())], ids=["reaches in", "over an end"]
)
def test_what_is_drawn_on_a_grid_is_at_no_limit(
    place: tuple[float, float], members: tuple[str, ...], way: tuple[float, float]
) -> None:
    # "Head" is 44 px wide and 25 high: it ends 5 px inside of the first box, or its middle is just over its side.
    x, y = place
    assert headed(text("head", "Head", (x + way[0], y + way[1])), DOWN).get("head", ()) == members


def listed(first: Pieces, *, held_in: bool = True) -> bool:
    """Whether the first of three words, of which others lead to the rest, heads these."""
    rest = [text("dig", "dig", (60, 120)), text("sow", "sow", (60, 180))]
    led = [(text(f"to-{y}", "Ann", (300, y)), arrow(f"r{y}", (290, y + 12), (110, y + 12))) for y in (120, 180)]
    around = held("Garden", 0, 0, 200, 300) if held_in else ()
    return "first" in headed(around, first, rest, led)


def test_words_of_a_list_in_a_container_head_none() -> None:
    assert not listed(text("first", "mow", (60, 60)))
    assert listed(text("first", "mow", (60, 60)), held_in=False)
    assert listed(text("first", "Mow", (60, 60), font=28))


@pytest.mark.parametrize(("y", "even"), [(73, True), (75, False)])
def test_the_words_of_a_list_stand_evenly(y: float, even: bool) -> None:
    # They are 25 px high: what follows the first is 22 px or 20 px away, and 35 px from each other.
    assert listed(text("first", "mow", (60, y))) is not even


@pytest.mark.parametrize("upright", [False, True])
def test_but_where_several_head_words_in_it_side_by_side_it_is_a_table(upright: bool) -> None:
    names = ("north", "buy", "cut", "dig"), ("south", "sow", "mow", "eat")
    places = {(row, k): (60 + 130 * k, 60 + 90 * row) for row in (0, 1) for k in range(4)}
    words = [text(names[row][k], names[row][k], (y, x) if upright else (x, y)) for (row, k), (x, y) in places.items()]
    led = [arrow(f"{row}{k}", names[row][k], names[row][k + 1], gap=5) for row in (0, 1) for k in (1, 2)]
    sheet = frame("sheet", (0, 0), (600, 600), "Year", holds=[*names[0], *names[1]])
    found = headed(sheet, words, led)
    assert found == {"north": ("buy", "cut", "dig"), "south": ("sow", "mow", "eat")}
    # One alone is a list.
    assert headed(sheet, words[:4], led[:2]) == {}
