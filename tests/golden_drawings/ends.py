"""Golden drawings: where an arrow ends, and what it means there."""

from __future__ import annotations

from drawing_builder import Piece, Point, arrow, diamond, ellipse, frame, group, image, line, rectangle, text
from golden_drawings.golden import Golden, edge


def _dot(id: str, centre: Point, radius: float = 5) -> Piece:
    x, y = centre
    return ellipse(id, (x - radius, y - radius), (2 * radius, 2 * radius))


ENDS_SHORT = Golden(
    name="ends-short",
    says="Arrows that stop well short of what they mean, 25 to 40 px.",
    pieces=[
        rectangle("plan", (0, 0), (130, 66), "Plan"),
        rectangle("build", (352, 10), (130, 66), "Build"),
        ellipse("test", (700, -6), (130, 80), "Test"),
        diamond("ship", (340, 220), (150, 100), "Ship"),
        arrow("r1", "plan", "build", gap=(28, 36), shift=5),
        arrow("r2", "build", "test", gap=(34, 40), shift=-7),
        arrow("r3", (690, 92), (500, 238)),
        arrow("r4", "ship", "plan", gap=(30, 38)),
    ],
    entities=["Plan", "Build", "Test", "Ship"],
    edges=[edge("Plan", "Build"), edge("Build", "Test"), edge("Test", "Ship"), edge("Ship", "Plan")],
)

ENDS_OVERSHOOT = Golden(
    name="ends-overshoot",
    says="Arrows that run into what they mean, and one that runs past above it.",
    pieces=[
        rectangle("wool", (0, 0), (140, 80), "Wool"),
        rectangle("yarn", (330, 8), (140, 80), "Yarn"),
        rectangle("scarf", (660, -6), (140, 80), "Scarf"),
        rectangle("hat", (330, 220), (150, 80), "Hat"),
        arrow("r1", "wool", "yarn", gap=(-12, -22), shift=16),
        arrow("r2", "yarn", "scarf", gap=(-18, -14), shift=-18),
        arrow("r3", "yarn", "hat", gap=(-9, -16), shift=20),
        arrow("r4", (90, 92), (372, 206), via=[(120, 204)]),
    ],
    entities=["Wool", "Yarn", "Scarf", "Hat"],
    edges=[edge("Wool", "Yarn"), edge("Yarn", "Scarf"), edge("Yarn", "Hat"), edge("Wool", "Hat")],
)

ENDS_AT_CORNER = Golden(
    name="ends-at-corner",
    says="Arrows that end at the corners between two boxes: the way they point tells which one is meant.",
    pieces=[
        rectangle("hall", (-20, -120), (120, 60), "Hall"),
        rectangle("attic", (300, 0), (120, 60), "Attic"),
        rectangle("cellar", (300, 92), (120, 60), "Cellar"),
        rectangle("pantry", (560, 210), (110, 60), "Pantry"),
        rectangle("larder", (700, 214), (110, 60), "Larder"),
        arrow("r1", (98, -52), (286, 82)),
        arrow("r2", (430, 44), (688, 198)),
    ],
    entities=["Hall", "Attic", "Cellar", "Pantry", "Larder"],
    edges=[edge("Hall", "Cellar"), edge("Attic", "Larder")],
)

BOUND_TO_ANYTHING = Golden(
    name="bound-to-anything",
    says="Arrows bound to a text, to an image with its name below, to a frame, and to one piece of a grouped icon.",
    pieces=[
        text("notes", "Field notes", (0, 42)),
        image("herbarium", (300, 6), (100, 90)),
        text("herbarium-name", "Herbarium", centre=(350, 116)),
        rectangle("sheet", (620, 40), (120, 60), "Sheet 12"),
        frame("archive", (580, -20), (210, 170), "Archive", holds=["sheet"]),
        group(
            "press",
            rectangle("press-base", (610, 330), (120, 20), fill="#ced4da"),
            rectangle("press-top", (610, 290), (120, 20), fill="#ced4da"),
            line("press-screw", (670, 264), (670, 290), stroke_width=4),
            text("press-name", "Press", centre=(670, 372)),
        ),
        arrow("r1", "notes", "herbarium", gap=6, bound=True),
        arrow("r2", "herbarium", "archive", gap=6, bound=True),
        arrow("r3", "archive", "press-top", gap=(6, 34), bound=True),
    ],
    entities=["Field notes", "Herbarium", "Sheet 12", "Press"],
    containers=["Archive"],
    edges=[edge("Field notes", "Herbarium"), edge("Herbarium", "Archive"), edge("Archive", "Press")],
    contains={"Archive": ["Sheet 12"]},
)

