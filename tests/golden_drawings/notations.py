"""Golden drawings: notations that many people know."""

from __future__ import annotations

from drawing_builder import Piece, arrow, ellipse, freedraw, image, line, polygon, rectangle, text
from golden_drawings.golden import Golden, edge, line_between

SEQUENCE = Golden(
    name="sequence-diagram",
    says="Three parties with lifelines; the arrows between the lifelines are messages, in order from above.",
    pieces=[
        rectangle("phone", (0, 0), (120, 56), "Phone"),
        rectangle("gate", (270, 2), (120, 56), "Gate"),
        rectangle("bank", (540, -2), (120, 56), "Bank"),
        line("life1", (60, 58), (61, 360), stroke_style="dashed"),
        line("life2", (330, 60), (330, 362), stroke_style="dashed"),
        line("life3", (600, 56), (601, 358), stroke_style="dashed"),
        arrow("m1", (64, 112), (326, 113), label="tap"),
        arrow("m2", (333, 170), (596, 168), label="charge"),
        arrow("m3", (598, 236), (336, 238), label="paid", stroke_style="dashed"),
        arrow("m4", (327, 300), (66, 302), label="open", stroke_style="dashed"),
    ],
    entities=["Phone", "Gate", "Bank"],
    edges=[
        edge("Phone", "Gate", "tap", sequence=1),
        edge("Gate", "Bank", "charge", sequence=2),
        edge("Bank", "Gate", "paid", sequence=3),
        edge("Gate", "Phone", "open", sequence=4),
    ],
)

DOOR_STATES = Golden(
    name="states-with-begin-and-end",
    says="A state machine that begins at a black dot and ends at a ringed one.",
    pieces=[
        ellipse("begin", (0, 64), (24, 24), fill="#1e1e1e"),
        rectangle("closed", (150, 42), (120, 64), "Closed"),
        rectangle("open", (470, 36), (120, 64), "Open"),
        ellipse("end-ring", (760, 50), (36, 36)),
        ellipse("end", (768, 58), (20, 20), fill="#1e1e1e"),
        arrow("r1", (32, 76), (140, 75)),
        arrow("r2", (280, 60), (460, 56), label="pull"),
        arrow("r3", (462, 86), (282, 90), label="push", label_at=(372, 106)),
        arrow("r4", "open", "end-ring", gap=(9, 10), label="break"),
    ],
    entities=["#begin", "Closed", "Open", "#end"],
    edges=[
        edge("#begin", "Closed"),
        edge("Closed", "Open", "pull"),
        edge("Open", "Closed", "push"),
        edge("Open", "#end", "break"),
    ],
)

CROWS_FEET = Golden(
    name="crows-feet",
    says="An entity-relationship diagram: the crow's feet say how many, and make no direction.",
    pieces=[
        rectangle("customer", (0, 0), (140, 70), "Customer", rounded=False),
        rectangle("order", (380, 8), (140, 70), "Order", rounded=False),
        rectangle("product", (388, 250), (140, 70), "Product", rounded=False),
        arrow(
            "places",
            (144, 36),
            (376, 42),
            heads=("cardinality_exactly_one", "cardinality_zero_or_many"),
            label="places",
        ),
        arrow(
            "lists",
            (452, 82),
            (456, 246),
            heads=("cardinality_many", "cardinality_one_or_many"),
            label="lists",
        ),
    ],
    entities=["Customer", "Order", "Product"],
    edges=[
        edge(
            "Customer",
            "Order",
            "places",
            directed=False,
            start_cardinality="1",
            end_cardinality="0..*",
        ),
        edge(
            "Order",
            "Product",
            "lists",
            directed=False,
            start_cardinality="*",
            end_cardinality="1..*",
        ),
    ],
)

