"""Words and sketches of the pen that something leads to: `graphkit.analysis.handwriting`, and `letters` and `ink`."""

from __future__ import annotations

import math
import random
import time

import pytest

import graphkit as gk
from drawing_builder import Piece, Pieces, arrow, drawing, freedraw, group, image, line, rectangle, text
from graphkit.analysis import handwriting, scene
from graphkit.elements import Drawing, Freedraw
from lettering import SPACE, arc, box, dot, pen, pen_arrow, person, ring, wide, written

TITLE = text("title", "Errands", (-400, -300))
SHOP, BANK = rectangle("shop", (0, 0), (120, 80), "Shop"), rectangle("bank", (330, 0), (120, 80), "Bank")


def edges(*pieces: Pieces) -> set[str]:
    """Each edge, from thing to thing; a thing is told by its label or else by the word of the pen that it is."""
    return told(drawing(TITLE, *pieces))


def told(content: Drawing) -> set[str]:
    """The same of a drawing."""
    graph = gk.extract(content)
    name = {n: data["label"] or data["element"].partition(".")[0] for n, data in graph.nodes(data=True)}
    drawn = [(u, v, data) for u, v, data in graph.edges(data=True) if data["relation"] in ("arrow", "line")]
    ends = [
        (*((name[u], name[v]) if d["directed"] else sorted((name[u], name[v]))), d["directed"]) for u, v, d in drawn
    ]
    return {f"{one} -> {other}" if directed else f"{one} -- {other}" for one, other, directed in ends}


def elements(content: Drawing, word: str) -> set[str]:
    """The elements of the one thing that has a stroke of a word."""
    (own,) = [set(thing.elements) for thing in gk.analyze(content).things if f"{word}.0" in thing.elements]
    return own


def strokes_of(content: Drawing, word: str) -> set[str]:
    """The strokes of a word."""
    return {element.id for element in content.elements if element.id.startswith(f"{word}.")}


def turned(content: Drawing, times: float, angle: float) -> Drawing:
    """A drawing of strokes alone, larger and turned."""
    c, s = times * math.cos(angle), times * math.sin(angle)
    pieces: list[Piece] = []
    for stroke in content.elements:
        assert isinstance(stroke, Freedraw)
        places = [(stroke.x + x, stroke.y + y) for x, y in stroke.points]
        pieces.append(freedraw(stroke.id, *((x * c - y * s, x * s + y * c) for x, y in places)))
    return drawing(*pieces)


FLOW = (
    written("user", "user", (0, 0)),
    pen_arrow("p1", (wide("user") + 12, 20), (230, 20)),
    written("print", "print it", (244, 2)),
    pen_arrow("p2", (244 + wide("print it") + 12, 20), (560, 22)),
    ring("loop", (640, 22), 66, 44),
    written("bank", "bank", (606, 2)),
)


def test_arrows_lead_from_word_to_word() -> None:
    content = drawing(TITLE, *FLOW)
    assert told(content) == {"user -> print", "print -> loop"}
    assert elements(content, "user") == strokes_of(content, "user")
    assert elements(content, "print") == strokes_of(content, "print")
    assert elements(content, "bank") == strokes_of(content, "bank") | {"loop"}


@pytest.mark.parametrize("times", [0.3, 1, 4])
@pytest.mark.parametrize("angle", [0, 0.2, math.pi / 2, math.pi])
def test_a_page_of_strokes_is_read_alike_however_large_it_is_and_whichever_way_up(times: float, angle: float) -> None:
    assert told(turned(drawing(*FLOW), times, angle)) == {"user -> print", "print -> loop"}


def test_arrows_and_lines_of_the_editor_lead_to_words_of_the_pen() -> None:
    words = written("user", "user", (0, 0)), written("tea", "tea", (300, 0)), written("pot", "pot", (300, 140))
    leads = arrow("p1", (wide("user") + 8, 20), (290, 20)), line("l1", (wide("user"), 40), (292, 144))
    assert edges(words, leads) == {"user -> tea", "pot -- user"}


def test_a_sketch_is_one_thing() -> None:
    content = drawing(TITLE, person("guest", (-80, 40)), arrow("p1", (-40, 40), (-6, 40)), SHOP)
    assert told(content) == {"guest -> Shop"}
    assert elements(content, "guest") == strokes_of(content, "guest")


