"""Golden drawings: things that are drawn with more than one shape."""

from __future__ import annotations

from drawing_builder import arrow, ellipse, group, image, line, rectangle, text
from golden_drawings.golden import Golden, edge

BOX_OF_LINES = Golden(
    name="box-of-lines",
    says="Two boxes made of four lines each, with an arrow between them.",
    pieces=[
        line("a-top", (0, 0), (150, 2)),
        line("a-right", (150, 1), (149, 80)),
        line("a-bottom", (149, 79), (1, 81)),
        line("a-left", (0, 81), (1, 0)),
        text("a-name", "Loom", centre=(75, 40)),
        line("b-top", (340, 10), (470, 9)),
        line("b-right", (470, 10), (472, 84)),
        line("b-bottom", (471, 84), (341, 86)),
        line("b-left", (341, 86), (340, 9)),
        text("b-name", "Cloth", centre=(405, 47)),
        arrow("r1", (160, 41), (328, 46)),
    ],
    entities=["Loom", "Cloth"],
    edges=[edge("Loom", "Cloth")],
)

CYLINDERS = Golden(
    name="cylinders",
    says="Cylinders: two ellipses and two lines, grouped and not, and an ellipse with lines around below it.",
    pieces=[
        rectangle("writer", (0, 130), (120, 64), "Writer"),
        group(
            "store",
            ellipse("store-top", (320, 0), (120, 36)),
            line("store-left", (320, 18), (320, 112)),
            line("store-right", (440, 18), (440, 112)),
            ellipse("store-bottom", (320, 94), (120, 36)),
            text("store-name", "Store", centre=(380, 66)),
        ),
        ellipse("log-top", (330, 220), (110, 32)),
        line("log-left", (331, 237), (330, 322)),
        line("log-right", (440, 236), (441, 321)),
        ellipse("log-bottom", (330, 305), (110, 32)),
        text("log-name", "Log", centre=(386, 280)),
        ellipse("heap-top", (620, 90), (120, 34)),
        line("heap-left", (621, 108), (620, 190)),
        line("heap-right", (739, 107), (740, 191)),
        line("heap-foot", (620, 190), (740, 191), via=[(640, 206), (680, 211), (720, 206)], rounded=True),
        text("heap-name", "Heap", centre=(680, 160)),
        arrow("r1", (130, 150), (308, 78)),
        arrow("r2", (128, 176), (316, 272), label="appends", label_at=(176, 250)),
        arrow("r3", (450, 70), (612, 142)),
    ],
    entities=["Writer", "Store", "Log", "Heap"],
    edges=[edge("Writer", "Store"), edge("Writer", "Log", "appends"), edge("Store", "Heap")],
)

STICK_FIGURES = Golden(
    name="stick-figures",
    says="Two people as stick figures, one grouped and one not, with their names below; both use the gate.",
    pieces=[
        group(
            "visitor",
            ellipse("visitor-head", (20, 0), (30, 30)),
            line("visitor-body", (35, 30), (35, 80)),
            line("visitor-arms", (8, 50), (62, 48)),
            line("visitor-leg1", (35, 80), (12, 114)),
            line("visitor-leg2", (35, 80), (58, 115)),
        ),
        text("visitor-name", "Visitor", centre=(36, 134)),
        ellipse("guard-head", (596, 6), (30, 30)),
        line("guard-body", (611, 36), (611, 86)),
        line("guard-arms", (586, 56), (638, 55)),
        line("guard-leg1", (611, 86), (590, 120)),
        line("guard-leg2", (611, 86), (634, 121)),
        text("guard-name", "Guard", centre=(611, 140)),
        rectangle("gate", (262, 30), (130, 70), "Gate"),
        arrow("r1", (76, 62), (250, 64)),
        arrow("r2", (574, 66), (404, 66), label="opens", label_at=(490, 52)),
    ],
    entities=["Visitor", "Guard", "Gate"],
    edges=[edge("Visitor", "Gate"), edge("Guard", "Gate", "opens")],
)

CARD_STACK = Golden(
    name="card-stack",
    says="A stack of three cards is one thing, named on the top card.",
    pieces=[
        rectangle("card3", (24, -22), (140, 80), fill="#ffffff"),
        rectangle("card2", (12, -11), (140, 80), fill="#ffffff"),
        rectangle("card1", (0, 0), (140, 80), "Orders", fill="#ffffff"),
        rectangle("clerk", (360, -6), (120, 66), "Clerk"),
        arrow("r1", (176, 24), (350, 26)),
    ],
    entities=["Orders", "Clerk"],
    edges=[edge("Orders", "Clerk")],
)

