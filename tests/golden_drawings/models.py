"""Golden drawings: models of classes, entities, components and packages."""

from __future__ import annotations

from drawing_builder import Pieces, Point, arrow, diamond, ellipse, image, line, rectangle, text
from golden_drawings.golden import Golden, edge, line_between


def ruled(id: str, at: Point, name: str, fields: str, methods: str, size: Point = (190, 138)) -> Pieces:
    """A class as one box, ruled by hand, nothing bound and nothing quite where it should be."""
    (x, y), (wide, _) = at, size
    return [
        rectangle(id, at, size, rounded=False),
        text(f"{id}-name", name, centre=(x + wide / 2 - 2, y + 17), font=16),
        line(f"{id}-rule1", (x + 4, y + 35), (x + wide - 3, y + 33)),
        text(f"{id}-fields", fields, (x + 9, y + 41), font=16),
        line(f"{id}-rule2", (x - 5, y + 86), (x + wide + 2, y + 90)),
        text(f"{id}-methods", methods, (x + 7, y + 95), font=16),
    ]


def stacked(id: str, at: Point, name: str, fields: str) -> Pieces:
    """An entity as two boxes, of which the lower is a little off."""
    x, y = at
    return [
        rectangle(id, at, (180, 36), name, bound=False, rounded=False, font=16),
        rectangle(f"{id}-fields", (x - 4, y + 40), (185, 78), fields, rounded=False, font=16),
    ]


MULTIPLICITIES = Golden(
    name="multiplicities",
    says="An entity-relationship diagram whose numbers beside the ends say how many, and are no labels.",
    pieces=[
        rectangle("customer", (0, 0), (150, 72), "Customer", rounded=False),
        rectangle("order", (420, 6), (150, 72), "Order", rounded=False),
        rectangle("item", (836, 0), (150, 72), "Item", rounded=False),
        rectangle("payment", (424, 290), (150, 72), "Payment", rounded=False),
        rectangle("shelf", (840, 286), (150, 72), "Shelf", rounded=False),
        line("places", (152, 36), (418, 40)),
        text("p1", "1", (160, 10), font=16),
        text("p2", "0..*", (378, 12), font=16),
        text("p-label", "places", centre=(285, 20), font=16),
        line("lists", (572, 40), (834, 36), label="lists", label_at=(703, 20)),
        text("l1", "1", (580, 14), font=16),
        text("l2", "1..n", (794, 44), font=16),
        arrow("pays", (495, 80), (500, 288), heads=(None, None)),
        text("y1", "1", (506, 86), font=16),
        text("y2", "(0,1)", (508, 258), font=16),
        line("lies", (910, 74), (914, 284)),
        text("s1", "N", (922, 80), font=16),
        text("s2", "1", (922, 254), font=16),
    ],
    entities=["Customer", "Order", "Item", "Payment", "Shelf"],
    edges=[
        line_between("Customer", "Order", "places") | {"start_cardinality": "1", "end_cardinality": "0..*"},
        line_between("Order", "Item", "lists") | {"start_cardinality": "1", "end_cardinality": "1..*"},
        edge("Order", "Payment", directed=False, start_cardinality="1", end_cardinality="0..1"),
        line_between("Item", "Shelf") | {"start_cardinality": "*", "end_cardinality": "1"},
    ],
)

