"""Golden drawings: the ways in which people draw that one thing is joined to another."""

from __future__ import annotations

from drawing_builder import arrow, diamond, ellipse, freedraw, image, line, polygon, rectangle, text
from golden_drawings.golden import Golden, edge, line_between

TWO_HEADED = Golden(
    name="two-headed-and-headless",
    says="One arrow goes both ways, one has no head, and one has its head where its drawing began.",
    pieces=[
        rectangle("moon", (0, 0), (120, 64), "Moon"),
        rectangle("tide", (330, 10), (120, 64), "Tide"),
        ellipse("sun", (-6, 200), (130, 80), "Sun"),
        rectangle("wind", (336, 212), (120, 62), "Wind"),
        arrow("both", "moon", "tide", gap=(10, 14), heads=("arrow", "arrow")),
        arrow("none", "sun", "moon", gap=(8, 12), heads=(None, None)),
        arrow("back", "wind", "sun", gap=(12, 8), heads=("triangle", None), label="heats"),
    ],
    entities=["Moon", "Tide", "Sun", "Wind"],
    edges=[
        edge("Moon", "Tide"),
        edge("Tide", "Moon"),
        edge("Sun", "Moon", directed=False),
        edge("Sun", "Wind", "heats"),
    ],
)

MARKS_AT_TAILS = Golden(
    name="marks-at-tails",
    says="Diamonds at the whole of its parts, as in UML; a dot and a bar where arrows begin; and a dot where one ends.",
    pieces=[
        rectangle("mill", (0, 0), (120, 64), "Mill"),
        rectangle("wheel", (330, 8), (120, 64), "Wheel"),
        rectangle("sails", (336, 190), (120, 64), "Sails"),
        rectangle("river", (640, 4), (120, 64), "River"),
        rectangle("wind", (648, 194), (120, 64), "Wind"),
        rectangle("flour", (-4, 196), (120, 64), "Flour"),
        arrow("part", "mill", "wheel", gap=(8, 12), heads=("diamond", None)),
        arrow("turns", "sails", "mill", gap=(9, 10), heads=("arrow", "diamond_outline")),
        arrow("drives", "river", "wheel", gap=(7, 12), heads=("circle", "triangle")),
        arrow("blows", "wind", "sails", gap=(10, 8), heads=("bar", "arrow")),
        arrow("meets", "river", "wind", gap=(8, 9), heads=("circle_outline", "circle_outline")),
        arrow("grinds", "mill", "flour", gap=(9, 11), heads=(None, "circle")),
    ],
    entities=["Mill", "Wheel", "Sails", "River", "Wind", "Flour"],
    edges=[
        edge("Mill", "Wheel", directed=False),
        edge("Mill", "Sails"),
        edge("River", "Wheel"),
        edge("Wind", "Sails"),
        edge("River", "Wind", directed=False),
        edge("Mill", "Flour"),
    ],
)

PLAIN_LINES = Golden(
    name="plain-lines",
    says="Plain lines join circles and words; one of them is labelled.",
    pieces=[
        ellipse("oak", (0, 0), (110, 80), "Oak"),
        ellipse("jay", (300, 20), (110, 80), "Jay"),
        text("mouse", "Mouse", (136, 222), font=24),
        text("owl", "Owl", (430, 230), font=24),
        line("l1", "oak", "jay", gap=(3, 6), label="acorns"),
        line("l2", (74, 86), (150, 214)),
        line("l3", (228, 240), (416, 246)),
    ],
    entities=["Oak", "Jay", "Mouse", "Owl"],
    edges=[line_between("Oak", "Jay", "acorns"), line_between("Oak", "Mouse"), line_between("Mouse", "Owl")],
)

PARALLEL_ARROWS = Golden(
    name="parallel-arrows",
    says="Three arrows above each other between the same two boxes, each with its label above it.",
    pieces=[
        rectangle("guest", (0, 0), (120, 180), "Guest"),
        rectangle("desk", (460, 6), (160, 176), "Ticket desk"),
        arrow("r1", (132, 42), (446, 40), label="asks", label_at=(288, 28)),
        arrow("r2", (448, 92), (136, 94), label="offers", label_at=(284, 80)),
        arrow("r3", (130, 146), (450, 143), label="pays", label_at=(292, 131)),
    ],
    entities=["Guest", "Ticket desk"],
    edges=[
        edge("Guest", "Ticket desk", "asks"),
        edge("Ticket desk", "Guest", "offers"),
        edge("Guest", "Ticket desk", "pays"),
    ],
)

