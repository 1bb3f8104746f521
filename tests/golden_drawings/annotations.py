"""Golden drawings: words that are not things, and strokes that are not connectors."""

from __future__ import annotations

from drawing_builder import arrow, ellipse, line, rectangle, text
from golden_drawings.golden import Golden, edge, line_between

TITLE_AND_NOTES = Golden(
    name="title-and-notes",
    says="A title above everything and a remark below: only the boxes are things.",
    pieces=[
        text("title", "How the bell is cast", (40, -120), font=36),
        rectangle("mould", (0, 0), (130, 66), "Mould"),
        rectangle("bronze", (300, 6), (130, 66), "Bronze"),
        rectangle("bell", (600, -4), (130, 66), "Bell"),
        arrow("r1", "mould", "bronze", gap=(9, 14)),
        arrow("r2", "bronze", "bell", gap=(11, 16), label="cools"),
        text("remark", "drawn after a visit to the foundry, not to scale", (10, 210), font=14),
    ],
    entities=["Mould", "Bronze", "Bell"],
    annotations=["How the bell is cast", "drawn after a visit to the foundry, not to scale"],
    edges=[edge("Mould", "Bronze"), edge("Bronze", "Bell", "cools")],
)

ROW_HEADINGS = Golden(
    name="row-headings",
    says="Two rows of boxes, each with its heading at the left.",
    pieces=[
        text("by-hand", "By hand", (-220, 18), stroke="#e03131"),
        rectangle("cut1", (0, 0), (110, 60), "Cut"),
        rectangle("sew1", (240, 4), (110, 60), "Sew"),
        rectangle("wear1", (480, -3), (110, 60), "Wear"),
        arrow("r1", "cut1", "sew1", gap=(8, 12)),
        arrow("r2", "sew1", "wear1", gap=(7, 14)),
        text("machine", "By machine", (-224, 172), stroke="#e03131"),
        rectangle("cut2", (2, 152), (110, 60), "Cut"),
        rectangle("wear2", (238, 158), (110, 60), "Wear"),
        arrow("r3", "cut2", "wear2", gap=(10, 9), label="sews"),
    ],
    entities=["Cut #cut1", "Sew", "Wear #wear1", "Cut #cut2", "Wear #wear2"],
    annotations=["By hand", "By machine"],
    edges=[
        edge("Cut #cut1", "Sew", context="By hand"),
        edge("Sew", "Wear #wear1", context="By hand"),
        edge("Cut #cut2", "Wear #wear2", "sews", context="By machine"),
    ],
    heads={"By hand": ["Cut #cut1", "Sew", "Wear #wear1"], "By machine": ["Cut #cut2", "Wear #wear2"]},
    contexts={"By hand": ["Cut #cut1", "Sew", "Wear #wear1"], "By machine": ["Cut #cut2", "Wear #wear2"]},
)

COLUMN_HEADINGS = Golden(
    name="column-headings",
    says="Three columns of cards under their headings; one arrow goes from column to column.",
    pieces=[
        text("sow", "Sow", centre=(70, 0), font=28),
        text("grow", "Grow", centre=(292, 4), font=28),
        text("pick", "Pick", centre=(514, -2), font=28),
        rectangle("peas", (8, 44), (126, 56), "Peas"),
        rectangle("kale", (4, 124), (126, 56), "Kale"),
        rectangle("leek", (230, 46), (126, 56), "Leek"),
        rectangle("mint", (226, 128), (126, 56), "Mint"),
        rectangle("plum", (452, 42), (126, 56), "Plum"),
        rectangle("pear", (450, 122), (126, 56), "Pear"),
        arrow("r1", "mint", "pear", gap=(8, 13), label="shades"),
    ],
    entities=["Peas", "Kale", "Leek", "Mint", "Plum", "Pear"],
    annotations=["Sow", "Grow", "Pick"],
    edges=[edge("Mint", "Pear", "shades")],
    heads={"Sow": ["Peas", "Kale"], "Grow": ["Leek", "Mint"], "Pick": ["Plum", "Pear"]},
    contexts={"Sow": ["Peas", "Kale"], "Grow": ["Leek", "Mint"], "Pick": ["Plum", "Pear"]},
)