CHEN = Golden(
    name="chen-relationships",
    says="Entities and relationships as Chen drew them: the letters on the lines say how many of the entity.",
    pieces=[
        rectangle("author", (0, 20), (140, 60), "Author", rounded=False),
        diamond("writes", (270, 0), (160, 100), "writes"),
        rectangle("book", (560, 22), (140, 60), "Book", rounded=False),
        diamond("lent", (552, 190), (156, 100), "lent to"),
        rectangle("reader", (562, 400), (140, 60), "Reader", rounded=False),
        ellipse("title", (780, -40), (110, 56), "title"),
        line("l1", (142, 50), (268, 50), label="N", label_at=(205, 34)),
        line("l2", (432, 50), (558, 52), label="M", label_at=(495, 34)),
        line("l3", (630, 84), (630, 188), label="1", label_at=(646, 136)),
        line("l4", (630, 292), (632, 398), label="N", label_at=(648, 345)),
        line("l5", (702, 40), (784, 6)),
    ],
    entities=["Author", "writes", "Book", "lent to", "Reader", "title"],
    edges=[
        line_between("Author", "writes", "N") | {"start_cardinality": "*"},
        line_between("writes", "Book", "M") | {"end_cardinality": "*"},
        line_between("Book", "lent to", "1") | {"start_cardinality": "1"},
        line_between("lent to", "Reader", "N") | {"end_cardinality": "*"},
        line_between("Book", "title"),
    ],
)

CLASSES = Golden(
    name="class-boxes",
    says="Classes in compartments, one box ruled by hand each, and what they are to each other.",
    pieces=[
        ruled("shape", (300, 0), "Shape", "- x: int\n- y: int", "+ draw()\n+ move()", (190, 142)),
        ruled("circle", (80, 330), "Circle", "- r: int\n- fill: Ink", "+ draw()"),
        ruled("square", (520, 334), "Square", "- side: int\n- fill: Ink", "+ draw()"),
        rectangle("ink", (880, 336), (170, 110), rounded=False),
        text("ink-name", "«enum»\nInk", centre=(965, 360), font=16),
        line("ink-rule", (880, 384), (1051, 382)),
        text("ink-values", "RED\nBLUE", (890, 390), font=16),
        arrow("is1", (180, 328), (340, 148), heads=(None, "triangle_outline")),
        arrow("is2", (610, 330), (450, 146), heads=(None, "triangle_outline")),
        arrow("has", (714, 400), (876, 396), heads=(None, "arrow")),
        text("m1", "*", (720, 374), font=16),
        text("m2", "1", (860, 370), font=16),
    ],
    entities=[
        "Shape - x: int - y: int + draw() + move()",
        "Circle - r: int - fill: Ink + draw()",
        "Square - side: int - fill: Ink + draw()",
        "«enum» Ink RED BLUE",
    ],
    edges=[
        edge("Circle - r: int - fill: Ink + draw()", "Shape - x: int - y: int + draw() + move()"),
        edge("Square - side: int - fill: Ink + draw()", "Shape - x: int - y: int + draw() + move()"),
        edge("Square - side: int - fill: Ink + draw()", "«enum» Ink RED BLUE",
             start_cardinality="*", end_cardinality="1"),
    ],
)  # fmt: skip

ENTITIES = Golden(
    name="entities-in-two-boxes",
    says="Tables as a box with the name on one with the columns, or one for each; and layers, which are three things.",
    pieces=[
        stacked("user", (0, 0), "users", "id PK\nname\nemail"),
        stacked("visit", (400, 10), "visits", "id PK\nuser_id FK\nat"),
        arrow("r1", (182, 70), (392, 78), heads=("cardinality_exactly_one", "cardinality_zero_or_many")),
        *(
            rectangle(f"layer{k}", (800, 60 * k), (180, 60), words, rounded=False)
            for k, words in enumerate(("Application", "Kernel", "Hardware"))
        ),
        arrow("r2", "layer0", (586, 34)),
        *(
            rectangle(f"page{k}", (402 - 4 * (k % 2), 240 + 38 * k), (180, 38), words, rounded=False, font=16)
            for k, words in enumerate(("pages", "id PK", "visit_id FK", "url"))
        ),
        arrow("r3", (492, 238), (490, 134), heads=("cardinality_many", "cardinality_one")),
    ],
    entities=["users id PK name email", "visits id PK user_id FK at", "Application", "Kernel", "Hardware",
              "id PK", "visit_id FK", "url"],
    containers=["pages"],
    contains={"pages": ["id PK", "visit_id FK", "url"]},
    edges=[
        edge("users id PK name email", "visits id PK user_id FK at", directed=False,
             start_cardinality="1", end_cardinality="0..*"),
        edge("Application", "visits id PK user_id FK at"),
        edge("pages", "visits id PK user_id FK at", directed=False, start_cardinality="*", end_cardinality="1"),
    ],
)  # fmt: skip

