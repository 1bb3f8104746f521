"""Golden drawings: boxes, circles and bare words with arrows, as most diagrams are."""

from __future__ import annotations

from drawing_builder import arrow, diamond, ellipse, frame, freedraw, line, rectangle, text
from golden_drawings.golden import Golden, edge, line_between

BOXES_BOUND = Golden(
    name="boxes-bound",
    says="Boxes with bound names and bound arrows, two of them labelled: everything is declared.",
    pieces=[
        rectangle("shop", (0, 4), label="Shop"),
        rectangle("kitchen", (318, -12), label="Kitchen"),
        rectangle("courier", (326, 196), label="Courier"),
        rectangle("guest", (-6, 188), label="Guest"),
        arrow("r1", "shop", "kitchen", gap=6, bound=True, label="order"),
        arrow("r2", "kitchen", "courier", gap=6, bound=True),
        arrow("r3", "courier", "guest", gap=6, bound=True, label="delivers to"),
        arrow("r4", "guest", "shop", gap=6, bound=True),
    ],
    entities=["Shop", "Kitchen", "Courier", "Guest"],
    edges=[
        edge("Shop", "Kitchen", "order"),
        edge("Kitchen", "Courier"),
        edge("Courier", "Guest", "delivers to"),
        edge("Guest", "Shop"),
    ],
)

BOXES_LOOSE = Golden(
    name="boxes-loose",
    says="Boxes with words lying in them, and free arrows with free labels: nothing is declared.",
    pieces=[
        rectangle("tray", (0, 0), (150, 70), "Seed tray", bound=False),
        rectangle("bed", (342, -14), (140, 74), "Bed", bound=False),
        rectangle("basket", (690, 8), (132, 64), "Basket", bound=False),
        rectangle("compost", (352, 226), (146, 70), "Compost", bound=False),
        arrow("r1", "tray", "bed", gap=(8, 17), shift=(4, -6), label="plant out"),
        arrow("r2", "bed", "basket", gap=(14, 9), shift=(-5, 3), label="harvest"),
        arrow("r3", "bed", "compost", gap=(6, 22), shift=(8, 4), label="weeds"),
        arrow("r4", "compost", "tray", gap=(16, 12), label="feeds", label_at=(196, 186)),
    ],
    entities=["Seed tray", "Bed", "Basket", "Compost"],
    edges=[
        edge("Seed tray", "Bed", "plant out"),
        edge("Bed", "Basket", "harvest"),
        edge("Bed", "Compost", "weeds"),
        edge("Compost", "Seed tray", "feeds"),
    ],
    note=True,
)

ELLIPSE_FLOW = Golden(
    name="ellipse-flow",
    says="Ellipses with words lying in them; the arrow back is labelled.",
    pieces=[
        ellipse("draft", (0, 0), (150, 90), "Draft", bound=False),
        ellipse("review", (290, 12), (160, 92), "Review", bound=False),
        ellipse("print", (600, -8), (140, 90), "Print", bound=False),
        arrow("r1", "draft", "review", gap=(7, 13), shift=12),
        arrow("r2", "review", "print", gap=(10, 18)),
        arrow("r3", (355, 118), (92, 100), via=[(225, 186)], rounded=True, label="changes", label_at=(222, 206)),
    ],
    entities=["Draft", "Review", "Print"],
    edges=[edge("Draft", "Review"), edge("Review", "Print"), edge("Review", "Draft", "changes")],
)