CROSSING_ARROWS = Golden(
    name="crossing-arrows",
    says="Two arrows that cross; each label lies near the beginning of its own.",
    pieces=[
        rectangle("red", (0, 0), (110, 60), "Red"),
        rectangle("blue", (4, 230), (110, 60), "Blue"),
        rectangle("rose", (460, -8), (110, 60), "Rose"),
        rectangle("iris", (452, 236), (110, 60), "Iris"),
        arrow("r1", "red", "iris", gap=(8, 14), label="paints", label_at=(196, 62)),
        arrow("r2", "blue", "rose", gap=(10, 12), label="tints", label_at=(162, 238)),
    ],
    entities=["Red", "Blue", "Rose", "Iris"],
    edges=[edge("Red", "Iris", "paints"), edge("Blue", "Rose", "tints")],
)

CURVED_ARROWS = Golden(
    name="curved-arrows",
    says="Curved arrows lead round in a circle.",
    pieces=[
        ellipse("spring", (200, 0), (140, 76), "Spring"),
        ellipse("summer", (400, 180), (140, 76), "Summer"),
        ellipse("autumn", (204, 368), (140, 76), "Autumn"),
        ellipse("winter", (0, 184), (140, 76), "Winter"),
        arrow("r1", (352, 44), (474, 168), via=[(446, 84)], rounded=True),
        arrow("r2", (470, 270), (356, 404), via=[(444, 366)], rounded=True),
        arrow("r3", (192, 408), (72, 274), via=[(104, 372)], rounded=True, label="frost", label_at=(86, 402)),
        arrow("r4", (68, 172), (186, 42), via=[(98, 84)], rounded=True, label="thaw", label_at=(76, 62)),
    ],
    entities=["Spring", "Summer", "Autumn", "Winter"],
    edges=[
        edge("Spring", "Summer"),
        edge("Summer", "Autumn"),
        edge("Autumn", "Winter", "frost"),
        edge("Winter", "Spring", "thaw"),
    ],
)

ELBOW_ARROWS = Golden(
    name="elbow-arrows",
    says="Arrows that turn at right angles: one bound, the others free.",
    pieces=[
        rectangle("inbox", (0, 0), (130, 64), "Inbox"),
        rectangle("sort", (300, 128), (120, 64), "Sort"),
        rectangle("shred", (580, 10), (120, 62), "Shred"),
        rectangle("keep", (584, 260), (120, 62), "Keep"),
        arrow("r1", "inbox", "sort", via=[(65, 160)], gap=6, elbow=True, bound=True),
        arrow("r2", (428, 156), (572, 42), via=[(500, 156), (500, 42)], elbow=True, label="old", label_at=(478, 96)),
        arrow("r3", (426, 170), (570, 290), via=[(500, 170), (500, 290)], elbow=True, label="new", label_at=(526, 226)),
    ],
    entities=["Inbox", "Sort", "Shred", "Keep"],
    edges=[edge("Inbox", "Sort"), edge("Sort", "Shred", "old"), edge("Sort", "Keep", "new")],
)

FORK_AND_MERGE = Golden(
    name="fork-and-merge",
    says="An arrow begins on another arrow, and so comes from the same spring; one ends on another, and joins it.",
    pieces=[
        rectangle("well", (0, 0), (120, 60), "Well"),
        rectangle("trough", (420, 4), (120, 60), "Trough"),
        rectangle("barrel", (424, 140), (120, 60), "Barrel"),
        arrow("r1", "well", "trough", gap=(8, 12)),
        arrow("fork", (262, 34), (410, 166), via=[(264, 168)]),
        rectangle("roof", (0, 300), (120, 60), "Roof"),
        rectangle("tank", (426, 306), (120, 60), "Tank"),
        rectangle("gutter", (10, 430), (120, 60), "Gutter"),
        arrow("r2", "roof", "tank", gap=(7, 10)),
        arrow("merge", (140, 460), (270, 336), via=[(268, 458)]),
    ],
    entities=["Well", "Trough", "Barrel", "Roof", "Tank", "Gutter"],
    edges=[edge("Well", "Trough"), edge("Well", "Barrel"), edge("Roof", "Tank"), edge("Gutter", "Tank")],
)