DOUBLE_BOX = Golden(
    name="double-box",
    says="A box in a box under one name is one thing.",
    pieces=[
        rectangle("vault", (0, 0), (160, 90)),
        rectangle("vault-inner", (9, 8), (142, 74), "Vault"),
        rectangle("key", (360, 10), (120, 64), "Key"),
        arrow("r1", "key", "vault", gap=(8, 12), label="opens"),
    ],
    entities=["Vault", "Key"],
    edges=[edge("Key", "Vault", "opens")],
)

NARROW_REGIONS = Golden(
    name="narrow-regions",
    says="A country holds a province, which holds a town, each close within the last; an arrow leads into the town.",
    pieces=[
        rectangle("country", (0, 0), (760, 474)),
        text("country-name", "Country", (12, 8), font=16),
        rectangle("province", (20, 34), (720, 420), stroke_style="dashed"),
        text("province-name", "Province", (32, 40), font=16),
        rectangle("town", (31, 66), (698, 378)),
        text("town-name", "Town", (44, 72), font=16),
        rectangle("gate", (80, 200), (120, 64), "Gate"),
        rectangle("square", (330, 140), (130, 70), "Square"),
        rectangle("mint", (540, 290), (120, 64), "Mint"),
        rectangle("harbour", (-240, 196), (120, 64), "Harbour"),
        arrow("r1", "harbour", "gate", gap=(6, 8), label="salt"),
        arrow("r2", "gate", "square", gap=(5, 9)),
        arrow("r3", "square", "mint", gap=(7, 6)),
    ],
    entities=["Harbour", "Gate", "Square", "Mint"],
    containers=["Country", "Province", "Town"],
    edges=[edge("Harbour", "Gate", "salt"), edge("Gate", "Square"), edge("Square", "Mint")],
    contains={"Country": ["Province"], "Province": ["Town"], "Town": ["Gate", "Square", "Mint"]},
    contexts={"Country": ["Province"], "Province": ["Town"], "Town": ["Gate", "Square", "Mint"]},
)

CROSSED_TITLES = Golden(
    name="crossed-titles",
    says="Arrows run over the titles of three yards, two in a corner and one above, on their way to what is in them.",
    pieces=[
        rectangle("gate", (210, -170), (120, 60), "Gate"),
        rectangle("north", (0, 0), (230, 180), stroke_style="dashed"),
        text("north-name", "North yard", (124, 8), font=16),
        rectangle("hens", (60, 80), (110, 60), "Hens"),
        rectangle("south", (320, 0), (230, 180), stroke_style="dashed"),
        text("south-name", "South yard", (330, 8), font=16),
        rectangle("geese", (380, 80), (110, 60), "Geese"),
        rectangle("east", (640, 30), (230, 150), stroke_style="dashed"),
        text("east-name", "East yard", (641, 4), font=16),
        rectangle("ducks", (710, 80), (110, 60), "Ducks"),
        arrow("r1", "gate", "hens", gap=(6, 8)),
        arrow("r2", "gate", "geese", gap=(8, 5), label="corn", label_at=(352, -64)),
        arrow("r3", "gate", "ducks", gap=(5, 7)),
    ],
    entities=["Gate", "Hens", "Geese", "Ducks"],
    containers=["North yard", "South yard", "East yard"],
    edges=[edge("Gate", "Hens"), edge("Gate", "Geese", "corn"), edge("Gate", "Ducks")],
    contains={"North yard": ["Hens"], "South yard": ["Geese"], "East yard": ["Ducks"]},
    contexts={"North yard": ["Hens"], "South yard": ["Geese"], "East yard": ["Ducks"]},
)

ICONS_IN_A_CHAIN = Golden(
    name="icons-in-a-chain",
    says="From picture to picture, each with its name at its right or below, where the next arrow begins; a cooler that"
    " holds two, and its title above.",
    pieces=[
        image("mill", (0, 0), (60, 60)),
        text("mill-name", "Mill", (66, 18)),
        image("oven", (260, 0), (60, 60)),
        text("oven-name", "Oven", (326, 18)),
        ellipse("shop", (520, 0), (60, 60)),
        text("shop-name", "Shop", (527, 66)),
        rectangle("cooler", (400, 260), (320, 160)),
        text("cooler-name", "Cooler", (530, 226)),
        image("milk", (440, 300), (60, 60)),
        text("milk-name", "Milk", (450, 366)),
        rectangle("eggs", (580, 300), (100, 60), "Eggs"),
        text("guest", "Guest", (800, 18)),
        arrow("r1", (112, 31), (252, 30)),
        arrow("r2", (380, 30), (514, 29), label="bread", label_at=(446, 14)),
        arrow("r3", (550, 98), (551, 218)),
        arrow("r4", (792, 31), (586, 30)),
        arrow("r5", (506, 330), (572, 331)),
    ],
    entities=["Mill", "Oven", "Shop", "Milk", "Eggs", "Guest"],
    containers=["Cooler"],
    edges=[
        edge("Mill", "Oven"),
        edge("Oven", "Shop", "bread"),
        edge("Shop", "Cooler"),
        edge("Guest", "Shop"),
        edge("Milk", "Eggs"),
    ],
    contains={"Cooler": ["Milk", "Eggs"]},
)