DECISION_FLOW = Golden(
    name="decision-flow",
    says="A flow chart: what follows a decision is written where the arrows leave it.",
    pieces=[
        ellipse("begin", (40, 0), (120, 60), "Dough"),
        diamond("risen", (10, 128), (180, 120), "Risen?"),
        rectangle("bake", (28, 330), (140, 62), "Bake"),
        rectangle("wait", (318, 156), (130, 60), "Wait"),
        arrow("r1", "begin", "risen", gap=(5, 8)),
        arrow("r2", "risen", "bake", gap=(6, 15), label="yes", label_at=(126, 272)),
        arrow("r3", "risen", "wait", gap=(4, 12), label="no", label_at=(222, 172)),
        arrow("r4", (384, 148), (172, 30), via=[(380, 32)], label="an hour", label_at=(288, 14)),
    ],
    entities=["Dough", "Risen?", "Bake", "Wait"],
    edges=[
        edge("Dough", "Risen?"),
        edge("Risen?", "Bake", "yes"),
        edge("Risen?", "Wait", "no"),
        edge("Wait", "Dough", "an hour"),
    ],
)

BARE_WORDS = Golden(
    name="bare-words",
    says="Words and arrows, nothing else; the small words beside the arrows are their labels.",
    pieces=[
        text("milk", "Milk", (10, 0), font=28),
        text("curd", "Curd", (4, 176), font=28),
        text("cheese", "Cheese", (-14, 364), font=28),
        text("whey", "Whey", (262, 186), font=28),
        arrow("r1", (44, 52), (40, 158), label="warm", label_at=(78, 102)),
        arrow("r2", (36, 232), (34, 340), label="press, wait", label_at=(98, 292)),
        arrow("r3", (92, 196), (238, 202), label="drain", label_at=(164, 178)),
    ],
    entities=["Milk", "Curd", "Cheese", "Whey"],
    edges=[edge("Milk", "Curd", "warm"), edge("Curd", "Cheese", "press, wait"), edge("Curd", "Whey", "drain")],
    note=True,
)

FRAMED_ARCHITECTURE = Golden(
    name="framed-architecture",
    says="A frame holds three parts of a system; arrows cross its border to what stands outside.",
    pieces=[
        rectangle("browser", (0, 96), (130, 70), "Browser"),
        rectangle("api", (330, 88), (120, 70), "API"),
        rectangle("queue", (560, 40), (120, 64), "Queue"),
        rectangle("worker", (568, 214), (124, 66), "Worker"),
        rectangle("mail", (880, 210), (120, 70), "Mail"),
        arrow("r1", "browser", "api", gap=(6, 8), bound=True, label="HTTPS"),
        arrow("r2", "api", "queue", gap=(8, 12)),
        arrow("r3", "queue", "worker", gap=(6, 14)),
        arrow("r4", "worker", "mail", gap=(9, 16), label="SMTP", label_at=(822, 226)),
        frame("backend", (270, 0), (480, 330), "Backend", holds=["api", "queue", "worker", "r2", "r3"]),
    ],
    entities=["Browser", "API", "Queue", "Worker", "Mail"],
    containers=["Backend"],
    edges=[
        edge("Browser", "API", "HTTPS"),
        edge("API", "Queue"),
        edge("Queue", "Worker"),
        edge("Worker", "Mail", "SMTP"),
    ],
    contains={"Backend": ["API", "Queue", "Worker"]},
    contexts={"Backend": ["API", "Queue", "Worker"]},
)

BRANCHES_WITH_WORDS = Golden(
    name="branches-with-words",
    says="A mind map whose words stand on the branches, as one draws them by hand; a twig goes on from one of them.",
    pieces=[
        ellipse("bread", (0, 0), (150, 90), "Bread"),
        line("flour-branch", (136, 18), (340, -70), via=[(190, -68)]),
        text("flour", "Flour", (240, -100)),
        line("water-branch", (138, 70), (350, 150), via=[(200, 149)]),
        text("water", "Water", (240, 120)),
        line("salt-branch", (12, 20), (-190, -50), via=[(-50, -52)]),
        text("salt", "Salt", (-160, -80)),
        line("rye-twig", (341, -71), (500, -130), via=[(380, -130)]),
        text("rye", "Rye", (430, -160)),
    ],
    entities=["Bread", "Flour", "Water", "Salt", "Rye"],
    edges=[
        line_between("Bread", "Flour"),
        line_between("Bread", "Water"),
        line_between("Bread", "Salt"),
        line_between("Flour", "Rye"),
    ],
)

