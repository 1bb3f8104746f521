"""Golden drawings: words and sketches of the pen."""

from __future__ import annotations

from drawing_builder import arrow, freedraw, line, rectangle, text
from golden_drawings.golden import Golden, edge, line_between
from lettering import box, dot, pen, pen_arrow, person, ring, written

WORDS_OF_THE_PEN = Golden(
    name="words-of-the-pen",
    says="A flow drawn by hand: arrows lead from a person to a word in a ring, to a box, and to an underlined word. A"
    " word stands beside an arrow, and a note and a doodle stand apart.",
    pieces=[
        person("guest", (-190, 40)),
        pen_arrow("p1", (-150, 40), (-20, 40)),
        ring("loop", (52, 40), 66, 44),
        written("bank", "bank", (12, 20)),
        arrow("p2", (124, 40), (292, 38)),
        written("call", "pays", (176, 2), 22),
        rectangle("shop", (300, 0), (120, 80), "Shop"),
        pen_arrow("p3", (428, 40), (556, 42)),
        written("print", "print it", (570, 22)),
        pen("underline", (572, 64), (660, 65)),
        written("note", "see to this", (20, 160)),
        freedraw("doodle", (240, 150), (250, 190), (270, 150), (280, 190), (300, 150), (310, 190)),
    ],
    entities=["#guest.0", "#loop", "Shop", "#print.0"],
    edges=[edge("#guest.0", "#loop"), edge("#loop", "Shop"), edge("Shop", "#print.0")],
)

GRAPHS_OF_THE_PEN = Golden(
    name="graphs-of-the-pen",
    says="Two graphs: lines between vertices that are but names, written at the corners; and lines of the pen between"
    " dots of the pen.",
    pieces=[
        text("title", "Graphs", (600, -120)),
        written("v1", "v1", (-18, -34), 24),
        written("v2", "v2", (-20, 172), 24),
        written("v3", "v3", (168, 76), 24),
        line("e1", (0, 0), (0, 170)),
        line("e2", (0, 170), (160, 90)),
        line("e3", (160, 90), (0, 0)),
        dot("d1", (420, 0)),
        dot("d2", (340, 120)),
        dot("d3", (500, 120)),
        dot("d4", (440, 220)),
        pen("f1", (413, 8), (347, 112)),
        pen("f2", (427, 8), (493, 112)),
        pen("f3", (494, 128), (446, 212)),
    ],
    entities=["#v1.0", "#v2.0", "#v3.0", "#d1", "#d2", "#d3", "#d4"],
    annotations=["Graphs"],
    edges=[
        line_between("#v1.0", "#v2.0"),
        line_between("#v2.0", "#v3.0"),
        line_between("#v3.0", "#v1.0"),
        line_between("#d1", "#d2"),
        line_between("#d1", "#d3"),
        line_between("#d3", "#d4"),
    ],
)

PAGE_OF_THE_PEN = Golden(
    name="page-of-the-pen",
    says="A page with nothing but strokes of the pen: a box of four strokes with a word in it, an arrow to a circle,"
    " and a line from there to a word. Beside it a chart with its axes, a sum, and a list under a line.",
    pieces=[
        box("box", (0, 0), 130, 80),
        written("user", "user", (30, 22)),
        pen_arrow("p1", (138, 40), (262, 42)),
        ring("circle", (330, 40), 56, 46),
        pen("p2", (396, 44), (520, 50)),
        written("shop", "shop", (534, 28)),
        pen_arrow("level", (20, 400), (240, 400)),
        pen_arrow("upright", (20, 400), (20, 220)),
        written("x", "x", (250, 385)),
        written("y", "y", (-18, 190)),
        pen("curve", (24, 390), (90, 340), (150, 260), (236, 240)),
        written("one", "2", (360, 220)),
        pen("bar", (350, 258), (390, 259)),
        written("two", "3", (360, 266)),
        pen("rule", (470, 210), (640, 212)),
        written("tea", "tea", (480, 230)),
        written("salt", "salt", (480, 300)),
    ],
    entities=["#box.0", "#circle", "#shop.0"],
    edges=[edge("#box.0", "#circle"), line_between("#circle", "#shop.0")],
)

PEN = (WORDS_OF_THE_PEN, GRAPHS_OF_THE_PEN, PAGE_OF_THE_PEN)