EMBLEMS = Golden(
    name="emblems",
    says="A farm and a field in it, each with a picture and its name in the corner; in the barn, a list of pictures"
    " with their names.",
    pieces=[
        rectangle("farm", (0, 0), (760, 360)),
        image("farm-image", (0, 0), (40, 40)),
        text("farm-name", "Farm", (48, 9), font=16),
        rectangle("well", (30, 180), (120, 60), "Well"),
        rectangle("field", (220, 60), (500, 260), stroke_style="dashed"),
        image("field-image", (228, 68), (36, 36)),
        text("field-name", "North field", (272, 76), font=16),
        rectangle("wheat", (260, 180), (120, 60), "Wheat"),
        rectangle("rye", (540, 180), (120, 60), "Rye"),
        rectangle("barn", (860, 60), (220, 210)),
        image("plough", (872, 74), (48, 48)),
        text("plough-name", "Plough", (930, 88)),
        image("cart", (872, 138), (48, 48)),
        text("cart-name", "Cart", (930, 152)),
        image("rake", (872, 202), (48, 48)),
        text("rake-name", "Rake", (930, 216)),
        arrow("r1", "well", "wheat", gap=(6, 8)),
        arrow("r2", "wheat", "rye", gap=(5, 7), label="then", label_at=(460, 196)),
    ],
    entities=["Well", "Wheat", "Rye", "Plough", "Cart", "Rake"],
    containers=["Farm", "North field", "#barn"],
    edges=[edge("Well", "Wheat"), edge("Wheat", "Rye", "then")],
    contains={
        "Farm": ["Well", "North field"],
        "North field": ["Wheat", "Rye"],
        "#barn": ["Plough", "Cart", "Rake"],
    },
)

ICON = Golden(
    name="icon-of-pieces",
    says="A van of many grouped pieces, named below, goes from the depot to the market.",
    pieces=[
        rectangle("depot", (0, 40), (120, 64), "Depot"),
        group(
            "van",
            rectangle("van-body", (250, 30), (90, 60), fill="#a5d8ff"),
            rectangle("van-cab", (340, 52), (36, 38), fill="#a5d8ff"),
            rectangle("van-window", (346, 58), (20, 14), fill="#ffffff"),
            ellipse("van-wheel1", (264, 80), (24, 24), fill="#343a40"),
            ellipse("van-wheel2", (334, 80), (24, 24), fill="#343a40"),
            line("van-door", (294, 34), (294, 88)),
        ),
        text("van-name", "Van", centre=(312, 122)),
        rectangle("market", (520, 44), (120, 64), "Market"),
        arrow("r1", (128, 70), (238, 66)),
        arrow("r2", (386, 74), (508, 76)),
    ],
    entities=["Depot", "Van", "Market"],
    edges=[edge("Depot", "Van"), edge("Van", "Market")],
)

PICTURES_IN_BOXES = Golden(
    name="pictures-in-boxes",
    says="Boxes with a picture and a name are things; one with a second box in it is a container.",
    pieces=[
        rectangle("baker", (0, 0), (160, 70)),
        image("baker-image", (10, 14), (42, 42)),
        text("baker-name", "Baker", (66, 22)),
        rectangle("oven", (330, -20), (120, 120)),
        group(
            "flame",
            ellipse("flame-outer", (368, -6), (44, 50), fill="#ffa94d"),
            ellipse("flame-inner", (380, 14), (20, 28), fill="#ffec99"),
            line("flame-wood", (362, 50), (418, 48)),
        ),
        text("oven-name", "Oven", centre=(390, 78)),
        rectangle("shop", (660, -60), (330, 200)),
        text("shop-name", "Shop", (674, -52)),
        image("shop-lamp", (690, 10), (60, 60)),
        rectangle("shelf", (820, 0), (130, 70), "Shelf"),
        arrow("r1", (168, 30), (318, 44), label="heats", label_at=(240, 16)),
        arrow("r2", (458, 40), "shelf", gap=(0, 8)),
    ],
    entities=["Baker", "Oven", "Shelf", "#shop-lamp"],
    containers=["Shop"],
    edges=[edge("Baker", "Oven", "heats"), edge("Oven", "Shelf")],
    contains={"Shop": ["Shelf", "#shop-lamp"]},
    contexts={"Shop": ["Shelf", "#shop-lamp"]},
)