MIND_MAP = Golden(
    name="mind-map",
    says="A subject in the middle, arrows without heads to its branches, and two twigs.",
    pieces=[
        ellipse("garden", (300, 190), (190, 100), "Garden", font=28),
        text("water", "Water", (606, 96)),
        text("soil", "Soil", (622, 310)),
        text("tools", "Tools", (112, 90)),
        text("friends", "Friends", (84, 334)),
        text("rain", "Rain barrel", (800, 54)),
        text("spade", "Spade", (-72, 62)),
        arrow("b1", "garden", (596, 116), heads=(None, None), gap=4, rounded=True, via=[(540, 170)]),
        arrow("b2", "garden", (612, 318), heads=(None, None), gap=4, rounded=True, via=[(560, 290)]),
        arrow("b3", "garden", (178, 108), heads=(None, None), gap=4, rounded=True, via=[(240, 160)]),
        arrow("b4", "garden", (172, 340), heads=(None, None), gap=4, rounded=True, via=[(260, 310)]),
        arrow("b5", (670, 104), (790, 70), heads=(None, None)),
        arrow("b6", (104, 98), (-6, 78), heads=(None, None)),
    ],
    entities=["Garden", "Water", "Soil", "Tools", "Friends", "Rain barrel", "Spade"],
    edges=[
        edge("Garden", "Water", directed=False),
        edge("Garden", "Soil", directed=False),
        edge("Garden", "Tools", directed=False),
        edge("Garden", "Friends", directed=False),
        edge("Water", "Rain barrel", directed=False),
        edge("Tools", "Spade", directed=False),
    ],
    note=True,
)

ORG_CHART = Golden(
    name="org-chart",
    says="Who works with whom: boxes joined by plain lines.",
    pieces=[
        rectangle("director", (256, 0), (150, 60), "Director"),
        rectangle("sales", (70, 152), (130, 60), "Sales"),
        rectangle("design", (452, 156), (130, 60), "Design"),
        rectangle("ana", (0, 308), (100, 56), "Ana"),
        rectangle("bo", (168, 304), (100, 56), "Bo"),
        rectangle("cleo", (470, 312), (104, 56), "Cleo"),
        line("l1", (300, 62), (142, 148)),
        line("l2", (356, 66), (514, 153)),
        line("l3", (118, 214), (54, 302)),
        line("l4", (150, 216), (214, 300)),
        line("l5", (518, 218), (522, 309)),
    ],
    entities=["Director", "Sales", "Design", "Ana", "Bo", "Cleo"],
    edges=[
        line_between("Director", "Sales"),
        line_between("Director", "Design"),
        line_between("Sales", "Ana"),
        line_between("Sales", "Bo"),
        line_between("Design", "Cleo"),
    ],
)