def test_what_nothing_leads_to_is_no_thing() -> None:
    doodle = freedraw("doodle", (200, 150), (210, 190), (230, 150), (240, 190), (260, 150))
    content = drawing(SHOP, BANK, arrow("a", "shop", "bank"), written("note", "see to this", (0, 200)), doodle)
    analysis = gk.analyze(content)
    assert {thing.id for thing in analysis.things} == {"shop", "bank"}
    assert set(analysis.decoration) == strokes_of(content, "note") | {"doodle"}


@pytest.mark.parametrize("at", [(190, 2), (128, 0), (262, 46)])
def test_words_beside_an_arrow_take_no_end_of_it(at: tuple[float, float]) -> None:
    assert edges(SHOP, BANK, written("tea", "tea", at, 22), arrow("a", (124, 40), (326, 40))) == {"Shop -> Bank"}


def test_words_in_a_box_are_part_of_it() -> None:
    boxes = rectangle("one", (0, 0), (140, 80)), rectangle("two", (330, 0), (140, 80))
    words = written("tea", "tea", (40, 22)), written("pot", "pot", (370, 22))
    content = drawing(TITLE, boxes, words, arrow("a", (144, 40), (326, 40)))
    assert told(content) == {"one -> two"}
    assert elements(content, "tea") == strokes_of(content, "tea") | {"one"}


def test_arrows_within_a_box_lead_from_word_to_word_in_it() -> None:
    words = written("tea", "tea", (0, 0)), written("pot", "pot", (284, 0))
    yard = rectangle("yard", (-40, -60), (460, 200))
    assert edges(yard, words, arrow("a", (wide("tea") + 10, 20), (274, 20))) == {"tea -> pot"}


def test_a_box_of_several_strokes_is_a_thing() -> None:
    content = drawing(
        TITLE, box("crate", (0, 0), 130, 80), written("tea", "tea", (40, 22)), arrow("a", (136, 40), (326, 40)), BANK
    )
    assert told(content) == {"crate -> Bank"}
    assert elements(content, "crate") == strokes_of(content, "crate") | strokes_of(content, "tea")


def test_an_underline_joins_no_words() -> None:
    words = written("tea", "tea", (0, 0)), written("user", "user", (120, 0))
    assert edges(words, line("under", (0, 33), (120 + wide("user"), 33))) == set()
    assert edges(words, pen("under", (0, 33), (120 + wide("user"), 34))) == set()


def test_a_bracket_joins_nothing() -> None:
    column = written("a", "2", (40, 0)), written("b", "3", (40, 160))
    assert edges(column, pen("bracket", (18, 14), (0, 15), (1, 176), (19, 175))) == set()


def test_a_mark_around_the_place_where_arrows_begin_is_no_thing() -> None:
    sides = arrow("one", (0, 0), (150, -150)), arrow("two", (0, 0), (-150, -150))
    words = text("east", "East", (150, -180)), text("west", "West", (-190, -180))
    assert edges(sides, words, freedraw("mark", *arc(0, 0, 26, 26, -200, 80))) == set()


def test_an_axis_leads_to_no_letter() -> None:
    axes_of = pen_arrow("level", (0, 300), (400, 300)), pen_arrow("upright", (0, 300), (0, 0))
    letters = written("x", "x", (410, 285)), written("y", "y", (-30, -24)), written("o", "o", (-28, 296))
    assert edges(axes_of, letters) == set()


def test_a_loop_around_parts_of_the_drawing_is_no_thing() -> None:
    loop, note = ring("loop", (225, 40), 110, 70), text("note", "Both", centre=(225, 320))
    assert edges(SHOP, BANK, loop, note, arrow("a", (124, 40), (326, 40)), arrow("b", (225, 300), (225, 122))) == {
        "Shop -> Bank"
    }


def test_arrows_within_a_loop_lead_from_word_to_word_in_it() -> None:
    words = written("tea", "tea", (0, 0)), written("pot", "pot", (284, 0))
    inside = arrow("a", (wide("tea") + 10, 20), (274, 20))
    assert edges(ring("yard", (170, 20), 260, 140), words, inside) == {"tea -> pot"}


