"""Tables drawn with lines: the rule of `graphkit.analysis.grids`."""

from __future__ import annotations

import graphkit as gk
from drawing_builder import Piece, arrow, drawing, ellipse, line, rectangle, text

ROWS = [line(f"h{k}", (0, 50 * k), (300, 50 * k)) for k in range(3)]
COLUMNS = [line(f"v{k}", (150 * k, 0), (150 * k, 100)) for k in range(3)]
WORDS = [
    text("a", "Rye", centre=(75, 25)),
    text("b", "500 g", centre=(225, 25)),
    text("c", "Spelt", centre=(75, 75)),
    text("d", "450 g", centre=(225, 75)),
]


def test_words_in_cells_are_things_and_the_lines_decoration() -> None:
    analysis = gk.analyze(drawing(ROWS, COLUMNS, WORDS))
    assert {(thing.label, thing.role) for thing in analysis.things} == {
        (word, "entity") for word in ("Rye", "500 g", "Spelt", "450 g")
    }
    assert set(analysis.decoration) == {"h0", "h1", "h2", "v0", "v1", "v2"}
    assert not analysis.connections


def test_words_beside_a_table_are_no_cells() -> None:
    analysis = gk.analyze(drawing(ROWS, COLUMNS, WORDS, text("note", "as of May", (0, 140))))
    assert {thing.label for thing in analysis.things if thing.role == "annotation"} == {"as of May"}


def test_an_arrow_may_point_at_a_cell() -> None:
    graph = gk.extract(
        drawing(ROWS, COLUMNS, WORDS, rectangle("x", (400, 60), (100, 50), "Today"), arrow("r", (392, 80), (262, 76)))
    )
    name = graph.nodes(data="label")
    assert [(name[u], name[v]) for u, v in graph.edges()] == [("Today", "450 g")]


def box_of_lines(id: str, x: float, y: float) -> list[Piece]:
    corners = [(x, y), (x + 120, y), (x + 120, y + 60), (x, y + 60)]
    return [line(f"{id}{k}", corners[k], corners[(k + 1) % 4]) for k in range(4)]


def test_boxes_of_lines_that_a_line_joins_are_no_table() -> None:
    words = text("x", "Loom", centre=(60, 30)), text("y", "Yarn", centre=(260, 30))
    graph = gk.extract(
        drawing(box_of_lines("a", 0, 0), box_of_lines("b", 200, 0), words, line("j", (120, 30), (200, 30)))
    )
    assert {data["elements"] for _, data in graph.nodes(data=True)} == {"a0 a1 a2 a3 x", "b0 b1 b2 b3 y"}
    name = graph.nodes(data="label")
    assert [{name[u], name[v]} for u, v in graph.edges()] == [{"Loom", "Yarn"}]


def test_boxes_of_lines_that_overlap_are_no_table() -> None:
    words = text("x", "Loom", centre=(60, 30)), text("y", "Yarn", centre=(130, 70))
    graph = gk.extract(drawing(box_of_lines("a", 0, 0), box_of_lines("b", 70, 40), words))
    assert {data["elements"] for _, data in graph.nodes(data=True)} == {"a0 a1 a2 a3 x", "b0 b1 b2 b3 y"}


def test_the_frame_of_a_table_may_be_closed_by_itself() -> None:
    # No rule reaches its corners.
    frame = [line(f"f{k}", (300 * (k in (1, 2)), 100 * (k in (2, 3))), (300 * (k in (0, 1)), 100 * (k in (1, 2))))
             for k in range(4)]  # fmt: skip
    analysis = gk.analyze(drawing(frame, ROWS[1], COLUMNS[1], WORDS))
    assert {thing.label for thing in analysis.things} == {"Rye", "500 g", "Spelt", "450 g"}
    assert set(analysis.decoration) == {"f0", "f1", "f2", "f3", "h1", "v1"}


def test_lines_without_two_others_across_are_no_table() -> None:
    analysis = gk.analyze(drawing(ROWS, WORDS))
    assert {thing.role for thing in analysis.things} == {"annotation"}