SEGMENTS = Golden(
    name="connector-of-segments",
    says="Two connectors, each drawn as several strokes that meet: only the last stroke has a head, or none.",
    pieces=[
        rectangle("mine", (0, 0), (120, 60), "Mine"),
        rectangle("harbour", (430, 190), (130, 64), "Harbour"),
        rectangle("tower", (430, -6), (120, 60), "Tower"),
        line("s1", (60, 68), (62, 222)),
        line("s2", (61, 221), (268, 224)),
        arrow("s3", (267, 223), (420, 222)),
        line("t1", (126, 30), (282, 28)),
        line("t2", (281, 27), (424, 24)),
    ],
    entities=["Mine", "Harbour", "Tower"],
    edges=[edge("Mine", "Harbour"), line_between("Mine", "Tower")],
)

JUNCTION = Golden(
    name="junction",
    says="Two lines come together in one point, and an arrow leads on from there: both go to the dye works.",
    pieces=[
        rectangle("indigo", (0, 0), (120, 60), "Indigo"),
        rectangle("madder", (6, 200), (120, 60), "Madder"),
        rectangle("works", (480, 96), (140, 64), "Dye works"),
        line("l1", (128, 38), (300, 126)),
        line("l2", (134, 222), (299, 128)),
        arrow("r1", (301, 127), (468, 128)),
    ],
    entities=["Indigo", "Madder", "Dye works"],
    edges=[edge("Indigo", "Dye works"), edge("Madder", "Dye works")],
)

TRUNK_AND_BRANCHES = Golden(
    name="trunk-and-branches",
    says="A tree of straight lines: a trunk down from the captain, a bar, and a branch to each of the crew.",
    pieces=[
        rectangle("captain", (240, 0), (140, 60), "Captain"),
        rectangle("mate", (0, 200), (120, 58), "Mate"),
        rectangle("cook", (250, 204), (120, 58), "Cook"),
        rectangle("pilot", (500, 198), (120, 58), "Pilot"),
        line("trunk", (311, 62), (310, 130)),
        line("bar", (60, 131), (561, 129)),
        line("branch1", (61, 130), (60, 197)),
        line("branch2", (310, 131), (311, 200)),
        line("branch3", (560, 130), (561, 194)),
    ],
    entities=["Captain", "Mate", "Cook", "Pilot"],
    edges=[line_between("Captain", "Mate"), line_between("Captain", "Cook"), line_between("Captain", "Pilot")],
)

TRUNK_WITH_ARROWS = Golden(
    name="trunk-with-arrows",
    says="A trunk and a bar, and arrows down from the bar: the spring feeds each of the three.",
    pieces=[
        ellipse("spring", (230, 0), (150, 70), "Spring"),
        rectangle("pond", (0, 230), (120, 58), "Pond"),
        rectangle("fountain", (246, 234), (124, 58), "Fountain"),
        rectangle("bath", (500, 228), (120, 58), "Bath"),
        line("trunk", (306, 74), (306, 142)),
        line("bar", (58, 142), (562, 140)),
        arrow("r1", (59, 143), (60, 220)),
        arrow("r2", (306, 142), (308, 222)),
        arrow("r3", (561, 141), (560, 218)),
    ],
    entities=["Spring", "Pond", "Fountain", "Bath"],
    edges=[edge("Spring", "Pond"), edge("Spring", "Fountain"), edge("Spring", "Bath")],
)

