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

MODELS = (MULTIPLICITIES, CHEN, CLASSES, ENTITIES, PORTS, PACKAGES, BARS, CAPTIONS)