LINES_OF_THE_PEN = Golden(
    name="lines-of-the-pen",
    says="A mind map drawn by hand: branches of the pen lead from a word in a ring to other words, and another stroke"
    " waves along an arrow, which it marks. A word is underlined, another struck out.",
    pieces=[
        text("orchard", "Orchard", centre=(0, 0), font=28),
        freedraw(
            "ring",
            *((-92, 4), (-76, -32), (-30, -50), (24, -52), (74, -36), (96, -6), (84, 28), (40, 48)),
            *((-20, 50), (-70, 36), (-94, 8)),
        ),
        text("apples", "Apples", (230, -150)),
        text("bees", "Bees", (236, 10)),
        text("cider", "Cider", (500, -30)),
        text("frost", "Frost", (-330, -120)),
        text("pests", "Pests", (-300, 120)),
        freedraw("b1", (70, -44), (100, -84), (140, -112), (186, -128), (220, -136)),
        freedraw("b2", (104, 4), (140, 12), (180, 20), (226, 22)),
        freedraw("b3", (-82, -34), (-120, -70), (-170, -92), (-220, -102), (-258, -106)),
        freedraw("b4", (-82, 36), (-120, 82), (-170, 112), (-232, 130)),
        arrow("r1", (306, 14), (492, -12)),
        freedraw("mark", *((310 + 15 * k, 14 - 2.1 * k + (5 if k % 2 else -5)) for k in range(12))),
        freedraw("underline", (228, -122), (262, -120), (298, -123)),
        text("wasps", "Wasps", (-60, 140)),
        freedraw("strike", (-64, 152), (-30, 154), (2, 151)),
    ],
    entities=["Orchard", "Apples", "Bees", "Cider", "Frost", "Pests"],
    annotations=["Wasps"],
    edges=[
        line_between("Orchard", "Apples"),
        line_between("Orchard", "Bees"),
        line_between("Orchard", "Frost"),
        line_between("Orchard", "Pests"),
        edge("Bees", "Cider"),
    ],
)

STATE_MACHINE = Golden(
    name="state-machine",
    says="States with labelled changes: one leads back to itself, and one arrow goes both ways.",
    pieces=[
        rectangle("idle", (0, 100), (120, 66), "Idle"),
        rectangle("running", (320, 94), (140, 70), "Running"),
        rectangle("paused", (664, 102), (130, 64), "Paused"),
        rectangle("failed", (330, 302), (130, 62), "Failed"),
        arrow("r1", "idle", "running", gap=(6, 11), label="start"),
        arrow("loop", (352, 88), (430, 86), via=[(346, 22), (434, 20)], rounded=True, label="tick", label_at=(392, 4)),
        arrow("both", "running", "paused", gap=(12, 9), heads=("arrow", "arrow"), label="toggle"),
        arrow("r2", "running", "failed", gap=(8, 14), label="crash"),
    ],
    entities=["Idle", "Running", "Paused", "Failed"],
    edges=[
        edge("Idle", "Running", "start"),
        edge("Running", "Running", "tick"),
        edge("Running", "Paused", "toggle"),
        edge("Paused", "Running", "toggle"),
        edge("Running", "Failed", "crash"),
    ],
)

STEPS_IN_PIECES = Golden(
    name="steps-in-pieces",
    says="Three steps, numbered beside their arrows; two go around corners in pieces, and one label is on a corner.",
    pieces=[
        rectangle("guest", (0, 0), (130, 66), "Guest"),
        rectangle("desk", (380, 0), (130, 66), "Desk"),
        rectangle("room", (380, 240), (130, 66), "Room"),
        arrow("r1", (134, 33), (376, 33)),
        text("n1", "1.", (170, 6)),
        text("l1", "asks", (230, 6)),
        line("s2", (514, 33), (600, 33)),
        line("t2", (600, 33), (600, 273)),
        arrow("r2", (600, 273), (514, 273)),
        text("n2", "2.", (612, 90)),
        text("l2", "readies", (612, 140)),
        line("s3", (65, 70), (65, 273)),
        arrow("r3", (65, 273), (376, 273)),
        text("l3", "moves in", (22, 261)),
        text("n3", "3.", (220, 246)),
    ],
    entities=["Guest", "Desk", "Room"],
    edges=[edge("Guest", "Desk", "1. asks"), edge("Desk", "Room", "2. readies"), edge("Guest", "Room", "3. moves in")],
)

FLOWS = (
    BOXES_BOUND,
    BOXES_LOOSE,
    ELLIPSE_FLOW,
    DECISION_FLOW,
    BARE_WORDS,
    FRAMED_ARCHITECTURE,
    MIND_MAP,
    BRANCHES_WITH_WORDS,
    LINES_OF_THE_PEN,
    ORG_CHART,
    STATE_MACHINE,
    STEPS_IN_PIECES,
)