TRUNK_AND_BRACKET = Golden(
    name="trunk-and-bracket",
    says="A chart of who leads whom: a line down from the abbess to the middle one of three, and a bracket to the other"
    " two. Below, an arrow leads on from the back of a bracket between two.",
    pieces=[
        rectangle("abbess", (240, 0), (140, 60), "Abbess"),
        rectangle("baker", (0, 200), (120, 58), "Baker"),
        rectangle("brewer", (250, 204), (120, 58), "Brewer"),
        rectangle("smith", (500, 198), (120, 58), "Smith"),
        line("trunk", (311, 62), (310, 201)),
        line("bracket", (61, 197), (561, 194), via=[(60, 131), (560, 129)]),
        rectangle("flour", (0, 320), (120, 58), "Flour"),
        rectangle("water", (4, 440), (120, 58), "Water"),
        rectangle("dough", (360, 380), (120, 58), "Dough"),
        line("both", (124, 350), (128, 468), via=[(220, 349), (221, 467)]),
        arrow("r1", (221, 408), (350, 409)),
    ],
    entities=["Abbess", "Baker", "Brewer", "Smith", "Flour", "Water", "Dough"],
    edges=[
        line_between("Abbess", "Baker"),
        line_between("Abbess", "Brewer"),
        line_between("Abbess", "Smith"),
        edge("Flour", "Dough"),
        edge("Water", "Dough"),
    ],
)

FILE_TREE = Golden(
    name="file-tree",
    says="A tree as people list files: a trunk down from each folder, and a short line aside to all that is in it.",
    pieces=[
        text("house", "house", (0, 0)),
        text("attic", "attic", (60, 44)),
        text("cellar", "cellar", (60, 88)),
        text("jam", "jam", (124, 132)),
        text("wine", "wine", (124, 176)),
        line("trunk", (14, 30), (15, 100)),
        line("side1", (15, 56), (54, 57)),
        line("side2", (15, 100), (55, 100)),
        line("trunk2", (78, 118), (78, 206)),
        line("side3", (79, 144), (118, 145)),
        line("side4", (78, 189), (119, 188)),
        rectangle("garden", (320, 0), (140, 50), "Garden"),
        rectangle("rose", (380, 80), (120, 44), "Rose"),
        rectangle("lily", (380, 150), (120, 44), "Lily"),
        rectangle("mint", (380, 220), (120, 44), "Mint"),
        line("trunk3", (344, 52), (345, 280)),
        line("side5", (346, 102), (378, 102)),
        line("side6", (344, 171), (379, 172)),
        line("side7", (346, 243), (376, 242)),
    ],
    entities=["house", "attic", "cellar", "jam", "wine", "Garden", "Rose", "Lily", "Mint"],
    edges=[
        line_between("house", "attic"),
        line_between("house", "cellar"),
        line_between("cellar", "jam"),
        line_between("cellar", "wine"),
        line_between("Garden", "Rose"),
        line_between("Garden", "Lily"),
        line_between("Garden", "Mint"),
    ],
)

BUS = Golden(
    name="bus",
    says="A line with a name is a bus: two write to it, one reads from it, and one does both.",
    pieces=[
        rectangle("field", (0, 0), (130, 60), "Field"),
        rectangle("mill", (220, 4), (130, 60), "Mill"),
        rectangle("bakery", (440, -2), (130, 60), "Bakery"),
        rectangle("market", (220, 260), (130, 60), "Market"),
        line("road", (-40, 170), (640, 171)),
        text("road-name", "Road", (654, 158)),
        arrow("r1", (64, 66), (65, 164)),
        arrow("r2", (284, 68), (285, 166), heads=("arrow", "arrow")),
        arrow("r3", (505, 168), (504, 66)),
        arrow("r4", (285, 254), (286, 176)),
    ],
    entities=["Field", "Mill", "Bakery", "Market", "Road"],
    edges=[
        edge("Field", "Road"),
        edge("Mill", "Road"),
        edge("Road", "Mill"),
        edge("Road", "Bakery"),
        edge("Market", "Road"),
    ],
)

BRACES = Golden(
    name="braces",
    says="A curly brace joins a kit to its three parts, and a square bracket a set to its two.",
    pieces=[
        text("kit", "Repair kit", (0, 88), font=24),
        text("pump", "Pump", (214, 14)),
        text("patches", "Patches", (216, 92)),
        text("glue", "Glue", (212, 170)),
        line(
            "curly",
            (200, 4),
            (202, 206),
            via=[(182, 22), (184, 84), (164, 104), (184, 122), (182, 188)],
            rounded=True,
        ),
        text("set", "Tea set", (4, 330), font=24),
        text("pot", "Pot", (196, 296)),
        text("cup", "Cup", (198, 380)),
        line("square", (184, 296), (186, 406), via=[(160, 295), (161, 407)]),
    ],
    entities=["Repair kit", "Pump", "Patches", "Glue", "Tea set", "Pot", "Cup"],
    edges=[
        line_between("Repair kit", "Pump"),
        line_between("Repair kit", "Patches"),
        line_between("Repair kit", "Glue"),
        line_between("Tea set", "Pot"),
        line_between("Tea set", "Cup"),
    ],
)

