"""What an arrow's end means where several things are as near: what lies on top, the whole, or what the picture says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from msgspec.structs import replace as with_

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, embeddable, group, image, line, rectangle, text
from graphkit.analysis import arrange, names
from graphkit.analysis.ends import FEATURES, MOST, candidates, nearest, weighed
from graphkit.analysis.scene import build
from graphkit.corrections import Corrections
from graphkit.elements import Arrow, DeclaredBinding, Point
from transforms import turned

LIMITS, NOTHING = gk.Thresholds(), Corrections()


def joined(graph: nx.MultiDiGraph) -> list[tuple[str, str]]:
    """Labels of both ends of every arrow."""
    return sorted(
        (graph.nodes[u]["label"], graph.nodes[v]["label"])
        for u, v, relation in graph.edges(data="relation")
        if relation == "arrow"
    )


FRONT = rectangle("front", (300, 60), (150, 80), "Front")
BACK = rectangle("back", (330, 10), (150, 80), "Back")
POST = rectangle("post", (380, 300), (120, 60), "Post")


@pytest.mark.parametrize(("below", "top", "meant"), [(FRONT, BACK, "Back"), (BACK, FRONT, "Front")])
def test_of_cards_that_overlap_the_end_means_the_one_on_top(below: object, top: object, meant: str) -> None:
    # The tip is 8 px off the right side of one card and 4 px below the other.
    graph = gk.extract(drawing(below, top, POST, arrow("r1", (456, 290), (456, 95))))
    assert joined(graph) == [("Post", meant)]


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
def test_an_end_at_the_border_of_two_cells_means_the_one_drawn_later(order: tuple[str, str]) -> None:
    cells = {
        "a": rectangle("a", (0, 0), (60, 60), rounded=False),
        "b": rectangle("b", (60, 0), (60, 60), rounded=False),
    }
    below = text("note", "spare", centre=(60, 200))
    graph = gk.extract(drawing([cells[name] for name in order], below, arrow("r1", (60, 184), (60, 62))))
    assert [graph.nodes[v]["element"] for _, v in graph.edges()] == [order[1]]


def test_a_title_that_only_arrows_from_outside_point_at_is_its_container() -> None:
    shed = (
        rectangle("shed", (300, 0), (300, 200)),
        text("name", "Shed", (320, 14)),
        rectangle("saw", (400, 110), (100, 50), "Saw"),
    )
    outside = drawing(*shed, text("oak", "Oak", (100, 14)), arrow("r1", (150, 26), (312, 26)))
    assert joined(gk.extract(outside)) == [("Oak", "Shed")]
    assert gk.extract(outside).nodes["drawing.excalidraw#^shed"]["role"] == "container"


RULES = (
    rectangle("rules", (300, 0), (300, 200)),
    text("first", "Oil the chain", (320, 20)),
    text("last", "Lock the gate", (320, 150)),
)
CAT = text("cat", "Cat", (100, 20))
TO_FIRST, TO_LAST = arrow("r1", (150, 32), (310, 32)), arrow("r2", (150, 162), (310, 162))


@pytest.mark.parametrize("bound", [False, True])
def test_one_of_the_words_in_a_shape_that_arrows_point_at_is_the_shape(bound: bool) -> None:
    to_first = arrow("r1", "cat", "first") if bound else TO_FIRST
    assert joined(gk.extract(drawing(RULES, CAT, to_first))) == [("Cat", "Oil the chain Lock the gate")]


def test_each_of_the_words_in_a_shape_that_arrows_point_at_is_a_thing() -> None:
    graph = gk.extract(drawing(RULES, CAT, text("dog", "Dog", (100, 150)), TO_FIRST, TO_LAST))
    assert joined(graph) == [("Cat", "Oil the chain"), ("Dog", "Lock the gate")]


def test_words_in_a_shape_that_an_arrow_joins_are_things() -> None:
    graph = gk.extract(drawing(RULES, arrow("r3", (380, 50), (380, 144))))
    assert joined(graph) == [("Oil the chain", "Lock the gate")]


LINES = [
    text(f"line{n}", words, (x, 40 + 25 * n)) for n, (x, words) in enumerate([(320, "Oil the"), (320, "old chain")])
]
CARD = rectangle("card", (300, 0), (300, 130))
TO_CARD = arrow("r1", (150, 52), (297, 52))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("off", [-4, 0, 3])
def test_lines_of_one_name_are_one_text(quarters: int, off: float) -> None:
    lines = [LINES[0], text("line1", "old chain", (320 + off, 65 + off))]
    made = turned(drawing(CARD, lines, CAT, TO_CARD), quarters, by_angle=True)
    assert joined(gk.extract(made)) == [("Cat", "Oil the old chain")]
    assert gk.analyze(made).thing["card"].elements == ("card", "line0", "line1")


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("top", [1, 3, 5, 8])
def test_an_arrow_to_a_shape_means_no_line_of_its_name(top: float, quarters: int) -> None:
    # The first line is close behind the border, and the words are not in the middle.
    words = enumerate(["Oil the chain", "of the old one", "and lock it"])
    lines = [text(f"line{n}", line_, (304, top + 25 * n)) for n, line_ in words]
    card = rectangle("card", (300, 0), (200, 75 + 2 * top))
    made = drawing(card, lines, text("cat", "Cat", centre=(370, -110)), arrow("r1", (370, -90), (370, -1)))
    graph = gk.extract(turned(made, quarters, by_angle=True))
    assert joined(graph) == [("Cat", "Oil the chain of the old one and lock it")]


@pytest.mark.parametrize(
    ("second", "more"),
    [
        (text("line1", "old chain", (320, 85)), ()),  # a line apart
        (text("line1", "old chain", (350, 65)), ()),  # out of line
        (text("line1", "old chain", (320, 65), font=28), ()),  # larger
        (LINES[1], arrow("r2", (150, 77), (316, 77))),  # what arrows lead to by itself
        (LINES[1], arrow("r2", "cat", "line1", bound=True)),
    ],
    ids=["apart", "out of line", "larger", "led to", "bound"],
)
def test_other_words_in_a_shape_are_several_texts(second: Piece, more: Pieces) -> None:
    made = drawing(CARD, LINES[0], second, CAT, arrow("r1", (150, 52), (316, 52)), more)
    assert len(names.find(build(made, LIMITS)).shape_of) == 0


def test_words_that_an_arrow_from_inside_points_at_are_no_title() -> None:
    shed = (
        rectangle("shed", (300, 0), (300, 200)),
        text("name", "Dust", (320, 14)),
        rectangle("saw", (400, 110), (100, 50), "Saw"),
    )
    graph = gk.extract(drawing(*shed, arrow("r1", (420, 106), (350, 44))))
    assert joined(graph) == [("Saw", "Dust")]
    assert all(data["label"] != "Dust" or data["element"] == "name" for _, data in graph.nodes(data=True))


@pytest.mark.parametrize(
    ("start", "end", "edge"),
    [
        ((346, 100), (410, 100), ("saw", "shed")),
        ((338, 116), (352, 150), None),
        ((100, 30), (420, 96), ("oak", "shed")),
        ((100, 30), (270, 60), ("oak", "shed")),
    ],
    ids=["from within", "from within, away from it", "from outside", "from outside, up to the border"],
)
def test_what_ends_in_a_container_may_mean_it_by_its_name(
    start: Point, end: Point, edge: tuple[str, str] | None
) -> None:
    shed, saw = rectangle("shed", (300, 0), (300, 200), "Shed"), ellipse("saw", (306, 80), (40, 40))
    oak = rectangle("oak", (40, 10), (58, 40))
    analysis = gk.analyze(drawing(shed, saw, oak, arrow("r1", start, end)))
    assert [(c.start.target, c.end.target) for c in analysis.connections] == ([edge] if edge else [])


@pytest.mark.parametrize("gap", [10, 30, 60])
@pytest.mark.parametrize("bound", [False, True])
def test_an_arrow_that_goes_on_past_the_name_in_a_container_means_what_it_points_at(gap: float, bound: bool) -> None:
    shed, saw = rectangle("shed", (300, 0), (300, 200), "Shed"), rectangle("saw", (540, 80), (50, 40), "Saw")
    oak = rectangle("oak", (100, 80), (60, 40), "Oak")
    loose = drawing(shed, saw, oak, arrow("r1", (165, 100), (540 - gap, 100)))
    end = DeclaredBinding(element_id="saw") if bound else None
    elements = tuple(with_(e, end_binding=end) if isinstance(e, Arrow) else e for e in loose.elements)
    analysis = gk.analyze(replace(loose, elements=elements))
    assert [(c.start.target, c.end.target) for c in analysis.connections] == [("oak", "saw")]
    assert analysis.problems == ()


def test_a_plain_line_under_the_name_in_a_container_joins_nothing() -> None:
    shed, saw = rectangle("shed", (300, 0), (300, 200), "Shed"), rectangle("saw", (310, 150), (40, 30))
    analysis = gk.analyze(
        drawing(shed, saw, line("rule", (425, 115), (476, 115)), line("tick", (352, 150), (424, 112)))
    )
    assert analysis.connections == ()


def test_a_group_of_which_several_shapes_have_words_is_no_icon() -> None:
    rings = group(
        "rings",
        ellipse("crust", (0, 0), (600, 420)),
        ellipse("mantle", (100, 70), (400, 280)),
        ellipse("core", (200, 140), (200, 140)),
    )
    words = text("w1", "Crust", (24, 200)), text("w2", "Mantle", (114, 200)), text("w3", "Core", centre=(300, 210))
    graph = gk.extract(drawing(rings, *words, arrow("r1", (300, 20), (300, 66))))
    ((start, end),) = [(u, v) for u, v, relation in graph.edges(data="relation") if relation == "arrow"]
    assert (graph.nodes[start]["element"], graph.nodes[end]["element"]) == ("crust", "mantle")


def test_an_end_bound_to_a_label_that_it_passes_means_what_it_lies_at() -> None:
    mill, shop = rectangle("mill", (0, 0), (140, 70), "Mill"), rectangle("shop", (420, 0), (140, 70), "Shop")
    loose = drawing(mill, shop, text("flour", "flour", (200, 2)), arrow("r1", (146, 36), (414, 35)))
    bound = DeclaredBinding(element_id="flour")
    elements = [with_(e, start_binding=bound) if isinstance(e, Arrow) else e for e in loose.elements]
    analysis = gk.analyze(replace(loose, elements=tuple(elements)))
    assert [problem.code for problem in analysis.problems] == ["stale-binding"]
    assert [(c.start.target, c.end.target, c.label) for c in analysis.connections] == [("mill", "shop", "flour")]


@pytest.mark.parametrize(
    ("away", "beside", "stale"), [(28, 8, False), (36, 8, True), (40, 13, True), (40, 17, False)],
    ids=["near what it declares", "far from it", "another thing near", "nothing near"],
)  # fmt: skip
def test_an_end_far_from_what_it_declares_and_near_something_else_is_stale(
    away: float, beside: float, stale: bool
) -> None:
    # Of two other things it is as near to both, so that neither is nearly sure.
    x = 120 + away
    mill, shop = rectangle("mill", (0, 0), (120, 60), "Mill"), rectangle("shop", (600, 0), (120, 60), "Shop")
    over = rectangle("over", (x - 20, -70), (80, 100 - beside), "Over", rounded=False)
    under = rectangle("under", (x - 20, 30 + beside), (80, 80), "Under", rounded=False)
    loose = drawing(mill, shop, over, under, arrow("r1", (596, 30), (x, 30)))
    bound = DeclaredBinding(element_id="mill")
    elements = [with_(e, end_binding=bound) if isinstance(e, Arrow) else e for e in loose.elements]
    analysis = gk.analyze(replace(loose, elements=tuple(elements)))
    assert [problem.code for problem in analysis.problems] == ["stale-binding"] * stale
    assert [c.end.target == "mill" for c in analysis.connections] == [not stale]


def test_an_end_bound_to_words_that_it_comes_from_means_them() -> None:
    mill, shop = rectangle("mill", (0, 0), (140, 70), "Mill"), rectangle("shop", (620, 0), (140, 70), "Shop")
    analysis = gk.analyze(
        drawing(mill, shop, text("flour", "flour", (300, 22)), arrow("r1", "flour", "shop", bound=True))
    )
    assert analysis.problems == ()
    assert [(c.start.target, c.end.target) for c in analysis.connections] == [("flour", "shop")]


def test_an_arrow_that_points_at_a_title_is_read_so_again_once_it_is_bound() -> None:
    oak, saw = text("oak", "Oak", (100, 14)), rectangle("saw", (400, 110), (100, 50), "Saw")
    shed = rectangle("shed", (300, 0), (300, 200)), text("name", "Shed", (320, 14))
    loose = drawing(*shed, saw, oak, arrow("r1", (150, 26), (312, 26)))
    again = gk.extract(gk.rebind(loose, gk.analyze(loose)))
    assert joined(again) == [("Oak", "Shed")]
    assert [label for *_, label in again.edges(data="label") if label] == []


BOX = rectangle("box", (0, 0), (100, 60), "Box")


@pytest.mark.parametrize("away", [60, 120])
def test_what_is_far_aside_of_where_an_arrow_points_is_not_meant(away: float) -> None:
    # The arrow goes straight down beside the words and ends level with them.
    beside = text("aside", "Aside", (50 + away, 240))
    analysis = gk.analyze(drawing(BOX, beside, arrow("r1", (50, 64), (50, 260))))
    assert analysis.connections == ()
    assert [end.terminal for end in analysis.unresolved] == ["start", "end"]


def words(at: tuple[float, float]) -> Piece:
    return text("it", "It", at)


def box(at: tuple[float, float]) -> Piece:
    return rectangle("it", at, (16, 25))


@pytest.mark.parametrize(
    ("it", "at", "meant"),
    [
        (words, (69, 248), True),  # 19 px beside the tip, less than one unit
        (words, (72, 248), False),  # 22 px, more than one
        (words, (90, 296), True),  # farther off, and 48° off the way on
        (words, (104, 282), False),  # as far off, and 68° off the way on
        (box, (96, 248), True),  # 46 px beside the tip, 2.3 units
        (box, (104, 248), False),  # 54 px, 2.7 units
    ],
)
def test_how_far_and_how_much_aside_a_thing_may_be(
    it: Callable[[tuple[float, float]], Piece], at: tuple[float, float], meant: bool
) -> None:
    analysis = gk.analyze(drawing(BOX, it(at), arrow("r1", "box", (50, 260), gap=4, bound=True)))
    assert [c.start.evidence.rule for c in analysis.connections] == ["declared"] * meant
    assert [c.end.target for c in analysis.connections] == ["it"] * meant


def test_what_is_far_off_and_ahead_is_meant() -> None:
    graph = gk.extract(drawing(BOX, text("ahead", "Ahead", (10, 340)), arrow("r1", (50, 64), (50, 260))))
    assert joined(graph) == [("Box", "Ahead")]


def test_what_is_far_off_is_meant_only_where_an_end_points_at_it() -> None:
    arrow_ = arrow("r1", "box", (50, 260), gap=4, bound=True)
    # 4.9 units off, 33° off the way on; its left side where the way on leads
    assert gk.analyze(drawing(BOX, rectangle("it", (110, 340), (60, 40)), arrow_)).connections == ()
    (found,) = gk.analyze(drawing(BOX, rectangle("it", (40, 340), (60, 40)), arrow_)).connections
    assert found.end.evidence.rule == "ahead"


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


def test_the_way_to_a_thing_leaves_the_small_ones_in_which_an_end_stands_and_not_what_holds_them() -> None:
    things = (
        rectangle("room", (0, 0), (400, 300)), rectangle("desk", (160, 40), (120, 80), "Desk"),
        rectangle("bin", (20, 40), (80, 80), "Bin"), ellipse("dot", (196, 70), (30, 30)),
    )  # fmt: skip
    scene, _, made, _, targets, linking = arrange(drawing(*things, arrow("r1", (211, 85), (380, 85))), LIMITS, NOTHING)
    found = weighed(candidates(scene, linking, targets, {}), np.zeros(len(targets.rings)))
    column = found.features[:, FEATURES.index("leaves")]
    leaves = {
        scene.elements[made.things[targets.thing[target]].main].id: value
        for terminal, target, value in zip(found.terminal, found.target, column, strict=True)
        if terminal == 0
    }
    assert {id: value for id, value in leaves.items() if value} == {"bin": 1.0}
    assert {"dot", "desk"} <= leaves.keys()


@pytest.mark.parametrize("deep", [(4, 0), (120, 60), (230, 150)])
@pytest.mark.parametrize("begins", [-84, -80, -72])
@pytest.mark.parametrize("kind", [image, embeddable])
def test_an_end_in_a_picture_means_the_picture(kind: Callable[..., Piece], begins: float, deep: Point) -> None:
    words = text("words", "Search bar", (-190, 20))
    graph = gk.extract(drawing(kind("shown", (0, 0), (500, 320)), words, arrow("r1", (begins, 32), deep)))
    assert [(graph.nodes[u]["label"], graph.nodes[v]["element"]) for u, v in graph.edges()] == [("Search bar", "shown")]


def test_an_arrow_within_a_picture_does_not_mean_it() -> None:
    shown, aside = image("shown", (0, 0), (500, 320)), text("words", "Search bar", (-190, 20))
    assert not gk.extract(drawing(shown, aside, arrow("r1", (80, 40), (260, 90)))).edges


DEMAND, PRICE = text("demand", "Demand", (0, 0)), text("price", "Price", (300, 0))


@pytest.mark.parametrize("sign", ["+", "-", "−"])
def test_a_sign_at_the_head_of_an_arrow_is_not_what_it_points_at(sign: str) -> None:
    # The word is two units ahead, the sign all but touched.
    drawn = DEMAND, PRICE, arrow("r1", (80, 12), (258, 12)), text("sign", sign, centre=(262, 20))
    assert joined(gk.extract(drawing(drawn))) == [("Demand", "Price")]


def test_a_letter_there_is() -> None:
    drawn = DEMAND, PRICE, arrow("r1", (80, 12), (258, 12)), text("sign", "x", centre=(270, 12))
    assert joined(gk.extract(drawing(drawn))) == [("Demand", "x")]


def test_an_arrow_beside_a_row_of_words_joins_none_though_they_reach_beyond_it() -> None:
    words = [text(f"t{k}", name, centre=(100 * k - 30, 36)) for k, name in enumerate(("Dawn", "Noon", "Dusk", "Night"))]
    assert gk.analyze(drawing(arrow("day", (0, 0), (300, 0)), words)).connections == ()


def test_of_very_many_things_near_an_end_the_nearest_are_weighed() -> None:
    away = np.array([*range(50, 0, -1), 3.0, 2.0, 1.0])
    kept = nearest(np.array([0] * 50 + [1] * 3), away)
    assert kept.tolist() == [distance <= MOST for distance in away[:50].tolist()] + [True] * 3


def test_an_empty_binding_declares_nothing_and_is_nothing_broken() -> None:
    found = drawing(
        rectangle("a", (0, 0), (100, 60), "A"), rectangle("b", (300, 0), (100, 60), "B"), arrow("r", "a", "b")
    )
    empty = DeclaredBinding(element_id=None)
    bound = tuple(
        with_(e, start_binding=empty, end_binding=empty) if isinstance(e, Arrow) else e for e in found.elements
    )
    analysis = gk.analyze(replace(found, elements=bound))
    assert [c.start.target for c in analysis.connections] == ["a"]
    assert analysis.problems == ()


@pytest.mark.parametrize("deep", [20, 40, 60, 120, 200])
@pytest.mark.parametrize("held", [(), (rectangle("save", at=(60, 80), size=(120, 50), label="Save"),)])
def test_an_arrow_from_deep_within_a_page_to_the_next_joins_them(deep: float, held: tuple[Pieces, ...]) -> None:
    pages = rectangle("one", at=(0, 0), size=(500, 400)), rectangle("two", at=(0, 460), size=(500, 400))
    titles = text("t1", "Page 1", at=(20, 20)), text("t2", "Page 2", at=(20, 480))
    way = arrow("next", (250, 400 - deep), (230, 455))
    (edge,) = gk.analyze(drawing(*pages, *titles, *held, way)).connections
    assert (edge.start.target, edge.end.target) == ("one", "two")


@pytest.mark.parametrize(("short", "joins"), [(100, True), (190, True), (205, False)])
def test_a_long_arrow_may_stop_short_by_a_third_of_its_length(short: float, joins: bool) -> None:
    things = (
        rectangle("a", at=(0, 0), size=(100, 60), label="A"),
        rectangle("b", at=(900, 0), size=(100, 60), label="B"),
    )
    analysis = gk.analyze(drawing(*things, arrow("r1", (102, 30), (900 - short, 30))))
    assert len(analysis.connections) == joins


@pytest.mark.parametrize("tip", [250, 290, 320])
def test_an_end_deep_within_a_page_means_what_lies_ahead_of_it_there(tip: float) -> None:
    page, title = rectangle("page", at=(0, 0), size=(600, 400)), text("title", "Cluster", at=(20, 15))
    inner = rectangle("inner", at=(350, 170), size=(120, 60), label="Scaling")
    alarm = rectangle("alarm", at=(-300, 170), size=(120, 60), label="Alarm")
    (edge,) = gk.analyze(drawing(page, title, inner, alarm, arrow("a", (-178, 200), (tip, 200)))).connections
    assert edge.end.target == "inner"