PORTS = Golden(
    name="ports-on-borders",
    says="Components with small squares and circles on their borders; from port to port means from one to the other.",
    pieces=[
        rectangle("shop", (0, 0), (170, 150), "Shop"),
        rectangle("pay", (420, -40), (170, 90), "Pay"),
        rectangle("stock", (420, 110), (170, 90), "Stock"),
        rectangle("s1", (163, 26), (15, 15), rounded=False),
        rectangle("s2", (161, 108), (15, 15), rounded=False),
        rectangle("p1", (413, -4), (15, 15), rounded=False),
        ellipse("t1", (411, 146), (16, 16)),
        arrow("a1", (180, 33), (411, 4)),
        arrow("a2", (178, 116), (409, 153), label="reserves"),
    ],
    entities=["Shop", "Pay", "Stock"],
    edges=[edge("Shop", "Pay"), edge("Shop", "Stock", "reserves")],
)

PACKAGES = Golden(
    name="packages-with-tabs",
    says="Two packages whose names stand in tabs on their corners, and one that is named in its middle.",
    pieces=[
        rectangle("web-tab", (0, 0), (90, 28), "web", bound=False, rounded=False, font=16),
        rectangle("web", (2, 29), (260, 150), rounded=False),
        rectangle("page", (60, 74), (130, 60), "Page"),
        rectangle("core-tab", (420, 4), (100, 28), "core", bound=False, rounded=False, font=16),
        rectangle("core", (418, 30), (260, 150), rounded=False),
        rectangle("rules", (480, 74), (130, 60), "Rules"),
        rectangle("util-tab", (424, 300), (60, 22), rounded=False),
        rectangle("util", (422, 323), (180, 90), "util", rounded=False),
        arrow("d1", (266, 104), (414, 106), stroke_style="dashed"),
        arrow("d2", (520, 184), (516, 320), stroke_style="dashed"),
    ],
    entities=["Page", "Rules", "util"],
    containers=["web", "core"],
    edges=[edge("web", "core"), edge("core", "util")],
    contains={"web": ["Page"], "core": ["Rules"]},
)

BARS = Golden(
    name="bars-with-names",
    says="Two regions with their names in bars along their upper sides, and a lane with its name in a box at its left.",
    pieces=[
        rectangle("web", (0, 0), (260, 200), rounded=False),
        rectangle("web-bar", (2, -3), (257, 38), "Web", rounded=False, fill="#a5d8ff", bound=False),
        rectangle("page", (60, 90), (140, 60), "Page"),
        rectangle("core-bar", (420, -36), (262, 36), "Core", rounded=False, fill="#a5d8ff", bound=False),
        rectangle("core", (418, 2), (260, 200), rounded=False),
        rectangle("rules", (480, 92), (140, 60), "Rules"),
        rectangle("lane", (0, 300), (680, 130), rounded=False),
        rectangle("lane-head", (-2, 303), (110, 130), "Night", rounded=False, bound=False),
        rectangle("backup", (180, 335), (140, 60), "Backup"),
        rectangle("report", (460, 333), (140, 60), "Report"),
        arrow("d1", (264, 120), (414, 118)),
        arrow("d2", (324, 364), (456, 362)),
    ],
    entities=["Page", "Rules", "Backup", "Report"],
    containers=["Web", "Core", "Night"],
    edges=[edge("Web", "Core"), edge("Backup", "Report")],
    contains={"Web": ["Page"], "Core": ["Rules"], "Night": ["Backup", "Report"]},
)