PASSING_BY = Golden(
    name="passing-by",
    says="An arrow passes close below a box, and another runs across one: neither stops there.",
    pieces=[
        rectangle("north", (0, 0), (120, 60), "North"),
        rectangle("middle", (300, -30), (120, 60), "Middle"),
        rectangle("east", (640, 4), (120, 60), "East"),
        rectangle("top", (310, -240), (110, 60), "Top"),
        rectangle("bottom", (306, 150), (110, 60), "Bottom"),
        arrow("r1", (128, 40), (630, 44), label="by boat", label_at=(520, 28)),
        arrow("r2", (382, -170), (384, 142)),
    ],
    entities=["North", "Middle", "East", "Top", "Bottom"],
    edges=[edge("North", "East", "by boat"), edge("Top", "Bottom")],
)

HAND_DRAWN = Golden(
    name="hand-drawn",
    says="An arrow drawn with the pen in two strokes, another in one, and a ring drawn round a word.",
    pieces=[
        text("idea", "Idea", (0, 30), font=24),
        text("sketch", "Sketch", (250, 26), font=24),
        text("model", "Model", (252, 206), font=24),
        freedraw("shaft", (70, 46), (102, 44), (138, 47), (170, 43), (206, 45), (234, 44)),
        freedraw("head", (218, 32), (226, 37), (236, 44), (228, 51), (219, 58)),
        freedraw(
            "stroke",
            *((294, 68), (297, 100), (293, 134), (296, 166), (296, 192)),
            *((286, 178), (280, 172), (288, 182), (296, 193), (303, 184), (311, 174)),
        ),
        freedraw(
            "ring",
            *((238, 222), (244, 200), (270, 190), (300, 189), (330, 194), (346, 212), (342, 236)),
            *((316, 250), (280, 251), (250, 244), (237, 228), (239, 218)),
        ),
    ],
    entities=["Idea", "Sketch", "Model"],
    edges=[edge("Idea", "Sketch"), edge("Sketch", "Model")],
)

DRAWN_HEADS = Golden(
    name="drawn-heads",
    says="Arrowheads drawn as shapes: a triangle where two kinds of bird lead to what they are, another on an arrow,"
    " and a filled rhombus, which does not point, where a nest belongs to a bird. The larger triangle is a thing.",
    pieces=[
        rectangle("bird", (200, 0), (160, 80), "Bird"),
        rectangle("owl", (60, 240), (140, 60), "Owl"),
        rectangle("jay", (360, 244), (140, 60), "Jay"),
        polygon("kind", (280, 84), (264, 112), (297, 112)),
        line("l1", (280, 113), (130, 238), via=[(280, 170), (130, 170)]),
        line("l2", (281, 113), (431, 241), via=[(281, 170), (431, 170)]),
        rectangle("nest", (560, 10), (140, 60), "Nest"),
        diamond("whole", (363, 30), (30, 20), fill="#1e1e1e"),
        line("l3", (393, 41), (556, 42)),
        rectangle("egg", (800, 8), (120, 64), "Egg"),
        polygon("tip", (772, 30), (796, 41), (772, 52)),
        arrow("r1", (704, 41), (770, 42)),
        polygon("scale", (590, 300), (640, 200), (690, 300)),
        text("words", "Balance", centre=(640, 272)),
        arrow("r2", (508, 272), (594, 271)),
    ],
    entities=["Bird", "Owl", "Jay", "Nest", "Egg", "Balance"],
    edges=[
        edge("Owl", "Bird"),
        edge("Jay", "Bird"),
        line_between("Bird", "Nest"),
        edge("Nest", "Egg"),
        edge("Jay", "Balance"),
    ],
)