SCRIPTED_MIND_MAP = Golden(
    name="scripted-mind-map",
    says="A mind map as Obsidian's mind-map script makes it: branches without heads lead from parent to child.",
    pieces=[
        rectangle("harbour1", (0, 100), (150, 66), "Harbour", custom={"growthMode": "Right-facing", "mindmapOrder": 0}),
        rectangle("ships001", (320, 20), (120, 56), "Ships", custom={"mindmapOrder": 0}),
        rectangle("people01", (320, 190), (120, 56), "People", custom={"mindmapOrder": 1, "boundaryId": "fence001"}),
        text("pilots01", "Pilots", (560, 180), custom={"mindmapOrder": 0}),
        text("porters1", "Porters", (562, 236), custom={"mindmapOrder": 1, "foldIndicatorId": "folded01"}),
        text("folded01", "…", (664, 236)),
        arrow("b1", "harbour1", "ships001", bound=True, gap=6, heads=(None, None), custom={"isBranch": True}),
        arrow(
            "b2",
            "harbour1",
            "people01",
            bound=True,
            gap=6,
            heads=(None, None),
            label="needs",
            custom={"isBranch": True},
        ),
        arrow("b3", "people01", "pilots01", bound=True, gap=6, heads=(None, None), custom={"isBranch": True}),
        arrow("b4", "people01", "porters1", bound=True, gap=6, heads=(None, None), custom={"isBranch": True}),
        polygon(
            "fence001",
            *((296, 160), (690, 150), (700, 280), (300, 274)),
            stroke="#adb5bd",
            custom={"isBoundary": True},
        ),
    ],
    entities=["Harbour", "Ships", "People", "Pilots", "Porters"],
    edges=[
        edge("Harbour", "Ships"),
        edge("Harbour", "People", "needs"),
        edge("People", "Pilots"),
        edge("People", "Porters"),
    ],
    note=True,
)

TABLE = Golden(
    name="table",
    says="A table drawn with lines, which join nothing; an arrow points at one of its cells.",
    pieces=[
        line("h0", (0, 0), (420, 1)),
        line("h1", (0, 50), (420, 50)),
        line("h2", (1, 101), (421, 100)),
        line("h3", (0, 150), (420, 151)),
        line("v0", (0, 0), (1, 150)),
        line("v1", (140, 0), (140, 151)),
        line("v2", (280, 1), (281, 150)),
        line("v3", (420, 0), (420, 150)),
        text("c1", "Loaf", centre=(70, 25)),
        text("c2", "Flour", centre=(210, 25)),
        text("c3", "Hours", centre=(350, 25)),
        text("c4", "Rye", centre=(70, 75)),
        text("c5", "500 g", centre=(210, 75)),
        text("c6", "20", centre=(350, 75)),
        text("c7", "Spelt", centre=(70, 125)),
        text("c8", "450 g", centre=(210, 125)),
        text("c9", "6", centre=(350, 125)),
        rectangle("today", (120, 270), (150, 60), "Baked today"),
        arrow("r1", (168, 260), (90, 142)),
    ],
    entities=["Rye", "500 g", "20", "Spelt", "450 g", "6", "Baked today"],
    open=["Loaf", "Flour", "Hours", "#h0"],
    edges=[edge("Baked today", "Spelt")],
    contains=None,
    heads=None,
)

GRID = Golden(
    name="grid-of-boxes",
    says="Boxes set edge to edge as a row of cells; only the arrows join things.",
    pieces=[
        rectangle("mon", (0, 0), (110, 60), "Mon", rounded=False),
        rectangle("tue", (110, 0), (110, 60), "Tue", rounded=False),
        rectangle("wed", (220, 0), (110, 60), "Wed", rounded=False),
        rectangle("thu", (330, 0), (110, 60), "Thu", rounded=False),
        ellipse("wash", (60, 180), (120, 70), "Wash"),
        ellipse("iron", (270, 186), (120, 70), "Iron"),
        arrow("r1", (132, 172), (164, 70)),
        arrow("r2", (340, 180), (382, 72)),
    ],
    entities=["Mon", "Tue", "Wed", "Thu", "Wash", "Iron"],
    edges=[edge("Wash", "Tue"), edge("Iron", "Thu")],
)