def test_long_limbs_are_part_of_a_sketch() -> None:
    content = drawing(TITLE, person("guest", (-120, 40), 240), arrow("p1", (-50, 40), (-6, 40)), SHOP)
    assert told(content) == {"guest -> Shop"}
    assert elements(content, "guest") == strokes_of(content, "guest")


def test_what_a_line_might_have_led_to_is_no_thing_where_the_line_joins_nothing() -> None:
    # The line passes by the box.
    content = drawing(SHOP, written("tea", "tea", (145, 210)), line("l", (165, 200), (165, 40)))
    analysis = gk.analyze(content)
    assert {thing.id for thing in analysis.things} == {"shop"}


def test_strokes_in_a_group_with_other_elements_are_part_of_that() -> None:
    icon = group("g", rectangle("frame", (300, 0), (60, 60)), written("tea", "tea", (310, 70), 20))
    assert edges(SHOP, icon, arrow("a", (124, 40), (296, 40))) == {"Shop -> frame"}


def test_strokes_that_a_person_grouped_are_one_word() -> None:
    far = group("g", *written("tea", "tea", (0, 0)), *written("pot", "pot", (0, 120)))
    content = drawing(TITLE, far, arrow("a", (wide("tea") + 10, 20), (326, 40)), BANK)
    assert told(content) == {"tea -> Bank"}
    assert elements(content, "tea") == strokes_of(content, "tea") | strokes_of(content, "pot")


def test_words_on_a_picture_are_part_of_it() -> None:
    content = drawing(
        TITLE,
        image("photo", (0, 0), (300, 200)),
        written("tea", "tea", (40, 40)),
        arrow("a", (304, 90), (396, 40)),
        written("pot", "pot", (410, 22)),
    )
    assert told(content) == {"photo -> pot"}


def test_lines_of_the_pen_lead_from_dot_to_dot_where_they_meet_there() -> None:
    dots = dot("a", (0, 0)), dot("b", (200, 0)), dot("c", (100, 160))
    lines = pen("ab", (2, 0), (198, 1)), pen("bc", (199, 2), (101, 158)), pen("ca", (99, 158), (1, 2))
    assert edges(dots, lines) == {"a -- b", "b -- c", "a -- c"}


def test_scribbles_larger_than_dots_are_joined_by_lines_as_words_are() -> None:
    assert edges(dot("a", (0, 0), 9), dot("b", (200, 0), 9), line("ab", (0, 0), (200, 0))) == {"a -- b"}


def test_the_pen_may_leave_a_hook_where_a_line_ends() -> None:
    hooked = pen("l", (124, 40), (220, 42), (324, 41), (318, 44))
    assert edges(SHOP, BANK, hooked) == {"Bank -- Shop"}


def test_without_strokes_or_ways_the_scene_is_the_same() -> None:
    for content in (drawing(SHOP, BANK, arrow("a", "shop", "bank")), drawing(SHOP, written("tea", "tea", (0, 200)))):
        seen = scene.build(content, gk.Thresholds())
        assert handwriting.find(seen) == []
        assert handwriting.as_shapes(seen, []) is seen


def test_a_space_is_wider_than_what_is_between_letters() -> None:
    assert SPACE > 0.15


@pytest.mark.parametrize("spread", [30, 300, 3000])
def test_thousands_of_strokes_are_read_in_a_moment(spread: float) -> None:
    chance = random.Random(7)  # noqa: S311  # the same drawing every time, nothing secret

    def stroke(k: int) -> Piece:
        x, y = chance.uniform(0, spread), chance.uniform(0, spread)
        return freedraw(f"s{k}", *((x + chance.uniform(0, 30), y + chance.uniform(0, 30)) for _ in range(10)))

    arrows = [arrow(f"a{k}", (spread + 40, 9 * k), (spread + 300, 9 * k)) for k in range(100)]
    content = drawing(*map(stroke, range(5000)), arrows, rectangle("box", (spread + 304, 0), (100, 900)))
    begun = time.perf_counter()
    gk.analyze(content)
    assert time.perf_counter() - begun < 10