HEADS_OF_STROKES = Golden(
    name="heads-of-strokes",
    says="Heads drawn with two strokes each: two lines at the end of a line, and two of the pen at the end of another."
    " The two short lines below make a tick, and no head.",
    pieces=[
        rectangle("wheat", (0, 0), (120, 60), "Wheat"),
        rectangle("mill", (320, 4), (120, 60), "Mill"),
        rectangle("bread", (330, 220), (120, 60), "Bread"),
        line("l1", (124, 30), (314, 33)),
        line("leg1", (314, 33), (297, 23)),
        line("leg2", (298, 44), (314, 34)),
        freedraw("s1", (382, 70), (380, 110), (385, 160), (388, 212)),
        freedraw("s2", (388, 213), (382, 206), (376, 197)),
        freedraw("s3", (397, 196), (393, 205), (389, 212)),
        line("tick1", (40, 240), (52, 256)),
        line("tick2", (52, 256), (78, 214)),
    ],
    entities=["Wheat", "Mill", "Bread"],
    edges=[edge("Wheat", "Mill"), edge("Mill", "Bread")],
)

SPLIT_LABEL = Golden(
    name="split-label",
    says="A label written as two texts below each other, and a box whose name is two texts.",
    pieces=[
        rectangle("pump", (0, 0), (140, 90)),
        text("pump1", "Water", centre=(70, 30)),
        text("pump2", "pump", centre=(70, 56)),
        rectangle("field", (440, 6), (130, 80), "Field"),
        arrow("r1", "pump", "field", gap=(10, 14)),
        text("when1", "every", centre=(286, 8), font=16),
        text("when2", "second day", centre=(288, 28), font=16),
    ],
    entities=["Water pump", "Field"],
    edges=[edge("Water pump", "Field", "every second day")],
)

PICTURE_ON_ARROW = Golden(
    name="picture-on-arrow",
    says="A small picture stands on an arrow, which goes on beneath it.",
    pieces=[
        rectangle("sender", (0, 0), (120, 64), "Sender"),
        rectangle("taker", (420, 8), (120, 64), "Taker"),
        arrow("r1", "sender", "taker", gap=(8, 10)),
        image("envelope", (252, 18), (36, 30)),
    ],
    entities=["Sender", "Taker"],
    open=["#envelope"],
    edges=[edge("Sender", "Taker")],
)

BROKEN_ARROWS = Golden(
    name="broken-arrows",
    says="Arrows that are broken for the words in their gaps: a line before them, and an arrow after them.",
    pieces=[
        rectangle("baker", (0, 0), (130, 70), "Baker"),
        rectangle("stall", (480, 6), (130, 70), "Stall"),
        rectangle("till", (486, 330), (130, 70), "Till"),
        rectangle("bank", (4, 326), (130, 70), "Bank"),
        line("p1", (134, 36), (262, 38)),
        text("w1", "carries", centre=(306, 38)),
        arrow("p2", (352, 40), (474, 42), gap=0),
        line("p3", (546, 82), (547, 178)),
        text("w2", "sells for", centre=(548, 204)),
        arrow("p4", (549, 228), (550, 324), gap=0),
        line("p5", (480, 366), (352, 364)),
        text("w3", "pays in", centre=(306, 362), font=16),
        arrow("p6", (262, 362), (142, 360), gap=0),
        arrow("plain", "bank", "baker", gap=(5, 8), label="lends"),
    ],
    entities=["Baker", "Stall", "Till", "Bank"],
    edges=[
        edge("Baker", "Stall", "carries"),
        edge("Stall", "Till", "sells for"),
        edge("Till", "Bank", "pays in"),
        edge("Bank", "Baker", "lends"),
    ],
)

CONNECTORS = (
    BROKEN_ARROWS,
    TWO_HEADED,
    MARKS_AT_TAILS,
    PLAIN_LINES,
    PARALLEL_ARROWS,
    CROSSING_ARROWS,
    CURVED_ARROWS,
    ELBOW_ARROWS,
    FORK_AND_MERGE,
    JUNCTION,
    SEGMENTS,
    TRUNK_AND_BRANCHES,
    TRUNK_WITH_ARROWS,
    TRUNK_AND_BRACKET,
    FILE_TREE,
    BUS,
    BRACES,
    PASSING_BY,
    HAND_DRAWN,
    DRAWN_HEADS,
    HEADS_OF_STROKES,
    SPLIT_LABEL,
    PICTURE_ON_ARROW,
)
