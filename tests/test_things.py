"""Which elements make up one thing, and what a thing is called: where lines and words lie in containers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, group, image, line, polygon, rectangle, text
from graphkit.analysis import cylinders, names, scene
from transforms import scaled


def test_lines_between_the_parts_of_two_containers_are_no_sides_of_a_cylinder() -> None:
    # Two containers of one size, one a little off the other; within both, parts that lines join.
    outer = rectangle("outer", (0, 0), (600, 400)), rectangle("lid", (10, 8), (600, 400))
    parts = [rectangle(f"p{k}", (60 + 260 * (k % 2), 60 + 160 * (k // 2)), (100, 60), f"P{k}") for k in range(4)]
    graph = gk.extract(drawing(outer, parts, line("l1", (162, 90), (318, 90)), line("l2", (162, 250), (318, 250))))
    name = graph.nodes(data="label")
    joined = {frozenset((name[u], name[v])) for u, v, r in graph.edges(data="relation") if r == "line"}
    assert joined == {frozenset(("P0", "P1")), frozenset(("P2", "P3"))}


def test_two_ellipses_joined_at_their_sides_are_a_cylinder() -> None:
    drum = (ellipse("lid", (0, 0), (120, 40)), ellipse("foot", (0, 140), (120, 40)),
            line("left", (0, 20), (0, 160)), line("right", (120, 20), (120, 160)))  # fmt: skip
    graph = gk.extract(drawing(drum, text("name", "Store", centre=(60, 90))))
    assert [len(elements.split()) for _, elements in graph.nodes(data="elements")] == [5]


@pytest.mark.parametrize(
    ("outer", "words", "things"),
    [
        (60, (), 1),  # a dot, and rings around it
        (150, (), 2),  # a ring so large that it may hold what is in it; the dot and the ring around that are one
        (60, (text("w", "shell", (27, 1), font=8),), 2),  # words between the rings
    ],
)
def test_rings_around_a_dot_are_one_thing(outer: float, words: Pieces, things: int) -> None:
    unit = text("note", "Orbits", (0, -80))
    rings = [ellipse(f"r{size}", (30 - size / 2, 30 - size / 2), (size, size)) for size in (outer, 40, 18)]
    analysis = gk.analyze(drawing(unit, rings, words))
    assert sum(thing.id.startswith("r") for thing in analysis.things) == things


@pytest.mark.parametrize(
    "lines",
    [
        [line("one", (60, 22), (60, 98)), line("two", (70, 22), (70, 98))],  # side by side, near the middle
        [
            line("one", (20, 18), (20, 102), via=[(-40, 60)]),
            line("two", (100, 18), (100, 102), via=[(160, 60)]),
        ],  # bent
    ],
    ids=["near", "bent"],
)
def test_two_ellipses_joined_twice_are_no_cylinder(lines: list[Piece]) -> None:
    graph = gk.extract(drawing(ellipse("a", (0, 0), (120, 20)), ellipse("b", (0, 100), (120, 20)), lines))
    assert sorted(data["element"] for _, data in graph.nodes(data=True)) == ["a", "b"]
    assert sorted(data["element"] for *_, data in graph.edges(data=True)) == ["one", "two"]


@pytest.mark.parametrize("at", [(20, 16), (120, 232), (196, 120), (8, 120)])
def test_the_only_words_beside_the_parts_of_a_container_name_it(at: tuple[float, float]) -> None:
    parts = rectangle("p1", (60, 60), (100, 50), "P1"), rectangle("p2", (60, 150), (100, 50), "P2")
    graph = gk.extract(drawing(rectangle("rack", (0, 0), (260, 270)), parts, text("name", "Rack", at)))
    assert [data["label"] for _, data in graph.nodes(data=True) if data["role"] == "container"] == ["Rack"]


@pytest.mark.parametrize(
    ("at", "part"),
    [((120, 16), (200, 8)), ((120, 232), (200, 228)), ((196, 120), (200, 20)), ((8, 120), (10, 20))],
)
def test_words_with_a_part_as_near_to_that_side_do_not_name_the_container(
    at: tuple[float, float], part: tuple[float, float]
) -> None:
    parts = rectangle("p1", (60, 60), (100, 50), "P1"), rectangle("p2", (60, 150), (100, 50), "P2")
    rack = rectangle("rack", (0, 0), (260, 270)), parts, text("name", "Rack", at)
    for more, role in ((), "container"), (rectangle("p3", part, (40, 30)), "annotation"):
        graph = gk.extract(drawing(rack, more))
        assert [data["role"] for _, data in graph.nodes(data=True) if data["label"] == "Rack"] == [role]


@pytest.mark.parametrize(("title", "name"), [((), ""), (text("title", "Board", (14, 12)), "Board")])
def test_the_heads_of_columns_in_a_container_do_not_name_it(title: Pieces, name: str) -> None:
    heads = [text(f"head{n}", head, (20 + 200 * n, 60)) for n, head in enumerate(("To do", "Doing", "Done"))]
    cards = [rectangle(f"card{n}", (20 + 200 * n, 120), (120, 60), f"Card {n}") for n in range(3)]
    graph = gk.extract(drawing(rectangle("board", (0, 0), (600, 300)), title, heads, cards))
    assert {data["element"]: data["label"] for _, data in graph.nodes(data=True)}["board"] == name


def test_of_several_words_in_a_container_those_at_its_foot_are_no_title() -> None:
    parts = rectangle("p1", (60, 60), (100, 50), "P1"), rectangle("p2", (60, 150), (100, 50), "P2")
    words = text("title", "Rack", (20, 16)), text("note", "to be moved", (70, 236))
    graph = gk.extract(drawing(rectangle("rack", (0, 0), (260, 270)), parts, words))
    assert {data["label"]: data["role"] for _, data in graph.nodes(data=True)} == {
        "Rack": "container", "P1": "entity", "P2": "entity", "to be moved": "annotation",
    }  # fmt: skip


TOP = ellipse("top", (0, 0), (120, 30))
LEFT, RIGHT = line("left", (0, 15), (0, 90)), line("right", (120, 15), (120, 90))


@pytest.mark.parametrize(
    "below",
    [
        (LEFT, RIGHT, line("foot", (0, 90), (120, 90), via=[(20, 103), (60, 108), (100, 103)], rounded=True)),
        (LEFT, RIGHT, line("foot", (120, 91), (1, 90))),
        (LEFT, line("rest", (120, 14), (2, 91), via=[(119, 90)])),
        (line("all", (1, 16), (119, 15), via=[(0, 90), (60, 106), (120, 90)]),),
    ],
    ids=["an arc", "a straight foot", "two lines", "one line"],
)
def test_an_ellipse_and_lines_around_below_it_are_a_cylinder(below: tuple[Piece, ...]) -> None:
    analysis = gk.analyze(drawing(TOP, below, text("name", "DB", centre=(60, 65)), text("far", "far", (300, 60))))
    assert [(thing.id, thing.label) for thing in analysis.things] == [("top", "DB"), ("far", "far")]
    assert not analysis.connections
    # It is one thing with its sides and its foot, which an arrow may come to from below.
    assert set(analysis.things[0].elements) == {"top", "name", *(piece.element["id"] for piece in below)}
    gate, comes = rectangle("gate", (10, 300), (100, 60), "Gate"), arrow("r", (60, 296), (60, 118))
    (found,) = gk.analyze(drawing(TOP, below, text("name", "DB", centre=(60, 55)), gate, comes)).connections
    assert (found.end.target, found.end.evidence.distance < 40) == ("top", True)


def can(name: str, x: float, y: float, size: tuple[float, float] = (60, 60)) -> Pieces:
    """A cylinder of an ellipse, two sides and a round foot, with words."""
    (wide, high), lid = size, 16
    side, foot = y + lid / 2, y + high - lid / 2
    return (
        ellipse(name, (x, y), (wide, lid)),
        line(f"{name}-l", (x, side), (x, foot)),
        line(f"{name}-r", (x + wide, side), (x + wide, foot)),
        line(f"{name}-f", (x, foot), (x + wide, foot), via=[(x + wide / 2, y + high)], rounded=True),
        text(f"{name}-t", name.upper(), centre=(x + wide / 2, y + 0.6 * high)),
    )


@pytest.mark.parametrize("step", [(60, 0), (0, 60)], ids=["side by side", "on one another"])
def test_cylinders_that_share_their_sides_are_one_thing_each(step: tuple[float, float]) -> None:
    analysis = gk.analyze(drawing([can(name, k * step[0], k * step[1]) for k, name in enumerate("abcd")]))
    assert [(thing.id, thing.label, len(thing.elements)) for thing in analysis.things] == [
        ("a", "A", 5), ("b", "B", 5), ("c", "C", 5), ("d", "D", 5),
    ]  # fmt: skip
    assert not analysis.connections


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ((), 1),
        ((text("t", "Store", centre=(30, 155)),), 1),
        ((text("t", "Store", centre=(30, -16)), text("u", "5 GB", centre=(30, 155))), 1),
        ((text("t", "Store", (-64, 50)),), 1),
        ((text("t", "one", (-30, 12), font=14), text("u", "two", (66, 52), font=14)), 3),
    ],
    ids=["no words", "below", "above and below", "beside", "beside two"],
)
def test_disks_on_one_another_are_a_pile_unless_two_have_words(words: Pieces, things: int) -> None:
    disks = [piece for k, name in enumerate("abc") for piece in can(name, 0, 40 * k) if piece.element["type"] != "text"]
    analysis = gk.analyze(drawing(disks, words, arrow("r", (250, 70), (64, 70))))
    found = {analysis.thing_of[name].id: analysis.thing_of[name] for name in "abc"}
    assert [len(one.elements) - len(one.names) for one in found.values()] == [12 // things] * things


def test_of_cylinders_with_one_line_between_them_each_is_a_thing() -> None:
    shared = [piece for piece in (*can("a", 0, 0), *can("b", 60, 0)) if piece.element["id"] != "b-l"]
    analysis = gk.analyze(drawing(shared))
    assert {thing.id: len(thing.elements) for thing in analysis.things} == {"a": 5, "b": 4}


@pytest.mark.parametrize(("high", "things"), [(44, 1), (28, 5)])
def test_a_flat_cylinder_is_one_unless_it_has_hardly_sides(high: float, things: int) -> None:
    plain = [piece for piece in can("disk", 0, 0, (170, high)) if piece.element["type"] != "text"]
    found = gk.analyze(drawing(plain, text("far", "far", (400, 0))))
    assert (len(found.thing_of["disk"].elements) == 4) == (things == 1)


def test_a_side_of_a_cylinder_may_run_along_the_border_of_a_box() -> None:
    boxes = rectangle("left", (-62, 0), (60, 60), "L"), rectangle("right", (62, 0), (60, 60), "R")
    analysis = gk.analyze(drawing(boxes, can("a", 0, 0)))
    assert {thing.id: len(thing.elements) for thing in analysis.things} == {"left": 2, "right": 2, "a": 5}
    assert not analysis.connections


@pytest.mark.parametrize(
    "below",
    [
        (LEFT, RIGHT),
        (line("left", (45, 29), (45, 90)), line("right", (75, 29), (75, 90)), line("foot", (45, 90), (75, 90))),
        (line("left", (0, 15), (0, 25)), line("right", (120, 15), (120, 25)), line("foot", (0, 25), (120, 25))),
    ],
    ids=["no foot", "too near to each other", "too short"],
)
def test_lines_that_are_no_sides_and_foot_make_no_cylinder(below: Pieces) -> None:
    analysis = gk.analyze(drawing(TOP, below, text("name", "DB", centre=(60, 65))))
    assert all(thing.elements != ("top", "left", "right") for thing in analysis.things)
    assert "left" not in analysis.thing_of


@pytest.mark.parametrize("gap", [2, 8])
def test_the_edges_of_a_graph_make_no_cylinder_with_one_of_its_nodes(gap: float) -> None:
    places = {"a": (200, 0), "b": (0, 200), "c": (400, 200)}
    nodes = [ellipse(name, (x - 10, y - 10), (20, 20)) for name, (x, y) in places.items()]
    ab = line("ab", (190 - 0.7 * gap, 7 + 0.7 * gap), (7 + 0.7 * gap, 193 - 0.7 * gap))
    ac = line("ac", (210 + 0.7 * gap, 7 + 0.7 * gap), (393 - 0.7 * gap, 193 - 0.7 * gap))
    bc = line("bc", (10 + gap, 200), (390 - gap, 200))
    analysis = gk.analyze(drawing(nodes, ab, ac, bc, text("far", "far", (700, 60))))
    assert {c.id: {c.start.target, c.end.target} for c in analysis.connections} == {
        "ab": {"a", "b"}, "ac": {"a", "c"}, "bc": {"b", "c"},
    }  # fmt: skip
    # But a cylinder may stand on something.
    below = LEFT, RIGHT, line("foot", (0, 90), (120, 90)), rectangle("shelf", (-40, 100), (400, 40), "Shelf")
    assert gk.analyze(drawing(TOP, below)).things[0].elements == ("top", "left", "right", "foot")
    # Or between two others that its corners touch.
    beside = rectangle("a", (-108, 60), (100, 60), "A"), rectangle("b", (128, 60), (100, 60), "B")
    found = gk.analyze(drawing(TOP, LEFT, RIGHT, line("foot", (0, 90), (120, 90)), beside))
    assert found.things[0].elements == ("top", "left", "right", "foot")
    assert not found.connections


def held(analysis: gk.Analysis) -> dict[str, str]:
    """What each thing lies in, by the names of both, or by their ids."""
    name = {thing.id: thing.label or thing.id for thing in analysis.things}
    return {name[m.member]: name[m.whole] for m in analysis.memberships}


@pytest.mark.parametrize(("side", "top"), [(6, 24), (10, 20), (20, 30), (30, 40)])
@pytest.mark.parametrize("scale", [1.0, 0.37])
def test_regions_close_within_one_another_hold_one_another(side: float, top: float, scale: float) -> None:
    regions = [
        (
            rectangle(f"r{n}", (n * side, n * top), (800 - 2 * n * side, 500 - n * (side + top))),
            text(f"t{n}", name, (n * side + 10, n * top + 4), font=16),
        )
        for n, name in enumerate("ABC")
    ]
    parts = [rectangle(f"p{k}", (200 + 250 * k, 250), (110, 60), f"P{k}", font=16) for k in range(2)]
    analysis = gk.analyze(scaled(drawing(regions, parts), scale))
    assert held(analysis) == {"B": "A", "C": "B", "P0": "C", "P1": "C"}


@pytest.mark.parametrize(("margin", "at", "meant"), [(10, -10, "A"), (10, 11, "B"), (20, -10, "A"), (20, 16, "B")])
def test_an_arrow_means_the_one_of_nested_regions_that_it_stops_at(margin: float, at: float, meant: str) -> None:
    regions = [
        (
            rectangle(f"r{n}", (n * margin, n * (margin + 20)), (800 - 2 * n * margin, 500 - n * (2 * margin + 20))),
            text(f"t{n}", name, (n * margin + 10, n * (margin + 20) + 6), font=16),
        )
        for n, name in enumerate("AB")
    ]
    parts = [rectangle(f"p{k}", (200 + 300 * k, 200), (120, 60), f"P{k}") for k in range(2)]
    user = rectangle("user", (-300, 200), (120, 60), "User")
    graph = gk.extract(drawing(regions, parts, user, arrow("a", (-172, 230), (at, 230))))
    name = graph.nodes(data="label")
    assert [(name[u], name[v]) for u, v, r in graph.edges(data="relation") if r == "arrow"] == [("User", meant)]


@pytest.mark.parametrize("margin", [4, 8, 14])
@pytest.mark.parametrize("shape", [rectangle, ellipse])
@pytest.mark.parametrize("named", ["inner", "outer"])
def test_a_second_border_makes_no_second_thing(margin: float, shape: Callable[..., Piece], named: str) -> None:
    name = {"inner": "", "outer": "", named: "Vault"}
    outer = shape("outer", (0, 0), (200, 120), name["outer"])
    inner = shape("inner", (margin, margin), (200 - 2 * margin, 120 - 2 * margin), name["inner"])
    analysis = gk.analyze(drawing(outer, inner, rectangle("key", (400, 30), (120, 60), "Key")))
    assert sorted(thing.label for thing in analysis.things) == ["Key", "Vault"]
    assert not analysis.memberships


def test_a_region_holds_a_box_with_words_that_all_but_fills_it() -> None:
    pod = rectangle("pod", (0, 0), (200, 130)), text("name", "Pod", (10, 6), font=16)
    analysis = gk.analyze(drawing(pod, rectangle("box", (11, 36), (177, 82), "nginx")))
    assert held(analysis) == {"nginx": "Pod"}


@pytest.mark.parametrize(("at", "name"), [((10, 40), "Plant"), ((10, 180), "")])
def test_a_title_may_stand_aside_of_what_all_but_fills_a_container(at: tuple[float, float], name: str) -> None:
    plant = rectangle("plant", (0, 0), (600, 400)), text("title", "Plant", at)
    hall = rectangle("hall", (90, 10), (500, 380)), rectangle("press", (280, 150), (120, 60), "Press")
    store = rectangle("store", (6, 90), (78, 60), "Store"), text("note", "Hall 1", (100, 16))
    analysis = gk.analyze(drawing(plant, hall, store))
    assert {thing.id: thing.label for thing in analysis.things}["plant"] == name
    assert held(analysis)["Hall 1"] == (name or "plant")


@pytest.mark.parametrize(("notch", "whole"), [(56, {}), (10, {"Hall": "yard"})])
def test_the_margin_counts_wherever_the_outline_comes_nearest(notch: float, whole: dict[str, str]) -> None:
    yard = polygon("yard", (0, 0), (400, 0), (405, notch), (410, 0), (900, 0), (900, 600), (0, 600))
    analysis = gk.analyze(drawing(yard, rectangle("hall", (10, 60), (880, 530), "Hall")))
    assert held(analysis) == whole


BOX, NAME = rectangle("box", (0, 0), (200, 80)), text("name", "Web", (80, 28))
PICTURE = image("image", (12, 16), (48, 48))
SIGN = group(
    "sign", ellipse("s1", (12, 16), (48, 48)), ellipse("s2", (24, 28), (20, 20)), line("s3", (14, 20), (58, 60))
)


@pytest.mark.parametrize("picture", [PICTURE, SIGN], ids=["image", "icon"])
@pytest.mark.parametrize("name", [NAME, text("name", "Web", (8, 66), font=12)], ids=["beside", "below"])
def test_a_box_with_a_name_and_a_picture_is_one_thing(picture: Pieces, name: Pieces) -> None:
    there = rectangle("there", (400, 10), (120, 60), "DB")
    graph = gk.extract(drawing(BOX, picture, name, there, arrow("a", (394, 60), (66, 40))))
    assert sorted(data["label"] for _, data in graph.nodes(data=True)) == ["DB", "Web"]
    called = graph.nodes(data="label")
    assert [(called[u], called[v], r) for u, v, r in graph.edges(data="relation")] == [("DB", "Web", "arrow")]


@pytest.mark.parametrize(
    "more",
    [
        text("note", "1.2", (80, 4), font=12),
        image("second", (150, 30), (30, 30)),
        rectangle("part", (150, 30), (36, 36)),
        text("sign", "W", centre=(36, 40)),
        arrow("inside", (64, 40), (78, 40)),
        arrow("bent", (64, 40), (78, 40), via=[(70, 10)]),
    ],
    ids=["a text", "an image", "a box", "words in the picture", "an arrow", "a bent arrow"],
)
def test_a_box_with_a_picture_and_more_is_a_container(more: Pieces) -> None:
    analysis = gk.analyze(drawing(BOX, PICTURE, NAME, more))
    assert ("image", "box") in {(m.member, m.whole) for m in analysis.memberships}


def test_a_shape_that_is_grouped_with_words_is_no_picture() -> None:
    row = group("row", rectangle("mark", (40, 34), (16, 16)), NAME)
    analysis = gk.analyze(drawing(BOX, row, rectangle("there", (400, 10), (120, 60), "DB")))
    assert "mark" in {id for thing in analysis.things for id in thing.elements if thing.id != "box"}


def test_a_picture_around_a_box_is_no_picture_in_it() -> None:
    photo = image("photo", (-40, -40), (280, 160))
    analysis = gk.analyze(drawing(photo, BOX, NAME))
    assert "photo" in {thing.id for thing in analysis.things}


def test_a_picture_whose_name_is_corrected_to_be_its_own_is_a_thing() -> None:
    shown = drawing(BOX, PICTURE, NAME)
    said = gk.Corrections(names={"name": "image"})
    analysis = gk.analyze(shown, corrections=said)
    assert {thing.id: thing.label for thing in analysis.things} == {"image": "Web", "box": ""}


MESSAGES = [arrow("m1", (62, 200), (237, 200)), arrow("m2", (237, 300), (62, 300))]
BUSY = [(0, 0), (24, 0), (24, 200), (0, 200), (0, 0)]


def with_a_closed_line(points: list[tuple[float, float]]) -> gk.Drawing:
    """A sequence diagram in which one party is busy along a closed line."""
    parties = [rectangle(name, (x, 0), (100, 60), name) for name, x in (("A", 0), ("B", 200))]
    lines = [line(f"l{x}", (x, 60), (x, 500)) for x in (50, 250)]
    placed = [(238 + x, 150 + y) for x, y in points]
    return drawing(parties, lines, line("busy", placed[0], placed[-1], via=placed[1:-1]), MESSAGES)


@pytest.mark.parametrize("first", range(4))
@pytest.mark.parametrize("way", [1, -1])
def test_a_closed_line_along_the_corners_of_a_rectangle_is_one(first: int, way: int) -> None:
    corners = BUSY[:-1][::way]
    corners = corners[first:] + corners[:first]
    analysis = gk.analyze(with_a_closed_line([*corners, corners[0]]))
    assert [(c.id, c.start.target, c.end.target) for c in analysis.connections] == [("m1", "A", "B"), ("m2", "B", "A")]
    assert analysis.thing_of["busy"].id == "B"


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (24, 0), (24, 200), (5, 180), (0, 0)],
        [(0, 0), (24, 200), (24, 0), (0, 200), (0, 0)],
        [(0, 0), (24, 0), (24, 200), (24, 0), (0, 0)],
    ],
)
def test_another_closed_line_is_no_rectangle(points: list[tuple[float, float]]) -> None:
    assert gk.analyze(with_a_closed_line(points)).thing_of["busy"].id == "busy"


@pytest.mark.parametrize("front", ["Front", ""], ids=["each has words of its own", "only one has"])
def test_cards_that_each_have_words_are_no_stack(front: str) -> None:
    words = [text("front", front, (30, 90))] if front else []
    inner = rectangle("a", (50, 160), (120, 60), "A"), rectangle("b", (50, 260), (120, 60), "B")
    cards = rectangle("one", (60, 0), (260, 300)), rectangle("two", (20, 80), (260, 300))
    found = {
        thing.id: thing for thing in gk.analyze(drawing(cards, text("back", "Back", (80, 8)), words, inner)).things
    }
    if front:
        assert (found["one"].label, found["two"].label) == ("Back", "Front")
    else:
        assert {"one", "two"} <= set(found["one"].elements)


@pytest.mark.parametrize(
    ("title", "whole"),
    [
        (text("t", "Web apps", (2, -30)), "Web apps"),
        (text("t", "Web apps", centre=(100, -18)), "Web apps"),
        (text("t", "Web apps", (90, -30)), ""),  # neither in the middle nor where the box begins
        (text("t", "Web apps", (2, -70)), ""),  # far above it
        (text("t", "Web apps,\nas planned", (2, -55)), ""),  # more than a title
        (text("t", "all that we ever sold on the web", centre=(100, -18)), ""),  # of more than the box
    ],
)  # fmt: skip
def test_a_box_under_a_title_holds_the_box_in_it(title: Piece, whole: str) -> None:
    boxes = rectangle("outer", (0, 0), (200, 120)), rectangle("inner", (16, 14), (168, 92), "Chat")
    analysis = gk.analyze(drawing(boxes, title))
    assert held(analysis) == ({"Chat": whole} if whole else {})


def test_a_second_border_under_words_is_one_around_what_has_none() -> None:
    boxes = rectangle("outer", (0, 0), (200, 120)), rectangle("inner", (16, 14), (168, 92))
    analysis = gk.analyze(drawing(boxes, text("t", "Vault", centre=(100, -18))))
    assert not analysis.memberships


@pytest.mark.parametrize("margin", [4, 16])
def test_a_border_drawn_twice_right_under_a_title_is_one(margin: float) -> None:
    inner = rectangle("inner", (margin, margin), (200 - 2 * margin, 120 - 2 * margin), "Chat")
    analysis = gk.analyze(drawing(rectangle("outer", (0, 0), (200, 120)), inner, text("t", "Web apps", (2, -30))))
    assert held(analysis) == ({} if margin == 4 else {"Chat": "Web apps"})
    assert (analysis.thing_of["outer"].id == analysis.thing_of["inner"].id) == (margin == 4)


def test_the_words_in_the_box_above_are_no_title_of_a_double_border() -> None:
    # The cells of a stack are as wide as their words, and one stands close on the other.
    cells = [
        (rectangle(f"c{n}", (0, 44 * n), (100, 44)), rectangle(f"d{n}", (7, 44 * n + 7), (86, 30)),
         text(f"t{n}", word, centre=(50, 44 * n + 22)))
        for n, word in enumerate(("Heap", "Code", "Data"))
    ]  # fmt: skip
    analysis = gk.analyze(drawing(cells))
    assert sorted((thing.label, len(thing.elements)) for thing in analysis.things) == [
        ("Code", 3), ("Data", 3), ("Heap", 3),
    ]  # fmt: skip
    # But the title of a region stands in that.
    region = rectangle("region", (-20, -40), (140, 110)), text("t", "Web apps", (2, -30))
    inner = rectangle("inner", (7, 7), (86, 30), "Chat")
    assert held(gk.analyze(drawing(region, rectangle("outer", (0, 0), (100, 44)), inner)))["Chat"] == "outer"


@pytest.mark.parametrize(("margin", "things"), [(4, 3), (10, 4)])
@pytest.mark.parametrize("shape", [rectangle, ellipse])
def test_a_border_drawn_twice_is_one_whatever_it_holds(margin: float, things: int, shape: Callable[..., Piece]) -> None:
    outer = shape("outer", (0, 0), (500, 300))
    inner = shape("inner", (margin, margin), (500 - 2 * margin, 300 - 2 * margin))
    parts = rectangle("a", (100, 120), (100, 60), "A"), rectangle("b", (300, 120), (100, 60), "B")
    analysis = gk.analyze(drawing(outer, inner, parts))
    assert len(analysis.things) == things
    assert {m.member for m in analysis.memberships} == ({"a", "b"} if margin == 4 else {"inner", "a", "b"})


@pytest.mark.parametrize(("style", "things"), [("solid", 3), ("dashed", 4)])
def test_a_dashed_border_close_around_another_is_that_of_a_region(style: str, things: int) -> None:
    regions = rectangle("outer", (0, 0), (500, 300), stroke_style=style), rectangle("inner", (4, 4), (492, 292))
    parts = rectangle("a", (100, 120), (100, 60), "A"), rectangle("b", (300, 120), (100, 60), "B")
    titles = text("u", "Zone", (12, 10)), text("t", "Cloud", (2, 306))
    assert (
        len([one for one in gk.analyze(drawing(regions, parts, titles)).things if one.role != "annotation"]) == things
    )


def test_regions_with_a_title_each_are_two_however_close() -> None:
    regions = rectangle("outer", (0, 0), (500, 300)), rectangle("inner", (4, 4), (492, 292))
    parts = rectangle("a", (100, 120), (100, 60), "A"), rectangle("b", (300, 120), (100, 60), "B")
    above, within = text("t", "Cloud", (2, -30)), text("u", "Zone", (12, 10))
    for titles, things in ((above, 3), (within, 3), ((above, within), 4)):
        assert len(gk.analyze(drawing(regions, parts, titles)).things) == things


CIRCLES = ellipse("one", (0, 0), (240, 240)), ellipse("two", (150, 0), (240, 240))


def test_words_where_two_circles_overlap_are_the_name_of_neither() -> None:
    words = (
        text("a", "Tech", centre=(75, 120)),
        text("b", "People", centre=(315, 120)),
        text("c", "we", centre=(195, 120)),
    )
    note = text("note", "here we want to be", (420, -40))
    graph = gk.extract(drawing(CIRCLES, words, note, arrow("r1", (414, -20), (212, 112))))
    name = dict(graph.nodes(data="label"))
    assert {"Tech", "People", "we"} <= set(name.values())
    assert [(name[u], name[v]) for u, v, r in graph.edges(data="relation") if r == "arrow"] == [
        ("here we want to be", "we")
    ]


def test_words_in_the_overlap_of_circles_without_others_are_written_in_the_upper_one() -> None:
    found = gk.analyze(drawing(CIRCLES, text("c", "we", centre=(195, 120))))
    assert {thing.id: thing.label for thing in found.things}["two"] == "we"


def test_shapes_of_unlike_breadth_joined_at_their_sides_are_two_things() -> None:
    ends = ellipse("top", (0, 0), (120, 30)), ellipse("foot", (-60, 200), (240, 30))
    sides = line("left", (0, 15), (-60, 215)), line("right", (120, 15), (180, 215))
    assert {thing.id for thing in gk.analyze(drawing(ends, sides)).things} == {"top", "foot"}


def test_a_group_of_a_shape_and_an_arrow_is_no_icon() -> None:
    kept = group("g", rectangle("a", (0, 0), (100, 60), "A"), arrow("r", (104, 30), (196, 30)))
    (found,) = gk.analyze(drawing(kept, rectangle("b", (200, 0), (100, 60), "B"))).connections
    assert (found.id, found.start.target, found.end.target) == ("r", "a", "b")


def test_where_very_many_ends_lie_on_one_another_nobody_looks_for_cylinders() -> None:
    for many, found in ((1, 1), (70, 0)):
        rings = [
            ellipse(f"{side}{k}", (0, y), (100, 40)) for side, y in (("top", 0), ("foot", 200)) for k in range(many)
        ]
        sides = line("left", (0, 20), (0, 220)), line("right", (100, 20), (100, 220))
        seen = scene.build(drawing(rings, sides), gk.Thresholds())
        assert len(cylinders.built(seen, names.find(seen), set())) == found
