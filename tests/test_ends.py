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


@pytest.mark.parametrize("tip", [250, 290, 320])
def test_an_end_deep_within_a_page_means_what_lies_ahead_of_it_there(tip: float) -> None:
    page, title = rectangle("page", at=(0, 0), size=(600, 400)), text("title", "Cluster", at=(20, 15))
    inner = rectangle("inner", at=(350, 170), size=(120, 60), label="Scaling")
    alarm = rectangle("alarm", at=(-300, 170), size=(120, 60), label="Alarm")
    (edge,) = gk.analyze(drawing(page, title, inner, alarm, arrow("a", (-178, 200), (tip, 200)))).connections
    assert edge.end.target == "inner"


SOURCE, POOL = rectangle("source", (0, 60), (120, 80), "Source"), rectangle("pool", (400, 0), (300, 200))
LINKS = pytest.mark.parametrize("link", [arrow, line])


def ended(*pieces: Pieces) -> list[tuple[str, str]]:
    """The main elements at both ends of everything that joins something."""
    graph = gk.extract(drawing(*pieces))
    elements = graph.nodes(data="element")
    return sorted((elements[u], elements[v]) for u, v, rel in graph.edges(data="relation") if rel in ("arrow", "line"))


@LINKS
@pytest.mark.parametrize("top", [45, 70, 92, 120])
def test_from_very_middle_to_very_middle_means_the_wholes(link: Callable[..., Piece], top: float) -> None:
    pump = rectangle("pump", (490, top), (120, 50), "Pump")
    assert ended(SOURCE, POOL, pump, link("r1", (60, 100), (550, 100))) == [("source", "pool")]


@LINKS
@pytest.mark.parametrize(
    ("start", "end"), [((122, 100), (550, 100)), ((60, 100), (553, 100)), ((64, 100), (550, 100))],
    ids=["from the border", "beside one middle", "beside the other"],
)  # fmt: skip
def test_what_is_beside_the_middle_may_mean_what_is_there(link: Callable[..., Piece], start: Point, end: Point) -> None:
    pump = rectangle("pump", (490, 92), (120, 50), "Pump")
    assert ended(SOURCE, POOL, pump, link("r1", start, end)) == [("source", "pump")]


@LINKS
def test_what_touches_others_with_both_ends_means_these_though_at_the_middle_of_what_holds_them(
    link: Callable[..., Piece],
) -> None:
    pools = rectangle("left", (0, 0), (300, 200)), rectangle("right", (400, 0), (300, 200))
    pumps = rectangle("one", (40, 60), (110, 80), "One"), rectangle("two", (550, 60), (110, 80), "Two")
    assert ended(pools, pumps, link("r1", (150, 100), (550, 100))) == [("one", "two")]


def test_lines_that_meet_in_the_very_middle_of_a_node_end_there_whatever_words_are_beside_it() -> None:
    nodes = [ellipse(f"n{k}", (100 * k, 100 * k), (60, 60), str(k)) for k in range(3)]
    beside = text("v", "v", centre=(157, 103))
    lines = [line(f"l{k}", (100 * k + 30, 100 * k + 30), (100 * k + 130, 100 * k + 130)) for k in range(2)]
    assert ended(nodes, beside, lines) == [("n0", "n1"), ("n1", "n2")]


def test_a_line_from_very_middle_to_very_middle_divides_nothing_though_it_hardly_leaves_them() -> None:
    boxes = rectangle("one", (0, 0), (300, 100), "One"), rectangle("two", (320, 0), (300, 100), "Two")
    assert ended(boxes, line("l1", (150, 50), (470, 50))) == [("one", "two")]