CAPTIONS = Golden(
    name="arrows-to-captions",
    says="Pictures and a little person with their names below; an arrow that ends at a name means what is above it.",
    pieces=[
        image("cloud", (0, 0), (90, 70)),
        text("cloud-name", "Cloud", centre=(46, 86), font=16),
        image("disk", (300, 4), (80, 70)),
        text("disk-name", "Disk", centre=(340, 90), font=16),
        rectangle("backup", (270, 240), (140, 60), "Backup"),
        ellipse("head", (8, 236), (24, 24)),
        line("body", (20, 260), (20, 292)),
        line("arms", (0, 272), (40, 272)),
        line("leg1", (20, 292), (4, 318)),
        line("leg2", (20, 292), (36, 318)),
        text("admin-name", "Admin", centre=(20, 334), font=16),
        rectangle("night", (-50, 430), (140, 60), "Night shift"),
        arrow("a1", (86, 74), (300, 236), label="fills"),
        arrow("a2", "backup", (340, 108)),
        arrow("a4", "night", (20, 350)),
    ],
    entities=["Cloud", "Disk", "Backup", "Admin", "Night shift"],
    edges=[edge("Cloud", "Backup", "fills"), edge("Backup", "Disk"), edge("Night shift", "Admin")],
)

NAMED_PORTS = Golden(
    name="named-ports",
    says="Machines with ports that have names, in small boxes on their borders or beside them; hoses join the ports.",
    pieces=[
        rectangle("press", (0, 0), (170, 120), "Press", rounded=False),
        rectangle("filter", (420, 10), (170, 120), "Filter", rounded=False),
        rectangle("tank", (840, 0), (170, 120), "Tank", rounded=False),
        rectangle("press-out", (153, 26), (36, 24), "out", font=14, fill="#ffffff", rounded=False),
        rectangle("press-air", (153, 76), (36, 24), "air", font=14, fill="#ffffff", rounded=False),
        rectangle("filter-in", (404, 30), (32, 24), "in", font=14, fill="#ffffff", rounded=False),
        rectangle("filter-vent", (398, 84), (44, 24), "vent", font=14, fill="#ffffff", rounded=False),
        ellipse("filter-drain", (582, 56), (16, 16), fill="#ffffff"),
        text("drain", "drain", (606, 34), font=14),
        ellipse("tank-top", (832, 50), (16, 16), fill="#ffffff"),
        text("top", "top", (800, 30), font=14),
        arrow("juice", "press-out", "filter-in", gap=(3, 6)),
        arrow("breath", "filter-vent", "press-air", gap=(4, 7), label="hisses", label_at=(296, 110)),
        rectangle("lamp-box", (420, 260), (170, 110), "Lamps", rounded=False),
        rectangle("lamp-a", (446, 248), (30, 24), "A", font=14, fill="#ffffff", rounded=False),
        rectangle("lamp-b", (530, 248), (30, 24), "B", font=14, fill="#ffffff", rounded=False),
        rectangle("filter-a", (444, 118), (30, 24), "L1", font=14, fill="#ffffff", rounded=False),
        rectangle("filter-b", (532, 118), (30, 24), "L2", font=14, fill="#ffffff", rounded=False),
        arrow("green", "filter-a", "lamp-a", gap=(5, 7)),
        arrow("red", "filter-b", "lamp-b", gap=(4, 9)),
        rectangle("pump", (846, 262), (160, 110), "Pump", rounded=False),
        rectangle("pump-out", (908, 250), (36, 24), "up", font=14, fill="#ffffff", rounded=False),
        arrow("lift", "pump-out", "tank", gap=(6, 5)),
        arrow("clear", "filter-drain", "tank-top", gap=(4, 6), label="runs", label_at=(715, 84)),
    ],
    entities=["out", "air", "in", "vent", "drain", "top", "L1", "L2", "A", "B", "up"],
    containers=["Press", "Filter", "Tank", "Lamps", "Pump"],
    edges=[
        edge("out", "in"), edge("vent", "air", "hisses"), edge("drain", "top", "runs"),
        edge("L1", "A"), edge("L2", "B"), edge("up", "Tank"),
    ],
    contains={
        "Press": ["out", "air"], "Filter": ["in", "vent", "drain", "L1", "L2"], "Tank": ["top"], "Lamps": ["A", "B"],
        "Pump": ["up"],
    },
)  # fmt: skip