def test_a_tree_is_no_table() -> None:
    crew = [rectangle(f"d{k}", (k * 150, 200), (100, 60), f"D{k}") for k in range(4)]
    branches = [line(f"l{k}", (k * 150 + 50, 130), (k * 150 + 50, 196)) for k in range(4)]
    boss = (rectangle("r", (225, 0), (100, 60), "R"), line("t", (275, 64), (275, 130)))
    analysis = gk.analyze(drawing(boss, crew, line("bar", (50, 130), (500, 130)), branches))
    assert len(analysis.connections) == 4


def test_lines_from_every_thing_to_every_other_are_no_table() -> None:
    # Two layers as far apart as their things: many lines cross at right angles.
    left = [ellipse(f"l{k}", (0, 150 * k), (40, 40), f"L{k}") for k in range(4)]
    right = [ellipse(f"r{k}", (190, 150 * k), (40, 40), f"R{k}") for k in range(4)]
    lines = [line(f"{i}-{k}", (42, 20 + 150 * i), (188, 20 + 150 * k)) for i in range(4) for k in range(4)]
    found = gk.analyze(drawing(left, right, lines)).connections
    assert {(c.start.target, c.end.target) for c in found} == {(f"l{i}", f"r{k}") for i in range(4) for k in range(4)}


def test_words_between_rules_that_do_not_close_are_no_cell() -> None:
    # The last column has no rule at its right.
    beside = text("e", "old", centre=(340, 25))
    longer = [line(f"h{k}", (0, 50 * k), (380, 50 * k)) for k in range(3)]
    analysis = gk.analyze(drawing(longer, COLUMNS, WORDS, beside))
    assert {thing.label for thing in analysis.things if thing.role == "annotation"} == {"old"}


def test_thousands_of_lines_across_each_other_are_no_table() -> None:
    level = [line(f"h{k}", (0, 30 * k), (30_300, 30 * k)) for k in range(1_010)]
    upright = [line(f"v{k}", (30 * k, 0), (30 * k, 30_300)) for k in range(1_010)]
    analysis = gk.analyze(drawing(level, upright, text("t", "word", centre=(45, 45))))
    assert [thing.role for thing in analysis.things] == ["annotation"]


def test_words_between_two_tables_or_among_them_are_no_cells() -> None:
    def moved(x: float, y: float) -> list[Piece]:
        rows = [line(f"h{k}-{x}-{y}", (x, y + 50 * k), (x + 300, y + 50 * k)) for k in range(3)]
        return [*rows, *(line(f"v{k}-{x}-{y}", (x + 150 * k, y), (x + 150 * k, y + 100)) for k in range(3))]

    tables = moved(0, 0), moved(600, 0), moved(0, 400), moved(600, 400)
    notes = [text("side", "kept dry", centre=(450, 25)), text("down", "sold", centre=(75, 250)),
             text("amid", "both", centre=(450, 250))]  # fmt: skip
    analysis = gk.analyze(drawing(tables, WORDS, notes))
    assert {thing.label for thing in analysis.things if thing.role == "annotation"} == {"kept dry", "sold", "both"}


def test_words_on_squared_paper_stand_in_no_cells() -> None:
    paper = [line(f"l{k}", (-40, 30 * k - 40), (500, 30 * k - 40)) for k in range(8)]
    paper += [line(f"u{k}", (30 * k - 40, -40), (30 * k - 40, 170)) for k in range(19)]
    boxes = rectangle("a", (0, 0), (120, 60), "Orchard"), rectangle("b", (340, 0), (120, 60), "Market")
    analysis = gk.analyze(drawing(paper, boxes, arrow("r", (124, 30), (336, 30)), text("w", "apples", (200, 4))))
    (found,) = analysis.connections
    assert (found.start.target, found.end.target, found.words) == ("a", "b", ("w",))
    assert set(analysis.decoration) == {piece.element["id"] for piece in paper}
