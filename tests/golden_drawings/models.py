"""Golden drawings: models of entities."""

from __future__ import annotations

from drawing_builder import arrow, diamond, ellipse, line, rectangle, text
from golden_drawings.golden import Golden, edge, line_between

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

MODELS = (MULTIPLICITIES, CHEN)