ROLES = Golden(
    name="roles",
    says="What one is to the other is written at the ends of the lines, some of it beside a number; none is a label.",
    pieces=[
        rectangle("band", (0, 0), (150, 72), "Band", rounded=False),
        rectangle("player", (430, 4), (150, 72), "Player", rounded=False),
        rectangle("song", (6, 280), (150, 72), "Song", rounded=False),
        rectangle("fan", (860, 0), (150, 72), "Fan", rounded=False),
        line("plays", "band", "player", gap=(2, 3)),
        text("plays1", "1", (160, 12), font=16),
        text("plays2", "group", (158, 42), font=16),
        text("plays3", "1..*", (392, 14), font=16),
        text("plays4", "members", (358, 44), font=16),
        text("plays-label", "plays in", centre=(285, 20), font=16),
        line("writes", "band", "song", gap=(2, 2)),
        text("writes1", "author", (88, 80), font=16),
        text("writes2", "+works", (90, 252), font=16),
        arrow("likes", "fan", "player", gap=(2, 5), label="likes", label_at=(720, 16)),
        text("likes2", "hero", (592, 46), font=16),
    ],
    entities=["Band", "Player", "Song", "Fan"],
    edges=[
        line_between("Band", "Player", "plays in")
        | {"start_cardinality": "1", "end_cardinality": "1..*", "start_role": "group", "end_role": "members"},
        line_between("Band", "Song") | {"start_role": "author", "end_role": "+works"},
        edge("Fan", "Player", "likes", end_role="hero"),
    ],
)

ASSOCIATIONS = Golden(
    name="associations",
    says="Classes with numbers and roles at bound and loose ends; those at a line that leads nowhere are notes.",
    pieces=[
        ruled("school", (0, 0), "School", "- name: str", "+ open()"),
        ruled("teacher", (520, 4), "Teacher", "- name: str", "+ teach()"),
        rectangle("course", (525, 330), (170, 80), "Course", rounded=False),
        rectangle("pupil", (4, 334), (170, 80), "Pupil", rounded=False),
        rectangle("room", (1040, 30), (150, 80), "Room", rounded=False),
        arrow("employs", "school", "teacher", gap=4, via=[(355, 69), (355, 73)], bound=True, elbow=True,
              label="employs"),
        text("e1", "employer", (198, 74), font=16),
        text("e2", "1", (198, 44), font=16),
        text("e3", "staff", (466, 74), font=16),
        text("e4", "1..*", (474, 44), font=16),
        arrow("taught", "teacher", "course", gap=4, via=[(614, 236), (611, 236)], elbow=True, heads=("arrow", None)),
        text("t1", "lecturer", (620, 146), font=16),
        text("t2", "1", (592, 146), font=16),
        text("t3", "subjects", (620, 304), font=16),
        line("visits", "pupil", "course", gap=(2, 3)),
        text("v1", "*", (182, 346), font=16),
        text("v2", "+visitors", (180, 380), font=16),
        text("v3", "0..n", (484, 346), font=16),
        arrow("knows", "school", "pupil", gap=3, via=[(95, 236), (89, 236)], bound=True, elbow=True,
              heads=("arrow", "arrow")),
        text("k1", "school", (100, 142), font=16),
        text("k2", "pupils", (100, 308), font=16),
        line("nowhere", (1115, 112), (1118, 330)),
        text("n1", "0..1", (1124, 116), font=16),
        text("n2", "venue", (1060, 116), font=16),
    ],
    entities=[
        "School - name: str + open()", "Teacher - name: str + teach()", "Course", "Pupil", "Room",
    ],
    annotations=["0..1", "venue"],
    edges=[
        edge("School - name: str + open()", "Teacher - name: str + teach()", "employs",
             start_cardinality="1", end_cardinality="1..*", start_role="employer", end_role="staff"),
        edge("Course", "Teacher - name: str + teach()",
             start_cardinality="1", start_role="lecturer", end_role="subjects", turned=True),
        line_between("Pupil", "Course")
        | {"start_cardinality": "*", "end_cardinality": "0..*", "start_role": "+visitors"},
        edge("School - name: str + open()", "Pupil", start_role="school", end_role="pupils"),
        edge("Pupil", "School - name: str + open()", start_role="school", end_role="pupils", turned=True),
    ],
)  # fmt: skip