LOOSE_TO_ANYTHING = Golden(
    name="loose-to-anything",
    says="Free arrows to a text, to an image with its name below, and to the border of a frame.",
    pieces=[
        text("owner", "Owner", (0, 40), font=24),
        image("photo", (262, 8), (110, 84)),
        text("photo-name", "Passport photo", centre=(318, 110)),
        rectangle("form", (640, 30), (120, 60), "Form A"),
        rectangle("stamp", (640, 116), (120, 60), "Stamp"),
        frame("file", (590, -16), (220, 230), "File", holds=["form", "stamp"]),
        arrow("r1", (98, 58), (248, 54)),
        arrow("r2", (388, 52), (578, 60)),
        arrow("r3", (586, 176), (60, 84), via=[(330, 200), (80, 190)]),
    ],
    entities=["Owner", "Passport photo", "Form A", "Stamp"],
    containers=["File"],
    edges=[edge("Owner", "Passport photo"), edge("Passport photo", "File"), edge("File", "Owner")],
    contains={"File": ["Form A", "Stamp"]},
)

CONTAINER_BORDER = Golden(
    name="container-border",
    says="One arrow leaves from the border of the workshop, which it means; another crosses it to the lathe inside.",
    pieces=[
        rectangle("workshop", (240, 0), (300, 260), rounded=False, stroke_style="dashed"),
        text("workshop-name", "Workshop", (254, 10)),
        rectangle("lathe", (280, 70), (120, 60), "Lathe"),
        rectangle("drill", (368, 176), (120, 60), "Drill"),
        rectangle("timber", (-60, 66), (130, 64), "Timber"),
        rectangle("store", (720, 60), (120, 70), "Store"),
        arrow("r1", "timber", "lathe", gap=(7, 9)),
        arrow("r2", "lathe", "drill", gap=(5, 8), shift=6),
        arrow("r3", (546, 98), (704, 94)),
    ],
    entities=["Lathe", "Drill", "Timber", "Store"],
    containers=["Workshop"],
    edges=[edge("Timber", "Lathe"), edge("Lathe", "Drill"), edge("Workshop", "Store")],
    contains={"Workshop": ["Lathe", "Drill"]},
    contexts={"Workshop": ["Lathe", "Drill"]},
)

NESTED_CONTAINERS = Golden(
    name="nested-containers",
    says="A town holds a street, which holds two houses; an arrow goes from house to house across the borders.",
    pieces=[
        rectangle("town", (0, 0), (620, 340), rounded=False),
        text("town-name", "Town", (14, 10), font=24),
        rectangle("street", (40, 70), (330, 220), rounded=False, fill="#e7f5ff"),
        text("street-name", "Mill Street", (54, 80)),
        rectangle("house1", (64, 136), (110, 64), "House 1"),
        rectangle("house2", (232, 196), (110, 64), "House 2"),
        rectangle("mill", (464, 150), (110, 70), "Mill"),
        rectangle("farm", (770, 146), (110, 70), "Farm"),
        arrow("r1", "farm", "mill", gap=(8, 12), label="grain", label_at=(696, 164)),
        arrow("r2", "mill", "house2", gap=(6, 11), label="flour", label_at=(414, 178)),
        arrow("r3", "house1", "house2", gap=(5, 7)),
    ],
    entities=["House 1", "House 2", "Mill", "Farm"],
    containers=["Town", "Mill Street"],
    edges=[edge("Farm", "Mill", "grain"), edge("Mill", "House 2", "flour"), edge("House 1", "House 2")],
    contains={"Town": ["Mill Street", "Mill"], "Mill Street": ["House 1", "House 2"]},
    contexts={"Town": ["Mill", "Mill Street"], "Mill Street": ["House 1", "House 2"]},
)

TITLED_CONTAINERS = Golden(
    name="titled-containers",
    says="Arrows that point at the title of a container, from outside of it, mean the container.",
    pieces=[
        rectangle("orchard", (300, 0), (420, 250), rounded=False, stroke_style="dashed"),
        text("orchard-name", "Orchard", (322, 18)),
        rectangle("pear", (350, 110), (120, 60), "Pear"),
        rectangle("plum", (540, 150), (120, 60), "Plum"),
        rectangle("dairy", (300, 330), (420, 220), rounded=False, stroke_style="dashed"),
        text("dairy-name", "Dairy", (322, 348)),
        rectangle("churn", (380, 440), (120, 60), "Churn"),
        text("rain", "Rain", (90, 16)),
        text("milk", "Milk", (92, 346)),
        arrow("r1", (140, 30), (301, 32)),
        arrow("r2", (142, 360), (312, 362)),
    ],
    entities=["Pear", "Plum", "Churn", "Rain", "Milk"],
    containers=["Orchard", "Dairy"],
    edges=[edge("Rain", "Orchard"), edge("Milk", "Dairy")],
    contains={"Orchard": ["Pear", "Plum"], "Dairy": ["Churn"]},
    contexts={"Orchard": ["Pear", "Plum"], "Dairy": ["Churn"]},
)

