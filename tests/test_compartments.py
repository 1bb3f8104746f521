"""Which boxes in compartments, with tabs and with ports are one thing: one test a side of each rule."""

from __future__ import annotations

import math
import random
from typing import Any

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, ellipse, group, image, line, rectangle, text
from graphkit.corrections import Corrections
from transforms import beside

FIELDS, METHODS = "- name: Text\n- age: int", "+ feed()\n+ walk()"


def things(*pieces: Pieces) -> dict[str, str]:
    """The elements of each thing, by what it says."""
    graph = gk.extract(drawing(*pieces))
    return {" ".join(data["label"].split()): data["elements"] for _, data in graph.nodes(data=True)}


def joined(*pieces: Pieces) -> set[tuple[str, str]]:
    """The first words of what is joined."""
    graph = gk.extract(drawing(*pieces))
    name = {node: (data["label"].split() or [data["element"]])[0] for node, data in graph.nodes(data=True)}
    return {(name[u], name[v]) for u, v, data in graph.edges(data=True) if data["relation"] in ("arrow", "line")}


# Rule 1: one box, divided


def ruled(shake: float = 0, seed: int = 0) -> list[Piece]:
    """A class in one box, with everything shaken by up to so many px."""
    chance = random.Random(seed)  # noqa: S311  # the same drawing every time, nothing secret

    def at(x: float, y: float) -> tuple[float, float]:
        return x + chance.uniform(-shake, shake), y + chance.uniform(-shake, shake)

    return [
        rectangle("pet", at(0, 0), (200, 150), rounded=False), text("pet-name", "Pet", at(80, 6)),
        line("rule1", at(0, 36), at(200, 36)), text("fields", FIELDS, at(8, 42), font=16),
        line("rule2", at(0, 92), at(200, 92)), text("methods", METHODS, at(8, 98), font=16),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_a_box_that_lines_divide_is_one_thing_however_it_was_drawn(seed: int) -> None:
    owner = rectangle("owner", (500, 40), (140, 70), "Owner")
    pieces = [*ruled(4, seed), owner, arrow("a", (496, 75), (204, 70), heads=(None, "triangle"))]
    assert {label.split()[0] for label in things(*pieces)} == {"Pet", "Owner"}
    assert joined(*pieces) == {("Owner", "Pet")}


def test_it_says_all_that_is_in_it_and_is_drawn_with_its_lines() -> None:
    assert things(*ruled()) == {
        "Pet - name: Text - age: int + feed() + walk()": "pet pet-name rule1 fields rule2 methods",
    }  # fmt: skip


def test_what_it_says_keeps_its_lines() -> None:
    key = (
        text("key", "PK", (8, 44), font=16),
        text("id", "id", (60, 44), font=16),
        text("name", "name", (60, 74), font=16),
    )
    pieces = (
        rectangle("pet", (0, 0), (200, 150), rounded=False),
        text("t", "Pet", (80, 6)),
        line("l", (0, 36), (200, 36)),
    )
    graph = gk.extract(drawing(pieces, key))
    assert [label for _, label in graph.nodes(data="label")] == ["Pet\nPK id\nname"]


def test_a_rectangle_at_its_top_divides_it_too() -> None:
    head, box = rectangle("head", (1, 2), (198, 34), "Pet", rounded=False), rectangle("pet", (0, 0), (200, 150))
    assert list(things(box, head, text("fields", FIELDS, (8, 50)))) == ["Pet - name: Text - age: int"]
    assert len(things(box, head, text("fields", "a cat\nor a dog", (8, 50)))) > 1


STACK = [rectangle("pet", (0, 0), (200, 40), "Pet", rounded=False),
         rectangle("rest", (-3, 44), (205, 80), FIELDS, rounded=False)]  # fmt: skip


def test_two_boxes_on_one_another_are_one_thing_where_the_lower_lists_something() -> None:
    assert things(*STACK) == {"Pet - name: Text - age: int": "rest pet pet-label rest-label"}


def test_boxes_of_one_group_need_no_signs_of_members() -> None:
    name = rectangle("pet", (0, 0), (200, 40), "Pet", rounded=False)
    rest = rectangle("rest", (0, 40), (200, 80), "name\nage", rounded=False)
    assert len(things(name, rest)) == 2
    assert len(things(group("g", name, rest))) == 1
    assert len(things(name, rectangle("rest", (0, 40), (200, 90), "name\nage\nowner", rounded=False))) == 1


SEVERAL = {
    "layers": [rectangle(f"r{k}", (0, 50 * k), (200, 50), word) for k, word in enumerate(("App", "Kernel", "CPU"))],
    "calls": [rectangle(f"r{k}", (0, 50 * k), (200, 50), word) for k, word in enumerate(("run()", "add()", "cut()"))],
    "a part of a grid": [*STACK, rectangle("more", (202, 44), (205, 80), "x: int\ny: int")],
    "not as broad": [STACK[0], rectangle("rest", (0, 40), (140, 80), FIELDS)],
    "apart": [STACK[0], rectangle("rest", (0, 70), (200, 80), FIELDS)],
    "a name of three lines": [rectangle("pet", (0, 0), (200, 90), "One\ntwo\nthree"),
                              rectangle("rest", (0, 90), (200, 80), FIELDS)],
    "a box in a box": [rectangle("pet", (0, 0), (260, 150)), text("t", "Pet", (80, 6)),
                       rectangle("in", (20, 50), (220, 80), FIELDS)],
    "rows": [rectangle("r", (0, 0), (200, 200)), *(line(f"l{k}", (0, 50 * k), (200, 50 * k)) for k in (1, 2, 3)),
             *(text(f"t{k}", word, centre=(100, 50 * k + 25)) for k, word in enumerate(("App", "Core", "Libc", "CPU"))),
             arrow("a", (400, 75), (150, 75)), rectangle("p", (404, 45), (90, 60), "P")],
}  # fmt: skip


@pytest.mark.parametrize("pieces", SEVERAL.values(), ids=SEVERAL)
def test_what_is_no_name_above_a_list_stays_several_things(pieces: list[Piece]) -> None:
    assert len(things(*pieces)) > 1


def test_where_arrows_lead_to_lines_in_it_these_are_meant() -> None:
    rows = [text(f"row{k}", row, (8, 44 + 34 * k)) for k, row in enumerate(("id PK", "name", "age"))]
    box = rectangle("pet", (0, 0), (200, 150), rounded=False), text("t", "Pet", (80, 6)), line("l", (0, 36), (200, 36))
    other = rectangle("other", (500, 40), (120, 60), "Other")
    assert joined(box, rows, other, arrow("a", (496, 90), (204, 88))) == {("Other", "Pet")}
    deep = arrow("a", (496, 90), (58, 90)), arrow("b", (496, 96), (48, 124))
    assert joined(box, rows, other, deep) == {("Other", "name"), ("Other", "age")}
    bound = arrow("a", "other", "row1", bound=True), arrow("b", "other", "row2", bound=True)
    assert joined(box, rows, other, bound) == {("Other", "name"), ("Other", "age")}


@pytest.mark.parametrize(("x", "meant"), [(186, {"Pet"}), (162, {"name", "age"})])
def test_an_end_a_little_within_it_means_all_of_it(x: float, meant: set[str]) -> None:
    other = rectangle("other", (500, 40), (120, 60), "Other")
    rows = [text(f"row{k}", row, (100, 44 + 34 * k)) for k, row in enumerate(("id PK", "name", "age"))]
    box = rectangle("pet", (0, 0), (200, 150), rounded=False), text("t", "Pet", (80, 6)), line("l", (0, 36), (200, 36))
    arrows = [arrow(f"a{k}", (496, y), (x, y)) for k, y in enumerate((90, 124))]
    assert joined(box, rows, other, arrows) == {("Other", said) for said in meant}


def test_a_badge_elsewhere_changes_nothing() -> None:
    boxes = rectangle("a", (0, 300), (120, 60), "A"), rectangle("b", (400, 300), (120, 60), "B")
    badge = ellipse("badge", (245, 315), (30, 30), "1", font=16)
    found = things(*ruled(), *boxes, arrow("x", (124, 330), (396, 330)), badge)
    assert set(found) == {"Pet - name: Text - age: int + feed() + walk()", "A", "B"}


def test_it_is_found_however_the_drawing_is_turned() -> None:
    turn = math.pi / 2
    box = rectangle("pet", (-25, 25), (200, 150), rounded=False, angle=turn)
    rule, name = line("l", (116, 0), (116, 200)), text("t", "Pet", centre=(132, 100), angle=turn)
    fields = text("f", FIELDS, centre=(70, 90), angle=turn)
    assert list(things(box, rule, name, fields)) == ["Pet - name: Text - age: int"]


# Rule 5: tables in boxes


def rows(*words: str, head: str = "transparent") -> list[Piece]:
    return [rectangle(f"r{k}", (3 * (k % 2), 40 * k), (180, 40), word, rounded=False, fill="transparent" if k else head)
            for k, word in enumerate(words)]  # fmt: skip


def held(*pieces: Pieces) -> set[tuple[str, str]]:
    """What is in what, by their words."""
    graph = gk.extract(drawing(*pieces))
    name = dict(graph.nodes(data="label"))
    return {(name[u], name[v]) for u, v, data in graph.edges(data=True) if data["relation"] == "contains"}


def test_the_rows_of_a_table_lie_in_its_head() -> None:
    users = {("users", "id PK"), ("users", "name"), ("users", "mail: text")}
    assert held(rows("users", "id PK", "name", "mail: text")) == users
    assert held(rows("users", "id", "name", head="#a5d8ff")) == {("users", "id"), ("users", "name")}


@pytest.mark.parametrize("pieces", [rows("App", "Kernel", "CPU"), rows("9", "4", "1", head="#a5d8ff"),
                                    rows("- one", "- two", "- three", "- four")])  # fmt: skip
def test_boxes_on_one_another_hold_each_other_no_more_than_layers_do(pieces: list[Piece]) -> None:
    assert held(pieces) == set()


@pytest.mark.parametrize(("gap", "one"), [(14, True), (17, False)])
def test_boxes_of_one_breadth_that_stand_apart_are_two(gap: float, one: bool) -> None:
    head = rectangle("head", (0, 0), (200, 36), "Pet", rounded=False)
    body = rectangle("body", (0, 36 + gap), (200, 90), rounded=False)
    assert (len(things(head, body, text("fields", FIELDS, (8, 44 + gap), font=16))) == 1) == one


# Rule 6: cards


def card(id: str, x: float, *, title: float = 36, body: float = 60, fill: str = "#a5d8ff", font: float = 20) -> Pieces:
    """A title in a box, and a line in the box under it."""
    return (
        rectangle(f"{id}", (x, 0), (180, title), f"Title {id}", fill=fill),
        rectangle(f"{id}-body", (x, title), (180, body), f"about {id}", font=font),
    )


@pytest.mark.parametrize("looks", [{}, {"fill": "transparent", "font": 16}])
def test_several_titles_on_boxes_are_cards(looks: dict[str, Any]) -> None:
    pieces = card("a", 0, **looks), card("b", 400, **looks), arrow("link", (184, 60), (396, 20))
    assert {*things(*pieces)} == {"Title a about a", "Title b about b"}
    assert joined(*pieces) == {("Title", "Title")}


NO_CARDS: dict[str, dict[str, Any]] = {
    "as high as each other": {"title": 50, "body": 50},
    "high": {"title": 60, "body": 90},
    "alike": {"fill": "transparent"},
}


@pytest.mark.parametrize("looks", NO_CARDS.values(), ids=NO_CARDS)
def test_other_boxes_on_one_another_are_several_things(looks: dict[str, Any]) -> None:
    assert len(things(card("a", 0, **looks), card("b", 400, **looks))) == 4


def test_so_are_two_that_no_others_are_like() -> None:
    assert len(things(card("a", 0), B)) == 3


def test_what_is_like_several_cards_but_for_the_height_of_its_body_is_one() -> None:
    assert len(things(card("a", 0), card("b", 400), card("c", 800, body=36))) == 3
    assert len(things(card("a", 0), card("b", 400, body=36))) == 2
    assert len(things(card("a", 0), card("b", 400), card("c", 800, body=36, fill="#ffc9c9"))) == 4


def test_cards_stay_cards_where_a_person_speaks_of_one() -> None:
    said = Corrections(ends={("r", "start"): "a-body"})
    pieces = card("a", 0), card("b", 400), arrow("r", (184, 60), (396, 20))
    found = gk.analyze(drawing(*pieces), corrections=said)
    assert "b" not in {thing.id for thing in found.things} or "b-body" not in {thing.id for thing in found.things}
    assert {"a", "a-body"} <= {thing.id for thing in found.things}


# Tabs


def tab(words: str, body: str, at: tuple[float, float] = (0, 0), size: tuple[float, float] = (80, 28)) -> list[Piece]:
    return [rectangle("tab", at, size, words, rounded=False, font=16),
            rectangle("body", (2, 30), (240, 140), body, rounded=False)]  # fmt: skip


def test_the_name_in_a_tab_is_that_of_the_box_under_it() -> None:
    graph = gk.extract(drawing(tab("web", ""), rectangle("page", (60, 70), (120, 60), "Page")))
    told = {data["label"]: (data["role"], data["elements"]) for _, data in graph.nodes(data=True)}
    assert told == {"web": ("container", "body tab tab-label"), "Page": ("entity", "page page-label")}


def test_a_tab_without_words_is_part_of_a_named_box() -> None:
    assert things(*tab("", "web")) == {"web": "body tab body-label"}


NO_TAB = {
    "two names": tab("web", "core"),
    "in the middle": tab("web", "", (80, 0)),
    "as broad": tab("web", "", size=(230, 28)),
    "above it": tab("web", "", (0, -30)),
    "too high": tab("web", "", (0, -60), (80, 88)),
    "a little too high": tab("web", "", (0, -30), (80, 58)),
    "two of them": [*tab("web", ""), rectangle("tab2", (6, 0), (80, 28), "core", rounded=False, font=16)],
}


@pytest.mark.parametrize("pieces", NO_TAB.values(), ids=NO_TAB)
def test_other_boxes_on_a_box_are_things(pieces: list[Piece]) -> None:
    assert all("tab" not in elements.split() or "body" not in elements.split() for elements in things(*pieces).values())


# Bars


def region(*more: Pieces) -> Pieces:
    return rectangle("body", (0, 0), (300, 200), rounded=False), rectangle("in", (100, 90), (120, 60), "In"), more


@pytest.mark.parametrize(
    ("at", "size"), [((0, 0), (300, 36)), ((-4, -40), (306, 40)), ((5, 4), (301, 36)), ((1.5, 1.5), (297, 36)),
                     ((0, 0), (60, 200)), ((-58, 3), (60, 199))],
)  # fmt: skip
def test_a_bar_along_a_side_names_what_it_stands_at(at: tuple[float, float], size: tuple[float, float]) -> None:
    bar = rectangle("bar", at, size, "Bar", rounded=False)
    graph = gk.extract(drawing(region(bar)))
    told = {data["label"]: (data["role"], data["elements"].split()[:2]) for _, data in graph.nodes(data=True)}
    assert told == {"Bar": ("container", ["body", "bar"]), "In": ("entity", ["in", "in-label"])}


NO_BAR = {
    "in the box": rectangle("bar", (8, 6), (284, 36), "Bar"),
    "a little within it": rectangle("bar", (3, 3), (294, 36), "Bar"),
    "not along all of the side": rectangle("bar", (0, 0), (240, 36), "Bar"),
    "a little short of the side": rectangle("bar", (0, 0), (280, 36), "Bar"),
    "below": rectangle("bar", (0, 164), (300, 36), "Bar"),
    "broad": rectangle("bar", (0, 0), (90, 200), "Bar"),
    "without words": rectangle("bar", (0, 0), (300, 36)),
    "one of two": (rectangle("bar", (0, 0), (300, 36), "Bar"), rectangle("other", (0, 160), (300, 36), "Other")),
    "at what it is a cell with": (rectangle("bar", (0, 0), (300, 36), "Bar"), rectangle("c", (0, 37), (90, 40), "C")),
}  # fmt: skip


@pytest.mark.parametrize("pieces", NO_BAR.values(), ids=NO_BAR)
def test_other_boxes_in_a_box_name_nothing(pieces: Pieces) -> None:
    assert all(not {"bar", "body"} <= {*elements.split()} for elements in things(region(pieces)).values())


@pytest.mark.parametrize(
    ("at", "size", "y"), [((0, 0), (160, 36), 80), ((0, 0), (160, 36), 18), ((0, 0), (40, 110), 80)]
)
def test_a_box_with_nothing_in_it_but_a_bar_is_named_by_that(
    at: tuple[float, float], size: tuple[float, float], y: float
) -> None:
    body = rectangle("body", (0, 0), (160, 110), rounded=False)
    head = rectangle("bar", at, size, "Bar", rounded=False, font=16)
    pieces = body, head, rectangle("b", (400, 0), (160, 110), "B"), arrow("link", (396, y), (164, y))
    assert things(*pieces)["Bar"].split()[:2] == ["body", "bar"]
    assert joined(*pieces) == {("B", "Bar")}


@pytest.mark.parametrize(("words", "is_bar"), [("Bar", False), ("Bar\nfor all", True), ("Bar\nfor\nall", True)])
def test_a_bar_may_be_higher_where_its_name_has_several_lines(words: str, is_bar: bool) -> None:
    body, bar = (rectangle(id, (0, 0), (160, high), name, rounded=False)
                 for id, high, name in (("body", 200, ""), ("bar", 72, words)))  # fmt: skip
    found = things(body, bar, text("more", "far away", (400, 0)))
    assert any({"bar", "body"} <= {*elements.split()} for elements in found.values()) is is_bar


def test_a_bar_names_a_card_whatever_is_written_below_it() -> None:
    card = (
        rectangle("body", (0, 0), (180, 110), rounded=False),
        rectangle("bar", (0, 0), (180, 36), "Bar", rounded=False),
    )
    found = things(*card, text("words", "all that it does", centre=(90, 70), font=14))
    assert found == {"Bar": "body bar bar-label", "all that it does": "words"}


def test_a_box_on_an_empty_one_is_no_head_of_it() -> None:
    body = rectangle("body", (0, 0), (160, 110), rounded=False)
    bar = rectangle("bar", (0, -36), (160, 36), "Bar", rounded=False)
    assert all(not {"bar", "body"} <= {*elements.split()} for elements in things(body, bar).values())


# Ports


A, B = rectangle("a", (0, 0), (160, 100), "A"), rectangle("b", (400, 0), (160, 100), "B")
LINK = arrow("link", (170, 50), (396, 50))


@pytest.mark.parametrize("x", [143, 147, 153, 159, 163])
def test_a_small_shape_on_the_border_belongs_to_the_box(x: float) -> None:
    port, link = rectangle("port", (x, 43), (14, 14)), arrow("link", (x + 17, 50), (396, 50))
    assert things(A, B, port, link)["A"] == "a a-label port"
    assert joined(A, B, port, link) == {("A", "B")}


def test_an_arrow_may_be_bound_to_it() -> None:
    port = ellipse("port", (153, 43), (14, 14))
    assert joined(A, B, port, arrow("link", "port", "b", bound=True)) == {("A", "B")}


NO_PORT = {
    "nothing leads there": (A, B, rectangle("port", (153, 10), (14, 14)), LINK),
    "in the box": (A, B, rectangle("port", (120, 43), (14, 14)), arrow("link", (138, 50), (396, 50))),
    "a little off the box": (A, B, rectangle("port", (165, 43), (14, 14)), arrow("link", (181, 50), (396, 50))),
    "off the box": (A, B, rectangle("port", (175, 43), (14, 14)), arrow("link", (191, 50), (396, 50))),
    "large": (A, B, rectangle("port", (140, 30), (40, 40)), arrow("link", (182, 50), (396, 50))),
    "large for a low box": (rectangle("a", (0, 0), (160, 40), "A"), B, rectangle("port", (150, 10), (20, 20)),
                            arrow("link", (172, 20), (396, 50))),
    "between two": (A, rectangle("c", (166, 0), (160, 100), "C"), rectangle("port", (156, 43), (14, 14)),
                    B, arrow("link", (163, 60), (163, 200)), rectangle("d", (103, 204), (120, 60), "D")),
    "on a region": (rectangle("a", (0, 0), (300, 200)), text("t", "A", (8, 8)), rectangle("c", (60, 70), (90, 60), "C"),
                    rectangle("port", (293, 93), (14, 14)), arrow("in", (152, 100), (291, 100)),
                    B, arrow("link", (309, 100), (396, 60))),
}  # fmt: skip


@pytest.mark.parametrize("pieces", NO_PORT.values(), ids=NO_PORT)
def test_other_small_shapes_are_things(pieces: tuple[Piece, ...]) -> None:
    assert "port" in things(*pieces).values()


# Ports with names


def held_by(*pieces: Pieces) -> set[tuple[str, str]]:
    """The first words of what has something, and of that."""
    graph = gk.extract(drawing(*pieces))
    name = {node: (data["label"].split() or [data["element"]])[0] for node, data in graph.nodes(data=True)}
    return {(name[u], name[v]) for u, v, data in graph.edges(data=True) if data["relation"] == "contains"}


def jack(id: str, x: float, y: float = 38, words: str = "") -> Piece:
    """A port of box A or B in the middle of its border."""
    return rectangle(id, (x - 17, y), (34, 24), words, rounded=False)


@pytest.mark.parametrize("off", [-17, 0, 17, 22])
def test_a_port_with_its_name_in_it_is_a_thing_of_the_box_whose_border_it_is_on(off: float) -> None:
    link = arrow("link", (185 + off, 50), (396, 50))
    pieces = (A, B, jack("out", 160 + off, words="out"), link)
    assert joined(*pieces) == {("out", "B")}
    assert held_by(*pieces) == {("A", "out")}


def test_so_is_one_beside_it_that_nothing_leads_to() -> None:
    link = arrow("link", (185, 28), (396, 28))
    pieces = (A, B, jack("out", 160, 16, "out"), jack("off", 160, 60, "off"), link)
    assert held_by(*pieces) == {("A", "out"), ("A", "off")}


def test_it_is_one_of_the_words_of_the_box_that_it_must_be_no_larger_than() -> None:
    """Else a drawing beside another, with words of another size, would be read otherwise."""
    port, link = rectangle("port", (148, 38), (24, 24)), arrow("link", (175, 50), (396, 50))
    large = [text(f"word{k}", "note", (0, 200 + 60 * k), font=40) for k in range(4)]
    small = [text(f"word{k}", "note", (0, 200 + 60 * k), font=12) for k in range(4)]
    for others in ([], large, small):
        assert things(A, B, port, link, *others)["A"] == "a a-label port"


IN, OUT = ellipse("in", (392, 42), (16, 16)), ellipse("out", (152, 42), (16, 16))
WIRE = arrow("wire", (170, 50), (390, 50))


@pytest.mark.parametrize(("out", "into"), [((172, 20), (374, 20)), ((124, 40), (412, 40)), ((172, 20), (412, 40))])
def test_names_beside_the_ports_at_both_ends_are_theirs(out: tuple[float, float], into: tuple[float, float]) -> None:
    pieces = (A, B, IN, OUT, WIRE, text("p", "tx", out, font=16), text("q", "rx", into, font=16))
    assert joined(*pieces) == {("tx", "rx")}
    assert held_by(*pieces) == {("A", "tx"), ("B", "rx")}


def named_ports() -> gk.Drawing:
    """Two ports with names beside them, joined."""
    return drawing(A, B, IN, OUT, WIRE, text("p", "tx", (172, 20), font=16), text("q", "rx", (374, 20), font=16))


def test_a_middle_on_a_border_is_in_it_whichever_way_the_last_bit_falls() -> None:
    readings = [
        joined(A, B, OUT, arrow("wire", (170, 50), (396, 50)), ellipse("q", (-8 + off, 42), (16, 16)))
        for off in (-1e-9, 0, 1e-9)
    ]
    assert readings == [readings[0]] * 3


def test_ports_of_another_drawing_on_the_sheet_make_no_names_of_labels() -> None:
    label = drawing(A, B, OUT, arrow("wire", (170, 50), (400, 50)), text("p", "tx", (178, 20), font=16))
    sheet = gk.analyze(beside(label, named_ports(), 2000))
    assert {c.label for c in sheet.connections if c.id == "wire"} == {"tx"}


def test_to_say_that_an_end_means_a_port_leaves_it_a_port() -> None:
    analysis = gk.analyze(named_ports(), corrections=Corrections(ends={("wire", "start"): "out"}))
    assert [(c.start.target, c.end.target) for c in analysis.connections] == [("out", "in")]


NO_NAME = {
    "at one end": (A, B, IN, OUT, WIRE, text("p", "tx", (172, 20), font=16)),
    "in the middle": (A, B, IN, OUT, WIRE, text("p", "data", (260, 24), font=16)),
    "long": (A, B, IN, OUT, WIRE, text("p", "sends everything", (172, 20), font=16),
             text("q", "receives all of it", (250, 64), font=16)),
}  # fmt: skip


@pytest.mark.parametrize("pieces", NO_NAME.values(), ids=NO_NAME)
def test_other_words_beside_ports_are_no_names(pieces: Pieces) -> None:
    assert joined(*pieces) == {("A", "B")}


NOT_ITS_OWN = {
    "nothing leads there": (
        A,
        B,
        jack("out", 160, words="out"),
        rectangle("c", (0, 200), (160, 60), "C"),
        arrow("link", (40, 104), (40, 196)),
    ),
    "off the box": (A, B, jack("out", 190, words="out"), arrow("link", (210, 50), (396, 50))),
    "as large as the box": (A, B, rectangle("out", (140, 10), (80, 70), "out"), arrow("link", (222, 50), (396, 50))),
}


@pytest.mark.parametrize("pieces", NOT_ITS_OWN.values(), ids=NOT_ITS_OWN)
def test_other_boxes_are_not_of_the_box(pieces: Pieces) -> None:
    assert held_by(*pieces) == set()


# Captions


DISK, NAME = image("disk", (300, 0), (80, 70)), text("name", "Disk", centre=(340, 86), font=16)
JOB = rectangle("job", (280, 240), (120, 60), "Job")


@pytest.mark.parametrize("end", [(340, 102), "name"])
def test_an_arrow_that_ends_at_a_caption_means_what_is_above_it(end: tuple[float, float] | str) -> None:
    pieces = DISK, NAME, JOB, arrow("y", "job", end)
    assert things(*pieces)["Disk"] == "disk name"
    assert joined(*pieces) == {("Job", "Disk")}


ABOVE = {
    "what arrows mean": (A, DISK, arrow("x", (164, 40), (294, 38))),
    "what holds something": (rectangle("disk", (240, -60), (200, 130)), rectangle("in", (280, -20), (90, 50))),
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_so_does_one_below_what_arrows_mean_and_below_a_container(above: tuple[Piece, ...]) -> None:
    pieces = *above, NAME, JOB, arrow("y", "job", (340, 102))
    assert things(*pieces)["Disk"] == "disk name"
    assert ("Job", "Disk") in joined(*pieces)


OWN = {
    "aside of the middle": (DISK, text("name", "Disk", (366, 76), font=16), arrow("y", "job", (382, 102))),
    "far below": (DISK, text("name", "Disk", centre=(340, 120), font=16), arrow("y", "job", (340, 140))),
    "joined with it": (DISK, text("name", "Disk", centre=(340, 104), font=16), arrow("y", (340, 72), (340, 94))),
    "below what has words": (rectangle("disk", (300, 0), (80, 70), "D"), NAME, arrow("y", "job", (340, 102))),
}  # fmt: skip


@pytest.mark.parametrize("pieces", OWN.values(), ids=OWN)
def test_other_words_that_arrows_mean_are_things(pieces: tuple[Piece, ...]) -> None:
    assert things(JOB, *pieces)["Disk"] == "name"


# A dot in a ring


def ringed(size: float, off: float) -> dict[str, str]:
    """The things where an arrow leads to a dot in a ring, the middle of which it misses by so many px."""
    middle = 20 + size / 2
    ring = ellipse("ring", (300, 20), (size, size))
    dot = ellipse("dot", (290 + size / 2 + off, middle - 10 - off / 2), (20, 20), fill="#000000")
    return things(A, ring, dot, arrow("x", (164, middle), (297, middle)))


@pytest.mark.parametrize("off", [0, 3, 6])
def test_a_dot_in_a_small_ring_is_one_thing_with_it_though_off_its_middle(off: float) -> None:
    assert "ring dot" in ringed(36, off).values()


@pytest.mark.parametrize(("size", "off", "one"), [(36, 9, False), (56, 6, True), (66, 6, False), (66, 0, True)])
def test_in_a_larger_ring_it_is_in_the_middle(size: float, off: float, one: bool) -> None:
    assert ("ring dot" in ringed(size, off).values()) == one