LEGEND = Golden(
    name="legend",
    says="A legend in the corner explains the colours; it is joined to nothing.",
    pieces=[
        rectangle("farm", (0, 0), (120, 64), "Farm", fill="#b2f2bb"),
        rectangle("dairy", (300, 8), (120, 64), "Dairy", fill="#a5d8ff"),
        rectangle("corner-shop", (292, 190), (150, 64), "Corner shop", fill="#a5d8ff"),
        arrow("r1", "farm", "dairy", gap=(8, 12), label="milk"),
        arrow("r2", "dairy", "corner-shop", gap=(7, 11), label="butter"),
        rectangle("legend", (560, 120), (170, 130), rounded=False),
        text("legend-title", "Legend", (574, 128), font=16),
        rectangle("green", (576, 162), (22, 18), fill="#b2f2bb", rounded=False),
        text("green-means", "country", (608, 160), font=16),
        rectangle("blue", (576, 202), (22, 18), fill="#a5d8ff", rounded=False),
        text("blue-means", "town", (608, 200), font=16),
    ],
    entities=["Farm", "Dairy", "Corner shop"],
    open=["#legend", "#legend-title", "#green", "#green-means", "#blue", "#blue-means"],
    edges=[edge("Farm", "Dairy", "milk"), edge("Dairy", "Corner shop", "butter")],
    contains=None,
    heads=None,
)

BADGES_ON_ARROWS = Golden(
    name="badges-on-arrows",
    says="Numbers in little circles stand on the arrows and say their order: each is its arrow's label.",
    pieces=[
        rectangle("reader", (0, 0), (120, 64), "Reader"),
        rectangle("library", (330, 6), (120, 64), "Library"),
        rectangle("stack", (336, 200), (120, 64), "Stacks"),
        arrow("r1", "reader", "library", gap=(8, 12)),
        ellipse("badge1", (208, 20), (30, 30), "1", fill="#ffec99", font=16),
        arrow("r2", "library", "stack", gap=(6, 10)),
        ellipse("badge2", (378, 118), (30, 30), "2", fill="#ffec99", font=16),
        arrow("r3", "stack", "reader", gap=(12, 9)),
        ellipse("badge3", (210, 114), (30, 30), "3", fill="#ffec99", font=16),
    ],
    entities=["Reader", "Library", "Stacks"],
    edges=[edge("Reader", "Library", "1"), edge("Library", "Stacks", "2"), edge("Stacks", "Reader", "3")],
)

BADGES_BESIDE_ARROWS = Golden(
    name="badges-beside-arrows",
    says="Numbers in little circles beside the arrows tell their order, with words and without; a list says more.",
    pieces=[
        rectangle("reader", (0, 0), (120, 64), "Reader"),
        rectangle("desk", (330, 6), (120, 64), "Desk"),
        rectangle("stack", (336, 240), (120, 64), "Stacks"),
        arrow("r1", "reader", "desk", gap=(8, 12)),
        ellipse("badge1", (208, -4), (28, 28), "1", fill="#ffec99", font=16, bound=False),
        arrow("r2", "desk", "stack", gap=(6, 10)),
        ellipse("badge2", (356, 118), (28, 28), "2", fill="#ffec99", font=16, bound=False),
        text("slip", "slip", (404, 122), font=16),
        arrow("r3", "stack", "reader", gap=(12, 9)),
        ellipse("badge3", (216, 168), (28, 28), "3", fill="#ffec99", font=16, bound=False),
        ellipse("item1", (0, 380), (28, 28), "1", fill="#ffec99", font=16, bound=False),
        text("says1", "asks for a book", (40, 384), font=16),
        ellipse("item2", (0, 420), (28, 28), "2", fill="#ffec99", font=16, bound=False),
        text("says2", "sends down for it", (40, 424), font=16),
    ],
    entities=["Reader", "Desk", "Stacks"],
    open=["#item1", "#says1", "#item2", "#says2"],
    edges=[edge("Reader", "Desk", "1"), edge("Desk", "Stacks", "2 slip"), edge("Stacks", "Reader", "3")],
    contains=None,
    heads=None,
)