SWIMLANES = Golden(
    name="swimlanes",
    says="Two lanes, each with its name at the left end, hold the steps of a sale; arrows go along and across.",
    pieces=[
        rectangle("buyer", (0, 0), (760, 140), rounded=False),
        text("buyer-name", "Buyer", (16, 56), font=24),
        rectangle("seller", (0, 140), (760, 150), rounded=False),
        text("seller-name", "Seller", (14, 200), font=24),
        rectangle("ask", (160, 38), (110, 60), "Ask"),
        rectangle("offer", (290, 184), (110, 60), "Offer"),
        rectangle("pay", (430, 42), (110, 60), "Pay"),
        rectangle("hand", (600, 186), (120, 60), "Hand over"),
        arrow("r1", "ask", "offer", gap=(6, 9)),
        arrow("r2", "offer", "pay", gap=(5, 10)),
        arrow("r3", "pay", "hand", gap=(7, 8)),
    ],
    entities=["Ask", "Offer", "Pay", "Hand over"],
    containers=["Buyer", "Seller"],
    edges=[edge("Ask", "Offer"), edge("Offer", "Pay"), edge("Pay", "Hand over")],
    contains={"Buyer": ["Ask", "Pay"], "Seller": ["Offer", "Hand over"]},
    contexts={"Buyer": ["Ask", "Pay"], "Seller": ["Offer", "Hand over"]},
)

FORMULAS = Golden(
    name="formulas",
    says="Formulas, which are drawn as images: two name states, one labels the transition between them.",
    pieces=[
        ellipse("first", (0, 0), (120, 90)),
        image("first-name", (40, 34), (40, 22), custom={"latex": "q_0"}),
        ellipse("second", (400, 0), (120, 90)),
        image("second-name", (440, 34), (40, 22), custom={"latex": "q_{n+1}"}),
        arrow("r1", "first", "second", gap=(6, 8)),
        image("step", (222, 8), (70, 24), custom={"latex": "a \\to \\epsilon"}),
    ],
    entities=["q_0", "q_{n+1}"],
    edges=[edge("q_0", "q_{n+1}", "a \\to \\epsilon")],
)


def dot(id: str, x: float, y: float) -> Piece:
    """A dot of the pen, scribbled."""
    return freedraw(id, (x - 4, y), (x, y - 4), (x + 4, y + 1), (x + 1, y + 4), (x - 3, y + 2), (x + 2, y - 2))


GRAPH_OF_DOTS = Golden(
    name="graph-of-dots",
    says="A graph as people draw it by hand: dots of the pen, lines between them, two of them between the same dots.",
    pieces=[
        text("title", "Bridges", (110, -90)),
        dot("north", 120, 0),
        dot("south", 130, 240),
        dot("isle", 20, 118),
        dot("east", 320, 120),
        line("b1", (121, 1), (22, 116)),
        line("b2", (22, 119), (129, 239)),
        line("b3", (122, 0), (319, 119)),
        line("b4", (131, 239), (320, 121), via=[(260, 210)]),
        line("b5", (131, 241), (321, 121), via=[(300, 260)]),
        line("b6", (23, 118), (318, 120)),
    ],
    entities=["#north", "#south", "#isle", "#east"],
    annotations=["Bridges"],
    edges=[
        line_between("#north", "#isle"),
        line_between("#isle", "#south"),
        line_between("#north", "#east"),
        line_between("#south", "#east"),
        line_between("#south", "#east"),
        line_between("#isle", "#east"),
    ],
    heads=None,
)

LAYERS = Golden(
    name="layers",
    says="Two layers of circles; every one of the first is joined with every one of the next, across each other.",
    pieces=[
        *(ellipse(f"in{k}", (0, 130 * k), (60, 56), f"I{k}") for k in range(3)),
        *(ellipse(f"out{k}", (250, 130 * k), (60, 56), f"O{k}") for k in range(3)),
        *(line(f"w{i}{k}", (62, 28 + 130 * i), (248, 28 + 130 * k)) for i in range(3) for k in range(3)),
    ],
    entities=[*(f"I{k}" for k in range(3)), *(f"O{k}" for k in range(3))],
    edges=[line_between(f"I{i}", f"O{k}") for i in range(3) for k in range(3)],
)

NOTATIONS = (
    SEQUENCE,
    DOOR_STATES,
    CROWS_FEET,
    SCRIPTED_MIND_MAP,
    TABLE,
    GRID,
    SWIMLANES,
    FORMULAS,
    GRAPH_OF_DOTS,
    LAYERS,
)