LISTS = Golden(
    name="lists-that-point",
    says="A list drawn as cells: each has a word and an empty cell, and from that an arrow leads to the next.",
    pieces=[
        text("head", "first", (20, -90)),
        *(
            rectangle(f"{word}{part}", (190 * k + 70 * part, 2 * k), (70 - 28 * part, 46), words, rounded=False)
            for k, word in enumerate(("milk", "eggs", "soap", "rice", "salt", "tea"))
            for part, words in enumerate((word, ""))
        ),
        *(arrow(f"next{k}", (92 + 190 * k, 24 + k), (184 + 190 * k, 26 + 2 * k), gap=0) for k in range(5)),
        arrow("a1", (44, -60), (36, -6), gap=0),
        rectangle("box", (0, 150), (160, 54), rounded=False),
        text("box-name", "last", (16, 164)),
        ellipse("dot", (130, 172), (10, 10), fill="#1e1e1e"),
        arrow("a2", (140, 172), (976, 66), gap=0),
    ],
    entities=["first", "milk", "eggs", "soap", "rice", "salt", "tea", "last"],
    edges=[
        edge("milk", "eggs"), edge("eggs", "soap"), edge("soap", "rice"), edge("rice", "salt"), edge("salt", "tea"),
        edge("first", "milk"), edge("last", "tea"),
    ],
)  # fmt: skip

CARDS = Golden(
    name="cards",
    says="Cards: a title in a box of its own, and a line below it in another. Arrows lead from card to card.",
    pieces=[
        *(
            piece
            for k, (title, body) in enumerate((("Sow", "in March"), ("Water", "each day"), ("Reap", "before frost")))
            for piece in (
                rectangle(
                    f"c{k}", (320 * k, 10 * (k % 2)), (180, 38), title, bound=False, fill="#b2f2bb", rounded=False
                ),
                rectangle(f"c{k}-body", (320 * k - 1, 10 * (k % 2) + 39), (183, 74), body, font=16, rounded=False),
            )
        ),
        arrow("r1", "c0-body", "c1", gap=(4, 8), label="then", label_at=(250, 30)),
        arrow("r2", "c1", "c2-body", gap=(6, 9)),
        rectangle("barn", (700, 220), (120, 60), "Barn"),
        arrow("r3", "c2-body", "barn", gap=(4, 8)),
    ],
    entities=["Sow in March", "Water each day", "Reap before frost", "Barn"],
    edges=[
        edge("Sow in March", "Water each day", "then"),
        edge("Water each day", "Reap before frost"),
        edge("Reap before frost", "Barn"),
    ],
)

MODELS = (
    MULTIPLICITIES, CHEN, CLASSES, ENTITIES, PORTS, PACKAGES, BARS, CAPTIONS, NAMED_PORTS, ROLES, ASSOCIATIONS, LISTS,
    CARDS,
)  # fmt: skip