LABELS_IN_BOXES = Golden(
    name="labels-in-boxes",
    says="Words in small boxes stand on the arrows and say what goes along.",
    pieces=[
        rectangle("shop", (0, 0), (120, 64), "Shop"),
        rectangle("till", (440, 4), (120, 64), "Till"),
        rectangle("bank", (446, 260), (120, 64), "Bank"),
        rectangle("post", (-8, 256), (120, 64), "Post"),
        arrow("r1", "shop", "till", gap=(8, 12)),
        rectangle("tag1", (232, 20), (88, 28), "basket", font=14, fill="#ffffff", bound=False),
        arrow("r2", "till", "bank", gap=(6, 10)),
        rectangle("tag2", (428, 150), (148, 28), "card and amount", font=14, fill="#ffffff", bound=False),
        arrow("r3", "bank", "post", gap=(12, 9)),
        rectangle("van", (220, 215), (100, 40), "Van"),
        arrow("r4", "post", "shop", gap=(9, 8)),
    ],
    entities=["Shop", "Till", "Bank", "Post", "Van"],
    edges=[
        edge("Shop", "Till", "basket"),
        edge("Till", "Bank", "card and amount"),
        edge("Bank", "Post"),
        edge("Post", "Shop"),
    ],
)

BADGES_ON_BOXES = Golden(
    name="badges-on-boxes",
    says="Numbers in little circles sit on the corners of the boxes; the arrows mean the boxes.",
    pieces=[
        rectangle("rinse", (0, 0), (130, 70), "Rinse"),
        rectangle("soak", (300, 8), (130, 70), "Soak"),
        rectangle("dry", (600, -4), (130, 70), "Dry"),
        ellipse("badge1", (-14, -14), (30, 30), "1", fill="#ffec99", font=16),
        ellipse("badge2", (286, -6), (30, 30), "2", fill="#ffec99", font=16),
        ellipse("badge3", (586, -18), (30, 30), "3", fill="#ffec99", font=16),
        arrow("r1", "rinse", "soak", gap=(9, 12)),
        arrow("r2", "soak", "dry", gap=(10, 14)),
    ],
    entities=["Rinse", "Soak", "Dry"],
    open=["#badge1", "#badge2", "#badge3"],
    edges=[edge("Rinse", "Soak"), edge("Soak", "Dry")],
    contains=None,
    heads=None,
)

LEGEND_WITH_ARROWS = Golden(
    name="legend-with-arrows",
    says="A legend in the corner shows two kinds of arrows with words behind each; those arrows join nothing.",
    pieces=[
        rectangle("hive", (0, 0), (130, 70), "Hive"),
        rectangle("press", (320, 6), (130, 70), "Press"),
        rectangle("jar", (640, -4), (130, 70), "Jar"),
        arrow("r1", "hive", "press", gap=(9, 12)),
        arrow("r2", "press", "jar", gap=(10, 14), stroke_style="dashed"),
        text("key", "Legend", (560, 160)),
        arrow("s1", (562, 208), (620, 209), gap=0),
        text("s1-words", "by hand", (632, 196)),
        arrow("s2", (560, 244), (621, 244), gap=0, stroke_style="dashed"),
        text("s2-words", "by pump", (633, 232)),
    ],
    entities=["Hive", "Press", "Jar"],
    annotations=["Legend", "by hand", "by pump"],
    edges=[edge("Hive", "Press"), edge("Press", "Jar")],
    heads=None,
)

UNDERLINE_AND_DIVIDER = Golden(
    name="underline-and-divider",
    says="The line below the title and the long line between the halves join nothing.",
    pieces=[
        text("title", "Market day", (190, -110), font=32),
        line("underline", (186, -64), (374, -66)),
        rectangle("stall", (0, 0), (110, 60), "Stall"),
        rectangle("scale", (6, 160), (110, 60), "Scale"),
        rectangle("bank", (440, -4), (110, 60), "Bank"),
        rectangle("safe", (446, 164), (110, 60), "Safe"),
        line("divider", (278, -20), (281, 260), stroke_style="dashed"),
        arrow("r1", "stall", "scale", gap=(8, 12)),
        arrow("r2", "bank", "safe", gap=(9, 10)),
    ],
    entities=["Stall", "Scale", "Bank", "Safe"],
    annotations=["Market day"],
    edges=[edge("Stall", "Scale"), edge("Bank", "Safe")],
)