SHELLS = Golden(
    name="shells",
    says="Shells around a core, each with its name, and arrows that each lead over one outline: from shell to shell.",
    pieces=[
        ellipse("town", (-300, -220), (600, 440)),
        ellipse("market", (-220, -160), (440, 320)),
        ellipse("stall", (-140, -100), (280, 200)),
        ellipse("scales", (-60, -40), (120, 80), "Scales"),
        text("town-name", "Town", centre=(260, 0)),
        text("market-name", "Market", centre=(180, 0)),
        text("stall-name", "Stall", centre=(100, 0)),
        arrow("carts", (-264, 10), (-176, 8)),
        arrow("buyers", (8, 132), (10, 76)),
        arrow("goods", (-44, -4), (-102, -6)),
    ],
    entities=["Scales"],
    containers=["Town", "Market", "Stall"],
    edges=[edge("Town", "Market"), edge("Market", "Stall"), edge("Scales", "Stall")],
    contains={"Town": ["Market"], "Market": ["Stall"], "Stall": ["Scales"]},
)

INTO_A_PICTURE = Golden(
    name="into-a-picture",
    says="A picture of a screen, with words around it and arrows at what they speak of: all lead to the picture.",
    pieces=[
        image("screen", (0, 0), (520, 340)),
        text("search", "Search", (-190, 30)),
        text("results", "Results", (-200, 190)),
        text("account", "Account", (600, 20)),
        text("more", "More", (270, 400)),
        arrow("r1", (-118, 44), (150, 60)),
        arrow("r2", (-118, 204), (90, 200)),
        arrow("r3", (592, 34), (430, 46)),
        arrow("r4", (294, 392), (260, 250)),
    ],
    entities=["Search", "Results", "Account", "More", "#screen"],
    edges=[
        edge("Search", "#screen"),
        edge("Results", "#screen"),
        edge("Account", "#screen"),
        edge("More", "#screen"),
    ],
)

ROTATED_SHAPES = Golden(
    name="rotated-shapes",
    says="Boxes set askew, with free arrows between them.",
    pieces=[
        rectangle("kite", (0, 0), (150, 70), "Kite", angle=0.35),
        rectangle("string", (320, 60), (150, 64), "String", angle=-0.5),
        ellipse("hand", (300, 280), (150, 80), "Hand", angle=0.8),
        arrow("r1", "kite", "string", gap=(9, 14)),
        arrow("r2", "string", "hand", gap=(12, 8), label="held by"),
    ],
    entities=["Kite", "String", "Hand"],
    edges=[edge("Kite", "String"), edge("String", "Hand", "held by")],
)

DOTS = Golden(
    name="dots-at-ends",
    says="Connectors with a dot where they begin, or at both ends; and a dot from which an arrow goes to a state.",
    pieces=[
        rectangle("mill", (0, 0), (130, 66), "Mill"),
        rectangle("baker", (352, 0), (130, 66), "Baker"),
        ellipse("shop", (352, 220), (140, 80), "Shop"),
        rectangle("open", (0, 226), (130, 66), "Open"),
        arrow("r1", (144, 33), (346, 33)),
        _dot("d1", (144, 33)),
        line("r2", (417, 80), (421, 208)),
        _dot("d2", (417, 80)),
        _dot("d3", (421, 208)),
        arrow("r3", (-80, 260), (-4, 260)),
        _dot("first", (-88, 260), 8),
    ],
    entities=["Mill", "Baker", "Shop", "Open", "#first"],
    edges=[edge("Mill", "Baker"), edge("Baker", "Shop", directed=False), edge("#first", "Open")],
)

MIDDLES = Golden(
    name="from-middle-to-middle",
    says="Arrows as scripts draw them, from the middle of one thing to that of the other, under both.",
    pieces=[
        arrow("r1", (65, 33), (520, 120)),
        arrow("r2", (65, 33), (65, 253)),
        arrow("r3", (65, 253), (520, 120)),
        rectangle("port", (0, 0), (130, 66), "Port"),
        rectangle("rail", (0, 220), (130, 66), "Rail"),
        rectangle("town", (340, -20), (360, 280)),
        text("name", "Town", (352, -12)),
        rectangle("depot", (440, 130), (130, 66), "Depot"),
    ],
    entities=["Port", "Rail", "Depot"],
    containers=["Town"],
    edges=[edge("Port", "Town"), edge("Port", "Rail"), edge("Rail", "Town")],
    contains={"Town": ["Depot"]},
)

ENDS = (
    ENDS_SHORT,
    ENDS_OVERSHOOT,
    ENDS_AT_CORNER,
    BOUND_TO_ANYTHING,
    LOOSE_TO_ANYTHING,
    CONTAINER_BORDER,
    NESTED_CONTAINERS,
    TITLED_CONTAINERS,
    SHELLS,
    INTO_A_PICTURE,
    ROTATED_SHAPES,
    DOTS,
    MIDDLES,
)