LINES_OF_NAMES = Golden(
    name="lines-of-names",
    says="Cards with names in several texts, one a line, close to the border; a frame was drawn around them later.",
    pieces=[
        rectangle("oil", (40, 60), (170, 62)),
        text("oil1", "Oil the", (46, 65)),
        text("oil2", "old chain", (46, 90)),
        rectangle("pump", (330, 60), (170, 62)),
        text("pump1", "Pump up", (336, 66)),
        text("pump2", "both wheels", (336, 91)),
        rectangle("ride", (330, 240), (170, 90)),
        text("ride1", "Ride to", (338, 245)),
        text("ride2", "the lake", (338, 270)),
        text("ride3", "and back", (338, 295)),
        rectangle("wash", (40, 240), (170, 60), "Wash it"),
        arrow("r1", "oil", "pump", gap=(4, 6)),
        arrow("r2", "pump", "ride", gap=(6, 3), shift=40),
        arrow("r3", "ride", "wash", gap=(5, 8)),
        arrow("r4", "wash", "oil", gap=(7, 4), shift=-40),
        rectangle("yard", (20, 20), (500, 330)),
        text("title", "In the yard", (30, 28)),
    ],
    entities=["Oil the old chain", "Pump up both wheels", "Ride to the lake and back", "Wash it"],
    containers=["In the yard"],
    contains={"In the yard": ["Oil the old chain", "Pump up both wheels", "Ride to the lake and back", "Wash it"]},
    edges=[
        edge("Oil the old chain", "Pump up both wheels"),
        edge("Pump up both wheels", "Ride to the lake and back"),
        edge("Ride to the lake and back", "Wash it"),
        edge("Wash it", "Oil the old chain"),
    ],
)

BOXES_IN_TITLED_REGIONS = Golden(
    name="boxes-in-titled-regions",
    says="Regions with a title above each, hardly larger than the one box in them; arrows lead from box to box.",
    pieces=[
        rectangle("east", (0, 0), (210, 130), stroke_style="dashed"),
        text("east-name", "East wing", (4, -32)),
        rectangle("loom", (32, 28), (146, 74), "Loom"),
        rectangle("west", (420, 10), (210, 130), stroke_style="dashed"),
        text("west-name", "West wing", centre=(525, -10)),
        rectangle("dye", (452, 40), (146, 72), "Dye"),
        rectangle("shop", (460, 290), (140, 70), "Shop"),
        arrow("cloth", (184, 66), (442, 74), label="cloth", label_at=(314, 54)),
        arrow("sold", "dye", "shop", gap=(6, 8)),
        arrow("order", "shop", "loom", gap=(10, 6), label="orders"),
        rectangle("mill", (-330, 34), (130, 60), "Mill"),
        arrow("yarn", "mill", "east", gap=(6, 9), label="yarn", label_at=(-100, 40)),
        rectangle("owner", (820, 44), (130, 60), "Owner"),
        arrow("rent", "owner", "west", gap=(8, 6)),
        rectangle("guard", (40, -250), (130, 60), "Guard"),
        arrow("watch", "guard", "east", gap=(5, 40)),
    ],
    entities=["Loom", "Dye", "Shop", "Mill", "Owner", "Guard"],
    containers=["East wing", "West wing"],
    edges=[
        edge("Loom", "Dye", "cloth"),
        edge("Dye", "Shop"),
        edge("Shop", "Loom", "orders"),
        edge("Mill", "East wing", "yarn"),
        edge("Owner", "West wing"),
        edge("Guard", "East wing"),
    ],
    contains={"East wing": ["Loom"], "West wing": ["Dye"]},
)

THINGS = (
    BOXES_IN_TITLED_REGIONS,
    BOX_OF_LINES, CYLINDERS, STICK_FIGURES, CARD_STACK, DOUBLE_BOX, NARROW_REGIONS, CROSSED_TITLES, PICTURES_IN_BOXES,
    ICONS_IN_A_CHAIN,
    EMBLEMS, ICON, LINES_OF_NAMES,
)  # fmt: skip