AXES = Golden(
    name="axes",
    says="Two axes with their names, and three things placed between them: nothing is joined.",
    pieces=[
        arrow("across", (0, 320), (460, 318)),
        arrow("up", (1, 321), (0, -20)),
        text("across-name", "effort", (474, 308)),
        text("up-name", "joy", (-18, -54)),
        rectangle("tent", (60, 196), (100, 50), "Tent", fill="#fff3bf"),
        rectangle("canoe", (208, 84), (104, 50), "Canoe", fill="#fff3bf"),
        rectangle("sauna", (340, 20), (102, 50), "Sauna", fill="#fff3bf"),
    ],
    entities=["Tent", "Canoe", "Sauna"],
    open=["effort", "joy"],
    edges=[],
    heads=None,
)

QUADRANTS = Golden(
    name="quadrants",
    says="Two axes with two heads each cross in the middle, words touch their tips, and things stand in the quarters.",
    pieces=[
        arrow("cost", (0, 202), (480, 200), heads=("arrow", "arrow")),
        arrow("speed", (240, 0), (242, 400), heads=("arrow", "arrow")),
        text("cheap", "cheap", (-52, 190)),
        text("dear", "dear", (483, 190)),
        text("slow", "slow", (222, 403)),
        text("fast", "fast", (222, -27)),
        rectangle("bike", (60, 60), (110, 50), "Bike", fill="#d3f9d8"),
        rectangle("plane", (320, 40), (110, 50), "Plane", fill="#ffe3e3"),
        rectangle("walk", (40, 290), (110, 50), "Walk", fill="#d3f9d8"),
    ],
    entities=["Bike", "Plane", "Walk"],
    open=["cheap", "dear", "slow", "fast"],
    heads=None,
)

CROSS = Golden(
    name="cross",
    says="Two lines with one head each part a sheet in four; words at all ends, and dots with names in the quarters.",
    pieces=[
        arrow("effort", (0, 241), (560, 240), gap=0),
        arrow("worth", (281, 480), (280, 0), gap=0),
        text("little", "little effort", (-118, 229)),
        text("much", "much", (566, 228)),
        text("low", "low", (264, 486)),
        text("high", "worth it", (240, -30)),
        *(
            (
                ellipse(name, (x, y), (14, 14), fill="#a5d8ff"),
                text(f"{name}-name", name.capitalize(), (x + 20, y - 6)),
            )
            for x, y, name in [(80, 90, "well"), (380, 60, "dam"), (120, 350, "shed"), (400, 390, "tower")]
        ),
    ],
    entities=["Well", "Dam", "Shed", "Tower"],
    annotations=["little effort", "much", "low", "worth it"],
    edges=[],
    heads=None,
)

CHART = Golden(
    name="chart",
    says="A bent line with two heads as axes, a curve with its name, a dashed line down to a day; nothing is joined.",
    pieces=[
        arrow("axes", (0, 0), (480, 320), via=[(0, 320)], gap=0, heads=("arrow", "arrow")),
        line("curve", (8, 312), (400, 70), via=[(100, 300), (200, 262), (300, 190)], rounded=True),
        line("drop", (300, 190), (300, 320), style="dashed"),
        text("milk", "litres of milk", (-70, -34)),
        text("day", "day", (440, 330)),
        text("fair", "fair", (284, 328)),
        text("herd", "two herds", (408, 56)),
    ],
    annotations=["litres of milk", "day", "fair", "two herds"],
    edges=[],
    heads=None,
)

TIME_LINE = Golden(
    name="time-line",
    says="A time line with ticks: a year below each of them, and above it what happened; nothing is joined.",
    pieces=[
        line("years", (0, 200), (760, 201)),
        line("first", (0, 170), (0, 230)),
        line("last", (760, 170), (760, 230)),
        *(
            (
                line(f"tick-{name}", (x, 186), (x, 214)),
                text(name, name.capitalize(), centre=(x, 164)),
                text(f"year-{name}", str(year), centre=(x, 238)),
            )
            for x, year, name in [(110, 1903, "mill"), (250, 1921, "dairy"), (430, 1958, "school"), (610, 1984, "bus")]
        ),
    ],
    open=["Mill", "Dairy", "School", "Bus", "1903", "1921", "1958", "1984"],
    heads=None,
)

TIME_ARROWS = Golden(
    name="time-arrows",
    says="Two arrows of time, one with what happened and when on its two sides, one that leads down past three dots:"
    " nothing is joined.",
    pieces=[
        arrow("years", (0, 200), (760, 201)),
        *(
            (text(name, name.capitalize(), centre=(x, 172)), text(f"year-{name}", str(year), centre=(x, 228)))
            for x, year, name in [(110, 1903, "mill"), (270, 1921, "dairy"), (440, 1958, "school"), (610, 1984, "bus")]
        ),
        arrow("day", (0, 320), (3, 700)),
        *(
            (
                ellipse(f"dot-{name}", (-5, y), (12, 12), fill="#1e1e1e"),
                text(f"hour-{name}", hour, (-64, y - 7)),
                text(name, name.capitalize(), (24, y - 6)),
            )
            for y, hour, name in [(370, "6 h", "milking"), (490, "9 h", "market"), (600, "14 h", "haying")]
        ),
    ],
    open=[
        *("Mill", "Dairy", "School", "Bus", "1903", "1921", "1958", "1984"),
        *("Milking", "Market", "Haying", "6 h", "9 h", "14 h"),
    ],
    heads=None,
)

NUMBERED_CIRCLES = Golden(
    name="numbered-circles",
    says="Five circles joined by lines, a number at the upper right of each: the numbers are no labels of the lines.",
    pieces=[
        *(
            (
                ellipse(name, (x, y), (70, 64), name.upper()),
                text(f"number-{name}", str(number), (x + 68, y - 22)),
            )
            for number, (name, x, y) in enumerate(
                (("oak", 0, 60), ("elm", 200, 60), ("yew", 110, 190), ("ash", 330, 190), ("fir", 440, 60)), 1
            )
        ),
        line("l1", "oak", "elm", gap=(3, 5)),
        line("l2", "oak", "yew", gap=(3, 5)),
        line("l3", "elm", "yew", gap=(3, 5)),
        line("l4", "yew", "ash", gap=(3, 5)),
        line("l5", "ash", "fir", gap=(3, 5)),
    ],
    entities=["OAK", "ELM", "YEW", "ASH", "FIR"],
    annotations=["1", "2", "3", "4", "5"],
    edges=[
        line_between("OAK", "ELM"),
        line_between("OAK", "YEW"),
        line_between("ELM", "YEW"),
        line_between("YEW", "ASH"),
        line_between("ASH", "FIR"),
    ],
    heads=None,
)

FORCES = Golden(
    name="forces",
    says="Forces on a cart: arrows that lead nowhere, or come from nowhere. Only the rope leads to a thing.",
    pieces=[
        rectangle("cart", (200, 100), (160, 80), "Cart"),
        arrow("weight", (280, 184), (280, 300)),
        text("weight-name", "weight", (140, 196)),
        arrow("push", (60, 140), (192, 140)),
        rectangle("winch", (600, 108), (110, 64), "Winch"),
        arrow("rope", "cart", "winch", gap=(6, 8)),
    ],
    entities=["Cart", "Winch"],
    open=["weight"],
    edges=[edge("Cart", "Winch")],
    heads=None,
)

ANNOTATIONS = (
    TITLE_AND_NOTES,
    ROW_HEADINGS,
    COLUMN_HEADINGS,
    LEGEND,
    BADGES_ON_ARROWS,
    BADGES_BESIDE_ARROWS,
    LABELS_IN_BOXES,
    BADGES_ON_BOXES,
    LEGEND_WITH_ARROWS,
    UNDERLINE_AND_DIVIDER,
    AXES,
    QUADRANTS,
    CROSS,
    CHART,
    TIME_LINE,
    TIME_ARROWS,
    NUMBERED_CIRCLES,
    FORCES,
)
